"""Mentions of a special kind of data: terms of a list, some only where a person is spoken of."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from redaction.detect.words import GIVEN, ORDINARY, TITLES, lines, word_list
from redaction.hit import Detector, Evidence, Hit
from redaction.tokens import Token, adjoining, tokens

_SENTENCE_END: Final = re.compile(r"[.!?](?=[\s\"')\]]|\Z)|\r?\n[ \t>]{0,20}\r?\n|\r?\n(?=[ \t>]{0,8}[-*•])")
_MOST: Final = 2000  # characters a sentence is looked for on either side
_PERSON: Final = word_list("person_words")


def sentence_span(text: str, hit: Hit) -> tuple[int, int]:
    """The sentence around a hit: what a plan cuts so that a mention is not left half told.

    Ends at a full stop, question or exclamation mark, a blank line, a list's next item, or
    2,000 characters on either side. Surrounding blanks are left outside.
    """
    left = max(0, hit.start - _MOST)
    right = min(len(text), hit.end + _MOST)
    start, end = left, right
    for match in _SENTENCE_END.finditer(text, left, hit.start):
        # "Dr. Ahmed", "S. Jones": a dot after a title or an initial ends nothing.
        word = re.search(r"(\w*)\Z", text[max(0, match.start() - 12) : match.start()])
        short = word.group(1) if word else ""
        if match[0] == "." and (len(short) == 1 or short.lower() in TITLES):
            continue
        start = match.end()
    ending = _SENTENCE_END.search(text, hit.end, right)
    if ending is not None:
        end = ending.end() if ending[0] in ".!?" else ending.start()
    while start < hit.start and (text[start].isspace() or text[start] in ">"):
        start += 1
    while end > hit.end and text[end - 1].isspace():
        end -= 1
    return start, end


@cache
def _terms(detector: Detector) -> Mapping[str, tuple[tuple[tuple[str, ...], bool], ...]]:
    """Terms by their first word, longest first; the flag says that a person must be spoken of."""
    terms: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
    for line in lines(detector.value):
        words = tuple(token.word for token in tokens(line.lstrip("~")))
        terms.setdefault(words[0], []).append((words, line.startswith("~")))
    return MappingProxyType(
        {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in terms.items()}
    )


def mentions(detector: Detector, text: str) -> Iterator[Hit]:
    """Find the terms of one detector's list, whole words, any case; evidence ``list``.

    The hit is the term; ``sentence_span`` widens it.
    """
    terms = _terms(detector)
    words = tokens(text)
    reach = 0
    # The last sentence looked at and its answer: a long one with many terms is read once.
    seen = (0, 0, False)
    for at, word in enumerate(words):
        if word.word not in terms or word.start < reach:
            continue
        for term, needs_person in terms[word.word]:
            last = at + len(term) - 1
            if not _same(text, words, at, term):
                continue
            hit = Hit(start=word.start, end=words[last].end, detector=detector, evidence=Evidence.LIST, how="term")
            if needs_person:
                if not seen[0] <= hit.start < hit.end <= seen[1]:
                    span = sentence_span(text, hit)
                    seen = (*span, _speaks_of_person(text, *span))
                if not seen[2]:
                    continue
            reach = hit.end
            yield hit
            break


def _same(text: str, words: list[Token], at: int, term: tuple[str, ...]) -> bool:
    if len(term) == 1:
        return True
    if at + len(term) > len(words):
        return False
    return all(
        words[at + step].word == term[step] and _joined(text, words[at + step - 1], words[at + step])
        for step in range(1, len(term))
    )


def _joined(text: str, left: Token, right: Token) -> bool:
    gap = text[left.end : right.start]
    return gap in {"&", "'s "} or adjoining(text, left, right)


def _speaks_of_person(text: str, start: int, end: int) -> bool:
    for word in tokens(text[start:end]):
        if word.word in _PERSON or word.word in TITLES:
            return True
        if word.word in GIVEN and word.word not in ORDINARY and text[start + word.start].isupper():
            return True
    return False
