"""What the registers say about whom a request is about, as far as it may be given: an allow-list. Pure.

What names somebody else, or is kept from who asked, is not in it; an entry of which that cannot be told is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from gateway.model.parties import ALL, DataSubject, PartyId, PersonId, RegisterSnapshot
from gateway.registers.about_person import Line, Part, about_person, day
from gateway.registers.files.columns import RegisterKind
from gateway.requests.asked_for import AskedFor

COLUMNS: Final = ("register", "reference", "what", "with", "since", "until", "state")
_SOMEBODY: Final = "somebody else"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLeftOut:
    """An entry, or a part of one, that is not given."""

    register: str
    id: str
    why: str  # "others": it tells of somebody else; "kept": it is kept from who asked, who is not told so


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnEntries:
    """What is given, and what is not."""

    rows: tuple[tuple[str, ...], ...]  # as COLUMNS
    left_out: tuple[EntryLeftOut, ...]


def own_entries(registers: RegisterSnapshot, asked: AskedFor, zone: ZoneInfo, at: datetime) -> OwnEntries:
    """The entry of the person, then yes and no, limits, approvals, requests and what was remembered."""
    person = registers.people.get(asked.person)
    if person is None:
        return OwnEntries(rows=(), left_out=())
    left = [*_left_of_person(person)]
    rows = [*_of_person(person)]
    for line in about_person(registers, asked.person, at):
        if line.register is RegisterKind.AGREEMENTS:
            continue  # about a partner, and about nobody else
        why = _kept_back(line, registers, asked.own)
        if why:
            left.append(EntryLeftOut(register=line.register.value, id=line.id, why=why))
            continue
        others = [one for one in (each.strip() for each in line.other.split(",")) if one and one not in asked.own]
        if others:
            left.append(EntryLeftOut(register=line.register.value, id=line.id, why="others"))
        rows.append(
            (
                line.register.value,
                line.id,
                _what(line, others),
                _party(line, registers),
                day(line.since, zone),
                day(line.until, zone),
                line.stand.value,
            )
        )
    return OwnEntries(rows=tuple(rows), left_out=tuple(left))


def _of_person(person: DataSubject) -> Iterator[tuple[str, ...]]:
    born = person.date_of_birth
    for name, value in (
        ("name", person.name),
        ("other names", ", ".join(person.aliases)),
        ("date of birth", "" if born is None else born.isoformat()),
        ("NHS number", person.nhs_number),
        ("UPN", person.upn),
        ("National Insurance number", person.nino),
        ("case numbers", ", ".join(person.case_ids)),
        ("addresses", "; ".join(person.addresses)),
        ("email addresses", ", ".join(person.emails)),
        ("telephone numbers", ", ".join(person.phones)),
        *person.traits,
        ("how to reach them", person.contact_preference),
        ("language", person.language),
        ("privacy notice given", person.notice_version),
    ):
        if value:
            yield ("people", person.id, f"{name}: {value}", "", "", "", "")


def _left_of_person(person: DataSubject) -> Iterator[EntryLeftOut]:
    if person.relations or person.acts_for:
        yield EntryLeftOut(register="people", id=person.id, why="others")
    # Where somebody is safe from whom is told by a person, after thought, or not at all (SAFE-1).
    if person.protected_addresses or person.no_contact or person.risk_to:
        yield EntryLeftOut(register="people", id=person.id, why="kept")


def _kept_back(line: Line, registers: RegisterSnapshot, own: frozenset[PersonId]) -> str:
    if line.register is RegisterKind.RESTRICTIONS:
        one = next((each for each in registers.restrictions if each.id == line.id), None)
        # A limit that a parent set is theirs to know of; whatever is kept from somebody is not (CONS-7).
        open_ = one is not None and one.person in own and not (one.about or one.phrases or one.kept_from)
        return "" if open_ else "kept"
    if line.register is RegisterKind.APPROVALS:
        approval = next((each for each in registers.approvals if each.id == line.id), None)
        told = approval is not None and approval.informed.strip().lower().startswith("yes")
        return "" if told and line.part is not Part.CASELOAD else "kept" if not told else "others"
    return ""


def _what(line: Line, others: list[str]) -> str:
    if line.register is RegisterKind.CONSENTS and others:
        giver = "given by" if line.part is Part.ABOUT else "given for"
        return f"{line.what}, {giver} {_SOMEBODY}"
    return line.what


def _party(line: Line, registers: RegisterSnapshot) -> str:
    if line.party in ("", ALL):
        return "all partners" if line.party else ""
    party = registers.parties.get(PartyId(line.party))
    return line.party if party is None else party.name
