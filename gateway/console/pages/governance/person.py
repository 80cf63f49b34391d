"""What stands on a person's record: yes and no, what is kept back, who was told what; and reports about them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

from gateway.console.desk import Desk
from gateway.console.pages.governance.forms import WrongField, first_moment, moment_after, taken_out
from gateway.console.pages.governance.shared import (
    address,
    day_words,
    in_words,
    keep_apart,
    looked_at,
)
from gateway.console.replies import Download, Fault, Page, Reply, Visit
from gateway.language import mark
from gateway.model.errors import PermanentFailure
from gateway.model.parties import PartyId, PersonId, RegisterSnapshot
from gateway.record import reading
from gateway.registers.about_person import Line, Part, about_person, day, who
from gateway.registers.files.columns import RegisterKind
from gateway.reports import sar
from gateway.reports.asked import sar_of
from gateway.reports.files import Format
from gateway.reports.report import Report, Sheet
from gateway.reports.sar import SarReport

_RECIPIENTS: Final = ("party", "who", "type", "last", "times", "kinds")
_MOST_TOLD: Final = 100
_MOMENT: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRecord:
    """One entry on somebody's record."""

    link: str
    id: str
    what: str
    who: str  # the giver, or whom it is for
    party: str
    days: str
    stand: str
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldAbout:
    """Who has something about them."""

    who: str
    last: str
    times: str
    kinds: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonParts:
    """What a person's page shows beside the entry."""

    id: str
    moved: str  # the id that goes on; empty: this one
    consents: tuple[OnRecord, ...]
    kept_back: tuple[OnRecord, ...]
    approvals: tuple[OnRecord, ...]
    requests: tuple[OnRecord, ...]
    remembered: tuple[OnRecord, ...]
    told: tuple[ToldAbout, ...]
    more_told: int
    formats: tuple[Format, ...]


def person_parts(desk: Desk, visit: Visit, written: str) -> PersonParts | None:
    """For their entry's page. None: there is nobody of that id now."""
    directory = desk.directory()
    known = who(directory.registers, directory.moved, written)
    if known is None:
        return None
    zone = desk.app.settings.timezone
    lines = about_person(directory.registers, known, visit.at)
    told = tuple(_told(desk, known, directory.registers))
    evidence = {one.id: one.evidence for one in directory.consents.get(known, ())}
    by_kind = {kind: [one for one in lines if one.register is kind] for kind in RegisterKind}

    def shown(kind: RegisterKind) -> tuple[OnRecord, ...]:
        return tuple(_on_record(one, directory.registers, zone, evidence) for one in by_kind[kind])

    return PersonParts(
        id=known,
        moved="" if known == written else known,
        consents=shown(RegisterKind.CONSENTS),
        kept_back=shown(RegisterKind.RESTRICTIONS),
        approvals=shown(RegisterKind.APPROVALS),
        requests=shown(RegisterKind.REQUESTS),
        remembered=shown(RegisterKind.REMEMBERED),
        told=told[:_MOST_TOLD],
        more_told=max(0, len(told) - _MOST_TOLD),
        formats=tuple(Format),
    )


def about(desk: Desk, visit: Visit) -> Reply:
    """The form of a subject access reply."""
    return _about(desk, visit, _person(desk, visit, visit.query.get("id", "")), None, ())


def look_through(desk: Desk, visit: Visit) -> Reply:
    """What the reply would say, to be read before it is taken out, or the reply as a file."""
    known = _person(desk, visit, visit.said("id"))
    zone = desk.app.settings.timezone
    try:
        since = first_moment(visit.said("from"), "from", zone)
        until = moment_after(visit.said("until"), "until", zone)
    except WrongField as wrong:
        return _about(desk, visit, known, None, (wrong.fault,))
    made = sar_of(
        desk.app.database,
        desk.directory().registers,
        known,
        since=since,
        until=until,
        zone=zone,
        at=visit.at,
        with_withheld=visit.said("withheld") == "yes",
    )
    if visit.said("format") in set(Format):
        return _taken(desk, visit, made.report, known, f"sar-{known}")
    return _about(desk, visit, known, made, ())


