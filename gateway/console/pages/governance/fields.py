"""What the columns of the registers are called on a page, and how they are filled in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from typing import Final

from gateway.model.decision import HiddenAs, Protection
from gateway.model.marking import Classification
from gateway.model.modes import Mode
from gateway.model.parties import AgreementStatus, Capacity, GroundEffect, PartyType, RequestType, StaffKind
from gateway.registers.columns import RegisterKind
from gateway.registers.party_rows import PartyChannel


class Shape(Enum):
    """How a column is filled in."""

    LINE = auto()
    DAY = auto()
    MANY = auto()  # several values, each on a line of its own
    CHOICE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column of a form."""

    label: str
    hint: str = ""
    shape: Shape = Shape.LINE
    choices: tuple[str, ...] = ()
    needed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """What a register is called."""

    all: str  # "Consents"
    one: str  # "a consent"
    what: str  # in a sentence


TITLES: Final[Mapping[RegisterKind, Titles]] = {
    RegisterKind.PEOPLE: Titles(
        all="People", one="a person", what="Children, families and others whose details we hold."
    ),
    RegisterKind.CONSENTS: Titles(
        all="Consents", one="a consent", what="Who said yes or no to sharing, with whom, and what for."
    ),
    RegisterKind.PARTIES: Titles(
        all="Partners", one="a partner", what="Organisations that we write to, and the addresses they use."
    ),
    RegisterKind.AGREEMENTS: Titles(
        all="Agreements", one="an agreement", what="What we agreed with each partner to share, and until when."
    ),
    RegisterKind.RESTRICTIONS: Titles(
        all="Kept back", one="an entry", what="What is kept from somebody, and limits that families set."
    ),
    RegisterKind.APPROVALS: Titles(
        all="Approvals", one="an approval", what="Decisions of managers to share without a yes, and on which law."
    ),
    RegisterKind.GROUNDS: Titles(all="Grounds", one="a ground", what="Laws under which we may share without a yes."),
    RegisterKind.STAFF: Titles(
        all="Staff", one="a colleague", what="Our mailboxes, who manages whom, and when each was trained."
    ),
    RegisterKind.REQUESTS: Titles(
        all="Requests", one="a request", what="People who ask for their own data, and freedom of information."
    ),
    RegisterKind.MODES: Titles(
        all="Trials", one="a trial", what="Rules that are tried out before they stop any email."
    ),
    RegisterKind.DUTY: Titles(
        all="Duty rota", one="a turn", what="Who is asked about urgent email at night and on weekends."
    ),
}

_DATE: Final = "Year first, for example 2026-04-30"
_LINES: Final = "One on each line"
_YES_NO: Final = ("yes", "no")


def _words(choices: Iterable[StrEnum]) -> tuple[str, ...]:
    return tuple(one.value for one in choices)


def _line(label: str, hint: str = "", *, needed: bool = False) -> Field:
    return Field(label=label, hint=hint, needed=needed)


def _day(label: str, hint: str = "", *, needed: bool = False) -> Field:
    return Field(label=label, hint=f"{hint}. {_DATE}" if hint else _DATE, shape=Shape.DAY, needed=needed)


def _many(label: str, hint: str = "", *, needed: bool = False) -> Field:
    return Field(label=label, hint=f"{hint}. {_LINES}" if hint else _LINES, shape=Shape.MANY, needed=needed)


def _choice(label: str, choices: tuple[str, ...], hint: str = "", *, needed: bool = False) -> Field:
    return Field(label=label, hint=hint, shape=Shape.CHOICE, choices=choices, needed=needed)


_ID: Final = _line("Reference", "Letters and digits. It cannot be changed later", needed=True)
_PURPOSES: Final = "As the policy writes it, for example early-help, or * for all"
_KINDS: Final = "For example name, health, education, or * for all"
_ALL_PARTNERS: Final = "Its reference, or * for all partners"

