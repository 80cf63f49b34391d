"""Files laid over a register in the console; changes put back; people entered twice."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import pytest

from gateway.console.pages.governance.bring_in import UPLOAD_BYTES
from gateway.console.security import MAX_BODY
from gateway.model.outcome import RecordKind
from gateway.model.parties import PersonId
from gateway.record.reading import entries
from gateway.registers.files import csv_file, xlsx_file
from gateway.registers.files.columns import COLUMNS, RegisterKind
from gateway.registers.files.table import Table
from tests.console.conftest import RunningConsole
from tests.console.http import Answered, Browser
from tests.console.people import IRIS, signed_in

PEOPLE = RegisterKind.PEOPLE
TWO = b"id,name,date_of_birth\nP-I1,Ivy Stone,2014-01-02\nP-I2,Ned Stone,2016-03-04\n"


@pytest.fixture(scope="module")
def lead(running: RunningConsole) -> Browser:
    return signed_in(running, IRIS)


@pytest.fixture(autouse=True)
def clean(running: RunningConsole) -> Iterator[None]:
    """Whoever a test brought in is gone after it."""
    before = set(running.app.registers().snapshot().people)
    yield
    came = set(running.app.registers().snapshot().people) - before
    nothing, now = Table(columns=(), rows=()), datetime.now(UTC)
    running.app.registers().lay(PEOPLE, nothing, end=came, by="test", at=now)


def _names(running: RunningConsole) -> set[str]:
    return {one.name for one in running.app.registers().snapshot().people.values()}


def _token(lead: Browser) -> str:
    return lead.get("/governance").token


def _upload(lead: Browser, content: bytes, name: str = "people.csv", **form: str) -> Answered:
    return lead.upload("/registers/people/import", {"form_token": _token(lead), **form}, "file", content, name)


def _hidden(page: Answered) -> dict[str, str]:
    found = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.text))
    found["form_token"] = page.token
    return found


def _applied(lead: Browser, page: Answered, form: Mapping[str, str] | None = None) -> Answered:
    return lead.post("/registers/people/import/apply", {**_hidden(page), **(form or {})})


def _counts(page: Answered) -> dict[str, str]:
    return {title: count for count, title in re.findall(r'number">([\d,]+)</span>([a-z ]+)', page.text)}


def test_a_file_is_tried_out_and_then_taken_in(running: RunningConsole, lead: Browser) -> None:
    page = _upload(lead, TWO + b"P-1,Mia Okafor,2015-03-04\n")
    assert _counts(page) == {"new": "2", "changed": "0", "ended": "0", "as before": "1"}
    assert "Ivy Stone" not in _names(running)
    assert _applied(lead, page).goes_to == "/registers/people?done=imported"
    assert {"Ivy Stone", "Ned Stone"} <= _names(running)
    changed = entries(running.app.database, kinds=[RecordKind.REGISTER_CHANGED])[-1]
    assert (changed.by, changed.facts["added_ids"]) == (IRIS, ["P-I1", "P-I2"])


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_was_taken_out_comes_in_unchanged(lead: Browser, running: RunningConsole, form: str) -> None:
    rows = running.app.registers().export_rows(PEOPLE)
    content = csv_file.write(PEOPLE, rows) if form == "csv" else xlsx_file.write(PEOPLE, rows)
    page = _upload(lead, content, f"people.{form}", rest="end")
    counts = _counts(page)
    assert (counts["new"], counts["changed"], counts["ended"]) == ("0", "0", "0")
    assert "says all of this already" in page.text
    assert "Put it into the register" not in page.text


def test_columns_of_another_name_are_chosen(running: RunningConsole, lead: Browser) -> None:
    page = _upload(lead, b"Ref,Full name,Date of birth,Shoe size\nP-I1,Ivy Stone,2014-01-02,31\n")
    assert "Which column is which?" in page.text
    assert page.text.count("selected") == 1  # what our own pages call it is known
    chosen = {**_hidden(page), "column-0": "id", "column-1": "name", "column-2": "date_of_birth", "column-3": ""}
    wrong = lead.post("/registers/people/import/columns", {**chosen, "column-0": "name"})
    assert wrong.status == 422
    assert "entries are told apart by it" in wrong.text
    assert "is chosen twice" in wrong.text
    tried = lead.post("/registers/people/import/columns", chosen)
    assert _counts(tried)["new"] == "1"
    assert _applied(lead, tried).status == 303
    assert running.app.registers().snapshot().people[PersonId("P-I1")].name == "Ivy Stone"


def test_faults_tell_row_column_and_remedy_and_nothing_is_taken_in(running: RunningConsole, lead: Browser) -> None:
    page = _upload(lead, TWO + b"P-I3,,03/04/2015\nP-I1,Twice,2011-01-01\n")
    assert page.status == 422
    assert "In the file 3 things are wrong" in page.text
    for row, column, what in (
        ("4", "Name", "empty"),
        ("4", "Date of birth", "write it as"),
        ("5", "Reference", "row 2"),
    ):
        assert re.search(rf">{row}</td>.*?>{column}</td>.*?{what}", page.text, re.DOTALL)
    assert "Put it into the register" not in page.text
    assert _applied(lead, page).status == 422
    assert "Ivy Stone" not in _names(running)


def test_what_changed_after_the_trial_is_tried_again(running: RunningConsole, lead: Browser) -> None:
    page = _upload(lead, b"id,name,ward\nP-3,Daniel Price,Ravenscourt\n")
    row = {"id": "P-3", "name": "Daniel Price", "language": "English"}
    running.app.registers().apply(PEOPLE, [row], replace=False, by="test", at=datetime.now(UTC))
    late = _applied(lead, page)
    assert late.status == 422
    assert "look at it again" in late.text
    assert running.app.registers().snapshot().people[PersonId("P-3")].ward == ""
    assert _applied(lead, late).status == 303
    assert running.app.registers().snapshot().people[PersonId("P-3")].ward == "Ravenscourt"


def test_the_rest_ends_only_when_that_is_asked(running: RunningConsole, lead: Browser) -> None:
    _applied(lead, _upload(lead, TWO))
    rows = [row for row in running.app.registers().export_rows(PEOPLE) if row.id != "P-I2"]
    page = _upload(lead, csv_file.write(PEOPLE, rows), rest="end")
    assert _counts(page)["ended"] == "1"
    assert _applied(lead, page).status == 303
    assert "Ned Stone" not in _names(running)


def test_nobody_brings_in_or_ends_what_names_them(running: RunningConsole, lead: Browser) -> None:
    row = {"id": "P-ME", "name": "Iris G", "emails": IRIS}
    running.app.registers().apply(PEOPLE, [row], replace=False, by="test", at=datetime.now(UTC))
    page = _upload(lead, b"id,name\nP-ME,Nobody\nP-I1,Ivy Stone\n")
    assert page.status == 422
    assert "names you or your household" in page.text
    rows = [row for row in running.app.registers().export_rows(PEOPLE) if row.id != "P-ME"]
    assert _counts(_upload(lead, csv_file.write(PEOPLE, rows), rest="end"))["ended"] == "0"


def _zip(names: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in names.items():
            archive.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        pytest.param("people.csv", b"", "Choose a file", id="empty"),
        pytest.param("", TWO, "Choose a file", id="none"),
        pytest.param("people.ods", TWO, "Neither .csv nor .xlsx", id="another-kind"),
        pytest.param("people.csv", b"id,name\n\xff\xfe", "not UTF-8", id="not-utf-8"),
        pytest.param("people.csv", b'id,name\n"P-1', "not closed", id="open-quote"),
        pytest.param("people.xlsx", TWO, "Not an XLSX file", id="not-what-its-name-says"),
        pytest.param("people.xlsx", _zip({"xl/worksheets/a.xml": b"<f>1</f>"}), "Holds formulas", id="formulas"),
        pytest.param("people.xlsx", _zip({"a": b"0" * 2**21}), "cannot be read|can be read", id="no-workbook"),
    ],
)
def test_files_that_cannot_be_read_are_told(lead: Browser, name: str, content: bytes, fault: str) -> None:
    page = _upload(lead, content, name)
    assert page.status == 422
    assert re.search(fault, page.text, re.IGNORECASE)


def test_a_header_with_markup_shows_as_text(lead: Browser) -> None:
    page = _upload(lead, b"id,<script>alert(1)</script>\nP-I1,x\n")
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert" in page.text


def test_a_file_too_large_and_a_file_of_somebody_else_are_not_taken(running: RunningConsole, lead: Browser) -> None:
    token = _token(lead)
    path, form = "/registers/people/import", {"form_token": token}
    kind = {"Content-Type": "multipart/form-data; boundary=x", "Sec-Fetch-Site": "same-origin"}
    # Refused by what it says of its length, before any of it is read.
    huge = {**kind, "Content-Length": str(UPLOAD_BYTES + MAX_BODY + 1)}
    assert lead.ask("POST", path, b"", huge).status == 413
    other = signed_in(running, "ben.doyle@family-support.example")
    assert other.upload(path, form, "file", TWO, "a.csv").status == 404
    stranger = running.browser()
    assert stranger.upload(path, form, "file", TWO, "a.csv").goes_to == "/sign-in"


def test_a_file_that_is_kept_no_longer_is_asked_for_again(lead: Browser) -> None:
    page = _upload(lead, TWO)
    _upload(lead, b"id,name\nP-I9,Other\n")
    gone = _applied(lead, page)
    assert gone.status == 422
    assert "Choose it again" in gone.text


def test_a_change_is_put_back(running: RunningConsole, lead: Browser) -> None:
    _applied(lead, _upload(lead, TWO + b"P-4,Karen Pryce,1983-01-30\n"))
    generation = running.app.registers().generation()
    assert "2 added, 1 changed, 0 ended" in lead.get("/registers/people/changes").text
    page = lead.get(f"/registers/people/undo?generation={generation}")
    done = lead.post("/registers/people/undo", _hidden(page))
    assert done.goes_to == "/registers/people?done=undone"
    assert "Karen Price" in _names(running)
    assert not {"Ivy Stone", "Karen Pryce"} & _names(running)
    assert lead.get(f"/registers/consents/undo?generation={generation}").status == 404
    late = lead.get(f"/registers/people/undo?generation={generation}")
    assert "changed again later" in late.text
    assert lead.post("/registers/people/undo", {**_hidden(page), "form_token": late.token}).status == 422


def test_two_entries_of_one_person_become_one_and_two_again(running: RunningConsole, lead: Browser) -> None:
    _applied(lead, _upload(lead, b"id,name,date_of_birth\nP-I1,Mia Okafer,2015-03-04\nP-I2,Ned,2016-03-04\n"))
    wrong = lead.post("/registers/people/merge/check", {"form_token": _token(lead), "old": "P-I2", "new": "P-1"})
    assert wrong.status == 422
    assert "another date of birth" in wrong.text
    for old, new in (("P-NONE", "P-1"), ("P-1", "P-1")):
        page = lead.post("/registers/people/merge/check", {"form_token": _token(lead), "old": old, "new": new})
        assert page.status == 422
    page = lead.post("/registers/people/merge/check", {"form_token": _token(lead), "old": "P-I1", "new": "P-1"})
    assert "Are these one person?" in page.text
    assert lead.post("/registers/people/merge", _hidden(page)).status == 303
    assert running.app.registers().directory().moved[PersonId("P-I1")] == "P-1"
    assert "Entered twice" in lead.get("/registers/people?search=okafer").text
    generation = running.app.registers().generation()
    back = lead.get(f"/registers/people/undo?generation={generation}")
    assert lead.post("/registers/people/undo", _hidden(back)).status == 303
    assert PersonId("P-I1") not in running.app.registers().directory().moved


def test_the_shipped_columns_are_known(lead: Browser) -> None:
    header = ",".join(COLUMNS[PEOPLE]).encode()
    assert "What the file would change" in _upload(lead, header + b"\n").text
