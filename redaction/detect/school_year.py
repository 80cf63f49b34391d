"""A child's year at school, which tells the age: *in Year 4*, *a Year 10 student*, *Year group: 4*, *Y5 (9)*."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.joints import GAP, REMARK
from redaction.detect.signs import Signs
from redaction.tokens import places, tokens

_IN_WORDS: Final = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen"
_NUMBER: Final = rf"(?:(?:1[0-3]|[1-9])(?!\d)[A-Z]?(?![\w-])|(?:{_IN_WORDS})\b|r(?![\w-]))"
# Years of Wales (Blwyddyn 4), Scotland and Northern Ireland (P3, S2) too.
_YEAR: Final = re.compile(
    rf"""
    (?:year|yr|y|blwyddyn|bl)\.?[ ]?{_NUMBER} | ncy?(?:1[0-3]|[1-9])(?![\w-])
    | (?:form|class)[ ](?:1[0-3]|[1-9])[A-Z]{{1,2}}(?![\w-])
    | p[1-7](?![\w-]) | s[1-6](?![\w-])
    | primary[ ][1-7](?![\w-]) | (?:secondary|senior)[ ][1-6](?![\w-])
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FOUNDATION: Final = re.compile(r"(?:reception|nursery)(?:[ ]class)?\b", re.IGNORECASE)
_GROUP: Final = (
    r"(?:(?:national[ ]curriculum[ ]year)|(?:school[ ])?year[ ](?:group|grp|gp)"
    r"|(?:school|pupil)[ ]stage|class[ ]?/[ ]?year"
    r"|(?:school|sch)[ ](?:year|yr)|yr[ ]?(?:group|grp|gp)"
    r"|n\.?c\.?[ ]?(?:year|y|yr)|ncy)"
)
_LABEL: Final = re.compile(
    rf"""
    (?: {_GROUP}{REMARK}(?: {GAP} | [ ](?=\d) )
      | (?:year|yr|class|form|stage|bl|blwyddyn)[ ]?(?:[:=?|→]|-[ ]){GAP} )
    (?!\d{{1,2}}[:.]\d\d)
    (?P<year> (?:key[ ]stage[ ]\d,?[ ])? (?:(?:year|yr|y)[ ]?)?{_NUMBER} | [ps][1-7](?!\w) | n[12](?!\w)
            | (?:1[0-3]|[1-9])[A-Z]{{1,2}}(?![\w-]) | reception | nursery )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CLASS: Final = re.compile(
    r"(?:(?:year|yr|y)[ ]?)?(?:1[0-3]|[1-9])[ ]?[A-Z]{0,2}|(?:year|yr|y)?[ ]?R[A-Z]?|N[12]?|[PS][1-7]"
    r"|reception|nursery",
    re.IGNORECASE,
)
_ENTERS: Final = re.compile(
    r"""
    (?: \b(?: in | into | to | starts? | started | starting | enter(?:s|ed|ing) | repeat(?:s|ed|ing)
            | finish(?:ed|es|ing) | attends? | now | currently | class[ ]?: | a | his | her | from | since | the | is
        )[ ]{0,2}
      | [,(;|][ ]?
      | [ ][/-][ ]
    )\Z
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PUPIL: Final = re.compile(r"[ ](?:pupil|student|child|boy|girl|learner|lad)\b", re.IGNORECASE)
_OF_THING: Final = re.compile(
    r"[ ](?:of|and[ ]\d|to[ ]\d|-(?![ ]))|-|/|[ ]/[ ]?\d|[ ](?:desk|area|staff|closed|opens?|fees)\b", re.IGNORECASE
)
# What is of a whole year and nobody's in it: "Year 6 residential", "Year 2 review".
_OF_ALL: Final = re.compile(
    r"[ ](?:groups?|teams?|leads?|heads?|teachers?|tutors?|transition|curriculum|sats|residential|assembl\w+"
    r"|mocks?|trips?"
    r"|parents|evening|pupils|students|children|boys|girls|exams?|options|results|phonics|screening|block|corridor"
    r"|classrooms?|office|room|term|budget|plan|accounts|report|review|targets?|milestones?|funding"
    r"|into|onwards|places"
    r"|classes|intake|cohort|bubble|play|concert|production|fixtures?|league|team)\b|[ ]?[,&][ ]?\d|[ ]?\+",
    re.IGNORECASE,
)
# "She'd be Yr7 by now", "my lad's just gone into year 8": who is in it stands before in the sentence.
_SUBJECT: Final = re.compile(
    r"\b(?:s?he|him|her|i'm|i|my|daughter|son|boy|girl|child|pupil|sister|brother|sibling|twins?|who|lad|lo|grandson"
    r"|granddaughter|niece|nephew|school|sch|learner|student|yp)\b(?:'\w+)?[^.\n]{0,36}\Z",
    re.IGNORECASE,
)
_SENTENCE_BEFORE: Final = re.compile(r"(?:[.!?][ ]|\bschool[ ](?:is[ ]|\())\Z", re.IGNORECASE)
# "sch Moor End yr 10", "School: Moor End, yr 9": which school it is stands before.
_AT_SCHOOL: Final = re.compile(
    r"\b(?:sch|schl|school|(?:attends|pupil[ ]at))(?:[ ]?[:=-][ ]?|[ ])(?-i:[A-Z])[\w'. ]{1,30},?[ ]\Z", re.IGNORECASE
)
# "Y5 (9)", "Yr 11, 15": the age that goes with the year.
_AGE_AFTER: Final = re.compile(r"[ ]?[(,][ ]?(?:aged?[ ])?(?P<age>1?\d)(?=[ ]?[),;\r\n]|\.(?!\d)|\Z)", re.IGNORECASE)
_FIRST_AGE: Final = 4  # at the beginning of the year with the number nought, Reception
_LEEWAY: Final = 2  # years that a child may be older: within the year, or held back
_SOMEBODY: Final = re.compile(
    r"\b(?:he|she|him|her|his|i|my|daughter|son|boy|girl|child|pupil|student|sister|brother|baby|twins?|who)\b",
    re.IGNORECASE,
)
_PLAIN: Final = frozenset({"year", "yr", "y"})
FAR: Final = 80  # characters from a word for somebody
_BEGINNINGS: Final = Signs({
    "year", "yr", "y", "school", "sch", "national", "pupil", "form", "stage", "nc", "n", "ncy", "class", "reception",
    "nursery", "blwyddyn", "bl", "p", "s", "primary", "secondary", "senior",
})  # fmt: skip


def school_years(text: str) -> Iterator[tuple[int, int]]:
    """The spans of school years that are somebody's, and of the ages beside them, in no order.

    *Year 4 of the programme*, *Years 3 to 6* and a reception desk are nobody's: a year counts after its label, before
    *pupil*, with the age that goes with it, or where a sentence about somebody says *in*.
    """
    for start, end, told in _candidates(text):
        age = _age_of_year(text, start, end)
        if age is not None:
            yield age
        if (
            told
            or age is not None
            or _SOMEBODY.search(text, max(0, start - FAR), min(len(text), end + FAR // 2)) is not None
        ):
            yield start, end


def is_year(value: str) -> bool:
    """Whether a cell below *Class* or *Form* tells a child's year: *5B*, *Y6*, *R*, *P3*."""
    return _CLASS.fullmatch(value) is not None


def entered(text: str) -> Iterator[tuple[int, int]]:
    """The spans of school years that somebody is in, if a name before tells who: *Amy is in Year 4*."""
    return ((start, end) for start, end, told in _candidates(text) if not told)


def _candidates(text: str) -> Iterator[tuple[int, int, bool]]:
    """The spans of years at school that may be somebody's, each with whether it is by its own form."""
    begins, words = places(text), tokens(text)
    for word in _BEGINNINGS.met(text):
        for at in begins[word]:
            start = words[at].start
            label = _LABEL.match(text, start)
            if label is not None:
                yield *label.span("year"), True
                continue
            match = _YEAR.match(text, start) or _FOUNDATION.match(text, start)
            if match is None or _OF_THING.match(text, match.end()) is not None:
                continue
            if (
                word in {"blwyddyn", "bl"}
                or _PUPIL.match(text, match.end()) is not None
                or _alone(text, *match.span())
                or _age_of_year(text, *match.span()) is not None
                or _AT_SCHOOL.search(text, max(0, start - 44), start) is not None
            ):
                yield *match.span(), True
            elif _ENTERS.search(text, max(0, start - 16), start) is not None:
                yield *match.span(), False
            elif (
                match.re is _YEAR
                and word in _PLAIN
                and match[0].lower() != "yr"
                and _OF_ALL.match(text, match.end()) is None
            ):
                yield *match.span(), _SUBJECT.search(text, max(0, start - 48), start) is not None


def _age_of_year(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span of an age right after a year, if a child of that year can have it."""
    match = _AGE_AFTER.match(text, end)
    digits = "".join(filter(str.isdigit, text[start:end]))
    if match is None or not digits:
        return None
    older = int(match["age"]) - int(digits) - _FIRST_AGE
    return match.span("age") if 0 <= older <= _LEEWAY else None


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a year is all that a sentence says: "25% extra time. Year 13. Form sent"; "School (Year Eight)"."""
    if end - start < 5 or text[start : start + 4].lower() != "year":
        return False
    whole = text[end : end + 1] in {"", ".", ")", "\n"}
    return whole and _SENTENCE_BEFORE.search(text, max(0, start - 12), start) is not None
