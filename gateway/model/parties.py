"""The registers' entries: who people, parties and staff are, and what was agreed.

The fields are those of the register files (docs/registers.md); `*` in a set means all.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from gateway.model.decision import Channel, HiddenAs, Protection
from gateway.model.marking import Classification
from gateway.model.modes import ModeEntry

PersonId = NewType("PersonId", str)
PartyId = NewType("PartyId", str)

ALL = "*"


def purpose_key(word: str) -> str:
    """A purpose as it is compared, however it is written: "Early help", "early_help" and "early-help" are one."""
    return "-".join(re.findall(r"[^\W_]+", word.lower()))


class PartyType(StrEnum):
    """Who stands behind a recipient."""

    INTERNAL = "internal"
    PARTNER = "partner"
    PROVIDER = "provider"
    PUBLIC_BODY = "public-body"
    PERSON = "person"  # a service user or their representative
    PROTECTED_DISCLOSURE = "protected-disclosure"
    SOCIAL_MEDIA = "social-media"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """A kind of personal data."""

    NAME = "name"
    CONTACT = "contact"
    ADDRESS = "address"
    DATE_OF_BIRTH = "date-of-birth"
    IDENTIFIER = "identifier"
    FAMILY = "family"
    EDUCATION = "education"
    ATTENDANCE = "attendance"
    FINANCE = "finance"
    HEALTH = "health"
    SEN = "sen"
    ETHNICITY = "ethnicity"
    RELIGION = "religion"
    SEXUAL_LIFE = "sexual-life"
    OFFENCE = "offence"
    IMMIGRATION = "immigration"
    SOCIAL_CARE = "social-care"
    SAFEGUARDING = "safeguarding"


class Capacity(StrEnum):
    """In what capacity a consent was given."""

    SELF = "self"
    PARENT = "parent"
    CARER = "carer"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSubject:
    """A person of the register: whom data is about."""

    id: PersonId
    name: str
    aliases: tuple[str, ...] = ()
    date_of_birth: date | None = None
    nhs_number: str = ""
    upn: str = ""
    nino: str = ""
    case_ids: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    protected_addresses: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    relations: tuple[tuple[str, PersonId], ...] = ()  # ("mother", "P-2"): P-2 is this person's mother
    acts_for: tuple[PersonId, ...] = ()  # whom this person represents
    no_contact: tuple[PersonId, ...] = ()  # who must have nothing of this person
    risk_to: tuple[PersonId, ...] = ()  # to whom this person is a recorded risk
    competence: str = ""
    worker: str = ""  # staff email
    contact_preference: str = ""
    language: str = ""
    notice_version: str = ""
    died_on: date | None = None
    merged_into: PersonId | None = None  # this entry was found to be about somebody of another entry; None: its own
    # By which somebody can be told though nothing names them (MIN-2).
    school: str = ""
    ward: str = ""
    ethnicity: str = ""
    conditions: tuple[str, ...] = ()

    @property
    def traits(self) -> tuple[tuple[str, str], ...]:
        """School, ward, ethnicity and conditions, each with its column's name, as far as they are known."""
        single = (("school", self.school), ("ward", self.ward), ("ethnicity", self.ethnicity))
        known = tuple((column, value) for column, value in single if value)
        return (*known, *(("conditions", one) for one in self.conditions))


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who stands behind recipient addresses."""

    id: PartyId
    name: str
    type: PartyType
    domains: tuple[str, ...] = ()  # exact, or ".example.org" for a domain's listed sub-domains
    addresses: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()  # mailing lists: an address with readers we cannot name
    front_door: tuple[str, ...] = ()  # addresses for urgent safeguarding
    channel: Channel | None = None  # asked for; None: whatever meets the level
    dialect: str = ""
    forces_tls: bool = False
    protection: Protection = Protection.NONE  # that whatever goes to it must have


class AgreementStatus(StrEnum):
    """Whether an agreement is live, apart from its dates."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """An entry of the information sharing agreement register (AGREE-1)."""

    id: str
    party: PartyId
    purposes: frozenset[str]  # `*` for all
    kinds: frozenset[str]  # Kind literals; `*` for all
    highest: Classification
    basis: str
    identifiable: bool  # False: anonymised returns only
    starts: datetime  # aware
    ends: datetime | None  # aware, exclusive instant; None: open
    review: date | None = None
    assurance_review: date | None = None
    status: AgreementStatus = AgreementStatus.ACTIVE
    owner: str = ""
    hidden_as: HiddenAs | None = None  # None: as the policy says


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """A consent given, refused or withdrawn (CONS-2)."""

    id: str
    person: PersonId
    given_by: PersonId
    capacity: Capacity
    party: str  # PartyId, or `*`
    purposes: frozenset[str]
    kinds: frozenset[str]
    given_at: datetime | None
    expires_at: datetime | None  # exclusive instant
    refused_at: datetime | None
    withdrawn_at: datetime | None
    explicit: bool
    worker: str = ""
    team_manager: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """Information kept from someone, or nothing beyond some kinds (CONS-6, CONS-7)."""

    id: str
    person: PersonId
    kept_from: tuple[PersonId, ...]  # the person by default
    about: str
    phrases: tuple[str, ...]
    only_kinds: frozenset[str]  # empty: no limit of kinds
    requested_by: str
    approved_by: str
    approved_at: datetime | None
    until: datetime | None
    exemption: str = ""


class StaffKind(StrEnum):
    """What kind of mailbox a staff entry is."""

    PERSON = "person"
    SHARED = "shared"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """A mailbox of ours and who answers for it."""

    email: str
    name: str
    kind: StaffKind = StaffKind.PERSON
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()  # of a shared mailbox: who may send as it
    team: str = ""
    line_manager: str = ""
    deputy: str = ""
    team_manager: str = ""
    trained_on: date | None = None
    away_until: date | None = None
    left_on: date | None = None
    phone: str = ""
    roles: tuple[str, ...] = ()  # manager, safeguarding, ict, ig, auditor, trustee
    delegates: tuple[str, ...] = ()  # who may write in their name
    language: str = ""  # in which they are written to, and read the console; empty: the organisation's


class GroundEffect(StrEnum):
    """What a ground is in law."""

    POWER = "power"
    DUTY = "duty"
    ORDER = "order"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A statutory ground for sharing without consent (CONS-4)."""

    id: str
    title: str
    law: str
    effect: GroundEffect
    statutory: bool
    approval: bool  # whether a manager's approval is needed
    effective_from: date | None
    active: bool
    safeguarding: bool = False  # on it, the people the concern is about go whole (MIN-1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A manager's decision to share without consent (CONS-4)."""

    id: str
    person: str  # PersonId, or `*` for a caseload
    party: str  # PartyId, or `*`
    purpose: str
    ground: str
    approved_by: str
    approved_at: datetime | None
    until: datetime | None
    worker: str = ""
    justification: str = ""
    informed: str = ""
    caseload: str = ""  # with person `*`: the team whose people it is for; empty: everybody


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyTurn:
    """A turn as duty manager (MIN-3)."""

    id: str
    staff: str  # email, as the staff register has it
    starts: datetime  # aware
    ends: datetime  # aware, exclusive instant


