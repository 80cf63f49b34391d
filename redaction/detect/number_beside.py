"""Numbers of nobody known kind that stand on the line of a person: *pls see Amy Holt 150815 10f 9990000018*.

A list of labels never ends, and people leave labels out. Beside a name, a date of birth or a number of one's own, a
code of five figures or more is that person's far more often than it is a price or a part.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from typing import Final

from redaction.detect.context import after_goods_reference
from redaction.detect.nhs_number import check_digit_holds
from redaction.detect.numbered import is_of_goods, number_at
from redaction.hit import Detector, Evidence, Hit
from redaction.spans import Cover
from redaction.tokens import codes

_PERSONAL: Final = frozenset({
    Detector.NAME, Detector.DATE_OF_BIRTH, Detector.NHS_NUMBER, Detector.UPN, Detector.ULN, Detector.NINO,
    Detector.PASSPORT,
})  # fmt: skip
_FAR: Final = 48  # characters
# A sentence that ends between the two makes them strangers; an initial's point or a label's does not.
_APART: Final = re.compile(r"\n|[a-z)\d]{3}[.!?][ ]{1,2}[A-Z]")
_MONEY_OR_SIGN: Final = frozenset("£$€+@%~")
_WORD_BEFORE: Final = re.compile(r"([a-z]{1,20})[ .:#=-]{0,3}\Z", re.IGNORECASE)
_NHS_FIGURES: Final = 10
_GOES_ON: Final = re.compile(r"\d[ .,/-]\Z")  # figures before: the middle of a date, a sum, a telephone number
# A day and month, a month and year, weeks of forty, hours, a version, a road: figures that number nobody.
_PLAIN: Final = re.compile(
    r"\d{1,2}[/.-]\d{1,2}|\d{1,2}[/.-](?:19|20)\d\d|\d{1,4}(?:hrs?|h|am|pm|mins?|st|nd|rd|th|k|m|kg|g|ml|mg)"
    r"|\d{1,3}(?:\.\d{1,3}){1,3}|[A-Z]\d{1,4}|\d{1,3}(?:[ ]\d{3}){1,2}(?=\Z)",
    re.IGNORECASE,
)


def number_beside(text: str, hits: Collection[Hit]) -> Iterator[Hit]:
    """Find such numbers near what was found of a person; ``checksum`` for those whose NHS check digit holds.

    Yields:
        Hits in rising order; nothing that another hit covers.
    """
    people = _People(hits)
    taken = Cover((hit.start, hit.end) for hit in hits)
    reach = -1
    for _, begin in codes(text):
        if begin < reach or taken.touches(begin, begin + 1):
            continue
        span = number_at(text, begin)
        if span is None or taken.touches(*span) or not _counts(text, *span):
            continue
        if not people.beside(text, *span):
            continue
        reach = span[1]
        value = text[slice(*span)]
        nhs = len(value) == _NHS_FIGURES and value.isdigit() and check_digit_holds(value)
        yield Hit(
            start=span[0],
            end=span[1],
            detector=Detector.NHS_NUMBER if nhs else Detector.CASE_ID,
            evidence=Evidence.CHECKSUM if nhs else Evidence.PATTERN,
            how="number-beside",
        )


def _counts(text: str, start: int, end: int) -> bool:
    """Whether nothing around tells of money, goods or a measure."""
    if text[start - 1 : start] in _MONEY_OR_SIGN or text[end : end + 1] in _MONEY_OR_SIGN:
        return False
    value = text[start:end]
    if value.endswith("000") or _PLAIN.fullmatch(value) is not None or after_goods_reference(text, start):
        return False
    if _GOES_ON.search(text, max(0, start - 2), start) is not None:
        return False
    word = _WORD_BEFORE.search(text, max(0, start - 24), start)
    return word is None or not is_of_goods(word[1])


class _People:
    """What was found of people, by place: asked for the nearest on both sides in logarithmic time."""

    def __init__(self, hits: Collection[Hit]) -> None:
        people = [hit for hit in hits if hit.detector in _PERSONAL]
        self._starts: Final = sorted(hit.start for hit in people)
        self._ends: Final = sorted(hit.end for hit in people)

    def beside(self, text: str, start: int, end: int) -> bool:
        """Whether one stands near a span on its line, no sentence's end between."""
        place = bisect_right(self._ends, start)
        near = bool(place) and start - self._ends[place - 1] <= _FAR
        if near and _APART.search(text, self._ends[place - 1], start) is None:
            return True
        place = bisect_left(self._starts, end)
        if place == len(self._starts) or self._starts[place] - end > _FAR:
            return False
        return _APART.search(text, end, self._starts[place]) is None
