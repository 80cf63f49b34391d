"""Tables as mail carries them, with commas, semicolons, tabs or bars: what a column's head says of its cells."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from redaction.detect.words import lines as listed
from redaction.tokens import Prepared, lines


class Column(StrEnum):
    """What a column's head says its cells hold; ``detect/lists/columns.txt`` has the heads of each."""

    NAME = "name"
    BORN = "born"
    ADDRESS = "address"
    AGE = "age"
    CLASS = "class"  # a year at school, or the name of a room
    OTHER = "other"  # shows that the line is a head, no more


class Cell(NamedTuple):
    """One filled cell below a head: its span without blanks and quotes."""

    start: int
    end: int
    column: Column


_HEADS: Final = {
    re.sub(r"[^a-z0-9%]", "", head): Column(kind)
    for kind, heads in (line.split(":", 1) for line in listed("columns"))
    for head in heads.split()
}
_CELLS: Final = {
    mark: re.compile(rf'(?P<cell>[ ]*"[^"\n]*"[ ]*|[^{re.escape(mark)}]*)(?:{re.escape(mark)}|\Z)')
    for mark in "\t|;,"
} | {
    " / ": re.compile(r"(?P<cell>(?:[^ ]|[ ](?!/ ))*)(?:[ ]/[ ]|\Z)"),
    "  ": re.compile(r"(?P<cell>[^ ](?:[ ]?[^ ])*)(?:[ ]{2,}|\Z)"),
}
_NO_LETTER: Final = re.compile(r"[^a-z0-9%]")
_SURE: Final = frozenset({"\t", "|", "  "})
_RULE: Final = re.compile(r"[|+:= -]+\Z")
_LONGEST_CELL: Final = 30
_LONGEST_HEAD: Final = 400  # characters; a longer line is prose


def cells(text: str) -> Sequence[Cell]:
    """The cells below heads that say what they hold, row by row; a line of another shape ends a table."""
    if not isinstance(text, Prepared):
        return tuple(_all(text))
    if text.cells is None:
        text.cells = tuple(_all(text))
    return text.cells


def is_head(text: str, start: int, end: int) -> bool:
    """Whether a span is a whole cell of a line of heads, and one of the heads that are known: *Day* beside *Name*."""
    if _plain(text[start:end]) not in _HEADS:
        return False
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    line = text[first : last if last >= 0 else len(text)]
    mark, _ = _head(line) if len(line) <= _LONGEST_HEAD else ("", [])
    return bool(mark) and any(
        match["cell"].strip(' \t"*\r') == text[start:end] and match.start() <= start - first < match.end()
        for match in _CELLS[mark].finditer(line)
    )


def _all(text: str) -> Iterator[Cell]:
    mark, heads = "", list[Column | None]()
    for start, end in lines(text):
        line = text[start:end]
        if heads and mark in line:
            if not _RULE.match(line):
                yield from _row(text, start, end, mark, heads)
            continue
        mark, heads = _head(line) if end - start <= _LONGEST_HEAD else ("", [])


def _head(line: str) -> tuple[str, list[Column | None]]:
    begun = line.lstrip("| ")
    for mark, form in _CELLS.items():
        # The first cell says nearly always that a line is none: prose is full of commas. Bars and tabs it has not.
        end = begun.find(mark, 0, _LONGEST_CELL + len(mark))
        if end < 0 or (mark not in _SURE and _plain(begun[:end]) not in _HEADS):
            continue
        found = [_HEADS.get(_plain(cell["cell"])) for cell in form.finditer(line)]
        if sum(one is not None for one in found) >= 2:
            return mark, found
    return "", []


def _plain(head: str) -> str:
    """A head by its letters alone: *D.O.B.*, *dob*; *NC Year*, *NCYear*; without *(dd/mm/yyyy)*."""
    return _NO_LETTER.sub("", head.lower().split("(")[0] or head.lower())


def _row(text: str, start: int, end: int, mark: str, heads: list[Column | None]) -> Iterator[Cell]:
    line = text[start:end]
    for place, match in enumerate(_CELLS[mark].finditer(line)):
        column = heads[place] if place < len(heads) else None
        value = match["cell"].strip(' \t"*')
        if column is None or column is Column.OTHER or not value:
            continue
        at = start + match.start("cell") + match["cell"].index(value)
        yield Cell(at, at + len(value), column)
