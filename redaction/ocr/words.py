"""The words that were seen in a picture, and where; read from tesseract's table without trust."""

import math
from dataclasses import dataclass
from itertools import groupby
from typing import Final

_COLUMNS: Final = 12  # level page block par line word left top width height conf text
_WORD: Final = "5"
_MOST_WORDS: Final = 20_000
_NO_BLANK: Final = 0.28  # of the height of figures
_TOUCHING: Final = 0.5
_MOST_CHARS: Final = 300  # of a word


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle of a picture's own pixels, right and bottom outside of it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """In pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """In pixels."""
        return self.bottom - self.top

    def grown(self, by: int) -> "Box":
        """With a margin on each side; it may reach over the picture's edge."""
        return Box(left=self.left - by, top=self.top - by, right=self.right + by, bottom=self.bottom + by)

    def touches(self, other: "Box") -> bool:
        """Whether they share a pixel."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word as it was seen."""

    text: str  # printable, without blanks
    box: Box
    confidence: float  # 0 to 100, as tesseract says it
    line: int  # words of one line have one number; lines count in reading order
    block: int  # the same of blocks: paragraphs, columns, cells


def is_one_number(left: Word, right: Word) -> bool:
    """Whether two neighbours of a line are figures with less than a blank between: one number that was taken apart.

    A blank is half as wide as figures are high; figures of one number stand a seventh of their height apart.
    """
    apart = right.box.left - left.box.right
    high = min(left.box.height, right.box.height)
    return (
        left.line == right.line
        and left.text[-1].isdecimal()
        and right.text[0].isdecimal()
        and -_TOUCHING * high <= apart <= _NO_BLANK * high
    )


class NoTable(Exception):
    """What should be tesseract's table is none."""


def from_table(untrusted_table: bytes, *, width: int, height: int) -> tuple[Word, ...]:
    """The words of a table of a picture of that size, in reading order.

    Raises:
        NoTable: it does not follow the form, or holds more than a picture does.
    """
    words: list[Word] = []
    lines: dict[tuple[str, ...], int] = {}
    try:
        rows = untrusted_table.decode("utf-8").splitlines()[1:]
        for row in rows:
            columns = row.split("\t")
            if len(columns) != _COLUMNS:
                raise NoTable("not twelve columns")
            text = "".join(char for char in columns[11] if char.isprintable() and not char.isspace())
            if columns[0] != _WORD or not text:
                continue
            left, top, wide, high = (int(one) for one in columns[6:10])
            confidence = float(columns[10])
            box = Box(
                left=max(left, 0), top=max(top, 0), right=min(left + wide, width), bottom=min(top + high, height)
            )
            if len(text) > _MOST_CHARS or not math.isfinite(confidence) or len(words) >= _MOST_WORDS:
                raise NoTable("more than a picture holds")
            if box.width <= 0 or box.height <= 0:
                continue
            line = lines.setdefault(tuple(columns[1:5]), len(lines))
            words.append(
                Word(
                    text=text,
                    box=box,
                    confidence=min(max(confidence, 0.0), 100.0),
                    line=line,
                    block=int(columns[2]),
                )
            )
    except ValueError as error:
        raise NoTable("no numbers where numbers stand") from error
    return tuple(words)


def as_lines(words: tuple[Word, ...]) -> tuple[tuple[Word, ...], ...]:
    """The same, by line."""
    return tuple(tuple(line) for _, line in groupby(words, key=lambda word: word.line))
