"""Keyed 64-bit hashes of words and of runs of words: for a whole text at once, and the same for one word.

A key of the register is such a number: look-up compares numbers and never builds a string. The key is drawn for each
file, so nobody who writes a mail can choose words that collide with a name of the register.
"""

import struct
from collections.abc import Iterable, Sequence
from enum import IntEnum
from hashlib import blake2b
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]

KEY_BYTES: Final = 16
LONGEST_WORD: Final = 64  # letters; longer words are told by their first
_MASK: Final = 2**64 - 1
_LEFT: Final = 0x9E3779B97F4A7C15  # odd multipliers of SplitMix64 (Steele, Lea, Flood 2014)
_RIGHT: Final = 0xBF58476D1CE4E5B9
_END: Final = 10  # a line end closes each word
_AT_ONCE: Final = 65_536  # words: what is held of a long text beside the result stays a few megabytes
_LEAST_STRIPPED: Final = 3  # letters before an s that may be a plural's


class Space(IntEnum):
    """What a key is of: the same word as a surname and as a number are two keys."""

    FULL = 1  # a first name's class, names between, then a surname
    INITIALS = 2  # the same with letters
    LAST = 3  # a surname
    STREET = 4
    POSTCODE = 5
    IDENTIFIER = 6
    PHONE = 7
    EMAIL = 8
    BORN = 9  # a day
    PERSON = 10  # an id
    RELATED = 11  # an id: whoever names it as a relation
    SPELLING = 12  # a word of a name, whole or with one letter left out
    SURNAME = 13  # parts the surname from what stands before it
    ORDER = 14  # beginnings of names in order
    SWAP = 15  # the first word, and the first two, of names with the surname first
    LONE = 16  # whole names of one word
    LANE = 17  # the first word, and the first two, of streets


class WordHashes(NamedTuple):
    """The hashes of some words, and what is needed to join them."""

    whole: Hashes
    stripped: Hashes  # without the s that the word ends with; the same as `whole` where it ends with none
    sums: Hashes  # of their letters alone
    lengths: Places
    numeric: NDArray[np.bool_]  # whether a word begins with a digit


class WordHash:
    """The hashes of one key."""

    def __init__(self, key: bytes) -> None:
        """*key*: 16 bytes."""
        drawn: tuple[int, int, int] = struct.unpack("<3Q", blake2b(key, digest_size=24).digest())
        self._text_key: Final = key
        self._salt: Final = drawn[0]
        self._step: Final = drawn[1] | 1
        self.seeds: Final = {space: self.text(space, "seed") for space in Space}
        powers = [1]
        for _ in range(LONGEST_WORD):
            powers.append(powers[-1] * (drawn[2] | 1) & _MASK)
        self._powers: Final = powers
        self._array: Final = np.array(powers, np.uint64)

    def text(self, space: Space, text: str) -> int:
        """The key of a text that is compared as a whole."""
        digest = blake2b(
            text.encode("utf-8", "surrogatepass"), digest_size=8, key=self._text_key, salt=bytes((space,))
        )
        return int.from_bytes(digest.digest(), "little")

    def word(self, word: str) -> int:
        """The hash of one look-up word; the same number as ``words`` gives."""
        return _final(self._sum(f"{word[:LONGEST_WORD]}\n"))

    def joined(self, space: Space, text: str) -> int:
        """The key of letters and digits, however they are grouped; at most 64."""
        return mixed(self.seeds[space], _final(self._sum(text)))

    def words(self, words: Sequence[str]) -> "WordHashes":
        """The hashes of many words."""
        parts = [self._some(words[start : start + _AT_ONCE]) for start in range(0, len(words), _AT_ONCE)]
        return parts[0] if len(parts) == 1 else WordHashes(*map(np.concatenate, zip(*parts, strict=True)))

    def joined_all(self, space: Space, hashes: "WordHashes", places: Places, most: int) -> tuple[Hashes, Places]:
        """The keys of runs of up to *most* words, as ``joined`` gives them, and how many letters each run has.

        Args:
            places: where the runs begin; beyond the last word a run gets no longer.
        """
        inside = np.minimum(places[:, None] + np.arange(most), len(hashes.sums))
        lengths = np.append(hashes.lengths, 0)[inside]
        ends = np.cumsum(lengths, axis=1)
        begun = self._array[np.minimum(ends - lengths, LONGEST_WORD)]
        sums = np.cumsum(np.append(hashes.sums, np.uint64(0))[inside] * begun, axis=1, dtype=np.uint64)
        return mixed_all(self.seeds[space], _finals(sums)), ends

    def _some(self, words: Sequence[str]) -> "WordHashes":
        joined = "\n".join([word if len(word) <= LONGEST_WORD else word[:LONGEST_WORD] for word in words]) + "\n"
        codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), "<u4")
        ends = np.flatnonzero(codes == _END)
        starts = np.empty_like(ends)
        starts[0] = 0
        starts[1:] = ends[:-1] + 1
        lengths = ends - starts
        places = np.arange(len(codes)) - np.repeat(starts, lengths + 1)
        letters = (codes.astype(np.uint64) + np.uint64(self._salt)) * np.uint64(self._step)
        letters ^= letters >> np.uint64(32)
        whole = np.add.reduceat(letters * self._array[places], starts)
        end, s = np.uint64(self._letter(_END)), np.uint64(self._letter(ord("s")))
        sums = whole - end * self._array[lengths]
        shorter = whole.copy()
        plural = np.flatnonzero((codes[ends - 1] == ord("s")) & (lengths > _LEAST_STRIPPED))
        before = self._array[lengths[plural] - 1]
        shorter[plural] = sums[plural] + end * before - s * before
        numeric = (codes[starts] >= ord("0")) & (codes[starts] <= ord("9"))
        return WordHashes(_finals(whole), _finals(shorter), sums, lengths, numeric)

    def _sum(self, text: str) -> int:
        return sum(self._letter(ord(char)) * power for char, power in zip(text, self._powers, strict=False)) & _MASK

    def _letter(self, point: int) -> int:
        mixed = (point + self._salt) * self._step & _MASK
        return mixed ^ mixed >> 32

    def chain(self, space: Space, words: Iterable[int]) -> int:
        """The key of a run of words, by their hashes."""
        total = self.seeds[space]
        for word in words:
            total = mixed(total, word)
        return total

    def name(self, space: Space, before: Iterable[int], surname: Iterable[int]) -> int:
        """The key of a name: what stands before the surname, then the surname."""
        total = mixed(self.chain(space, before), self.seeds[Space.SURNAME])
        for word in surname:
            total = mixed(total, word)
        return total


def mixed(total: int, word: int) -> int:
    """One more word of a run."""
    total = (total * _LEFT + word) * _RIGHT & _MASK
    return total ^ total >> 32


def mixed_all(totals: Hashes | int, words: Hashes) -> Hashes:
    """The same of many runs."""
    start = np.uint64(totals * _LEFT & _MASK) if isinstance(totals, int) else totals * np.uint64(_LEFT)
    result: Hashes = (words + start) * np.uint64(_RIGHT)
    result ^= result >> np.uint64(32)
    return result


def _final(total: int) -> int:
    total ^= total >> 31
    total = total * _LEFT & _MASK
    return total ^ total >> 29


def _finals(totals: Hashes) -> Hashes:
    totals ^= totals >> np.uint64(31)
    totals *= np.uint64(_LEFT)
    totals ^= totals >> np.uint64(29)
    return totals
