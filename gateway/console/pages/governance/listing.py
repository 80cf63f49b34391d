"""A register as a list: searched, filtered, sorted, 25 entries a page, and as a file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from gateway.console.desk import Desk
from gateway.console.pages.governance.fields import FIELDS, TITLES
from gateway.console.pages.governance.forms import format_of
from gateway.console.pages.governance.shared import (
    address,
    cell_words,
    in_words,
    own_of,
    page_of,
    register_of,
    stand_words,
)
from gateway.console.replies import Download, Page, Reply, Visit
from gateway.language import mark
from gateway.registers.files import csv_file, xlsx_file
from gateway.registers.files.columns import COLUMNS, RegisterKind, Row
from gateway.registers.shelf import LISTED, Line, Shelf, Wanted
from gateway.registers.stands import STANDS
from gateway.reports.asked import note_export
from gateway.reports.files import MEDIA_TYPES, Format, as_bytes
from gateway.reports.report import Report, Sheet

PAGE_SIZE: Final = 25
_MOST_CHOICES: Final = 300
_MOST_WORDS: Final = 200  # characters of a search

# By which columns a list can be narrowed.
_FILTERED: Final[Mapping[RegisterKind, tuple[str, ...]]] = {
    RegisterKind.STAFF: ("team", "kind"),
    RegisterKind.GROUNDS: ("effect",),
    RegisterKind.PEOPLE: ("worker",),
    RegisterKind.PARTIES: ("type",),
    RegisterKind.AGREEMENTS: ("party",),
    RegisterKind.CONSENTS: ("party",),
    RegisterKind.RESTRICTIONS: (),
    RegisterKind.APPROVALS: ("party", "ground"),
    RegisterKind.REQUESTS: ("type",),
    RegisterKind.MODES: ("mode",),
    RegisterKind.DUTY: (),
    RegisterKind.REMEMBERED: ("party", "purpose", "worker"),
}
# What a list need not show beside how the entry stands.
_UNSHOWN: Final = frozenset({"merged_into", "died_on", "refused_on", "withdrawn_on", "left_on", "active", "status"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column's head."""

    label: str
    link: str  # sorts by it
    sorted: str  # "ascending", "descending"; empty: not by this


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One list of choices."""

    field: str
    label: str
    choices: tuple[tuple[str, str], ...]  # value, words
    chosen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One entry of the list."""

    link: str
    cells: tuple[str, ...]
    stand: str


