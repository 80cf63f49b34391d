"""A report as a file: CSV, XLSX or JSON, safe to open in a spreadsheet, and its owner's alone."""

import csv
import io
import json
from enum import StrEnum
from pathlib import Path
from typing import Final

from gateway.model.errors import PermanentFailure
from gateway.registers.files.table import quote_for_csv
from gateway.registers.files.xlsx_file import workbook
from gateway.reports.report import Report


class Format(StrEnum):
    """What kind of file."""

    CSV = "csv"  # the first sheet
    XLSX = "xlsx"
    JSON = "json"


MEDIA_TYPES: Final = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.JSON: "application/json",
}


def as_bytes(report: Report, form: Format) -> bytes:
    """The report in a format; the same report makes the same bytes."""
    match form:
        case Format.CSV:
            return _csv(report)
        case Format.XLSX:
            return workbook([(sheet.name, (sheet.columns, *sheet.rows)) for sheet in report.sheets])
        case Format.JSON:
            sheets = {
                sheet.name: [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]
                for sheet in report.sheets
            }
            text = json.dumps({"report": report.name, **sheets}, ensure_ascii=False, indent=1)
            return f"{text}\n".encode()


def write_private(file: Path, content: bytes) -> None:
    """Write a file (0600), in place of one that is there.

    Raises:
        PermanentFailure: it cannot be written.
    """
    try:
        # Created with its rights, not given them later: it holds personal data from its first byte.
        file.unlink(missing_ok=True)
        file.touch(mode=0o600, exist_ok=False)
        file.write_bytes(content)
    except OSError as error:
        raise PermanentFailure(f"{file}: cannot be written: {error.strerror}") from error


def _csv(report: Report) -> bytes:
    sheet = report.sheets[0]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for row in (sheet.columns, *sheet.rows):
        writer.writerow([quote_for_csv(cell) for cell in row])
    # With its byte order mark, or spreadsheet programs read it in the code page of the day.
    return text.getvalue().encode("utf-8-sig")
