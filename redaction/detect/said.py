"""What is said of a topic in ways that no list of single terms holds: choices of words, and gaps between them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Final, NamedTuple

from redaction.detect.terms import Needs, joined, marked, words_of
from redaction.detect.words import lines, word_list
from redaction.hit import Detector
from redaction.tokens import Token

_GAP: Final = ".."
_GAP_WORDS: Final = 3
_SHORT: Final = 3  # letters: a word of as many is in nearly every text
_COMMON: Final = word_list("common")
_PIECE: Final = re.compile(r"[()|]|\{\w+\}|[^(){}|]+")

Slot = Mapping[str, tuple[tuple[str, ...], ...]]
"""What may stand in one place by its first word; under "" stands what may be left out. None: a gap."""


class Said(NamedTuple):
    """One line of ``lists/mentions_said.txt``."""

    detector: Detector
    needs: Needs
    slots: tuple[Slot | None, ...]


class Line(NamedTuple):
    """A line, and what must stand in a text for it to stand there."""

    said: Said
    firsts: Mapping[str, frozenset[str] | None]
    """The words that it may begin with, each with those that may follow it; None: any."""
    reach: int  # how many words before one of its rarest it may begin
    needed: tuple[frozenset[str], ...]  # of each of its other slots that is not left out a word stands too


def last_word(text: str, words: Sequence[Token], at: int, said: Said) -> int:
    """The index of the last word of *said* where it begins at *at*; -1: it does not stand there.

    As many places are looked at as there are words in its longest form, so the time hangs on the list alone.
    """
    after = _begin(text, words, at, said.slots[0] or {})
    for slot in said.slots[1:]:  # after: where its next word may stand
        if not after:
            return -1
        if slot is None:
            after = {step for one in after for step in _gap(text, words, one)}
        else:
            after = {step for one in after for step in _steps(text, words, one, slot)}
    return max(after, default=0) - 1


def _begin(text: str, words: Sequence[Token], at: int, slot: Slot) -> set[int]:
    return {
        at + len(choice)
        for choice in slot.get(words[at].word, ())
        if len(choice) == 1 or _stands(text, words, at, choice)
    }


def _gap(text: str, words: Sequence[Token], at: int) -> list[int]:
    found = [at]
    while len(found) <= _GAP_WORDS and _continues(text, words, found[-1]):
        found.append(found[-1] + 1)
    return found


def _steps(text: str, words: Sequence[Token], at: int, slot: Slot) -> set[int]:
    found = {at} if "" in slot else set()
    if at < len(words) and words[at].word in slot and _continues(text, words, at):
        found |= _begin(text, words, at, slot)
    return found


def _stands(text: str, words: Sequence[Token], at: int, choice: tuple[str, ...]) -> bool:
    return all(
        at + step < len(words) and words[at + step].word == choice[step] and _continues(text, words, at + step)
        for step in range(1, len(choice))
    )


def _continues(text: str, words: Sequence[Token], at: int) -> bool:
    return at < len(words) and joined(text, words[at - 1], words[at])


@cache
def said() -> Mapping[str, tuple[Line, ...]]:
    """All lines by their rarest words: in a text that holds none of them a line does not stand."""
    every: list[Said] = []
    under = Detector.HEALTH
    for written in lines("mentions_said"):
        if written.startswith("["):
            under = Detector(written.strip("[]"))
        else:
            every.append(read(under, written))
    used = Counter(word for one in every for word in {word for choice in _choices_of(one) for word in choice})
    found: dict[str, list[Line]] = {}
    for one in every:
        rarest, line = sought(one, used)
        for word in rarest:
            found.setdefault(word, []).append(line)
    return MappingProxyType({word: tuple(rows) for word, rows in found.items()})


def sought(one: Said, used: Mapping[str, int]) -> tuple[frozenset[str], Line]:
    """How a line is looked for: at which words of a text, and what else must stand there.

    Of each choice its rarest word has to stand, and of all slots the one is taken that has no common words.

    Args:
        used: In how many lines each word is; what is in many is common in what is written of people.
    """

    def commonness(word: str) -> tuple[bool, int]:
        return len(word) <= _SHORT or word in _COMMON, used.get(word, 0)

    keys = {
        at: frozenset(min(choice, key=commonness) for rows in slot.values() for choice in rows)
        for at, slot in enumerate(one.slots)
        if slot is not None and "" not in slot
    }
    rarest = min(keys, key=lambda at: max(map(commonness, keys[at])))
    needed = tuple(words for at, words in keys.items() if at != rarest)
    return keys[rarest], Line(one, _firsts(one.slots), _most_words(one.slots[: rarest + 1]) - 1, needed)


def _choices_of(one: Said) -> Iterator[tuple[str, ...]]:
    return (choice for slot in one.slots if slot is not None for rows in slot.values() for choice in rows)


def _most_words(slots: Iterable[Slot | None]) -> int:
    return sum(
        _GAP_WORDS if slot is None else max(len(choice) for rows in slot.values() for choice in rows)
        for slot in slots
    )


def _firsts(slots: Sequence[Slot | None]) -> dict[str, frozenset[str] | None]:
    after = _after_first(slots)
    found: dict[str, frozenset[str] | None] = {}
    for first, choices in (slots[0] or {}).items():
        seconds = {choice[1] for choice in choices if len(choice) > 1}
        alone = any(len(choice) == 1 for choice in choices)
        if not alone:
            found[first] = frozenset(seconds)
        else:
            found[first] = after | seconds if after is not None and seconds else after
    return found


def _after_first(slots: Sequence[Slot | None]) -> frozenset[str] | None:
    found: set[str] = set()
    for slot in slots[1:]:
        if slot is None:
            return None
        found.update(slot)
        if "" not in slot:
            return frozenset(found - {""})
    return None


def read(detector: Detector, line: str) -> Said:
    """One line: ``~~(cut|cuts) .. {his} arm``. A choice may hold another, or nothing: ``(a |)``.

    Raises:
        ValueError: it begins with what may be left out, or a bracket has no end.
    """
    needs, written = marked(line)
    slots = tuple(_slots(written))
    if not slots or not slots[0] or "" in slots[0]:
        raise ValueError(f"{detector} {line[:40]!r}: it has to begin with a word")
    return Said(detector, needs, slots)


def _slots(written: str) -> list[Slot | None]:
    pieces = _PIECE.findall(written)
    slots: list[Slot | None] = []
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if piece == "(":
            choices, at = _choices(pieces, at + 1)
            slots.append(_slot(choices))
        elif piece.startswith("{"):
            slots.append(_slot(_classes()[piece[1:-1]]))
        else:
            for place, plain in enumerate(piece.split(_GAP)):
                slots += [None] if place else []
                slots += [_slot((plain,))] if plain.strip() else []
        at += 1
    return slots


def _choices(pieces: list[str], at: int) -> tuple[list[str], int]:
    """All that may stand from *at* to the bracket that ends it, and where that bracket is."""
    found: list[str] = []
    begun = [""]
    while at < len(pieces) and pieces[at] != ")":
        piece = pieces[at]
        if piece == "|":
            found += begun
            begun = [""]
        else:
            if piece == "(":
                inside, at = _choices(pieces, at + 1)
            else:
                inside = list(_classes()[piece[1:-1]]) if piece.startswith("{") else [piece]
            begun = [first + second for first in begun for second in inside]
        at += 1
    if at == len(pieces):
        raise ValueError(f"a bracket has no end: {''.join(pieces)[-60:]!r}")
    return found + begun, at


def _slot(choices: Sequence[str]) -> Slot:
    by_first: dict[str, dict[tuple[str, ...], None]] = {}
    for choice in choices:
        spelt = words_of(choice)
        by_first.setdefault(spelt[0] if spelt else "", {})[spelt] = None
    return {first: tuple(rows) for first, rows in by_first.items()}


@cache
def _classes() -> Mapping[str, tuple[str, ...]]:
    """Words that stand for one another, of ``lists/mention_classes.txt``: ``name: one|two words|three``."""
    split = (line.split(":", 1) for line in lines("mention_classes"))
    return {name: tuple(one.strip() for one in choices.split("|")) for name, choices in split}
