"""Reads the words in a picture: made grey, of a fit size and contrast, then shown to tesseract."""

import hashlib
import math
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Final

from PIL import Image, ImageFilter, ImageOps

from redaction.errors import TooLarge, Unreadable
from redaction.isolate.errands import WAY, ErrandFailed
from redaction.isolate.programs import NotRun
from redaction.ocr import program
from redaction.ocr.closer import Closer
from redaction.ocr.doubt import (
    SURE,
    doubtful,
    is_sure,
    letters,
    more_letters,
    sure_boxes,
    sure_letters,
    sure_words,
    unread,
)
from redaction.ocr.ink import Ink, levelled, unruled
from redaction.ocr.program import Layout
from redaction.ocr.straight import Straight
from redaction.ocr.strokes import finest
from redaction.ocr.words import Box, NoTable, Word, as_lines, from_table

_MOST_UNREAD: Final = 11  # letters; an icon is often taken for a few
_MOST_PIXELS: Final = 10_000_000  # shown to tesseract; a larger picture is made smaller
_LONGEST_SIDE: Final = 30_000
_USUAL_DPI: Final = 200
_GOOD: Final = 4  # times as many letters were told as were not, for a closer look to be worth its while
_SMALL_SIDE: Final = 1000  # below it letters are likely small: the picture is shown twice as large
_MARGIN: Final = 12  # of its own tone around it: letters at the very edge are not seen otherwise
_CUT_OFF: Final = 0.5  # per cent of pixels at each end when contrast is stretched
_PAGE: Final = 1_000_000  # pixels, from which on a picture may be a page of text
_UPRIGHT: Final = 0.7  # of its letters are sure on a page that is the right way up; a sixth on others
_ENOUGH: Final = 60  # letters, to tell by
_SPECKS: Final = 8_000  # pixels; smaller than that no noisy photograph of a page is
_SMOOTHED: Final = 1.5  # pixels
_WIDE_STROKES: Final = 4  # see finest; such a stroke is 16 pixels wide or more, and a letter some 80 high
_ASIDE: Final = 20_000  # from this number on lines are of the look that counts less
_REMEMBERED: Final = 32 * 1024 * 1024  # bytes of tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was seen in one picture."""

    width: int
    height: int
    words: tuple[Word, ...]  # in reading order, boxes in the picture's own pixels
    again: tuple[Word, ...] = ()  # of a second look, where the first left ink unread or was not sure
    unread: tuple[Box, ...] = ()  # letters, by their look, of which neither look is sure
    unread_letters: int = 0  # how many stand there, roughly

    @property
    def legible(self) -> bool:
        """Whether all that looks like letters could be told for sure: else the picture is to be held."""
        return self.unread_letters <= _MOST_UNREAD

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
        """The words of the first look that tesseract is sure of."""
        return tuple(word for word in self.words if word.confidence >= SURE)


def read_picture(picture: Image.Image, *, dpi: int | None = None) -> Seen:
    """The words in a picture of any mode, whichever way up; transparency is to be dealt with before.

    Args:
        picture: Decoded in this process, which has no rights. What is shown to tesseract are grey pixels made of it.
        dpi: Dots per inch, where they are known: a page rendered at 200 has letters of 25 to 35 pixels.

    Raises:
        Unreadable: the program may not run here, failed or took too long.
        TooLarge: a side beyond what tesseract takes.
    """
    plain = picture.convert("L")
    # Boxes that were painted over words are blacker than any ink, and would leave pale letters pale.
    grey = ImageOps.autocontrast(plain, cutoff=_CUT_OFF, ignore=0)
    # Stretched, letters on a dark ground may become as black as it is; not stretched, pale ones may not stand out.
    if _wordless(grey) and _wordless(plain):
        return Seen(width=picture.width, height=picture.height, words=())
    first, again = _straight(grey, _right_way_up(grey, dpi), dpi)
    ink = Ink(grey)
    doubted, _ = unread(doubtful((*first, *again), ink), sure_boxes(first))
    shaded = ink.on_shade(sure_boxes(first))
    if first and not doubted and not shaded and not ink.outside(word.box for word in first):
        return Seen(width=picture.width, height=picture.height, words=first, again=again)
    # Letters among lines, boxes and pictures are passed over by the first look, and noise makes it see nothing.
    again += look(unruled(grey), dpi=dpi, layout=Layout.SCATTERED)
    if shaded and ink.on_shade(sure_boxes((*first, *again))):
        # Of what has no contrast stretched: a few letters on a large shade would have become as black as it is.
        again += look(levelled(plain), dpi=dpi, layout=Layout.SCATTERED)
    doubted = doubtful((*first, *again), ink)
    sure = sure_words((*first, *again))
    told = [word.box for word in sure]
    # In noise, words come up by chance, and tesseract is sure of some.
    few = len(doubted) <= _MOST_UNREAD and not more_letters(sure, ink, _MOST_UNREAD)
    if few and grey.width * grey.height > _SPECKS:
        smooth = ImageOps.autocontrast(grey.filter(ImageFilter.GaussianBlur(_SMOOTHED)), cutoff=_CUT_OFF)
        third = look(smooth, dpi=dpi, layout=Layout.SCATTERED)
        doubted += doubtful(third, Ink(smooth))
        again += third
        told += sure_boxes(third)
    left, count = unread(doubted, told)
    blurred = ink.blurred_rows([*told, *(word.box for word in left)])
    if count > _MOST_UNREAD and more_letters(sure, ink, _GOOD * count):
        closer = _closer_look(grey, left, dpi, len(again))
        again += closer
        left, count = unread(doubted, told + sure_boxes(closer))
    return Seen(
        width=picture.width,
        height=picture.height,
        words=first,
        again=again,
        unread=(*(word.box for word in left), *(row.box for row in blurred)),
        unread_letters=count + sum(row.letters for row in blurred),
    )


