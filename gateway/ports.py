"""What the core asks of the edges: small protocols, each saying what it raises."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NewType, Protocol

from gateway.model.message import CaseId, ContentId, Envelope

StepId = NewType("StepId", int)


class Clock(Protocol):
    """The time, and no other way to it."""

    def now(self) -> datetime:
        """The instant, aware, UTC."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What the spool answered to a message offered."""

    case: CaseId
    doubled: bool  # the same mail came within 24 h: nothing new was stored


class Intake(Protocol):
    """The spool as intake sees it: it can only add."""

    def accept(self, envelope: Envelope, content: bytes) -> Accepted:
        """Seal and commit a message; return only when it is durable.

        Safe from any thread; concurrent calls share a commit. *content* is as DATA gave it, dots unstuffed, CRLF line
        ends, without our own trace field.

        Raises:
            TemporaryFailure: nothing was stored; the client is to try again.
        """
        ...

    def full(self) -> bool:
        """Whether the spool is over its limit, so that MAIL is answered 452 before any content comes."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A claimed step: work that this process alone may finish, until its lease ends."""

    id: StepId
    epoch: int  # the fence: finish and retry count only while it is unchanged
    case: CaseId
    outgoing: int | None  # the finished message to deliver; None for analyse
    attempts: int
    created_at: datetime


class Unsealer(Protocol):
    """Reads what was stored sealed."""

    def content(self, content: ContentId) -> bytes:
        """The bytes.

        Raises:
            TemporaryFailure: the key store or database cannot be asked now.
            PermanentFailure: the content is gone: its period key was destroyed when retention ended.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a next hop said about one recipient, or about the whole transaction."""

    code: int  # SMTP reply code; 0: no connection or it broke
    enhanced: str  # "5.1.1"; empty: not given
    text: str  # the next hop's words; never logged
    tls: str = ""  # what it was handed over under: "TLSv1.3 TLS_AES_256_GCM_SHA384 verified"; empty: in clear, or not

    @property
    def accepted(self) -> bool:
        """Whether the next hop took it over."""
        return 200 <= self.code < 300

    @property
    def permanent(self) -> bool:
        """Whether trying again is useless."""
        return self.code >= 500


class Outbound(Protocol):
    """A next hop."""

    def send(
        self, sender: str, recipients: Sequence[str], message: bytes, *, smtputf8: bool, body_8bit: bool
    ) -> dict[str, Reply]:
        """Hand one finished message over; one reply for each recipient.

        Never raises for what the network or the peer does: a broken connection is a reply with code 0.
        """
        ...


class Log(Protocol):
    """A structured log: an event word and keys from one allow-list."""

    def info(self, event: str, /, **keys: str | int | float | bool | None) -> None:
        """Something happened."""
        ...

    def warning(self, event: str, /, **keys: str | int | float | bool | None) -> None:
        """Something that a person should look at."""
        ...

    def error(self, event: str, /, **keys: str | int | float | bool | None) -> None:
        """Something that a person must look at."""
        ...
