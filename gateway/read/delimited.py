"""Tables as text: CSV and kin, read cell by cell (RFC 4180), the whole table as one value.

Names and dates stand in columns of their own, so that cells are read together: a tab between them, a line for a row.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from gateway.model.message import UnreadReason
from gateway.read.values import Form, Piece, Value, Values

TABLE_TYPES: Final = frozenset(
    {"text/csv", "application/csv", "text/comma-separated-values", "text/tab-separated-values"}
)
_SEPARATOR_LINE: Final = re.compile(r"\ufeff?sep=(.)\r?\n", re.IGNORECASE)  # what Excel puts on top
_DELIMITERS: Final = ",;\t|"
_SNIFFED_LINES: Final = 50
_MOST_CELLS: Final = 500_000
_FIRST_NAME: Final = re.compile(r"\s*(?:forenames?|(?:first|given|christian)[ _-]?names?|first)\s*", re.IGNORECASE)
_SURNAME: Final = re.compile(r"\s*(?:surnames?|(?:last|family)[ _-]?names?|last)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    text: str
    start: int  # of it as written, in the part's text
    stop: int


def delimited(text: str) -> Values:
    """The cells of a table; never raises."""
    named = _SEPARATOR_LINE.match(text)
    delimiter = named[1] if named is not None else sniffed(text)
    begin = named.end() if named is not None else int(text.startswith("\ufeff"))
    rows = _rows(text, begin, delimiter)
    if isinstance(rows, UnreadReason):
        return Values(values=(), faults=(rows,))
    order = _order(rows[0]) if rows else None
    pieces: list[Piece] = []
    said: list[str] = []
    length = 0
    for row in rows:
        for cell, before in _in_order(row, order):
            at = length + len(before)
            length = at + len(cell.text)
            said += (before, cell.text)
            if cell.text:
                pieces.append(Piece(at=at, end=length, start=cell.start, stop=cell.stop, form=Form.CELL))
        said.append("\n")
        length += 1
    return Values(values=(Value(label="", text="".join(said), pieces=tuple(pieces)),), faults=())


def _rows(text: str, begin: int, delimiter: str) -> list[list[_Cell]] | UnreadReason:
    mark = re.escape(delimiter)
    pattern = re.compile(rf'(?:"((?:[^"]|"")*)"|((?!")[^\r\n{mark}]*))({mark}|\r?\n|\r|\Z)')
    rows: list[list[_Cell]] = [[]]
    at = begin
    for _ in range(_MOST_CELLS):
        match = pattern.match(text, at)
        if match is None:  # a quote that does not end, or something behind it: readers part here
            return UnreadReason.MALFORMED
        shown = match[2] if match[1] is None else match[1].replace('""', '"').replace("\r\n", "\n")
        rows[-1].append(_Cell(text=shown, start=at, stop=match.start(3)))
        at = match.end()
        if match[3] != delimiter:
            if at >= len(text):
                return rows
            rows.append([])
    return UnreadReason.TOO_LARGE


def _order(header: list[_Cell]) -> tuple[int, int] | None:
    """The columns of first name and surname; None: the table has no such two."""
    first = next((n for n, cell in enumerate(header) if _FIRST_NAME.fullmatch(cell.text)), None)
    last = next((n for n, cell in enumerate(header) if _SURNAME.fullmatch(cell.text)), None)
    return None if first is None or last is None else (first, last)


def _in_order(row: list[_Cell], order: tuple[int, int] | None) -> Iterator[tuple[_Cell, str]]:
    """The cells of a row as they are read, each with what stands before it: a name is read in one piece."""
    first, last = order if order is not None and max(order) < len(row) else (-1, -1)
    before = ""
    for number, cell in enumerate(row):
        if number == last:
            continue
        yield cell, before
        before = "\t"
        if number == first:
            yield row[last], " "


def sniffed(text: str) -> str:
    """The delimiter: the one that divides most of the first lines into the same number of cells, at least two."""
    lines = [re.sub(r'"(?:[^"]|"")*"', "", line) for line in text.splitlines()[:_SNIFFED_LINES] if line.strip()]

    def weight(delimiter: str) -> tuple[int, int]:
        counts = [line.count(delimiter) for line in lines]
        first = counts[0] if counts else 0
        return (sum(count == first for count in counts) if first else 0, first)

    return max(_DELIMITERS, key=weight)
