"""Everybody of the register at one generation: the packed file, and over it what changed since."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from redaction.people.person import PersonRow
from redaction.register.close_lists import MANY
from redaction.register.delta import Delta
from redaction.register.packed import Leads, Packed, Rows
from redaction.register.packer import pack
from redaction.register.word_hash import Hashes, Space

_MOST_NAMING: Final = 1_000
"""People who name one person as their relation, beyond whom a change of that person may be one of anybody's."""


class Known:
    """Read only; ``changed`` gives another that shares the file."""

    def __init__(self, packed: Packed, delta: Delta | None = None) -> None:
        self._packed: Final = packed
        self._delta: Final = delta or Delta.empty(packed.people)
        self.hashes: Final = packed.hashes
        self.keys: Final = packed.keys
        self.label: Final = packed.label
        self.longest_surname: Final = max(packed.longest_surname, self._delta.longest_surname)
        self.longest_street: Final = max(packed.longest_street, self._delta.longest_street)
        self.changes: Final = len(self._delta.rows) + len(self._delta.gone)
        self._more: Final = Leads(self._delta.bits) if self._delta.rows else None

    @classmethod
    def of(cls, rows: Iterable[PersonRow]) -> "Known":
        """These people, packed for this process."""
        return cls(Packed(pack(rows)))

    def changed(self, rows: Iterable[PersonRow], ended: Iterable[str]) -> "Known":
        """With these people as given here, and without those whose ids are *ended*."""
        fresh = {row.id: row for row in rows}
        stirred = self._stirred(fresh, {*fresh, *ended})
        return Known(self._packed, self._delta.changed(fresh, ended, self._packed, stirred))

    def __len__(self) -> int:
        return self._packed.people - len(self._delta.gone) + len(self._delta.rows)

    def __iter__(self) -> Iterator[PersonRow]:
        """Everybody, by id."""
        return map(self.row, self.all())

    def all(self) -> Sequence[int]:
        """Everybody's place, by id."""
        packed = range(self._packed.people)
        if not self.changes:
            return packed
        return self.ordered([*(row for row in packed if row not in self._delta.gone), *self._delta.rows])

    def rows(self, key: int) -> Rows:
        """Whom a key leads to."""
        found = self._packed.rows(key)
        if self.changes:
            return self.ordered(
                [*(row for row in found if row not in self._delta.gone), *self._delta.keys.get(key, ())]
            )
        return found

    def holds(self, key: int) -> bool:
        """Whether a key may lead to somebody."""
        return self._packed.holds(key) or key in self._delta.keys

    def count(self, key: int) -> int:
        """How many a key leads to; none of them is looked at."""
        count = self._packed.count(key)
        if count and self.changes:
            count -= self._delta.fewer.get(key, 0)
        return count + len(self._delta.keys.get(key, ()))

    def has(self, key: int, row: int) -> bool:
        """Whether a key leads to this person; nobody else it leads to is looked at."""
        if row < self._packed.people:
            return self._packed.has(key, row) and row not in self._delta.gone
        return row in self._delta.keys.get(key, ())

    def ordered(self, rows: Iterable[int]) -> Rows:
        """Some people in the order of their ids, each once."""
        distinct = sorted(set(rows))
        if distinct and distinct[-1] >= self._packed.people:
            distinct.sort(key=self.id)
        return tuple(distinct)

    def row(self, number: int) -> PersonRow:
        """One person."""
        return self._packed.row(number) if number < self._packed.people else self._delta.rows[number]

    def id(self, number: int) -> str:
        """One person's id."""
        return self._packed.id(number) if number < self._packed.people else self._delta.rows[number].id

    def ids(self, numbers: Sequence[int]) -> list[str]:
        """The ids of some people."""
        if max(numbers, default=0) < self._packed.people:
            return self._packed.ids(numbers)
        return list(map(self.id, numbers))

    def names(self, number: int) -> tuple[str, ...]:
        """One person's name and aliases."""
        if number < self._packed.people:
            return self._packed.names(number)
        row = self._delta.rows[number]
        return row.name, *row.aliases

    def relations(self, number: int) -> tuple[str, ...]:
        """The ids of whom one person is related to."""
        if number < self._packed.people:
            return self._packed.relations(number)
        return tuple(other for _, other in self._delta.rows[number].relations)

    def close(self, number: int) -> Rows:
        """Whom one person lives with, is related to or shares a relation with.

        An address or a relation of more than ``MANY`` brings nobody together.
        """
        if number < self._packed.people and not self._delta.stirs(number):
            return self._packed.close(number)
        return self.ordered({*self._near(self.row(number), MANY, MANY)} - {number})

    def _near(self, row: PersonRow, most: int, most_naming: int) -> Iterator[int]:
        """The same by walking from key to key, and the person too.

        Args:
            most: people of an address or a relation, beyond whom none is met by it.
            most_naming: the same of those who name this person as a relation.
        """
        for home in self.keys.streets(row):
            yield from self._few(home, most)
        related = {other for _, other in row.relations}
        related.update(map(self.id, self._few(self._naming(row.id), most_naming)))
        for other in related:
            yield from self._few(self._naming(other), most)
            for one in self.at(other):
                yield one
                for person in self.relations(one):
                    yield from self.at(person)

    def _stirred(self, fresh: Mapping[str, PersonRow], persons: Collection[str]) -> frozenset[int] | None:
        """Those for whom it is another answer, or may be, once these people have changed; None: anybody.

        Whoever met a changed person on the walk is met from there: it leads both ways. What more people than ``MANY``
        share, however many of them change, brings nobody together before or after.
        """
        most = MANY + len(persons)
        found: set[int] = set()
        for person in persons:
            if self.count(self._naming(person)) > _MOST_NAMING:
                return None
            rows = [self.row(number) for number in self.at(person)]
            for row in (*rows, fresh[person]) if person in fresh else rows:
                found.update(self._near(row, most, _MOST_NAMING))
        return frozenset(number for number in found if number < self._packed.people)

    def _naming(self, person: str) -> int:
        return self.keys.named(Space.RELATED, person)

    def _few(self, key: int, most: int) -> Rows:
        return self.rows(key) if self.count(key) <= most else ()

    def at(self, person: str) -> Rows:
        """Whoever has this id: nobody or one, but where a file gave it twice."""
        return tuple(row for row in self.rows(self.keys.named(Space.PERSON, person)) if self.id(row) == person)

    def spelt(self, word: str) -> Iterator[str]:
        """Words of names that differ from this one by about a letter."""
        spelling = self.keys.named(Space.SPELLING, word)
        yield from map(self._packed.word, self._packed.rows(spelling))
        yield from self._delta.words.get(spelling, ())

    def leading(self, keys: Hashes) -> NDArray[np.bool_]:
        """Which of these keys a name or street may begin with; nearly none that is not one."""
        found = self._packed.leading(keys)
        return found if self._more is None else found | self._more.has(keys)

    def leads(self, key: int) -> bool:
        """The same of one key."""
        return self._packed.leads(key) or (self._more is not None and self._more.has_one(key))
