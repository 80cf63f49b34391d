"""A report as a file: the same in every format, and nothing in it is obeyed by a spreadsheet."""

import csv
import io
import json
import stat
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from gateway.model.errors import PermanentFailure
from gateway.reports.files import Format, as_bytes, write_private
from gateway.reports.report import Report, Sheet

EVIL = '=HYPERLINK("https://x.example","y")'
REPORT = Report(
    name="review",
    sheets=(
        Sheet(name="cases", columns=("case", "why"), rows=(("GW-1", EVIL), ("GW-2", "Zoë, +44"))),
        Sheet(name="reasons", columns=("reason",), rows=(("@x",),)),
    ),
)


def test_csv_is_the_first_sheet_and_no_cell_is_a_formula() -> None:
    content = as_bytes(REPORT, Format.CSV)

    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows == [["case", "why"], ["GW-1", f"'{EVIL}"], ["GW-2", "Zoë, +44"]]


def test_a_workbook_has_every_sheet_and_no_formula() -> None:
    content = as_bytes(REPORT, Format.XLSX)

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["cases", "reasons"]
    assert book.get_sheet_by_name("cases").to_python()[1] == ["GW-1", EVIL]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    assert content == as_bytes(REPORT, Format.XLSX)


def test_json_has_every_sheet() -> None:
    found = json.loads(as_bytes(REPORT, Format.JSON))

    assert found == {
        "report": "review",
        "cases": [{"case": "GW-1", "why": EVIL}, {"case": "GW-2", "why": "Zoë, +44"}],
        "reasons": [{"reason": "@x"}],
    }


def test_a_file_is_its_owners_alone_even_where_another_stood(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    file.write_text("old")
    file.chmod(0o644)

    write_private(file, b"new")

    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"new", 0o600)
    with pytest.raises(PermanentFailure, match="cannot be written"):
        write_private(tmp_path / "none" / "out.csv", b"new")
