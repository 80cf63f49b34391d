"""People of the register → the packed file. One pass over them; what grows with them is arrays, not objects."""

import ctypes
import json
import os
from array import array
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from redaction.people.person import PersonRow
from redaction.register.close_lists import CloseLists
from redaction.register.memory_file import MemoryFile
from redaction.register.packed import HEAD_BYTES, LISTED, LOW, MAGIC, Leads
from redaction.register.person_keys import PersonKeys, shortened
from redaction.register.rows import packed
from redaction.register.word_hash import KEY_BYTES, Hashes, Space, WordHash

Numbers = NDArray[np.uint32]

_LOAD: Final = 0.7  # of the table's slots
_BITS_A_LEAD: Final = 24
_LEAST_LEAD_BYTES: Final = 1024
_LEADS_AT_ONCE: Final = 1 << 20
_SHARDS: Final = 16  # the keys are sorted in so many parts, so that what sorting holds stays small
_AT_ONCE: Final = 1 << 22  # bytes of rows
_NONE: Final = np.empty(0, np.uint32)


def pack(rows: Iterable[PersonRow], label: str = "") -> MemoryFile:
    """The file of these people, by id.

    Args:
        rows: in any order; in the order of their ids it takes least memory.
        label: what the file is of, for those who share it.

    Raises:
        OSError: there is not enough memory.
    """
    file = MemoryFile.made("people", lambda descriptor: _Packer(descriptor).write(rows, label))
    # What packing held stays with the process otherwise: for a million people, more than a hundred megabytes.
    if (give_back := getattr(ctypes.CDLL(None), "malloc_trim", None)) is not None:  # glibc alone has it
        give_back(0)
    return file


class _Packer:
    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._key = os.urandom(KEY_BYTES)
        self._hashes = WordHash(self._key)
        self._person_keys = PersonKeys(self._hashes)
        self._end = HEAD_BYTES
        self._sections: list[tuple[int, int]] = []
        self._keys = array("Q")
        self._owners = array("I")
        self._leads = array("Q")
        self._distinct_leads: list[Hashes] = []
        self._words: dict[str, None] = {}
        self._longest_surname = self._longest_street = 1
        self._close = CloseLists()

    def write(self, rows: Iterable[PersonRow], label: str) -> None:
        ids, places = self._write_rows(rows)
        self._add_spellings()
        keys, values, lists = self._table()
        slots = max(int(len(keys) / _LOAD), 1)
        for laid in _laid_out(keys, values, slots):
            self._section(laid)
        del keys, values
        self._section(lists)
        self._section(self._filter())
        encoded = [word.encode("utf-8", "surrogatepass") for word in self._words]
        self._section(np.frombuffer(b"".join(encoded), np.uint8))
        self._section(np.cumsum(list(map(len, encoded)), dtype=np.uint32))
        self._section(np.frombuffer(label.encode(), np.uint8))
        encoded = [one.encode("utf-8", "surrogatepass") for one in ids]
        self._section(np.frombuffer(b"".join(encoded), np.uint8))
        self._section(np.cumsum(list(map(len, encoded)), dtype=np.uint32))
        counts, others = zip((_NONE, _NONE), *self._close.lists(places), strict=True)
        self._section(np.concatenate(others))
        self._section(np.cumsum(np.concatenate(counts), dtype=np.uint32))
        head = {
            "key": self._key.hex(),
            "people": len(ids),
            "longest_surname": self._longest_surname,
            "longest_street": self._longest_street,
            "slots": slots,
            "sections": self._sections,
        }
        os.pwrite(self._descriptor, MAGIC + json.dumps(head).encode(), 0)

    # -- rows

    def _write_rows(self, rows: Iterable[PersonRow]) -> tuple[list[str], Numbers | None]:
        """Write the rows and gather their keys; all ids in order, and where each row lies that came in another."""
        ids: list[str] = []
        ends = array("Q")
        some = bytearray()
        written = 0
        for number, row in enumerate(rows):
            self._gather(number, row)
            ids.append(row.id)
            some += packed(row)
            ends.append(written + len(some))
            if len(some) > _AT_ONCE:
                self._put(some, HEAD_BYTES + written)
                written += len(some)
                some.clear()
        self._put(some, HEAD_BYTES + written)
        self._settle(written + len(some))
        ordered = np.frombuffer(ends, np.uint64) if ends else np.empty(0, np.uint64)
        places = None
        if any(one > other for one, other in pairwise(ids)):
            ordered, places = self._in_order(ids, ordered)
            ids.sort()
        self._section(ordered)
        return ids, places

    def _in_order(self, ids: list[str], ends: Hashes) -> tuple[Hashes, Numbers]:
        """Lay the rows out again by id, and tell the keys; where each ends, and the new place of each."""
        order = np.array(sorted(range(len(ids)), key=ids.__getitem__), np.int64)
        start, end = self._sections[0]
        data = os.pread(self._descriptor, end - start, start)
        starts = np.concatenate(([np.uint64(0)], ends[:-1]))
        self._put(bytearray().join(data[starts[one] : ends[one]] for one in order.tolist()), start)
        place = np.empty(len(ids), np.uint32)
        place[order] = np.arange(len(ids), dtype=np.uint32)
        owners = array("I")
        owners.frombytes(place[np.frombuffer(self._owners, np.uint32)].tobytes())
        self._owners = owners
        result: Hashes = np.cumsum((ends - starts)[order], dtype=np.uint64)
        return result, place

    def _gather(self, number: int, row: PersonRow) -> None:
        keys = self._person_keys.of(row)
        self._keys.extend(keys.keys)
        self._owners.extend([number] * len(keys.keys))
        self._leads.extend(keys.leads)
        self._words.update(dict.fromkeys(keys.words))
        self._longest_surname = max(self._longest_surname, keys.longest_surname)
        self._longest_street = max(self._longest_street, keys.longest_street)
        named = self._person_keys.named
        related = [named(Space.PERSON, other) for _, other in row.relations]
        self._close.add(number, named(Space.PERSON, row.id), keys.homes, related)
        if len(self._leads) > _LEADS_AT_ONCE:
            self._gather_leads()

    def _gather_leads(self) -> None:
        if self._leads:
            self._distinct_leads.append(np.unique(np.frombuffer(self._leads, np.uint64)))
        self._leads = array("Q")

    # -- keys

    def _add_spellings(self) -> None:
        spelling = self._hashes.text
        for number, word in enumerate(self._words):
            keys = [spelling(Space.SPELLING, one) for one in shortened(word)]
            self._keys.extend(keys)
            self._owners.extend([number] * len(keys))

    def _table(self) -> tuple[Hashes, Numbers, Numbers]:
        """Each key once, rising; the value of each; all lists."""
        keys, owners = np.frombuffer(self._keys, np.uint64), np.frombuffer(self._owners, np.uint32)
        parts: list[tuple[Hashes, Numbers, Numbers]] = []
        listed = 0
        for shard in range(_SHARDS):
            mine = keys >> np.uint64(60) == np.uint64(shard)
            parts.append(_listed(keys[mine], owners[mine], listed))
            listed += len(parts[-1][2])
        del keys, owners
        self._keys, self._owners = array("Q"), array("I")
        distinct, values, lists = zip(*parts, strict=True)
        return np.concatenate(distinct), np.concatenate(values), np.concatenate(lists)

    def _filter(self) -> NDArray[np.uint8]:
        self._gather_leads()
        size = _LEAST_LEAD_BYTES
        while size * 8 < sum(map(len, self._distinct_leads)) * _BITS_A_LEAD:
            size *= 2
        bits = np.zeros(size, np.uint8)
        filled = Leads(bits)
        for some in self._distinct_leads:
            filled.put(some)
        return bits

    # -- the file

    def _section(self, values: Hashes | Numbers | NDArray[np.uint8]) -> None:
        data = memoryview(values.tobytes())
        self._put(data, self._end)
        self._settle(len(data))

    def _settle(self, length: int) -> None:
        """The next section is of this length; the one after it begins where any number may."""
        self._sections.append((self._end, self._end + length))
        self._end += length + -length % 8
        os.ftruncate(self._descriptor, self._end)

    def _put(self, data: bytearray | memoryview, at: int) -> None:
        view = memoryview(data)
        while view:
            count = os.pwrite(self._descriptor, view, at)
            view, at = view[count:], at + count
        view.release()


