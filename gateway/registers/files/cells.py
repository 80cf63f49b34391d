"""A cell's text → its value. Nothing here quotes a cell back: it may hold personal data."""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from gateway.model.decision import Protection
from gateway.model.marking import Classification
from gateway.model.parties import ALL, Kind, purpose_key
from gateway.registers import address
from gateway.registers.files.faults import BadCell

Value = TypeVar("Value")
Word = TypeVar("Word", bound=StrEnum)

# No `:`, `|`, `,` or `*`, which mean something in cells and settings; no `?`, which begins the name of a person who
# is in no register (Found).
IDENTIFIER: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,63}")
PURPOSE: Final = re.compile(r"[^\W_][\w -]{0,63}")
DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DATE_TIME: Final = re.compile(DATE.pattern + r"[T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?", re.ASCII)
YEARS: Final = range(1850, 2200)
ONE_DAY: Final = timedelta(days=1)
NO_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)  # stands in for a required time that is missing; never returned

# UPN: A guide for schools and local authorities (DfE): letters but I, O and S stand for a remainder of 23.
UPN: Final = re.compile(r"[A-Z][0-9]{11}[0-9A-Z]")
UPN_LETTERS: Final = "ABCDEFGHJKLMNPQRTUVWXYZ"
# HMRC NIM39110: D F I Q U V stand in neither place, O not in the second; seven pairs are not used.
NINO: Final = re.compile(r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]")


class Cells:
    """One row's cells, read by column; what is wrong is gathered, so that all of it is told at once.

    After a fault the value returned is a placeholder: use what was built only when `faults` is empty.
    """

    def __init__(self, cells: Mapping[str, str], zone: ZoneInfo) -> None:
        self._cells = cells
        self._zone = zone
        self.faults: list[tuple[str, str]] = []  # column, what is wrong

    def wrong(self, column: str, what: str) -> None:
        """Note a fault that shows only when cells are looked at together."""
        self.faults.append((column, what))

    def text(self, column: str) -> str:
        """The cell as it is; empty when there is none."""
        return self._cells.get(column, "")

    def one(self, column: str, parse: Callable[[str], Value], empty: Value) -> Value:
        """The cell's value; *empty* when nothing stands in it."""
        cell = self.text(column)
        if not cell:
            return empty
        try:
            return parse(cell)
        except BadCell as wrong:
            self.wrong(column, str(wrong))
            return empty

    def required(self, column: str, parse: Callable[[str], Value], placeholder: Value) -> Value:
        """The same where the cell must not be empty."""
        if not self.text(column):
            self.wrong(column, "empty; it must be filled in")
        return self.one(column, parse, placeholder)

    def many(self, column: str, parse: Callable[[str], Value]) -> tuple[Value, ...]:
        """The values that `|` separates; empty ones are passed over."""
        items = [item for item in (item.strip() for item in self.text(column).split("|")) if item]
        values: list[Value] = []
        for number, item in enumerate(items, start=1):
            try:
                values.append(parse(item))
            except BadCell as wrong:
                self.wrong(column, f"{wrong}{f' (value {number} of {len(items)})' if len(items) > 1 else ''}")
        return tuple(values)

    def some(self, column: str, parse: Callable[[str], Value]) -> frozenset[Value]:
        """The same as a set, of one value at least."""
        if not self.text(column).strip("| "):
            self.wrong(column, f"empty; list what is meant, or {ALL} for all")
        return frozenset(self.many(column, parse))

    def start(self, column: str) -> datetime | None:
        """When something begins: a bare date counts from its first instant. None: empty."""
        return self.one(column, lambda cell: instant(cell, self._zone, end=False), None)

    def end(self, column: str) -> datetime | None:
        """When something has ended: a bare date is still in, so the next day's first instant. None: empty."""
        return self.one(column, lambda cell: instant(cell, self._zone, end=True), None)

    def in_order(self, first: datetime | None, last: datetime | None, column: str, after: str) -> None:
        """Note a fault at *column* where *last* does not come after *first*, the time in the column *after*."""
        if first is not None and last is not None and last <= first:
            self.wrong(column, f"not after {after}")


def plain(cell: str) -> str:
    """Any text."""
    return cell


def identifier(cell: str) -> str:
    """An id of ours."""
    if not IDENTIFIER.fullmatch(cell):
        raise BadCell("not an id; use up to 64 letters, digits, dots, slashes, hyphens or underscores")
    return cell


def identifier_or_all(cell: str) -> str:
    """An id, or `*`."""
    return cell if cell == ALL else identifier(cell)


def purpose(cell: str) -> str:
    """A purpose's name as purposes are compared, or `*`."""
    if cell == ALL:
        return ALL
    key = purpose_key(cell)
    if not key or not PURPOSE.fullmatch(cell):
        raise BadCell(f"not a purpose; write it as in the policy, in letters, digits and hyphens, or {ALL} for all")
    return key


def kind(cell: str) -> str:
    """A kind of personal data, or `*`."""
    return cell if cell == ALL else word(Kind)(cell).value


def word(choices: type[Word]) -> Callable[[str], Word]:
    """A parser for one word of a closed list, caseless."""

    def parse(cell: str) -> Word:
        try:
            return choices(cell.lower())
        except ValueError:
            raise BadCell(_not_one_of(cell, [choice.value for choice in choices])) from None

    return parse


