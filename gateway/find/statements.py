"""Whether each paragraph about somebody says that it is fact or opinion (FACT-1). Pure.

By a mark (`[Fact]`, `Opinion:`), by the heading above it, or in words: "in my view", "she told me". The lists are
short and literal: a phrase that is taken for a statement where it is none would leave a question unasked, so what is
near but means something else ("I think you have his form") is taken out first.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gateway.find.paragraphs import Paragraph, Sort
from gateway.find.theirs import told_of
from gateway.model.found import Found
from gateway.model.message import Reading
from gateway.model.statement import StatedParagraph, Statement

_KINDS: Final = (
    (Statement.BOTH, r"facts? (?:and|&|/) opinions?|facts?/opinions?"),
    (Statement.FACT, r"facts?|factual information|what (?:we|i) (?:saw|know)"),
    (Statement.OPINION, r"(?:my |our |professional |the worker.s )?(?:opinions?|views?|assessment|impressions?)"),
)
_SIGNS: Final = r"[>*_#\s]*"
_MARKS: Final = tuple(
    (kind, re.compile(rf"{_SIGNS}(?:[\[(]\s*(?:{words})\s*[\])]|(?:{words})[*_ ]*:)", re.IGNORECASE))
    for kind, words in _KINDS
)
_HEADINGS: Final = tuple(
    (kind, re.compile(rf"{_SIGNS}[\[(]?(?:{words})[\])]?[*_ ]*:?[*_ ]*", re.IGNORECASE)) for kind, words in _KINDS
)
_HEADING_WORDS: Final = 6  # a paragraph so short with no full stop is a heading, and ends the one before

_REST: Final = r"\b.*?(?=[.!?\n]|$)"  # to the end of the sentence
_NEAR_MISSES: Final = re.compile(
    rf"\b(?:i|we) (?:think|believe|feel|suspect)(?: that)? (?:you|i|we|it would|it is best|so|not|about){_REST}"
    rf"|\bfeel free\b|\bin my view (?:you|we){_REST}"
    r"|\bit (?:looks|seems|appears)(?: like| that| as if)?"
    rf" (?:you|i|we|the (?:e-?mail|attachment|file|link)){_REST}"
    r"|\b(?:you|as i|as we) (?:have |had )?told (?:me|us)\b|\bconfirmed by (?:return|e-?mail|post|phone)\b",
    re.IGNORECASE,
)
_OPINION: Final = re.compile(
    r"\bin (?:my|our) (?:professional |own )?(?:view|opinion|judge?ment|assessment|experience)\b"
    r"|\b(?:my|our) (?:professional |own )?(?:view|opinion|impression|feeling|sense|judge?ment) (?:is|was|would be)\b"
    r"|\b(?:i|we) (?:think|believe|feel|suspect|suppose|assume|gather)\b"
    r"|\bi am of the (?:view|opinion)\b|\bi (?:get|got|had) the (?:feeling|impression)\b"
    r"|\bit (?:appears|seems|looks as (?:if|though))\b|\b(?:appears?|appeared|seems?|seemed) to (?:be|have|me)\b",
    re.IGNORECASE,
)
_FACT: Final = re.compile(
    r"\b(?:has |have |had )?(?:told|informed) (?:me|us)\b|\b(?:said|reported) to (?:me|us)\b"
    r"|\b(?:was |were |is |are |been )?confirmed (?:by|to (?:me|us))\b|\bas recorded (?:in|by|on)\b"
    r"|\baccording to (?:the|our|her|his|their) (?:\w+ ){0,2}(?:records?|notes?|register|report|letter|minutes)\b"
    r"|\b(?:i|we) (?:saw|heard|observed|witnessed) (?!from\b|your\b|that you\b)",
    re.IGNORECASE,
)


def stated(reading: Reading, found: Found, inside: Sequence[Paragraph]) -> tuple[StatedParagraph, ...]:
    """Every paragraph of a body that tells of somebody, in order."""
    texts = {unit.id: unit.text for unit in reading.units}
    told = told_of(found, inside)
    return tuple(
        StatedParagraph(hits=tuple(hit.id for hit in told[index]), statement=statement)
        for index, statement in _statements(texts, inside)
        if index in told
    )


def in_words(text: str) -> Statement | None:
    """What a text says of itself in words. None: nothing."""
    plain = _NEAR_MISSES.sub(" ", " ".join(re.sub(r"^[>\s]+", "", text, flags=re.MULTILINE).split()))
    opinion, fact = _OPINION.search(plain), _FACT.search(plain)
    if opinion and fact:
        return Statement.BOTH
    if opinion:
        return Statement.OPINION
    return Statement.FACT if fact else None


def _statements(texts: dict[int, str], inside: Sequence[Paragraph]) -> Iterator[tuple[int, Statement | None]]:
    heading: Statement | None = None
    unit = -1
    for index, one in enumerate(inside):
        if one.unit != unit or one.sort is not Sort.PROSE:
            heading, unit = None, one.unit
        if one.sort is not Sort.PROSE:
            continue
        text = texts[one.unit][one.start : one.end]
        first, _, rest = text.partition("\n")
        above = _matching(_HEADINGS, first, whole=True)
        if above is not None:
            heading = above
            if rest.strip():
                yield index, above
            continue
        if len(one.words) <= _HEADING_WORDS and text.rstrip()[-1:] not in {".", "!", "?"}:
            heading = None
        yield index, _matching(_MARKS, text, whole=False) or heading or in_words(text)


def _matching(patterns: tuple[tuple[Statement, re.Pattern[str]], ...], text: str, *, whole: bool) -> Statement | None:
    for kind, pattern in patterns:
        if (pattern.fullmatch(text.strip()) if whole else pattern.match(text)) is not None:
            return kind
    return None
