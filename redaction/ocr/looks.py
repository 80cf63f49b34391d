"""Looks at pictures by tesseract: what is asked for, sent together where several ask, and what each look saw.

Who reads a picture asks for looks one after the other, each by what the one before showed. Of several pictures those
looks that are alike go together: to start the program takes longer than to look at a small picture, and two work at a
time.
"""

import hashlib
import math
from collections import OrderedDict
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from PIL import Image, ImageOps

from redaction.errors import TooLarge, Unreadable
from redaction.isolate.errands import WAY, ErrandFailed
from redaction.isolate.programs import NotRun
from redaction.ocr import program
from redaction.ocr.program import Grey, Layout
from redaction.ocr.words import Box, NoTable, Word, from_table

USUAL_DPI: Final = 200
_MOST_PIXELS: Final = 10_000_000  # shown to tesseract; a larger picture is made smaller
_LONGEST_SIDE: Final = 30_000
_SMALL_SIDE: Final = 1000  # below it letters are likely small: the picture is shown twice as large
_MARGIN: Final = 12  # of its own tone around it: letters at the very edge are not seen otherwise
_REMEMBERED: Final = 32 * 1024 * 1024  # bytes of tables
_TOGETHER: Final = 24_000_000  # pixels of the pictures that are read at a time
_MOST_READ: Final = 24  # pictures at a time, however small


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One look at a grey picture."""

    picture: Image.Image
    dpi: int | None = None
    layout: Layout = Layout.TURNED


Words = tuple[Word, ...]
_T = TypeVar("_T")
Reading = Generator[Sequence[Ask], list[Words], _T]
"""Yields the looks that it needs next, is sent what each saw, and returns what was read."""


def look(picture: Image.Image, *, dpi: int | None = None, layout: Layout = Layout.TURNED) -> Words:
    """One look at a grey picture.

    Raises:
        Unreadable: the program may not run here, failed or took too long.
        TooLarge: a side beyond what tesseract takes.
    """
    return _seen([_Shown(Ask(picture=picture, dpi=dpi, layout=layout))])[0]


def read_whole(reading: Reading[_T]) -> _T:
    """Give it the looks that it asks for, until it has read. Raises as ``look``."""
    return next(read_together([(0, reading)]))


def read_together(readings: Iterable[tuple[int, Reading[_T]]]) -> Iterator[_T]:
    """What each reading returns, in the order in which they end. Raises as ``look``.

    *readings*: each with the pixels of its picture; so many are begun as may be in memory at a time.
    """
    waiting = iter(readings)
    running: list[_Running[_T]] = []
    more = True
    while True:
        while more and len(running) < _MOST_READ and sum(one.pixels for one in running) < _TOGETHER:
            following = next(waiting, None)
            more = following is not None
            if following is not None:
                running.append(_Running(*following))
        running, ended = [one for one in running if not one.ended], [one for one in running if one.ended]
        yield from (one.result() for one in ended)
        if ended and more:
            continue
        if not running:
            return
        _look_for(running)


def _look_for(running: "list[_Running[_T]]") -> None:
    """What most of them ask for alike; the others wait until more ask for the same."""
    alike: dict[tuple[int, Layout], list[_Running[_T]]] = {}
    for one in running:
        alike.setdefault(one.shown[0].alike, []).append(one)
    chosen = max(alike.values(), key=len)
    seen = iter(_seen([shown for one in chosen for shown in one.shown]))
    for one in chosen:
        one.go_on([next(seen) for _ in one.shown])


class _Running(Generic[_T]):
    """A reading that has been begun: what it asks for now, or what it came to."""

    def __init__(self, pixels: int, reading: Reading[_T]) -> None:
        self.pixels = pixels
        self.shown: list[_Shown] = []
        self._reading = reading
        self._result: list[_T] = []
        self._step(lambda: next(reading))

    @property
    def ended(self) -> bool:
        return bool(self._result)

    def result(self) -> _T:
        return self._result[0]

    def go_on(self, seen: list[Words]) -> None:
        self._step(lambda: self._reading.send(seen))

    def _step(self, step: Callable[[], Sequence[Ask]]) -> None:
        try:
            self.shown = [_Shown(one) for one in step()]
        except StopIteration as end:
            self._result.append(end.value)


class _Shown:
    """A look as it is asked for: of a fit size, with a margin."""

    def __init__(self, ask: Ask) -> None:
        self._picture = ask.picture
        self._scale = _scale(ask.picture)
        grey = ask.picture
        if self._scale != 1.0:
            size = (max(round(grey.width * self._scale), 1), max(round(grey.height * self._scale), 1))
            grey = grey.resize(size, Image.Resampling.LANCZOS)
        grey = ImageOps.expand(grey, border=_MARGIN, fill=edge(grey))
        self.grey = Grey(pixels=grey.tobytes(), width=grey.width, height=grey.height)
        self.alike = round((ask.dpi or USUAL_DPI) * self._scale), ask.layout
        named = f"{grey.width} {grey.height} {self.alike}".encode()
        self.key = hashlib.sha256(named + b"\0" + self.grey.pixels).digest()

    def words(self, table: bytes) -> Words:
        """What the table says, in the picture's own pixels. Raises NoTable."""
        words = from_table(table, width=self.grey.width, height=self.grey.height)
        return tuple(one for word in words if (one := _as_in(self._picture, word, self._scale)) is not None)


def _seen(shown: list[_Shown]) -> list[Words]:
    """What each look saw; all are alike in resolution and layout."""
    try:
        answered = _MEMORY.tables(shown)
        return [one.words(table) for one, table in zip(shown, answered, strict=True)]
    except (NotRun, ErrandFailed, NoTable) as error:
        raise Unreadable("the letters in a picture cannot be read here now") from error


class _Memory:
    """The last tables, by what was asked: a document is read more than once in its child's short life.

    Of a scan most pages are the same after it was cut as they were before, and a logo stands in many letters.
    """

    def __init__(self) -> None:
        self._tables: OrderedDict[bytes, bytes] = OrderedDict()
        self._bytes = 0

    def tables(self, shown: list[_Shown]) -> list[bytes]:
        new = {one.key: one for one in shown if one.key not in self._tables}
        if new:
            dpi, layout = shown[0].alike
            asked = program.request([one.grey for one in new.values()], dpi=dpi, layout=layout)
            answered = program.tables(WAY.ask("ocr", asked, program.recognise))
            if len(answered) != len(new):
                raise NoTable("not one for each picture")
            for key, table in zip(new, answered, strict=True):
                self._tables[key] = table
                self._bytes += len(table)
        found = [self._tables[one.key] for one in shown]
        while self._bytes > _REMEMBERED and len(self._tables) > 1:
            self._bytes -= len(self._tables.popitem(last=False)[1])
        return found


_MEMORY: Final = _Memory()


def _scale(picture: Image.Image) -> float:
    longest, shortest = max(picture.size), min(picture.size)
    if longest > _LONGEST_SIDE and shortest < longest // 4000:
        raise TooLarge("a picture of a shape that is not read")
    pixels = picture.width * picture.height
    if pixels > _MOST_PIXELS or longest > _LONGEST_SIDE:
        return min(math.sqrt(_MOST_PIXELS / pixels), _LONGEST_SIDE / longest)
    return 2.0 if longest < _SMALL_SIDE else 1.0


def edge(grey: Image.Image) -> int:
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
