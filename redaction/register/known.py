"""Everybody of the register at one generation: the packed file, and over it what changed since."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from redaction.people.person import PersonRow
from redaction.register.delta import Delta
from redaction.register.packed import Leads, Packed, Rows
from redaction.register.packer import pack
from redaction.register.word_hash import Hashes, Space


class Known:
    """Read only; ``changed`` gives another that shares the file."""

    def __init__(self, packed: Packed, delta: Delta | None = None) -> None:
        self._packed: Final = packed
        self._delta: Final = delta or Delta.empty(packed.people)
        self.hashes: Final = packed.hashes
        self.keys: Final = packed.keys
        self.label: Final = packed.label
        self.longest_surname: Final = max(packed.longest_surname, self._delta.longest_surname)
        self.changes: Final = len(self._delta.rows) + len(self._delta.gone)
        self._more: Final = Leads(self._delta.bits) if self._delta.rows else None

    @classmethod
    def of(cls, rows: Iterable[PersonRow]) -> "Known":
        """These people, packed for this process."""
        return cls(Packed(pack(rows)))

    def changed(self, rows: Iterable[PersonRow], ended: Iterable[str]) -> "Known":
        """With these people as given here, and without those whose ids are *ended*."""
        return Known(self._packed, self._delta.changed(rows, ended, self._packed))

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

    def ties(self, number: int) -> tuple[str, tuple[str, ...]]:
        """One person's id, and the ids of whom the person is related to."""
        if number < self._packed.people:
            return self._packed.ties(number)
        row = self._delta.rows[number]
        return row.id, tuple(other for _, other in row.relations)

    def homes(self, number: int) -> tuple[int, ...]:
        """The keys of one person's homes."""
        if number < self._packed.people:
            return self._packed.homes(number)
        return tuple(self.keys.streets(self._delta.rows[number]))

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
