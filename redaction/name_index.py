"""The names of the register's people, keyed for look-up by the words of a text."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final, NamedTuple, TypeVar

from redaction.detect.email import ADDRESS
from redaction.detect.words import GIVEN, ORDINARY
from redaction.name_forms import NameForms
from redaction.spans import Cover
from redaction.tokens import Token, adjoining
from redaction.word_runs import Words, runs, written_as_initials, written_as_name

Ids = tuple[int, ...]
"""Rows of the register by their place in it."""

_CAMEL: Final = re.compile(r"(?<![^\W_])[A-Z][a-z]{1,20}(?:[A-Z][a-z]{1,20}){1,4}(?![a-z])")
_HUMP: Final = re.compile(r"[A-Z][a-z]+")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_MOST_MIDDLE: Final = 3  # names between first and last that the register does not have
_NO_MIDDLE: Final = frozenset({"and", "or", "of", "for", "with", "to", "from", "the", "is", "was"})
_MOST_SHARING: Final = 4  # first names that share one surname
_LONGEST_PART: Final = 32  # letters of a local part that is looked at as run together
_SHORTEST_SURNAME: Final = 5  # letters after an initial that is written without a mark: "gokafor"
Key = TypeVar("Key")


class Met(NamedTuple):
    """A span of a text and whom of the register it may mean."""

    start: int
    end: int
    ids: Ids
    how: str


def put(table: dict[Key, Ids], key: Key, one: Ids) -> None:
    """Add one row to a key's; rows come in rising order."""
    held = table.get(key)
    if held is None:
        table[key] = one
    elif held[-1] != one[0]:
        table[key] = (*held, *one)


