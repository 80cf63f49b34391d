"""By when the law wants a request answered: boundaries by name."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.model.parties import Request, RequestType
from gateway.registers.bank_holidays import ENGLAND
from gateway.registers.clocks import WaitsFor, answer_by, extend_by, is_extended, is_working_day, waits_for

DAY = timedelta(days=1)


def asked(kind: RequestType, opened: str, checked: str | None = None, **days: str) -> Request:
    on = {name: date.fromisoformat(day) for name, day in days.items()}
    return replace(
        _plain(kind, opened, days.get("identity_checked_on", checked)),
        answered_on=on.get("answered_on"),
        identity_asked_on=on.get("identity_asked_on"),
        clarity_asked_on=on.get("clarity_asked_on"),
        clarity_given_on=on.get("clarity_given_on"),
        extended_on=on.get("extended_on"),
        extended_why="complex",
    )


def due(request: Request) -> date:
    day = answer_by(request)
    assert day is not None
    return day


def _plain(kind: RequestType, opened: str, checked: str | None) -> Request:
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
    ("opened", "checked", "by"),
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
def test_a_subject_access_request_has_one_month(opened: str, checked: str | None, by: str) -> None:
    assert due(asked(RequestType.SAR, opened, checked)).isoformat() == by


@pytest.mark.parametrize(
    ("days", "waits", "by"),
    [
        pytest.param({"identity_asked_on": "2026-09-08"}, WaitsFor.IDENTITY, None, id="who-they-are-was-asked"),
        pytest.param(
            {"identity_asked_on": "2026-09-08", "identity_checked_on": "2026-09-21"},
            None,
            "2026-10-21",
            id="and-they-have-shown-it",
        ),
        pytest.param(
            {"identity_asked_on": "2026-09-22", "identity_checked_on": "2026-09-21"},
            WaitsFor.IDENTITY,
            None,
            id="asked-once-more",
        ),
        pytest.param({"clarity_asked_on": "2026-09-14"}, WaitsFor.CLARITY, None, id="what-they-mean-was-asked"),
        pytest.param(
            {"clarity_asked_on": "2026-09-14", "clarity_given_on": "2026-09-17"},
            None,
            "2026-10-12",
            id="three-days-stood-still-and-the-10th-is-a-saturday",
        ),
        pytest.param(
            {"clarity_asked_on": "2026-09-14", "clarity_given_on": "2026-09-14"}, None, "2026-10-07", id="at-once"
        ),
        pytest.param(
            {"clarity_asked_on": "2026-09-08", "clarity_given_on": "2026-09-17", "identity_checked_on": "2026-09-21"},
            None,
            "2026-10-21",
            id="before-the-month-began",
        ),
        pytest.param(
            {"identity_asked_on": "2026-09-08", "answered_on": "2026-09-09"}, None, "2026-10-07", id="answered"
        ),
    ],
)
def test_the_month_stands_still_while_something_is_waited_for(
    days: dict[str, str], waits: WaitsFor | None, by: str | None
) -> None:
    request = asked(RequestType.SAR, "2026-09-07", **days)

    assert waits_for(request) is waits
    assert answer_by(request) == (None if by is None else date.fromisoformat(by))


@pytest.mark.parametrize(
    ("days", "by"),
    [
        pytest.param({"clarity_asked_on": "2026-09-09"}, None, id="what-they-mean-was-asked"),
        pytest.param({"clarity_asked_on": "2026-09-09", "clarity_given_on": "2026-09-14"}, "2026-10-12", id="said"),
        pytest.param({"identity_asked_on": "2026-09-09"}, "2026-10-05", id="who-they-are-does-not-count"),
    ],
)
def test_the_twenty_working_days_begin_when_it_is_clear_what_is_meant(days: dict[str, str], by: str | None) -> None:
    found = answer_by(asked(RequestType.FOI, "2026-09-07", **days))

    assert found == (None if by is None else date.fromisoformat(by))


@pytest.mark.parametrize(
    ("opened", "by"),
    [
        pytest.param("2026-09-07", "2026-10-05", id="monday-four-weeks"),
        pytest.param("2026-09-05", "2026-10-02", id="saturday-counts-from-monday"),
        pytest.param("2026-12-01", "2026-12-31", id="over-christmas"),
        pytest.param("2026-03-19", "2026-04-20", id="over-easter"),
        pytest.param("2026-08-03", "2026-09-01", id="over-the-august-bank-holiday"),
    ],
)
def test_a_freedom_of_information_request_has_twenty_working_days(opened: str, by: str) -> None:
    assert due(asked(RequestType.FOI, opened)).isoformat() == by


@given(opened=st.dates(date(2025, 1, 1), date(2030, 11, 1)))
def test_an_answer_is_never_due_on_a_day_off(opened: date) -> None:
    for kind in RequestType:
        by = due(asked(kind, opened.isoformat()))
        assert is_working_day(by)
        assert opened + 26 * DAY <= by <= opened + 40 * DAY


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


@pytest.mark.parametrize(
    ("days", "by"),
    [
        pytest.param({"extended_on": "2026-09-07"}, "2026-12-07", id="told-at-once"),
        pytest.param({"extended_on": "2026-10-07"}, "2026-12-07", id="told-on-the-last-day-of-the-month"),
        pytest.param({"extended_on": "2026-10-08"}, "2026-10-07", id="told-a-day-late-gives-nothing"),
        pytest.param(
            {"extended_on": "2026-10-19", "identity_checked_on": "2026-09-21"}, "2026-12-21", id="from-when-proven"
        ),
        pytest.param(
            {"extended_on": "2026-10-09", "clarity_asked_on": "2026-09-14", "clarity_given_on": "2026-09-17"},
            "2026-12-10",
            id="the-days-stood-still-count-for-neither",
        ),
    ],
)
def test_who_was_told_within_the_first_month_waits_up_to_two_months_more(days: dict[str, str], by: str) -> None:
    assert due(asked(RequestType.SAR, "2026-09-07", **days)) == date.fromisoformat(by)


@pytest.mark.parametrize(
    ("request_", "last"),
    [
        pytest.param(asked(RequestType.SAR, "2026-09-07"), "2026-10-07", id="the-first-month"),
        pytest.param(asked(RequestType.SAR, "2026-09-07", extended_on="2026-09-08"), "2026-10-07", id="stays-so"),
        pytest.param(asked(RequestType.FOI, "2026-09-07"), None, id="not-for-freedom-of-information"),
        pytest.param(asked(RequestType.SAR, "2026-09-07", clarity_asked_on="2026-09-14"), None, id="stands-still"),
    ],
)
def test_until_when_they_can_be_told(request_: Request, last: str | None) -> None:
    assert extend_by(request_) == (None if last is None else date.fromisoformat(last))


def test_an_extension_without_a_reason_or_of_another_law_is_none() -> None:
    told = asked(RequestType.SAR, "2026-09-07", extended_on="2026-09-08")
    assert is_extended(told)
    assert not is_extended(replace(told, extended_why=""))
    assert not is_extended(replace(told, type=RequestType.FOI))
