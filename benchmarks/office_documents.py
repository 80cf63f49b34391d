"""Redacting Word documents, workbooks, scans and archives, beside the plain use of the libraries that write them.

A Word document of ten pages, a workbook of 500 rows, a scanned A4 page of 200 dots per inch, a zip of 25 MB of
letters with photographs and of workbooks. Ours: read to units, cut, built anew, read again by the second readers;
detectors count for neither. Plain: python-docx and openpyxl as their manuals show them, told the same values, in
paragraphs, tables and cells alone; they look nowhere else and do not look again. The least of all rounds, in CPU
time; of the scan and the archive, which other processes work at, wall time. Run as
`python -m benchmarks.office_documents [--python-docx PYTHON] [--quick]`, with a Python that has python-docx.
"""

import argparse
import io
import random
import re
import resource
import subprocess
import time
import zipfile
from collections.abc import Callable, Iterator
from itertools import count, repeat
from pathlib import Path
from typing import Final

import openpyxl
from PIL import Image, ImageFilter

from benchmarks.ordinary_set.libreoffice import converted
from benchmarks.ordinary_set.story import Story
from benchmarks.ordinary_set.word import drawn, p, whole
from redaction import Cut, Plan, Unreadable, read, redact
from redaction.file_room import FileRoom
from redaction.isolate import RoomLimits
from redaction.media_types import media_type
from tests.redaction.documents.builders import Part
from tests.redaction.ocr.pages import page

ROUNDS: Final = 15
VALUES: Final = ("Grace Okafor", "Adaeze Okafor", "07700 900123")
_FOUND: Final = re.compile("|".join(VALUES))
_ARCHIVE_BYTES: Final = 24 * 1024 * 1024  # and one letter more
_PHOTOGRAPH: Final = (1600, 1200)
_PEER: Final = Path(__file__).parent / "ordinary_set" / "python_docx_peer.py"


def ten_pages() -> bytes:
    """As LibreOffice writes it, with its styles and settings."""
    line = "The worker was at home with them and the school was told of what had been agreed in that week. "
    body = ""
    for number in range(90):
        said = line * 4
        if number % 3 == 0:
            said = f"{VALUES[0]} and {VALUES[1]} were seen, call {VALUES[2]} on Monday. " + said
        body += p(said)
    return converted({"ten.docx": whole(body, "Family Support")}, "docx")["ten.docx"]


