"""A child's year at school, which tells the age: *in Year 4*, *a Year 10 student*, *Year group: 4*, *in "
"Reception*."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.tokens import places, tokens

_NUMBER: Final = (
    r"(?:1[0-3]|[1-9])(?!\d)[A-Z]?(?![\w-])|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|thirteen)\b"
    r"|r(?![\w-])"
)
# Years of Wales (Blwyddyn 4), Scotland and Northern Ireland (P3, S2) too.
_YEAR: Final = re.compile(
    rf"(?:year|yr|y|blwyddyn|bl)\.?[ ]?(?:{_NUMBER})|p[1-7](?![\w-])|s[1-6](?![\w-])|primary[ ][1-7](?![\w-])"
    r"|(?:secondary|senior)[ ][1-6](?![\w-])",
    re.IGNORECASE,
)
_FOUNDATION: Final = re.compile(r"(?:reception|nursery)(?:[ ]class)?\b", re.IGNORECASE)
_LABEL: Final = re.compile(
    r"(?:(?:(?:school[ ])?year[ ](?:group|grp)|(?:school|sch)[ ](?:year|yr)|yr[ ]?(?:group|grp|gp)"
    r"|n\.?c\.?[ ]?(?:year|y|yr)|ncy)"
    r"(?:[ ]?[:=|][ ]?|[ ](?=\d))|(?:year|class)[ ]?:[ ]?)"
    rf"(?P<year>(?:(?:year|yr|y)[ ]?)?(?:{_NUMBER}|reception|nursery))",
    re.IGNORECASE,
)
_ENTERS: Final = re.compile(
    r"\b(?:in|into|to|starts?|started|starting|enter(?:s|ed|ing)|repeat(?:s|ed|ing)|finish(?:ed|es|ing)"
    r"|attends?|now|currently|"
    r"class[ ]?:|a|his|her|from|since|the|is)[ ]{0,2}\Z|[,(;|][ ]?\Z|[ ]-[ ]\Z",
    re.IGNORECASE,
)
_PUPIL: Final = re.compile(r"[ ](?:pupil|student|child|boy|girl|learner|lad)\b", re.IGNORECASE)
_OF_THING: Final = re.compile(
    r"[ ](?:of|and[ ]\d|to[ ]\d|-)|[ ]?[-/]|[ ](?:desk|area|staff|closed|opens?|fees)\b", re.IGNORECASE
)
_SENTENCE_BEFORE: Final = re.compile(r"(?:[.!?][ ]|\bschool[ ](?:is[ ]|\())\Z", re.IGNORECASE)
_SOMEBODY: Final = re.compile(
    r"\b(?:he|she|him|her|his|i|my|daughter|son|boy|girl|child|pupil|student|sister|brother|baby|twins?|who)\b",
    re.IGNORECASE,
)
FAR: Final = 80  # characters from a word for somebody


def school_years(text: str) -> Iterator[tuple[int, int]]:
    """The spans of school years that are somebody's, in no order.

    *Year 4 of the programme*, *Years 3 to 6* and a reception desk are nobody's: a year counts after its label, before
    *pupil*, or where a sentence about somebody says *in*.
    """
    for start, end, told in _candidates(text):
        if told or _SOMEBODY.search(text, max(0, start - FAR), min(len(text), end + FAR // 2)) is not None:
            yield start, end


def entered(text: str) -> Iterator[tuple[int, int]]:
    """The spans of school years that somebody is in, if a name before tells who: *Amy is in Year 4*."""
    return ((start, end) for start, end, told in _candidates(text) if not told)


def _candidates(text: str) -> Iterator[tuple[int, int, bool]]:
    begins, words = places(text), tokens(text)
    for word in _BEGINNINGS.intersection(begins):
        for at in begins[word]:
            start = words[at].start
            label = _LABEL.match(text, start)
            if label is not None:
                yield *label.span("year"), True
                continue
            match = _YEAR.match(text, start) or _FOUNDATION.match(text, start)
            if match is None or _OF_THING.match(text, match.end()) is not None:
                continue
            if _PUPIL.match(text, match.end()) is not None or (
                word in {"blwyddyn", "bl"} or _alone(text, *match.span())
            ):
                yield *match.span(), True
            elif _ENTERS.search(text, max(0, start - 16), start) is not None:
                yield *match.span(), False


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a year is all that a sentence says: "25% extra time. Year 13. Form sent"; "School (Year Eight)"."""
    if end - start < 5 or text[start : start + 4].lower() != "year":
        return False
    return _SENTENCE_BEFORE.search(text, max(0, start - 12), start) is not None and text[end : end + 1] in {
        "",
        ".",
        ")",
        "\n",
    }


_BEGINNINGS: Final = frozenset({
    "year", "yr", "y", "school", "sch", "nc", "n", "ncy", "class", "reception", "nursery",
    "blwyddyn", "bl", "p", "s", "primary", "secondary", "senior"})  # fmt: skip
