"""Parts of names that count only beside a sign of the same person: first names, surnames."""

from collections.abc import Collection, Iterable, Iterator
from typing import Final, NamedTuple

from redaction.detect.words import TITLES
from redaction.people.name_forms import classes, spelling_classes
from redaction.people.signed import Signed
from redaction.register.close_lists import MANY
from redaction.register.marked import Marked
from redaction.register.packed import Rows
from redaction.tokens import adjoining, places
from redaction.word_runs import Words, part_counts, runs


class Part(NamedTuple):
    """A part of a name in a text, and whom it may mean."""

    start: int
    end: int
    rows: Rows
    how: str


def standing(texts: Iterable[str]) -> set[str]:
    """The words of some texts, also without the s they end with, and the classes of first names that they are of."""
    words = {word for text in texts for word in places(text)}
    words.update([word[:-1] for word in words if word[-1] == "s"])
    spellings = spelling_classes()
    words.update([one for word in spellings.keys() & words for one in spellings[word]])
    return words


class NameParts:
    """The parts that count in one message."""

    def __init__(
        self, signed: Signed, near: Iterable[int], households: Iterable[int], standing: Collection[str]
    ) -> None:
        """First names, single-word aliases and surnames of *signed*; surnames of their relations too; first names
        of *near* and of the *households* of those signed.

        A title with a surname may mean the child's mother rather than the child: relations
        of the same surname are candidates with them. Of a name that many bear, its own words are the parts.

        Args:
            standing: what ``standing`` tells of the message's texts; of other words nothing is entered.
        """
        self._signed: Final = signed
        self._standing: Final = standing
        self._spellings: Final = spelling_classes()
        self._firsts: Final[dict[Words, list[int]]] = {}
        self._lasts: Final[dict[Words, list[int]]] = {}
        self._longest: Final[dict[str, int]] = {}  # by first word, or its class
        self._means: Final[dict[Words, tuple[str, Rows]]] = {}
        few = signed.in_order()
        own = set(self._first_names((*few, *near)))
        for index in few:
            for form in signed.forms(index):
                for surname in form.last:
                    if surname[0] in standing:
                        self._last(surname, (index, *signed.related(index, surname)))
        # "Will was awake": whoever lives with somebody named is called by the first name alone.
        self._at_home: Final = set(self._first_names(households)) - own
        for met in signed.names_of_many:
            if met.first:
                self._first(met.first[:1], met.ids)
            if met.last:
                self._last(met.last, met.ids)

    def find(self, marked: Marked) -> Iterator[Part]:
        """Each part that stands for somebody, the longest at each word."""
        text, words = marked.text, marked.words
        if not self._longest:
            return
        begins = places(text)
        sizes = dict(self._sizes(begins))
        for at in sorted([at for word in sizes for at in begins[word]]):
            word = words[at]
            most = sizes[word.word]
            for key, end in runs(text, words, at, most, commas=False):
                how, rows = self._meant(key)
                if not rows or not part_counts(text, words, at, end):
                    continue
                start = words[at].start
                if at and words[at - 1].word in TITLES and adjoining(text, words[at - 1], word):
                    start = words[at - 1].start
                    rows = self._elders_first(rows)
                yield Part(start, words[end].end, rows, how)
                break

    def _first_names(self, rows: Iterable[int]) -> Iterator[Words]:
        """Enter the first names of some people; the keys under which they stand."""
        forms = self._signed.forms
        for index in rows:
            for form in forms(index):
                for first in form.firsts():
                    yield from self._first(first, (index,))

    def _first(self, words: Words, rows: Rows) -> list[Words]:
        """Enter a first name; the keys under which it stands."""
        alike = self._spellings.get(words[0], words) if len(words) == 1 else words[:1]
        keys: list[Words] = []
        for one in alike:
            if one in self._standing:
                key = words if len(words) > 1 else (one,)
                keys.append(key)
                self._firsts.setdefault(key, []).extend(rows)
                self._longest[one] = max(self._longest.get(one, 0), len(key))
        return keys

    def _last(self, words: Words, rows: Rows) -> None:
        self._lasts.setdefault(words, []).extend(rows)
        self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def _sizes(self, words: Iterable[str]) -> Iterator[tuple[str, int]]:
        """How many words the longest part has that begins with each of these; those with which none does are left."""
        longest, spellings = self._longest, spelling_classes()
        for word in words:
            most = longest.get(word, 0)
            for one in spellings.get(word, ()):
                most = max(most, longest.get(one, 0))
            if word[-1] == "s":
                most = max(most, longest.get(word[:-1], 0))
                for one in spellings.get(word[:-1], ()):
                    most = max(most, longest.get(one, 0))
            if most:
                yield word, most

    def _meant(self, key: Words) -> tuple[str, Rows]:
        means = self._means.get(key)
        if means is None:
            means = self._means[key] = self._looked_up(key)
        return means

    def _looked_up(self, key: Words) -> tuple[str, Rows]:
        alike = dict.fromkeys((key, *((one,) for one in classes(key[0])))) if len(key) == 1 else (key,)
        first = [row for one in alike for row in self._firsts.get(one, ())]
        last = self._lasts.get(key, ())
        how = "surname" if not first else "household" if self._at_home.issuperset(self._met(alike)) else "first-name"
        return how, tuple(dict.fromkeys((*first, *last)))

    def _met(self, keys: Iterable[Words]) -> list[Words]:
        return [key for key in keys if key in self._firsts]

    def _elders_first(self, rows: Rows) -> Rows:
        """*Mrs Okafor* is rather the mother than the child, whose relation she is."""
        if len(rows) > MANY:
            return rows
        return tuple(sorted(rows, key=lambda index: bool(self._signed.relations(index))))
