"""By when the law wants a request answered: boundaries by name."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.model.parties import Request, RequestType
from gateway.registers.bank_holidays import ENGLAND
from gateway.registers.clocks import answer_by, is_working_day

DAY = timedelta(days=1)


def asked(kind: RequestType, opened: str, checked: str | None = None) -> Request:
    return Request(
        id="X-1",
        type=kind,
        requester="somebody",
        person="P-1",
        identity_checked_on=None if checked is None else date.fromisoformat(checked),
        opened=date.fromisoformat(opened),
        closes=None,
    )


@pytest.mark.parametrize(
    ("opened", "checked", "due"),
    [
        pytest.param("2026-09-03", None, "2026-10-05", id="a-month-later-is-a-saturday"),
        pytest.param("2026-09-07", None, "2026-10-07", id="a-month-later"),
        pytest.param("2026-09-07", "2026-09-21", "2026-10-21", id="from-when-identity-was-proven"),
        pytest.param("2026-09-07", "2026-09-01", "2026-10-07", id="identity-was-known-before"),
        pytest.param("2027-01-31", None, "2027-03-01", id="no-31-february-and-the-28th-is-a-sunday"),
        pytest.param("2028-01-31", None, "2028-02-29", id="leap-year"),
        pytest.param("2026-11-25", None, "2026-12-29", id="christmas-to-the-substitute-of-boxing-day"),
        pytest.param("2026-12-04", None, "2027-01-04", id="into-the-next-year"),
        pytest.param("2026-03-03", None, "2026-04-07", id="good-friday-to-after-easter-monday"),
    ],
)
def test_a_subject_access_request_has_one_month(opened: str, checked: str | None, due: str) -> None:
    assert answer_by(asked(RequestType.SAR, opened, checked)).isoformat() == due


@pytest.mark.parametrize(
    ("opened", "due"),
    [
        pytest.param("2026-09-07", "2026-10-05", id="monday-four-weeks"),
        pytest.param("2026-09-05", "2026-10-02", id="saturday-counts-from-monday"),
        pytest.param("2026-12-01", "2026-12-31", id="over-christmas"),
        pytest.param("2026-03-19", "2026-04-20", id="over-easter"),
        pytest.param("2026-08-03", "2026-09-01", id="over-the-august-bank-holiday"),
    ],
)
def test_a_freedom_of_information_request_has_twenty_working_days(opened: str, due: str) -> None:
    assert answer_by(asked(RequestType.FOI, opened)).isoformat() == due


@given(opened=st.dates(date(2025, 1, 1), date(2030, 11, 1)))
def test_an_answer_is_never_due_on_a_day_off(opened: date) -> None:
    for kind in RequestType:
        due = answer_by(asked(kind, opened.isoformat()))
        assert is_working_day(due)
        assert opened + 26 * DAY <= due <= opened + 40 * DAY


def easter(year: int) -> date:
    """Easter Sunday (Meeus, Astronomical Algorithms, chapter 8: the Gregorian calendar)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    r = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * r) // 451
    month, day = divmod(h + r - 7 * m + 114, 31)
    return date(year, month, day + 1)


def substituted(*days: date) -> set[date]:
    """Each on its day, or on the next weekday that is free."""
    found: set[date] = set()
    for day in days:
        free = day
        while free.weekday() > 4 or free in found:
            free += DAY
        found.add(free)
    return found


def monday(year: int, month: int, *, last: bool = False) -> date:
    """The first or last Monday of a month."""
    day = date(year, month, 31 if last else 1)
    while day.weekday() != 0:
        day += -DAY if last else DAY
    return day


@pytest.mark.parametrize("year", range(2025, 2031))
def test_the_table_is_what_the_rules_give(year: int) -> None:
    sunday = easter(year)
    wanted = substituted(date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)) | {
        sunday - 2 * DAY,
        sunday + DAY,
        monday(year, 5),
        monday(year, 5, last=True),
        monday(year, 8, last=True),
    }

    assert {day for day in ENGLAND if day.year == year} == wanted
