"""The packed register: rows as bytes, and one table from keys to rows, read where they lie.

The table is open addressing in two arrays: four bytes of a key's print and four of its value, which is a row or the
place of a list of rows. Keys lie in their own order from their slot on, so that the table can be laid out by sorting
and one running maximum. Two keys of one print and slot both answer for either: a chance of one in four thousand
million makes a row too many, never one too few.
"""

import json
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from redaction.person import PersonRow
from redaction.register.memory_file import MemoryFile
from redaction.register.person_keys import PersonKeys
from redaction.register.rows import id_of, unpacked
from redaction.register.word_hash import Hashes, WordHash

MAGIC: Final = b"people-1"
HEAD_BYTES: Final = 4096
LISTED: Final = 1 << 31  # of a value: it is the place of a list
LOW: Final = 2**32 - 1


class Sections(NamedTuple):
    """The parts of the file, in their order."""

    rows: memoryview  # bytes
    row_ends: memoryview  # uint64: where each row ends
    prints: memoryview  # uint32; 0: nothing lies here
    values: memoryview  # uint32
    lists: memoryview  # uint32: how many, then that many rows
    leads: memoryview  # bits
    words: memoryview  # bytes
    word_ends: memoryview  # uint32


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
        self.label: Final[str] = head["label"]
        self.people: Final[int] = head["people"]
        self.longest_surname: Final[int] = head["longest_surname"]
        sections = [view[start:end] for start, end in head["sections"]]
        self._parts: Final = Sections(
            rows=sections[0],
            row_ends=sections[1].cast("Q"),
            prints=sections[2].cast("I"),
            values=sections[3].cast("I"),
            lists=sections[4].cast("I"),
            leads=sections[5],
            words=sections[6],
            word_ends=sections[7].cast("I"),
        )
        self._slots: Final[int] = head["slots"]
        self._leads: Final = Leads(np.frombuffer(self._parts.leads, np.uint8))

    def rows(self, key: int) -> list[int]:
        """The rows of a key, rising."""
        found: list[int] = []
        lists = self._parts.lists
        for value in self._values(key):
            if value & LISTED:
                at = value ^ LISTED
                found += lists[at + 1 : at + 1 + lists[at]]
            else:
                found.append(value)
        return found

    def count(self, key: int) -> int:
        """How many rows a key has; none is looked at."""
        return sum(self._parts.lists[value ^ LISTED] if value & LISTED else 1 for value in self._values(key))

    def row(self, number: int) -> PersonRow:
        """One person."""
        return unpacked(self._row(number))

    def id(self, number: int) -> str:
        """One person's id."""
        return id_of(self._row(number))

    def word(self, number: int) -> str:
        """One word of those that names are made of."""
        ends = self._parts.word_ends
        return str(self._parts.words[ends[number - 1] if number else 0 : ends[number]], "utf-8", "surrogatepass")

    def leading(self, keys: Hashes) -> NDArray[np.bool_]:
        """Which of these keys a name or street may begin with; nearly none that is not one."""
        return self._leads.has(keys)

    def leads(self, key: int) -> bool:
        """The same of one key."""
        return self._leads.has_one(key)

    def _row(self, number: int) -> bytes:
        ends = self._parts.row_ends
        return bytes(self._parts.rows[ends[number - 1] if number else 0 : ends[number]])

    def _values(self, key: int) -> Sequence[int]:
        slot, wanted = (key >> 32) * self._slots >> 32, key & LOW or 1
        prints = self._parts.prints
        found = []
        while held := prints[slot]:
            if held == wanted:
                found.append(self._parts.values[slot])
            slot += 1
        return found


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
