"""Register files as CSV (RFC 4180), UTF-8."""

import csv
import io
from collections.abc import Iterable, Iterator

from gateway.registers.files import limits
from gateway.registers.files.columns import COLUMNS, RegisterKind, Row
from gateway.registers.files.faults import BadFile, Fault
from gateway.registers.files.table import AS_NAMED, Chosen, Table, quote_for_csv, renamed, table


def read(kind: RegisterKind, content: bytes, chosen: Chosen = AS_NAMED) -> Table:
    """Read a CSV file; a byte order mark may stand first.

    Raises:
        BadFile: it is no UTF-8, no CSV, or its columns are not those of *kind*.
    """
    return table(kind, renamed(_rows(_text(content)), chosen))


def header(content: bytes) -> tuple[str, ...]:
    """What its columns are called.

    Raises:
        BadFile: it is no UTF-8 or no CSV.
    """
    return tuple(next(_rows(_text(content)), ()))


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        what = "not UTF-8; save it as “CSV UTF-8”, or as XLSX"
        raise BadFile((Fault(row=row, what=what),)) from error
    if "\0" in text:
        raise BadFile((Fault(what="not a CSV file: it holds NUL characters; save it as “CSV UTF-8”, or as XLSX"),))
    return text


def _rows(text: str) -> Iterator[list[str]]:
    # A row that a spreadsheet counts may span lines, so records are counted, not lines. `strict` makes an open
    # quotation mark a fault: without it the rest of the file would become one cell.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    while True:
        number += 1
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            what = f"quotation marks are not closed, or a cell is far too long (over {limits.CELL_CHARACTERS:,})"
            raise BadFile((Fault(row=number, what=f"{what}; nothing after it was read"),)) from error


def write(kind: RegisterKind, rows: Iterable[Row]) -> bytes:
    """The rows as a CSV file, sorted by id, that imports again unchanged; the same rows make the same bytes."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS[kind])
    for row in sorted(rows, key=lambda row: row.id):
        writer.writerow([quote_for_csv(cell) for cell in row.cells])
    # With its byte order mark, or spreadsheet programs read it in the code page of the day.
    return text.getvalue().encode("utf-8-sig")