def listing(desk: Desk, visit: Visit) -> Reply:
    """The list."""
    kind = register_of(visit)
    shelf = desk.shelf(kind)
    wanted = _wanted(desk, visit, kind, visit.query)
    found = shelf.found(wanted, visit.at, desk.app.settings.timezone)
    page = page_of(visit.query.get("page", ""), len(found), PAGE_SIZE)
    query = _query(wanted)
    shown = found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return Page(
        template="governance/list.html",
        values={
            "kind": kind.value,
            "titles": TITLES[kind],
            "columns": tuple(_columns(visit.path, kind, wanted, query)),
            "rows": tuple(_shown(desk, visit, shelf, line) for line in shown),
            "stands": bool(STANDS[kind]),
            "count": len(found),
            "empty": not shelf.lines,
            "filters": tuple(_filters(desk, shelf, wanted)),
            "query": query,
            "words": wanted.words,
            "narrowed": bool(wanted.words or wanted.only or wanted.stand),
            "page": page,
            "pages": max(1, -(-len(found) // PAGE_SIZE)),
            "previous": address(visit.path, {**query, "page": str(page - 1)}),
            "next": address(visit.path, {**query, "page": str(page + 1)}),
            "formats": tuple(Format),
            "done": visit.query.get("done", ""),
        },
    )


def export(desk: Desk, visit: Visit) -> Reply:
    """The entries of the list as a file, which is on the record before it is handed out (REC-1)."""
    kind = register_of(visit)
    form = format_of(visit)
    wanted = _wanted(desk, visit, kind, visit.form)
    found = desk.shelf(kind).found(wanted, visit.at, desk.app.settings.timezone)
    ids = {line.id for line in found}
    rows = tuple(row for row in desk.registers.export_rows(kind) if row.id in ids)
    content = _content(kind, rows, form)
    facts = (("format", form.value), ("rows", len(rows)))
    by, at = visit.viewer.account, visit.at
    note_export(desk.app.database, f"register-{kind.value}", facts, content, by=by, at=at)
    return Download(name=f"{kind.value}.{form.value}", media_type=MEDIA_TYPES[form], content=content)


def _content(kind: RegisterKind, rows: tuple[Row, ...], form: Format) -> bytes:
    """CSV and XLSX import again unchanged."""
    match form:
        case Format.CSV:
            return csv_file.write(kind, rows)
        case Format.XLSX:
            return xlsx_file.write(kind, rows)
        case Format.JSON:
            sheet = Sheet(name=kind.value, columns=COLUMNS[kind], rows=tuple(row.cells for row in rows))
            return as_bytes(Report(name=kind.value, sheets=(sheet,)), form)


def _wanted(desk: Desk, visit: Visit, kind: RegisterKind, asked: Mapping[str, str]) -> Wanted:
    only = {column: asked[column] for column in _FILTERED[kind] if asked.get(column)}
    stand = next((one for one in STANDS[kind] if one.value == asked.get("stand")), None)
    sort = asked.get("sort", "")
    return Wanted(
        words=asked.get("search", "").strip()[:_MOST_WORDS],
        only=only,
        stand=stand,
        sort=sort if sort in LISTED[kind] else "",
        down=asked.get("down") == "yes",
        not_naming=own_of(desk, visit.viewer),
    )


def _query(wanted: Wanted) -> dict[str, str]:
    return {
        "search": wanted.words,
        **wanted.only,
        "stand": "" if wanted.stand is None else wanted.stand.value,
        "sort": wanted.sort,
        "down": "yes" if wanted.down else "",
    }


def _columns(path: str, kind: RegisterKind, wanted: Wanted, query: Mapping[str, str]) -> Iterator[Column]:
    for column in _visible(kind):
        by_this = column == (wanted.sort or LISTED[kind][0])
        way = ("descending" if wanted.down else "ascending") if by_this else ""
        turned = {**query, "sort": column, "down": "yes" if way == "ascending" else ""}
        yield Column(label=FIELDS[kind][column].label, link=address(path, turned), sorted=way)


def _visible(kind: RegisterKind) -> tuple[str, ...]:
    return tuple(column for column in LISTED[kind] if column not in _UNSHOWN)


def _shown(desk: Desk, visit: Visit, shelf: Shelf, line: Line) -> Shown:
    registers = desk.directory().written
    cells = dict(zip(LISTED[shelf.kind], line.cells, strict=True))
    return Shown(
        link=address(f"/registers/{shelf.kind.value}/entry", {"id": line.id}),
        cells=tuple(cell_words(shelf.kind, column, cells[column], registers) for column in _visible(shelf.kind)),
        stand=stand_words(shelf.kind, shelf.stand(line, visit.at, desk.app.settings.timezone)),
    )


def _filters(desk: Desk, shelf: Shelf, wanted: Wanted) -> Iterator[Filter]:
    if STANDS[shelf.kind]:
        choices = tuple((one.value, in_words(stand_words(shelf.kind, one))) for one in STANDS[shelf.kind])
        chosen = "" if wanted.stand is None else wanted.stand.value
        yield Filter(field="stand", label=mark("State"), choices=choices, chosen=chosen)
    registers = desk.directory().written
    for column in _FILTERED[shelf.kind]:
        values = shelf.choices(column)
        if 0 < len(values) <= _MOST_CHOICES:
            words = tuple((one, cell_words(shelf.kind, column, one, registers)) for one in values)
            label = FIELDS[shelf.kind][column].label
            yield Filter(field=column, label=label, choices=words, chosen=wanted.only.get(column, ""))
