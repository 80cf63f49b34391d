"""A register file's cells as plain text, checked against the register's columns."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeVar

from gateway.registers.files import limits
from gateway.registers.files.columns import COLUMNS, RegisterKind, id_column
from gateway.registers.files.faults import BadFile, Fault

SPACE: Final = re.compile(r"\s+")

# A spreadsheet program takes a cell that begins so for a formula, wherever it came from (OWASP, CSV injection). Full
# width forms count too in some of them. A line that begins with a tab or a line end cannot be: cells are trimmed.
FORMULA: Final = re.compile(r"'*[=+\-@＝＋－＠]")
QUOTED: Final = re.compile(r"'+[=+\-@＝＋－＠]")


Cell = TypeVar("Cell")
Chosen = Mapping[str, str]  # a header's name as the file has it → the register's column; empty: it is left out
AS_NAMED: Final[Chosen] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row of a file."""

    number: int  # as the spreadsheet counts, the header being 1
    cells: dict[str, str]  # by column; columns that the file lacks are not there


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a file says: rows of text."""

    columns: tuple[str, ...]  # in the file's order
    rows: tuple[TableRow, ...]


def quote_for_csv(cell: str) -> str:
    """A cell that would be taken for a formula gets an apostrophe before it, as does one that looks so quoted."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def quote_for_xlsx(cell: str) -> str:
    """In XLSX a text is a text; only what `unquote` would take an apostrophe from gets one more."""
    return f"'{cell}" if QUOTED.match(cell) else cell


def unquote(cell: str) -> str:
    """The cell that `quote_for_csv` or `quote_for_xlsx` was given."""
    return cell[1:] if QUOTED.match(cell) else cell


def table(kind: RegisterKind, rows: Iterable[Sequence[str]]) -> Table:
    """Check the header and the shape of *rows*, the first of which is the header.

    Any order of columns will do. A column may be left out: what the register has there stays. Blank rows are passed
    over, and count.

    Raises:
        BadFile: every fault found. Nothing but column names is quoted.
    """
    lines = iter(rows)
    header = tuple(map(header_name, next(lines, ())))
    while header and not header[-1]:
        header = header[:-1]
    faults = list(_header_faults(kind, header))
    if faults:
        raise BadFile(tuple(faults))
    found: list[TableRow] = []
    for number, line in enumerate(lines, start=2):
        if number > limits.ROWS + 1:
            raise BadFile((Fault(what=f"more than {limits.ROWS:,} rows; import it in parts"),))
        cells = [clean(cell) for cell in line]
        if not any(cells):
            continue
        # A row that is too short or too long has lost a comma or gained one: every later cell would be misread.
        if any(cells[len(header) :]) or len(cells) < len(header):
            what = f"{len(cells)} cells, but the header has {len(header)}; look for a missing quotation mark or comma"
            faults.append(Fault(row=number, what=what))
            continue
        row = TableRow(number=number, cells=dict(zip(header, map(unquote, cells), strict=False)))
        faults += _cell_faults(row)
        found.append(row)
    if faults:
        raise BadFile(tuple(faults))
    return Table(columns=header, rows=tuple(found))


def renamed(rows: Iterable[Sequence[Cell]], chosen: Chosen) -> Iterator[Sequence[Cell | str]]:
    """The rows with the columns that somebody chose for them; what *chosen* does not name stays as it is."""
    lines = iter(rows)
    header = next(lines, None)
    if header is None:
        return
    if not chosen:
        yield header
        yield from lines
        return
    names = [chosen.get(header_name(name), header_name(name)) for name in map(str, header)]
    # A row's cells beyond the header stay, so that a lost comma still shows.
    left_out = {place for place, name in enumerate(names) if not name}
    yield [name for place, name in enumerate(names) if place not in left_out]
    for line in lines:
        yield [cell for place, cell in enumerate(line) if place not in left_out]


def header_name(cell: str) -> str:
    """A header's cell as columns are compared."""
    return clean(cell).lower()


def clean(cell: str) -> str:
    """A cell as it is kept."""
    # Line breaks and no-break spaces come with pasted addresses; they would only stand in the way of comparing.
    return SPACE.sub(" ", unicodedata.normalize("NFC", cell)).strip()


def _header_faults(kind: RegisterKind, header: tuple[str, ...]) -> Iterable[Fault]:
    known = COLUMNS[kind]
    if not any(header):
        yield Fault(row=1, what=f"no header; the first row names the columns: {', '.join(known)}")
        return
    if len(header) == 1 and ";" in header[0]:
        yield Fault(row=1, what="separated by semicolons; save the file with commas")
        return
    for place, name in enumerate(header, start=1):
        if name not in known:
            # The name itself is not told: where a file lacks its header, the first row is about a person.
            close = difflib.get_close_matches(name, known, n=1)
            hint = f" (did you mean {close[0]}?)" if close else f"; the columns are {', '.join(known)}"
            yield Fault(row=1, what=f"column {place} is none of {kind}{hint}")
        elif name in header[: place - 1]:
            yield Fault(row=1, column=name, what="named twice; keep one")
    if id_column(kind) not in header:
        yield Fault(row=1, what=f"no column {id_column(kind)}; it tells the rows apart")


def _cell_faults(row: TableRow) -> Iterable[Fault]:
    for column, cell in row.cells.items():
        if len(cell) > limits.CELL_CHARACTERS:
            what = f"more than {limits.CELL_CHARACTERS:,} characters; shorten it"
            yield Fault(row=row.number, column=column, what=what)
        elif any(
            unicodedata.category(character) in {"Cc", "Cs"} or character in "\ufffe\uffff" for character in cell
        ):
            yield Fault(row=row.number, column=column, what="a control character; type the cell again")
