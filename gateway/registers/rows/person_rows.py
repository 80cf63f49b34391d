"""Rows about those whom we support: who they are, what they agreed to, what is kept from them, what they ask for."""

from datetime import date
from sys import intern

from gateway.model.parties import ALL, Capacity, Consent, DataSubject, PersonId, Request, RequestType, Restriction
from gateway.registers.clocks import extend_by
from gateway.registers.dwelling import dwelling
from gateway.registers.files import cells as cell
from gateway.registers.files.cells import NO_TIME, Cells
from gateway.registers.files.faults import BadCell
from gateway.registers.phrases import words


def person_entry(row: Cells) -> DataSubject:
    """The entry; after a fault of the row a placeholder (Cells)."""
    # What several entries say alike is kept once: every worker holds all of them.
    identity = PersonId(intern(row.required("id", cell.identifier, "")))
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
    addresses = row.many("addresses", _alike)
    protected = row.many("protected_addresses", _alike)
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
        competence=intern(row.text("competence")),
        worker=intern(row.one("worker", cell.email, "")),
        contact_preference=intern(row.text("contact_preference")),
        language=intern(row.text("language")),
        notice_version=intern(row.text("notice_version")),
        died_on=died,
        merged_into=merged,
        school=intern(row.text("school")),
        ward=intern(row.text("ward")),
        ethnicity=intern(row.text("ethnicity")),
        conditions=row.many("conditions", _alike),
    )


def _alike(written: str) -> str:
    return intern(cell.plain(written))


def _person(written: str) -> PersonId:
    return PersonId(intern(cell.identifier(written)))


def _relation(written: str) -> tuple[str, PersonId]:
    name, colon, other = written.partition(":")
    if not (name.strip() and colon):
        raise BadCell("not a relation; write mother:P-2 if P-2 is this person's mother")
    return intern(name.strip().lower()), _person(other.strip())


def consent_entry(row: Cells) -> Consent:
    """The entry; after a fault of the row a placeholder (Cells)."""
    given, refused, withdrawn = (row.start(name) for name in ("given_on", "refused_on", "withdrawn_on"))
    expires = row.end("expires_on")
    if not (row.text("given_on") or row.text("refused_on")):
        row.wrong("given_on", "neither given_on nor refused_on says when the person answered")
    row.in_order(given, expires, "expires_on", "given_on")
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


def restriction_entry(row: Cells) -> Restriction:
    """The entry; after a fault of the row a placeholder (Cells)."""
    person = PersonId(row.required("person", cell.identifier, ""))
    phrases = row.many("phrases", _phrase)
    only_kinds = frozenset(row.many("only_kinds", cell.kind))
    if ALL in only_kinds:
        row.wrong("only_kinds", f"{ALL} limits nothing; leave it empty")
    if not (row.text("about") or row.text("phrases") or row.text("only_kinds")):
        row.wrong("about", "nothing says what is restricted; fill in about, phrases or only_kinds")
    approved, until = row.start("approved_on"), row.end("until")
    row.in_order(approved, until, "until", "approved_on")
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


def request_entry(row: Cells) -> Request:
    """The entry; after a fault of the row a placeholder (Cells)."""
    kind = row.required("type", cell.word(RequestType), RequestType.FOI)
    if kind is RequestType.SAR and not row.text("person"):
        row.wrong("person", "empty; a subject access request is about a person of the register")
    opened = row.required("opened", cell.day, NO_TIME.date())
    since = opened if row.text("opened") else NO_TIME.date()
    clarity_asked_on = _day_from(row, "clarity_asked_on", since, "opened")
    if row.text("clarity_given_on") and clarity_asked_on is None:
        row.wrong("clarity_given_on", "nothing says when it was asked for; fill in clarity_asked_on")
    request = Request(
        id=row.required("id", cell.identifier, ""),
        type=kind,
        requester=row.required("requester", cell.plain, ""),
        person=row.one("person", cell.identifier, ""),
        identity_checked_on=row.one("identity_checked_on", cell.day, None),
        opened=opened,
        closes=_day_from(row, "closes", since, "opened"),
        answered_on=_day_from(row, "answered_on", since, "opened"),
        identity_asked_on=_day_from(row, "identity_asked_on", since, "opened"),
        clarity_asked_on=clarity_asked_on,
        clarity_given_on=_day_from(row, "clarity_given_on", clarity_asked_on or since, "clarity_asked_on"),
        extended_on=_day_from(row, "extended_on", since, "opened"),
        extended_why=row.text("extended_why"),
    )
    _check_extension(row, request)
    return request


def _check_extension(row: Cells, request: Request) -> None:
    """UK GDPR Art. 12(3): told within the first month, with the reason; otherwise the month stands."""
    if request.extended_on is None:
        if request.extended_why:
            row.wrong("extended_on", "extended_why gives a reason, but no day on which they were told; fill it in")
        return
    if request.type is not RequestType.SAR:
        row.wrong("extended_on", "only a sar can take longer; leave it empty")
        return
    if not request.extended_why:
        row.wrong("extended_why", "empty; they must be told why it takes longer (UK GDPR Art. 12(3))")
    last = extend_by(request)
    if last is not None and request.opened != NO_TIME.date() and request.extended_on > last:
        row.wrong("extended_on", f"after {last.isoformat()}, the last day of the first month; it gives no more time")


def _day_from(row: Cells, column: str, first: date, named: str) -> date | None:
    """A day that is no earlier than that of the column *named*."""
    day = row.one(column, cell.day, None)
    if day is not None and day < first:
        row.wrong(column, f"before {named}")
    return day
