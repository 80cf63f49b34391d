"""People whom the register does not hold, told apart by their names as they are met."""

import heapq
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from redaction.detect.words import short_forms
from redaction.people.names import NameParts


@dataclass(slots=True)
class Stranger:
    """A name that the register does not hold, as it was met: its parts and, once used, its label."""

    parts: NameParts
    label: str = ""

    def fits(self, other: NameParts) -> bool:
        """Whether *other* is the same name, or a part or the initials of it."""
        if other.last and self.parts.last and not alike(other.last[0], self.parts.last[0]):
            return False
        if not other.first:
            return bool(other.last) and other.last in {self.parts.last, self.parts.first}
        if not self.parts.first:
            return bool(other.last)
        return alike(self.parts.first[0], other.first[0])


def alike(one: str, other: str) -> bool:
    """Whether two words are the same, forms of one given name, or one is the other's first letter."""
    return one == other or other in short_forms(one) or (1 in {len(one), len(other)} and one[0] == other[0])


class Strangers:
    """All of them, in the order they were met.

    A list of staff has thousands, and each mention asks for the first that fits: only those are tried of which a
    word is alike.
    """

    def __init__(self) -> None:
        self._met: Final[list[Stranger]] = []
        self._known: Final[dict[NameParts, Stranger]] = {}  # who comes first stays so, as others come after
        self._by_last = _Words()
        self._by_first = _Words()
        self._by_lone_first = _Words()  # of those who have no surname

    def met(self, parts: NameParts) -> Stranger:
        """The first whom *parts* fits, or somebody new."""
        known = self._known.get(parts)
        if known is None:
            found = (self._met[at] for at in self._candidates(parts))
            known = next((one for one in found if one.fits(parts)), None) or self._new(parts)
            self._known[parts] = known
        return known

    def _candidates(self, parts: NameParts) -> Iterable[int]:
        """Rising places of all who may fit."""
        if not parts.last:
            return self._by_first.alike(parts.first[0])
        given = parts.first or parts.last
        return heapq.merge(self._by_last.alike(parts.last[0]), self._by_lone_first.alike(given[0]))

    def _new(self, parts: NameParts) -> Stranger:
        at = len(self._met)
        self._met.append(Stranger(parts))
        if parts.last:
            self._by_last.add(parts.last[0], at)
        if parts.first:
            self._by_first.add(parts.first[0], at)
            if not parts.last:
                self._by_lone_first.add(parts.first[0], at)
        return self._met[at]


class _Words:
    """Where words were met, to be asked for those ``alike``."""

    def __init__(self) -> None:
        self._exact: Final[defaultdict[str, list[int]]] = defaultdict(list)
        self._by_initial: Final[defaultdict[str, list[int]]] = defaultdict(list)

    def add(self, word: str, at: int) -> None:
        """Note a word at a place after all others."""
        self._exact[word].append(at)
        self._by_initial[word[0]].append(at)

    def alike(self, word: str) -> Iterable[int]:
        """Rising places of the words alike."""
        if len(word) == 1:
            return self._by_initial.get(word, ())
        forms = (word, word[0], *short_forms(word))
        return heapq.merge(*(self._exact[form] for form in forms if form in self._exact))
