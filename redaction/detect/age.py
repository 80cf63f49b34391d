"""Ages of a person, not age ranges of a service."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.age_clauses import clause_age
from redaction.detect.age_forms import ENDS, FRACTION, MONTHS_TOO, MORE, NO_RANGE, NO_SUM, REST, UNIT
from redaction.detect.age_of_kin import NUMBER_WORDS, of_kin
from redaction.detect.age_prose import prose_age
from redaction.detect.age_said import said
from redaction.detect.columns import Column, cells
from redaction.detect.joints import GAP, REMARK
from redaction.detect.labels import Label
from redaction.detect.number_words import NUMBER
from redaction.detect.school_year import is_year, school_years
from redaction.detect.signs import Signs
from redaction.hit import Detector, Evidence, Hit
from redaction.tokens import figures, places, tokens

_AGED: Final = re.compile(
    rf"""
    \b(?: aged?[ ]?:?[ ]? (?:of[ ])? (?:(?:just|only|about|nearly)[ ])?
          0?{NUMBER}(?:\b|(?=y)){REST} {NO_RANGE} {MORE}{{0,5}}
        | aged?[ ]{NUMBER}(?:/{NUMBER}){{1,5}} (?![\d/])                        # aged 4/6/9
        | ages[ ]?:?[ ]{NUMBER}{REST} {MORE}{{1,5}} {NO_RANGE}                  # ages 4 and 6
        | corr(?:ected|\.)[ ](?:age[ ]?:?[ ])?{NUMBER}{REST} (?= {ENDS} ) {NO_SUM}     # of a child born too early
        | rising[ ](?:[2-5]|two|three|four|five) (?= {ENDS} | [ ](?:and|who|when|in)\b ) {NO_SUM}
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WHO: Final = (
    r"(?:boy|girl|lad|lady|man|woman|male|female|baby|infant|child|son|daughter|pupil|gentleman|patient|student)\b"
)
_OLD: Final = re.compile(
    rf"""
    (?<![\w.,£$/+-]) {NUMBER}
    (?: {FRACTION}?[ -]{{0,2}}{UNIT} (?:,?[ ](?:and[ ])?\d{{1,2}}[ ]?{UNIT})? [ -](?:olds?|young|of[ ]age)
      | [ -]{{0,2}}days?[ -]old
      | [ ](?:mlwydd[ ])?oed                                                    # Welsh
      | [ ]?y[/.]?o
      | {FRACTION}?[ ]?(?:years?|yrs?|months?|mths?|wks?|weeks?) (?= [ -]{_WHO} )
      | [ ]?/[ ]?(?:12|52)[ ](?:old|of[ ]age)
    )\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "he said he's 15, really 38"; "thirteen not twelve": an age that puts another right.
_INSTEAD: Final = re.compile(
    rf",?[ ](?:but[ ])?(?:really|actually|not|more[ ]like)[ ](?P<age>{NUMBER}) (?= {ENDS} ) {NO_SUM}",
    re.IGNORECASE | re.VERBOSE,
)
# "… at 11 Newlyn Way. 26 yrs. Kids 1 and 4.": nothing else in the sentence.
_WHOLE_SENTENCE: Final = re.compile(rf"[1-9]\d?[ ]?(?:yrs?|y/?o|y\.o){MONTHS_TOO}?(?=[.,;]?(?:\s|\Z))", re.IGNORECASE)
_SENTENCE_BEFORE: Final = re.compile(r"(?:[.;!?][ ]{1,2}|\n)\Z")
# "12 going on 13": no measure goes on.
_GOING_ON: Final = re.compile(rf"{NUMBER}[ ]going[ ]on[ ]{NUMBER}(?![\w.,/-]\d)", re.IGNORECASE)
# "in her early 30s", "late forties", not "the early 80s".
_DECADE: Final = re.compile(
    r"(?:[2-9]0'?s|(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies)(?![\w-])", re.IGNORECASE
)
_IN_DECADE: Final = re.compile(
    r"(?:\b(?:in|into)[ ](?:his|her|their|my)|\baged|(?<!the)[ ,(]|\A)[ ]{0,1}"
    r"(?P<when>(?:very[ ])?(?:early|mid|late)[ -])?\Z",
    re.IGNORECASE,
)
_OWN: Final = re.compile(r"\b(?:in|into)[ ](?:his|her|their|my)\b|\baged\b", re.IGNORECASE)
# A clinician's "76M fell", "34F with low mood", "34 yr F attended".
_CLINICAL: Final = re.compile(
    r"""
    [1-9]\d?[ ]?(?:yr|yo|y/o|y)?[ ]?[MF]\b
    (?= [ ](?:with|w/|attend|fell|present|known|admitted|brought|referred|c/o|seen|lives|living|who|has|had)
      | ,[ ](?-i:[A-Z][a-z])
    )
    """,
    re.VERBOSE,
)
_BEFORE_CLINICAL: Final = re.compile(
    r"(?:\A|[\n,;:(]|\b(?:pt|patient|client|misper|caller|this))[ ]{0,2}\Z", re.IGNORECASE
)
_DATE: Final = r"(?:\d{1,2}(?:st|nd|rd|th)?|\d{4}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})"
# After its label an age is as short as can be: "7y 4m", "18m", "9yo".
_SHORTLY: Final = rf"(?: [ ]?(?: y/?o | y\.o\.? | m | w | (?:yrs?|years?)[ ]old )\b | {REST} )"
_LABELLED: Final = Label.of(
    ("age", "ages", "chronological", "ca", "chron", "c", "how"),
    r"(?:chron(?:ological|\.)?[ ]age|ages?|how[ ]old(?:[ ][a-z']{2,12}){0,5}(?=[ ]?[?:])|C\.A(?=\.)"
    r"|CA(?=[ ]?:|[ ]\d{1,2}[:;]\d))(?:[ ]?/[ ]?[a-z]{3,6})?"
    rf"(?:[ ](?:now|on|at|in|of|when)(?:[ ](?:[a-z]{{2,12}}|{_DATE})){{0,4}})?",
    rf"(?x: (?:(?:nearly|almost|just|about|approx\.?|aged?|now|rising)[ ])? {NUMBER}(?![\d%]) {_SHORTLY}"
    rf" {MORE}{{0,5}} {NO_RANGE} {NO_SUM} )",
    # A point or a comma alone ends the words before: "at any age. 7 children came".
    rf"{REMARK}[ \t]{{0,3}}+(?:[:=|?(\[/→#*>-]|\.{{2}}|is\b|\r?\n|(?<=[ \t]{{2}})|(?<=\t)|(?<=CA[ ])){GAP}",
    digits=False,
)
_SAID: Final = NUMBER_WORDS | {"age", "aged", "ages", "corrected", "corr", "rising"}
_DECADES: Final = frozenset(
    {"twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"}
)
_BEGINNINGS: Final = Signs(_SAID | _DECADES)
_LONGEST: Final = 4  # figures; no age has three, but for the very old
_LIMIT_BEFORE: Final = re.compile(
    r"""
    (?: \b(?: under | over | above | below | minimum | maximum | ages | from | between | until | reach | legal
            | school | working | pension
        )[ ]{1,2}(?:the[ ])?
      | \d[ ]?(?:-|to|or)[ ]?
    )\Z
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NEAR: Final = 20  # characters before an age that may make it a limit
# "herself in care from the age of six": somebody's own life, not a rule's limit.
_SOMEBODY: Final = re.compile(
    r"\b(?:s?he|him|her|his|himself|herself|i|my|me|mum|dad|mother|father)\b[^.;\n]{0,60}\b(?:from"
    r"|until|till|since|reach)[ ]"
    r"the[ ]\Z",
    re.IGNORECASE,
)


def age(text: str) -> Iterator[Hit]:
    """Find ages: *aged 9*, *9-year-old*, *age: nine*, *she is 9*, *her son, 9*, *the girls are 7 and 9*, a cell below
    *Age*; and a child's year at school; evidence ``pattern``.

    Ranges and limits (*aged 5-11*, *under 18*) tell of nobody and are left. *[aged 9]*, by which a date of birth is
    replaced, never comes here (``redaction.placeholder``); other brackets say what they say.
    """
    found = [(start, end, "shape") for start, end in _shapes(text)]
    found += [(start, end, "told") for start, end in _labelled(text)]
    found += [(start, end, "told") for start, end in of_kin(text)]
    found += [(start, end, "school-year") for start, end in school_years(text)]
    found += [
        (cell.start, cell.end, "column")
        for cell in cells(text)
        if (cell.column is Column.AGE and cell.end - cell.start < 12)
        or (cell.column is Column.CLASS and is_year(text[cell.start : cell.end]))
    ]
    reach = -1
    for start, end, how in sorted(found, key=lambda one: (one[0], -one[1])):
        if end > reach:
            yield Hit(start=start, end=end, detector=Detector.AGE, evidence=Evidence.PATTERN, how=how)
            reach = end


def _shapes(text: str) -> Iterator[tuple[int, int]]:
    """Ages that begin with *aged* or with their number, in rising order."""
    begins, words = places(text), tokens(text)
    starts = [words[at].start for word in _BEGINNINGS.met(text) for at in begins[word]]
    starts += [figure.start for figure in figures(text) if figure.end - figure.start < _LONGEST]
    reach = -1
    for start in sorted(starts):
        span = _at(text, start) if start >= reach else None
        if span is not None and not _limited(text, span[0]):
            yield span
            instead = _INSTEAD.match(text, span[1])
            if instead is not None:
                yield instead.span("age")
            reach = span[1]


def _at(text: str, start: int) -> tuple[int, int] | None:
    """The span of the age that begins with the word at *start*: *aged*, or its number."""
    aged = None if text[start].isdigit() else _AGED.match(text, start)
    match = aged or _OLD.match(text, start) or _GOING_ON.match(text, start) or said(text, start)
    if match is not None:
        return match.span()
    clinical = _CLINICAL.match(text, start)
    if clinical is not None and _BEFORE_CLINICAL.search(text, max(0, start - 10), start) is not None:
        return clinical.span()
    whole = _WHOLE_SENTENCE.match(text, start)
    if whole is not None and _SENTENCE_BEFORE.search(text, max(0, start - 3), start) is not None:
        return whole.span()
    return clause_age(text, start) or prose_age(text, start) or _decade(text, start)


def _decade(text: str, start: int) -> tuple[int, int] | None:
    """The span of a decade of somebody's life, *early* and *late* included."""
    decade = _DECADE.match(text, start)
    before = None if decade is None else _IN_DECADE.search(text, max(0, start - 28), start)
    if decade is None or before is None:
        return None
    if before["when"] is None:
        return decade.span() if _OWN.search(before[0]) is not None else None
    return before.start("when"), decade.end()


def _labelled(text: str) -> Iterator[tuple[int, int]]:
    return ((start, end) for start, end in _LABELLED.values(text) if not _limited(text, start))


def _limited(text: str, start: int) -> bool:
    """Whether what stands before an age makes it a limit of something: *under*, *between*, *5 to*; not of a life."""
    if _LIMIT_BEFORE.search(text, max(0, start - _NEAR), start) is None:
        return False
    return _SOMEBODY.search(text, max(0, start - 88), start) is None