def _wordless(grey: Image.Image) -> bool:
    """Whether nothing in it can be letters: it has no strokes, or only ones so wide that a small picture of it tells.

    Any sign that is seen there and looks like one, however unsure, is reason enough to look at all of it.
    """
    by = finest(grey)
    if by is None or by < _WIDE_STROKES:
        return by is None
    small = grey.reduce(by // 2)
    ink = Ink(small)
    return not any(is_sure(word) or ink.is_lettering(word.box) for word in look(small, layout=Layout.SCATTERED))


def _closer_look(grey: Image.Image, left: list[Word], dpi: int | None, first_line: int) -> tuple[Word, ...]:
    """On a page that could be told but for a few words: those again."""
    closer = Closer(grey, [word.box for word in left])
    if closer.sheet is None:
        return ()
    seen = look(closer.sheet, dpi=2 * (dpi or _USUAL_DPI), layout=Layout.BLOCK)
    return closer.in_picture(seen, 10_000 + first_line)


def _right_way_up(grey: Image.Image, dpi: int | None) -> tuple[Word, ...]:
    """The first look. To find which way is up takes as long as to read a page: most tell it by being read."""
    if grey.width * grey.height >= _PAGE:
        words = look(grey, dpi=dpi, layout=Layout.PAGE)
        seen = sum(map(letters, words))
        if seen >= _ENOUGH and sure_letters(words) > _UPRIGHT * seen:
            return words
    return look(grey, dpi=dpi)


def _straight(
    grey: Image.Image, first: tuple[Word, ...], dpi: int | None
) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words of a page that lies askew as they are read when it lies straight, and as they were read askew.

    Both count: tesseract takes figures apart on a page that leans by two degrees and is sure of what it says.
    """
    straight = Straight(grey, first, _edge(grey))
    if straight.picture is None:
        return first, ()
    read = straight.in_picture(look(straight.picture, dpi=dpi, layout=Layout.PAGE))
    if sure_letters(read) < sure_letters(first):
        return first, _numbered(read)
    return read, _numbered(first)


def _numbered(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The same, with lines that no other look has."""
    return tuple(replace(word, line=_ASIDE + word.line, block=_ASIDE + word.block) for word in words)


def look(picture: Image.Image, *, dpi: int | None = None, layout: Layout = Layout.TURNED) -> tuple[Word, ...]:
    """One look at a grey picture. Raises as ``read_picture``."""
    scale = _scale(picture)
    grey = picture
    if scale != 1.0:
        size = (max(round(grey.width * scale), 1), max(round(grey.height * scale), 1))
        grey = grey.resize(size, Image.Resampling.LANCZOS)
    grey = ImageOps.expand(grey, border=_MARGIN, fill=_edge(grey))
    asked = program.request(
        grey.tobytes(), width=grey.width, height=grey.height, dpi=round((dpi or _USUAL_DPI) * scale), layout=layout
    )
    try:
        table = _MEMORY.table(asked)
        words = from_table(table, width=grey.width, height=grey.height)
    except (NotRun, ErrandFailed, NoTable) as error:
        raise Unreadable("the letters in a picture cannot be read here now") from error
    return tuple(one for word in words if (one := _as_in(picture, word, scale)) is not None)


class _Memory:
    """The last tables, by what was asked: a document is read more than once in its child's short life.

    Of a scan most pages are the same after it was cut as they were before.
    """

    def __init__(self) -> None:
        self._tables: OrderedDict[bytes, bytes] = OrderedDict()
        self._bytes = 0

    def table(self, asked: bytes) -> bytes:
        key = hashlib.sha256(asked).digest()
        if key not in self._tables:
            table = self._tables[key] = WAY.ask("ocr", asked, program.recognise)
            self._bytes += len(table)
            while self._bytes > _REMEMBERED and len(self._tables) > 1:
                self._bytes -= len(self._tables.popitem(last=False)[1])
        return self._tables[key]


_MEMORY: Final = _Memory()


def _scale(picture: Image.Image) -> float:
    longest, shortest = max(picture.size), min(picture.size)
    if longest > _LONGEST_SIDE and shortest < longest // 4000:
        raise TooLarge("a picture of a shape that is not read")
    pixels = picture.width * picture.height
    if pixels > _MOST_PIXELS or longest > _LONGEST_SIDE:
        return min(math.sqrt(_MOST_PIXELS / pixels), _LONGEST_SIDE / longest)
    return 2.0 if longest < _SMALL_SIDE else 1.0


def _edge(grey: Image.Image) -> int:
    """The commonest tone of the outermost pixels: a border of another would be taken for a frame."""
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
        left=max(math.floor((word.box.left - _MARGIN) / scale), 0),
        top=max(math.floor((word.box.top - _MARGIN) / scale), 0),
        right=min(math.ceil((word.box.right - _MARGIN) / scale), picture.width),
        bottom=min(math.ceil((word.box.bottom - _MARGIN) / scale), picture.height),
    )
    if box.width <= 0 or box.height <= 0:
        return None
    return Word(text=word.text, box=box, confidence=word.confidence, line=word.line, block=word.block)
