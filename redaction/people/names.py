"""Reads the words of a person's name, and finds where a part of it stands for the person again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from redaction.detect.words import GIVEN, NEVER_SURNAME, ORDINARY, PARTICLES, TITLES
from redaction.normal import fold
from redaction.tokens import Token, places, starts_sentence, tokens

_MONTHS: Final = frozenset({"april", "may", "june", "july", "august", "summer", "autumn", "winter"})
_BEFORE_MONTH: Final = frozenset({
    "in", "by", "since", "until", "till", "during", "early", "late", "mid", "last", "next", "this", "of",
    "from", "to", "before", "after", "and", "between",
})  # fmt: skip
_SPEECH: Final = frozenset({"said", "says", "told", "asked", "feels", "felt", "wants", "wanted", "lives", "attends"})
# A word after a capitalised ordinary word at the start of a sentence that shows a person is meant.
_PERSON_VERBS: Final = frozenset({
    "is", "was", "has", "had", "said", "says", "told", "asked", "and", "also", "does", "did", "went", "goes",
    "came", "lives", "lived", "attends", "attended", "feels", "felt", "wants", "wanted", "needs", "needed",
    "likes", "loves", "cannot", "can", "could", "would", "who", "will", "may", "might", "must", "should",
})  # fmt: skip
_GREETINGS: Final = frozenset({
    "dear", "hi", "hello", "hey", "morning", "afternoon", "thanks", "cc", "for", "with", "about", "re", "from",
    "to",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name taken apart: look-up words, no title. ``first`` is empty after a title alone."""

    first: tuple[str, ...]
    last: tuple[str, ...]
    titled: bool

    @property
    def words(self) -> tuple[str, ...]:
        """First and last together, in order."""
        return self.first + self.last


def parts_of(name: str) -> NameParts | None:
    """First names and surname of *name* as written; None when no word of it can be a name."""
    folded = fold(name).text
    swapped = "," in folded
    found = tokens(folded)
    titled = False
    while found and found[0].word in TITLES and len(found) > 1:
        found, titled = found[1:], True
    words = [token.word for token in found if token.word.isalpha()]
    if not words or len(words) > 6:
        return None
    if swapped and len(words) > 1:
        words = words[1:] + words[:1]
    if len(words) == 1:
        if titled or words[0] not in GIVEN:
            return NameParts((), (words[0],), titled)
        return NameParts((words[0],), (), titled)
    return NameParts((words[0],), (words[-1],), titled)


def stands_for_person(text: str, all_tokens: list[Token], at: int) -> bool:
    """Whether the word at index *at*, known to be part of somebody's name, is used as one here.

    An ordinary word (*Grace*, *Mark*, *May*) counts only with a capital, inside a sentence
    or beside another sign: a greeting before it, a possessive or a person's verb after it.
    Other names count with a capital, given names of the list in lower case too.
    """
    token = all_tokens[at]
    capital = text[token.start].isupper()
    if token.word not in ORDINARY:
        return capital or token.word in GIVEN
    if not capital or beside_date(text, all_tokens, at):
        return False
    if text[token.end : token.end + 2] == "'s":
        return True
    before = all_tokens[at - 1].word if at else ""
    after = all_tokens[at + 1].word if at + 1 < len(all_tokens) else ""
    if starts_sentence(text, token.start):
        return after in _PERSON_VERBS or before in _GREETINGS or after == "" or _alone_on_line(text, token)
    return True


def beside_date(text: str, all_tokens: list[Token], at: int) -> bool:
    """Whether the word is a month or season in a date: *in May*, *5 April*, *June 2024*."""
    token = all_tokens[at]
    if token.word not in _MONTHS:
        return False
    before = all_tokens[at - 1].word if at else ""
    after = all_tokens[at + 1].word if at + 1 < len(all_tokens) else ""
    if after in _SPEECH:
        return False
    return before[:1].isdigit() or after[:1].isdigit() or before in _BEFORE_MONTH


def _alone_on_line(text: str, token: Token) -> bool:
    return text[token.end : token.end + 3].lstrip(" ,\t").startswith(("\n", "\r")) or token.end + 1 >= len(text)


def looks_like_name(value: str) -> bool:
    """Whether a removed value is a person's name, so that its parts must not be left either."""
    folded = fold(value).text
    found = tokens(folded)
    # An address or a link is no name though names stand in it.
    if (
        not 1 <= len(found) <= 5
        or re.search(r"[^\w\s.,'-]|_|\w\.\w\w", folded)
        or any(not token.word.isalpha() for token in found)
    ):
        return False
    if len(found) == 1:
        return found[0].word in GIVEN
    words = [token.word for token in found]
    if words[0] in TITLES:
        return True
    if any(word in NEVER_SURNAME and word not in ORDINARY for word in words):
        return False
    capitals = all(folded[token.start].isupper() for token in found if token.word not in PARTICLES)
    return capitals or (len(found) <= 3 and words[0] in GIVEN)


def name_words(name: str) -> list[str]:
    """Its words for a look-up, those between first name and surname too; no title, no particle, no initial."""
    words = [token.word for token in tokens(fold(name).text)]
    return [word for word in words if len(word) > 1 and word not in TITLES and word not in PARTICLES]


def mentions_of(text: str, all_tokens: list[Token], words: frozenset[str]) -> Iterator[int]:
    """Indexes of the tokens that are one of *words* and stand for a person, plurals included."""
    begins = places(text)
    if 2 * len(words) < len(begins):
        met = {form for word in words for form in (word, f"{word}s") if form in begins}
    else:
        met = {word for word in begins if word in words or (word[-1] == "s" and word[:-1] in words)}
    for at in sorted(at for word in met for at in begins[word]):
        if stands_for_person(text, all_tokens, at):
            yield at
