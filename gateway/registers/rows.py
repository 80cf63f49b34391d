"""A row's cells → the entry of the model that they say.

What is kept of a row is its cells as they were written; the entry is made from them whenever it is needed. So a bare
date goes out as the bare date that came in, although it stands for an instant.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from gateway.model.decision import Channel, HiddenAs, Protection
from gateway.model.marking import Classification
from gateway.model.modes import ModeEntry
from gateway.model.parties import (
    ALL,
    Agreement,
    AgreementStatus,
    Approval,
    Capacity,
    Consent,
    DataSubject,
    DutyTurn,
    Ground,
    GroundEffect,
    Party,
    PartyId,
    PartyType,
    PersonId,
    Request,
    RequestType,
    Restriction,
    StaffKind,
    StaffMember,
)
from gateway.registers import cells as cell
from gateway.registers.cells import Cells
from gateway.registers.columns import RegisterKind
from gateway.registers.dwelling import dwelling
from gateway.registers.faults import BadCell
from gateway.registers.ground_words import is_for_protection
from gateway.registers.mode_rows import mode_entry
from gateway.registers.phrases import words

Entry = (
    DataSubject
    | Party
    | Agreement
    | Consent
    | Restriction
    | StaffMember
    | Ground
    | Approval
    | Request
    | ModeEntry
    | DutyTurn
)

NO_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)  # stands in for a required time that is missing; never returned
NO_DAY: Final = NO_TIME.date()


class PartyChannel(StrEnum):
    """A channel that a party may ask for."""

    TLS = "tls"
    SMIME = "smime"
    OPENPGP = "openpgp"
    PORTAL = "portal"
    PDF = "pdf"


class StaffRole(StrEnum):
    """What a member of staff may do in the console, and be asked."""

    STAFF = "staff"
    MANAGER = "manager"
    SAFEGUARDING = "safeguarding"
    ICT = "ict"
    IG = "ig"
    AUDITOR = "auditor"
    TRUSTEE = "trustee"


def entry(kind: RegisterKind, cells: Mapping[str, str], zone: ZoneInfo) -> Entry | tuple[tuple[str, str], ...]:
    """The entry that a row's cells say, or everything wrong with them as (column, what).

    *zone* says when a bare date begins and ends.
    """
    reader = Cells(cells, zone)
    built = _BUILDERS[kind](reader)
    return tuple(reader.faults) or built


def _people(row: Cells) -> DataSubject:
    identity = PersonId(row.required("id", cell.identifier, ""))
    relations = row.many("relations", _relation)
    for column, others in (
        ("relations", tuple(other for _, other in relations)),
        ("acts_for", acts_for := row.many("acts_for", _person)),
        ("no_contact", no_contact := row.many("no_contact", _person)),
        ("risk_to", risk_to := row.many("risk_to", _person)),
        ("merged_into", (merged,) if (merged := row.one("merged_into", _person, None)) is not None else ()),
    ):
        if identity in others:
            row.wrong(column, "names this person's own id")
    name, aliases = row.required("name", cell.plain, ""), row.many("aliases", cell.plain)
    born, died = row.one("date_of_birth", cell.day, None), row.one("died_on", cell.day, None)
    if born is not None and died is not None and died < born:
        row.wrong("died_on", "before date_of_birth")
    addresses = row.many("addresses", cell.plain)
    protected = row.many("protected_addresses", cell.plain)
    if not {dwelling(one) for one in addresses}.isdisjoint(dwelling(one) for one in protected):
        # SAFE-1: an address that stands as an ordinary one too would be taken for one that anybody may know.
        row.wrong("protected_addresses", "one of them stands in addresses too; keep it here alone")
    return DataSubject(
        id=identity,
        name=name,
        aliases=aliases,
        date_of_birth=born,
        nhs_number=row.one("nhs_number", cell.nhs_number, ""),
        upn=row.one("upn", cell.upn, ""),
        nino=row.one("nino", cell.nino, ""),
        case_ids=row.many("case_ids", cell.plain),
        addresses=addresses,
        protected_addresses=protected,
        emails=row.many("emails", cell.email),
        phones=row.many("phones", cell.phone),
        relations=relations,
        acts_for=acts_for,
        no_contact=no_contact,
        risk_to=risk_to,
        competence=row.text("competence"),
        worker=row.one("worker", cell.email, ""),
        contact_preference=row.text("contact_preference"),
        language=row.text("language"),
        notice_version=row.text("notice_version"),
        died_on=died,
        merged_into=merged,
        school=row.text("school"),
        ward=row.text("ward"),
        ethnicity=row.text("ethnicity"),
        conditions=row.many("conditions", cell.plain),
    )


def _person(written: str) -> PersonId:
    return PersonId(cell.identifier(written))


def _relation(written: str) -> tuple[str, PersonId]:
    name, colon, other = written.partition(":")
    if not (name.strip() and colon):
        raise BadCell("not a relation; write mother:P-2 if P-2 is this person's mother")
    return name.strip().lower(), _person(other.strip())


def _parties(row: Cells) -> Party:
    kind = row.required("type", cell.word(PartyType), PartyType.PARTNER)
    if kind is PartyType.UNKNOWN:
        row.wrong("type", "unknown is what a party in no register is; choose what this one is")
    domains = row.many("domains", cell.domain)
    addresses, lists, front_door = (row.many(name, cell.email) for name in ("addresses", "lists", "front_door"))
    if not (domains or addresses or lists or front_door):
        row.wrong("domains", "nothing says which mail is its own; fill in domains, addresses, lists or front_door")
    level, channel = _protection(row)
    return Party(
        id=PartyId(row.required("id", cell.identifier, "")),
        name=row.required("name", cell.plain, ""),
        type=kind,
        domains=domains,
        addresses=addresses,
        lists=lists,
        front_door=front_door,
        channel=Channel(channel.value) if channel else None,
        dialect=row.one("dialect", cell.identifier, ""),
        forces_tls=row.one("forces_tls", cell.yes_no, False),  # noqa: FBT003 -- the value of an empty cell
        protection=level,
    )


def _protection(row: Cells) -> tuple[Protection, PartyChannel | None]:
    """The least level, and the channel asked for. `protection` may name either; a channel has its own column too."""
    channel = row.one("channel", cell.word(PartyChannel), None)
    written = row.text("protection").lower()
    if written not in set(PartyChannel):
        return row.one("protection", cell.protection, Protection.NONE), channel
    if channel is not None and channel != written:
        row.wrong("protection", "names another channel than the column channel; keep one")
    return Protection.NONE, PartyChannel(written)


def _agreements(row: Cells) -> Agreement:
    starts, ends = row.start("starts"), row.end("ends")
    if not row.text("starts"):
        row.wrong("starts", "empty; an agreement has a first day")
    _in_order(row, starts, ends, "ends", "starts")
    return Agreement(
        id=row.required("id", cell.identifier, ""),
        party=PartyId(row.required("party", cell.identifier, "")),
        purposes=row.some("purposes", cell.purpose),
        kinds=row.some("kinds", cell.kind),
        highest=row.required("highest", cell.classification, Classification.UNCLASSIFIED),
        basis=row.required("basis", cell.plain, ""),
        identifiable=row.required("identifiable", cell.yes_no, False),  # noqa: FBT003 -- a placeholder beside a fault
        starts=starts or NO_TIME,
        ends=ends,
        review=row.one("review", cell.day, None),
        assurance_review=row.one("assurance_review", cell.day, None),
        status=row.one("status", cell.word(AgreementStatus), AgreementStatus.ACTIVE),
        owner=row.text("owner"),
        hidden_as=row.one("hidden_as", cell.word(HiddenAs), None),
    )


def _in_order(row: Cells, first: datetime | None, last: datetime | None, column: str, after: str) -> None:
    if first is not None and last is not None and last <= first:
        row.wrong(column, f"not after {after}")


def _consents(row: Cells) -> Consent:
    given, refused, withdrawn = (row.start(name) for name in ("given_on", "refused_on", "withdrawn_on"))
    expires = row.end("expires_on")
    if not (row.text("given_on") or row.text("refused_on")):
        row.wrong("given_on", "neither given_on nor refused_on says when the person answered")
    _in_order(row, given, expires, "expires_on", "given_on")
    if given is not None and withdrawn is not None and withdrawn < given:
        row.wrong("withdrawn_on", "before given_on")
    person = PersonId(row.required("person", cell.identifier, ""))
    given_by = PersonId(row.required("given_by", cell.identifier, ""))
    capacity = row.required("capacity", cell.word(Capacity), Capacity.SELF)
    if person and given_by and row.text("capacity") and (capacity is Capacity.SELF) is not (person == given_by):
        row.wrong("capacity", "self is for the person's own consent, parent or carer for another's")
    return Consent(
        id=row.required("id", cell.identifier, ""),
        person=person,
        given_by=given_by,
        capacity=capacity,
        party=row.required("party", cell.identifier_or_all, ""),
        purposes=row.some("purposes", cell.purpose),
        kinds=row.some("kinds", cell.kind),
        given_at=given,
        expires_at=expires,
        refused_at=refused,
        withdrawn_at=withdrawn,
        explicit=row.required("explicit", cell.yes_no, False),  # noqa: FBT003 -- a placeholder beside a fault
        worker=row.text("worker"),
        team_manager=row.text("team_manager"),
        evidence=row.text("evidence"),
    )


def _restrictions(row: Cells) -> Restriction:
    person = PersonId(row.required("person", cell.identifier, ""))
    phrases = row.many("phrases", _phrase)
    only_kinds = frozenset(row.many("only_kinds", cell.kind))
    if ALL in only_kinds:
        row.wrong("only_kinds", f"{ALL} limits nothing; leave it empty")
    if not (row.text("about") or row.text("phrases") or row.text("only_kinds")):
        row.wrong("about", "nothing says what is restricted; fill in about, phrases or only_kinds")
    approved, until = row.start("approved_on"), row.end("until")
    _in_order(row, approved, until, "until", "approved_on")
    return Restriction(
        id=row.required("id", cell.identifier, ""),
        person=person,
        kept_from=row.many("from", _person) or (person,),
        about=row.text("about"),
        phrases=phrases,
        only_kinds=only_kinds,
        requested_by=row.text("requested_by"),
        approved_by=row.text("approved_by"),
        approved_at=approved,
        until=until,
        exemption=row.text("exemption"),
    )


def _phrase(written: str) -> str:
    if not words(written).strip():
        raise BadCell("a phrase without a letter or digit would be met nowhere")
    return written


def _staff(row: Cells) -> StaffMember:
    kind = row.one("kind", cell.word(StaffKind), StaffKind.PERSON)
    if row.text("members") and kind is not StaffKind.SHARED:
        row.wrong("members", "only a mailbox of kind shared has members")
    email, aliases = row.required("email", cell.email, ""), row.many("aliases", cell.email)
    manager, deputy = row.one("line_manager", cell.email, ""), row.one("deputy", cell.email, "")
    for column, other in (("line_manager", manager), ("deputy", deputy)):
        # CONS-4: whoever approves or stands in is somebody else.
        if other and other in {email, *aliases}:
            row.wrong(column, "names this mailbox itself; it is somebody else")
    return StaffMember(
        email=email,
        name=row.required("name", cell.plain, ""),
        kind=kind,
        aliases=aliases,
        members=row.many("members", cell.email),
        team=row.text("team"),
        line_manager=manager,
        deputy=deputy,
        team_manager=row.one("team_manager", cell.email, ""),
        trained_on=row.one("trained_on", cell.day, None),
        away_until=row.one("away_until", cell.day, None),
        left_on=row.one("left_on", cell.day, None),
        phone=row.one("phone", cell.phone, ""),
        roles=tuple(role.value for role in row.many("roles", cell.word(StaffRole))),
        delegates=row.many("delegates", cell.email),
    )


def _grounds(row: Cells) -> Ground:
    title, law = row.required("title", cell.plain, ""), row.required("law", cell.plain, "")
    return Ground(
        id=row.required("id", cell.identifier, ""),
        title=title,
        law=law,
        effect=row.required("effect", cell.word(GroundEffect), GroundEffect.POWER),
        statutory=row.required("statutory", cell.yes_no, False),  # noqa: FBT003 -- a placeholder beside a fault
        approval=row.required("approval", cell.yes_no, True),  # noqa: FBT003 -- the same
        effective_from=row.one("effective_from", cell.day, None),
        active=row.required("active", cell.yes_no, False),  # noqa: FBT003 -- the same
        safeguarding=row.one("safeguarding", cell.yes_no, is_for_protection(title, law)),
    )


def _approvals(row: Cells) -> Approval:
    person = row.required("person", cell.identifier_or_all, "")
    approved, until = row.start("approved_on"), row.end("until")
    if not row.text("approved_on"):
        row.wrong("approved_on", "empty; an approval counts from when it was given")
    _in_order(row, approved, until, "until", "approved_on")
    if person == ALL and approved is not None and (until is None or until > _a_year_on(approved)):
        row.wrong("until", "an approval for a whole caseload ends after twelve months at most (CONS-4)")
    approver, worker = row.required("approved_by", cell.email, ""), row.one("worker", cell.email, "")
    if worker and approver == worker:
        row.wrong("approved_by", "the worker themself; a manager approves (CONS-4)")
    caseload = row.text("caseload")
    if caseload and person != ALL:
        row.wrong("caseload", f"only beside {ALL} in person, of whom it says which (CONS-4)")
    return Approval(
        id=row.required("id", cell.identifier, ""),
        person=person,
        party=row.required("party", cell.identifier_or_all, ""),
        purpose=row.required("purpose", cell.purpose, ""),
        ground=row.required("ground", cell.identifier, ""),
        approved_by=approver,
        approved_at=approved,
        until=until,
        worker=worker,
        justification=row.required("justification", cell.plain, ""),
        informed=row.text("informed"),
        caseload=caseload,
    )


def _a_year_on(at: datetime) -> datetime:
    """The end of the same day a year later, which is the last of twelve months with both end days included."""
    leap_day = at.month == 2 and at.day == 29
    return (at.replace(year=at.year + 1, day=28) if leap_day else at.replace(year=at.year + 1)) + timedelta(days=1)


def _requests(row: Cells) -> Request:
    kind = row.required("type", cell.word(RequestType), RequestType.FOI)
    if kind is RequestType.SAR and not row.text("person"):
        row.wrong("person", "empty; a subject access request is about a person of the register")
    opened, closes = row.required("opened", cell.day, NO_DAY), row.one("closes", cell.day, None)
    if closes is not None and row.text("opened") and closes < opened:
        row.wrong("closes", "before opened")
    answered = row.one("answered_on", cell.day, None)
    if answered is not None and row.text("opened") and answered < opened:
        row.wrong("answered_on", "before opened")
    return Request(
        id=row.required("id", cell.identifier, ""),
        type=kind,
        requester=row.required("requester", cell.plain, ""),
        person=row.one("person", cell.identifier, ""),
        identity_checked_on=row.one("identity_checked_on", cell.day, None),
        opened=opened,
        closes=closes,
        answered_on=answered,
    )


def _duty(row: Cells) -> DutyTurn:
    starts, ends = row.start("starts"), row.end("ends")
    for column in ("starts", "ends"):
        if not row.text(column):
            row.wrong(column, "empty; it must be filled in")
    _in_order(row, starts, ends, "ends", "starts")
    return DutyTurn(
        id=row.required("id", cell.identifier, ""),
        staff=row.required("staff", cell.email, ""),
        starts=starts or NO_TIME,
        ends=ends or NO_TIME,
    )


_BUILDERS: Final[Mapping[RegisterKind, Callable[[Cells], Entry]]] = {
    RegisterKind.STAFF: _staff,
    RegisterKind.GROUNDS: _grounds,
    RegisterKind.PEOPLE: _people,
    RegisterKind.PARTIES: _parties,
    RegisterKind.AGREEMENTS: _agreements,
    RegisterKind.CONSENTS: _consents,
    RegisterKind.RESTRICTIONS: _restrictions,
    RegisterKind.APPROVALS: _approvals,
    RegisterKind.REQUESTS: _requests,
    RegisterKind.MODES: mode_entry,
    RegisterKind.DUTY: _duty,
}
