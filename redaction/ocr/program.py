"""Runs tesseract where it can harm nothing: no network, no file but its own, one thread, little memory and time.

It is given bare grey pixels, which this package made, and answers words with boxes. To start takes it longer than to
look at a small picture, so several are shown to one process, and two processes work at a time.
"""

import functools
import os
import struct
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate, groupby
from types import MappingProxyType
from typing import BinaryIO, Final

from redaction.isolate.limits import MIB
from redaction.isolate.programs import PROGRAM_FILES, Confinement, Job, NotRun, Program, run_together
from redaction.isolate.programs import confinement as tried_out

_HEAD: Final = struct.Struct(">HBH")  # dots per inch, layout, how many pictures
_SIZE: Final = struct.Struct(">II")  # width, height
_MOST_PICTURES: Final = 200
_PROCESSES: Final = min(2, os.cpu_count() or 1)  # a document's; each takes what a core gives
_TIFF: Final = struct.Struct("<2sHI")  # TIFF 6.0, section 2: byte order, 42, where the first directory stands
_ENTRY: Final = struct.Struct("<HHII")  # tag, type, count, value
_LONG: Final = 4
_DIRECTORY: Final = 2 + 9 * _ENTRY.size + 4
_END: Final = b"\0"  # between tables, in none of which it stands
_LONGEST_SIDE: Final = 32_000  # tesseract's own limit is 32,767
_MOST_PIXELS: Final = 60_000_000
_SECONDS: Final = 40.0  # of processor time: on a busy machine the clock tells of the neighbours
_PATIENCE_SECONDS: Final = 240.0  # by the clock; a child that asks has its own limit besides
_PROBE_SECONDS: Final = 20.0
_PROGRAM: Final = Program(
    path="/usr/bin/tesseract",
    readable=(*PROGRAM_FILES, "/usr/share/tesseract-ocr"),
    environment=MappingProxyType({"LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}),
    seconds=_SECONDS,
    memory_bytes=1536 * MIB,
    answer_bytes=8 * MIB,
)


class Layout(IntEnum):
    """How tesseract takes a picture (its ``--psm``)."""

    PAGE = 3  # columns, paragraphs, lines
    TURNED = 1  # the same, after finding which way is up
    BLOCK = 6  # one block of lines
    SCATTERED = 11  # words anywhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Grey:
    """A picture as it is shown: one byte a pixel, 0 black, row after row."""

    pixels: bytes | memoryview
    width: int
    height: int


def request(pictures: Sequence[Grey], *, dpi: int, layout: Layout) -> bytes:
    """What ``recognise`` takes."""
    sizes = (_SIZE.pack(one.width, one.height) for one in pictures)
    return b"".join((_HEAD.pack(dpi, layout, len(pictures)), *sizes, *(one.pixels for one in pictures)))


def recognise(payload: bytes) -> bytes:
    """Tesseract's tables of words (its TSV) for the pictures of a request, in their order: see ``tables``.

    Raises:
        NotRun: the request is none, or the program failed, took too long or may not run here.
    """
    pictures, dpi, layout = _asked(payload)
    arguments = (
        "stdin", "stdout", "--psm", str(layout), "--dpi", str(min(max(dpi, 70), 1200)), "-l", "eng",
        "-c", "tessedit_create_tsv=1",
    )  # fmt: skip
    with ExitStack() as files:
        groups = list(_shared_out(pictures))
        jobs = [Job(arguments=arguments, source=files.enter_context(_file(group)).fileno()) for group in groups]
        answers = run_together(_PROGRAM, confinement(), jobs, _PATIENCE_SECONDS)
    return _END.join(
        one for answer, group in zip(answers, groups, strict=True) for one in _parted(answer, len(group))
    )


def tables(answer: bytes) -> list[bytes]:
    """What ``recognise`` answers, one table a picture."""
    return answer.split(_END)


def _asked(payload: bytes) -> tuple[list[Grey], int, int]:
    if len(payload) < _HEAD.size:
        raise NotRun("no request")
    dpi, layout, count = _HEAD.unpack_from(payload)
    at = _HEAD.size + count * _SIZE.size
    if not 0 < count <= _MOST_PICTURES or layout not in tuple(Layout) or len(payload) < at:
        raise NotRun("no request")
    sizes = list(_SIZE.iter_unpack(payload[_HEAD.size : at]))
    if not all(0 < width <= _LONGEST_SIDE and 0 < height <= _LONGEST_SIDE for width, height in sizes):
        raise NotRun("a picture of no size that is read")
    if len(payload) - at != sum(width * height for width, height in sizes) or len(payload) - at > _MOST_PIXELS:
        raise NotRun("no request")
    whole, pictures = memoryview(payload), []
    for width, height in sizes:
        pictures.append(Grey(pixels=whole[at : at + width * height], width=width, height=height))
        at += width * height
    return pictures, dpi, layout


def _shared_out(pictures: list[Grey]) -> Iterator[list[Grey]]:
    """In order, about as many pixels for each process; one picture is not parted."""
    ends = list(accumulate(one.width * one.height for one in pictures))
    share = -(-ends[-1] // _PROCESSES)
    numbered = zip(((end - 1) // share for end in ends), pictures, strict=True)
    for _, group in groupby(numbered, key=lambda pair: pair[0]):
        yield [one for _, one in group]


def _file(pictures: list[Grey]) -> BinaryIO:
    """The pictures as pages of one TIFF (6.0, section 4: grey, not packed), from its start."""
    source = os.fdopen(os.memfd_create("pictures"), "w+b")
    source.write(_TIFF.pack(b"II", 42, _TIFF.size))
    at = _TIFF.size
    for number, one in enumerate(pictures):
        entries = {
            256: one.width, 257: one.height, 258: 8, 259: 1, 262: 1, 273: at + _DIRECTORY, 277: 1, 278: one.height,
            279: one.width * one.height,
        }  # fmt: skip
        after = at + _DIRECTORY + one.width * one.height
        source.write(struct.pack("<H", len(entries)))
        for tag, value in entries.items():
            source.write(_ENTRY.pack(tag, _LONG, 1, value))
        source.write(struct.pack("<I", after + after % 2 if number + 1 < len(pictures) else 0))
        source.write(one.pixels)
        source.write(b"\0" * (after % 2))  # directories stand at even places
        at = after + after % 2
    source.flush()
    source.seek(0)
    return source


def _parted(answer: bytes, count: int) -> list[bytes]:
    """The table of each page. Raises NotRun: it is not of so many."""
    head, *rows = answer.splitlines(keepends=True) or [b""]
    pages = {number: b"".join(page) for number, page in groupby(rows, key=_page)}
    if set(pages) != {str(number).encode() for number in range(1, count + 1)} or _END in answer:
        raise NotRun("its tables are not those of the pictures")
    return [head + pages[str(number).encode()] for number in range(1, count + 1)]


def _page(row: bytes) -> bytes:
    return row.split(b"\t", 2)[1] if row.count(b"\t") > 1 else b""


@functools.cache
def confinement() -> Confinement:
    """What can confine the program here, tried out once a process."""
    return tried_out(_PROGRAM, ("--version",), b"tesseract ", _PROBE_SECONDS)