@dataclass(frozen=True, slots=True, kw_only=True)
class RememberedPurpose:
    """What a sender said that they share one person's data with one party for, to be taken as said again (PURP-1)."""

    id: str
    person: PersonId
    party: PartyId
    purpose: str
    worker: str  # email of the sender, who said it: it counts for nobody else's mail
    remembered_at: datetime
    until: date  # last day, in the organisation's time zone
    case: str  # in which it was asked and said
    rests_on: frozenset[str]  # the consents and restrictions that stood then (decide.remembered); other ones end it


class RequestType(StrEnum):
    """What kind of request for information it is."""

    FOI = "foi"
    SAR = "sar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A freedom of information or subject access request."""

    id: str
    type: RequestType
    requester: str
    person: str
    identity_checked_on: date | None
    opened: date
    closes: date | None
    answered_on: date | None = None  # None: not yet, as far as the register says
    identity_asked_on: date | None = None  # when they were asked to show who they are. None: they were not
    clarity_asked_on: date | None = None  # when they were asked what they mean. None: they were not
    clarity_given_on: date | None = None  # when they said it
    extended_on: date | None = None  # when they were told that it takes up to two months longer. None: they were not
    extended_why: str = ""  # the reason they were told


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterSnapshot:
    """All registers at one generation, for finding and gathering."""

    generation: int
    people: dict[PersonId, DataSubject] = field(default_factory=dict)
    parties: dict[PartyId, Party] = field(default_factory=dict)
    agreements: tuple[Agreement, ...] = ()
    consents: tuple[Consent, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    staff: dict[str, StaffMember] = field(default_factory=dict)  # by email, lower case
    grounds: dict[str, Ground] = field(default_factory=dict)
    approvals: tuple[Approval, ...] = ()
    requests: tuple[Request, ...] = ()
    modes: tuple[ModeEntry, ...] = ()
    duty: tuple[DutyTurn, ...] = ()
    remembered: tuple[RememberedPurpose, ...] = ()
