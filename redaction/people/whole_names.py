"""Whole names of the register in a text: in order, surname first, with initials, sharing a surname, run together."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from redaction.detect.words import GIVEN, ORDINARY
from redaction.people.apart import behind
from redaction.register.known import Known
from redaction.register.marked import MOST_BETWEEN, Marked
from redaction.register.packed import Rows
from redaction.register.word_hash import Space, mixed, mixed_all
from redaction.spans import Cover
from redaction.tokens import Token, adjoining, comma_between
from redaction.word_runs import Words, written_as_initials, written_as_name

# It looks back after its first letter, so that it is tried at capitals alone.
_CAMEL: Final = re.compile(r"[A-Z](?<![^\W_][A-Z])[a-z]{1,20}(?:[A-Z][a-z]{1,20}){1,4}(?![a-z])")
_HUMP: Final = re.compile(r"[A-Z][a-z]+")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_NO_MIDDLE: Final = frozenset({"and", "or", "of", "for", "with", "to", "from", "the", "is", "was"})
_MOST_SHARING: Final = 4  # first names that share one surname
_LONGEST_PART: Final = 32  # letters of a local part that is looked at as run together
_SHORTEST_SURNAME: Final = 5  # letters after an initial that is written without a mark: "gokafor"
_MOST_INITIALLED: Final = 100  # people of one initial and surname, beyond whom it tells of nobody in particular


class Met(NamedTuple):
    """A span of a text and whom of the register it may mean.

    ``first`` and ``last`` are the words of a whole name as they stand in the text. ``key``, where ``ids`` is empty:
    a key that too many share, so that it means those of them alone of whom there is another sign.
    """

    start: int
    end: int
    ids: Rows
    how: str
    first: Words = ()
    last: Words = ()
    key: int = 0


class _Whole(NamedTuple):
    """Whom a run of words names, and which words of it are the first names."""

    ids: Rows
    first: int
    key: int = 0


_NOBODY: Final = _Whole((), 0)


class NameIndex:
    """Finds the names of those who are known."""

    def __init__(self, known: Known) -> None:
        self._known: Final = known

    def find(self, marked: Marked, addresses: Sequence[re.Match[str]]) -> list[Met]:
        """Every name in a folded text, none within another; *addresses*: the mail addresses in it."""
        text, words = marked.text, marked.words
        found: list[Met] = []
        covered: set[int] = set()  # indexes of words that are part of a name
        reach = -1  # last word of a name in order; a part of it is not another name
        for at in sorted({*marked.orders, *marked.parted}):
            for end, spelt, whole, how in self._in_order(marked, at):
                if end > reach:
                    found.append(self._met(words, at, end, whole, how))
                    covered.update(range(at, end + 1))
                    reach = end
                    for before, others in self._sharing(marked, at, spelt):
                        first = (words[before].word,)
                        found.append(Met(words[before].start, words[before].end, others, "shared-surname", first))
                        covered.add(before)
                break
            else:
                # Before "E. Okafor" in "Mia E. Okafor" is taken for her sister Ella.
                middle = self._with_middle_names(marked, at) if at > reach and at in marked.parted else None
                if middle is not None:
                    reach, ids, last = middle
                    found.append(Met(words[at].start, words[reach].end, ids, "middle-name", (words[at].word,), last))
                    covered.update(range(at, reach + 1))
        for at in marked.swaps:
            swap = self._swap_at(marked, at) if at not in covered else None
            if swap is not None and covered.isdisjoint(range(at, swap[0] + 1)):
                found.append(swap[1])
                covered.update(range(at, swap[0] + 1))
        found += self._apart(marked, covered)
        inside = Cover((met.start, met.end) for met in found)
        further = (*self._run_together(text), *self._in_local_parts(addresses))
        return [*found, *(met for met in further if not inside.touches(met.start, met.end))]

    @staticmethod
    def _met(words: list[Token], at: int, end: int, whole: _Whole, how: str) -> Met:
        spelt = tuple(word.word for word in words[at : end + 1])
        first, last = spelt[: whole.first], spelt[whole.first :]
        return Met(
            words[at].start, words[end].end, whole.ids, how, first if how == "full-name" else (), last, whole.key
        )

    # -- whom a run of words names

    def _full(self, classes: Sequence[int], rest: Sequence[int]) -> _Whole:
        """A first name by its classes, then names between and surname by their hashes, wherever they part."""
        name, known = self._known.hashes.name, self._known
        found: list[tuple[Rows, int]] = []
        for first in classes:
            for size in range(len(rest) + 1):
                rows = known.rows(name(Space.FULL, (first, *rest[:size]), rest[size:]))
                if rows:
                    found.append((rows, size + 1))
        if len(found) < 2:
            return _Whole(*found[0]) if found else _NOBODY
        return _Whole(known.ordered(row for rows, _ in found for row in rows), found[0][1])

    def _initials(self, letters: Sequence[int], surname: Sequence[int]) -> _Whole:
        key = self._known.hashes.name(Space.INITIALS, letters, surname)
        if self._known.count(key) > _MOST_INITIALLED:
            return _Whole((), len(letters), key)
        return _Whole(self._known.rows(key), len(letters))

    def _lettered(self, spelt: Sequence[int], words: list[Token]) -> _Whole:
        """Letters, then a surname: *M. R. Okafor*."""
        letters = 0
        while letters < len(words) - 1 and words[letters].end - words[letters].start == 1:
            letters += 1
        for size in range(letters, 0, -1):
            whole = self._initials(spelt[:size], spelt[size:])
            if whole.ids or whole.key:
                return whole
        return _NOBODY

    def _in_order(self, marked: Marked, at: int) -> Iterator[tuple[int, list[int], _Whole, str]]:
        """Names in order from word *at* on, the longest first: last word, hashes, whom it names, rule."""
        text, words = marked.text, marked.words
        for end in range(self._reach(marked, at), at - 1, -1):
            between = words[at : end + 1]
            for spelt in _spelt(marked, at, end):
                whole = self._full(marked.classes(at) if len(spelt) > 1 else _first(marked, at, spelt), spelt[1:])
                if whole.ids and written_as_name(text, between):
                    yield end, spelt, whole, "full-name"
                    continue
                whole = self._lettered(spelt, between)
                if (whole.ids or whole.key) and written_as_initials(text, between):
                    yield end, spelt, whole, "initial"

    def _reach(self, marked: Marked, at: int, *, commas: bool = False) -> int:
        """The last word of the longest name that may begin at word *at*."""
        text, words, known, furthest = marked.text, marked.words, self._known, at
        for first in marked.classes(at):
            total = known.hashes.chain(Space.ORDER, (first,))
            for here in range(at + 1, len(words)):
                left, right = words[here - 1], words[here]
                if not adjoining(text, left, right) and not (commas and comma_between(text, left, right)):
                    break
                less = mixed(total, marked.stripped[here])
                total = mixed(total, marked.hashes[here])
                if known.leads(total):
                    furthest = max(furthest, here)
                    continue
                if known.leads(less):
                    furthest = max(furthest, here)
                break
        return furthest

    def _swap_at(self, marked: Marked, at: int) -> tuple[int, Met] | None:
        """The longest name from word *at* on that begins with the surname: its last word, and whom it names."""
        text, words, best = marked.text, marked.words, None
        for size in range(1, min(self._known.longest_surname, len(words) - at - 1) + 1):
            left, right = words[at + size - 1], words[at + size]
            if not adjoining(text, left, right) and not comma_between(text, left, right):
                break
            surname = marked.hashes[at : at + size]
            if self._known.count(self._known.hashes.chain(Space.LAST, surname)):
                found = self._behind(marked, at, at + size)
                if found is not None and (best is None or found[0] > best[0]):
                    best = found
        return best

    def _behind(self, marked: Marked, at: int, first: int) -> tuple[int, Met] | None:
        """The same where the first name is word *first*."""
        text, words = marked.text, marked.words
        surname = marked.hashes[at:first]
        for end in range(self._reach(marked, first, commas=True), first - 1, -1):
            between = words[at : end + 1]
            for spelt in _spelt(marked, first, end):
                whole = self._swapped(marked, first, spelt, surname)
                if not (whole.ids or whole.key) or not written_as_name(text, between):
                    continue
                if between[-1].end - between[-1].start == 1 and not written_as_initials(text, between):
                    continue
                last = tuple(word.word for word in words[at:first])
                named = words[first].word
                span = words[at].start, words[end].end
                return end, Met(*span, whole.ids, "swapped", (named,) if len(named) > 1 else (), last, whole.key)
        return None

    def _swapped(self, marked: Marked, first: int, names: list[int], surname: list[int]) -> _Whole:
        """First names that begin at word *first*, after the surname."""
        for one in marked.classes(first) if len(names) > 1 else _first(marked, first, names):
            rows = self._known.rows(self._known.hashes.name(Space.FULL, (one, *names[1:]), surname))
            if rows:
                return _Whole(rows, len(names))
        if marked.words[first].end - marked.words[first].start == 1:
            return self._initials(names, surname)
        return _NOBODY

    def _with_middle_names(self, marked: Marked, at: int) -> tuple[int, Rows, Words] | None:
        """*Mia Rose Okafor*, *Mia R. Okafor*: first and last as registered, with names between that are not."""
        text, words, hashes = marked.text, marked.words, marked.hashes
        for skipped in range(1, MOST_BETWEEN + 1):
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
                if self._full(marked.classes(last - 1), hashes[last : last + size]).ids:
                    return None  # "Leo, Mia Okafor" with its comma lost: Mia is met by her own name
                ids = self._full(marked.classes(at), hashes[last : last + size]).ids
                joined = all(adjoining(text, one, other) for one, other in pairwise(spelt))
                if ids and joined and written_as_name(text, [words[at], *spelt]):
                    return last + len(spelt) - 1, ids, tuple(word.word for word in spelt)
        return None

    def _sharing(self, marked: Marked, at: int, spelt: list[int]) -> Iterator[tuple[int, Rows]]:
        """First names before a whole name that share its surname: *Mia, Tom and Grace Okafor*."""
        text, words = marked.text, marked.words
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
            for size in range(1, len(spelt)):
                others = self._full(marked.classes(here), spelt[size:]).ids
                if others and (first.word not in ORDINARY or text[first.start].isupper()):
                    yield here, others
                    break

    def _apart(self, marked: Marked, covered: set[int]) -> Iterator[Met]:
        """First name and surname, in either order, each on its own: see ``people.apart``."""
        text, words, hashes = marked.text, marked.words, marked.hashes
        begun = sorted({*marked.orders, *marked.parted, *marked.swaps, *marked.swaps_apart} - covered)
        for at in begun:
            if at in covered:
                continue
            for other in behind(marked, at):
                if other in covered or not (text[words[at].start].isupper() and text[words[other].start].isupper()):
                    continue
                for first, last in ((at, other), (other, at)):
                    ids = self._full(marked.classes(first), [hashes[last]]).ids
                    if ids:
                        name, surname = (words[first].word,), (words[last].word,)
                        for one in (words[at], words[other]):
                            yield Met(one.start, one.end, ids, "apart", name, surname)
                        covered.update((at, other))
                        break
                if at in covered:
                    break

    # -- names that are not written as words

    def _run_together(self, text: str) -> Iterator[Met]:
        """*MiaOkafor_report.docx*: capitals part the words."""
        for match in _CAMEL.finditer(text):
            humps = [(hump.start() + match.start(), hump[0].lower()) for hump in _HUMP.finditer(match[0])]
            for first in range(len(humps) - 1):
                for last in range(len(humps), first + 1, -1):
                    key = tuple(word for _, word in humps[first:last])
                    ids = self._of_words(key)
                    if ids:
                        yield Met(humps[first][0], humps[last - 1][0] + len(key[-1]), ids, "run-together")
                        return

    def _in_local_parts(self, addresses: Sequence[re.Match[str]]) -> Iterator[Met]:
        """*m.okafor@*, *miaokafor14@*: mail addresses that are made from a name."""
        for match in addresses:
            local = match[0].partition("@")[0]
            written = list(_LETTERS.finditer(local))
            if not written:
                continue
            key = tuple(part[0].lower() for part in written)
            ids = self._joined(key[0]) if len(key) == 1 else self._of_words(key)
            if ids:
                start = match.start() + written[0].start()
                yield Met(start, match.start() + written[-1].end(), ids, "local-part")

    def _of_words(self, words: Words) -> Rows:
        """Whom these words name in order, with letters for first names, or with the surname first."""
        hashes = [self._known.hashes.word(word) for word in words]
        ids = self._full(self._classes(words[0], hashes[0]), hashes[1:]).ids
        if not ids and len(words[0]) == 1:
            ids = self._initials(hashes[:1], hashes[1:]).ids or self._initials(hashes[:-1], hashes[-1:]).ids
        for size in range(1, len(words) if not ids else 0):
            classes = self._classes(words[size], hashes[size])
            keys = [self._known.hashes.name(Space.FULL, (one, *hashes[size + 1 :]), hashes[:size]) for one in classes]
            ids = self._known.ordered(row for key in keys for row in self._known.rows(key))
            if not ids and len(words[size]) == 1:
                ids = self._initials(hashes[size:], hashes[:size]).ids
            if ids:
                return ids
        return ids

    def _joined(self, word: str) -> Rows:
        if len(word) > _LONGEST_PART:
            return ()
        for size in self._partings(word):
            pair = (word[:size], word[size:])
            ids = self._of_words(pair) if min(map(len, pair)) > 1 else ()
            if ids:
                return ids
        if len(word) <= _SHORTEST_SURNAME:
            return ()
        return self._of_words((word[0], word[1:])) or self._of_words((word[:-1], word[-1]))

    def _partings(self, word: str) -> list[int]:
        """Where a word may part into a first name and a surname, in either order."""
        sizes = range(2, len(word) - 1)
        if not sizes:
            return []
        pieces = [word[:size] for size in sizes] + [word[size:] for size in sizes]
        hashes = self._known.hashes.words(pieces).whole
        whole = hashes.tolist()
        begun: list[tuple[int, int, int]] = []  # a first name's class, the index of the other piece, where they part
        for at, piece in enumerate(pieces):
            other = (at + len(sizes)) % len(pieces)
            begun += [(one, other, sizes[at % len(sizes)]) for one in self._classes(piece, whole[at])]
        first = mixed_all(self._known.hashes.seeds[Space.ORDER], np.array([one for one, _, _ in begun], np.uint64))
        led = self._known.leading(mixed_all(first, hashes[[other for _, other, _ in begun]]))
        return sorted({size for (_, _, size), leads in zip(begun, led.tolist(), strict=True) if leads})

    def _classes(self, word: str, own: int) -> tuple[int, ...]:
        return self._known.keys.classes.get(word) or (own,)


def _spelt(marked: Marked, at: int, end: int) -> Iterator[list[int]]:
    """The hashes of a run of words, as written and, where its last word ends in s, without it: *the Okafors*."""
    yield marked.hashes[at : end + 1]
    if marked.stripped[end] != marked.hashes[end]:
        yield [*marked.hashes[at:end], marked.stripped[end]]


def _first(marked: Marked, at: int, spelt: Sequence[int]) -> tuple[int, ...]:
    """The classes of a first name that is the last word of its run."""
    return marked.classes(at) if spelt[0] == marked.hashes[at] else (spelt[0],)
