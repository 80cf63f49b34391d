"""Mentions of a topic: terms of a list, some only where a person is spoken of."""

from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum
from functools import cache
from types import MappingProxyType
from typing import Final, NamedTuple

from redaction.detect.words import GIVEN, ORDINARY, TITLES, lines, word_list
from redaction.hit import MENTIONS, Detector, Evidence, Hit
from redaction.normal import fold
from redaction.sentences import Sentences
from redaction.spans import Cover
from redaction.tokens import Prepared, Token, adjoining, places, tokens, words

_FIRST_PERSON: Final = frozenset({"i", "my", "me", "we", "our"})
_PERSON: Final = word_list("person_words") - _FIRST_PERSON
# "The family is in arrears" speaks of people, "the family support team" of a service.
_SERVICES: Final = frozenset({
    "support", "service", "services", "hub", "hubs", "centre", "court", "worker", "team", "law", "group", "liaison",
    "justice", "solutions", "learning", "information",
})  # fmt: skip


_POINTING: Final = frozenset({"the", "this", "that"})
_RELATIVES: Final = frozenset({"children", "kids", "parents", "twins", "boys", "girls"})
# "Parents are asked to …" is said to everybody.
_OPENING: Final = frozenset({"they", "kids", "twins", "boys", "girls"})
_BEING: Final = frozenset({"are", "were", "have", "had", "is", "was", "has", "get", "got", "left", "live", "lives"})


class Needs(IntEnum):
    """What a term's sentence must speak of for the term to count; the mark before it in its list."""

    NOTHING = 0  # no mark
    PERSON = 1  # ~ anybody, the writer included
    ANOTHER = 2  # ~~ somebody named, or spoken of as he, she or they
    NEVER = 3  # ! tells of nobody: takes its words away from other terms


_MARKS: Final = (("~~", Needs.ANOTHER), ("~", Needs.PERSON), ("!", Needs.NEVER))


class _Term(NamedTuple):
    words: tuple[str, ...]
    detector: Detector
    needs: Needs
    capitals: bool  # written in capitals in its list: "DA" is domestic abuse, "da Silva" a name


class Candidate(NamedTuple):
    """A term that stands in a text, and what its sentence must speak of."""

    hit: Hit
    needs: Needs


class Mention:
    """A detector of one topic's terms, whole words, any case; evidence ``list``.

    The terms are those of ``lists/NAME.txt``. The hit is the term; ``sentence_span`` widens it.
    Called by itself it knows of persons only by the language; ``find_all`` knows who was found.
    """

    def __init__(self, detector: Detector) -> None:
        self.detector: Final = detector
        self.__name__ = detector.value

    def __call__(self, text: str) -> Iterator[Hit]:
        """Hits in rising order, positions in the folded *text*."""
        return iter(told(text, candidates(text, frozenset({self.detector})), ()))


@cache
def _terms() -> Mapping[str, Mapping[str, tuple[_Term, ...]]]:
    """Every list's terms by their first word and their second ("": there is none), longest first."""
    terms: dict[str, dict[str, list[_Term]]] = {}
    for detector in sorted(MENTIONS):
        for line in lines(detector.value):
            needs = next((needs for mark, needs in _MARKS if line.startswith(mark)), Needs.NOTHING)
            written = line.lstrip("~!")
            words = tuple(token.word for token in tokens(written))
            second = words[1] if len(words) > 1 else ""
            terms.setdefault(words[0], {}).setdefault(second, []).append(
                _Term(words, detector, needs, written.isupper())
            )
    return MappingProxyType(
        {
            first: {
                second: tuple(sorted(rows, key=lambda row: -len(row.words))) for second, rows in by_second.items()
            }
            for first, by_second in terms.items()
        }
    )


def candidates(text: str, wanted: frozenset[Detector]) -> list[Candidate]:
    """The terms of all *wanted* lists in a folded text: one pass over its words, the longest term first."""
    if not wanted:
        return []
    terms, starts = _terms(), _beginnings(text)
    every = tokens(text) if starts else []
    reach: dict[Detector, int] = {}
    found: list[Candidate] = []
    for at in starts:
        word = every[at]
        begun = terms[word.word]
        following = every[at + 1].word if at + 1 < len(every) else ""
        for term in (*begun.get(following, ()), *begun.get("", ())):
            if term.detector not in wanted or word.start < reach.get(term.detector, 0):
                continue
            if not _same(text, every, at, term.words):
                continue
            end = every[at + len(term.words) - 1].end
            if term.capitals and not _stands_in_capitals(text, word.start, end):
                continue
            reach[term.detector] = end
            if term.needs is not Needs.NEVER:
                hit = Hit(start=word.start, end=end, detector=term.detector, evidence=Evidence.LIST, how="term")
                found.append(Candidate(hit, term.needs))
    return found