class NameIndex:
    """Whole names: in order, surname first, with initials, sharing a surname, run together."""

    def __init__(self) -> None:
        self._names: Final[dict[Words, Ids]] = {}
        self._initials: Final[dict[Words, Ids]] = {}
        self._swaps: Final[dict[Words, Ids]] = {}
        self._longest: Final[dict[str, int]] = {}  # by first word: words in its longest name

    def add(self, index: int, forms: Iterable[NameForms]) -> None:
        """Enter a person's names."""
        one = (index,)
        for form in forms:
            for table, keys in (
                (self._names, form.full),
                (self._initials, form.initials),
                (self._swaps, form.swapped),
            ):
                for key in keys:
                    put(table, key, one)
                    self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def find(self, text: str, words: list[Token]) -> list[Met]:
        """Every name in a folded text, none within another."""
        found: list[Met] = []
        covered: set[int] = set()  # indexes of words that are part of a name
        reach = -1  # last word of a name in order; a part of it is not another name
        beginnings = [at for at, word in enumerate(words) if word.word in self._longest]
        for at in beginnings:
            word = words[at]
            for key, end, ids, how in self._in_order(text, words, at, self._longest[word.word]):
                if end > reach:
                    found.append(Met(word.start, words[end].end, ids, how))
                    covered.update(range(at, end + 1))
                    reach = end
                    for before, others in self._sharing(text, words, at, key):
                        found.append(Met(words[before].start, words[before].end, others, "shared-surname"))
                        covered.add(before)
                break
            else:
                # Before "E. Okafor" in "Mia E. Okafor" is taken for her sister Ella.
                middle = self._with_middle_names(text, words, at) if at > reach else None
                if middle is not None:
                    reach = middle[0]
                    found.append(Met(word.start, words[reach].end, middle[1], "middle-name"))
                    covered.update(range(at, reach + 1))
        for at in beginnings:
            swap = self._swap_at(text, words, at) if at not in covered else None
            if swap is not None and covered.isdisjoint(range(at, swap[0] + 1)):
                found.append(Met(words[at].start, words[swap[0]].end, swap[1], "swapped"))
                covered.update(range(at, swap[0] + 1))
        inside = Cover((met.start, met.end) for met in found)
        further = (*self._run_together(text), *self._in_local_parts(text))
        return [*found, *(met for met in further if not inside.touches(met.start, met.end))]

    def _in_order(self, text: str, words: list[Token], at: int, most: int) -> Iterator[tuple[Words, int, Ids, str]]:
        """Names in order from word *at* on, the longest first: key, index of the last word, ids, rule."""
        for key, end in runs(text, words, at, most, commas=False):
            if key in self._names and written_as_name(text, words[at : end + 1]):
                yield key, end, self._names[key], "full-name"
            elif key in self._initials and written_as_initials(text, words[at : end + 1]):
                yield key, end, self._initials[key], "initial"

    def _swap_at(self, text: str, words: list[Token], at: int) -> tuple[int, Ids] | None:
        for key, end in runs(text, words, at, self._longest.get(words[at].word, 0), commas=True):
            if key in self._swaps and written_as_name(text, words[at : end + 1]):
                if len(key[-1]) == 1 and not written_as_initials(text, words[at : end + 1]):
                    continue
                return end, self._swaps[key]
        return None

    def _with_middle_names(self, text: str, words: list[Token], at: int) -> tuple[int, Ids] | None:
        """*Mia Rose Okafor*, *Mia R. Okafor*: first and last as registered, with names between that are not."""
        for skipped in range(1, _MOST_MIDDLE + 1):
            last = at + skipped + 1
            if last >= len(words) or not adjoining(text, words[last - 2], words[last - 1]):
                return None
            between = words[last - 1]
            if "/" in text[words[last - 2].end : words[last].start]:
                return None  # "Leo/Mia Okafor" are two
            if not (text[between.start].isupper() or between.word in GIVEN) or between.word in _NO_MIDDLE:
                return None
            if not adjoining(text, between, words[last]):
                continue
            for size in (1, 2):
                spelt = words[last : last + size]
                ids = self._names.get((words[at].word, *(word.word for word in spelt)))
                if (between.word, *(word.word for word in spelt)) in self._names:
                    return None  # "Leo, Mia Okafor" with its comma lost: Mia is met by her own name
                joined = all(adjoining(text, one, other) for one, other in pairwise(spelt))
                if ids is not None and joined and written_as_name(text, [words[at], *spelt]):
                    return last + len(spelt) - 1, ids
        return None

    def _sharing(self, text: str, words: list[Token], at: int, key: Words) -> Iterator[tuple[int, Ids]]:
        """First names before a whole name that share its surname: *Mia, Tom and Grace Okafor*."""
        here = at
        for step in range(_MOST_SHARING):
            if here == 0:
                return
            gap = text[words[here - 1].end : words[here].start]
            joined = words[here - 1].word == "and" and gap == " "
            if not joined and gap not in {" & ", "/"} and not (step and gap == ", "):
                return
            here -= 2 if joined else 1
            if here < 0 or not text[words[here].start].isalpha():
                return
            first = words[here]
            for size in range(1, len(key)):
                others = self._names.get((first.word, *key[size:]))
                if others is not None and (first.word not in ORDINARY or text[first.start].isupper()):
                    yield here, others
                    break

    def _run_together(self, text: str) -> Iterator[Met]:
        """*MiaOkafor_report.docx*: capitals part the words."""
        for match in _CAMEL.finditer(text):
            humps = [(hump.start() + match.start(), hump[0].lower()) for hump in _HUMP.finditer(match[0])]
            for first in range(len(humps) - 1):
                for last in range(len(humps), first + 1, -1):
                    key = tuple(word for _, word in humps[first:last])
                    ids = self._names.get(key) or self._swaps.get(key)
                    if ids is not None and len(key[-1]) > 1:
                        yield Met(humps[first][0], humps[last - 1][0] + len(key[-1]), ids, "run-together")
                        return

    def _in_local_parts(self, text: str) -> Iterator[Met]:
        """*m.okafor@*, *miaokafor14@*: mail addresses that are made from a name."""
        if "@" not in text or not self._names:
            return
        for match in ADDRESS.finditer(text):
            local = match[0].partition("@")[0]
            written = list(_LETTERS.finditer(local))
            key = tuple(part[0].lower() for part in written)
            ids = self._joined(key[0]) if len(key) == 1 else self._parted(key)
            if ids:
                start = match.start() + written[0].start()
                yield Met(start, match.start() + written[-1].end(), ids, "local-part")

    def _parted(self, key: Words) -> Ids | None:
        return self._names.get(key) or self._initials.get(key) or self._swaps.get(key)

    def _joined(self, word: str) -> Ids | None:
        if len(word) > _LONGEST_PART:
            return None
        for size in range(2, len(word) - 1):
            pair = (word[:size], word[size:])
            ids = self._names.get(pair) or (self._swaps.get(pair) if len(pair[1]) > 1 else None)
            if ids is not None:
                return ids
        if len(word) <= _SHORTEST_SURNAME:
            return None
        return self._initials.get((word[0], word[1:])) or self._swaps.get((word[:-1], word[-1]))
