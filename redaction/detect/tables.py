"""Cells of tables written as text: tabs, bars, semicolons, commas or two blanks between them."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

from redaction.spans import Cover

_BETWEEN: Final = ("|", "\t", ";", ",", "  ")  # what parts the cells of a line; the first that it holds counts
_STROKES: Final = " / "  # parts them too, where it stands twice: "Name / DOB / School"
_WIDE: Final = re.compile(r" {2,}")
_STROKE: Final = re.compile(_STROKES)
_MOST_CELLS: Final = 200  # of one line; what has more is no table that somebody reads


class Cell(NamedTuple):
    """One cell: its span without blanks and quotes, and its row and column in its table."""

    start: int
    end: int
    row: int
    column: int


def heads(text: str) -> Cover | None:
    """The lines that have cells parted as those of the next line are, for below no other does a value stand.

    None: there are none, as in most texts.
    """
    found: list[tuple[int, int]] = []
    last, start, end = "", 0, -1  # of the line before
    at = 0
    for line in text.split("\n"):
        between = _parted_by(line)
        if between and between == last:
            found.append((start, end + 1))
        last, start, end = between, at, at + len(line)
        at = end + 1
    return Cover(found) if found else None


def _parted_by(line: str) -> str:
    """What parts the cells of a line; empty: nothing does."""
    line = line.strip()
    mark = next((mark for mark in _BETWEEN if mark in line), "")
    return _STROKES if mark not in {"|", "\t"} and line.count(_STROKES) > 1 else mark


class Tables:
    """The tables of one text: lines one after another whose cells are parted alike.

    Found in time that grows with the text, and asked for a cell in logarithmic time.
    """

    def __init__(self, text: str) -> None:
        self._cells: Final[list[Cell]] = []
        self._starts: Final[list[int]] = []
        # Each table's cells by column, in rising order.
        self._columns: Final[list[dict[int, list[Cell]]]] = []
        self._table_of: Final[list[int]] = []  # of each cell
        last, row, start = "", 0, 0
        for line in text.split("\n"):
            between = _parted_by(line)
            if between:
                if between != last:
                    self._columns.append({})
                    row = 0
                self._enter(line, start, between, row)
                row += 1
            last = between
            start += len(line) + 1

    def cell_at(self, position: int) -> Cell | None:
        """The cell that holds *position*; None: none does."""
        at = bisect_right(self._starts, position) - 1
        return self._cells[at] if at >= 0 and position < self._cells[at].end else None

    def below(self, cell: Cell) -> Iterator[Cell]:
        """The cells under *cell* in its column, downwards."""
        index = bisect_right(self._starts, cell.start) - 1
        column = self._columns[self._table_of[index]][cell.column]
        at = bisect_right(column, cell)
        while at < len(column):
            yield column[at]
            at += 1

    def _enter(self, line: str, start: int, between: str, row: int) -> None:
        for column, (first, last) in enumerate(_cells(line, between)):
            if first == last:
                continue
            cell = Cell(start + first, start + last, row, column)
            self._cells.append(cell)
            self._starts.append(cell.start)
            self._table_of.append(len(self._columns) - 1)
            self._columns[-1].setdefault(column, []).append(cell)


def _cells(line: str, between: str) -> Iterator[tuple[int, int]]:
    """The spans of a line's cells, without blanks and quotes around; commas within quotes part nothing."""
    if between == "  ":
        pieces = [(match.start(), match.end()) for match in _WIDE.finditer(line, len(line) - len(line.lstrip()))]
    elif between == _STROKES:
        pieces = [(match.start(), match.end()) for match in _STROKE.finditer(line)]
    else:
        pieces = [(at, at + 1) for at, char in enumerate(line) if char == between]
    start, quoted = 0, False
    found = 0
    for first, following in (*pieces, (len(line), len(line))):
        if between == ",":
            quoted = line.count('"', start, first) % 2 == 1
        if quoted:
            continue
        left, right = start, first
        while left < right and line[left] in ' \t\r"':
            left += 1
        while right > left and line[right - 1] in ' \t\r"':
            right -= 1
        yield left, right
        start = following
        found += 1
        if found == _MOST_CELLS:
            return