FIELDS: Final[Mapping[RegisterKind, Mapping[str, Field]]] = {
    RegisterKind.STAFF: {
        "email": _line("Email address", needed=True),
        "name": _line("Name", needed=True),
        "kind": _choice("What it is", _words(StaffKind), "A person, unless you say otherwise"),
        "aliases": _many("Other addresses of the same mailbox"),
        "members": _many("Members", "Of a shared mailbox: who may write as it"),
        "team": _line("Team"),
        "line_manager": _line("Line manager", "Email address. Decides about sharing without a yes"),
        "deputy": _line("Deputy", "Email address. Stands in for them"),
        "team_manager": _line("Team manager", "Email address. Agrees when a yes is assumed"),
        "trained_on": _day("Last trained"),
        "away_until": _day("Away until", "Last day"),
        "left_on": _day("Left on", "First day on which they no longer work here"),
        "phone": _line("Telephone at work"),
        "roles": _many("Roles", "staff, manager, safeguarding, ict, ig, auditor or trustee"),
        "delegates": _many("Who may write in their name"),
    },
    RegisterKind.GROUNDS: {
        "id": _ID,
        "title": _line("Title", "As managers are shown it", needed=True),
        "law": _line("Law", "Where it stands, for example Children Act 1989 s.47", needed=True),
        "effect": _choice("Effect", _words(GroundEffect), "What the law does", needed=True),
        "statutory": _choice("Can stand in for a yes", _YES_NO, needed=True),
        "approval": _choice("A manager must approve", _YES_NO, needed=True),
        "effective_from": _day("Law since"),
        "active": _choice("May be used", _YES_NO, needed=True),
        "safeguarding": _choice("About safeguarding or crime", _YES_NO, "Left empty, its title and law tell"),
    },
    RegisterKind.PEOPLE: {
        "id": _ID,
        "name": _line("Name", needed=True),
        "aliases": _many("Other names"),
        "date_of_birth": _day("Date of birth"),
        "nhs_number": _line("NHS number", "10 digits"),
        "upn": _line("Unique pupil number", "A letter and 12 digits"),
        "nino": _line("National Insurance number"),
        "case_ids": _many("Case numbers", "In our systems and in partners’ systems"),
        "addresses": _many("Addresses", "Who shares one is a household"),
        "protected_addresses": _many("Protected addresses", "Never told to those they must not reach"),
        "emails": _many("Email addresses"),
        "phones": _many("Telephone numbers"),
        "relations": _many("Family", "What they are and their reference, for example mother:P-2"),
        "acts_for": _many("Acts for", "References of those whom this person represents"),
        "no_contact": _many("No contact", "References of those who must have nothing of this person"),
        "risk_to": _many("Risk to", "References of those to whom this person is a risk"),
        "competence": _line("Understanding", "What was assessed, by whom and when"),
        "worker": _line("Worker", "Email address of a colleague"),
        "contact_preference": _line("How they want to hear from us"),
        "language": _line("Language"),
        "notice_version": _line("Privacy notice given", "Which version"),
        "died_on": _day("Died on"),
        "merged_into": _line("Goes on as", "Reference of the entry that goes on, if they were entered twice"),
        "school": _line("School"),
        "ward": _line("Ward"),
        "ethnicity": _line("Ethnicity"),
        "conditions": _many("Conditions"),
    },
    RegisterKind.PARTIES: {
        "id": _ID,
        "name": _line("Name", needed=True),
        "type": _choice(
            "Type", tuple(one for one in _words(PartyType) if one != PartyType.UNKNOWN.value), needed=True
        ),
        "domains": _many("Mail domains", "council.example, or .council.example for those below it"),
        "addresses": _many("Single addresses", "At domains that are not theirs"),
        "lists": _many("Mailing lists", "Addresses with readers we cannot name"),
        "front_door": _many("Urgent safeguarding", "Addresses for it"),
        "protection": _choice("Least protection", tuple(one.word for one in Protection)),
        "channel": _choice("Channel they ask for", _words(PartyChannel)),
        "dialect": _line("Marking scheme they read", "Its name in the policy"),
        "forces_tls": _choice("Always verified encryption", _YES_NO),
    },
    RegisterKind.AGREEMENTS: {
        "id": _ID,
        "party": _line("Partner", "Its reference", needed=True),
        "purposes": _many("Purposes", _PURPOSES, needed=True),
        "kinds": _many("Kinds of data", _KINDS, needed=True),
        "highest": _choice("Highest marking", tuple(one.word for one in Classification), needed=True),
        "basis": _line("Legal basis", needed=True),
        "identifiable": _choice("People may be named", _YES_NO, "No: figures without names only", needed=True),
        "starts": _day("Starts", needed=True),
        "ends": _day("Ends", "Last day; empty: open"),
        "review": _day("Review by"),
        "assurance_review": _day("Check their safeguards by"),
        "status": _choice("Status", _words(AgreementStatus)),
        "owner": _line("Owner", "Email address of a colleague"),
        "hidden_as": _choice("Hidden people are shown as", _words(HiddenAs)),
    },
    RegisterKind.CONSENTS: {
        "id": _ID,
        "person": _line("About", "Reference of the person", needed=True),
        "given_by": _line("Answered by", "Reference of the person", needed=True),
        "capacity": _choice("Answered as", _words(Capacity), needed=True),
        "party": _line("Partner", _ALL_PARTNERS, needed=True),
        "purposes": _many("Purposes", _PURPOSES, needed=True),
        "kinds": _many("Kinds of data", _KINDS, needed=True),
        "given_on": _day("Said yes on", "This or “said no on” is needed"),
        "expires_on": _day("Until", "Last day; empty: no end agreed"),
        "refused_on": _day("Said no on"),
        "withdrawn_on": _day("Withdrawn on", "Nothing further goes from then on"),
        "explicit": _choice("They said so themselves", _YES_NO, "No: assumed; name worker and manager", needed=True),
        "worker": _line("Worker", "Email address of who asked"),
        "team_manager": _line("Team manager", "Email address of who agreed that it is assumed"),
        "evidence": _line("Evidence", "Where it is recorded"),
    },
    RegisterKind.RESTRICTIONS: {
        "id": _ID,
        "person": _line("About", "Reference of the person", needed=True),
        "from": _many("Kept from", "References; empty: the person"),
        "about": _line("What is kept", "For those who decide"),
        "phrases": _many("Words that give it away"),
        "only_kinds": _many("Only these kinds of data may be shared"),
        "requested_by": _line("Asked for by"),
        "approved_by": _line("Approved by", "Email address of the line manager"),
        "approved_on": _day("Approved on"),
        "until": _day("Until", "Last day; empty: no end"),
        "exemption": _line("Law", "On which it is kept"),
    },
    RegisterKind.APPROVALS: {
        "id": _ID,
        "person": _line("About", "Reference of the person, or * for a caseload", needed=True),
        "party": _line("Partner", _ALL_PARTNERS, needed=True),
        "purpose": _line("Purpose", _PURPOSES, needed=True),
        "ground": _line("Ground", "Its reference", needed=True),
        "approved_by": _line("Approved by", "Email address of the line manager", needed=True),
        "approved_on": _day("Approved on", needed=True),
        "until": _day("Until", "Last day; needed for a caseload"),
        "worker": _line("Worker", "Email address: only their email; empty: anybody’s"),
        "justification": _line("Why", "Why it weighs more than a yes", needed=True),
        "informed": _line("Was the family told?", "yes, or no and why"),
        "caseload": _line("Caseload", "Beside *: the team whose people it is for"),
    },
    RegisterKind.REQUESTS: {
        "id": _ID,
        "type": _choice("Type", _words(RequestType), "sar: their own data; foi: freedom of information", needed=True),
        "requester": _line("Who asks", "Reference, name or address", needed=True),
        "person": _line("About", "Reference of the person; needed for their own data"),
        "identity_checked_on": _day("Identity checked on"),
        "opened": _day("Came on", needed=True),
        "closes": _day("Answer agreed by"),
        "answered_on": _day("Answered on"),
    },
    RegisterKind.MODES: {
        "id": _ID,
        "mode": _choice("Mode", tuple(one.word for one in Mode), needed=True),
        "team": _line("Team", "Or * for everybody", needed=True),
        "clause": _line("Clause", "For example CONS-1, or * for all", needed=True),
        "starts": _day("Starts", needed=True),
        "ends": _day("Ends", "12 months after the start at most", needed=True),
        "signed_by": _line("Signed by", "Email address of an information governance lead", needed=True),
        "reason": _line("Why it is on trial", needed=True),
    },
    RegisterKind.DUTY: {
        "id": _ID,
        "staff": _line("Who", "Email address of a colleague", needed=True),
        "starts": _line("From", "For example 2026-11-27T17:00+00:00", needed=True),
        "ends": _line("Until", "For example 2026-11-30T09:00+00:00", needed=True),
    },
}
"""Every column of every register; in the order of the register."""
