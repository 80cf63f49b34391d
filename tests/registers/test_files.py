"""Files in and out: what is written reads back the same, and what cannot be read is told."""

import csv
import io
import re
import unicodedata
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from gateway.registers.files import csv_file, limits, xlsx_file
from gateway.registers.files import on_disk as files
from gateway.registers.files.columns import COLUMNS, RegisterKind, Row
from gateway.registers.files.faults import BadFile
from gateway.registers.files.table import Table
from tests.registers.builders import row

PEOPLE, STAFF, GROUNDS = RegisterKind.PEOPLE, RegisterKind.STAFF, RegisterKind.GROUNDS
NAMES = ", ".join(COLUMNS[PEOPLE])
OPEN = "quotation marks are not closed, or a cell is far too long (over 10,000); nothing after it was read"
# A spreadsheet's times have no offset.
MIDNIGHT = datetime(2014, 1, 2)  # noqa: DTZ001 -- as above
HALF_PAST_NINE = datetime(2026, 3, 1, 9, 30)  # noqa: DTZ001 -- as above


def clean(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


AWKWARD = st.sampled_from([
    "=1+1", "+44 7700 900123", "-", "@SUM(A1)", "'=1", "''=1", "'tis", "'", '"', '""', "a,b", "a;b", "_x0041_",
    "_x005F_", "__x0041_", "0123", "1e5", "2026-03-01", "TRUE", "yes", "#N/A", "＝1", "a|b", "<f>", "&amp;", "ﬁ", "é",
    "e\u0301", "\ufeff", "😀", "\u200b", "نص",
])  # fmt: skip
CELLS = st.one_of(
    AWKWARD,
    st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), max_size=20),
).map(clean)


@st.composite
def rows(draw: st.DrawFn, kind: RegisterKind) -> list[Row]:
    """Rows of any text, every id once: what is read and written does not depend on what cells mean."""
    width = len(COLUMNS[kind]) - 1
    names = draw(st.lists(CELLS.filter(bool), unique=True, max_size=5))
    return [Row(id=name, cells=(name, *draw(st.lists(CELLS, min_size=width, max_size=width)))) for name in names]


def read_back(kind: RegisterKind, table: Table) -> list[Row]:
    return [Row(id=line.cells[COLUMNS[kind][0]], cells=tuple(line.cells.values())) for line in table.rows]


@given(rows(GROUNDS))
def test_csv_reads_back_what_was_written(written: list[Row]) -> None:
    content = csv_file.write(GROUNDS, written)
    found = read_back(GROUNDS, csv_file.read(GROUNDS, content))

    assert found == sorted(written, key=lambda each: each.id)
    assert csv_file.write(GROUNDS, found) == content


@given(rows(GROUNDS))
def test_xlsx_reads_back_what_was_written(written: list[Row]) -> None:
    content = xlsx_file.write(GROUNDS, written)
    found = read_back(GROUNDS, xlsx_file.read(GROUNDS, content))

    assert found == sorted(written, key=lambda each: each.id)
    assert xlsx_file.write(GROUNDS, found) == content


@given(rows(GROUNDS))
def test_no_csv_cell_begins_as_a_formula(written: list[Row]) -> None:
    text = csv_file.write(GROUNDS, written).decode("utf-8-sig")

    cells = [cell for line in csv.reader(io.StringIO(text, newline="")) for cell in line]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))]


def test_no_xlsx_cell_is_a_formula() -> None:
    content = xlsx_file.write(PEOPLE, [row(PEOPLE, name="=HYPERLINK(1)")])
    sheet = load_workbook(io.BytesIO(content)).active

    assert sheet["B2"].value == "=HYPERLINK(1)"
    assert sheet["B2"].data_type == "s"
    assert sheet["B2"].number_format == "@"


def test_a_formula_that_was_quoted_for_csv_comes_in_unquoted_from_either() -> None:
    text = csv_file.write(PEOPLE, [row(PEOPLE, phones="+44 7700 900123")]).decode("utf-8-sig")
    workbook = Workbook()
    for line in text.splitlines():
        workbook.active.append(line.split(","))

    assert "'+44 7700 900123" in text
    for table in (csv_file.read(PEOPLE, text.encode()), xlsx_file.read(PEOPLE, saved(workbook))):
        assert table.rows[0].cells["phones"] == "+44 7700 900123"


