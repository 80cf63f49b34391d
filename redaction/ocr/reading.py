"""Reads the words in a picture: made grey, of a fit size and contrast, then shown to tesseract."""

import math
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageOps

from redaction.errors import TooLarge, Unreadable
from redaction.isolate.errands import WAY, ErrandFailed
from redaction.ocr import program
from redaction.ocr.program import Layout
from redaction.ocr.words import Box, NoTable, Word, as_lines, from_table

_MOST_PIXELS: Final = 24_000_000  # shown to tesseract; a larger picture is made smaller
_USUAL_DPI: Final = 200
_SMALL_SIDE: Final = 1000  # below it letters are likely small: the picture is shown twice as large
_MARGIN: Final = 12  # white around it: letters at the very edge are not seen otherwise
_CUT_OFF: Final = 0.5  # per cent of pixels at each end when contrast is stretched
_SURE: Final = 60.0  # from this confidence on a word is taken for what it says


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was seen in one picture."""

    width: int
    height: int
    words: tuple[Word, ...]  # in reading order, boxes in the picture's own pixels

    @property
    def text(self) -> str:
        """Words with blanks between, lines with line ends, blocks with an empty line."""
        parts: list[str] = []
        before = None
        for line in as_lines(self.words):
            if before is not None and line[0].block != before:
                parts.append("")
            before = line[0].block
            parts.append(" ".join(word.text for word in line))
        return "\n".join(parts)

    @property
    def sure(self) -> tuple[Word, ...]:
        """The words that tesseract is sure of."""
        return tuple(word for word in self.words if word.confidence >= _SURE)


def read_picture(picture: Image.Image, *, dpi: int | None = None, layout: Layout = Layout.TURNED) -> Seen:
    """The words in a picture of any mode; transparency is to be dealt with before.

    Args:
        picture: Decoded in this process, which has no rights. What is shown to tesseract are grey pixels made of it.
        dpi: Dots per inch, where they are known: a page rendered at 200 has letters of 25 to 35 pixels.
        layout: How the words stand. By default it is found out which way is up.

    Raises:
        Unreadable: the program may not run here, failed or took too long.
        TooLarge: a side beyond what tesseract takes.
    """
    grey = ImageOps.autocontrast(picture.convert("L"), cutoff=_CUT_OFF)
    scale = _scale(picture)
    if scale != 1.0:
        size = (max(round(grey.width * scale), 1), max(round(grey.height * scale), 1))
        grey = grey.resize(size, Image.Resampling.LANCZOS)
    edge = _edge(grey)
    grey = ImageOps.expand(grey, border=_MARGIN, fill=edge)
    asked = program.request(
        grey.tobytes(),
        width=grey.width,
        height=grey.height,
        dpi=round((dpi or _USUAL_DPI) * scale),
        layout=layout,
    )
    try:
        table = WAY.ask("ocr", asked, program.recognise)
        words = from_table(table, width=grey.width, height=grey.height)
    except (program.NotRead, ErrandFailed, NoTable) as error:
        raise Unreadable("the letters in a picture cannot be read here now") from error
    return Seen(
        width=picture.width,
        height=picture.height,
        words=tuple(one for word in words if (one := _as_in(picture, word, scale)) is not None),
    )


def _scale(picture: Image.Image) -> float:
    longest, shortest = max(picture.size), min(picture.size)
    if longest > 30_000 and shortest < 8:
        raise TooLarge("a picture of a shape that is not read")
    pixels = picture.width * picture.height
    if pixels > _MOST_PIXELS or longest > 30_000:
        return min(math.sqrt(_MOST_PIXELS / pixels), 30_000 / longest)
    return 2.0 if longest < _SMALL_SIDE else 1.0


def _edge(grey: Image.Image) -> int:
    """The commonest tone of the outermost pixels, by sides: a border of another would be taken for a frame."""
    sides = (
        grey.crop((0, 0, grey.width, 1)), grey.crop((0, grey.height - 1, grey.width, grey.height)),
        grey.crop((0, 0, 1, grey.height)), grey.crop((grey.width - 1, 0, grey.width, grey.height)),
    )  # fmt: skip
    counts = [0] * 256
    for side in sides:
        counts = [old + new for old, new in zip(counts, side.histogram(), strict=True)]
    return counts.index(max(counts))


def _as_in(picture: Image.Image, word: Word, scale: float) -> Word | None:
    """The word with its box in the picture's own pixels; None: it lies in the margin."""
    box = Box(
        left=max(int((word.box.left - _MARGIN) / scale), 0),
        top=max(int((word.box.top - _MARGIN) / scale), 0),
        right=min(-int(-(word.box.right - _MARGIN) // scale), picture.width),
        bottom=min(-int(-(word.box.bottom - _MARGIN) // scale), picture.height),
    )
    if box.width <= 0 or box.height <= 0:
        return None
    return Word(text=word.text, box=box, confidence=word.confidence, line=word.line, block=word.block)
