"""Redacting documents, beside the plain use of the library that writes them, in the same run.

A PDF of ten pages of text with two names and a telephone number on three lines of each page. Ours: read to units,
cut, built anew, read again by the second readers. Plain: PyMuPDF's search, redactions, scrub and save with everything
collected, told the same values; it looks nowhere else and does not look again. Of processor time the least of all
rounds. Detectors count for neither.
Run as `python -m benchmarks.documents`.
"""

import re
import time
from collections.abc import Callable
from typing import Final

import pymupdf

from redaction import Cut, Plan, read, redact, verify

PAGES: Final = 10
LINES: Final = 44
ROUNDS: Final = 15
VALUES: Final = ("Grace Okafor", "Adaeze Okafor", "07700 900123")
PDF: Final = "application/pdf"


def text_pdf(*, together: bool = True) -> bytes:
    """Ten full pages of eleven words a line; *together*: a page's operators in one stream, else a stream a line."""
    lines = ["The worker was at home with them and the school was told."] * LINES
    lines[::20] = [f"{VALUES[0]} and {VALUES[1]} were seen, call {VALUES[2]} on Monday."] * len(lines[::20])
    with pymupdf.open() as document:
        for _ in range(PAGES):
            page = document.new_page()
            if together:
                page.insert_text((60, 60), lines, fontsize=11, lineheight=16 / 11)
            else:
                for number, line in enumerate(lines):
                    page.insert_text((60, 60 + 16 * number), line, fontsize=11)
        made: bytes = document.tobytes(deflate=True, garbage=3)
    return made


def plan_of(data: bytes) -> Plan:
    """What a detector that knows the values would have cut."""
    found = re.compile("|".join(VALUES))
    return Plan(
        cuts=tuple(
            Cut(unit=unit.id, start=match.start(), end=match.end(), replacement="[Person 1]")
            for unit in read(data, PDF).units
            for match in found.finditer(unit.text)
        )
    )


def plain(data: bytes) -> bytes:
    """As the library's manual shows it."""
    with pymupdf.open("pdf", data) as document:
        for page in document:
            for value in VALUES:
                for quad in page.search_for(value, quads=True):
                    page.add_redact_annot(quad, text="[Person 1]", fill=False)
            page.apply_redactions()
        document.scrub()
        made: bytes = document.tobytes(garbage=4, deflate=True)
    return made


def least(work: Callable[[], object]) -> float:
    """Milliseconds of processor time of the quickest round."""
    times = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times) * 1000


def shown(data: bytes, what: str) -> None:
    """One row a step."""
    plan = plan_of(data)
    result = redact(data, PDF, plan)
    reading = least(lambda: read(data, PDF))
    whole = least(lambda: redact(data, PDF, plan))
    again = least(lambda: verify(result.data, PDF, result.removed, plan.kept))
    peer = least(lambda: plain(data))
    print(f"{PAGES} pages, {what}, {len(plan.cuts)} cuts; milliseconds of processor time, least of {ROUNDS}")
    print(f"{'read to units':<34}{reading:8.1f}")
    print(f"{'redact, without the second readers':<34}{whole - again:8.1f}")
    print(f"{'second readers':<34}{again:8.1f}")
    print(f"{'redact, all of it':<34}{whole:8.1f}")
    print(f"{'plain PyMuPDF, for comparison':<34}{peer:8.1f}")
    print(f"{'redact / plain':<34}{whole / peer:8.2f}")


def main() -> None:
    """Print a table for each way to write a page."""
    shown(text_pdf(), "one stream a page")
    shown(text_pdf(together=False), "one stream a line")


if __name__ == "__main__":
    main()
