"""Dates of birth: a date that its surroundings say somebody was born on."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.dates import dates
from redaction.detect.columns import Column, cells
from redaction.detect.words import GIVEN
from redaction.hit import Detector, Evidence, Hit
from redaction.spans import Cover

_LABEL: Final = (
    r"(?:\bd[ ./-]{0,2}[o0]f?[ ./-]{0,2}[b8]s?\b\.?|\bb[\'-]?day|(?:\b|_)date[ _-]?[o0]f[ _-]?b[il1]r[tl1]h"
    r"|\bbirth[ _]?dates?|\bdates[ ]of[ ]birth|"
    r"\bbirthdays?|\bborn|\bbirth|\bgeboren|\burodzenia|\bna[st]terii|\bnacimiento|\bnaissance|\bn[eé]e?[ ]le"
    r"|\bdyddiad[ ]geni|"
    r"\bd\.d\.n\b\.?|"
    r"(?<=\()b\b\.?|(?<=[,;][ ])b\b\.?|\b(?:turn(?:s|ed|ing)?|will[ ]be|becom(?:es|ing)|attains?|reach(?:es"
    r"|ed)?|(?:is|was)(?=[ ]\d))[ ][\w-]{1,9}[ ]on)"
)
_BEFORE: Final = re.compile(
    rf"{_LABEL}(?:[ ]\([^()\n]{{1,20}}\))?"
    r"(?:[ ]?[:;=\-|.,(>\"'*]|[ ](?:is|are|was|were|on|in|of|for|the|as|given|recorded|falls|to|a|child|mother"
    r"|father|mum|dad|both|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
    r"|['\"]s\b|s\b|[ \t]|\r?\n){0,8}\Z",
    re.IGNORECASE,
)
# "DOB for Amy is", "date of birth: Leeds,", "born at 38+2 on": other words between, none of another day's.
_ZONE: Final = re.compile(
    r"(?:\bd\.?[ ]?o\.?[ ]?bs?\b|\bdates?[ _]of[ _]birth|\bborn)"
    r"(?P<words>(?:[^\d\n.;]|[ ]\d\d(?:\+\d|/40)?[ ](?:weeks?[ ])?){1,44})\Z",
    re.IGNORECASE,
)
_OTHER_DAY: Final = re.compile(
    r"\b(?:bred|review|visit|visited|meeting|met|seen|saw|report|referr\w+|started|moved|left|since|until|from|due|dated|came|arrived|"
    r"placed|died|admitted|discharged|married|call|called|received|checked|hearing|between|signed|returned|issued|registered|certificate)\b",
    re.IGNORECASE,
)
# After one date of birth the next ones, with a name or a few words between.
_NEXT: Final = re.compile(
    r"(?:[ ]?[,;/&]|[ ](?:and|or|also|then)\b|[ ]\((?:disputed|also|or)\b)[^\d\n.;]{0,30}\Z", re.IGNORECASE
)
_MANY: Final = re.compile(
    r"\b(?:dobs|d\.o\.bs|dob's|dates[ ]of[ ]birth|disputed|assessed|claimed|also[ ]gave|twins)\b", re.IGNORECASE
)
_AFTER: Final = re.compile(
    r"[ ]?[(\[,-]?[ ]?(?:d\.?[ ]?o\.?[ ]?b\b|date of birth|birth ?date|birthday)", re.IGNORECASE
)
# Mia Okafor (3.3.14): a bracket right after a name holds a date of birth.
_NAME_BRACKET: Final = re.compile(r"\b(?:[A-Z][\w'-]+|([a-z'-]+)[ ]([a-z'-]+))[ ]\([ ]?\Z")
_RELATION: Final = re.compile(
    r"\b(?:mum|dad|mother|father|child|son|daughter|brother|sister|sibling|partner|baby|twins?|girl|boy|husband|wife|"
    r"grandmother|grandfather|gran|carer|f|m|female|male)[ ]?\([ ]?\Z",
    re.IGNORECASE,
)
_MONTH: Final = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_BORN_YEAR: Final = re.compile(
    r"(?:born|(?<=year of )birth|birth[ ]year|y\.?o\.?b\.?|b\.|(?<=\()b|d\.?o\.?b\.?)"
    r"[ :=]{1,2}(?:(?:unknown|not known),?[ ])?(?:(?:thought|believed)[ ]to[ ]be[ ])?(?:(?:in|on|around|about"
    r"|c\.?|circa)[ ])?(?:the[ ])?"
    rf"(?:(?:early|late|mid)[ -])?((?:(?:{_MONTH}|spring|summer|autumn|winter)\.?,?[ ])?(?:19|20)\d\d)\b(?![/.-]\d)",
    re.IGNORECASE,
)
# "turned 4 on 3 May": a birthday without its year.
_BIRTHDAY: Final = re.compile(
    r"(?:birthdays?(?:,|:|[ ](?:is|was|falls|on|in))(?:[ ]on)?|born[ ]on|(?:turn(?:s|ed|ing)?|will[ ]be|becomes"
    r"|(?:is|was)(?=[ ]\d\d?[ ]on))"
    r"[ ][\w-]{1,9}(?:[ ](?:last|this|next)[ ]\w{3,6},?)?[ ](?:on|in))[ ](?:(?:mon|tues|wednes|thurs|fri|satur"
    r"|sun)day,?[ ])?(?:the[ ])?"
    rf"(\d{{1,2}}(?:st|nd|rd|th)?[ ](?:of[ ])?{_MONTH}|{_MONTH}[ ](?:\d{{1,2}}(?:st|nd|rd|th)?(?!\d)|(?:19"
    rf"|20)\d\d)|\d\d?/\d\d?(?![/\d]))\b",
    re.IGNORECASE,
)
_HEAD: Final = (
    r"(?:birth(?:[ ]?(?:date|day))?|blrth|b1rth|born|d\.?[ ]?o\.?[ ]?b\.?)[ :;=-]{0,4}(?:on[ ])?(?:the[ ])?"
)
_UNITS: Final = r"(?:one|two|three|four|five|six|seven|eight|nine|\w{2,6}teen|ten|eleven|twelve|twenty|thirty)"
_TENS: Final = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -][a-z]{3,5})?"
_IN_WORDS: Final = re.compile(
    rf"{_HEAD}((?:(?:twenty|thirty)[ -])?[a-z]{{2,11}}(?:st|nd|rd|th)[ ](?:of[ ])?{_MONTH},?"
    rf"[ ](?:two[ ]thousand(?:[ ]and)?(?:[ ]{_UNITS})?|nineteen[ ]{_TENS}|twenty[ -]{_UNITS}(?:[ -]{_UNITS})?))\b",
    re.IGNORECASE,
)
# Read off paper: a capital I or l for a one, an O for a nought.
_SCANNED: Final = re.compile(
    rf"(?i:{_HEAD})(?=[\d/.-]{{0,9}}[IlO])([\dIlO]{{1,2}}([/.-])[\dIlO]{{1,2}}\2[\dIlO]{{2,4}})\b"
)
# Nothing between, or a month in Roman figures, or letters right after.
_RUN: Final = re.compile(
    rf"{_HEAD}((?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:(?:19|20)?\d\d)|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"|\d{1,2}[/.-](?:i{1,3}|iv|vi{0,3}|i?x|xi{1,2})[/.-]\d{2,4}|\d{1,2}[./-]\d{1,2}[./-]\d{4}(?=[A-Za-z]))(?![/.-]?\d)",
    re.IGNORECASE,
)
_IN_PARTS: Final = re.compile(
    r"day[ :|]{0,3}\d{1,2}[ ,/|]{0,4}month[ :|]{0,3}\d{1,2}[ ,/|]{0,4}year[ :|]{0,3}(?:19|20)?\d\d", re.IGNORECASE
)
_TOLD: Final = (
    (_RUN, "run"),
    (_BORN_YEAR, "born-year"),
    (_BIRTHDAY, "birthday"),
    (_IN_WORDS, "words"),
    (_SCANNED, "scanned"),
)
_SAID: Final = (
    "birth",
    "blrth",
    "b1rth",
    "born",
    "dob",
    "d.o.b",
    "d o b",
    "yob",
    "y.o.b",
    "(b",
    " b.",
    "turn",
    "will be ",
    " was ",
    " is ",
)

_BEFORE_NUMBER: Final = frozenset({" was ", " is ", "will be "})  # "she was 5 on 3 April"


def date_of_birth(text: str) -> Iterator[Hit]:
    """Find dates of birth by label words, *born*, a column's head, or a bracket after a name; day first.

    A date without such a sign is only a date; beside a name that was found it counts too (``beside_name``). So
    does a year, month or birthday after *born*. Evidence ``pattern``.
    """
    found: dict[int, Hit] = {}
    columns = Cover((cell.start, cell.end) for cell in cells(text) if cell.column is Column.BORN)
    last = -1
    for written in dates(text):
        before = text[max(0, written.start - 48) : written.start]
        if _BEFORE.search(before):
            how = "label"
        elif _AFTER.match(text, written.end):
            how = "label-after"
        elif _after_name(before) and text[written.end : written.end + 2].lstrip(" ")[:1] in {")", ",", ";"}:
            how = "bracket"
        elif columns.holds(written.start, written.end):
            how = "column"
        elif _RELATION.search(before) is not None and text[written.end : written.end + 1] in {")", ","}:
            how = "relation"
        elif _in_zone(text, written.start):
            how = "label"
        elif last >= 0 and _follows(text, last, written.start):
            how = "next"
        else:
            continue
        last = written.end
        found[written.start] = _hit(written.start, written.end, how)
    taken = Cover((hit.start, hit.end) for hit in found.values())
    for start, end, how in _told(text):
        if not taken.touches(start, end):
            found.setdefault(start, _hit(start, end, how))
    yield from (found[start] for start in sorted(found))


def _in_zone(text: str, start: int) -> bool:
    """Whether a word of birth stands before on the line, with no word for another day between."""
    match = _ZONE.search(text, max(0, start - 60), start)
    return match is not None and _OTHER_DAY.search(match["words"]) is None


def _follows(text: str, last: int, start: int) -> bool:
    """Whether dates of birth are listed, and this is the next after the one that ended at *last*."""
    between = text[last:start]
    if (
        len(between) > 40
        or _NEXT.match(between) is None
        or _OTHER_DAY.search(between.replace(" and", "")) is not None
    ):
        return False
    return _MANY.search(text, max(0, last - 80), start) is not None


def _told(text: str) -> Iterator[tuple[int, int, str]]:
    """What right after a word of birth is no whole date and tells as much."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = text
    for word in _SAID:
        at = lower.find(word)
        while at >= 0:
            start = at + 1 if word[0] in "( " else at
            # "[born 2014]" is our own label; "stubborn" is no birth.
            bare = word not in _BEFORE_NUMBER or lower[at + len(word) : at + len(word) + 1].isdigit()
            if bare and text[start - 1 : start] != "[" and not text[start - 1 : start].isalpha():
                for form, how in _TOLD:
                    match = form.match(text, start)
                    if match is not None:
                        yield *match.span(1), how
            at = lower.find(word, at + 1)
    if "birth" in lower and "month" in lower:
        for parts in _IN_PARTS.finditer(text):
            yield *parts.span(), "parts"


def _after_name(before: str) -> bool:
    """Whether a bracket opens after a word with a capital, or after a name all in small letters."""
    match = _NAME_BRACKET.search(before)
    return match is not None and (match[1] is None or match[1] in GIVEN or match[2] in GIVEN)


def _hit(start: int, end: int, how: str) -> Hit:
    return Hit(start=start, end=end, detector=Detector.DATE_OF_BIRTH, evidence=Evidence.PATTERN, how=how)
