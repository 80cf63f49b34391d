"""What the spool tells about what it holds."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from gateway.model.answers import Answer
from gateway.model.decision import Channel
from gateway.model.lifecycle import Lane, RecipientState
from gateway.model.message import CaseId, ContentId, Envelope
from gateway.model.outcome import FinishedKind, HoldEntry
from gateway.model.preparation import PartPassword
from gateway.model.reasons import Reason
from gateway.ports import StepId

CLAIM_LASTS: Final = timedelta(hours=1)


class OutgoingState(StrEnum):
    """Where a finished message, or one recipient of it, stands."""

    PENDING = "pending"  # to be handed over, now or later
    DELIVERED = "delivered"  # the next hop took it; of a message: for one recipient at least
    BOUNCED = "bounced"  # the next hop refused it, or time ran out
    WITHDRAWN = "withdrawn"  # never sent: it is decided again


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRecipient:
    """One recipient of a case."""

    address: str
    state: RecipientState
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMessage:
    """A case as a worker needs it."""

    case: CaseId
    envelope: Envelope  # with every recipient, decided or not
    content: ContentId
    content_hash: str  # SHA-256 of the message as received, hex
    recipients: tuple[StoredRecipient, ...]  # in the order they came
    answers: tuple[Answer, ...]  # in the order they were given
    hold: HoldEntry | None  # None: nothing is held
    looks: int  # how often it was decided
    passwords: tuple[PartPassword, ...] = ()  # of its attachments, until it is decided about for good
    said_before: tuple[Answer, ...] = ()  # by its sender, before it came (spool/confirmed.py)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingRecipient:
    """One recipient of a finished message."""

    address: str
    state: OutgoingState
    attempts: int
    last_code: int | None  # None: not tried yet; 0: no connection
    last_enhanced: str
    next_at: datetime | None  # None: nothing more is tried


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredOutgoing:
    """A finished message."""

    id: int
    case: CaseId | None  # None: mail of ours that belongs to no case
    kind: FinishedKind
    sender: str
    channel: Channel
    content: ContentId
    smtputf8: bool
    body_8bit: bool
    generation: int
    policy: str
    created_at: datetime
    state: OutgoingState
    delay_told_at: datetime | None  # None: the sender was not told that it is late
    recipients: tuple[OutgoingRecipient, ...]

    def pending(self) -> tuple[str, ...]:
        """The addresses it has still to be handed over for."""
        return tuple(each.address for each in self.recipients if each.state is OutgoingState.PENDING)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedStep:
    """A step of the queue, for who operates it."""

    id: StepId
    lane: Lane
    case: CaseId | None
    outgoing: int | None
    due_at: datetime
    lease_until: datetime | None  # None: nobody works on it
    worker: str | None
    attempts: int
    created_at: datetime
    recipients: tuple[OutgoingRecipient, ...]  # of what is to be delivered; empty for analyse


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """That somebody looks at a held case. It stops nobody: it only tells."""

    by: str  # account
    at: datetime

    def stands(self, now: datetime) -> bool:
        """Whether it still counts: whoever was called away must not keep others from it for the day."""
        return now - self.at < CLAIM_LASTS


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCase:
    """A held case, for the list of them."""

    case: CaseId
    sender: str
    received_at: datetime
    hold: HoldEntry
    recipients: tuple[str, ...]  # those who wait
    reminded_at: datetime | None
    escalated_at: datetime | None
    not_asked: frozenset[str] | None = None  # emails, lower case; None: not known, or not asked for
    claim: Claim | None = None  # None: nobody looks at it, or not asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedCase:
    """A case, for who asks where a mail is."""

    case: CaseId
    sender: str
    received_at: datetime
    size: int
    recipients: tuple[StoredRecipient, ...]
    outgoing: tuple[StoredOutgoing, ...]
