"""Reading and treating mail, beside a plain parse by the standard library's email package in the same run.

The last column is our time over that of the parse: what the walk, the second reader, units, zones and checks cost
on top. `in the room` is the same through the wall: a child process for each message, its answer checked by schema.
Run as `python -m benchmarks.read`.
"""

import base64
import time
from collections.abc import Callable
from email.parser import BytesParser
from email.policy import compat32
from functools import partial
from statistics import median

from gateway.model.message import Place, TextCut
from gateway.read.limits import ReadLimits
from gateway.read.mime import read
from gateway.read.room import ReadingRoom
from gateway.treat.plan import TreatPlan
from gateway.treat.task import treated
from redaction.isolate import RoomLimits

LIMITS = ReadLimits()
PROSE = "Thank you for your time on Monday. Ben Hale was at school all week and is doing well.\n"
HEAD = (
    "From: Priya Nair <priya.nair@family-support.example>\nTo: Carol Deane <carol.deane@partner.example>\n"
    "Subject: Review of Ben Hale\nDate: Mon, 1 Jun 2026 10:00:00 +0100\nMessage-ID: <1@family-support.example>\n"
    "MIME-Version: 1.0\n"
)


def _octets(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode("utf-8")


def plain(size: int) -> bytes:
    """A plain text message of about *size* bytes."""
    text = "Dear Carol,\n\n" + PROSE * (size // len(PROSE)) + "\nKind regards\nPriya\n"
    return _octets(HEAD + "Content-Type: text/plain; charset=utf-8\n\n" + text)


def with_attachment(size: int) -> bytes:
    """Text, HTML and an attachment that fills it up to *size* bytes."""
    page = "<html><body><p>Dear Carol,</p>" + f"<p>{PROSE}</p>" * 10 + "</body></html>\n"
    attachment = base64.encodebytes(b"%PDF-1.4\n" + bytes(size * 3 // 4)).decode("ascii")
    return _octets(
        HEAD
        + 'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: multipart/alternative; boundary="a"\n\n'
        f"--a\nContent-Type: text/plain\n\n{PROSE * 10}--a\nContent-Type: text/html\n\n{page}--a--\n"
        "--b\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n"
        f"{attachment}--b--\n"
    )


def median_milliseconds(work: Callable[[], object], rounds: int) -> float:
    """The median time of one round, after one that does not count."""
    work()
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return median(times) * 1000


def cut_of(raw: bytes) -> TextCut:
    """The name in the subject line."""
    unit = next(unit for unit in read(raw, LIMITS).units if unit.place is Place.SUBJECT)
    start = unit.text.index("Ben Hale")
    return TextCut(unit=unit.id, start=start, end=start + len("Ben Hale"), replacement="[Child A]")


def main() -> None:
    """Print one table."""
    messages = {
        "2 KB text": (plain(2 * 1024), 100),
        "1 MB text": (plain(1024 * 1024), 7),
        "1 MB with an attachment": (with_attachment(1024 * 1024), 15),
        "20 MB with an attachment": (with_attachment(20 * 1024 * 1024), 3),
    }
    print(f"{'message':<26}{'work':<16}{'ms':>10}{'ratio':>8}")
    with ReadingRoom(LIMITS, RoomLimits()) as room:
        for name, (raw, rounds) in messages.items():
            cut = cut_of(raw)
            # The values that must be gone are none: the name stands in the body too, and is not what is measured.
            plan = TreatPlan(cuts=(cut,), removed=(), kept=())
            works: dict[str, Callable[[], object]] = {
                "email parse": partial(BytesParser(policy=compat32).parsebytes, raw),
                "read": partial(read, raw, LIMITS),
                "read, room": partial(room.read, raw),
                "treat": partial(treated, raw, (cut,), LIMITS, removed=()),
                "treat, room": partial(room.treat, raw, plan),
            }
            parse = 0.0
            for work, function in works.items():
                taken = median_milliseconds(function, rounds)
                parse = parse or taken
                print(f"{name:<26}{work:<16}{taken:>10.2f}{taken / parse:>8.1f}")


if __name__ == "__main__":
    main()
