"""The redact command on office documents: end to end, through its room."""

import io
import json
import subprocess
import sys
from pathlib import Path

import openpyxl
from PIL import Image

from redaction.ocr import read_picture
from tests.redaction.documents.builders import OFFICE, Part, docx, paragraph, xml
from tests.redaction.documents.legacy import legacy
from tests.redaction.documents.searcher import recovered
from tests.redaction.documents.test_packages import VBA, workbook_of


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "redaction", *map(str, arguments), "--json"]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_documents_are_told_by_content_and_reported(tmp_path: Path) -> None:
    header = Part(f"{OFFICE}wordprocessingml.header+xml", "header", xml("w:hdr", paragraph("Sarah Jones")))
    letter, sheet, scan = tmp_path / "letter.dat", tmp_path / "list.xlsx", tmp_path / "scan.docx"
    letter.write_bytes(docx(paragraph("Sarah ", "Jones, call 07700 900123"), {"word/header1.xml": header}))
    sheet.write_bytes(workbook_of([["Name", "NHS number"], ["Sarah Jones", 9990000018]]))
    scan.write_bytes(docx(parts={"word/media/image1.png": Part("image/png", "image", b"\x89PNG\r\n\x1a\n")}))

    done = run(letter, sheet, scan)

    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert told[0]["kinds"] == {"name": 2, "contact": 1}
    assert told[0]["read"]["header"] == 1
    assert {hit["place"] for hit in told[0]["hits"]} == {"document", "header"}
    assert told[2]["dropped"] == ["unknown pictures"]
    assert recovered(Path(told[0]["written"]).read_bytes(), ("Jones", "900123")) == []
    book = openpyxl.load_workbook(io.BytesIO(Path(told[1]["written"]).read_bytes()))
    assert [cell.value for cell in book.worksheets[0][2]] == ["[Person 1]", "[NHS number]"]
    assert told[2]["written"] == str(scan.with_name("scan.redacted.docx"))
    assert "Sarah" not in done.stdout + done.stderr


def test_a_document_without_its_macros_has_another_name(tmp_path: Path) -> None:
    file = tmp_path / "form.docm"
    file.write_bytes(docx(paragraph("Nothing."), {"word/vbaProject.bin": VBA}, macros=True))

    done = run(file)

    told = json.loads(done.stdout)
    assert told["written"] == str(tmp_path / "form.redacted.docx")
    assert told["dropped"] == ["macros"]
    assert told["notes"] == ["unread-macros"]
    # A second time the name is taken.
    assert run(file).returncode == 1


def test_a_preview_draws_pages_before_and_after(tmp_path: Path) -> None:
    letter, pages = tmp_path / "letter.docx", tmp_path / "letter.preview"
    letter.write_bytes(docx(paragraph("Sarah Jones called at ten.")))
    pages.mkdir()
    (pages / "after-07.png").write_bytes(b"of an earlier run")
    (pages / "notes.txt").write_bytes(b"somebody's own")

    done = subprocess.run(
        [sys.executable, "-m", "redaction", letter, "--preview"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "1 page before, 1 page after" in done.stderr
    assert "[-Sarah Jones-]{+[Person 1]+}" in done.stdout
    assert {each.name for each in pages.iterdir()} == {"before-01.png", "after-01.png", "notes.txt"}
    assert sorted(each.name for each in tmp_path.iterdir()) == ["letter.docx", "letter.preview"]
    before, after = (read_picture(Image.open(pages / f"{when}-01.png")).text for when in ("before", "after"))
    assert "Sarah Jones called at ten" in before
    assert "[Person 1] called at ten" in after
    assert (pages / "after-01.png").stat().st_mode & 0o077 == 0


def test_a_document_of_the_old_format_has_a_new_name(tmp_path: Path) -> None:
    file = tmp_path / "letter.doc"
    file.write_bytes(legacy("doc"))

    done = run(file)

    told = json.loads(done.stdout)
    assert told["written"] == str(tmp_path / "letter.redacted.docx")
    assert "unread-old-format" in told["notes"]
    assert "old format" in told["dropped"]
    assert recovered(Path(told["written"]).read_bytes(), ("Quillfeather",)) == []
