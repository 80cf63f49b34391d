"""Dates of birth that neither a label nor a name tells, and do beside a person's number, age, sex or address."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Final

from redaction.dates import dates
from redaction.detect.born_next import OTHER_DAY
from redaction.hit import Detector, Evidence, Hit
from redaction.spans import Cover
from redaction.tokens import figures

_PERSONAL: Final = frozenset({
    Detector.NHS_NUMBER, Detector.UPN, Detector.ULN, Detector.NINO, Detector.PASSPORT, Detector.AGE,
})  # fmt: skip
_PLACES: Final = frozenset({Detector.ADDRESS, Detector.POSTCODE})
_TELLING: Final = _PERSONAL | _PLACES | {Detector.NAME}
# What may stand between the two; a label's words before the number: "03/04/2012, NHS No 999 …".
_GAP: Final = re.compile(r"[)\]]?[ ]?(?:[,;|/\t-]|and\b|&)?[ ]{0,2}[(\[]?")
_TO_NUMBER: Final = re.compile(
    r"[ ]?[,;:|/\t-]?[ ]{0,2}(?:(?:NHS|CHI|UPN|ULN|NI|NINO)(?:[ ](?:no|number|num))?[.: ]{0,3})?"
)
_TO_PLACE: Final = re.compile(r"[ ]?[,;|/\n]?[ \n]{0,2}(?:of[ ]|at[ ])?")
_SEX_BEFORE: Final = re.compile(
    r"(?<![\w'])(?:F|M|female|male)(?:[ ]?[,/|][ ]?|[ ])(?:(?:IC\d|[WMABO]\d)[ ])?\Z", re.IGNORECASE
)
_SEX_AFTER: Final = re.compile(r"(?:[ ]?[,/|][ ]?|[ ])(?:F|M|female|male)(?=[ ]?(?:[,.;:)/|\r\n]|\Z))", re.IGNORECASE)
# The day that an age is told of, and one's last: "age on 31 August: 9", "died 3/3/19 aged 85".
_OF_ELSE: Final = re.compile(r"\b(?:age[ ](?:on|at|as[ ]at)|died(?:[ ]on)?|d\.)[ ]\Z", re.IGNORECASE)
_LONGEST_GAP: Final = 20
# What is reported of days is mostly of the last years; a day before them beside a name is a birth far more often.
_REPORTED: Final = 2  # years back, without today's
# Where nobody says what day it is: later years than this may be those of any text's own time.
_LONG_AGO: Final = 2021
_FROM_NAME: Final = re.compile(
    r"(?:(?<=[ ][A-Z])\.)?[^\n.;]{1,28}|[^\n.;]{1,40},[ ]|(?P<line>[ ,]{0,3}\r?\n[ \t>]{0,8})"
)
# "M 060715", "140711 - NHS 999 …": figures alone, which must be a day of this or the last century.
_UNMARKED: Final = re.compile(
    r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)?\d\d|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
)


def born_beside(text: str, hits: Collection[Hit]) -> Iterator[Hit]:
    """Find dates of birth beside what one person alone has; evidence ``pattern``.

    *NHS 999 000 0018, 3/4/12*, *Mia (9, 3.4.12)*, *F, 3/4/2012*, and after an address that follows a name. A date
    beside an address alone is the day of a visit.
    """
    telling = [hit for hit in hits if hit.detector in _TELLING]
    # Whatever order they come in: of those that end together a person's own number tells, else the longest.
    telling.sort(key=lambda hit: (hit.detector in _PERSONAL, -hit.start))
    ends = {hit.end: hit for hit in telling}
    starts = {hit.start for hit in telling if hit.detector in _PERSONAL}
    days = [(written.start, written.end) for written in dates(text)]
    days += [
        (figure.start, figure.end)
        for figure in figures(text)
        if figure.end - figure.start in {6, 8} and _UNMARKED.fullmatch(figure.word) is not None
    ]
    for start, end in sorted(days):
        if _OF_ELSE.search(text, max(0, start - 12), start) is not None:
            continue
        if (
            _SEX_BEFORE.search(text, max(0, start - 12), start) is not None
            or _SEX_AFTER.match(text, end) is not None
            or _after(text, start, ends)
            or _before_number(text, end, starts)
        ):
            yield _hit(start, end)


def long_ago(
    text: str, named: Iterable[tuple[int, int]], taken: Iterable[tuple[int, int]], today: date | None = None
) -> Iterator[Hit]:
    """Find dates years back on the line of a name, or alone on the next one; evidence ``pattern``.

    *Okafor, Mia, Flat 2, 3 March 2014*; where a word between tells of another day (*moved 3.4.19*) it is that day.
    What years back means is counted from *today*; without it, days up to 2021 are.
    """
    latest = _LONG_AGO if today is None else max(_LONG_AGO, today.year - _REPORTED)
    old = [written for written in dates(text) if written.full_year <= latest]
    if not old:
        return
    ends = sorted(end for _, end in named)
    cover = Cover(taken)
    for written in old:
        place = bisect_right(ends, written.start)
        if not place or cover.touches(written.start, written.end):
            continue
        match = _FROM_NAME.fullmatch(text, ends[place - 1], written.start)
        if match is None or (
            match["line"] is not None and text[written.end : written.end + 1] not in {"", "\n", "\r"}
        ):
            continue
        if OTHER_DAY.search(text, ends[place - 1], min(len(text), written.end + 24)) is None:
            yield _hit(written.start, written.end)


def _hit(start: int, end: int) -> Hit:
    return Hit(start=start, end=end, detector=Detector.DATE_OF_BIRTH, evidence=Evidence.PATTERN, how="beside")


def _before_number(text: str, end: int, starts: Collection[int]) -> bool:
    """Whether a person's number or age begins right after *end*."""
    return bool(starts) and any(
        start in starts and _TO_NUMBER.fullmatch(text, end, start) is not None
        for start in range(end, min(len(text), end + _LONGEST_GAP))
    )


def _after(text: str, start: int, ends: dict[int, Hit]) -> bool:
    """Whether a person's number or age, or the address of somebody named, ends right before *start*."""
    hit = _ending(text, start, ends, _GAP)
    if hit is None:
        return False
    while hit is not None and hit.detector in _PLACES:
        hit = _ending(text, hit.start, ends, _TO_PLACE)
        if hit is not None and hit.detector is Detector.NAME:
            return True
    return hit is not None and hit.detector in _PERSONAL


def _ending(text: str, start: int, ends: dict[int, Hit], gap: re.Pattern[str]) -> Hit | None:
    for end in range(start, max(-1, start - 6), -1):
        if end in ends and gap.fullmatch(text, end, start) is not None:
            return ends[end]
    return None
