"""The packed register: rows as bytes, and one table from keys to rows, read where they lie.

The table is open addressing in two arrays: four bytes of a key's print and four of its value, which is a row or the
place of a list of rows. Keys lie in their own order from their slot on, so that the table can be laid out by sorting
and one running maximum. Two keys of one print and slot both answer for either: a chance of one in four thousand
million makes a row too many, never one too few.
"""

import json
from bisect import bisect_left
from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from redaction.people.person import PersonRow
from redaction.register.memory_file import MemoryFile
from redaction.register.person_keys import PersonKeys
from redaction.register.rows import names_of, relations_of, unpacked
from redaction.register.word_hash import Hashes, WordHash

MAGIC: Final = b"people-3"
HEAD_BYTES: Final = 4096
LISTED: Final = 1 << 31  # of a value: it is the place of a list
LOW: Final = 2**32 - 1


Rows = tuple[int, ...]
"""People by their place in the register, in the order of their ids."""


class Packed:
    """Reads such a file. Nothing is copied, and all of it may be shared."""

    def __init__(self, file: MemoryFile) -> None:
        """*file* as ``pack`` made it.

        Raises:
            ValueError: it is something else, or of another version.
        """
        self.file: Final = file
        view = memoryview(file.memory)
        if bytes(view[: len(MAGIC)]) != MAGIC:
            raise ValueError("not a packed register of this version")
        head = json.loads(bytes(view[len(MAGIC) : HEAD_BYTES]).rstrip(b"\0"))
        self.hashes: Final = WordHash(bytes.fromhex(head["key"]))
        self.keys: Final = PersonKeys(self.hashes)
        self.people: Final[int] = head["people"]
        self.longest_surname: Final[int] = head["longest_surname"]
        self.longest_street: Final[int] = head["longest_street"]
        sections = [view[start:end] for start, end in head["sections"]]
        self.label: Final = str(sections[8], "utf-8")
        self._rows: Final = sections[0]
        self._row_ends: Final = sections[1].cast("Q")
        self._prints: Final = sections[2].cast("I")  # 0: nothing lies here
        self._values: Final = sections[3].cast("I")
        self._lists: Final = sections[4].cast("I")  # how many, then that many rows
        self._words: Final = sections[6]
        self._word_ends: Final = sections[7].cast("I")
        self._ids: Final = sections[9]
        self._id_ends: Final = sections[10].cast("I")
        self._close: Final = sections[11].cast("I")
        self._close_ends: Final = sections[12].cast("I")
        self._slots: Final[int] = head["slots"]
        self._leads: Final = Leads(np.frombuffer(sections[5], np.uint8))

    def rows(self, key: int) -> Rows:
        """The rows of a key, rising."""
        slot, wanted = (key >> 32) * self._slots >> 32, key & LOW or 1
        prints = self._prints
        found: Rows = ()
        while held := prints[slot]:
            if held == wanted:
                value = self._values[slot]
                found += self._listed(value ^ LISTED) if value & LISTED else (value,)
            slot += 1
        return found

    def holds(self, key: int) -> bool:
        """Whether a key has rows; what most keys of a text are asked, and answered with no."""
        slot, wanted = (key >> 32) * self._slots >> 32, key & LOW or 1
        prints = self._prints
        while held := prints[slot]:
            if held == wanted:
                return True
            slot += 1
        return False

    def count(self, key: int) -> int:
        """How many rows a key has; none is looked at."""
        slot, wanted = (key >> 32) * self._slots >> 32, key & LOW or 1
        prints = self._prints
        count = 0
        while held := prints[slot]:
            if held == wanted:
                value = self._values[slot]
                count += self._lists[value ^ LISTED] if value & LISTED else 1
            slot += 1
        return count

    def has(self, key: int, row: int) -> bool:
        """Whether a row is one of a key's; of many it is looked for by halves, and none is copied."""
        slot, wanted = (key >> 32) * self._slots >> 32, key & LOW or 1
        prints = self._prints
        while held := prints[slot]:
            if held == wanted:
                value = self._values[slot]
                if value == row or (value & LISTED and self._lists_it(value ^ LISTED, row)):
                    return True
            slot += 1
        return False

    def row(self, number: int) -> PersonRow:
        """One person."""
        return unpacked(self.id(number), self._row(number))

    def id(self, number: int) -> str:
        """One person's id."""
        ends = self._id_ends
        return str(self._ids[ends[number - 1] if number else 0 : ends[number]], "utf-8", "surrogatepass")

    def ids(self, numbers: Iterable[int]) -> list[str]:
        """The ids of some people: of a very common name they are hundreds."""
        ends, ids = self._id_ends, self._ids
        return [
            str(ids[ends[number - 1] if number else 0 : ends[number]], "utf-8", "surrogatepass") for number in numbers
        ]

    def close(self, number: int) -> Rows:
        """Whom one person lives with, is related to or shares a relation with."""
        ends = self._close_ends
        return tuple(self._close[ends[number - 1] if number else 0 : ends[number]])

    def names(self, number: int) -> tuple[str, ...]:
        """One person's name and aliases."""
        return names_of(self._row(number))

    def relations(self, number: int) -> tuple[str, ...]:
        """The ids of whom one person is related to."""
        return relations_of(self._row(number))

    def word(self, number: int) -> str:
        """One word of those that names are made of."""
        ends = self._word_ends
        return str(self._words[ends[number - 1] if number else 0 : ends[number]], "utf-8", "surrogatepass")

    def leading(self, keys: Hashes) -> NDArray[np.bool_]:
        """Which of these keys a name or street may begin with; nearly none that is not one."""
        return self._leads.has(keys)

    def leads(self, key: int) -> bool:
        """The same of one key."""
        return self._leads.has_one(key)

    def _row(self, number: int) -> bytes:
        ends = self._row_ends
        return bytes(self._rows[ends[number - 1] if number else 0 : ends[number]])

    def _lists_it(self, at: int, row: int) -> bool:
        end = at + 1 + self._lists[at]
        place = bisect_left(self._lists, row, at + 1, end)
        return place < end and self._lists[place] == row

    def _listed(self, at: int) -> Rows:
        return tuple(self._lists[at + 1 : at + 1 + self._lists[at]])


