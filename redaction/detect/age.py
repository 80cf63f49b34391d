"""Ages of a person, not age ranges of a service."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.columns import Column, cells
from redaction.hit import Detector, Evidence, Hit
from redaction.spans import Cover
from redaction.tokens import tokens

_ONES: Final = "one|two|three|four|five|six|seven|eight|nine"
_WORD: Final = (
    rf"(?:{_ONES}|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    rf"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:{_ONES}))?)"
)
NUMBER: Final = rf"(?:1[01]\d|[1-9]?\d|{_WORD})"
_UNIT: Final = r"(?:years?|yrs?|months?|mths?|weeks?|wks?)"
# A range or an open end is a service's age group: 5-11, 16+, 18 and over, under 5.
_RANGE_AFTER: Final = r"(?![ ]?(?:[-+/]|to\b|(?:and|or) (?:over|under|above|below|older|younger|up)\b|%|\.\d))"
_AGED: Final = re.compile(rf"\baged?[ ]?:?[ ]?(?:of[ ])?{NUMBER}\b(?:[ ]?{_UNIT}\b)?{_RANGE_AFTER}", re.IGNORECASE)
_OLD: Final = re.compile(
    rf"(?<![\w.,£$/+-]){NUMBER}(?:[ -]{{1,2}}{_UNIT}[ -](?:olds?|of[ ]age)|[ ]?y/?o|[ ]?yrs?[ ]old)\b", re.IGNORECASE
)
# "I am 71", "she is 16 now": not "she is one of", "he is 20 minutes late".
_SPOKEN: Final = re.compile(
    rf"{NUMBER}(?:[ ]{_UNIT})?(?=[ ]?(?:[.,;)!?\r\n]|\Z)|[ ](?:and|now|but|next|on|so)\b)(?!,\d|\.\d)", re.IGNORECASE
)
_WHO_IS: Final = re.compile(
    r"\b(?:i[ ]am|i'm|(?:she|he|who|now|child|baby|son|daughter|brother|sister|mum|dad)(?:[ ]is|'s|[ ]was)|is[ ]now|"
    r"turn(?:s|ed|ing))[ ](?:only[ ]|just[ ]|nearly[ ]|about[ ])?\Z",
    re.IGNORECASE,
)
_NUMBER_WORD: Final = re.compile(rf"{NUMBER}\Z")
_RANGE_BEFORE: Final = re.compile(
    r"(?:\b(?:under|over|above|below|minimum|maximum|ages|from|between|legal|school|working|pension)[ ]{1,2}"
    r"|\d[ ]?(?:-|to|and|or)[ ]?)\Z",
    re.IGNORECASE,
)


def age(text: str) -> Iterator[Hit]:
    """Find ages: *aged 9*, *9-year-old*, *age: nine*, *she is 9*, a cell below *Age*; evidence ``pattern``.

    Ranges and limits (*aged 5-11*, *under 18*) tell of nobody and are left. *[aged 9]*, by which a date of birth is
    replaced, never comes here (``redaction.placeholder``); other brackets say what they say.
    """
    found: list[tuple[int, int, str]] = []
    reach = -1
    for word in tokens(text):
        if word.start < reach or not (word.word in {"age", "aged"} or _NUMBER_WORD.match(word.word)):
            continue
        span = _at(text, word.start)
        if span is not None and _RANGE_BEFORE.search(text[max(0, span[0] - 16) : span[0]]) is None:
            found.append((*span, "shape"))
            reach = span[1]
    taken = Cover((start, end) for start, end, _ in found)
    found += [
        (cell.start, cell.end, "column")
        for cell in cells(text)
        if cell.column is Column.AGE and cell.end - cell.start < 12 and not taken.touches(cell.start, cell.end)
    ]
    for start, end, how in sorted(found):
        yield Hit(start=start, end=end, detector=Detector.AGE, evidence=Evidence.PATTERN, how=how)


def _at(text: str, start: int) -> tuple[int, int] | None:
    """The span of the age that begins with the word at *start*: *aged*, or its number."""
    match = _AGED.match(text, start) or _OLD.match(text, start)
    if match is None and _WHO_IS.search(text, max(0, start - 32), start) is not None:
        match = _SPOKEN.match(text, start)
    return None if match is None else match.span()