def _listed(keys: Hashes, owners: Numbers, before: int) -> tuple[Hashes, Numbers, Numbers]:
    """Each of some keys once, rising, with its value, and their lists; *before*: numbers in earlier lists."""
    order = np.lexsort((owners, keys))
    keys, owners = keys[order], owners[order]
    firsts = np.flatnonzero(np.concatenate((np.ones(min(len(keys), 1), np.bool_), keys[1:] != keys[:-1])))
    counts = np.diff(np.append(firsts, len(keys)))
    several = counts > 1
    values = owners[firsts].copy()
    sizes = counts[several] + 1
    starts = np.cumsum(sizes) - sizes
    values[several] = (starts + before).astype(np.uint32) | np.uint32(LISTED)
    lists = np.empty(int(sizes.sum()), np.uint32)
    of_several = np.repeat(several, counts)
    inside = np.ones(len(lists), np.bool_)
    inside[starts] = False
    lists[starts] = counts[several]
    lists[inside] = owners[of_several]
    return keys[firsts], values, lists


def _laid_out(keys: Hashes, values: Numbers, slots: int) -> tuple[Numbers, Numbers]:
    """The table's two arrays: each key at its slot, or after the one before it; the last slot is empty."""
    numbers = np.arange(len(keys), dtype=np.int64)
    wanted = ((keys >> np.uint64(32)) * np.uint64(slots) >> np.uint64(32)).astype(np.int64)
    places = np.maximum.accumulate(wanted - numbers) + numbers
    length = max(slots, int(places[-1]) + 1 if len(places) else 0) + 1
    prints, laid = np.zeros(length, np.uint32), np.zeros(length, np.uint32)
    print_of = (keys & np.uint64(LOW)).astype(np.uint32)
    prints[places] = np.maximum(print_of, np.uint32(1))
    laid[places] = values
    return prints, laid