def _beginnings(text: str) -> list[int]:
    """Where a term of any list may stand: at its first word, with its second one after it if it has one."""
    terms, begins, every = _terms(), places(text), words(text)
    most = len(every) - 1
    found: list[int] = []
    for first in terms.keys() & begins.keys():
        begun = terms[first]
        found += (
            begins[first] if "" in begun else [at for at in begins[first] if at < most and every[at + 1][2] in begun]
        )
    return sorted(found)


def told(text: str, found: Iterable[Candidate], named: Iterable[tuple[int, int]]) -> list[Hit]:
    """Those of *found* that count, by what their sentences speak of; *named*: where people were found."""
    cover = Cover(named)
    sentences: Sentences | None = None
    # The last sentence looked at and its answer: a long one with many terms is read once.
    seen, spoken = (0, 0), Needs.NOTHING
    hits: list[Hit] = []
    for hit, needs in found:
        if needs is not Needs.NOTHING:
            if not seen[0] <= hit.start < hit.end <= seen[1]:
                sentences = sentences or Sentences(text)
                seen = sentences.around(hit.start, hit.end)
                spoken = Needs.ANOTHER if cover.touches(*seen) else _spoken_of(text, *seen)
            if spoken < needs:
                continue
        hits.append(hit)
    return hits


def mentions_within(text: str, spans: Iterable[tuple[int, int]]) -> list[Hit]:
    """The mentions in *spans*, of which it is known that a person is spoken of there.

    What needs somebody to be named in its own sentence (``~~``) is left to ``find_all``.
    """
    folded = fold(text)
    cover = Cover(spans)
    hits = (
        hit.at(folded.span(hit.start, hit.end))
        for hit, needs in candidates(Prepared(folded.text), MENTIONS)
        if needs <= Needs.PERSON
    )
    return sorted(hit for hit in hits if cover.holds(hit.start, hit.end))


def sentence_span(text: str, hit: Hit) -> tuple[int, int]:
    """The sentence around a hit: what a plan cuts so that a mention is not left half told.

    For many hits of one text ask one ``Sentences``.
    """
    return Sentences(text).around(hit.start, hit.end)


def _same(text: str, words: list[Token], at: int, term: tuple[str, ...]) -> bool:
    if len(term) == 1:
        return True
    if at + len(term) > len(words):
        return False
    return all(
        words[at + step].word == term[step] and _joined(text, words[at + step - 1], words[at + step])
        for step in range(1, len(term))
    )


def _stands_in_capitals(text: str, start: int, end: int) -> bool:
    """Whether a short form is written as one, and is no part of a code ("4DA1")."""
    return text[start:end].isupper() and not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum()


def _joined(text: str, left: Token, right: Token) -> bool:
    gap = text[left.end : right.start]
    return gap in {"&", "'s ", ":"} or adjoining(text, left, right)


def _spoken_of(text: str, start: int, end: int) -> Needs:
    """What a sentence speaks of, as far as the words of the language tell."""
    words = tokens(text[start:end])
    for at, word in enumerate(words):
        if word.word in _PERSON or word.word in TITLES:
            return Needs.ANOTHER
        if word.word in GIVEN and word.word not in ORDINARY and text[start + word.start].isupper():
            return Needs.ANOTHER
        following = words[at + 1].word if at + 1 < len(words) else ""
        before = words[at - 1].word if at else ""
        if word.word == "family" and following not in _SERVICES and (before in _POINTING or following in _BEING):
            return Needs.ANOTHER
        # "The children are", "both parents"; of children in general nothing is said so.
        if word.word in _RELATIVES and (before == "both" or (before in _POINTING and following in _BEING)):
            return Needs.ANOTHER
        if word.word in _OPENING and not at and following in _BEING:
            return Needs.ANOTHER
    return Needs.PERSON if any(word.word in _FIRST_PERSON for word in words) else Needs.NOTHING
