"""Reading a secret from where gateway.yaml says it lies: `file:PATH` or `credential:NAME` (systemd)."""

import os
import stat
from pathlib import Path

from gateway.model.errors import ConfigurationFaults


def read_secret(reference: str, folder: Path) -> bytes:
    """The secret's bytes, as the file holds them.

    Args:
        reference: "file:PATH", relative to *folder*, or "credential:NAME" of the service unit.

    Raises:
        ConfigurationFaults: there is none, or others than its owner can read it.
    """
    kind, _, name = reference.partition(":")
    if kind == "file":
        return _private_bytes(folder / name, reference)
    # systemd.exec(5): the unit's credentials lie in this folder, which only the service's own user can enter.
    credentials = os.environ.get("CREDENTIALS_DIRECTORY")
    if kind != "credential" or credentials is None or "/" in name or name in {"", ".", ".."}:
        raise ConfigurationFaults((f"{reference}: no such secret; LoadCredential= in the unit gives it",))
    try:
        return (Path(credentials) / name).read_bytes()
    except OSError as error:
        raise ConfigurationFaults((f"{reference}: {error.strerror}",)) from error


def _private_bytes(path: Path, reference: str) -> bytes:
    try:
        # The rights are those of the very file that is read, not of whatever stands there a moment later.
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            if mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise ConfigurationFaults((f"{reference}: others than its owner may read it; chmod 600 it",))
            return file.read()
    except OSError as error:
        raise ConfigurationFaults((f"{reference}: {error.strerror}",)) from error
