"""Reads dates in the forms that British mail and forms use, day first."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

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
_B: Final = r"(?<![\w/])(?<!\d[.-])"
_E: Final = r"(?![\w/])(?![.-]\d)"
_FORMS: Final = (
    re.compile(rf"{_B}(?P<d>\d{{1,2}})(?P<s>[ ]?[/.\-][ ]?|[ ])(?P<m>\d{{1,2}})(?P=s)(?P<y>\d{{4}}|'?\d{{2}}){_E}"),
    re.compile(rf"{_B}(?P<y>\d{{4}})(?P<s>[-/.])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})(?=T\d|{_E})"),
    re.compile(
        rf"{_B}(?P<d>\d{{1,2}})[ ]?(?:st|nd|rd|th)?[ ,./-]{{0,3}}(?:of[ ])?(?P<m>{_MONTH})\b\.?"
        rf"[ ,./-]{{0,3}}(?:\r?\n)?(?P<y>\d{{4}}|'?\d{{2}}){_E}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<!\w)(?P<m>{_MONTH})\b\.?[ ](?:the[ ])?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[ ]?,?[ ](?P<y>\d{{4}}){_E}",
        re.IGNORECASE,
    ),
)


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
    """Every calendar-valid date of a folded text, in rising order, forms not overlapping."""
    found: dict[int, Written] = {}
    for form in _FORMS:
        for match in form.finditer(text):
            month_text = match["m"].lower()
            month = _MONTHS[month_text] if month_text in _MONTHS else int(month_text)
            day, year = int(match["d"]), int(match["y"].lstrip("'"))
            # 2000 stands in for an open century: it is a leap year, so 29 February is let pass.
            if 1 <= month <= 12 and _valid(year if year >= 100 else 2000, month, day):
                found.setdefault(match.start(), Written(*match.span(), day, month, year))
    reach = 0
    for start in sorted(found):
        if start >= reach:
            yield found[start]
            reach = found[start].end


def _valid(year: int, month: int, day: int) -> bool:
    if not 1880 <= year <= 2100:
        return False
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def age_on(born: date, day: date) -> int:
    """Full years between *born* and *day*."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
