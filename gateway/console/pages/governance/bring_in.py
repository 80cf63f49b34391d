"""A file laid over a register: its columns told apart, tried out with counts and faults, then taken in just so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from gateway.console.desk import Desk
from gateway.console.pages.governance.fields import FIELDS, TITLES
from gateway.console.pages.governance.shared import own_of, register_of
from gateway.console.replies import Fault, Page, Redirect, Reply, Visit
from gateway.console.sign_in.fresh import code_faults, needs_code
from gateway.console.uploads import Uploaded
from gateway.language import mark, mark_count
from gateway.registers.files import faults as register_faults
from gateway.registers.files.columns import COLUMNS, RegisterKind, id_column, id_of
from gateway.registers.files.faults import BadFile
from gateway.registers.files.import_report import ImportReport
from gateway.registers.files.table import Table, header_name
from gateway.registers.shelf import Wanted, named_people

UPLOAD_BYTES: Final = 20 * 1024 * 1024
_SHOWN_FAULTS: Final = 200
_SHOWN_IDS: Final = 100
_GONE: Final = mark("The file is not here any more. Choose it again.")
_OF_OWN: Final = mark("names you or your household; somebody else has to bring it in")


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnChoice:
    """One column of the file, and which of the register it is."""

    field: str
    title: str  # as the file has it
    chosen: str  # empty: it is left out


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What the file comes to."""

    table: Table | None
    report: ImportReport
    end: tuple[str, ...] = ()


def ask(_desk: Desk, visit: Visit) -> Reply:
    """The form."""
    return _form(visit, ())


def take(desk: Desk, visit: Visit) -> Reply:
    """The file has come: its columns are told apart, and it is tried out where nothing is left to choose."""
    kind, file = register_of(visit), visit.files.get("file")
    if file is None or not file.name or not file.untrusted_content:
        return _form(visit, (Fault(why=mark("Choose a file that ends in .csv or .xlsx."), field="file"),))
    try:
        header = desk.file_room.header(kind, file.name, file.untrusted_content)
    except BadFile as bad:
        return _form(visit, tuple(_of_file(one) for one in bad.faults))
    upload = desk.uploads.keep(visit.viewer.account, kind, file, visit.at)
    choices = tuple(_guessed(kind, header))
    if all(one.chosen for one in choices) and len({one.chosen for one in choices}) == len(choices):
        return _tried_page(desk, visit, upload, choices, ())
    return _columns_page(visit, upload, choices, ())


def choose(desk: Desk, visit: Visit) -> Reply:
    """The columns were chosen."""
    return _with_upload(desk, visit, counts=False)


def apply(desk: Desk, visit: Visit) -> Reply:
    """It counts, if it still comes to what was shown."""
    return _with_upload(desk, visit, counts=True)


def _with_upload(desk: Desk, visit: Visit, *, counts: bool) -> Reply:
    kind = register_of(visit)
    upload = desk.uploads.find(visit.viewer.account, kind, visit.said("upload"), visit.at)
    if upload is None:
        return _form(visit, (Fault(why=_GONE, field="file"),))
    try:
        header = desk.file_room.header(kind, upload.file.name, upload.file.untrusted_content)
    except BadFile as bad:
        return _form(visit, tuple(_of_file(one) for one in bad.faults))
    choices = tuple(_said(visit, kind, header))
    faults = tuple(_choice_faults(kind, choices))
    if faults or visit.said("again"):
        return _columns_page(visit, upload, choices, faults)
    if not counts:
        return _tried_page(desk, visit, upload, choices, ())
    unproved = code_faults(desk, visit)
    if unproved:
        return _tried_page(desk, visit, upload, choices, unproved)
    tried = _tried(desk, visit, upload, choices)
    if tried.table is None or tried.report.faults:
        return _tried_page(desk, visit, upload, choices, ())
    by, seal = visit.viewer.account, visit.said("seal")
    done = desk.registers.lay(kind, tried.table, end=tried.end, by=by, at=visit.at, seal=seal)
    if done.faults:
        return _tried_page(desk, visit, upload, choices, (Fault(why=f"{done.faults[0].what.capitalize()}."),))
    desk.uploads.forget(visit.viewer.account)
    return Redirect(to=f"/registers/{kind.value}?done=imported")


def _tried(desk: Desk, visit: Visit, upload: Uploaded, choices: tuple[ColumnChoice, ...]) -> Tried:
    """What it would come to; nothing is changed."""
    kind, content = upload.kind, upload.file.untrusted_content
    try:
        table = desk.file_room.table(kind, upload.file.name, content, _chosen(choices))
    except BadFile as bad:
        return Tried(table=None, report=ImportReport(kind=kind, faults=bad.faults))
    own = tuple(_own_faults(desk, visit, kind, table))
    if own:
        return Tried(table=table, report=ImportReport(kind=kind, faults=own))
    # What names whoever brings the file in is not theirs to end either, and stays.
    wanted, zone = Wanted(not_naming=own_of(desk, visit.viewer)), desk.app.settings.timezone
    theirs = desk.shelf(kind).found(wanted, visit.at, zone) if visit.said("rest") == "end" else ()
    end = tuple(line.id for line in theirs)
    report = desk.registers.lay(kind, table, end=end, by=visit.viewer.account, at=None)
    return Tried(table=table, report=report, end=end)


