"""Everyday PDFs of many programs: whether they are held without need, and how much of their other words stays.

Letters, tables, columns, forms and scans of invented people are written by LibreOffice (plain, tagged, PDF/A),
Chromium, cairo, MuPDF, qpdf, Pillow and tesseract, whatever of them is here. Two names, a number and a telephone
number are cut everywhere; poppler says how many pages and words there were before and after.
Run as ``python -m benchmarks.ordinary_pdfs [FOLDER]``; what is written stays in the folder.
"""

import io
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pikepdf
import pymupdf
from PIL import Image, ImageDraw, ImageFont

from redaction import Cut, Document, Plan, StillThere, TooLarge, Unreadable
from redaction.file_room import FileRoom
from redaction.isolate import RoomLimits

VALUES: Final = re.compile(r"Grace\s+Okafor|Adaeze\s+Okafor|999\s?123\s?4560|07700\s?900123")
_TEXT: Final = (
    "The worker was at home with Grace Okafor and her mother Adaeze Okafor. The school was told about the plan that"
    " was agreed in March. Attendance has been good, and the family were happy with the support offered to them."
    " Her NHS number is 999 123 4560. Please ring 07700 900123 before noon. Difficult affairs: the office staff"
    " fill in five fields."
)
_ROWS: Final = "".join(
    f"<tr><td>{day} March</td><td>Visit {day}</td><td>{'Grace Okafor' if day % 3 else 'Nobody'}</td>"
    "<td>07700 900123</td></tr>"
    for day in range(1, 25)
)
PAGES: Final = {
    "letter": f"<h1>Family support</h1><p>Dear colleague,</p><p>{_TEXT}</p><p>Yours,<br>the team</p>",
    "long": "<h1>Assessment</h1>" + f"<p>{_TEXT}</p>" * 40,
    "table": f"<h2>Visits</h2><table border=1><tr><th>Day</th><th>What</th><th>Who</th></tr>{_ROWS}</table>",
    "columns": f"<div style='column-count:2'><p>{_TEXT}</p><p>{_TEXT}</p><p>{_TEXT}</p><p>{_TEXT}</p></div>",
    "lists": f"<ol><li>{_TEXT}</li><li><b>{_TEXT}</b></li><li><i>{_TEXT}</i></li></ol><ul><li>{_TEXT}</li></ul>",
    "pictures": f"<p><img src='logo.png' width=120></p><p>{_TEXT}</p><p><img src='sign.png' width=160></p>",
    "small": f"<p style='font-size:7pt'>{_TEXT}</p><p style='font-size:22pt;color:#777'>{_TEXT}</p>",
    "linked": f"<p><a href='https://www.example.org/help'>Where help is</a></p><p>{_TEXT}</p><h2>More</h2>{_TEXT}",
}
EXPORTS: Final = {
    "plain": "pdf:writer_web_pdf_Export",
    "tagged": 'pdf:writer_web_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}',
    "pdfa1": 'pdf:writer_web_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"1"}}',
    "pdfa2": 'pdf:writer_web_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"}}',
}


def _pictures(folder: Path) -> None:
    logo = Image.new("RGB", (360, 120), "white")
    draw = ImageDraw.Draw(logo)
    draw.ellipse((10, 10, 110, 110), fill=(0, 94, 165))
    draw.text((130, 35), "Northgate", fill=(0, 94, 165), font=ImageFont.load_default(44))
    logo.save(folder / "logo.png")
    sign = Image.new("RGB", (400, 120), "white")
    points = [(20 + 6 * at, 60 + (at * 37 % 50 - 25) * (1 if at % 2 else -1)) for at in range(60)]
    ImageDraw.Draw(sign).line(points, fill=(20, 20, 90), width=4, joint="curve")
    sign.save(folder / "sign.png")


def _office(folder: Path) -> None:
    for name, how in EXPORTS.items():
        sources = [str(folder / f"{page}.html") for page in PAGES]
        out = folder / f"office-{name}"
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", how]
        subprocess.run([*command, "--outdir", str(out), *sources], capture_output=True, timeout=300, check=False)


def _browser(folder: Path) -> None:
    (folder / "browser").mkdir(exist_ok=True)
    for page in PAGES:
        command = [
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={folder}/browser-profile",
        ]
        command += [f"--print-to-pdf={folder}/browser/{page}.pdf", f"file://{folder}/{page}.html"]
        subprocess.run(command, capture_output=True, timeout=120, check=False)


def _cairo(folder: Path) -> None:
    (folder / "cairo").mkdir(exist_ok=True)
    for file in sorted(folder.glob("office-plain/*.pdf"))[:4]:
        subprocess.run(["pdftocairo", "-pdf", str(file), str(folder / "cairo" / file.name)], timeout=60, check=False)


def _rewritten(folder: Path) -> None:
    (folder / "qpdf").mkdir(exist_ok=True)
    for file in sorted(folder.glob("office-tagged/*.pdf"))[:3]:
        with pikepdf.open(file) as pdf:
            packed = pikepdf.ObjectStreamMode.generate
            pdf.save(folder / "qpdf" / f"packed-{file.name}", object_stream_mode=packed, linearize=True)
            for page in pdf.pages:
                page.rotate(90, relative=True)
            pdf.save(folder / "qpdf" / f"turned-{file.name}")


