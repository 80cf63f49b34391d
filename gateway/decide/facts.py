"""All that a rule may look at, for one recipient of one message at one instant."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from gateway.decide.once import Sheet
from gateway.model.answers import Answer
from gateway.model.decision import Asked, Channel
from gateway.model.found import FoundHit, FoundPerson
from gateway.model.mail_kind import MailKind
from gateway.model.marking import Marking
from gateway.model.message import Field, Unread
from gateway.model.modes import ModeEntry
from gateway.model.parties import (
    Agreement,
    Approval,
    Consent,
    DataSubject,
    Ground,
    Party,
    PersonId,
    RememberedPurpose,
    Request,
    Restriction,
    StaffMember,
)
from gateway.model.received import Received
from gateway.model.statement import StatedParagraph, Statement
from gateway.model.theirs import Theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientFacts:
    """Who would receive it."""

    address: str
    party: Party | None  # None: nobody in the register stands behind the address
    people: tuple[PersonId, ...]  # register people whose address it is: a service user or representative
    represents: frozenset[PersonId]  # those people and whom they act for
    household: frozenset[PersonId]  # register people who share an address with one of those, or are related
    staff: StaffMember | None  # one of ours
    internal: bool  # in one of our own domains
    front_door: bool
    social_media: bool
    mailing_list: bool
    readers: tuple[StaffMember, ...] = ()  # inside: whose mailbox it is, or its members; empty: nobody is known
    # Whom something is kept from and whose name the address is written beside; in the register it is not theirs.
    might_be: frozenset[PersonId] = frozenset()
    first_time: bool = False  # no mail of ours was ever delivered to this address
    resembles: str = ""  # id of a party or person it could be taken for; "own": us; empty: nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class SenderFacts:
    """Who sends it."""

    address: str  # envelope sender
    from_address: str  # the From field's only address; empty when there is none or several
    staff: StaffMember | None
    may_send: bool  # the sign-in or listener allows this sender, and From agrees with it
    people: tuple[PersonId, ...] = ()  # of the register, with one of the sender's addresses
    household: frozenset[PersonId] = frozenset()  # who shares an address with one of those, or is related
    signed_in: str = ""  # the account that handed it in; empty: a trusted listener


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelFacts:
    """By which channels this recipient can be reached now."""

    internal: bool = False
    transport: bool = False  # proven TLS to the partner's own host, or a smarthost that forces it
    smime: bool = False
    smime_why_not: tuple[str, ...] = ()  # reason words from the certificate check
    asked: Channel | None = None  # the channel that the register asks for


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    """A part other than a body; of its name only the ending, for names tell of people."""

    part: str
    types: tuple[str, ...]  # media types, lower case: as said and as found by content
    endings: tuple[str, ...]  # ".gz", ".tar.gz"; lower case


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFacts:
    """What the organisation's own rules may ask of the message as a whole."""

    fields: tuple[Field, ...] = ()  # of the outer header, apart from traces of transport
    files: tuple[SentFile, ...] = ()
    size: int = 0  # bytes, as received; 0: not known
    time_of_day: time | None = None  # in the organisation's time zone; None: not known


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts(Sheet):
    """The fact sheet. It is stored sealed with the decision, so that a past case can be explained again."""

    at: datetime  # aware, UTC: the instant of the decision
    today: date  # the same in the organisation's time zone
    case: str
    content_hash: str
    recipient: RecipientFacts
    sender: SenderFacts
    markings: tuple[Marking, ...]
    unread: tuple[Unread, ...]
    signed: tuple[str, ...]  # part paths that may not be changed
    encrypted: bool
    hits: tuple[FoundHit, ...]
    people: tuple[FoundPerson, ...]
    # Register entries of every candidate in people and of the recipient's own people, where one that is missing is an
    # error (a risk that is not on the sheet cannot be seen, SAFE-1); and of family, household, whom they act for and
    # everybody who gave a consent on the sheet or whom it is about (CONS-6).
    subjects: dict[PersonId, DataSubject]
    purpose_said: str | None  # header or directive line; None: not said
    ground_said: str | None
    statement: Statement | None
    about_said: tuple[PersonId, ...]
    authority_said: str | None
    agreements: tuple[Agreement, ...]  # all of the party's, in force or not
    consents: tuple[Consent, ...]  # all of the people's, for any party
    approvals: tuple[Approval, ...]  # all that could match people and party, in force or not
    restrictions: tuple[Restriction, ...]
    kept_phrases: tuple[str, ...]  # ids of restrictions whose phrases stand in this message
    grounds: dict[str, Ground]
    answers: tuple[Answer, ...]  # only those bound to this content and this recipient
    channels: ChannelFacts
    others: tuple[str, ...]  # the other recipients' addresses
    # By email, lower case: every role in which somebody who answered may answer, so that one person with two roles
    # (a manager who is the IG lead too) settles both by one answer. Nobody: the answer's own role counts alone.
    answerers: dict[str, tuple[Asked, ...]] = field(default_factory=dict)
    linked: tuple[str, ...] = ()  # "part:host" of each link to a file in our own cloud store
    # Of the addresses in To and Cc, which every reader sees: how many households of people of the register, and how
    # many that nobody stands behind. And how many addresses outside there are in all, Bcc included.
    visible_households: int = 0
    visible_unknown: int = 0
    outside: int = 0
    shown: frozenset[PersonId] = frozenset()  # people of the register whose address this recipient sees in the header
    # By FoundPerson.id, where somebody may go without identity: how many people of the register, they among them, fit
    # what is left of them: age, outward code, and what is told in words (school, ward, ethnicity, conditions).
    groups: dict[str, int] = field(default_factory=dict)
    # The same once age and outward code are gone too; only of whom something is told in such words.
    coarse_groups: dict[str, int] = field(default_factory=dict)
    kept_documents: tuple[str, ...] = ()  # ids of restrictions on a source document of which something stands here
    stated: tuple[StatedParagraph, ...] = ()  # the paragraphs that tell of somebody
    received: tuple[Received, ...] = ()  # what is told in words that parties wrote to us
    theirs: tuple[Theirs, ...] = ()  # of whom it tells only what the recipient's party has from us already
    workers: dict[PersonId, StaffMember] = field(default_factory=dict)  # of candidates, where the register has one
    modes: tuple[ModeEntry, ...] = ()  # of the sender's team, in force or not
    told_of: frozenset[PersonId] = frozenset()  # of whom free text tells, beyond values of some kind (CONS-6)
    requests: tuple[Request, ...] = ()  # of the register, with the id that authority_said names, open or not
    mail: MailFacts = field(default_factory=MailFacts)
    pieces_left_out: tuple[str, ...] = ()  # Reading.pieces_left_out
    mail_kind: MailKind = MailKind.PERSONAL
    listed: frozenset[int] = frozenset()  # units that are names in To and Cc
    remembered: tuple[RememberedPurpose, ...] = ()  # by this sender, of candidates, for this party; in force or not