def classification(cell: str) -> Classification:
    """A class by its word."""
    try:
        return Classification.of(cell)
    except ValueError:
        raise BadCell(_not_one_of(cell, [level.word for level in Classification])) from None


def protection(cell: str) -> Protection:
    """A level of protection by its word."""
    found = next((level for level in Protection if level.word == cell.lower()), None)
    if found is None:
        raise BadCell(_not_one_of(cell, [level.word for level in Protection]))
    return found


def yes_no(cell: str) -> bool:
    """Yes or no, and no other way to say it."""
    if cell.lower() not in {"yes", "no"}:
        raise BadCell("write yes or no")
    return cell.lower() == "yes"


def _not_one_of(cell: str, words: Iterable[str]) -> str:
    words = list(words)
    close = difflib.get_close_matches(cell.lower(), words, n=1)
    return f"not one of {', '.join(words)}" + (f" (did you mean {close[0]}?)" if close else "")


def email(cell: str) -> str:
    """A mail address, in normal form."""
    found = address.normal(cell)
    if not address.well_formed(found):
        raise BadCell("not a mail address; write it as name@example.org and nothing else")
    return found


def domain(cell: str) -> str:
    """A domain, or with a dot before it the domains below one; in normal form."""
    below = cell.startswith(".")
    found = address.normal_domain(cell.removeprefix("."))
    if not address.well_formed_domain(found):
        raise BadCell("not a domain; write example.org, or .example.org for the domains below it")
    return f".{found}" if below else found


def day(cell: str) -> date:
    """A calendar date."""
    # A spreadsheet program that opened a CSV file may have turned dates round. 03/04/2026 is April here and March in
    # another country, so it is refused and not guessed.
    if not DATE.fullmatch(cell):
        raise BadCell("not a date; write it as 2026-04-30, without a time")
    try:
        found = date.fromisoformat(cell)
    except ValueError:
        raise BadCell("no such date") from None
    return _believable(found)


def instant(cell: str, zone: ZoneInfo, *, end: bool) -> datetime:
    """A date or a date-time with its offset → UTC; `end` says that a bare date's whole day is included."""
    if DATE.fullmatch(cell):
        bare = day(cell) + (ONE_DAY if end else timedelta())
        # Where clocks go forward at midnight, fold=0 gives the day's true first instant (PEP 495).
        return datetime(bare.year, bare.month, bare.day, tzinfo=zone).astimezone(UTC)
    match = DATE_TIME.fullmatch(cell)
    if match is None:
        raise BadCell("not a date; write 2026-04-30, or with a time 2026-04-30T17:00+01:00")
    if match[2] is None:
        raise BadCell("a time needs its offset from UTC; write 2026-04-30T17:00+01:00 or ...Z")
    try:
        found = datetime.fromisoformat(cell)
    except ValueError:
        raise BadCell("no such date or time") from None
    _believable(found.date())
    return found.astimezone(UTC)


def twelve_months_on(at: datetime) -> datetime:
    """The end of the same day a year later, which is the last of twelve months with both end days included."""
    leap_day = at.month == 2 and at.day == 29
    return (at.replace(year=at.year + 1, day=28) if leap_day else at.replace(year=at.year + 1)) + timedelta(days=1)


def _believable(found: date) -> date:
    if found.year not in YEARS:
        raise BadCell(f"the year is not between {YEARS.start} and {YEARS.stop - 1}")
    return found


def nhs_number(cell: str) -> str:
    """An NHS number as ten digits. Source: NHS Data Dictionary, NHS NUMBER (modulus 11)."""
    digits = re.sub(r"[ -]", "", cell)
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise BadCell("not an NHS number; it has ten digits")
    if sum(int(digit) * weight for digit, weight in zip(digits, range(10, 0, -1), strict=True)) % 11:
        raise BadCell("the check digit does not fit; copy the NHS number again from its source")
    return digits


def upn(cell: str) -> str:
    """A unique pupil number, permanent or temporary (last place a letter)."""
    found = cell.replace(" ", "").upper()
    if not UPN.fullmatch(found) or found[-1] in "IOS":
        raise BadCell("not a UPN; it has a letter and twelve digits")
    last = UPN_LETTERS.index(found[-1]) if found[-1].isalpha() else int(found[-1])
    digits = [int(digit) for digit in found[1:-1]] + [last]
    if UPN_LETTERS[sum(digit * place for place, digit in enumerate(digits, start=2)) % 23] != found[0]:
        raise BadCell("the check letter does not fit; copy the UPN again from its source")
    return found


def nino(cell: str) -> str:
    """A National Insurance number."""
    found = cell.replace(" ", "").upper()
    if not NINO.fullmatch(found):
        raise BadCell("not a National Insurance number; it has two letters, six digits and a letter from A to D")
    return found


def phone(cell: str) -> str:
    """A telephone number, as written."""
    if not re.fullmatch(r"\+?[0-9 ()./-]+( ?(x|ext\.?) ?[0-9]+)?", cell) or sum(map(str.isdigit, cell)) < 5:
        raise BadCell("not a telephone number; write digits, spaces and a + before a country's code")
    return cell
