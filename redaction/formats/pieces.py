"""Texts gathered from many places, and changes brought back to each of them."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import Final

from redaction.charset import oddities
from redaction.document import Document, Unit
from redaction.plan import Plan


class Change:
    """What is to change in one slot: disjoint spans in rising order, each with what stands for it."""

    __slots__ = ("edits", "text")

    def __init__(self, text: str, edits: Iterable[tuple[int, int, str]]) -> None:
        self.text = text
        self.edits: list[tuple[int, int, str]] = []
        for start, end, replacement in sorted(edits, key=lambda edit: edit[:2]):
            if self.edits and start < self.edits[-1][1]:
                before = self.edits[-1]
                self.edits[-1] = (before[0], max(before[1], end), before[2] or replacement)
            else:
                self.edits.append((start, end, replacement))

    def made(self, fit: Callable[[str], str] = str) -> str:
        """The text with its changes, each replacement passed through *fit*."""
        parts: list[str] = []
        at = 0
        for start, end, replacement in self.edits:
            parts += (self.text[at:start], fit(replacement))
            at = end
        return "".join((*parts, self.text[at:]))


Place = Callable[[Change], None]


class Slot:
    """One stored text and the places that hold it; read only where there are none."""

    __slots__ = ("places", "text")

    def __init__(self, text: str, *places: Place) -> None:
        self.text = text
        self.places = list(places)


class Source:
    """One unit while it is gathered: slots in reading order with separators between."""

    __slots__ = ("_ends", "_parts", "length", "pieces", "place")

    def __init__(self, place: str) -> None:
        self.place = place
        self.pieces: list[tuple[int, Slot]] = []
        self.length = 0
        self._parts: list[str] = []
        self._ends: list[int] = []

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self._parts)

    @property
    def last(self) -> str:
        """The last stretch; empty at the start."""
        return self._parts[-1] if self._parts else ""

    def add(self, slot: Slot) -> None:
        """Append a slot; the same slot may stand in several sources and several times."""
        if slot.text:
            self.pieces.append((self.length, slot))
            self._parts.append(slot.text)
            self.length += len(slot.text)
            self._ends.append(self.length)

    def separate(self, text: str) -> None:
        """Append text that is stored nowhere."""
        self._parts.append(text)
        self.length += len(text)

    def unbreak(self, separator: str) -> None:
        """Put another separator in place of a line end that was the last to be appended."""
        if self.last == "\n":
            self._parts[-1] = separator

    def touched(self, start: int, end: int) -> Iterable[tuple[Slot, int, int]]:
        """Slots that share a character with the span, each with the shared span in its own text."""
        at = bisect_right(self._ends, start)
        while at < len(self.pieces) and self.pieces[at][0] < end:
            offset, slot = self.pieces[at]
            yield slot, max(start, offset) - offset, min(end, self._ends[at]) - offset
            at += 1


class Changes:
    """All changes of one document, gathered by slot and then made at once."""

    def __init__(self) -> None:
        self._edits: dict[int, tuple[Slot, list[tuple[int, int, str]]]] = {}

    def add(self, source: Source, start: int, end: int, replacement: str) -> None:
        """Change a span; the first slot that it touches takes the replacement, others lose their share."""
        for slot, begin, stop in source.touched(start, end):
            self._edits.setdefault(id(slot), (slot, []))[1].append((begin, stop, replacement))
            replacement = ""

    def make(self) -> None:
        """Bring every change to the places of its slot."""
        for slot, edits in self._edits.values():
            change = Change(slot.text, edits)
            for place in slot.places:
                place(change)


def units_of(sources: list[Source]) -> tuple[Unit, ...]:
    """The sources as units, numbered in order."""
    return tuple(Unit(id=number, place=one.place, text=one.text) for number, one in enumerate(sources))


def document_of(media_type: str, sources: list[Source], unread: Iterable[str]) -> Document:
    """What a reader gives of such sources. *unread*: in words, what nobody looked into."""
    units = units_of(sources)
    notes = [f"unread-{word.replace(' ', '-')}" for word in dict.fromkeys(unread)]
    odd = dict.fromkeys(note for unit in units for note in oddities(unit.text))
    return Document(media_type=media_type, units=units, notes=(*notes, *odd))


def cut(sources: list[Source], plan: Plan, changes: Changes) -> tuple[str, ...]:
    """Gather the plan's cuts; the values cut, in the plan's order by unit.

    Raises:
        ValueError: the plan was made for another document.
    """
    removed: list[str] = []
    planned = plan.by_unit()
    for number, source in enumerate(sources):
        cuts = planned.get(number, ())
        if not cuts:
            continue
        text = source.text
        if cuts[-1].end > len(text):
            raise ValueError(f"a cut of unit {number} ends beyond its text")
        for one in cuts:
            removed.append(text[one.start : one.end])
            changes.add(source, one.start, one.end, one.replacement)
    if len(removed) != len(plan.cuts):
        raise ValueError("the plan names a unit that this document does not have")
    return tuple(removed)


_NOT_IN_KEY: Final = re.compile(r"\W+", re.ASCII)
_NOT_IN_SHEET: Final = re.compile(r"[\[\]:*?/\\']+")


def as_key(replacement: str) -> str:
    """A label as a name that others refer to: *[Person 1]* is ``Person_1``."""
    return _NOT_IN_KEY.sub("_", replacement).strip("_") or "x"


def as_sheet(replacement: str) -> str:
    """A label as the name of a sheet, in which brackets would mean another file."""
    return _NOT_IN_SHEET.sub("", replacement) or "x"
