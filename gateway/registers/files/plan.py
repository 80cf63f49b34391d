"""A file laid over a register: what would be added, changed and ended, or everything that stands in the way."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from gateway.model.parties import RegisterSnapshot
from gateway.registers.address import normal_domain
from gateway.registers.crosschecks import Imported, cross_faults
from gateway.registers.files.columns import COLUMNS, RegisterKind, Row, id_column, id_of
from gateway.registers.files.faults import Fault
from gateway.registers.files.table import Table
from gateway.registers.rows.entry import Entry, entry
from gateway.registers.snapshot import entries, entry_id, snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an import comes to. With a fault, nothing of it is done."""

    kind: RegisterKind
    faults: tuple[Fault, ...]
    added: tuple[Row, ...] = ()
    changed: tuple[Row, ...] = ()
    unchanged: tuple[str, ...] = ()  # ids
    ended: tuple[str, ...] = ()  # ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Onto:
    """What an import is laid over."""

    rows: Mapping[str, Row]  # by id, in force now, of the register imported into
    registers: RegisterSnapshot
    zone: ZoneInfo
    own_domains: frozenset[str]


def plan(kind: RegisterKind, table: Table, onto: Onto, *, replace: bool, end: Collection[str] = ()) -> Plan:
    """Lay *table* over a register.

    Rows are told apart by id. A row that is not in the file stays, unless *replace*, which ends it, or *end* names
    it. A column that is not in the file keeps what the register holds; an empty cell empties it.
    """
    id_name = id_column(kind)
    faults: list[Fault] = []
    rows: dict[str, Row] = {}
    built: dict[str, Entry] = {}
    numbers: dict[str, int] = {}
    for line in table.rows:
        identity = id_of(kind, line.cells[id_name])
        if identity in numbers:
            what = f"the same as in row {numbers[identity]}; keep one"
            faults.append(Fault(row=line.number, column=id_name, what=what))
            continue
        if identity:
            numbers[identity] = line.number
        before = onto.rows[identity].named(kind) if identity in onto.rows else {}
        cells = {column: line.cells.get(column, before.get(column, "")) for column in COLUMNS[kind]}
        found = entry(kind, cells, onto.zone)
        if isinstance(found, tuple):
            faults += [Fault(row=line.number, column=column, what=what) for column, what in found]
        else:
            built[identity] = found
        rows[identity] = Row(id=identity, cells=tuple(cells.values()))
    leaving = frozenset(onto.rows) if replace else frozenset(end) & frozenset(onto.rows)
    ended = leaving - frozenset(numbers)
    faults += _crossing(kind, onto, built, numbers, ended)
    if faults:
        columns = ("", *COLUMNS[kind])
        faults.sort(key=lambda fault: (fault.row, columns.index(fault.column)))
        return Plan(kind=kind, faults=tuple(faults))
    return Plan(
        kind=kind,
        faults=(),
        added=tuple(row for row in rows.values() if row.id not in onto.rows),
        changed=tuple(row for row in rows.values() if row.id in onto.rows and row != onto.rows[row.id]),
        unchanged=tuple(row.id for row in rows.values() if row == onto.rows.get(row.id)),
        ended=tuple(sorted(ended)),
    )


def sealed_plan(found: Plan, since: Mapping[str, int]) -> str:
    """What tells one plan from every other: each row as it would be, and the version that it takes the place of.

    *since*: the generation from which each entry of the register is in force.
    """
    rows = [[row.id, since.get(row.id, 0), *row.cells] for row in (*found.added, *found.changed)]
    whole = [found.kind.value, sorted(rows), sorted([identity, since[identity]] for identity in found.ended)]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False).encode()).hexdigest()


def _crossing(
    kind: RegisterKind, onto: Onto, built: Mapping[str, Entry], numbers: Mapping[str, int], ended: frozenset[str]
) -> tuple[Fault, ...]:
    stay = [
        old
        for old_kind, old in entries(onto.registers)
        if old_kind is not kind or (entry_id(old) not in ended and entry_id(old) not in numbers)
    ]
    after = snapshot(onto.registers.generation, [*stay, *built.values()])
    own = frozenset(map(normal_domain, onto.own_domains))
    # A row with a fault of its own is not built: what names it must not be told that it is missing.
    unbuilt = frozenset(numbers) - frozenset(built)
    return cross_faults(
        Imported(kind=kind, after=after, rows=numbers, ended=ended, own_domains=own, zone=onto.zone, unbuilt=unbuilt)
    )
