"""Ages that tell nothing by themselves, and do right after the name of a person or a date of birth."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Final

from redaction.detect.number_words import NUMBER
from redaction.detect.school_year import FAR, entered
from redaction.hit import Detector, Evidence, Hit
from redaction.spans import Cover
from redaction.tokens import small

_UNIT: Final = (
    r"(?:[ ]?(?:years?(?:[ ](?:old|of[ ]age))?|yrs?(?:[ ]old)?|y/?o|y|months?(?:[ ]old)?|mths?|mo|m|weeks?|wks?"
    r"|y\.o\.)(?:,?[ ]?(?:and[ ])?\d{1,2}[ ]?(?:months?|mths?|mo|m|weeks?|wks?)\b)?|"
    r"[ ]?/(?:12|52)|[ ]?ish|\d?\u2044\d|\.5|[ ](?:and|&|n)[ ](?:an?[ ])?(?:half|bit)"
    r"|[ ]and[ ](?:three[ ]quarters|\d/\d))?"
)
_YEAR: Final = (
    r"(?:(?:year|yr|y|bl|blwyddyn)[ ]?(?:1[0-3]|[1-9])[A-Z]{0,2}|(?:year|y)[ ]?r"
    r"|year[ ](?:seven|eight|nine|ten"
    r"|eleven|"
    r"twelve|thirteen|one|two|three|four|five|six)|p[1-7]|s[1-6]|primary[ ][1-7]|reception|nursery)"
)
_YEARS: Final = rf"(?:(?:nearly|almost|just|now|then|aged?)?[ ]?{NUMBER}{_UNIT}(?:;\d{{1,2}})?|{_YEAR})"
_ENDS: Final = (
    r"(?=[,.;)!?\r\n]|\Z|[ ][(]|[ ](?:and|not|but|so|now|next|when|last|this|on|at[ ]the[ ]time|he|she|they|we|i)\b)"
    r"(?!\.\d|,\d)"
)
_AGE: Final = re.compile(
    rf"[ ]?[,;:][ ](?:[MF][,/ ][ ]?)?(?P<comma>{_YEARS})(?=[,.;)!\r\n]|\Z|[ ](?:and|who)\b)|"
    r"[ ]?[,;:][ ](?P<yrs>[1-9]\d?[ ]?(?:yrs?|yo|y/o|y\.o\.)(?=[ ]))|"
    rf"[ ]?(?:,[ ]?)?[sdwhSD][ ]?,?[ ](?P<kin>{NUMBER}{_UNIT})(?=[ ]?[,.;)\r\n]|[ ]and\b|\Z)|"
    rf"[ ]?/[ ]?(?P<stroke>{NUMBER})(?=[ ]?/[ ]?[MF]\b)|"
    rf"[ ](?:-[ ])?(?P<bare>{_YEAR}|[1-9]\d?[ ]?(?:y\.o\.|(?:yrs?|y)[ ]?\d{{1,2}}[ ]?(?:m|mths)|yrs?|years"
    rf"|months|mths|mo|wks|yo|y/o|y))(?=[,.;)\r\n ]|\Z)|"
    # "Amy 13, Ben 9": a number alone is an age where nothing can be counted after it.
    r"[ ](?:-[ ])?(?P<alone>1[0-7]|[1-9])(?=[ ]?[,;)\r\n]|\.?\s|\.?\Z)"
    r"(?![ ](?!(?:and|&|\+)[ ][A-Z]|[MF]\b|-[ ]|on[ ]the[ ]\d)|,\d|\.\d)|"
    r"(?:'s|,?[ ]is|[ ]was|[ ]turned|[ ]turns|,?[ ]who(?:[ ]is|'?s)|[ ](?:has[ ])?just[ ]turned|[ ]will[ ]be)[ ]"
    rf"(?:now[ ]|only[ ]|just[ ]|nearly[ ]|still[ ]|about[ ])?(?P<is>{NUMBER}{_UNIT}){_ENDS}",
    re.IGNORECASE,
)
_BRACKET: Final = re.compile(r"[ ]?[(\[](?P<inside>[^()\[\]\n]{1,40})[)\],;]")
_ITEM: Final = re.compile(
    rf"(?:(?<=^)|(?<=[,/;|] )|(?<=[,/;"
    rf"|]))[ ]?(?P<age>(?:[MFSDsd](?:[ /]|,[ ])?)?{_YEARS}(?:[ /]?[MF](?![a-z]))?)(?=[ ]?(?:[,/;|]|$))",
    re.IGNORECASE,
)
_AFTER_BORN: Final = re.compile(
    rf"[ ]?(?:[(\[]|[,;/|-][ ]?|[ ])[ ]?(?:aged?[ ])?(?P<age>{NUMBER}{_UNIT})(?=[ ]?[),;\]\r\n]|\.?\Z|\.[ ])",
    re.IGNORECASE,
)
# "…, 37 years, …": with its unit an age stands between commas, brackets or cells too, where a name was told before.
_WITH_UNIT: Final = re.compile(
    r"(?:[(\[,;:|\t\n/-]|\b(?:is|was|now|girl|boy|baby|child|female|male|[MF]))[ ]{0,2}"
    rf"(?P<age>(?:nearly[ ]|almost[ ]|just[ ]|aged[ ])?{NUMBER}(?:[ ]?(?:years?|yrs?|y/?o|months?|mths?|weeks?"
    rf"|wks?)(?:[ ]old)?|/(?:12|52)))"
    r"(?=[ ]?[,.;:)\]|\r\n\t/]|\Z|[ ](?:old|girl|boy|male|female|child|baby|and|who|[MF])\b)",
    re.IGNORECASE,
)
_UNIT_NEAR: Final = re.compile(r"y(?:ea)?r|y/?o|mo?n?th|week|wk|/[15]2")
_APART: Final = re.compile(r"\n[ \t]*\n|[.!?]\s")


def age_beside(text: str, named: Iterable[tuple[int, int]]) -> Iterator[Hit]:
    """Find ages right after the spans of names; evidence ``pattern``.

    *Mia (9)*, *Mia (9, Year 4)*, *Mia, 18 months,*, *Mia is 9.*, *Mia 9, Tom 7*, *Mia is in Year 4*.
    """
    names = sorted(named)
    for _, end in names:
        match = _AGE.match(text, end)
        if match is not None and match.lastgroup is not None:
            yield _hit(*match.span(match.lastgroup))
        yield from _in_bracket(text, end)
    yield from _with_unit(text, names)
    near = Cover((start, end + FAR) for start, end in names)
    for start, end in entered(text):
        if near.touches(start, end) and _APART.search(text, _last_end(names, start), start) is None:
            yield _hit(start, end)


def age_after(text: str, born: Iterable[tuple[int, int]]) -> Iterator[Hit]:
    """Find ages right after the spans of dates of birth: *3/4/12 (13)*; evidence ``pattern``."""
    for _, end in born:
        match = _AFTER_BORN.match(text, end)
        if match is not None:
            yield _hit(*match.span("age"))


def _with_unit(text: str, names: list[tuple[int, int]]) -> Iterator[Hit]:
    """Ages with their unit on the line of a name, up to the next name."""
    lower = small(text)
    for place, (_, end) in enumerate(names):
        until = min(end + FAR, names[place + 1][0] if place + 1 < len(names) else len(text))
        if _UNIT_NEAR.search(lower, end, until) is None:
            continue
        for match in _WITH_UNIT.finditer(text, end, until):
            if "\n" not in text[end : match.start("age")].rstrip(" \n"):
                yield _hit(*match.span("age"))


def _in_bracket(text: str, end: int) -> Iterator[Hit]:
    bracket = _BRACKET.match(text, end)
    if bracket is None:
        return
    first, inside = bracket.start("inside"), bracket["inside"]
    for item in _ITEM.finditer(inside):
        yield _hit(first + item.start("age"), first + item.end("age"))


def _last_end(names: list[tuple[int, int]], start: int) -> int:
    """Where the last name ends that stands before *start*."""
    at = bisect_left(names, (start, start)) - 1
    return min(names[at][1], start) if at >= 0 else start


def _hit(start: int, end: int) -> Hit:
    return Hit(start=start, end=end, detector=Detector.AGE, evidence=Evidence.PATTERN, how="beside-name")
