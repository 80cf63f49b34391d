"""Register files as XLSX: read by python-calamine, written by openpyxl."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from gateway.registers.files import limits
from gateway.registers.files.columns import COLUMNS, RegisterKind, Row
from gateway.registers.files.faults import BadFile, Fault
from gateway.registers.files.table import AS_NAMED, Chosen, Table, quote_for_xlsx, renamed, table

Cell = int | float | str | bool | time | date | datetime | timedelta

FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s/>]")
# ECMA-376 part 1 §22.9.2.19 (ST_Xstring): _xHHHH_ in a text stands for a character, and so needs escaping itself.
ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
WHOLE: Final = 2**53  # above it a spreadsheet has lost digits
FIXED_TIME: Final = datetime(2000, 1, 1)  # noqa: DTZ001 -- document properties have no offset
TEXT_ONLY: Final = frozenset({"phones", "phone"})


def read(kind: RegisterKind, content: bytes, chosen: Chosen = AS_NAMED) -> Table:
    """Read the sheet named as the register, or the only sheet.

    Raises:
        BadFile: it cannot be opened, holds formulas, or its columns are not those of *kind*.
    """
    cells = [list(line) for line in renamed(_cells(kind, content), chosen)]
    _check_numbers(cells)
    return table(kind, _texts(cells))


def header(kind: RegisterKind, content: bytes) -> tuple[str, ...]:
    """What the columns of that sheet are called.

    Raises:
        BadFile: it cannot be opened, or holds formulas.
    """
    return tuple(next(_texts(_cells(kind, content)), ()))


def _cells(kind: RegisterKind, content: bytes) -> list[list[Cell]]:
    _check_archive(content)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [sheet.name for sheet in workbook.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
        named = [name for name in sheets if name.lower() == kind] or sheets
        if len(named) != 1:
            raise BadFile((Fault(what=f"{len(sheets)} sheets; name the one to import {kind}"),))
        return workbook.get_sheet_by_name(named[0]).to_python(skip_empty_area=False)
    except PasswordError as error:
        raise BadFile((Fault(what="protected by a password; save it without one"),)) from error
    except (CalamineError, OSError, ValueError) as error:
        raise BadFile((Fault(what="not a workbook that can be read; save it again as XLSX"),)) from error


def _check_archive(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > limits.UNPACKED_BYTES:
                raise BadFile((Fault(what="too large once unpacked; import it in parts"),))
            sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
            # What a formula came to when it was last computed may be old, or missing; nobody would see it.
            if any(FORMULA.search(archive.read(name)) for name in sheets if name.endswith(".xml")):
                raise BadFile((Fault(what="holds formulas; copy the cells and paste them as values"),))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise BadFile((Fault(what="not an XLSX file; save it again as XLSX"),)) from error


def _check_numbers(rows: list[list[Cell]]) -> None:
    """A number has no leading zero and no more than fifteen sure digits: some columns cannot bear that."""
    if not rows:
        return
    header = [str(name).strip().lower() for name in rows[0]]
    faults = [
        Fault(row=number, column=column, what="a number, which loses leading zeros; format the column as text")
        for number, row in enumerate(rows[1:], start=2)
        for column, cell in zip(header, row, strict=False)
        if isinstance(cell, int | float)
        and not isinstance(cell, bool)
        and (column in TEXT_ONLY or abs(cell) >= WHOLE)
    ]
    if faults:
        raise BadFile(tuple(faults))


def _texts(rows: Iterable[list[Cell]]) -> Iterator[list[str]]:
    for row in rows:
        yield [_text(cell) for cell in row]


def _text(cell: Cell) -> str:
    match cell:
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case date() | time():
            return cell.isoformat()  # a date-time lacks its offset here, and its column says so
        case _:
            return str(cell)


def write(kind: RegisterKind, rows: Iterable[Row]) -> bytes:
    """The rows as a workbook, sorted by id, that imports again unchanged; the same rows make the same bytes."""
    lines = [COLUMNS[kind], *(row.cells for row in sorted(rows, key=lambda row: row.id))]
    return workbook([(kind.value, lines)])


def workbook(sheets: Iterable[tuple[str, Sequence[Sequence[str]]]]) -> bytes:
    """Sheets of text, each by its name with its header first; no cell is ever a formula.

    The same sheets make the same bytes.
    """
    made = Workbook()
    made.remove(made.active)
    for name, lines in sheets:
        sheet = made.create_sheet(name)
        sheet.freeze_panes = "A2"
        for number, line in enumerate(lines, start=1):
            for place, text in enumerate(line, start=1):
                if not text:
                    continue
                cell = sheet.cell(row=number, column=place)
                cell.value = ESCAPED.sub("_x005F_", quote_for_xlsx(text))
                cell.data_type = "s"  # else a text that begins with = is written as a formula
                cell.number_format = "@"  # text: what is typed over it keeps its zeros, and its dates as written
    made.properties.created = made.properties.modified = FIXED_TIME
    written = io.BytesIO()
    ExcelWriter(made, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED)).save()
    return _without_times(written.getvalue())


def _without_times(content: bytes) -> bytes:
    """The same archive with one time for all members: the same rows make the same bytes."""
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(again, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, date_time=FIXED_TIME.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return again.getvalue()
