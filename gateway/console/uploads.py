"""Register files between their upload and the moment they count: in memory alone, one for each account."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from gateway.console.replies import Upload
from gateway.registers.files.columns import RegisterKind

_KEPT: Final = timedelta(minutes=30)
_MOST: Final = 8  # files of different people; the oldest goes first


@dataclass(frozen=True, slots=True, kw_only=True)
class Uploaded:
    """One file."""

    key: str  # names it in forms
    kind: RegisterKind
    file: Upload
    at: datetime


class Uploads:
    """Safe from any thread. Another process does not have them: there the file is asked for again."""

    def __init__(self) -> None:
        self._kept: dict[str, Uploaded] = {}
        self._lock = Lock()

    def keep(self, account: str, kind: RegisterKind, file: Upload, now: datetime) -> Uploaded:
        """Keep it in the place of what the account brought before."""
        key = hashlib.sha256(kind.value.encode() + b"\0" + file.untrusted_content).hexdigest()
        made = Uploaded(key=key, kind=kind, file=file, at=now)
        with self._lock:
            self._kept.pop(account, None)
            self._kept = {name: one for name, one in self._kept.items() if now - one.at < _KEPT}
            while len(self._kept) >= _MOST:
                self._kept.pop(next(iter(self._kept)))
            self._kept[account] = made
        return made

    def find(self, account: str, kind: RegisterKind, key: str, now: datetime) -> Uploaded | None:
        """The file that a form names. None: it is kept no longer."""
        with self._lock:
            found = self._kept.get(account)
        if found is None or found.kind is not kind or found.key != key or now - found.at >= _KEPT:
            return None
        return found

    def forget(self, account: str) -> None:
        """It is in the register now."""
        with self._lock:
            self._kept.pop(account, None)
