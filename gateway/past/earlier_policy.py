"""An earlier policy, brought back into use: by the same gate as a change of policy.yaml, and on the record."""

import os
from datetime import datetime
from pathlib import Path

from gateway.app import App
from gateway.model.errors import ConfigurationFaults, PermanentFailure
from gateway.policy.file import parse, read_text
from gateway.record.policies import Policies, StoredPolicy


def faults_now(app: App, stored: StoredPolicy) -> tuple[str, ...]:
    """What keeps a stored policy from being used by this program: its faults, and its own tests that fail."""
    name = f"policy {stored.version}"
    try:
        loaded = parse(stored.text, name)
    except ConfigurationFaults as error:
        return error.faults
    return loaded.faults(name, app.settings.config.organisation.domains)


def roll_back(app: App, version: str, *, by: str, at: datetime) -> StoredPolicy:
    """Write an earlier version into policy.yaml and take it into use; running processes follow within seconds.

    What stood in the file and was never in use (a change that was refused) is kept beside it.

    Raises:
        ConfigurationFaults: it has faults under this program, or a rule of it fails a test; nothing was changed.
        PermanentFailure: there is no such version, it is in use, or the file cannot be written.
        TemporaryFailure: the database cannot be used now; nothing was changed.
    """
    policies = app.policies()
    stored = policies.of(version)
    if stored is None:
        raise PermanentFailure(f"{version}: no one version of the policy is called that")
    path = app.settings.folder / "policy.yaml"
    written = _text(path)
    in_force = policies.in_force()
    if written == stored.text and in_force is not None and in_force.version == stored.version:
        raise PermanentFailure(f"policy {stored.version} is the one in use")
    faults = faults_now(app, stored)
    if faults:
        raise ConfigurationFaults(faults)
    try:
        if written is not None and not any(one.text == written for one in policies.every()):
            _keep(path, written, at)
        fresh = path.with_name(".policy.yaml.new")
        _write(fresh, stored.text)
        # Who brought it back stands in the record before any process can take it up by itself.
        policies.take(stored.version, stored.text, at, by=by)
        _put(fresh, path, in_force, policies, at)
    except OSError as error:
        raise PermanentFailure(f"{path}: cannot be written: {error.strerror}") from error
    return stored


def _put(fresh: Path, path: Path, before: StoredPolicy | None, policies: Policies, at: datetime) -> None:
    try:
        fresh.replace(path)
    except OSError:
        if before is not None:
            policies.take(before.version, before.text, at)
        raise


def _text(path: Path) -> str | None:
    try:
        return read_text(path)
    except ConfigurationFaults:
        return None


def _keep(path: Path, text: str, at: datetime) -> None:
    _write(path.with_name(f"policy.yaml.{at:%Y%m%dT%H%M%S}"), text)


def _write(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(text.encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())
