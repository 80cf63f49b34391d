"""Forms that add, change and end an entry: shown once more before they count, and bound to what was shown."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from gateway.console.desk import Desk
from gateway.console.pages.governance.entry import differences
from gateway.console.pages.governance.fields import FIELDS, TITLES, Field, Shape
from gateway.console.pages.governance.shared import (
    address,
    cell_words,
    in_words,
    keep_apart,
    own_of,
    register_of,
)
from gateway.console.picking import Offered, is_person, offered, person_meant, told_apart
from gateway.console.replies import Fault, Missing, Page, Redirect, Reply, Visit
from gateway.console.sign_in.fresh import code_faults, needs_code
from gateway.language import mark
from gateway.model.errors import PermanentFailure
from gateway.model.parties import ALL, PersonId
from gateway.registers.files import faults as register_faults
from gateway.registers.files.columns import COLUMNS, RegisterKind, id_column, id_of
from gateway.registers.files.import_report import ImportReport
from gateway.registers.files.table import Table, TableRow, clean
from gateway.registers.shelf import named_people

_ENGLISH: Final = "en-GB"
_CONFLICT: Final = mark("Somebody else has to keep entries that name you or your household.")
_NOTHING: Final = mark("Nothing would change. Change something, or go back.")
_NO_ENTRIES: Final = Table(columns=(), rows=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One field of the form, filled in as far as it was."""

    name: str
    field: Field
    text: str
    choices: Offered = ()
    offered: Offered = ()  # what the browser offers while one types
    fixed: bool = False


def add(desk: Desk, visit: Visit) -> Reply:
    """An empty form; what the address names is filled in."""
    kind = register_of(visit)
    cells = {column: visit.query.get(column, "") for column in COLUMNS[kind]}
    return _form(desk, kind, cells, was="", faults=())


def change(desk: Desk, visit: Visit) -> Reply:
    """The form of an entry."""
    kind, identity = register_of(visit), visit.query.get("id", "")
    cells = _in_force(desk, visit, kind, identity)
    if cells is None:
        return Missing()
    filled = {column: visit.query.get(column, cell) for column, cell in cells.items()}
    return _form(desk, kind, filled, was=identity, faults=())


def check(desk: Desk, visit: Visit) -> Reply:
    """What was filled in, to be looked at once more."""
    kind, was, written = _said(visit)
    cells, several = _with_ids(desk, visit, written)
    if several:
        why = tuple(Fault(why=mark("Choose who is meant."), field=column) for column in several)
        return _form(desk, kind, cells, was=was, faults=why, several=several)
    report, faults = _tried(desk, visit, kind, was, cells)
    if faults:
        return _form(desk, kind, cells, was=was, faults=faults)
    return _checked(desk, visit, kind, was, cells, report, ())


def save(desk: Desk, visit: Visit) -> Reply:
    """It counts, if the register is still as it was when the person looked."""
    kind, was, cells = _said(visit)
    if visit.said("again"):
        return _form(desk, kind, cells, was=was, faults=())
    report, faults = _tried(desk, visit, kind, was, cells)
    if faults:
        return _form(desk, kind, cells, was=was, faults=faults)
    wrong = code_faults(desk, visit)
    if wrong:
        return _checked(desk, visit, kind, was, cells, report, wrong)
    seal, by = visit.said("seal"), visit.viewer.account
    done = desk.registers.lay(kind, _table(kind, cells), by=by, at=visit.at, seal=seal)
    if done.faults:
        return _form(desk, kind, cells, was=was, faults=_faults(kind, done))
    identity = id_of(kind, cells[id_column(kind)])
    what = "changed" if was else "added"
    return Redirect(to=address(f"/registers/{kind.value}/entry", {"id": identity, "done": what}))


def ask_end(desk: Desk, visit: Visit) -> Reply:
    """Whether an entry may end, and what then."""
    kind, identity = register_of(visit), visit.query.get("id", "")
    if _in_force(desk, visit, kind, identity) is None:
        return Missing()
    return _ending(desk, visit, kind, identity, ())


def end(desk: Desk, visit: Visit) -> Reply:
    """It ends; what it said is kept."""
    kind, identity = register_of(visit), visit.said("was")
    if _in_force(desk, visit, kind, identity) is None:
        return Missing()
    wrong = code_faults(desk, visit)
    if wrong:
        return _ending(desk, visit, kind, identity, wrong)
    seal, by = visit.said("seal"), visit.viewer.account
    done = desk.registers.lay(kind, _NO_ENTRIES, end=(identity,), by=by, at=visit.at, seal=seal)
    if done.faults:
        return _ending(desk, visit, kind, identity, _faults(kind, done))
    return Redirect(to=address(f"/registers/{kind.value}/entry", {"id": identity, "done": "ended"}))


def _ending(desk: Desk, visit: Visit, kind: RegisterKind, identity: str, faults: tuple[Fault, ...]) -> Page:
    report = desk.registers.lay(kind, _NO_ENTRIES, end=(identity,), by=visit.viewer.account, at=None)
    stands_in_the_way = faults or _faults(kind, report)
    values = {
        "kind": kind.value,
        "titles": TITLES[kind],
        "id": identity,
        "seal": report.seal,
        "possible": not report.faults,
        "needs_code": needs_code(visit),
    }
    status = 422 if faults else 200
    return Page(template="governance/end.html", values=values, faults=stands_in_the_way, status=status)


def _said(visit: Visit) -> tuple[RegisterKind, str, dict[str, str]]:
    """The register, the id of the entry that is changed (empty: a new one), and the cells."""
    kind = register_of(visit)
    cells = {column: _cell(FIELDS[kind][column], visit.said(column)) for column in COLUMNS[kind]}
    was = visit.said("was")
    if was:
        cells[id_column(kind)] = was
    return kind, was, cells