def _own_faults(desk: Desk, visit: Visit, kind: RegisterKind, table: Table) -> Iterator[register_faults.Fault]:
    own, lines = own_of(desk, visit.viewer), desk.shelf(kind).lines
    for row in table.rows:
        line = lines.get(id_of(kind, row.cells.get(id_column(kind), "")))
        names = {*named_people(kind, row.cells), *(() if line is None else line.names)}
        if not own.isdisjoint(names):
            yield register_faults.Fault(row=row.number, what=_OF_OWN)


def _guessed(kind: RegisterKind, header: tuple[str, ...]) -> Iterator[ColumnChoice]:
    """Each column by its name, or by what our pages call it."""
    known = {column: column for column in COLUMNS[kind]}
    known |= {field.label.lower(): column for column, field in FIELDS[kind].items()}
    known |= {column.replace("_", " "): column for column in COLUMNS[kind]}
    for place, title in enumerate(header):
        if title.strip():
            yield ColumnChoice(field=f"column-{place}", title=title, chosen=known.get(header_name(title), ""))


def _said(visit: Visit, kind: RegisterKind, header: tuple[str, ...]) -> Iterator[ColumnChoice]:
    for place, title in enumerate(header):
        if title.strip():
            chosen = visit.said(f"column-{place}")
            known = chosen if chosen in COLUMNS[kind] else ""
            yield ColumnChoice(field=f"column-{place}", title=title, chosen=known)


def _choice_faults(kind: RegisterKind, choices: tuple[ColumnChoice, ...]) -> Iterator[Fault]:
    first = choices[0].field if choices else ""
    id_label = FIELDS[kind][id_column(kind)].label
    if id_column(kind) not in {one.chosen for one in choices}:
        yield Fault(
            why=mark("Choose which column is “{id_label}”: entries are told apart by it.", id_label=id_label),
            field=first,
        )
    seen: set[str] = set()
    for one in choices:
        if one.chosen and one.chosen in seen:
            label = FIELDS[kind][one.chosen].label
            yield Fault(
                why=mark("“{label}” is chosen twice. Leave one of the two out.", label=label), field=one.field
            )
        seen.add(one.chosen)


def _chosen(choices: tuple[ColumnChoice, ...]) -> Mapping[str, str]:
    return {header_name(one.title): one.chosen for one in choices}


def _of_file(one: register_faults.Fault) -> Fault:
    return Fault(why=f"{str(one)[:1].upper()}{str(one)[1:]}.", field="file")


def _form(visit: Visit, faults: tuple[Fault, ...]) -> Page:
    kind = register_of(visit)
    values = {
        "kind": kind.value,
        "titles": TITLES[kind],
        "columns": tuple((column, FIELDS[kind][column]) for column in COLUMNS[kind]),
        "most": UPLOAD_BYTES // (1024 * 1024),
        "said": visit.form,
    }
    return Page(template="governance/import.html", values=values, faults=faults, status=422 if faults else 200)


def _columns_page(
    visit: Visit, upload: Uploaded, choices: tuple[ColumnChoice, ...], faults: tuple[Fault, ...]
) -> Page:
    kind = upload.kind
    values = {
        "kind": kind.value,
        "titles": TITLES[kind],
        "upload": upload.key,
        "rest": visit.said("rest"),
        "choices": choices,
        "columns": tuple((column, FIELDS[kind][column].label) for column in COLUMNS[kind]),
    }
    return Page(
        template="governance/import-columns.html", values=values, faults=faults, status=422 if faults else 200
    )


def _tried_page(
    desk: Desk, visit: Visit, upload: Uploaded, choices: tuple[ColumnChoice, ...], faults: tuple[Fault, ...]
) -> Page:
    kind, report = upload.kind, _tried(desk, visit, upload, choices).report
    if report.faults and not faults:
        count = len(report.faults)
        faults = (
            Fault(
                why=mark_count(
                    "In the file one thing is wrong, so nothing of it is taken in.",
                    "In the file {said} things are wrong, so nothing of it is taken in.",
                    count,
                    said=f"{count:,}",
                ),
                field="wrong",
            ),
        )
    values = {
        "kind": kind.value,
        "titles": TITLES[kind],
        "upload": upload.key,
        "rest": visit.said("rest"),
        "choices": choices,
        "wrong": tuple(
            (str(one.row or ""), FIELDS[kind][one.column].label if one.column else "", one.what)
            for one in report.faults[:_SHOWN_FAULTS]
        ),
        "more_wrong": max(0, len(report.faults) - _SHOWN_FAULTS),
        "parts": (
            (mark("new"), report.added),
            (mark("changed"), report.changed),
            (mark("ended"), report.ended),
            (mark("as before"), report.unchanged),
        ),
        "shown_ids": _SHOWN_IDS,
        "possible": not report.faults and bool(report.added or report.changed or report.ended),
        "seal": report.seal,
        "needs_code": needs_code(visit),
    }
    return Page(template="governance/import-check.html", values=values, faults=faults, status=422 if faults else 200)
