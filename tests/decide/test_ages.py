"""Ages on a day, leap days included."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.decide.ages import age_on, birthday, found_competent
from tests.decide.builders import ANA, entry

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
LEAP = date(2012, 2, 29)


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [
        pytest.param(date(2010, 11, 18), date(2026, 11, 17), 15, id="the-day-before"),
        pytest.param(date(2010, 11, 18), date(2026, 11, 18), 16, id="the-day"),
        pytest.param(LEAP, date(2028, 2, 28), 15, id="leap-year-the-day-before"),
        pytest.param(LEAP, date(2028, 2, 29), 16, id="leap-year-the-day"),
        pytest.param(LEAP, date(2030, 2, 28), 17, id="common-year-28-february"),
        pytest.param(LEAP, date(2030, 3, 1), 18, id="common-year-1-march"),
        pytest.param(LEAP, LEAP, 0, id="the-day-of-birth"),
        pytest.param(LEAP, date(2012, 2, 28), -1, id="unborn"),
    ],
)
def test_age_on(born: date, day: date, years: int) -> None:
    assert age_on(born, day) == years


@given(born=DAYS, years=st.integers(0, 30))
def test_a_year_is_full_on_the_birthday_and_not_before(born: date, years: int) -> None:
    day = birthday(born, years)

    assert age_on(born, day) == years
    assert age_on(born, day - timedelta(days=1)) == years - 1


@pytest.mark.parametrize(
    ("note", "competent"),
    [
        pytest.param("", False, id="empty"),
        pytest.param("2026-03-04", False, id="only-a-date"),
        pytest.param("Gillick competent, 2026-03-04, A. Sharma", True, id="assessed"),
        pytest.param("Yes", True, id="yes"),
        pytest.param("NOT competent", False, id="not"),
        pytest.param("doesn\u2019t understand", False, id="does-not"),
        pytest.param("Assessment pending", False, id="pending"),
        pytest.param("assessed: lacks understanding", False, id="lacks"),
        pytest.param("Understands; notes on file", True, id="a-word-within-a-word"),
    ],
)
def test_found_competent(note: str, competent: bool) -> None:
    assert found_competent(replace(entry(ANA), competence=note)) is competent
