"""Reads the words in a picture: made grey, of a fit size and contrast, then shown to tesseract."""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from PIL import Image, ImageFilter, ImageOps

from redaction.ocr.closer import Closer
from redaction.ocr.doubt import (
    MOST_UNREAD,
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
from redaction.ocr.looks import USUAL_DPI, Ask, Reading, Words, edge, read_together, read_whole
from redaction.ocr.program import Layout
from redaction.ocr.straight import Straight
from redaction.ocr.strokes import finest
from redaction.ocr.words import Box, Word, as_lines

_GOOD: Final = 4  # times as many letters were told as were not, for a closer look to be worth its while
_CUT_OFF: Final = 0.5  # per cent of pixels at each end when contrast is stretched
_PAGE: Final = 1_000_000  # pixels, from which on a picture may be a page of text
_UPRIGHT: Final = 0.7  # of its letters are sure on a page that is the right way up; a sixth on others
_ENOUGH: Final = 60  # letters, to tell by
_SPECKS: Final = 8_000  # pixels; smaller than that no noisy photograph of a page is
_SMOOTHED: Final = 1.5  # pixels
_WIDE_STROKES: Final = 4  # see finest; such a stroke is 16 pixels wide or more, and four or more where it is read
_MOST_KNOWN: Final = 1000  # pictures, twice each
_ASIDE: Final = 20_000  # from this number on lines are of the look that counts less


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
        return self.unread_letters <= MOST_UNREAD

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

    The same pixels are read once in this process's life.

    Args:
        picture: Decoded in this process, which has no rights. What is shown to tesseract are grey pixels made of it.
        dpi: Dots per inch, where they are known: a page rendered at 200 has letters of 25 to 35 pixels.

    Raises:
        Unreadable: the program may not run here, failed or took too long.
        TooLarge: a side beyond what tesseract takes.
    """
    return read_whole(_known_or_read(picture, dpi))


def read_ahead(pictures: Iterable[tuple[Image.Image, int | None]]) -> None:
    """Read pictures, each with its dots per inch, together and in less time, so that they are known when asked for.

    Raises:
        Unreadable, TooLarge: as ``read_picture``.
    """
    for _ in read_together((one.width * one.height, _known_or_read(one, dpi)) for one, dpi in pictures):
        pass


def seen_before(picture: Image.Image) -> Seen | None:
    """What was read in these very pixels, whatever was said of their resolution; None: they are new."""
    return _KNOWN.of(_key(picture.convert("L")))


def _known_or_read(picture: Image.Image, dpi: int | None) -> Reading[Seen]:
    plain = picture.convert("L")
    del picture  # others are read at the same time
    key = _key(plain, dpi)
    seen = _KNOWN.of(key)
    if seen is None:
        seen = yield from _read(plain, dpi)
        _KNOWN.keep(key, _key(plain), seen)
    return seen


def _read(plain: Image.Image, dpi: int | None) -> Reading[Seen]:
    # Boxes that were painted over words are blacker than any ink, and would leave pale letters pale.
    grey = ImageOps.autocontrast(plain, cutoff=_CUT_OFF, ignore=0)
    # Stretched, letters on a dark ground may become as black as it is; not stretched, pale ones may not stand out.
    by = min((one for one in (finest(grey), finest(plain)) if one is not None), default=None)
    nothing = Seen(width=plain.width, height=plain.height, words=())
    if by is None:
        return nothing
    if by < _WIDE_STROKES:
        return (yield from _read_letters(plain, grey, dpi))
    small, small_grey = plain.reduce(by), grey.reduce(by)
    if (yield from _wordless((small_grey, small))):
        return nothing
    return _enlarged((yield from _read_letters(small, small_grey, None)), plain.size, by)


def _read_letters(plain: Image.Image, grey: Image.Image, dpi: int | None) -> Reading[Seen]:
    """What a picture with strokes says. *grey*: the same with its contrast stretched."""
    upright = yield from _right_way_up(grey, dpi)
    first, again = yield from _straight(grey, upright, dpi)
    ink = Ink(grey)
    doubted, _ = unread(doubtful((*first, *again), ink), sure_boxes(first))
    shaded = ink.on_shade(sure_boxes(first))
    if first and not doubted and not shaded and not ink.outside(word.box for word in first):
        return Seen(width=plain.width, height=plain.height, words=first, again=again)
    # Letters among lines, boxes and pictures are passed over by the first look, and noise makes it see nothing.
    again += yield from _one(Ask(picture=unruled(grey), dpi=dpi, layout=Layout.SCATTERED))
    if shaded and ink.on_shade(sure_boxes((*first, *again))):
        # Of what has no contrast stretched: a few letters on a large shade would have become as black as it is.
        again += yield from _one(Ask(picture=levelled(plain), dpi=dpi, layout=Layout.SCATTERED))
    doubted = doubtful((*first, *again), ink)
    sure = sure_words((*first, *again))
    told = [word.box for word in sure]
    # In noise, words come up by chance, and tesseract is sure of some.
    few = len(doubted) <= MOST_UNREAD and not more_letters(sure, ink, MOST_UNREAD)
    if few and grey.width * grey.height > _SPECKS:
        smooth = ImageOps.autocontrast(grey.filter(ImageFilter.GaussianBlur(_SMOOTHED)), cutoff=_CUT_OFF)
        third = yield from _one(Ask(picture=smooth, dpi=dpi, layout=Layout.SCATTERED))
        doubted += doubtful(third, Ink(smooth))
        again += third
        told += sure_boxes(third)
    left, count = unread(doubted, told)
    blurred = ink.blurred_rows([*told, *(word.box for word in left)])
    if count > MOST_UNREAD and more_letters(sure, ink, _GOOD * count):
        closer = yield from _closer_look(grey, left, dpi, len(again))
        again += closer
        left, count = unread(doubted, told + sure_boxes(closer))
    return Seen(
        width=plain.width,
        height=plain.height,
        words=first,
        again=again,
        unread=(*(word.box for word in left), *(row.box for row in blurred)),
        unread_letters=count + sum(row.letters for row in blurred),
    )


def _one(ask: Ask) -> Reading[Words]:
    (seen,) = yield (ask,)
    return seen


def _wordless(looks: tuple[Image.Image, ...]) -> Reading[bool]:
    """Whether no sign comes up in pictures made small, that looks like one, however unsure."""
    seen = yield tuple(Ask(picture=one, layout=Layout.SCATTERED) for one in looks)
    return not any(
        is_sure(word) or ink.is_lettering(word.box)
        for one, words in zip(looks, seen, strict=True)
        for ink in (Ink(one),)
        for word in words
    )


def _enlarged(seen: Seen, size: tuple[int, int], by: int) -> Seen:
    """What was seen in a picture that was made smaller, in its own pixels."""

    def box(one: Box) -> Box:
        right, bottom = min(one.right * by, size[0]), min(one.bottom * by, size[1])
        return Box(left=one.left * by, top=one.top * by, right=right, bottom=bottom)

    def words(of: Words) -> Words:
        return tuple(replace(word, box=box(word.box)) for word in of)

    return replace(
        seen,
        width=size[0],
        height=size[1],
        words=words(seen.words),
        again=words(seen.again),
        unread=tuple(box(one) for one in seen.unread),
    )


def _closer_look(grey: Image.Image, left: list[Word], dpi: int | None, first_line: int) -> Reading[Words]:
    """On a page that could be told but for a few words: those again."""
    closer = Closer(grey, [word.box for word in left])
    if closer.sheet is None:
        return ()
    seen = yield from _one(Ask(picture=closer.sheet, dpi=2 * (dpi or USUAL_DPI), layout=Layout.BLOCK))
    return closer.in_picture(seen, 10_000 + first_line)


def _right_way_up(grey: Image.Image, dpi: int | None) -> Reading[Words]:
    """The first look. To find which way is up takes as long as to read a page: most tell it by being read."""
    if grey.width * grey.height >= _PAGE:
        words = yield from _one(Ask(picture=grey, dpi=dpi, layout=Layout.PAGE))
        seen = sum(map(letters, words))
        if seen >= _ENOUGH and sure_letters(words) > _UPRIGHT * seen:
            return words
    return (yield from _one(Ask(picture=grey, dpi=dpi)))


def _straight(grey: Image.Image, first: Words, dpi: int | None) -> Reading[tuple[Words, Words]]:
    """The words of a page that lies askew as they are read when it lies straight, and as they were read askew.

    Both count: tesseract takes figures apart on a page that leans by two degrees and is sure of what it says.
    """
    straight = Straight(grey, first, edge(grey))
    if straight.picture is None:
        return first, ()
    seen = yield from _one(Ask(picture=straight.picture, dpi=dpi, layout=Layout.PAGE))
    read = straight.in_picture(seen)
    if sure_letters(read) < sure_letters(first):
        return first, _numbered(read)
    return read, _numbered(first)


def _numbered(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The same, with lines that no other look has."""
    return tuple(replace(word, line=_ASIDE + word.line, block=_ASIDE + word.block) for word in words)


class _Known:
    """What was last read, by the pixels: a logo stands in many letters, and most pictures stay as they came."""

    def __init__(self) -> None:
        self._seen: OrderedDict[bytes, Seen] = OrderedDict()

    def of(self, key: bytes) -> Seen | None:
        return self._seen.get(key)

    def keep(self, key: bytes, pixels_alone: bytes, seen: Seen) -> None:
        self._seen[key] = self._seen[pixels_alone] = seen
        while len(self._seen) > _MOST_KNOWN:
            self._seen.popitem(last=False)


_KNOWN: Final = _Known()


def _key(plain: Image.Image, dpi: int | None = -1) -> bytes:
    """*dpi*: -1 stands for any."""
    return hashlib.sha256(f"{plain.size} {dpi}\0".encode() + plain.tobytes()).digest()
