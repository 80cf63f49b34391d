"""Dates of birth: a date that its surroundings say somebody was born on."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.dates import dates
from redaction.hit import Detector, Evidence, Hit
from redaction.spans import Cover

_LABEL: Final = (
    r"(?:\bd\.?[ ]?o\.?[ ]?b\b\.?|\bdate[ ]of[ ]birth|\bbirth[ ]?dates?|\bbirthdays?|\bborn|\bbirth|(?<=\()b\.)"
)
_BEFORE: Final = re.compile(
    rf"{_LABEL}(?:[ ]\([^()\n]{{1,20}}\))?"
    r"(?:[ ]?[:=\-|.,(]|[ ](?:is|was|on|in|of|the|as|given|recorded|falls|to|a)\b"
    r"|['\"]s\b|s\b|[ \t]|\r?\n){0,8}\Z",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(
    r"[ ]?[(\[,-]?[ ]?(?:d\.?[ ]?o\.?[ ]?b\b|date of birth|birth ?date|birthday)", re.IGNORECASE
)
# Mia Okafor (3.3.14): a bracket right after a name holds a date of birth.
_NAME_BRACKET: Final = re.compile(r"\b[A-Z][\w'-]+[ ]\([ ]?\Z")
_BORN_YEAR: Final = re.compile(
    r"(?<!\[)\bborn[ ](?:(?:in|on|around|about|c\.)[ ])?(?:the[ ])?(?:(?:early|late|mid)[ -])?"
    r"((?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?[ ])?(?:19|20)\d\d)\b(?![/.-]\d)",
    re.IGNORECASE,
)


def date_of_birth(text: str) -> Iterator[Hit]:
    """Find dates of birth by label words, *born*, or a bracket after a name; day first.

    A date without such a sign is only a date. A year or month after *born* counts too.
    Evidence ``pattern``.
    """
    found: dict[int, Hit] = {}
    for written in dates(text):
        before = text[max(0, written.start - 48) : written.start]
        if _BEFORE.search(before):
            how = "label"
        elif _AFTER.match(text, written.end):
            how = "label-after"
        elif _NAME_BRACKET.search(before) and text[written.end : written.end + 2].lstrip(" ")[:1] in {")", ",", ";"}:
            how = "bracket"
        else:
            continue
        found[written.start] = _hit(written.start, written.end, how)
    taken = Cover((hit.start, hit.end) for hit in found.values())
    for match in _BORN_YEAR.finditer(text):
        start, end = match.span(1)
        if not taken.touches(start, end):
            found[start] = _hit(start, end, "born-year")
    yield from (found[start] for start in sorted(found))


def _hit(start: int, end: int, how: str) -> Hit:
    return Hit(start=start, end=end, detector=Detector.DATE_OF_BIRTH, evidence=Evidence.PATTERN, how=how)
