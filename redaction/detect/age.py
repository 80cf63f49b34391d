"""Ages of a person, not age ranges of a service."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.columns import Column, cells
from redaction.hit import Detector, Evidence, Hit
from redaction.spans import Cover

_ONES: Final = "one|two|three|four|five|six|seven|eight|nine"
_WORD: Final = (
    rf"(?:{_ONES}|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    rf"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:{_ONES}))?)"
)
NUMBER: Final = rf"(?:1[01]\d|[1-9]?\d|{_WORD})"
_UNIT: Final = r"(?:years?|yrs?|months?|mths?|weeks?|wks?)"
# A range or an open end is a service's age group: 5-11, 16+, 18 and over, under 5.
_RANGE_AFTER: Final = r"(?![ ]?(?:[-+/]|to\b|(?:and|or) (?:over|under|above|below|older|younger|up)\b|%|\.\d))"
_FORMS: Final = (
    re.compile(rf"\baged?[ ]?:?[ ]?(?:of[ ])?{NUMBER}\b(?:[ ]?{_UNIT}\b)?{_RANGE_AFTER}", re.IGNORECASE),
    re.compile(
        rf"(?<![\w.,£$/+-]){NUMBER}(?:[ -]{{1,2}}{_UNIT}[ -](?:olds?|of[ ]age)|[ ]?y/?o|[ ]?yrs?[ ]old)\b",
        re.IGNORECASE,
    ),
    # "I am 71", "she is 16 now": not "she is one of", "he is 20 minutes late".
    re.compile(
        r"\b(?:i[ ]am|i'm|(?:she|he|who|now|child|baby|son|daughter|brother|sister|mum|dad)(?:[ ]is|'s|[ ]was)|"
        rf"is[ ]now|turn(?:s|ed|ing))[ ](?:only[ ]|just[ ]|nearly[ ]|about[ ])?({NUMBER}(?:[ ]{_UNIT})?)"
        r"(?=[ ]?(?:[.,;)!?\r\n]|\Z)|[ ](?:and|now|but|next|on|so)\b)(?!,\d|\.\d)",
        re.IGNORECASE,
    ),
)
# What each form cannot do without: looking for it first takes a tenth of the time.
_WITH: Final = (("age",), ("old", "y/o", "yo", "of age"), (" is ", "'s ", " was ", " am ", "'m ", "turn"))
_SAID_NUMBER: Final = re.compile(
    rf"(?:is|s|was|am|m|turn\w{{1,3}}|only|just|nearly|about)[ ]{NUMBER}\b", re.IGNORECASE
)
_RANGE_BEFORE: Final = re.compile(
    r"(?:\b(?:under|over|above|below|minimum|maximum|ages|from|between|legal|school|working|pension)[ ]{1,2}"
    r"|\d[ ]?(?:-|to|and|or)[ ]?|\[)\Z",
    re.IGNORECASE,
)


def age(text: str) -> Iterator[Hit]:
    """Find ages: *aged 9*, *9-year-old*, *age: nine*, *she is 9*, a cell below *Age*; evidence ``pattern``.

    Ranges and limits (*aged 5-11*, *under 18*) tell of nobody and are left. So is *[aged 9]*
    in square brackets: that is what a date of birth is replaced by.
    """
    found: dict[int, Hit] = {}
    lower = text.lower()
    for form, needed in zip(_FORMS, _WITH, strict=True):
        if not any(word in lower for word in needed) or (form is _FORMS[2] and _SAID_NUMBER.search(lower) is None):
            continue
        taken = Cover((hit.start, hit.end) for hit in found.values())
        for match in form.finditer(text):
            start, end = match.span(match.lastindex or 0)
            if _RANGE_BEFORE.search(text[max(0, start - 16) : start]):
                continue
            if taken.touches(start, end):
                continue
            found[start] = Hit(start=start, end=end, detector=Detector.AGE, evidence=Evidence.PATTERN, how="shape")
    taken = Cover((hit.start, hit.end) for hit in found.values())
    for cell in cells(text):
        if cell.column is Column.AGE and cell.end - cell.start < 12 and not taken.touches(cell.start, cell.end):
            found[cell.start] = Hit(
                start=cell.start, end=cell.end, detector=Detector.AGE, evidence=Evidence.PATTERN, how="column"
            )
    yield from (found[start] for start in sorted(found))
