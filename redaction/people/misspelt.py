"""Rare names with one typing error, where the rest of the name stands as registered."""

from collections.abc import Iterable, Iterator
from typing import Final

from redaction.detect.words import GIVEN, NEVER_SURNAME, ORDINARY, TITLES, word_list
from redaction.people.whole_names import Met
from redaction.register.known import Known
from redaction.register.marked import Marked
from redaction.register.packed import Rows
from redaction.register.person_keys import LEAST_MISSPELT, shortened
from redaction.register.word_hash import Space
from redaction.spans import Cover
from redaction.tokens import adjoining, places

_MOST_NAMESAKES: Final = 3  # a name that more people bear is not rare
_LONGEST: Final = 24  # letters
_REAL: Final = GIVEN | ORDINARY | NEVER_SURNAME | TITLES | word_list("common") | word_list("surnames")


class Misspelt:
    """Finds rare names of those who are known."""

    def __init__(self, known: Known) -> None:
        self._known: Final = known

    def find(self, marked: Marked, inside: Cover) -> Iterator[Met]:
        """Names that differ in one letter, or in two that changed places; none that touches *inside*."""
        text, words, begins = marked.text, marked.words, places(marked.text)
        strange = [word for word in begins if LEAST_MISSPELT <= len(word) <= _LONGEST and word not in _REAL]
        for at in sorted([at for word in strange for at in begins[word]]):
            token = words[at]
            word = token.word
            if not text[token.start].isupper():
                continue
            before, after = self._beside(marked, at, at - 1, inside), self._beside(marked, at, at + 1, inside)
            if not (before or after) or not word.isalpha() or inside.touches(token.start, token.end):
                continue
            meant = list(dict.fromkeys(self._meant(word)))
            rows = self._surnamed(marked, at, meant) if before else ()
            if rows:
                yield Met(words[at - 1].start, token.end, rows, "typing-error", (words[at - 1].word,), (word,))
                continue
            rows = self._named(marked, at, meant) if after else ()
            if rows:
                yield Met(token.start, words[at + 1].end, rows, "typing-error", (word,), (words[at + 1].word,))

    def _beside(self, marked: Marked, at: int, other: int, inside: Cover) -> bool:
        """Whether the neighbour may be the rest of the name: with a capital, and of no other name."""
        if not 0 <= other < len(marked.words):
            return False
        left, right = sorted((marked.words[at], marked.words[other]))
        near = marked.words[other]
        return (
            marked.text[near.start].isupper()
            and adjoining(marked.text, left, right)
            and not inside.touches(near.start, near.end)
            and self._is_name(marked, other)
        )

    def _is_name(self, marked: Marked, at: int) -> bool:
        """Whether the register has such a name."""
        word = marked.words[at].word
        if len(word) < LEAST_MISSPELT:
            surname = self._known.hashes.chain(Space.LAST, (marked.hashes[at],))
            return word in GIVEN or self._known.count(surname) > 0
        return word in self._known.keys.classes or word in self._known.spelt(word)

    def _meant(self, word: str) -> Iterator[str]:
        for one in shortened(word):
            yield from (other for other in self._known.spelt(one) if one_slip(word, other))

    def _surnamed(self, marked: Marked, at: int, meant: Iterable[str]) -> Rows:
        """The word is a surname, and a first name stands before it."""
        hashes = self._known.hashes
        if self._known.count(hashes.chain(Space.LAST, (marked.hashes[at],))):
            return ()  # it is somebody else's name
        firsts = marked.classes(at - 1)
        return self._rare(hashes.name(Space.FULL, (one,), (hashes.word(last),)) for last in meant for one in firsts)

    def _named(self, marked: Marked, at: int, meant: Iterable[str]) -> Rows:
        """The word is a first name, and a surname stands behind it."""
        hashes = self._known.hashes
        return self._rare(
            hashes.name(Space.FULL, (first,), (marked.hashes[at + 1],))
            for one in meant
            for first in self._known.keys.classes.get(one) or (hashes.word(one),)
        )

    def _rare(self, keys: Iterable[int]) -> Rows:
        found = [row for key in keys if self._known.count(key) <= _MOST_NAMESAKES for row in self._known.rows(key)]
        rows = self._known.ordered(found)
        return rows if len(rows) <= _MOST_NAMESAKES else ()


def one_slip(word: str, other: str) -> bool:
    """Whether two words differ by one letter more, less or other, or by two neighbours that changed places.

    A first letter that is another is rather another name (*Wilson*, *Tilson*) than a slip.
    """
    if word == other or abs(len(word) - len(other)) > 1 or word[0] != other[0]:
        return False
    at = 0
    while word[at : at + 1] == other[at : at + 1]:
        at += 1
    if len(word) > len(other):
        return word[at + 1 :] == other[at:]
    if len(word) < len(other):
        return word[at:] == other[at + 1 :]
    changed = word[at : at + 2] == other[at + 1 : at + 2] + other[at] and word[at + 2 :] == other[at + 2 :]
    return changed or word[at + 1 :] == other[at + 1 :]