def saved(workbook: Workbook) -> bytes:
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def sheet_of(*lines: list[object], title: str = "Sheet1") -> bytes:
    workbook = Workbook()
    workbook.active.title = title
    for line in lines:
        workbook.active.append(line)
    return saved(workbook)


def csv_faults(content: bytes, kind: RegisterKind = PEOPLE) -> list[str]:
    with pytest.raises(BadFile) as bad:
        csv_file.read(kind, content)
    return [str(fault) for fault in bad.value.faults]


def xlsx_faults(content: bytes, kind: RegisterKind = PEOPLE) -> list[str]:
    with pytest.raises(BadFile) as bad:
        xlsx_file.read(kind, content)
    return [str(fault) for fault in bad.value.faults]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"id,name\nP-1,Mia\n", id="lf"),
        pytest.param(b"\xef\xbb\xbfid,name\r\nP-1,Mia\r\n", id="bom-crlf"),
        pytest.param(b"name,id\nMia,P-1", id="other-order-no-last-line-end"),
        pytest.param(b" ID , Name \n P-1 , Mia \n", id="spaces-and-capitals"),
        pytest.param(b"id,name,,\n\n,,,\nP-1,Mia,,\n,,,\n", id="empty-columns-and-rows"),
        pytest.param(b'id,name\n"P-1","Mia"\n', id="quoted"),
    ],
)
def test_csv_as_programs_write_it(content: bytes) -> None:
    assert [line.cells for line in csv_file.read(PEOPLE, content).rows] == [{"id": "P-1", "name": "Mia"}]


def test_a_line_break_within_a_cell_becomes_a_space_and_rows_are_counted_as_the_spreadsheet_does() -> None:
    table = csv_file.read(PEOPLE, b'id,addresses\nP-1,"14 Larch Road\r\nLondon"\n\nP-2,x\n')

    assert [(line.number, line.cells["addresses"]) for line in table.rows] == [(2, "14 Larch Road London"), (4, "x")]


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        pytest.param(b"", [f"row 1: no header; the first row names the columns: {NAMES}"], id="empty"),
        pytest.param(
            b"id;name\nP-1;Mia\n", ["row 1: separated by semicolons; save the file with commas"], id="semicolons"
        ),
        pytest.param(
            b"id,nhs_numbr\n", ["row 1: column 2 is none of people (did you mean nhs_number?)"], id="did-you-mean"
        ),
        pytest.param(
            b"P-1,Ana Sharma\n",
            [
                f"row 1: column 1 is none of people; the columns are {NAMES}",
                f"row 1: column 2 is none of people; the columns are {NAMES}",
                "row 1: no column id; it tells the rows apart",
            ],
            id="no-header-quotes-nobody",
        ),
        pytest.param(b"id,name,name\n", ["row 1, column name: named twice; keep one"], id="twice"),
        pytest.param(
            b"id,name\nP-1\nP-2,Mia,x\nP-3,Mia\n",
            [
                "row 2: 1 cells, but the header has 2; look for a missing quotation mark or comma",
                "row 3: 3 cells, but the header has 2; look for a missing quotation mark or comma",
            ],
            id="too-short-and-too-long",
        ),
        pytest.param(
            b"id,name\nP-1,M\xeda\n", ["row 2: not UTF-8; save it as “CSV UTF-8”, or as XLSX"], id="latin-1"
        ),
        pytest.param(
            "id,name\n".encode("utf-16-le"),
            ["not a CSV file: it holds NUL characters; save it as “CSV UTF-8”, or as XLSX"],
            id="utf-16",
        ),
        pytest.param(
            b'id,name\nP-1,Mia\nP-2,"Ben\n',
            [
                f"row 3: {OPEN}",
            ],
            id="open-quotation",
        ),
        pytest.param(
            b"id,name\nP-1,M\x07ia\n", ["row 2, column name: a control character; type the cell again"], id="bell"
        ),
        pytest.param(
            b"id,name\nP-1," + b"x" * 10_001 + b"\n",
            ["row 2, column name: more than 10,000 characters; shorten it"],
            id="one-character-over",
        ),
    ],
)  # fmt: skip
def test_csv_that_cannot_be_read(content: bytes, faults: list[str]) -> None:
    assert csv_faults(content) == faults


