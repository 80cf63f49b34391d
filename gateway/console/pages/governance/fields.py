"""What the columns of the registers are called on a page, and how they are filled in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from typing import Final

from gateway.language import joined, mark
from gateway.model.decision import HiddenAs, Protection
from gateway.model.marking import Classification
from gateway.model.modes import Mode
from gateway.model.parties import AgreementStatus, Capacity, GroundEffect, PartyType, RequestType, StaffKind
from gateway.registers.files.columns import RegisterKind
from gateway.registers.rows.party_rows import PartyChannel


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
        all=mark("People"),
        one=mark("a person"),
        what=mark("Children, families and others whose details we hold."),
    ),
    RegisterKind.CONSENTS: Titles(
        all=mark("Consents"),
        one=mark("a consent"),
        what=mark("Who said yes or no to sharing, with whom, and what for."),
    ),
    RegisterKind.PARTIES: Titles(
        all=mark("Partners"),
        one=mark("a partner"),
        what=mark("Organisations that we write to, and the addresses they use."),
    ),
    RegisterKind.AGREEMENTS: Titles(
        all=mark("Agreements"),
        one=mark("an agreement"),
        what=mark("What we agreed with each partner to share, and until when."),
    ),
    RegisterKind.RESTRICTIONS: Titles(
        all=mark("Kept back"),
        one=mark("an entry"),
        what=mark("What is kept from somebody, and limits that families set."),
    ),
    RegisterKind.APPROVALS: Titles(
        all=mark("Approvals"),
        one=mark("an approval"),
        what=mark("Decisions of managers to share without a yes, and on which law."),
    ),
    RegisterKind.GROUNDS: Titles(
        all=mark("Grounds"),
        one=mark("a ground"),
        what=mark("Laws under which we may share without a yes."),
    ),
    RegisterKind.STAFF: Titles(
        all=mark("Staff"),
        one=mark("a colleague"),
        what=mark("Our mailboxes, who manages whom, and when each was trained."),
    ),
    RegisterKind.REQUESTS: Titles(
        all=mark("Requests"),
        one=mark("a request"),
        what=mark("People who ask for their own data, and freedom of information."),
    ),
    RegisterKind.MODES: Titles(
        all=mark("Trials"),
        one=mark("a trial"),
        what=mark("Rules that are tried out before they stop any email."),
    ),
    RegisterKind.DUTY: Titles(
        all=mark("Duty rota"),
        one=mark("a turn"),
        what=mark("Who is asked about urgent email at night and on weekends."),
    ),
    RegisterKind.REMEMBERED: Titles(
        all=mark("Remembered"),
        one=mark("an answer"),
        what=mark("What colleagues said once that they share something for, and asked us to remember."),
    ),
}

_DATE: Final = mark("Year first, for example 2026-04-30")
_LINES: Final = mark("One on each line")
_YES_NO: Final = ("yes", "no")


def _words(choices: Iterable[StrEnum]) -> tuple[str, ...]:
    return tuple(one.value for one in choices)


def _line(label: str, hint: str = "", *, needed: bool = False) -> Field:
    return Field(label=label, hint=hint, needed=needed)


def _day(label: str, hint: str = "", *, needed: bool = False) -> Field:
    return Field(label=label, hint=joined(". ", (hint, _DATE)) if hint else _DATE, shape=Shape.DAY, needed=needed)


def _many(label: str, hint: str = "", *, needed: bool = False) -> Field:
    return Field(label=label, hint=joined(". ", (hint, _LINES)) if hint else _LINES, shape=Shape.MANY, needed=needed)


def _choice(label: str, choices: tuple[str, ...], hint: str = "", *, needed: bool = False) -> Field:
    return Field(label=label, hint=hint, shape=Shape.CHOICE, choices=choices, needed=needed)


_ID: Final = _line(mark("Reference"), mark("Letters and digits. It cannot be changed later"), needed=True)
_PURPOSES: Final = mark("As the policy writes it, for example early-help, or * for all")
_KINDS: Final = mark("For example name, health, education, or * for all")
_ALL_PARTNERS: Final = mark("Its reference, or * for all partners")

FIELDS: Final[Mapping[RegisterKind, Mapping[str, Field]]] = {
    RegisterKind.STAFF: {
        "email": _line(mark("Email address"), needed=True),
        "name": _line(mark("Name"), needed=True),
        "kind": _choice(mark("What it is"), _words(StaffKind), mark("A person, unless you say otherwise")),
        "aliases": _many(mark("Other addresses of the same mailbox")),
        "members": _many(mark("Members"), mark("Of a shared mailbox: who may write as it")),
        "team": _line(mark("Team")),
        "line_manager": _line(mark("Line manager"), mark("Email address. Decides about sharing without a yes")),
        "deputy": _line(mark("Deputy"), mark("Email address. Stands in for them")),
        "team_manager": _line(mark("Team manager"), mark("Email address. Agrees when a yes is assumed")),
        "trained_on": _day(mark("Last trained")),
        "away_until": _day(mark("Away until"), mark("Last day")),
        "left_on": _day(mark("Left on"), mark("First day on which they no longer work here")),
        "phone": _line(mark("Telephone at work")),
        "roles": _many(mark("Roles"), mark("staff, manager, safeguarding, ict, ig, auditor or trustee")),
        "delegates": _many(mark("Who may write in their name")),
        "language": _line(mark("Language"), mark("Its code, such as cy; empty: the organisation’s")),
    },
    RegisterKind.GROUNDS: {
        "id": _ID,
        "title": _line(mark("Title"), mark("As managers are shown it"), needed=True),
        "law": _line(mark("Law"), mark("Where it stands, for example Children Act 1989 s.47"), needed=True),
        "effect": _choice(mark("Effect"), _words(GroundEffect), mark("What the law does"), needed=True),
        "statutory": _choice(mark("Can stand in for a yes"), _YES_NO, needed=True),
        "approval": _choice(mark("A manager must approve"), _YES_NO, needed=True),
        "effective_from": _day(mark("Law since")),
        "active": _choice(mark("May be used"), _YES_NO, needed=True),
        "safeguarding": _choice(
            mark("About safeguarding or crime"), _YES_NO, mark("Left empty, its title and law tell")
        ),
    },
    RegisterKind.PEOPLE: {
        "id": _ID,
        "name": _line(mark("Name"), needed=True),
        "aliases": _many(mark("Other names")),
        "date_of_birth": _day(mark("Date of birth")),
        "nhs_number": _line(mark("NHS number"), mark("10 digits")),
        "upn": _line(mark("Unique pupil number"), mark("A letter and 12 digits")),
        "nino": _line(mark("National Insurance number")),
        "case_ids": _many(mark("Case numbers"), mark("In our systems and in partners’ systems")),
        "addresses": _many(mark("Addresses"), mark("Who shares one is a household")),
        "protected_addresses": _many(mark("Protected addresses"), mark("Never told to those they must not reach")),
        "emails": _many(mark("Email addresses")),
        "phones": _many(mark("Telephone numbers")),
        "relations": _many(mark("Family"), mark("What they are and their reference, for example mother:P-2")),
        "acts_for": _many(mark("Acts for"), mark("References of those whom this person represents")),
        "no_contact": _many(mark("No contact"), mark("References of those who must have nothing of this person")),
        "risk_to": _many(mark("Risk to"), mark("References of those to whom this person is a risk")),
        "competence": _line(mark("Understanding"), mark("What was assessed, by whom and when")),
        "worker": _line(mark("Worker"), mark("Email address of a colleague")),
        "contact_preference": _line(mark("How they want to hear from us")),
        "language": _line(mark("Language")),
        "notice_version": _line(mark("Privacy notice given"), mark("Which version")),
        "died_on": _day(mark("Died on")),
        "merged_into": _line(
            mark("Goes on as"), mark("Reference of the entry that goes on, if they were entered twice")
        ),
        "school": _line(mark("School")),
        "ward": _line(mark("Ward")),
        "ethnicity": _line(mark("Ethnicity")),
        "conditions": _many(mark("Conditions")),
    },
    RegisterKind.PARTIES: {
        "id": _ID,
        "name": _line(mark("Name"), needed=True),
        "type": _choice(
            mark("Type"), tuple(one for one in _words(PartyType) if one != PartyType.UNKNOWN.value), needed=True
        ),
        "domains": _many(mark("Mail domains"), mark("council.example, or .council.example for those below it")),
        "addresses": _many(mark("Single addresses"), mark("At domains that are not theirs")),
        "lists": _many(mark("Mailing lists"), mark("Addresses with readers we cannot name")),
        "front_door": _many(mark("Urgent safeguarding"), mark("Addresses for it")),
        "protection": _choice(mark("Least protection"), tuple(one.word for one in Protection)),
        "channel": _choice(mark("Channel they ask for"), _words(PartyChannel)),
        "dialect": _line(mark("Marking scheme they read"), mark("Its name in the policy")),
        "forces_tls": _choice(mark("Always verified encryption"), _YES_NO),
    },
    RegisterKind.AGREEMENTS: {
        "id": _ID,
        "party": _line(mark("Partner"), mark("Its reference"), needed=True),
        "purposes": _many(mark("Purposes"), _PURPOSES, needed=True),
        "kinds": _many(mark("Kinds of data"), _KINDS, needed=True),
        "highest": _choice(mark("Highest marking"), tuple(one.word for one in Classification), needed=True),
        "basis": _line(mark("Legal basis"), needed=True),
        "identifiable": _choice(
            mark("People may be named"), _YES_NO, mark("No: figures without names only"), needed=True
        ),
        "starts": _day(mark("Starts"), needed=True),
        "ends": _day(mark("Ends"), mark("Last day; empty: open")),
        "review": _day(mark("Review by")),
        "assurance_review": _day(mark("Check their safeguards by")),
        "status": _choice(mark("Status"), _words(AgreementStatus)),
        "owner": _line(mark("Owner"), mark("Email address of a colleague")),
        "hidden_as": _choice(mark("Hidden people are shown as"), _words(HiddenAs)),
    },
    RegisterKind.CONSENTS: {
        "id": _ID,
        "person": _line(mark("About"), mark("Reference or name of the person"), needed=True),
        "given_by": _line(mark("Answered by"), mark("Reference or name of the person"), needed=True),
        "capacity": _choice(mark("Answered as"), _words(Capacity), needed=True),
        "party": _line(mark("Partner"), _ALL_PARTNERS, needed=True),
        "purposes": _many(mark("Purposes"), _PURPOSES, needed=True),
        "kinds": _many(mark("Kinds of data"), _KINDS, needed=True),
        "given_on": _day(mark("Said yes on"), mark("This or “said no on” is needed")),
        "expires_on": _day(mark("Until"), mark("Last day; empty: no end agreed")),
        "refused_on": _day(mark("Said no on")),
        "withdrawn_on": _day(mark("Withdrawn on"), mark("Nothing further goes from then on")),
        "explicit": _choice(
            mark("They said so themselves"), _YES_NO, mark("No: assumed; name worker and manager"), needed=True
        ),
        "worker": _line(mark("Worker"), mark("Email address of who asked")),
        "team_manager": _line(mark("Team manager"), mark("Email address of who agreed that it is assumed")),
        "evidence": _line(mark("Evidence"), mark("Where it is recorded")),
    },
    RegisterKind.RESTRICTIONS: {
        "id": _ID,
        "person": _line(mark("About"), mark("Reference or name of the person"), needed=True),
        "from": _many(mark("Kept from"), mark("References; empty: the person")),
        "about": _line(mark("What is kept"), mark("For those who decide")),
        "phrases": _many(mark("Words that give it away")),
        "only_kinds": _many(mark("Only these kinds of data may be shared")),
        "requested_by": _line(mark("Asked for by")),
        "approved_by": _line(mark("Approved by"), mark("Email address of the line manager")),
        "approved_on": _day(mark("Approved on")),
        "until": _day(mark("Until"), mark("Last day; empty: no end")),
        "exemption": _line(mark("Law"), mark("On which it is kept")),
    },
    RegisterKind.APPROVALS: {
        "id": _ID,
        "person": _line(mark("About"), mark("Reference or name of the person, or * for a caseload"), needed=True),
        "party": _line(mark("Partner"), _ALL_PARTNERS, needed=True),
        "purpose": _line(mark("Purpose"), _PURPOSES, needed=True),
        "ground": _line(mark("Ground"), mark("Its reference"), needed=True),
        "approved_by": _line(mark("Approved by"), mark("Email address of the line manager"), needed=True),
        "approved_on": _day(mark("Approved on"), needed=True),
        "until": _day(mark("Until"), mark("Last day; needed for a caseload")),
        "worker": _line(mark("Worker"), mark("Email address: only their email; empty: anybody’s")),
        "justification": _line(mark("Why"), mark("Why it weighs more than a yes"), needed=True),
        "informed": _line(mark("Was the family told?"), mark("yes, or no and why")),
        "caseload": _line(mark("Caseload"), mark("Beside *: the team whose people it is for")),
    },
    RegisterKind.REQUESTS: {
        "id": _ID,
        "type": _choice(
            mark("Type"), _words(RequestType), mark("sar: their own data; foi: freedom of information"), needed=True
        ),
        "requester": _line(mark("Who asks"), mark("Reference, name or address"), needed=True),
        "person": _line(mark("About"), mark("Reference or name of the person; needed for their own data")),
        "identity_checked_on": _day(mark("Identity checked on")),
        "opened": _day(mark("Came on"), needed=True),
        "closes": _day(mark("Answer agreed by")),
        "answered_on": _day(mark("Answered on")),
        "identity_asked_on": _day(
            mark("Asked to show who they are on"), mark("Only if you are in doubt. The days count from when they do.")
        ),
        "clarity_asked_on": _day(
            mark("Asked what they mean on"), mark("Only if we hold much about them. No day counts until they say it.")
        ),
        "clarity_given_on": _day(mark("They said what they mean on")),
        "extended_on": _day(
            mark("Told that it takes longer on"),
            mark("For their own data, within the first month: two more, as it is complex or one of several"),
        ),
        "extended_why": _line(mark("Why it takes longer"), mark("As they were told it")),
    },
    RegisterKind.MODES: {
        "id": _ID,
        "mode": _choice(mark("Mode"), tuple(one.word for one in Mode), needed=True),
        "team": _line(mark("Team"), mark("Or * for everybody"), needed=True),
        "clause": _line(mark("Clause"), mark("For example CONS-1, or * for all"), needed=True),
        "starts": _day(mark("Starts"), needed=True),
        "ends": _day(mark("Ends"), mark("12 months after the start at most"), needed=True),
        "signed_by": _line(mark("Signed by"), mark("Email address of an information lead"), needed=True),
        "reason": _line(mark("Why it is on trial"), needed=True),
    },
    RegisterKind.DUTY: {
        "id": _ID,
        "staff": _line(mark("Who"), mark("Email address of a colleague"), needed=True),
        "starts": _line(mark("From"), mark("For example 2026-11-27T17:00+00:00"), needed=True),
        "ends": _line(mark("Until"), mark("For example 2026-11-30T09:00+00:00"), needed=True),
    },
    RegisterKind.REMEMBERED: {
        "id": _ID,
        "person": _line(mark("About"), mark("Reference or name of the person"), needed=True),
        "party": _line(mark("Partner"), mark("Its reference"), needed=True),
        "purpose": _line(mark("Purpose"), mark("As the policy writes it, for example early-help"), needed=True),
        "worker": _line(mark("Who said it"), mark("Email address: it counts for their email alone"), needed=True),
        "remembered_on": _day(mark("Said on"), needed=True),
        "until": _day(mark("Until"), mark("Last day; 90 days later at most"), needed=True),
        "case": _line(mark("Case"), mark("In which it was asked"), needed=True),
        "rests_on": _many(
            mark("As long as these stand"),
            mark("What was recorded when it was said: “C-1 given”, or the reference of what is kept back"),
        ),
    },
}
"""Every column of every register; in the order of the register."""
