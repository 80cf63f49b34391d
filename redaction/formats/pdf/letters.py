"""Letters that a page places one by one, read as they stand: in rows, in columns, and in the order they are drawn.

A program that knows where every letter goes may draw them in any order, so that the page's text is one letter a line.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from statistics import median
from typing import Final

from redaction.formats.pdf.text import PageText, Point

_WORD: Final = re.compile(r"\S+")
_LONGEST: Final = 3  # letters that are drawn at once
_FEWEST: Final = 4  # pieces that stand together
_SAME: Final = 0.4  # of a letter's height that two may be off their common line
_FURTHER: Final = 1.7  # times the usual distance: another word
_FAR: Final = 8.0  # times a letter's height: nothing that belongs together


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some letters; ``start``: where in the page's text, ``middle``: where on the page, in points."""

    start: int
    text: str
    middle: Point
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Pieces that are read one after another, each with what parts it from the one before."""

    pieces: tuple[tuple[str, Piece], ...]

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(before + piece.text for before, piece in self.pieces)


def rows(page: PageText) -> list[Row]:
    """The ways in which letters that stand by themselves can be read; none on nearly every page."""
    pieces = list(_pieces(page))
    if len(pieces) < _FEWEST:
        return []
    found: dict[str, Row] = {}
    for group in _groups(pieces):
        if len(group) >= _FEWEST:
            made = _row(group)
            found.setdefault(made.text, made)
    return list(found.values())


def _groups(pieces: list[Piece]) -> Iterator[list[Piece]]:
    # Digits alone are found as they stand, and those below one another are the numbers of a list.
    letters = [one for one in pieces if not one.text.isdigit()]
    for line in _lines(pieces, lambda one: one.middle[1], lambda one: one.middle[0]):
        if not all(one.text.isdigit() for one in line):
            yield line
    for down in _lines(letters, lambda one: one.middle[0], lambda one: one.middle[1]):
        yield down
        yield down[::-1]
    begun = 0
    for at, (one, other) in enumerate(pairwise(letters), 1):
        if _apart(one, other) > _FAR * one.height:
            yield letters[begun:at]
            begun = at
    yield letters[begun:]


def _lines(
    pieces: Iterable[Piece], on: Callable[[Piece], float], along: Callable[[Piece], float]
) -> Iterator[list[Piece]]:
    """The pieces of each line, in order along it."""
    line: list[Piece] = []
    for piece in sorted(pieces, key=on):
        if line and on(piece) - on(line[-1]) > _SAME * piece.height:
            yield sorted(line, key=along)
            line = []
        line.append(piece)
    yield sorted(line, key=along)


def _row(group: list[Piece]) -> Row:
    steps = [_apart(one, other) for one, other in pairwise(group)]
    usual = median(steps)
    made = [("", group[0])]
    for step, (one, other) in zip(steps, pairwise(group), strict=True):
        word = step > _FURTHER * usual or (one.text[-1].islower() and other.text[0].isupper())
        made.append((" " if word else "", other))
    return Row(pieces=tuple(made))


def _apart(one: Piece, other: Piece) -> float:
    return hypot(other.middle[0] - one.middle[0], other.middle[1] - one.middle[1])


def _pieces(page: PageText) -> Iterator[Piece]:
    for line in page.lines:
        words = list(_WORD.finditer(line.chars, 0, line.shown))
        for run in _short(words):
            if len(run) < _FEWEST and len(run) < len(words):
                continue
            for word in run:
                boxes = page.runs(line, *word.span())[0] if len(words) > 1 else []
                left, top, right, foot = line.box
                if boxes:
                    left, right = min(box.left for box in boxes), max(box.right for box in boxes)
                    top, foot = min(box.top for box in boxes), max(box.foot for box in boxes)
                middle, height = ((left + right) / 2, (top + foot) / 2), max(foot - top, 1.0)
                yield Piece(start=line.start + word.start(), text=word[0], middle=middle, height=height)


def _short(words: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Runs of short words of which half are single letters, as there are none in what people write."""
    run: list[re.Match[str]] = []
    for word in (*words, None):
        if word is not None and len(word[0]) <= _LONGEST:
            run.append(word)
            continue
        if run and 2 * sum(len(one[0]) == 1 for one in run) >= len(run):
            yield run
        run = []
