"""Registers, read whole and written row by row."""

import json
from collections.abc import Mapping
from typing import Annotated, Final

from fastapi import APIRouter, Depends

from gateway.console.api.admission import Caller, NotAllowed, allowed
from gateway.console.api.answers import Entries, Fault, Imported, Rows
from gateway.console.desk import Desk
from gateway.registers.files.columns import COLUMNS, RegisterKind, id_column
from gateway.registers.files.table import Table, TableRow
from gateway.reports.asked import note_export
from gateway.sign_in.tokens import Scope

# What stands there is somebody's own decision, and a program is nobody.
_DECIDED_BY_PEOPLE: Final = frozenset({RegisterKind.APPROVALS, RegisterKind.MODES, RegisterKind.REMEMBERED})

_MOST_FAULTS: Final = 100


class NotLaid(Exception):
    """Rows with faults: nothing was changed."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("rows with faults")


def router(desk: Desk) -> APIRouter:
    """Its addresses."""
    found = APIRouter(tags=["registers"])
    may_read = Depends(allowed(desk, Scope.REGISTERS_READ))
    may_write = Depends(allowed(desk, Scope.REGISTERS_WRITE))

    @found.get("/registers/{kind}", operation_id="register")
    def register(caller: Annotated[Caller, may_read], kind: RegisterKind) -> Entries:
        """Every entry in force. That it was taken out stands in the record."""
        rows = desk.registers.export_rows(kind)
        entries = tuple(row.named(kind) for row in rows)
        content = json.dumps(entries, ensure_ascii=False).encode()
        facts = (("format", "api"), ("rows", len(rows)))
        note_export(
            desk.app.database, f"register-{kind.value}", facts, content, by=caller.name, at=desk.app.clock.now()
        )
        return Entries(kind=kind.value, columns=COLUMNS[kind], entries=entries)

    @found.post("/registers/{kind}", operation_id="lay")
    def lay(caller: Annotated[Caller, may_write], kind: RegisterKind, sent: Rows) -> Imported:
        """Add and change entries, whole or not at all, under the checks of `gateway register import`."""
        if kind in _DECIDED_BY_PEOPLE:
            raise NotAllowed(403, f"{kind.value}: people enter these, in the console or on the command line")
        table = _table(kind, sent.rows)
        at = None if sent.dry_run else desk.app.clock.now()
        report = desk.registers.lay(kind, table, replace=sent.replace, by=caller.name, at=at)
        if report.faults:
            places = ((f"{one.row or ''}.{one.column}".strip("."), one.what) for one in report.faults)
            raise NotLaid(tuple(Fault(where=place, what=what) for place, what in places))
        return Imported(
            kind=kind.value,
            imported=report.generation is not None,
            added=report.added,
            changed=report.changed,
            unchanged=len(report.unchanged),
            ended=tuple(report.ended),
            generation=report.generation,
        )

    return found


def _table(kind: RegisterKind, rows: list[dict[str, str]]) -> Table:
    """As a file with these rows would be read: only the columns that some row has are laid over the register."""
    known, identity = COLUMNS[kind], id_column(kind)
    faults = [
        Fault(where=str(number), what=what)
        for number, cells in enumerate(rows, start=2)
        for wrong, what in (
            (not set(cells) <= set(known), "a column that this register has not"),
            (identity not in cells, f"without {identity}, which tells entries apart"),
        )
        if wrong
    ]
    if faults:
        raise NotLaid(tuple(faults[:_MOST_FAULTS]))
    return Table(columns=known, rows=tuple(_row(number, cells) for number, cells in enumerate(rows, start=2)))


def _row(number: int, cells: Mapping[str, str]) -> TableRow:
    return TableRow(number=number, cells=dict(cells))
