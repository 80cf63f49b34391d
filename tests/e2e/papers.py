"""A Word document, a workbook, a PDF and a scan that say the same, as four files of one mail, and what opens them."""

import io
import subprocess
from typing import Final

import openpyxl
import pymupdf

from tests.redaction.documents import pdf_searcher, searcher
from tests.redaction.documents.builders import DOCX, XLSX, docx, paragraph
from tests.redaction.documents.picture_searcher import holds
from tests.redaction.documents.test_packages import workbook_of
from tests.redaction.ocr.pages import page

_PDF: Final = "application/pdf"
_JPEG: Final = "image/jpeg"


def papers(*lines: str) -> list[tuple[str, str, bytes]]:
    """The four files: name, media type, content."""
    with pymupdf.open() as document:
        shown = document.new_page()
        for number, line in enumerate(lines):
            shown.insert_text((60, 80 + 24 * number), line, fontsize=12)
        pdf: bytes = document.tobytes()
    scan = io.BytesIO()
    page(lines, size=(1240, 400)).convert("RGB").save(scan, "JPEG", quality=85, dpi=(150, 150))
    return [
        ("report.docx", DOCX, docx("".join(paragraph(line) for line in lines))),
        ("list.xlsx", XLSX, workbook_of([[line] for line in lines])),
        ("letter.pdf", _PDF, pdf),
        ("scan.jpeg", _JPEG, scan.getvalue()),
    ]


def holds_any(media_type: str, data: bytes, *values: str) -> bool:
    """Whether one of the values can be had from a file by any means; letters and digits of a picture by OCR."""
    if media_type == _JPEG:
        return any(holds(data, value) for value in values)
    found = pdf_searcher.recovered if media_type == _PDF else searcher.recovered
    return bool(found(data, values))


def opened(media_type: str, data: bytes, folder: str) -> str:
    """What another program shows of a file.

    Raises:
        subprocess.CalledProcessError, ValueError: it does not open it.
    """
    if media_type == XLSX:
        rows = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True)
        return "\n".join(str(cell) for row in rows for cell in row)
    if media_type == _PDF:
        return subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()
    if media_type == _JPEG:
        command = ["tesseract", "stdin", "stdout", "--dpi", "150"]
        return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()
    with open(f"{folder}/a.docx", "wb") as file:
        file.write(data)
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--cat", f"{folder}/a.docx"]
    return subprocess.run(command, capture_output=True, check=True, timeout=120).stdout.decode()
