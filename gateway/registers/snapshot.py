"""Entries of all registers → one snapshot, and what each refers to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from operator import attrgetter
from typing import Final

from gateway.model.modes import ModeEntry
from gateway.model.parties import (
    ALL,
    Agreement,
    Approval,
    Consent,
    DataSubject,
    DutyTurn,
    Ground,
    Party,
    PersonId,
    RegisterSnapshot,
    RememberedPurpose,
    Request,
    Restriction,
    StaffMember,
)
from gateway.registers.files.columns import RegisterKind
from gateway.registers.rows.entry import Entry

_PEOPLE: Final = RegisterKind.PEOPLE


def entry_id(entry: Entry) -> str:
    """What tells an entry from the others of its register."""
    return entry.email if isinstance(entry, StaffMember) else entry.id


def changed_snapshot(
    before: RegisterSnapshot, generation: int, changed: Mapping[RegisterKind, Iterable[Entry]]
) -> RegisterSnapshot:
    """The registers with those of *changed* as given there, and all others the very ones of *before*."""
    made = snapshot(
        generation, (entry for kind, of_kind in changed.items() if kind is not _PEOPLE for entry in of_kind)
    )
    fresh = {kind.value for kind in changed}
    made = replace(made, **{one.name: getattr(before, one.name) for one in fields(made) if _kept(one.name, fresh)})
    people = [entry for entry in changed.get(_PEOPLE, ()) if isinstance(entry, DataSubject)]
    return replace(made, people=_by_id(people)) if _PEOPLE in changed else made


def _by_id(people: list[DataSubject]) -> dict[PersonId, DataSubject]:
    """In the order of their ids, in which all but the new ones stand already: to sort them is one walk then."""
    return {entry.id: entry for entry in sorted(people, key=attrgetter("id"))}


def _kept(name: str, fresh: set[str]) -> bool:
    return name != "generation" and name not in fresh


def snapshot(generation: int, entries: Iterable[Entry]) -> RegisterSnapshot:
    """All registers as one value, each ordered by id."""
    ordered = sorted(entries, key=entry_id)
    return RegisterSnapshot(
        generation=generation,
        people={entry.id: entry for entry in ordered if isinstance(entry, DataSubject)},
        parties={entry.id: entry for entry in ordered if isinstance(entry, Party)},
        agreements=tuple(entry for entry in ordered if isinstance(entry, Agreement)),
        consents=tuple(entry for entry in ordered if isinstance(entry, Consent)),
        restrictions=tuple(entry for entry in ordered if isinstance(entry, Restriction)),
        staff={entry.email: entry for entry in ordered if isinstance(entry, StaffMember)},
        grounds={entry.id: entry for entry in ordered if isinstance(entry, Ground)},
        approvals=tuple(entry for entry in ordered if isinstance(entry, Approval)),
        requests=tuple(entry for entry in ordered if isinstance(entry, Request)),
        modes=tuple(entry for entry in ordered if isinstance(entry, ModeEntry)),
        duty=tuple(entry for entry in ordered if isinstance(entry, DutyTurn)),
        remembered=tuple(entry for entry in ordered if isinstance(entry, RememberedPurpose)),
    )


def entries(registers: RegisterSnapshot) -> Iterator[tuple[RegisterKind, Entry]]:
    """Every entry with its register."""
    for kind, of_kind in (
        (RegisterKind.STAFF, registers.staff.values()),
        (RegisterKind.GROUNDS, registers.grounds.values()),
        (RegisterKind.PEOPLE, registers.people.values()),
        (RegisterKind.PARTIES, registers.parties.values()),
        (RegisterKind.AGREEMENTS, registers.agreements),
        (RegisterKind.CONSENTS, registers.consents),
        (RegisterKind.RESTRICTIONS, registers.restrictions),
        (RegisterKind.APPROVALS, registers.approvals),
        (RegisterKind.REQUESTS, registers.requests),
        (RegisterKind.MODES, registers.modes),
        (RegisterKind.DUTY, registers.duty),
        (RegisterKind.REMEMBERED, registers.remembered),
    ):
        for entry in of_kind:
            yield kind, entry


def references(entry: Entry) -> Iterator[tuple[str, RegisterKind, str]]:
    """Every entry that this one names, as (column, register, id)."""
    for column, kind, ids in _named(entry):
        for other in ids:
            if other not in {"", ALL}:
                yield column, kind, other


def _named(entry: Entry) -> tuple[tuple[str, RegisterKind, Iterable[str]], ...]:
    people, parties = RegisterKind.PEOPLE, RegisterKind.PARTIES
    match entry:
        case DataSubject():
            return (
                ("relations", people, [other for _, other in entry.relations]),
                ("acts_for", people, entry.acts_for),
                ("no_contact", people, entry.no_contact),
                ("risk_to", people, entry.risk_to),
                ("merged_into", people, [entry.merged_into or ""]),
            )
        case Agreement():
            return (("party", parties, [entry.party]),)
        case Consent():
            return (
                ("person", people, [entry.person]),
                ("given_by", people, [entry.given_by]),
                ("party", parties, [entry.party]),
            )
        case Restriction():
            # An empty `from` means the person, who is checked under `person`.
            others = [other for other in entry.kept_from if other != entry.person]
            return (("person", people, [entry.person]), ("from", people, others))
        case Approval():
            return (
                ("person", people, [entry.person]),
                ("party", parties, [entry.party]),
                ("ground", RegisterKind.GROUNDS, [entry.ground]),
            )
        case Request():
            return (("person", people, [entry.person]),)
        case RememberedPurpose():
            return (
                ("person", people, [entry.person]),
                ("party", parties, [entry.party]),
                ("worker", RegisterKind.STAFF, [entry.worker]),
            )
        case ModeEntry():
            return (("signed_by", RegisterKind.STAFF, [entry.signed_by]),)
        case DutyTurn():
            return (("staff", RegisterKind.STAFF, [entry.staff]),)
        case StaffMember():
            return (
                ("members", RegisterKind.STAFF, entry.members),
                ("delegates", RegisterKind.STAFF, entry.delegates),
                ("line_manager", RegisterKind.STAFF, [entry.line_manager]),
                ("deputy", RegisterKind.STAFF, [entry.deputy]),
                ("team_manager", RegisterKind.STAFF, [entry.team_manager]),
            )
        case _:
            return ()