def _cell(field: Field, text: str) -> str:
    if field.shape is not Shape.MANY:
        return clean(text)
    lines = (clean(line) for line in unicodedata.normalize("NFC", text).splitlines())
    return "|".join(line for line in lines if line)


def _table(kind: RegisterKind, cells: Mapping[str, str]) -> Table:
    return Table(columns=COLUMNS[kind], rows=(TableRow(number=2, cells=dict(cells)),))


def _in_force(desk: Desk, visit: Visit, kind: RegisterKind, identity: str) -> dict[str, str] | None:
    """The entry's cells. None: there is none.

    Raises:
        PermanentFailure: it names whoever asks, or their household.
    """
    versions = desk.app.history().versions(kind, identity)
    if not versions or versions[0].until is not None:
        return None
    cells = versions[0].row.named(kind)
    keep_apart(desk, visit, tuple(named_people(kind, cells)), f"/registers/{kind.value}")
    return cells


def _tried(
    desk: Desk, visit: Visit, kind: RegisterKind, was: str, cells: Mapping[str, str]
) -> tuple[ImportReport, tuple[Fault, ...]]:
    """What it would come to, with everything that stands in the way."""
    column = id_column(kind)
    identity = id_of(kind, cells[column])
    if was:
        if _in_force(desk, visit, kind, was) is None:
            raise PermanentFailure("it ended meanwhile")
    elif identity in desk.shelf(kind).lines:
        why = mark(
            "{label}: there is such an entry already. Choose another, or change that one.",
            label=FIELDS[kind][column].label,
        )
        return ImportReport(kind=kind, faults=()), (Fault(why=why, field=column),)
    if not own_of(desk, visit.viewer).isdisjoint(named_people(kind, cells)):
        return ImportReport(kind=kind, faults=()), (Fault(why=_CONFLICT),)
    report = desk.registers.lay(kind, _table(kind, cells), by=visit.viewer.account, at=None)
    faults = _faults(kind, report)
    if not faults and not (report.added or report.changed):
        faults = (Fault(why=_NOTHING),)
    return report, faults


def _faults(kind: RegisterKind, report: ImportReport) -> tuple[Fault, ...]:
    return tuple(_fault(kind, one) for one in report.faults)


def _fault(kind: RegisterKind, one: register_faults.Fault) -> Fault:
    # What is wrong with an entry is said by the registers, in English, as on the command line.
    if not one.column:
        return Fault(why=f"{one.what[:1].upper()}{one.what[1:]}.", lang=_ENGLISH)
    return Fault(why=f"{FIELDS[kind][one.column].label}: {one.what}.", field=one.column, lang=_ENGLISH)


def _with_ids(desk: Desk, visit: Visit, written: dict[str, str]) -> tuple[dict[str, str], dict[str, Offered]]:
    """The cells with a person's id where a name was written; and where it fits several, those."""
    people = desk.directory().written.people
    own = own_of(desk, visit.viewer)
    cells, several = dict(written), dict[str, Offered]()
    for column, cell in written.items():
        if not is_person(column) or not cell or PersonId(cell) in people or cell == ALL:
            continue
        meant = person_meant(cell, people, people.values(), own)
        if meant.id is not None:
            cells[column] = meant.id
        elif meant.several:
            several[column] = tuple(
                (one.id, mark("{name} ({apart})", name=one.name, apart=told_apart(one))) for one in meant.several
            )
    return cells, several


def _form(
    desk: Desk,
    kind: RegisterKind,
    cells: Mapping[str, str],
    *,
    was: str,
    faults: tuple[Fault, ...],
    several: Mapping[str, Offered] = MappingProxyType({}),
) -> Page:
    asked = [_asked(kind, column, cells[column], was) for column in COLUMNS[kind]]
    asked = [
        replace(one, choices=several.get(one.name, one.choices), offered=offered(desk, kind, one.name))
        for one in asked
    ]
    values = {
        "kind": kind.value,
        "titles": TITLES[kind],
        "was": was,
        "back": address(f"/registers/{kind.value}/entry", {"id": was}) if was else f"/registers/{kind.value}",
        "asked": asked,
    }
    return Page(template="governance/form.html", values=values, faults=faults, status=422 if faults else 200)


def _asked(kind: RegisterKind, column: str, cell: str, was: str) -> Asked:
    field = FIELDS[kind][column]
    text = cell.replace("|", "\n") if field.shape is Shape.MANY else cell
    choices = tuple((one, in_words(one)) for one in field.choices)
    return Asked(name=column, field=field, text=text, choices=choices, fixed=bool(was) and column == id_column(kind))


def _checked(
    desk: Desk,
    visit: Visit,
    kind: RegisterKind,
    was: str,
    cells: dict[str, str],
    report: ImportReport,
    faults: tuple[Fault, ...],
) -> Page:
    registers = desk.directory().written
    before = dict.fromkeys(COLUMNS[kind], "")
    if was:
        before = _in_force(desk, visit, kind, was) or before
    values = {
        "kind": kind.value,
        "titles": TITLES[kind],
        "was": was,
        "id": cells[id_column(kind)],
        "rows": tuple(
            (FIELDS[kind][column].label, cell_words(kind, column, cell, registers))
            for column, cell in cells.items()
            if cell
        ),
        "differences": tuple(differences(kind, before, cells, registers)) if was else (),
        "kept": tuple((one.name, one.text) for one in (_asked(kind, name, cells[name], was) for name in cells)),
        "seal": report.seal,
        "needs_code": needs_code(visit),
    }
    return Page(template="governance/check.html", values=values, faults=faults, status=422 if faults else 200)
