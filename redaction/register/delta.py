"""What changed since the register was packed: a few people, in plain tables that look-up reads beside the file."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from redaction.people.person import PersonRow
from redaction.register.packed import Leads, Packed
from redaction.register.person_keys import shortened
from redaction.register.word_hash import Hashes, Space

_LEAD_BYTES: Final = 1 << 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Delta:
    """Never changed: a further change makes another, so that whoever looks goes on with what they began with."""

    rows: Mapping[int, PersonRow]  # numbered on from the packed rows
    numbers: Mapping[str, int]  # by id
    keys: Mapping[int, tuple[int, ...]]  # rows of each key
    words: Mapping[int, tuple[str, ...]]  # of each spelling
    gone: frozenset[int]  # packed rows that were changed or ended
    fewer: Mapping[int, int]  # how many of a key's packed rows are gone
    bits: NDArray[np.uint8]
    longest_surname: int
    longest_street: int
    stirred: frozenset[int] | None  # packed rows to whom others may be close than the file says; None: all of them
    next: int  # number of the next row

    @classmethod
    def empty(cls, people: int) -> "Delta":
        """Nothing changed since *people* were packed."""
        bits = np.zeros(_LEAD_BYTES, np.uint8)
        return cls(
            rows={},
            numbers={},
            keys={},
            words={},
            gone=frozenset(),
            fewer={},
            bits=bits,
            longest_surname=1,
            longest_street=1,
            stirred=frozenset(),
            next=people,
        )

    def leading(self, keys: Hashes) -> NDArray[np.bool_]:
        """Which of these keys a name or street of these people may begin with."""
        return Leads(self.bits).has(keys)

    def stirs(self, row: int) -> bool:
        """Whether others may be close to a packed row than the file says."""
        return self.stirred is None or row in self.stirred

    def changed(
        self,
        fresh: Mapping[str, PersonRow],
        ended: Iterable[str],
        packed: Packed,
        stirred: frozenset[int] | None,
    ) -> "Delta":
        """With these people as given here, and without those whose ids are *ended*.

        Args:
            stirred: packed rows to whom others may be close by this; None: all of them.
        """
        draft = _Draft(self, packed)
        for person in {*fresh, *ended}:
            draft.take(person)
        for row in fresh.values():
            draft.put(row)
        known = self.stirred
        return draft.done(None if known is None or stirred is None else known | stirred)


class _Draft:
    """A delta while it is changed."""

    def __init__(self, old: Delta, packed: Packed) -> None:
        self._packed = packed
        self._person_keys = packed.keys
        self._rows = dict(old.rows)
        self._numbers = dict(old.numbers)
        self._keys = dict(old.keys)
        self._words = dict(old.words)
        self._gone = set(old.gone)
        self._fewer = Counter(old.fewer)
        self._leads: list[int] = []
        self._bits = old.bits
        self._longest_surname = old.longest_surname
        self._longest_street = old.longest_street
        self._next = old.next

    def take(self, person: str) -> None:
        number = self._numbers.pop(person, None)
        if number is not None:
            for key in self._person_keys.of(self._rows.pop(number)).keys:
                left = tuple(one for one in self._keys[key] if one != number)
                if left:
                    self._keys[key] = left
                else:
                    del self._keys[key]
        for row in self._packed.rows(self._person_keys.named(Space.PERSON, person)):
            if row not in self._gone and self._packed.id(row) == person:
                self._gone.add(row)
                self._fewer.update(self._person_keys.of(self._packed.row(row)).keys)

    def put(self, row: PersonRow) -> None:
        keys = self._person_keys.of(row)
        number, self._next = self._next, self._next + 1
        self._rows[number] = row
        self._numbers[row.id] = number
        for key in keys.keys:
            self._keys[key] = (*self._keys.get(key, ()), number)
        for word in keys.words:
            for one in shortened(word):
                spelling = self._person_keys.named(Space.SPELLING, one)
                if word not in self._words.get(spelling, ()):
                    self._words[spelling] = (*self._words.get(spelling, ()), word)
        self._leads += keys.leads
        self._longest_surname = max(self._longest_surname, keys.longest_surname)
        self._longest_street = max(self._longest_street, keys.longest_street)

    def done(self, stirred: frozenset[int] | None) -> Delta:
        # What was taken out stays in the filter: it only lets a look-up through that finds nothing.
        bits = self._bits.copy()
        Leads(bits).put(np.array(self._leads, np.uint64))
        return Delta(
            rows=self._rows,
            numbers=self._numbers,
            keys=self._keys,
            words=self._words,
            gone=frozenset(self._gone),
            fewer=self._fewer,
            bits=bits,
            longest_surname=self._longest_surname,
            longest_street=self._longest_street,
            stirred=stirred,
            next=self._next,
        )