def _plain_made(folder: Path) -> None:
    made = folder / "mupdf"
    made.mkdir(exist_ok=True)
    for page in ("letter", "lists", "table"):
        writer = pymupdf.DocumentWriter(str(made / f"{page}.pdf"))
        story, more = pymupdf.Story(html=(folder / f"{page}.html").read_text()), 1
        paper = pymupdf.paper_rect("a4")
        while more:
            device = writer.begin_page(paper)
            more, _ = story.place(pymupdf.Rect(50, 50, paper.x1 - 50, paper.y1 - 50))
            story.draw(device)
            writer.end_page()
        writer.close()
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_textbox((72, 72, 520, 300), _TEXT)
        for number, value in enumerate(("Grace Okafor", "07700 900123", "Seen at home")):
            widget = pymupdf.Widget()
            widget.field_name, widget.field_value = f"field{number}", value
            widget.field_type, widget.rect = (
                pymupdf.PDF_WIDGET_TYPE_TEXT,
                pymupdf.Rect(72, 320 + 40 * number, 300, 345 + 40 * number),
            )
            page.add_widget(widget)
        document.save(made / "form.pdf")


def _scans(folder: Path) -> None:
    made = folder / "scans"
    made.mkdir(exist_ok=True)
    sheet = Image.new("L", (1654, 2338), 255)
    draw = ImageDraw.Draw(sheet)
    words, lines = _TEXT.split(), [""]
    for word in words * 2:
        lines[-1:] = [f"{lines[-1]} {word}".strip()] if len(lines[-1]) < 70 else [lines[-1], word]
    for number, line in enumerate(lines):
        draw.text((180, 200 + 52 * number), line, fill=25, font=ImageFont.load_default(34))
    turned = sheet.rotate(0.8, fillcolor=255, resample=Image.Resampling.BICUBIC)
    sheet.save(made / "scan.pdf", resolution=200)
    turned.convert("RGB").save(made / "scan-colour.pdf", resolution=200, quality=70)
    sheet.convert("1").save(made / "fax.pdf", resolution=200)
    turned.save(made / "page.png", dpi=(200, 200))
    command = ["tesseract", str(made / "page.png"), str(made / "searchable"), "pdf"]
    subprocess.run(command, capture_output=True, timeout=120, check=False)
    (made / "page.png").unlink()


def make(folder: Path) -> Iterator[Path]:
    """Write all that the programs here can write."""
    _pictures(folder)
    for page, body in PAGES.items():
        source = f"<html><head><meta charset='utf-8'><title>{page}</title></head><body>{body}</body></html>"
        (folder / f"{page}.html").write_text(source, encoding="utf-8")
    for program, write in (
        ("soffice", _office),
        ("chromium", _browser),
        ("pdftocairo", _cairo),
        ("tesseract", _scans),
    ):
        if shutil.which(program):
            write(folder)
    _rewritten(folder)
    _plain_made(folder)
    yield from sorted(folder.glob("*/*.pdf"))


def plan_of(document: Document) -> Plan:
    """What a detector that knows the values would have cut."""
    return Plan(
        cuts=tuple(
            Cut(unit=unit.id, start=found.start(), end=found.end(), replacement="[Person 1]")
            for unit in document.units
            for found in VALUES.finditer(unit.text)
        )
    )


def seen(data: bytes) -> tuple[int, Counter[str]]:
    """Pages, and words that are none of the values, as poppler has them."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        told = subprocess.run(["pdfinfo", file.name], capture_output=True, text=True, timeout=60, check=False).stdout
        text = subprocess.run(
            ["pdftotext", file.name, "-"], capture_output=True, text=True, timeout=60, check=False
        ).stdout
    pages = re.search(r"Pages:\s+(\d+)", told)
    return int(pages[1]) if pages else 0, Counter(re.findall(r"\w{2,}", VALUES.sub(" ", text)))


def main() -> None:
    """One line a file, then the sums."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="ordinary-")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    files = list(make(folder))
    held = poor = 0
    with FileRoom(RoomLimits()) as room:
        for file in files:
            data, begun = file.read_bytes(), time.monotonic()
            name = f"{file.parent.name}/{file.name}"
            try:
                document = room.read(data)
                result = room.redact(data, document.media_type, plan_of(document)).data
            except (Unreadable, TooLarge, StillThere) as error:
                held += 1
                print(f"{name:<36} held: {error}", flush=True)
                continue
            before, after = seen(data), seen(result)
            file.with_suffix(".redacted").write_bytes(result)
            kept = 1 - (before[1] - after[1]).total() / max(before[1].total(), 1)
            left = VALUES.search(io.TextIOWrapper(io.BytesIO(result), "latin-1").read()) is not None
            poor += kept < 0.98 or before[0] != after[0] or left
            print(f"{name:<36} {before[0]:>3} {after[0]:>3} pages  {kept:6.1%} of the words  "
                  f"{time.monotonic() - begun:5.1f} s  {' '.join(document.notes)}", flush=True)  # fmt: skip
    print(f"{len(files)} files, {held} held, {poor} with other pages or less than 98 % of the other words")


if __name__ == "__main__":
    main()
