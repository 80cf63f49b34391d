"""Tables as mail carries them, with commas, semicolons, tabs or bars: what a column's head says of its cells."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from redaction.detect.words import lines as listed
from redaction.detect.words import word_list
from redaction.tokens import Prepared, lines


class Column(StrEnum):
    """What a column's head says its cells hold; ``detect/lists/columns.txt`` has the heads of each."""

    NAME = "name"
    BORN = "born"
    ADDRESS = "address"
    AGE = "age"
    CLASS = "class"  # a year at school, or the name of a room
    NUMBER = "number"  # of a case, a client, a paper
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
# "ASF ref", "Voucher no", "person_id": the number of what is no thing.
_NUMBERED: Final = re.compile(
    r"(?P<of>[A-Za-z][A-Za-z '/_-]{0,20}?)[ _]?(?:no|num|number|id|ref|reference)s?\.?", re.IGNORECASE
)
_THINGS: Final = word_list("numbered_things") | {"nhs", "upn", "uln", "ni", "passport", "mob"}
_PERSONAL: Final = frozenset({Column.NAME, Column.BORN})
_ASKED: Final = frozenset({Column.NAME, Column.BORN, Column.ADDRESS})
_SHORTEST_ASKED: Final = 3  # "Y" is an answer
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
    mark, heads, first = "", list[Column | None](), True
    for start, end in lines(text):
        line = text[start:end]
        if heads and mark in line:
            # "| Name | Mia | DOB | 3/4/12 |" above "| Known as | Mimi | Age | 13 |": a form, no table.
            if first and not _RULE.match(line):
                first = False
                heads = [] if _asks_on(line, mark, heads) else heads
            if heads and not _RULE.match(line):
                yield from _row(text, start, end, mark, heads)
            continue
        asking = bool(mark) and not heads and mark in line
        begun = _head(line) if end - start <= _LONGEST_HEAD else ("", [])
        # Among the lines of a form only what is a head throughout begins a table.
        if not asking or None not in begun[1]:
            mark, heads = begun if begun[1] or not asking else (mark, [])
        first = True


def _asks_on(line: str, mark: str, heads: Sequence[Column | None]) -> bool:
    """Whether below a head stands another: both are what a form asks for, with the answers beside them."""
    below = (cell["cell"].strip(' \t"*') for cell in _CELLS[mark].finditer(line))
    return any(
        head in _ASKED and len(cell) >= _SHORTEST_ASKED and _plain(cell) in _HEADS
        for head, cell in zip(heads, below, strict=False)
    )


def _head(line: str) -> tuple[str, list[Column | None]]:
    begun = line.lstrip("| ")
    for mark, form in _CELLS.items():
        # The first cell says nearly always that a line is none: prose is full of commas. Bars and tabs it has not.
        end = begun.find(mark, 0, _LONGEST_CELL + len(mark))
        if end < 0 or (mark not in _SURE and _plain(begun[:end]) not in _HEADS):
            continue
        found = [_kind(cell["cell"]) for cell in form.finditer(line)]
        if sum(one is not None for one in found) >= 2:
            return mark, found
    return "", []


def _kind(head: str) -> Column | None:
    """What cells below a head hold; None: it is no head that is known."""
    known = _HEADS.get(_plain(head)) or _HEADS.get(_plain(head.split("/")[0]))
    numbered = _NUMBERED.fullmatch(head.strip(' \t"*\r')) if known is None else None
    if numbered is not None and _THINGS.isdisjoint(re.split(r"[ '/_-]", numbered["of"].lower())):
        return Column.NUMBER
    return known


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
        # Beside nobody's name or birth it numbers goods, rooms or courses.
        if column is Column.NUMBER and _PERSONAL.isdisjoint(heads):
            continue
        at = start + match.start("cell") + match["cell"].index(value)
        yield Cell(at, at + len(value), column)