def test_a_cell_at_the_limit_is_read() -> None:
    table = csv_file.read(PEOPLE, b"id,name\nP-1," + b"x" * limits.CELL_CHARACTERS + b"\n")

    assert len(table.rows[0].cells["name"]) == limits.CELL_CHARACTERS


def test_xlsx_as_people_type_it() -> None:
    content = sheet_of(
        ["id", "name", "date_of_birth", "nhs_number", "case_ids"],
        ["P-1", " Mia ", date(2015, 3, 4), 9990000018, 1041],
        [],
        ["P-2", "Ben", MIDNIGHT, "999 000 0026", True],
    )

    found = [(line.number, *line.cells.values()) for line in xlsx_file.read(PEOPLE, content).rows]

    assert found == [
        (2, "P-1", "Mia", "2015-03-04", "9990000018", "1041"),
        (4, "P-2", "Ben", "2014-01-02", "999 000 0026", "yes"),
    ]


def test_a_time_in_xlsx_lacks_its_offset_and_stays_so() -> None:
    content = sheet_of(["id", "given_on"], ["C-1", HALF_PAST_NINE])

    assert xlsx_file.read(RegisterKind.CONSENTS, content).rows[0].cells["given_on"] == "2026-03-01T09:30:00"


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        pytest.param(
            sheet_of(["id", "name"], ["P-1", "=A1"]),
            ["holds formulas; copy the cells and paste them as values"],
            id="formula",
        ),
        pytest.param(
            sheet_of(["id", "phones"], ["P-1", 7700900123]),
            ["row 2, column phones: a number, which loses leading zeros; format the column as text"],
            id="phone-as-number",
        ),
        pytest.param(
            sheet_of(["id", "case_ids"], ["P-1", 2**53]),
            ["row 2, column case_ids: a number, which loses leading zeros; format the column as text"],
            id="digits-lost",
        ),
        pytest.param(b"id,name\n", ["not an XLSX file; save it again as XLSX"], id="csv-in-disguise"),
        pytest.param(sheet_of(["id"])[:-40], ["not an XLSX file; save it again as XLSX"], id="cut-off"),
    ],
)
def test_xlsx_that_cannot_be_read(content: bytes, faults: list[str]) -> None:
    assert xlsx_faults(content) == faults


def test_a_zip_that_is_no_workbook() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("hello.txt", "hello")

    assert xlsx_faults(content.getvalue()) == ["not a workbook that can be read; save it again as XLSX"]


def test_one_of_several_sheets_is_named_as_the_register() -> None:
    workbook = Workbook()
    workbook.active.append(["notes"])
    other = workbook.create_sheet("Other")
    other.append(["id", "name"])
    other.append(["P-1", "Mia"])

    assert xlsx_faults(saved(workbook)) == ["2 sheets; name the one to import people"]
    other.title = "People"
    assert xlsx_file.read(PEOPLE, saved(workbook)).rows[0].cells["name"] == "Mia"


def test_files_are_told_apart_by_name_and_readable_by_their_owner_alone(tmp_path: Path) -> None:
    for name in ("staff.csv", "staff.XLSX"):
        path = tmp_path / name
        path.write_text("older")
        path.chmod(0o644)

        files.write(STAFF, path, [row(STAFF)])

        assert path.stat().st_mode & 0o777 == 0o600
        assert files.read(STAFF, path).rows[0].cells["email"] == "ana@ours.example"


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("staff.ods", "neither .csv nor .xlsx; give the file one of these names"),
        ("missing.csv", "cannot be read: No such file or directory"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, fault: str) -> None:
    (tmp_path / "staff.ods").touch()

    with pytest.raises(BadFile, match=re.escape(fault)):
        files.read(STAFF, tmp_path / name)


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    with path.open("wb") as file:
        file.truncate(limits.FILE_BYTES + 1)

    with pytest.raises(BadFile, match="larger than 256 MiB; import it in parts"):
        files.read(PEOPLE, path)
