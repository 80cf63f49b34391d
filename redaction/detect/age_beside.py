"""Ages that tell nothing by themselves, and do right after the name of a person or a date of birth."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Final

from redaction.detect.age_forms import MONTH_NAME, MONTHS_TOO
from redaction.detect.number_words import NUMBER
from redaction.detect.school_year import FAR, entered
from redaction.hit import Detector, Evidence, Hit
from redaction.spans import Cover
from redaction.tokens import small

_UNIT: Final = rf"""
    (?: [ ]?(?:years?(?:[ ](?:old|of[ ]age))? | yrs?(?:[ ]old)? | y/?o | y | months?(?:[ ]old)? | mths? | mo | m
             | weeks? | wks? | y\.o\.)(?:{MONTHS_TOO}\b)?
      | [ ]?/(?:12|52) | [ ]?ish
      | \d?\u2044\d | \.5
      | [ -](?:and|&|n)[ -](?:an?[ -])?(?:half|bit) | [ -]and[ -](?:three[ -]quarters|\d/\d)
    )?"""
_YEAR: Final = r"""
    (?: (?:year|yr|y|bl|blwyddyn)[ ]?(?:1[0-3]|[1-9])[A-Z]{0,2} | (?:year|y)[ ]?r
      | year[ ](?:seven|eight|nine|ten|eleven|twelve|thirteen|one|two|three|four|five|six)
      | p[1-7] | s[1-6] | primary[ ][1-7] | reception | nursery
    )"""
_YEARS: Final = rf"""
    (?: (?:nearly|almost|just|now|then|aged?|rising)?[ ]?{NUMBER}{_UNIT}(?:;\d{{1,2}})? | {_YEAR} )"""
_KIN: Final = (
    r"(?:mum|mom|mother|dad|father|son|daughter|brother|sister|sibling|partner|husband|wife|gran|nan|grandad|uncle|aunt"
    r"|auntie|cousin|baby|child|carer|step\w{3,8}|girlfriend|boyfriend|[MFSD])"
)
_NO_SUM: Final = r"(?! \.\d | ,\d )"
_ITS_END: Final = rf"""
    (?= [,.;)!?\r\n] | \Z | [ ][(]
      | [ ](?:and|not|but|so|now|next|when|last|this|on|in|with|tomorrow|2moro|tmrw|today|nxt
        |at[ ]the[ ]time|he|she|they|we|i)\b
    ) {_NO_SUM}"""
_IS: Final = (
    r"(?:'s|,?[ ]is|[ ]was|[ ]turned|[ ]turns|,?[ ]who(?:[ ]is|'?s)|[ ](?:has[ ])?just[ ]turned|[ ]will[ ]be"
    r"|(?:,?[ ]aka[ ][A-Z][\w'-]{1,20})?,[ ]now)"
)
_SHORT: Final = rf"""
    (?: {_YEAR}
      | [1-9]\d?[ ]?
        (?: y\.o\. | (?:yrs?|y)[ ]?\d{{1,2}}[ ]?(?:m|mths) | yrs? | years | months | mths | mo | wks | yo | y/o | y )
    )"""
_AGE: Final = re.compile(
    rf"""
      # Mia, 9, and; Mia: F, 9; Mia, 17 in Feb
      [ ]?[,;:][ ] (?:[MF][,/ ][ ]?)? (?P<comma>{_YEARS})
        (?= [,.;)!\r\n] | \Z | [ ](?:and|who)\b | [ ](?:in|on|this|next)[ ](?:{MONTH_NAME}|week|month|the[ ]\d) )
    | [ ]?[,;:][ ] (?P<yrs>[1-9]\d?[ ]?(?:yrs?|yo|y/o|y\.o\.) (?=[ ]))
      # Mia, d, 9: the letter says whether daughter, son, wife or husband
    | [ ]?(?:,[ ]?)? [sdwhSD][ ]?,?[ ] (?P<kin>{NUMBER}{_UNIT}) (?= [ ]?[,.;)\r\n] | [ ]and\b | \Z )
      # Mia/9/F
    | [ ]?/[ ]? (?P<stroke>{NUMBER}) (?= [ ]?/[ ]?[MF]\b )
      # Mia - daughter - 9, Mia | 9 | pupil
    | [ ]?[-|/,][ ] (?:{_KIN}[ ]?[-|/,][ ]){{0,1}} (?P<cell>[1-9]\d?)
        (?= [ ](?:[-|/][ ]) | [ ]?\.?(?:\r?\n|\Z) | \.[ ](?-i:[A-Z]) )
        # Mia F 43; Mia, 19F; Mia 88/F
    | [ ]?,?[ ]{{1,4}} (?:M|F|male|female)[ ,]{{1,4}} (?P<sex>{NUMBER}{_UNIT}) (?= [ ]?[,.;()\r\n/] | [ ]{{2}} | \Z )
    | [ ]?[,(-]?[ ]?(?<=[ (]) (?P<clinical>[1-9]\d?[ ]?/?(?-i:[MFf])) (?= [ ]?[,.;)\r\n/] | [ ] | \Z )
      # Vera 81 fell again
    | [ ] (?P<elder>[2-9]\d) (?= [ ](?:fell|lives|has|had|is|was|who|known|attended|found|admitted)\b )
      # Mia / F / 2y /; Alfie and Archie Yardley, both 8
    | [ ]/[ ] (?:(?:[MF]|male|female)[ ]/[ ])? (?P<slashed>{NUMBER}{_UNIT}) (?= [ ]/[ ] )
    | ,?[ ](?:both|all)[ ](?:now[ ]|aged[ ])? (?P<both>{NUMBER}{_UNIT}) (?= [ ]?[,.;)\r\n] | \Z )
      # Mags - single, 58, NI …
    | [^\d\n.;,(]{{0,24}},[ ] (?P<listed>[1-9]\d) (?= ,[ ] )
    # Mia 9 yrs, Mia - Year 4
    | [ ](?:-[ ])? (?P<bare>{_SHORT}) (?= [,.;)\r\n ] | \Z )
      # Mia 13, Ben 9: a number alone is an age where nothing can be counted after it
    | [ ](?:-[ ])? (?P<alone>1[0-7]|[1-9]) (?= [ ]?[,;)\r\n] | \.?\s | \.?\Z )
        (?! [ ](?! (?:and|&|\+)[ ][A-Z] | [MF]\b | -[ ] | on[ ]the[ ]\d ) | ,\d | \.\d )
      # Mia is 9; Mia, who's nearly 9
    | {_IS}[ ] (?:(?:now|only|just|nearly|still|about|rising)[ ])? (?P<is>{NUMBER}{_UNIT}) {_ITS_END}
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BRACKET: Final = re.compile(r"[ ]?[(\[](?P<inside>[^()\[\]\n]{1,40})[)\],;]")
_ITEM: Final = re.compile(
    rf"""
    (?: (?<=^) | (?<=[,/;|][ ]) | (?<=[,/;|]) )[ ]?
    (?P<age> (?:[MFSDsd](?:[ /]|,[ ])?)? {_YEARS} (?:[ /]?[MF](?![a-z]))? )
    (?= [ ]?(?:[,/;|]|$) | [ ](?:in|on|next|this|now|going|tomorrow)\b )
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "3/4/12 (13)", "3/4/12 = 13", and in a row of a table pasted flat: "3/4/12 13 999 000 0018", "3/4/12 13 F".
_AFTER_BORN: Final = re.compile(
    rf"""
    [ ]?(?: [(\[] | [,;/|=-][ ]? | [ ] )[ ]? (?:(?:aged?|so|now|just|only|nearly|he's|she's)[ ]){{0,2}}
    (?P<age>{NUMBER}{_UNIT}(?:[ ]?/?[mf](?![a-z]))?)
    (?= [ ]?[),;\]\r\n] | \.?\Z | \.[ ] | [ ]\d{{3}}[ -]?\d{{3}}[ -]?\d{{4}} | [ ](?:M|F|male|female)\b | [ ]\| )
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "…, 37 years, …": with its unit an age stands between commas, brackets or cells too, where a name was told before.
_WITH_UNIT: Final = re.compile(
    rf"""
    (?: [(\[,;:|\t\n/-] | \b(?:is|was|now|girl|boy|baby|child|female|male|[MF]) )[ ]{{0,2}}
    (?<!\d[/.-]) (?P<age> (?:(?:nearly|almost|just|aged)[ ])?
             {NUMBER}(?: [ ]?(?:years?|yrs?|y/?o|months?|mths?|weeks?|wks?)(?:[ ]old)? | /(?:12|52) ) )
    (?= [ ]?[,.;:)\]|\r\n\t/] | \Z | [ ](?:old|girl|boy|male|female|child|baby|and|who|[MF])\b )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_UNIT_NEAR: Final = re.compile(r"y(?:ea)?r|y/?o|mo?n?th|week|wk|/[15]2")
_APART: Final = re.compile(r"\n[ \t]*\n|[.!?]\s")


def age_beside(text: str, named: Iterable[tuple[int, int]]) -> Iterator[Hit]:
    """Find ages right after the spans of names; evidence ``pattern``.

    *Mia (9)*, *Mia (9, Year 4)*, *Mia, 18 months,*, *Mia is 9.*, *Mia 9, Tom 7*, *Mia is in Year 4*.
    """
    names = sorted(named)
    for start, end in names:
        # "Corinne Vale F 43": the sex is taken for a surname's letter.
        sexed = end - 2 > start and text[end - 2 : end] in {" F", " M"}
        match = _AGE.match(text, end - 2 if sexed else end)
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
