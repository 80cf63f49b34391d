"""policy.yaml as it changes: taken into use by a running process if it has no fault and its tests pass.

Otherwise the old one stays, and log and postmaster are told. A process that starts while the file has a fault goes on
with the policy last in use (Settings.running).
"""

import hashlib
import threading
import time
from pathlib import Path
from typing import Final

from gateway.app import App
from gateway.model.errors import ConfigurationFaults, GatewayError, TemporaryFailure
from gateway.notices.policy_refused import policy_refused
from gateway.policy.file import read_text
from gateway.ports import Log
from gateway.settings import Settings

_LOOK_SECONDS: Final = 2.0
_ASKED_SECONDS: Final = 0.2
_JOB: Final = "policy-refused"

_Seen = tuple[tuple[int, int, int] | None, ...]  # of each file: inode, size, time of change; None: it is not there


class PolicyWatch:
    """One for each process that decides or delivers."""

    def __init__(self, app: App, log: Log) -> None:
        self._app = app
        self._log = log
        self._asked = False  # a plain value: a handler of signals must take no lock
        self._seen: _Seen | None = None  # as it was when it was last read; None: read it
        self._changing: _Seen | None = None
        self.settings: Settings = app.settings  # changed whole, and only from one look to the next

    def ask(self) -> None:
        """Look at once, whatever the file's time says (SIGHUP)."""
        self._asked = True

    def start(self, stop: threading.Event) -> None:
        """Watch until *stop*."""
        threading.Thread(target=self._watch, args=(stop,), name="policy", daemon=True).start()

    def _watch(self, stop: threading.Event) -> None:
        due = 0.0
        while not stop.wait(_ASKED_SECONDS):
            if not self._asked and time.monotonic() < due:
                continue
            due = time.monotonic() + _LOOK_SECONDS
            try:
                self.look()
            except GatewayError as error:
                # It is looked at again: nothing was noted as seen.
                self._log.warning("policy-not-looked-at", error=type(error).__name__, path=str(error))

    def look(self) -> None:
        """Take what has changed into use, or tell why not.

        Raises:
            TemporaryFailure: the database cannot be used now; the same is tried again at the next look.
        """
        asked, self._asked = self._asked, False
        now = self._stat()
        if now == self._seen and not asked:
            return
        # A file that is still being written is not read until it stands still from one look to the next.
        if now != self._changing and self._seen is not None and not asked:
            self._changing = now
            return
        self._changing = now
        if self._is_in_use():
            self._seen = now
            return
        try:
            changed = Settings.with_policy(self.settings.folder, self.settings.config)
        except ConfigurationFaults as error:
            self._refused(error.faults, now)
        else:
            self._taken(changed)
        self._seen = now

    def _is_in_use(self) -> bool:
        """Whether the file says what is in use already: at the start, and after a slip was taken back."""
        if self.settings.config.candidate_policy is not None:
            return False
        try:
            return read_text(self.settings.folder / "policy.yaml") == self.settings.policy.text
        except ConfigurationFaults:
            return False

    def _taken(self, changed: Settings) -> None:
        policy = changed.policy
        self._app.policies().take(policy.policy.version, policy.text, self._app.clock.now())
        if (policy.policy, changed.candidate) == (self.settings.policy.policy, self.settings.candidate):
            return
        self.settings = changed
        self._log.info("policy-taken", policy=policy.policy.version)

    def _refused(self, faults: tuple[str, ...], seen: _Seen) -> None:
        for fault in faults:
            self._log.error("policy-refused", policy=self.settings.policy.policy.version, path=fault)
        finished = policy_refused(
            tuple(fault.removeprefix(f"{self.settings.folder}/") for fault in faults),
            in_use=self.settings.policy.policy.version,
            organisation=self.settings.config.organisation,
            now=self._app.clock.now().astimezone(self.settings.timezone),
        )
        # Every process that watches finds the same; the first tells.
        change = hashlib.sha256(repr((seen, faults)).encode("utf-8", "replace")).hexdigest()[:32]
        self._app.steps().notice_once(finished, self._app.clock.now(), job=_JOB, stretch=change)

    def _stat(self) -> _Seen:
        folder, candidate = self.settings.folder, self.settings.config.candidate_policy
        files = [folder / "policy.yaml", *([] if candidate is None else [folder / candidate])]
        return tuple(map(_stat_of, files))


def _stat_of(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise TemporaryFailure(f"{path}: {error.strerror}") from error
    return found.st_ino, found.st_size, found.st_mtime_ns
