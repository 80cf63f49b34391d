"""Texts with the hashes of their words, and where in them a name or a street of the register may begin.

All texts of a message are hashed together: a message may be a thousand cells of a sheet, and an array of one word
costs as much as one of five hundred.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np

from redaction.register.known import Known
from redaction.register.person_keys import LEAST_ID
from redaction.register.word_hash import Hashes, Places, Space, WordHashes, mixed_all
from redaction.tokens import Token

Told = TypeVar("Told")
MOST_BETWEEN: Final = 3
"""Names between first and last that the register does not have."""

MOST_ID_WORDS: Final = 10
"""Words of a text that an identifier is grouped in."""

ID_PREFIX: Final = 10
"""Letters that may stand before an identifier's digits."""

MOST_ID_CHARS: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """One text. Lists go with the words; places are indexes of words, rising."""

    text: str
    words: list[Token]
    hashes: list[int]
    stripped: list[int]  # of the word without the s it ends with
    streets: list[int]  # of the word with a street's type written out
    street_stripped: list[int]
    firsts: dict[int, tuple[int, ...]]  # the classes of first names, where a word has others than its own
    orders: list[int]  # where a whole name may begin
    parted: frozenset[int]  # where one may begin that has other names within
    swaps: list[int]  # where a name may begin with the surname
    swaps_apart: list[int]  # the same where another word or two stand between it and the first name
    lanes: list[int]  # where a street may begin
    surnames: frozenset[int]  # where a surname may begin, as written
    numbers: list[tuple[int, int]]  # first and last word of what may be an identifier or a phone number

    def classes(self, at: int) -> tuple[int, ...]:
        """Of which first names a word is a spelling."""
        return self.firsts.get(at) or (self.hashes[at],)


