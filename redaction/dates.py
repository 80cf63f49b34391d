"""Reads dates in the forms that British mail and forms use, day first."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from redaction.tokens import Prepared, figures

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb febuary", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_BEFORE: Final = re.compile(r"(?:[^\WD]|\wD|\d[/.-])\Z")  # a number goes on from before: no date begins here
_E: Final = r"(?![\w/])(?![.-]\d)"
# A stroke ends a date that has none itself: "Amy Holt/04-04-12/999 000 0018".
_PARTED: Final = r"(?!\w)(?![.-]\d)"
_STROKES: Final = frozenset("-/.")
# Each is tried where a run of digits begins: searching for them whole is four times as slow.
_FORMS: Final = (
    re.compile(rf"(?P<d>\d{{1,2}})(?P<s>[ ]?/[ ]?|[ ])(?P<m>\d{{1,2}})(?P=s)(?P<y>\d{{4}}|'?\d{{2}}){_E}"),
    re.compile(rf"(?P<d>\d{{1,2}})(?P<s>[ ]?[.-][ ]?)(?P<m>\d{{1,2}})(?P=s)(?P<y>\d{{4}}|'?\d{{2}}){_PARTED}"),
    # The boxes of a form with their letters: "D 23 M 09 Y 2014".
    re.compile(rf"(?P<d>\d\d?)[ ]?M[ ]?(?P<m>\d\d?)[ ]?Y[ ]?(?P<y>\d{{4}}){_E}"),
    re.compile(rf"(?P<d>\d\d)\|(?P<m>\d\d)\|(?P<y>\d{{4}}){_E}"),
    re.compile(rf"(?P<y>\d{{4}})(?P<s>[-/.])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})(?=T\d|{_E})"),
    re.compile(
        rf"(?P<d>\d{{1,2}})[ ]?(?:st|nd|rd|th)?[ ,./-]{{0,3}}(?:of[ ])?(?P<m>{_MONTH})(?![a-z])\.?"
        rf"[ ,./-]{{0,3}}(?:\r?\n)?(?P<y>\d{{4}}|'?\d{{2}}){_PARTED}",
        re.IGNORECASE,
    ),
)
_MONTH_BEFORE: Final = re.compile(rf"(?<!\w)({_MONTH})\.?[ ](?:the[ ])?\Z", re.IGNORECASE)
_AFTER_MONTH: Final = re.compile(rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[ ]?,?[ ](?P<y>\d{{4}}){_E}", re.IGNORECASE)


class Written(NamedTuple):
    """A calendar date as it stands in a text.

    ``year`` is as written: 0 to 99 when two digits stand there, so the century is open.
    """

    start: int
    end: int
    day: int
    month: int
    year: int

    def may_be(self, other: date) -> bool:
        """Whether it can mean *other*; a two-digit year fits any century."""
        year = other.year % 100 if self.year < 100 else other.year
        return (self.day, self.month, self.year) == (other.day, other.month, year)

    @property
    def full_year(self) -> int:
        """The year, two digits taken as a child's: 2000 to 2040, else the last century."""
        if self.year >= 100:
            return self.year
        return self.year + (2000 if self.year <= 40 else 1900)


def dates(text: str) -> Iterator[Written]:
    """Every calendar-valid date of a folded text, in rising order, none overlapping."""
    if not isinstance(text, Prepared):
        return _dates(text)
    if text.dates is None:
        text.dates = tuple(_dates(text))
    return iter(text.dates)


def _dates(text: str) -> Iterator[Written]:
    reach = 0
    for at, end, _ in figures(text):
        # A date begins with one figure or two, or with the four of a year and a stroke.
        if at < reach or not (end - at < 3 or (end - at == 4 and text[end : end + 1] in _STROKES)):
            continue
        written = _day_first(text, at) or _month_first(text, at)
        if written is not None and written.start >= reach:
            yield written
            reach = written.end


def _day_first(text: str, at: int) -> Written | None:
    if _BEFORE.search(text[max(0, at - 2) : at]):
        return None
    for form in _FORMS:
        match = form.match(text, at)
        if match is None:
            continue
        month = match["m"].lower()
        number = _MONTHS[month] if month in _MONTHS else int(month)
        year = int(match["y"].lstrip("'"))
        if _valid(year, number, int(match["d"])):
            return Written(at, match.end(), int(match["d"]), number, year)
    return None


def _month_first(text: str, at: int) -> Written | None:
    before = text[max(0, at - 16) : at]
    month = _MONTH_BEFORE.search(before) if before.endswith(" ") else None
    match = _AFTER_MONTH.match(text, at) if month is not None else None
    if month is None or match is None:
        return None
    number, day, year = _MONTHS[month[1].lower()], int(match["d"]), int(match["y"])
    if not _valid(year, number, day):
        return None
    return Written(at - len(before) + month.start(), match.end(), day, number, year)


def _valid(year: int, month: int, day: int) -> bool:
    # 2000 stands in for an open century: it is a leap year, so 29 February is let pass.
    whole = year if year >= 100 else 2000
    if not 1880 <= whole <= 2100:
        return False
    try:
        date(whole, month, day)
    except ValueError:
        return False
    return True


def age_on(born: date, day: date) -> int:
    """Full years between *born* and *day*."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
