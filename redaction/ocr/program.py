"""Runs tesseract where it can harm nothing: no network, no file but its own, one thread, little memory and time.

It is given bare grey pixels, which this package made, and answers words with boxes.
"""

import functools
import os
import struct
from enum import IntEnum
from types import MappingProxyType
from typing import Final

from redaction.isolate.limits import MIB
from redaction.isolate.programs import PROGRAM_FILES, Confinement, NotRun, Program, run
from redaction.isolate.programs import confinement as tried_out

_HEAD: Final = struct.Struct(">IIHB")  # width, height, dots per inch, layout
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


def request(pixels: bytes, *, width: int, height: int, dpi: int, layout: Layout) -> bytes:
    """What ``recognise`` takes: one byte a pixel, 0 black, row after row."""
    return _HEAD.pack(width, height, dpi, layout) + pixels


def recognise(payload: bytes) -> bytes:
    """Tesseract's table of words (its TSV) for a request.

    Raises:
        NotRun: the request is none, or the program failed, took too long or may not run here.
    """
    if len(payload) < _HEAD.size:
        raise NotRun("no request")
    width, height, dpi, layout = _HEAD.unpack(payload[: _HEAD.size])
    pixels = memoryview(payload)[_HEAD.size :]
    if not 0 < width <= _LONGEST_SIDE or not 0 < height <= _LONGEST_SIDE or width * height > _MOST_PIXELS:
        raise NotRun("a picture of no size that is read")
    if len(pixels) != width * height or layout not in tuple(Layout):
        raise NotRun("no request")
    arguments = (
        "stdin", "stdout", "--psm", str(layout), "--dpi", str(min(max(dpi, 70), 1200)), "-l", "eng",
        "-c", "tessedit_create_tsv=1",
    )  # fmt: skip
    with os.fdopen(os.memfd_create("picture"), "w+b") as source:
        source.write(b"P5\n%d %d\n255\n" % (width, height))
        source.write(pixels)
        source.flush()
        source.seek(0)
        return run(_PROGRAM, confinement(), arguments, source.fileno(), _PATIENCE_SECONDS)


@functools.cache
def confinement() -> Confinement:
    """What can confine the program here, tried out once a process."""
    return tried_out(_PROGRAM, ("--version",), b"tesseract ", _PROBE_SECONDS)