def marked(texts: Sequence[tuple[str, list[Token]]], known: Known) -> Iterator[Marked]:
    """Hash all words and mark the places; a place too many costs a look-up, one too few would lose somebody."""
    written = [token.word for _, words in texts for token in words]
    if not written:
        yield from (_of_none(text) for text, _ in texts)
        return
    every = known.hashes.words(written)
    hashes, stripped = every.whole, every.stripped
    firsts = _where(written, known.keys.classes)
    forms = _where(written, known.keys.street_forms)
    streets, street_stripped = hashes, stripped
    if forms:
        streets, street_stripped = hashes.copy(), stripped.copy()
        streets[list(forms)] = street_stripped[list(forms)] = list(forms.values())
    begun = _Beginnings(known)
    begun.words(hashes, stripped, firsts, (streets, street_stripped))
    begun.numbers(every)
    orders, parted, swaps, apart, lanes, numbers, surnames = begun.found()
    whole, less = hashes.tolist(), stripped.tolist()
    street, street_less = (streets.tolist(), street_stripped.tolist()) if forms else (whole, less)
    places = list(firsts)
    start = 0
    for text, words in texts:
        end = start + len(words)
        yield Marked(
            text=text,
            words=words,
            hashes=whole[start:end],
            stripped=less[start:end],
            streets=street[start:end],
            street_stripped=street_less[start:end],
            firsts={at - start: firsts[at] for at in places[bisect_left(places, start) : bisect_left(places, end)]},
            orders=_inside(orders, start, end),
            parted=frozenset(_inside(parted, start, end)),
            swaps=_inside(swaps, start, end),
            swaps_apart=_inside(apart, start, end),
            lanes=_inside(lanes, start, end),
            surnames=frozenset(_inside(surnames, start, end)),
            numbers=[
                (at // MOST_ID_WORDS, last)
                for at in _inside(numbers, start, end, MOST_ID_WORDS)
                if (last := at // MOST_ID_WORDS + at % MOST_ID_WORDS) < len(words)
            ],
        )
        start = end


def _where(written: Sequence[str], told: Mapping[str, Told]) -> dict[int, Told]:
    """What is told of some words, by their place."""
    some = told.keys() & set(written)
    return {at: told[word] for at, word in enumerate(written) if word in some} if some else {}


def _of_none(text: str) -> Marked:
    return Marked(
        text=text, words=[], hashes=[], stripped=[], streets=[], street_stripped=[], firsts={}, orders=[],
        parted=frozenset(), swaps=[], swaps_apart=[], lanes=[], surnames=frozenset(), numbers=[],
    )  # fmt: skip


_ORDER, _PARTED, _SWAP, _SWAP_APART, _LANE, _NUMBER = range(6)


class _Beginnings:
    """Keys of what may begin at some places, gathered to be asked for at once: an array costs by the call."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._keys: list[Hashes] = []
        self._places: list[tuple[int, Places]] = []
        self._surnames: list[int] = []

    def words(
        self, hashes: Hashes, stripped: Hashes, firsts: dict[int, tuple[int, ...]], streets: tuple[Hashes, Hashes]
    ) -> None:
        """Names in order and with the surname first, and streets: only where their first word begins some."""
        seeds = self._known.hashes.seeds
        places, classes = np.arange(len(hashes)), hashes
        if firsts:
            several = np.array([at for at, all_of in firsts.items() for _ in all_of], np.int64)
            places = np.concatenate((np.delete(places, several), several))
            classes = hashes[places]
            classes[-len(several) :] = [one for all_of in firsts.values() for one in all_of]
        begun = (
            mixed_all(seeds[Space.ORDER], classes),
            mixed_all(seeds[Space.SWAP], hashes),
            mixed_all(seeds[Space.LANE], streets[0][:-1]),
        )
        # Few words of a text begin anything, so few are put together with those that follow.
        led = self._known.leading(np.concatenate(begun))
        size, swaps = len(classes), len(classes) + len(hashes)
        first = np.flatnonzero(led[:size])
        self._names(begun[0][first], places[first], hashes, stripped)
        self._add(_ORDER, mixed_all(seeds[Space.LONE], classes[first]), places[first])
        plural = np.flatnonzero(hashes != stripped)
        self._add(_ORDER, mixed_all(seeds[Space.LONE], stripped[plural]), plural)
        begins = np.flatnonzero(led[size:swaps])
        self._surnames = begins.tolist()
        begins = begins[begins < len(hashes) - 1]
        self._pairs(_SWAP, begun[1], begins, hashes, stripped)
        for further in range(2, MOST_BETWEEN + 1):
            inside = begins[begins + further < len(hashes)]
            self._add(_SWAP_APART, mixed_all(begun[1][inside], hashes[inside + further]), inside)
        self._pairs(_LANE, begun[2], np.flatnonzero(led[swaps:]), *streets)
        if firsts:
            # Of words that are no spelling of another the pairs were just added.
            several, own = places[-len(several) :], classes[-len(several) :]
            before = several > 0
            surnames = mixed_all(seeds[Space.SWAP], hashes[several[before] - 1])
            self._add(_SWAP, mixed_all(surnames, own[before]), several[before] - 1)

    def _names(self, begun: Hashes, places: Places, hashes: Hashes, stripped: Hashes) -> None:
        """Names in order, and in order with others within, behind the first names at some places."""
        # Behind the last word stand words that are none.
        beyond = np.zeros(MOST_BETWEEN + 1, np.uint64)
        padded, shorter = np.concatenate((hashes, beyond)), np.concatenate((stripped, beyond))
        later = places[:, None] + np.arange(1, MOST_BETWEEN + 2)
        keys = mixed_all(begun[:, None], padded[later])
        self._add(_ORDER, keys[:, 0], places)
        self._add(_PARTED, keys[:, 1:].reshape(-1), np.repeat(places, MOST_BETWEEN))
        row, column = np.nonzero((padded != shorter)[later])
        keys, near = mixed_all(begun[row], shorter[later[row, column]]), column == 0
        self._add(_ORDER, keys[near], places[row[near]])
        self._add(_PARTED, keys[~near], places[row[~near]])

    def _pairs(self, sort: int, begun: Hashes, places: Places, words: Hashes, stripped: Hashes) -> None:
        """Two words side by side, the first of them at some places."""
        begun, following, shorter = begun[places], words[places + 1], stripped[places + 1]
        plural = np.flatnonzero(following != shorter)
        self._add(sort, mixed_all(begun, following), places)
        self._add(sort, mixed_all(begun[plural], shorter[plural]), places[plural])

    def numbers(self, hashes: WordHashes) -> None:
        """Runs of words that begin with a number, or with a few letters before one."""
        numeric = np.flatnonzero(hashes.numeric)
        before = numeric[numeric > 0] - 1
        before = before[~hashes.numeric[before] & (hashes.lengths[before] <= ID_PREFIX)]
        places = np.concatenate((numeric, before))
        keys, letters = self._known.hashes.joined_all(Space.IDENTIFIER, hashes, places, MOST_ID_WORDS)
        row, column = np.nonzero((letters >= LEAST_ID) & (letters <= MOST_ID_CHARS))
        self._add(_NUMBER, keys[row, column], places[row] * MOST_ID_WORDS + column)

    def found(self) -> tuple[list[int], ...]:
        """The places of each sort, rising, and in the end those of surnames."""
        led = np.flatnonzero(self._known.leading(np.concatenate(self._keys)))
        # They are few, and a set of them is made in a tenth of the time that an array's call takes.
        found: list[set[int]] = [set() for _ in range(6)]
        if len(led):
            places = np.concatenate([places for _, places in self._places])[led].tolist()
            sizes = [len(places) for _, places in self._places]
            ends = np.searchsorted(led, np.cumsum(sizes)).tolist()
            start = 0
            for (sort, _), end in zip(self._places, ends, strict=True):
                found[sort].update(places[start:end])
                start = end
        return *map(sorted, found), self._surnames

    def _add(self, sort: int, keys: Hashes, places: Places) -> None:
        self._keys.append(keys)
        self._places.append((sort, places))


def _inside(places: list[int], start: int, end: int, times: int = 1) -> list[int]:
    if not start:
        return places[: bisect_left(places, end * times)]
    return [
        at - start * times for at in places[bisect_left(places, start * times) : bisect_left(places, end * times)]
    ]
