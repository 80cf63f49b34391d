"""What one look at a message came to: committed whole, in one transaction, or not at all."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from gateway.model.decision import AnswerKind, Asked, Channel
from gateway.model.lifecycle import RecipientState
from gateway.model.message import CaseId
from gateway.model.reasons import Reason
from gateway.model.risks import RiskSeen
from gateway.model.theirs import PrintedParagraph


class FinishedKind(StrEnum):
    """What a finished message is."""

    MAIL = "mail"  # a sender's message, treated and protected
    NOTICE = "notice"  # ours, to people of ours
    DSN = "dsn"  # ours, a delivery status notification (RFC 3464)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """Bytes that may travel as they are; the deliverer knows nothing of what is inside."""

    kind: FinishedKind
    sender: str  # envelope sender; empty for notices and DSNs
    recipients: tuple[str, ...]
    content: bytes
    channel: Channel
    smtputf8: bool = False
    body_8bit: bool = False
    generation: int = 0  # register generation it was decided under; mail only
    policy: str = ""  # policy version it was decided under; mail only


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientOutcome:
    """Where one recipient stands after this look."""

    address: str
    state: RecipientState
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPerson:
    """One person who is asked, and in which role."""

    role: Asked
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldEntry:
    """The hold of a case: one, whatever the number of recipients and questions."""

    held_at: datetime
    expires_at: datetime
    asked: tuple[AskedPerson, ...]
    reasons: tuple[Reason, ...]
    answers: tuple[AnswerKind, ...]  # what would settle something
    urgent_at: datetime | None = None  # in the fast lane since (MIN-3): it never expires. None: it is not in it


class RecordKind(StrEnum):
    """What happened, in the record."""

    ACCEPTED = "accepted"
    DECIDED = "decided"
    HELD = "held"
    ANSWERED = "answered"
    RELEASED = "released"
    RETURNED = "returned"
    REFUSED = "refused"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    NOTIFIED = "notified"
    REGISTER_CHANGED = "register-changed"
    REMEMBERED = "remembered"  # a purpose that its sender asked to be remembered, or forgotten again (PURP-1)
    USER_CHANGED = "user-changed"
    EXPIRED = "expired"
    PURGED = "purged"
    EXPORTED = "exported"  # somebody took a report out of the record
    CUT = "cut"  # what is older than retention was taken off the record's beginning
    ERASED = "erased"  # a person's register entries, or those that ended long ago, were destroyed
    LEGAL_HOLD = "legal-hold"  # added or lifted
    REQUEST = "request"  # emails were looked for to answer a request for information, or decided about for it
    RESTORED = "restored"  # the database is a copy that was put back
    BACKED_UP = "backed-up"  # the database was copied
    OPERATED = "operated"  # somebody had work done at once, or looked at an email that never came in
    RISK = "risk"  # a risk was opened, seen again, worked or closed
    BREACH = "breach"  # the same for a breach
    POLICY_CHANGED = "policy-changed"
    SIGNED_IN = "signed-in"  # to the console; also out, and attempts that failed
    CONTENT_VIEW = "content-view"  # a view of what a message says was asked for, granted, refused or taken back
    VIEWED = "viewed"  # somebody was shown what a message says
    CLAIMED = "claimed"  # somebody said that they look at a held case, or no longer do
    REQUEST_REFUSED = "request-refused"  # the console was asked for what must not be
    CLOCK = "clock"  # a clock that had run ahead was put right
    FAULT = "fault"


Scalar = str | int | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEntry:
    """One line of the record (REC-1). Ids, reason words and salted commitments; no personal values."""

    kind: RecordKind
    case: CaseId | None
    by: str  # account or role name; "gateway" for the machine
    facts: tuple[tuple[str, Scalar | tuple[str, ...]], ...]  # name → value, in a fixed order


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureDetails:
    """What a record of sharing holds besides (ICO's code of practice on data sharing; CONS-5, MIN-2, SEC-1).

    Ids, words and hashes. The justification itself names people: it stays in the sealed answer or the register.
    """

    party_type: str  # PartyType literal
    role: str  # of the person in this message
    clause: str  # on which they are covered: "CONS-2", "CONS-4" …; of a release the reason it settled
    law: str  # legal basis as the agreement has it; empty: under none
    ground: str  # register id; empty: on none
    approved_by: tuple[str, ...]  # accounts, each once
    answered: tuple[str, ...]  # "kind role account" of every answer that was given to this message
    informed: str  # whether the family was told of the sharing: "yes", "no"; empty: not said (CONS-5)
    withheld: bool  # something is kept from the person, or they were not told: look before listing it to them
    marked: str  # class written; empty: unmarked
    effective: str
    anonymised: bool  # nothing that identifies them was left
    removed: tuple[str, ...]  # "name 3": how much about this person was cut, by kind
    protection: str
    received_sha256: str
    sent_sha256: str  # of this recipient's copy as it was handed on
    policy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """That something about a person went to a party (REC-1): half of a subject access reply."""

    person: str  # register id
    party: str  # register id; empty: none stands behind the address
    recipient: str  # address; kept as a salted commitment
    kinds: tuple[str, ...]
    purpose: str
    basis: str  # "consent:C-1", "agreement:A-2", "approval:AP-3", "release:GROUND" …, joined with "+"
    statement: str  # fact, opinion, both; empty: not said
    treatment: str
    channel: Channel
    details: DisclosureDetails | None = None  # None: written before details were kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Once:
    """A notice that goes once for a case, however often it is looked at."""

    key: str  # what it is and whom it tells
    finished: Finished
    record: RecordEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Everything to be committed when a message has been looked at."""

    recipients: tuple[RecipientOutcome, ...]
    finished: tuple[Finished, ...]  # mail for recipients that are ready, and notices
    hold: HoldEntry | None  # None: nothing is held (any more)
    sheet: bytes  # JSON: facts and decisions of this look; stored sealed
    records: tuple[RecordEntry, ...]
    disclosures: tuple[Disclosure, ...]
    printed: tuple[PrintedParagraph, ...] = ()  # what goes to parties, to be known when it is quoted again (MIN-1)
    generation: int = 0  # register generation it was decided under; stands beside the sheet
    # Emails of whom it is about, of their households, and of who stepped back: they are never asked or told (SAFE-2).
    not_asked: frozenset[str] | None = None  # None: it could not be looked at, so what was known before stands
    policy: str = ""  # policy version it was decided under
    risks: tuple[RiskSeen, ...] = ()  # each kind and subject once
    once: tuple[Once, ...] = ()  # notices that may have gone at an earlier look