def recipients(desk: Desk, visit: Visit) -> Reply:
    """Who has something about a person, as a file: a correction is passed on to each (UK GDPR Art. 19)."""
    known = _person(desk, visit, visit.said("id"))
    found = reading.disclosures(desk.app.database, reading.Which(about=known))
    rows = sar.recipients(found, desk.directory().registers, desk.app.settings.timezone)
    report = Report(name="recipients", sheets=(Sheet(name="recipients", columns=_RECIPIENTS, rows=rows),))
    return _taken(desk, visit, report, known, f"recipients-{known}")


def _taken(desk: Desk, visit: Visit, report: Report, known: PersonId, name: str) -> Download:
    facts = (("about", known), ("from", visit.said("from") or None), ("until", visit.said("until") or None))
    return taken_out(desk, visit, report, name, facts)


def _person(desk: Desk, visit: Visit, written: str) -> PersonId:
    """The person whom the address names, if it is not whoever looks.

    Raises:
        PermanentFailure: there is nobody of that id, or it is them.
    """
    directory = desk.directory()
    known = who(directory.registers, directory.moved, written)
    if known is None:
        raise PermanentFailure("there is nobody of that id")
    keep_apart(desk, visit, {known.lower()}, "/people/about")
    return known


def _about(desk: Desk, visit: Visit, known: PersonId, made: SarReport | None, faults: tuple[Fault, ...]) -> Page:
    if made is not None:
        looked_at(desk, visit, "sar", known)
    sheet = None if made is None else made.report.sheets[0]
    values = {
        "id": known,
        "name": desk.directory().registers.people[known].name,
        "back": address("/registers/people/entry", {"id": known}),
        "said": visit.form,
        "columns": () if sheet is None else tuple(in_words(one) for one in sheet.columns),
        "rows": None if sheet is None else tuple((day_words(row[0]), *row[1:]) for row in sheet.rows),
        "withheld": () if made is None else made.withheld,
        "formats": tuple(Format),
    }
    return Page(template="governance/about.html", values=values, faults=faults, status=422 if faults else 200)


def _told(desk: Desk, known: PersonId, registers: RegisterSnapshot) -> Iterator[ToldAbout]:
    found = reading.disclosures(desk.app.database, reading.Which(about=known))
    for _, name, _, last, times, kinds in sar.recipients(found, registers, desk.app.settings.timezone):
        yield ToldAbout(who=name, last=day_words(last), times=times, kinds=kinds)


def _on_record(line: Line, registers: RegisterSnapshot, zone: ZoneInfo, evidence: Mapping[str, str]) -> OnRecord:
    # What ends at midnight was in force on the day before it.
    last = None if line.until is None else line.until - _MOMENT
    since, until = day_words(day(line.since, zone)), day_words(day(last, zone))
    party = registers.parties.get(PartyId(line.party))
    return OnRecord(
        link=address(f"/registers/{line.register.value}/entry", {"id": line.id}),
        id=line.id,
        what=in_words(line.what) if line.register is RegisterKind.REQUESTS else _all_kinds(line.what),
        who=_who(line, registers),
        party=mark("All partners") if line.party == "*" else line.party if party is None else party.name,
        days=_days(since, until),
        stand=line.stand.value,
        evidence=evidence.get(line.id, "") if line.register is RegisterKind.CONSENTS else "",
    )


def _all_kinds(what: str) -> str:
    kind, every, _ = what.partition("(*)")
    return mark("{what} (all kinds)", what=kind.strip()) if every else what


def _days(since: str, until: str) -> str:
    if until:
        return mark("{since} to {until}", since=since or mark("always"), until=until)
    return mark("since {since}", since=since) if since else ""


def _what(line: Line) -> str:
    return in_words(line.what) if line.register is RegisterKind.REQUESTS else _all_kinds(line.what)


def _who(line: Line, registers: RegisterSnapshot) -> str:
    names = []
    for identity in filter(None, (one.strip() for one in line.other.split(","))):
        found = registers.people.get(PersonId(identity))
        names.append(identity if found is None else f"{found.name} ({identity})")
    words = ", ".join(names)
    match line.part:
        case Part.GIVER:
            return mark("answered for {words}", words=words)
        case Part.KEPT_FROM:
            return mark("about {words}; kept from this person", words=words)
        case Part.CASELOAD:
            return mark("a whole caseload")
        case _:
            return words
