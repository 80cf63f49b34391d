"""What shows only when entries are laid beside one another: references to nothing, and two for one."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from gateway.model.modes import ModeEntry
from gateway.model.parties import DataSubject, Party, PartyType, PersonId, RegisterSnapshot, StaffMember
from gateway.registers.address import domain_of
from gateway.registers.contradictions import contradictions
from gateway.registers.files.columns import RegisterKind, id_column
from gateway.registers.files.faults import Fault
from gateway.registers.moved import Moved, moved_to
from gateway.registers.rows.entry import Entry
from gateway.registers.snapshot import entries, entry_id, references


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """An import laid over the registers."""

    kind: RegisterKind
    after: RegisterSnapshot  # as the registers would be
    rows: Mapping[str, int]  # id → row number, of what the file holds
    ended: frozenset[str]  # ids that the file leaves out and thereby ends
    own_domains: frozenset[str]  # normal
    zone: ZoneInfo  # of the organisation: says which day an instant is on
    unbuilt: frozenset[str] = frozenset()  # ids of rows with faults of their own: they are there, only not right yet


def cross_faults(imported: Imported) -> tuple[Fault, ...]:
    """Everything that is wrong between entries, for the rows that are imported and those that they end."""
    known: dict[RegisterKind, set[str]] = {kind: set() for kind in RegisterKind}
    known[imported.kind] |= imported.unbuilt
    ours: list[Entry] = []
    faults: list[Fault] = []
    everything = list(entries(imported.after))
    for kind, entry in everything:
        known[kind].add(entry_id(entry))
        if kind is imported.kind:
            ours.append(entry)
    changed = [entry for entry in ours if entry_id(entry) in imported.rows]
    # What is not of the file can only lose what it names, and then only by an end.
    for kind, entry in everything if imported.ended else [(imported.kind, entry) for entry in changed]:
        for column, other_kind, other in references(entry):
            if other in known[other_kind]:
                continue
            row = imported.rows.get(entry_id(entry), 0) if kind is imported.kind else 0
            if row:
                faults.append(Fault(row=row, column=column, what=_missing(imported.kind, other_kind)))
            elif other_kind is imported.kind and other in imported.ended:
                faults.append(_still_named(kind, entry, column))
    faults += _twice(imported, ours)
    for entry in changed:
        faults += _outside_own_domains(imported, entry)
        faults += _signed_by_lead(imported, entry)
    for one in contradictions(imported.after, imported.kind, imported.zone):
        row = imported.rows.get(one.id, 0)
        if row:
            faults.append(Fault(row=row, column=one.column, what=one.what))
    return tuple(faults)


def _missing(kind: RegisterKind, other_kind: RegisterKind) -> str:
    where = "this file or in the register" if kind is other_kind else f"the register of {other_kind}"
    return f"no such entry in {where}; correct it, or import that one first"


def _still_named(kind: RegisterKind, entry: Entry, column: str) -> Fault:
    # Staff are known by their address, which is not for an error's text.
    who = "an entry" if isinstance(entry, StaffMember) else entry.id
    return Fault(what=f"{kind}: {who} names in {column} an entry that the file leaves out; change or end it first")


def _twice(imported: Imported, ours: Iterable[Entry]) -> Iterator[Fault]:
    ordered = sorted(ours, key=lambda entry: imported.rows.get(entry_id(entry), 0))
    column = id_column(imported.kind)
    yield from _shared(imported, ordered, lambda entry: [(column, entry_id(entry).lower())], "but for case, that of")
    yield from _shared(imported, ordered, _unique, "the same as that of")


def _unique(entry: Entry) -> list[tuple[str, str]]:
    """(column, value) of all that only one entry of a register may hold."""
    match entry:
        case DataSubject():
            numbers = [("nhs_number", entry.nhs_number), ("upn", entry.upn), ("nino", entry.nino)]
            return [(column, number) for column, number in numbers if number]
        case Party():
            return [("domains", domain) for domain in entry.domains] + [
                (column, address)
                for column, addresses in (
                    ("addresses", entry.addresses),
                    ("lists", entry.lists),
                    ("front_door", entry.front_door),
                )
                for address in addresses
            ]
        case StaffMember():
            return [("email", entry.email), *(("aliases", alias) for alias in entry.aliases)]
        case _:
            return []


def _shared(
    imported: Imported, ordered: Iterable[Entry], values: Callable[[Entry], list[tuple[str, str]]], how: str
) -> Iterator[Fault]:
    """A fault for every row that holds what an entry before it holds, entries not in the file coming first."""
    holders: dict[str, Entry] = {}
    moved = moved_to(imported.after.people) if imported.kind is RegisterKind.PEOPLE else {}
    for entry in ordered:
        for column, value in values(entry):
            # An address may stand under several columns of one party, and must not stand under another.
            first = holders.setdefault(value, entry)
            row = imported.rows.get(entry_id(entry), 0)
            # Two entries of one person may well have the same number: that is how they were found to be one.
            one = isinstance(entry, DataSubject) and column != "id" and _root(entry, moved) == _root(first, moved)
            if first is not entry and row and not one:
                yield Fault(row=row, column=column, what=f"{how} {_holder(imported, first)}; one of them is wrong")


def _root(entry: Entry, moved: Moved) -> str:
    return moved.get(PersonId(entry_id(entry)), entry_id(entry))


def _holder(imported: Imported, entry: Entry) -> str:
    row = imported.rows.get(entry_id(entry), 0)
    if row:
        return f"row {row}"
    return "another entry" if isinstance(entry, StaffMember) else f"{entry_id(entry)} in the register"


def _signed_by_lead(imported: Imported, entry: Entry) -> Iterator[Fault]:
    """What a mode loosens, an information lead answers for (design.md, Modes)."""
    row = imported.rows.get(entry_id(entry), 0)
    if not row or not isinstance(entry, ModeEntry):
        return
    member = imported.after.staff.get(entry.signed_by)
    if member is not None and "ig" not in member.roles:
        what = "not an information lead: this entry of the staff lacks the role ig"
        yield Fault(row=row, column="signed_by", what=what)


def _outside_own_domains(imported: Imported, entry: Entry) -> Iterator[Fault]:
    row = imported.rows.get(entry_id(entry), 0)
    own = imported.own_domains
    match entry:
        case Party() if row and entry.type is not PartyType.INTERNAL:
            # Mail to our own domains is internal by configuration: such a party would be reached by no rule.
            if any(domain.removeprefix(".") in own for domain in entry.domains):
                yield Fault(row=row, column="domains", what="one of our own domains; a party has its own")
            for column, addresses in (
                ("addresses", entry.addresses),
                ("lists", entry.lists),
                ("front_door", entry.front_door),
            ):
                if any(domain_of(address) in own for address in addresses):
                    yield Fault(row=row, column=column, what="an address in one of our own domains; leave it out")
        case StaffMember() if row:
            for column, addresses in (("email", (entry.email,)), ("aliases", entry.aliases)):
                if any(domain_of(address) not in own for address in addresses):
                    yield Fault(row=row, column=column, what="not in one of our own domains; staff mail is")
        case _:
            return
