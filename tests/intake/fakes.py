"""The spool and the accounts as intake sees them, in memory."""

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime

from gateway.intake.accounts import Account
from gateway.model.errors import TemporaryFailure
from gateway.model.message import CaseId, Envelope
from gateway.ports import Accepted


@dataclass
class RecordingSpool:
    """Keeps what it was given. *gate* holds every commit back until it is set."""

    taken: list[tuple[Envelope, bytes]] = field(default_factory=list)
    is_full: bool = False
    gate: threading.Event = field(default_factory=threading.Event)
    begun: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    def accept(self, envelope: Envelope, content: bytes) -> Accepted:
        self.begun.set()
        self.gate.wait(10)
        self.taken.append((envelope, content))
        return Accepted(case=CaseId(f"GW-{len(self.taken):08d}"), doubled=False)

    def full(self) -> bool:
        return self.is_full


@dataclass
class FailingSpool:
    """Raises what it is told to, once for each in *errors*; then takes all."""

    errors: list[Exception]
    taken: list[tuple[Envelope, bytes]] = field(default_factory=list)

    def accept(self, envelope: Envelope, content: bytes) -> Accepted:
        if self.errors:
            raise self.errors.pop(0)
        self.taken.append((envelope, content))
        return Accepted(case=CaseId("GW-00000001"), doubled=False)

    def full(self) -> bool:
        return False


@dataclass
class MemoryAccounts:
    """Accounts in a dict; *away* makes the register unreachable."""

    accounts: dict[str, Account]
    away: bool = False

    def find(self, name: str) -> Account | None:
        if self.away:
            raise TemporaryFailure("accounts cannot be asked")
        return self.accounts.get(name.lower())


@dataclass
class StillClock:
    """A clock that stands."""

    at: datetime = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


@dataclass
class LinesLog:
    """Keeps every line."""

    lines: list[tuple[str, dict[str, str | int | float | bool | None]]] = field(default_factory=list)

    def info(self, event: str, /, **keys: str | int | float | bool | None) -> None:
        self.lines.append((event, keys))

    def warning(self, event: str, /, **keys: str | int | float | bool | None) -> None:
        self.lines.append((event, keys))

    def error(self, event: str, /, **keys: str | int | float | bool | None) -> None:
        self.lines.append((event, keys))
