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
    r"(?:\bd\.?[ ]?o\.?[ ]?b\b\.?|\bdate[ ]of[ ]b[il1]rth|\bbirth[ ]?dates?|\bbirthdays?|\bborn|\bbirth|"
    r"(?<=\()b\b\.?|(?<=[,;][ ])b\b\.?|\bturn(?:s|ed|ing)[ ][\w-]{1,9}[ ]on)"
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
_NAME_BRACKET: Final = re.compile(r"\b(?:[A-Z][\w'-]+|([a-z'-]+)[ ]([a-z'-]+))[ ]\([ ]?\Z")
_MONTH: Final = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_BORN_YEAR: Final = re.compile(
    r"(?:born|(?<=year of )birth|yob|b\.)[ :]{1,2}(?:(?:in|on|around|about|c\.)[ ])?(?:the[ ])?"
    rf"(?:(?:early|late|mid)[ -])?((?:{_MONTH}\.?,?[ ])?(?:19|20)\d\d)\b(?![/.-]\d)",
    re.IGNORECASE,
)
# "turned 4 on 3 May": a birthday without its year.
_BIRTHDAY: Final = re.compile(
    r"(?:birthdays?[ ](?:is|was|falls|on)(?:[ ]on)?|born[ ]on|turn(?:s|ed|ing)[ ][\w-]{1,9}[ ]on)[ ](?:the[ ])?"
    rf"(\d{{1,2}}(?:st|nd|rd|th)?[ ](?:of[ ])?{_MONTH}|{_MONTH}[ ]\d{{1,2}}(?:st|nd|rd|th)?)\b",
    re.IGNORECASE,
)
_HEAD: Final = r"(?:birth(?:[ ]?(?:date|day))?|blrth|b1rth|born|d\.?[ ]?o\.?[ ]?b\.?)[ :]{1,3}(?:on[ ])?(?:the[ ])?"
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
_TOLD: Final = ((_BORN_YEAR, "born-year"), (_BIRTHDAY, "birthday"), (_IN_WORDS, "words"), (_SCANNED, "scanned"))
_SAID: Final = ("birth", "blrth", "b1rth", "born", "dob", "d.o.b", "d o b", "yob", "(b.", " b.", "turn")


def date_of_birth(text: str) -> Iterator[Hit]:
    """Find dates of birth by label words, *born*, a column's head, or a bracket after a name; day first.

    A date without such a sign is only a date; beside a name that was found it counts too (``beside_name``). So
    does a year, month or birthday after *born*. Evidence ``pattern``.
    """
    found: dict[int, Hit] = {}
    columns = Cover((cell.start, cell.end) for cell in cells(text) if cell.column is Column.BORN)
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
        else:
            continue
        found[written.start] = _hit(written.start, written.end, how)
    taken = Cover((hit.start, hit.end) for hit in found.values())
    for start, end, how in _told(text):
        if not taken.touches(start, end):
            found.setdefault(start, _hit(start, end, how))
    yield from (found[start] for start in sorted(found))


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
            if text[start - 1 : start] != "[" and not text[start - 1 : start].isalpha():
                for form, how in _TOLD:
                    match = form.match(text, start)
                    if match is not None:
                        yield *match.span(1), how
            at = lower.find(word, at + 1)


def _after_name(before: str) -> bool:
    """Whether a bracket opens after a word with a capital, or after a name all in small letters."""
    match = _NAME_BRACKET.search(before)
    return match is not None and (match[1] is None or match[1] in GIVEN or match[2] in GIVEN)


def _hit(start: int, end: int, how: str) -> Hit:
    return Hit(start=start, end=end, detector=Detector.DATE_OF_BIRTH, evidence=Evidence.PATTERN, how=how)