class Leads:
    """A Bloom filter with two bits for each key, in an array whose size is a power of two."""

    def __init__(self, bits: NDArray[np.uint8]) -> None:
        self._bits: Final = bits
        self._view: Final = memoryview(bits)  # type: ignore[arg-type]  # an array is a buffer
        self._mask: Final = len(bits) * 8 - 1

    def has(self, keys: Hashes) -> NDArray[np.bool_]:
        """Which of many keys may be in it."""
        found = self._test(keys)
        # The second bit is asked for only where the first is set.
        some = np.flatnonzero(found)
        found[some] = self._test(keys[some] >> np.uint64(32))
        return found

    def has_one(self, key: int) -> bool:
        """Whether one key may be in it."""
        one, other = key & self._mask, key >> 32 & self._mask
        view = self._view
        return bool(view[one >> 3] >> (one & 7) & 1 and view[other >> 3] >> (other & 7) & 1)

    def put(self, keys: Hashes) -> None:
        """Enter keys; the array must be one that may be written."""
        for places in (keys & np.uint64(self._mask), keys >> np.uint64(32) & np.uint64(self._mask)):
            np.bitwise_or.at(
                self._bits, places >> np.uint64(3), np.uint8(1) << (places & np.uint64(7)).astype(np.uint8)
            )

    def _test(self, keys: Hashes) -> NDArray[np.bool_]:
        # Signed numbers, which an array is indexed by as they are.
        places = (keys & np.uint64(self._mask)).view(np.int64)
        held = self._bits[places >> 3] >> (places & 7).astype(np.uint8)
        result: NDArray[np.bool_] = (held & np.uint8(1)).view(np.bool_)
        return result
