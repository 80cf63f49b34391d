"""The text of a PDF's page and where on it each character stands."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import pymupdf

_FLAGS: Final = pymupdf.TEXT_PRESERVE_LIGATURES | pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_IGNORE_ACTUALTEXT
_HYPHENS: Final = "-\u00ad\u2010\u2011"
_SAME_ROW: Final = 0.3  # of a line's height that two baselines may be apart
_NO_BLANK: Final = 0.1  # of a line's height that two pieces of a word may be apart
_BLANK: Final = 0.6  # the same of two words; cells of a table are further apart
_REPLACED: Final = "\ufffd"  # what stands for a number that is no character
_MARGIN: Final = 0.08  # of the page's height, at its top and foot
_STRAIGHT: Final = 0.999  # cosine

Point = tuple[float, float]
Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of one font and size."""

    start: int  # in the line
    size: float  # points
    colour: int  # 0xRRGGBB
    font: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: ``start`` is where it begins in the page's text, ``chars`` what stands in the file."""

    block: int
    line: int
    start: int
    shown: int  # how many of its characters are in the page's text; a hyphen at its end may not be
    chars: str
    box: Rect
    straight: bool  # from left to right
    spans: tuple[Span, ...]

    def span_at(self, at: int) -> Span:
        """The run that holds the character."""
        return self.spans[max(bisect_right([one.start for one in self.spans], at) - 1, 0)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quad:
    """Where one character stands: corners in points, from the page's upper left."""

    upper_left: Point
    upper_right: Point
    lower_left: Point
    lower_right: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Characters that follow one another in one size on one base line: where the first and the last stand."""

    first: Quad
    last: Quad

    @classmethod
    def whole(cls, box: Rect) -> "Run":
        """All of a box."""
        left, top, right, foot = box
        corners = Quad(
            upper_left=(left, top), upper_right=(right, top), lower_left=(left, foot), lower_right=(right, foot)
        )
        return cls(first=corners, last=corners)

    @property
    def left(self) -> float:
        """How far it goes; the same for the next three."""
        return min(x for x, _ in self._points)

    @property
    def right(self) -> float:
        return max(x for x, _ in self._points)

    @property
    def top(self) -> float:
        return min(y for _, y in self._points)

    @property
    def foot(self) -> float:
        return max(y for _, y in self._points)

    @property
    def _points(self) -> tuple[Point, ...]:
        one, other = self.first, self.last
        return (
            one.upper_left, one.upper_right, one.lower_left, one.lower_right,
            other.upper_left, other.upper_right, other.lower_left, other.lower_right,
        )  # fmt: skip


class PageText:
    """A page's text: lines of a paragraph by line ends, cells of a row by tabs, paragraphs by an empty line.

    A word that a hyphen divides at the end of a line is one word, so that a search finds it.
    """

    def __init__(self, page: pymupdf.Page) -> None:
        # Everything is taken, outside of the page's edges too: what no program shows can be copied from most.
        self._page = page.get_textpage(clip=pymupdf.INFINITE_RECT(), flags=_FLAGS)
        self.lines: list[Line] = []
        parts: list[str] = []
        length = 0
        for line, asked in _laid_out(self._page.extractDICT(), page.rect.y0, page.rect.y1):
            separator = asked
            if self.lines and separator == "\n" and parts[-1]:
                parts[-1], separator = _joined(parts[-1], line.chars)
                length = self.lines[-1].start + len(parts[-1])
                self.lines[-1] = _cut_short(self.lines[-1], len(parts[-1]))
            if self.lines:
                parts.append(separator)
                length += len(separator)
            self.lines.append(_moved(line, length))
            parts.append(line.chars)
            length += len(line.chars)
        self.text = "".join(parts)
        self._starts = [line.start for line in self.lines]
        text_block = pymupdf.mupdf.FZ_STEXT_BLOCK_TEXT
        self._texts = [one for one in self._page.this if one.m_internal.type == text_block] if self.lines else []
        self._blocks: dict[int, list[pymupdf.mupdf.FzStextLine]] = {}
        self._chars: dict[tuple[int, int], list[pymupdf.mupdf.fz_stext_char] | None] = {}

    def touched(self, start: int, end: int) -> Iterator[tuple[Line, int, int]]:
        """The lines that share a character with a span of the text, each with which of its characters."""
        at = max(bisect_right(self._starts, start) - 1, 0)
        while at < len(self.lines) and self.lines[at].start < end:
            line = self.lines[at]
            begin, stop = max(start - line.start, 0), min(end - line.start, line.shown)
            if begin < stop:
                # What goes on in the next line takes the hyphen along.
                yield line, begin, len(line.chars) if stop == line.shown and end > line.start + stop else stop
            at += 1

    def runs(self, line: Line, begin: int, stop: int) -> tuple[list[Run], float | None]:
        """Where some characters of a line stand, and where the next one does that is no blank; None: no more come.

        No runs: single characters cannot be told apart.
        """
        chars = self._chars_of(line)
        if chars is None:
            return [], None
        runs: list[Run] = []
        at = begin
        while at < stop:
            end = at + 1
            if line.straight:
                foot, size = chars[at].origin.y, chars[at].size
                while end < stop and chars[end].origin.y == foot and chars[end].size == size:
                    end += 1
            first = _quad(chars[at].quad)
            runs.append(Run(first=first, last=first if end == at + 1 else _quad(chars[end - 1].quad)))
            at = end
        after = next((at for at in range(stop, len(chars)) if line.chars[at] > " "), None)
        return runs, None if after is None else chars[after].quad.ul.x

    def _chars_of(self, line: Line) -> list[pymupdf.mupdf.fz_stext_char] | None:
        """The line's characters one by one; None: they are others than those of its text."""
        place = (line.block, line.line)
        if place not in self._chars:
            self._chars[place] = self._walked(line)
        return self._chars[place]

    def _walked(self, line: Line) -> list[pymupdf.mupdf.fz_stext_char] | None:
        if line.block not in self._blocks:
            self._blocks[line.block] = list(self._texts[line.block])
        lines = self._blocks[line.block]
        char = lines[line.line].m_internal.first_char if line.line < len(lines) else None
        chars: list[pymupdf.mupdf.fz_stext_char] = []
        for expected in line.chars:
            if char is None or (chr(char.c) != expected and expected not in _REPLACED):
                return None
            chars.append(char)
            char = char.next
        return chars


def _laid_out(found: dict[str, list[dict[str, object]]], top: float, foot: float) -> Iterator[tuple[Line, str]]:
    """Lines in reading order, each with what stands before it.

    Programs write a page's head and foot wherever they like; here they come first and last.
    """
    before: Line | None = None
    texts = [one for one in found["blocks"] if one.get("type") == 0]
    margin = (foot - top) * _MARGIN

    def place(numbered: tuple[int, dict[str, object]]) -> int:
        box = numbered[1]["bbox"]
        if not isinstance(box, tuple):
            raise TypeError("a block has a box")
        return 0 if box[3] < top + margin else 2 if box[1] > foot - margin else 1

    rows: list[list[Line]] = []
    for number, block in sorted(enumerate(texts), key=place):
        lines = block["lines"]
        for at, one in enumerate(lines if isinstance(lines, list) else []):
            line = _line(number, at, one)
            if rows and _same_row(rows[-1][-1], line):
                rows[-1].append(line)
            else:
                rows.append([line])
    for row in rows:
        # Words may be drawn in any order; they are read from left to right.
        for line in sorted(row, key=lambda one: one.box[0]) if len(row) > 1 and _apart(row) else row:
            yield line, _between(before, line)
            before = line


def _same_row(before: Line, line: Line) -> bool:
    height = max(before.box[3] - before.box[1], 1.0)
    return before.straight and line.straight and abs(line.box[3] - before.box[3]) < _SAME_ROW * height


def _apart(row: list[Line]) -> bool:
    """Whether nothing in a row stands over anything else."""
    ordered = sorted(line.box for line in row)
    return all(right[0] >= left[2] - 1 for left, right in pairwise(ordered))


def _line(block: int, number: int, found: dict[str, object]) -> Line:
    chars = ""
    spans: list[Span] = []
    listed = found["spans"]
    for one in listed if isinstance(listed, list) else []:
        spans.append(Span(start=len(chars), size=one["size"], colour=one["color"] & 0xFFFFFF, font=one["font"]))
        chars += one["text"]
    direction, box = found["dir"], found["bbox"]
    if not isinstance(direction, tuple) or not isinstance(box, tuple):
        raise TypeError("a line has a direction and a box")
    return Line(
        block=block,
        line=number,
        start=0,
        shown=len(chars),
        chars=chars,
        box=(box[0], box[1], box[2], box[3]),
        straight=direction[0] > _STRAIGHT,
        spans=tuple(spans),
    )


def _between(before: Line | None, line: Line) -> str:
    if before is None:
        return ""
    height = max(before.box[3] - before.box[1], 1.0)
    if not (before.straight and line.straight):
        return "\n"
    if _same_row(before, line) and line.box[0] >= before.box[2] - 1:
        gap = (line.box[0] - before.box[2]) / height
        return "" if gap < _NO_BLANK else " " if gap < _BLANK else "\t"
    beside = line.box[0] < before.box[2] and before.box[0] < line.box[2]
    return "\n" if line.block == before.block or (beside and abs(line.box[1] - before.box[3]) < height) else "\n\n"


def _joined(before: str, after: str) -> tuple[str, str]:
    """The end of one line without the hyphen that only the line's end asks for, and what comes between."""
    stripped = before.rstrip(" ")
    if len(stripped) < 2 or stripped[-1] not in _HYPHENS or not stripped[-2].isalnum() or not after[:1].isalnum():
        return before, "\n"
    soft = stripped[-1] == "\u00ad" or (after[0].islower() and stripped[-2].isalpha())
    return (stripped[:-1] if soft else stripped), ""


def _cut_short(line: Line, shown: int) -> Line:
    return _with(line, line.start, shown)


def _moved(line: Line, start: int) -> Line:
    return _with(line, start, line.shown)


def _with(line: Line, start: int, shown: int) -> Line:
    return Line(
        block=line.block, line=line.line, start=start, shown=shown, chars=line.chars, box=line.box,
        straight=line.straight, spans=line.spans,
    )  # fmt: skip


def _quad(found: pymupdf.mupdf.fz_quad) -> Quad:
    return Quad(
        upper_left=(found.ul.x, found.ul.y),
        upper_right=(found.ur.x, found.ur.y),
        lower_left=(found.ll.x, found.ll.y),
        lower_right=(found.lr.x, found.lr.y),
    )