def five_hundred_rows() -> bytes:
    """Ten columns of texts, numbers and dates."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in range(500):
        sheet.append([*VALUES, row, row * 1.5, "open", "Monday", "The worker was told.", row + 7, "x"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def scan() -> bytes:
    """A page of A4 with noise."""
    lines = ("The worker was at home with them and the school was told.",) * 20 + (f"{VALUES[0]} called.",)
    drawn = page(lines, size=(1654, 2339), letters=34)
    noise = Image.effect_noise(drawn.size, 24).filter(ImageFilter.GaussianBlur(0.5))
    out = io.BytesIO()
    Image.blend(drawn, noise, 0.15).save(out, "JPEG", quality=80, dpi=(200, 200))
    return out.getvalue()


def photograph(number: int) -> bytes:
    """One of a telephone, without letters: large soft shapes under the grain of a camera. No two are alike."""
    rng = random.Random(number)
    small = Image.frombytes("RGB", (16, 12), rng.randbytes(16 * 12 * 3))
    shapes = small.resize(_PHOTOGRAPH, Image.Resampling.BICUBIC)
    grain = Image.frombytes("RGB", (400, 300), rng.randbytes(400 * 300 * 3)).resize(_PHOTOGRAPH)
    out = io.BytesIO()
    Image.blend(shapes, grain, 0.12).save(out, "JPEG", quality=88)
    return out.getvalue()


def many_rows(story: Story) -> bytes:
    """A list of cases as services keep them, 400 rows long."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in range(400):
        sheet.append([VALUES[row % 2], row, "open", story.paragraph(2), row * 1.5, "Monday"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def archive() -> bytes:
    """25 MB of letters with two photographs each, and workbooks of many rows.

    Photographs are most of it, as in what is sent: of text alone it would be over the letters at which a file with
    all that is in it is held (``Limits.max_chars``) long before.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        number = 0
        while out.tell() < _ARCHIVE_BYTES:
            number += 1
            story = Story(number)
            said = "".join(p(f"{VALUES[number % 2]} was seen. {story.paragraph(8)}") for _ in range(30))
            pictures = {
                f"word/media/image{one}.jpeg": Part("image/jpeg", "image", photograph(2 * number + one))
                for one in (1, 2)
            }
            made.writestr(f"letter-{number}.docx", whole(said + drawn(15) + drawn(16), "Family Support", pictures))
            made.writestr(f"list-{number}.xlsx", many_rows(story))
    return out.getvalue()


def plan_of(data: bytes) -> Plan:
    """What a detector that knows the values would have cut."""
    return Plan(
        cuts=tuple(
            Cut(unit=unit.id, start=match.start(), end=match.end(), replacement="[Person 1]")
            for unit in read(data, media_type(data)).units
            for match in _FOUND.finditer(unit.text)
        )
    )


def plain_workbook(data: bytes) -> bytes:
    """As the library's manual shows it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = _FOUND.sub("[Person 1]", cell.value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def least(work: Callable[[], object], clock: Callable[[], float] = time.process_time, rounds: int = ROUNDS) -> float:
    """Milliseconds of the quickest round."""
    times = []
    for _ in range(rounds):
        begun = clock()
        work()
        times.append(clock() - begun)
    return min(times) * 1000


def both(name: str, data: bytes) -> None:
    """Read, and redact with the second readers."""
    kind, plan = media_type(data), plan_of(data)
    reading = least(lambda: read(data, kind))
    writing = least(lambda: redact(data, kind, plan))
    print(f"{name + ': read':<44}{reading:9.1f} ms")
    print(f"{name + ': redact with the second readers':<44}{writing:9.1f} ms   ({len(plan.cuts)} cuts)")


def in_room(name: str, given: Iterator[bytes], rounds: int) -> None:
    """The same in a child, both steps, as the command and the gateway do it; wall time.

    *given*: a document for each round. Of a scan no two may be the same: what letters a picture has is remembered.
    """
    with FileRoom(RoomLimits()) as room:
        room.check()
        waiting = [next(given) for _ in range(rounds)]

        def work() -> None:
            data = waiting.pop()
            document = room.read(data)
            cuts = tuple(
                Cut(unit=unit.id, start=match.start(), end=match.end(), replacement="[Person 1]")
                for unit in document.units
                for match in _FOUND.finditer(unit.text)
            )
            room.redact(data, document.media_type, Plan(cuts=cuts))

        spent = least(work, time.perf_counter, rounds)
    print(f"{name + ': both steps in the room, wall time':<44}{spent:9.1f} ms")


def main() -> None:
    """Print one row a measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python-docx", help="a Python that has python-docx")
    parser.add_argument("--quick", action="store_true", help="neither the scan nor the archive")
    given = parser.parse_args()
    document, book = ten_pages(), five_hundred_rows()
    both("docx, 10 pages", document)
    if given.python_docx:
        done = subprocess.run(
            [given.python_docx, _PEER, str(ROUNDS), *VALUES], input=document, capture_output=True, check=True
        )
        print(f"{'docx, plain python-docx':<44}{float(done.stdout):9.1f} ms")
    both("xlsx, 500 rows", book)
    print(f"{'xlsx, plain openpyxl':<44}{least(lambda: plain_workbook(book)):9.1f} ms")
    in_room("docx", repeat(document), ROUNDS)
    in_room("xlsx", repeat(book), ROUNDS)
    if not given.quick:
        in_room("scan, A4", (scan() for _ in count()), 3)
        large = archive()
        try:
            in_room(f"zip, {len(large) / 1e6:.0f} MB", repeat(large), 1)
        except Unreadable as held:  # every photograph is looked at for letters, and there is a limit of time
            print(f"zip, {len(large) / 1e6:.0f} MB: held, {held}")
        kib = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        print(f"{'largest process of all these':<44}{kib / 1024:9.0f} MiB")


if __name__ == "__main__":
    main()
