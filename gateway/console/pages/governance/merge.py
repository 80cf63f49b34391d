"""Somebody was entered twice: one entry goes on for both, and may be told apart again."""

from gateway.console.desk import Desk
from gateway.console.pages.governance.fields import FIELDS
from gateway.console.pages.governance.shared import address, cell_words, keep_apart
from gateway.console.replies import Fault, Page, Redirect, Reply, Visit
from gateway.console.sign_in.fresh import code_faults, needs_code
from gateway.language import mark
from gateway.registers.files.columns import COLUMNS, RegisterKind
from gateway.registers.files.import_report import ImportReport
from gateway.registers.files.table import Table, TableRow
from gateway.registers.shelf import named_people

_PEOPLE = RegisterKind.PEOPLE


def ask(_desk: Desk, visit: Visit) -> Reply:
    """Which two."""
    return _form(visit, ())


def check(desk: Desk, visit: Visit) -> Reply:
    """Both beside one another, to be looked at once more."""
    faults = _faults(desk, visit)
    return _form(visit, faults) if faults else _checked(desk, visit, ())


def merge(desk: Desk, visit: Visit) -> Reply:
    """From now on both are one."""
    faults = _faults(desk, visit)
    if faults:
        return _form(visit, faults)
    unproved = code_faults(desk, visit)
    if unproved:
        return _checked(desk, visit, unproved)
    by, seal = visit.viewer.account, visit.said("seal")
    done = desk.registers.lay(_PEOPLE, _table(visit), by=by, at=visit.at, seal=seal)
    if done.faults:
        return _form(visit, (_told(done),))
    return Redirect(to=address("/registers/people/entry", {"id": visit.said("new"), "done": "changed"}))


def _table(visit: Visit) -> Table:
    cells = {"id": visit.said("old"), "merged_into": visit.said("new")}
    return Table(columns=tuple(cells), rows=(TableRow(number=2, cells=cells),))


def _cells(desk: Desk, visit: Visit, identity: str) -> dict[str, str] | None:
    """The entry in force. None: there is none.

    Raises:
        PermanentFailure: it names whoever asks, or their household.
    """
    versions = desk.app.history().versions(_PEOPLE, identity)
    if not versions or versions[0].until is not None:
        return None
    cells = versions[0].row.named(_PEOPLE)
    keep_apart(desk, visit, tuple(named_people(_PEOPLE, cells)), "/registers/people/merge")
    return cells


def _faults(desk: Desk, visit: Visit) -> tuple[Fault, ...]:
    found = tuple(
        Fault(why=mark("Write the reference of somebody in the register of people."), field=field)
        for field in ("old", "new")
        if _cells(desk, visit, visit.said(field)) is None
    )
    if found:
        return found
    if visit.said("old") == visit.said("new"):
        return (Fault(why=mark("These are the same entry. Write another reference."), field="new"),)
    report = desk.registers.lay(_PEOPLE, _table(visit), by=visit.viewer.account, at=None)
    if report.faults:
        return (_told(report),)
    return () if report.changed else (Fault(why=mark("That entry goes on as this one already."), field="old"),)


def _told(report: ImportReport) -> Fault:
    first = report.faults[0]
    label = FIELDS[_PEOPLE][first.column].label if first.column else mark("These two")
    return Fault(why=f"{label}: {first.what}.", field="old")


def _form(visit: Visit, faults: tuple[Fault, ...]) -> Page:
    said = {field: visit.form.get(field, visit.query.get(field, "")) for field in ("old", "new")}
    return Page(template="governance/merge.html", values={"said": said}, faults=faults, status=422 if faults else 200)


def _checked(desk: Desk, visit: Visit, faults: tuple[Fault, ...]) -> Page:
    registers = desk.directory().written
    old, new = (_cells(desk, visit, visit.said(field)) or {} for field in ("old", "new"))
    report = desk.registers.lay(_PEOPLE, _table(visit), by=visit.viewer.account, at=None)
    rows = tuple(
        (FIELDS[_PEOPLE][column].label, *(cell_words(_PEOPLE, column, one[column], registers) for one in (old, new)))
        for column in COLUMNS[_PEOPLE]
        if old[column] or new[column]
    )
    values = {"said": visit.form, "rows": rows, "seal": report.seal, "needs_code": needs_code(visit)}
    return Page(template="governance/merge-check.html", values=values, faults=faults, status=422 if faults else 200)
