"""Counts what a finder left in clear and what it masked without need."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from benchmarks.redaction_set.notation import NUMBERS, QUASI, Gold, Span, Text

Spans = Sequence[tuple[int, int]]
_WORD: Final = re.compile(r"\w+(?:['’]\w+)*")
# "Mr [[PERSON:Patel]]": the title may go with the name or stay, so it counts for nothing.
_TITLE_BEFORE: Final = re.compile(
    r"(?:\b(?:mr|mrs|ms|miss|mx|dr|doctor|prof|professor|sir|dame|cllr|councillor|rev|reverend|father|fr|sister|imam|"
    r"pastor|judge|pc|dc|ds|di|sgt|sergeant|nurse|and|&)[. ]{0,2}\s?)+\Z",
    re.IGNORECASE,
)
_NAMES: Final = frozenset({Gold.PERSON, Gold.WORKER})


@dataclass(slots=True)
class Tally:
    """The counts of one engine over some texts."""

    spans: dict[Gold, int] = field(default_factory=dict)
    leaked: dict[Gold, int] = field(default_factory=dict)
    words: int = 0
    words_masked: int = 0
    negative_words: int = 0
    negative_words_masked: int = 0
    texts: int = 0
    texts_with_leak: int = 0
    chars: int = 0  # of direct identifiers
    chars_masked: int = 0
    chars_of_mask: int = 0
    chars_of_mask_right: int = 0
    exact: int = 0
    guesses: int = 0
    guesses_right: int = 0

    def leak(self, golds: Iterable[Gold]) -> float:
        """The share of spans of these types with any letter or digit in clear; 0 where there are none."""
        golds = list(golds)
        total = sum(self.spans.get(one, 0) for one in golds)
        return sum(self.leaked.get(one, 0) for one in golds) / total if total else 0.0

    @property
    def over(self) -> float:
        """The share of other words masked, hard negatives included."""
        return self.words_masked / max(1, self.words)

    @property
    def over_negative(self) -> float:
        """The share of words masked in texts that hold nobody's data."""
        return self.negative_words_masked / max(1, self.negative_words)

    @property
    def char_f2(self) -> float:
        """F2 over letters and digits."""
        return f2(self.chars_of_mask_right / max(1, self.chars_of_mask), self.chars_masked / max(1, self.chars))

    @property
    def span_f2(self) -> float:
        """F2 over whole spans, ends exact, whatever the type."""
        return f2(self.guesses_right / max(1, self.guesses), self.exact / max(1, sum(self.spans.values())))


DIRECT: Final = frozenset(Gold) - QUASI - {Gold.ANY}
"""What tells by itself who somebody is."""

GROUPS: Final[dict[str, frozenset[Gold]]] = {
    "direct": DIRECT,
    "people": frozenset({Gold.PERSON}),
    "workers": frozenset({Gold.WORKER}),
    "address": frozenset({Gold.ADDRESS}),
    "born": frozenset({Gold.DOB}),
    "numbers": NUMBERS,
    "age": frozenset({Gold.AGE}),
}


def f2(precision: float, recall: float) -> float:
    """The F measure that counts recall twice."""
    bottom = 4 * precision + recall
    return 5 * precision * recall / bottom if bottom else 0.0


def measure(tally: Tally, text: Text, masked: Spans) -> list[Span]:
    """Add one text to *tally*.

    Returns:
        The spans that leaked, AGE among them.
    """
    covered = bytearray(len(text.text))
    for start, end in masked:
        covered[start:end] = b"\1" * (end - start)
    leaked = _count_leaks(tally, text, covered)
    tally.texts += 1
    tally.texts_with_leak += any(span.gold in DIRECT for span in leaked)
    marked = _neutral(text)
    _count_words(tally, text, covered, marked)
    for at, char in enumerate(text.text):
        if covered[at] and char.isalnum() and marked[at] != _EITHER:
            tally.chars_of_mask += 1
            tally.chars_of_mask_right += marked[at] == _GOLD
    _count_guesses(tally, text, covered, marked)
    return leaked


_GOLD: Final = 1
_EITHER: Final = 2


def _neutral(text: Text) -> bytearray:
    """For each character: 1 inside a marked span, 2 where a mask counts neither for nor against."""
    marked = bytearray(len(text.text))
    for span in text.spans:
        sign = _EITHER if span.gold is Gold.ANY else _GOLD
        marked[span.start : span.end] = bytes([sign]) * (span.end - span.start)
        title = _TITLE_BEFORE.search(text.text, max(0, span.start - 24), span.start) if span.gold in _NAMES else None
        if title is not None:
            marked[title.start() : span.start] = bytes([_EITHER]) * (span.start - title.start())
    return marked


def _count_leaks(tally: Tally, text: Text, covered: bytearray) -> list[Span]:
    leaked = []
    for span in text.spans:
        if span.gold is Gold.ANY:
            continue
        letters = [at for at in range(span.start, span.end) if text.text[at].isalnum()]
        clear = sum(not covered[at] for at in letters)
        tally.spans[span.gold] = tally.spans.get(span.gold, 0) + 1
        if clear:
            tally.leaked[span.gold] = tally.leaked.get(span.gold, 0) + 1
            leaked.append(span)
        if span.gold in DIRECT:
            tally.chars += len(letters)
            tally.chars_masked += len(letters) - clear
    return leaked


def _count_words(tally: Tally, text: Text, covered: bytearray, marked: bytearray) -> None:
    for start, end in other_words(text, marked):
        masked = any(covered[start:end])
        tally.words += 1
        tally.words_masked += masked
        if text.negative:
            tally.negative_words += 1
            tally.negative_words_masked += masked


def other_words(text: Text, marked: bytearray | None = None) -> list[tuple[int, int]]:
    """The words that belong to no marked span."""
    marked = _neutral(text) if marked is None else marked
    return [match.span() for match in _WORD.finditer(text.text) if not any(marked[match.start() : match.end()])]


def _count_guesses(tally: Tally, text: Text, covered: bytearray, marked: bytearray) -> None:
    exact = {(span.start, span.end) for span in text.spans if span.gold is not Gold.ANY}
    found = set()
    at = 0
    while at < len(covered):
        if not covered[at]:
            at += 1
            continue
        end = covered.find(0, at)
        end = len(covered) if end < 0 else end
        span = _trimmed(text.text, marked, at, end)
        at = end
        if span is not None:
            found.add(span)
    tally.guesses += len(found)
    tally.guesses_right += len(found & exact)
    tally.exact += len(found & exact)


def _trimmed(text: str, marked: bytearray, start: int, end: int) -> tuple[int, int] | None:
    """A mask without blanks, points and titles at its ends; None where nothing is left that counts."""
    while start < end and (not text[start].isalnum() or marked[start] == _EITHER):
        start += 1
    while end > start and (not text[end - 1].isalnum() or marked[end - 1] == _EITHER):
        end -= 1
    return (start, end) if start < end else None
