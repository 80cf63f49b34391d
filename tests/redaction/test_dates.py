"""Dates of birth against mere dates, ages against age ranges."""

from datetime import date

import pytest

from redaction import find
from redaction.dates import age_on, dates
from redaction.detect import age, date_of_birth


def born(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in find(text, detectors=(date_of_birth,))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DOB: 03/03/2014", ["03/03/2014"]),
        ("D.O.B. 3.3.14", ["3.3.14"]),
        ("d.o.b 3-3-2014", ["3-3-2014"]),
        ("dob 03-Mar-2014", ["03-Mar-2014"]),
        ("Date of birth\n3rd of March 2014", ["3rd of March 2014"]),
        ("date of birth is the 3rd March, 2014", ["3rd March, 2014"]),
        ("born on 3 March 2014", ["3 March 2014"]),
        ("born March 3, 2014", ["March 3, 2014"]),
        ("Date of birth (DD/MM/YYYY): 2014-03-03", ["2014-03-03"]),
        ("Her birthday is 3 March '14", ["3 March '14"]),
        ("Mia Okafor (3.3.14)", ["3.3.14"]),
        ("Mia Okafor (03/03/2014), Year 4", ["03/03/2014"]),
        ("03/03/2014 (DOB)", ["03/03/2014"]),
        ("DOB 03\u201103\u20112014", ["03\u201103\u20112014"]),
        ("DOB 03 03 2014", ["03 03 2014"]),
        ("born in 2014", ["2014"]),
        ("born in March 2014", ["March 2014"]),
        ("DOB 29/02/2016", ["29/02/2016"]),
    ],
)
def test_date_of_birth_found(text: str, expected: list[str]) -> None:
    assert born(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The meeting is on 03/03/2024.", id="a-date"),
        pytest.param("DOB 31/02/2014", id="no-such-day"),
        pytest.param("DOB 03/13/2014", id="month-first"),
        pytest.param("DOB 29/02/2015", id="no-leap-year"),
        pytest.param("Working Together (2018)", id="year-of-a-law"),
        pytest.param("born into a family of four", id="no-date"),
        pytest.param("[born 2014]", id="our-own-label"),
        pytest.param("see 1.2.3.4 born", id="address-of-a-host"),
        pytest.param("The review (03/03/2024 at ten)", id="bracket-with-more"),
    ],
)
def test_date_of_birth_left(text: str) -> None:
    assert born(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("she is aged 9", ["aged 9"]),
        ("Age: 14", ["Age: 14"]),
        ("a 9-year-old boy", ["9-year-old"]),
        ("a nine-year-old", ["nine-year-old"]),
        ("9 years old", ["9 years old"]),
        ("aged twenty-one", ["aged twenty-one"]),
        ("at age 16 he", ["age 16"]),
        ("9 months old", ["9 months old"]),
        ("a 9yo", ["9yo"]),
        ("9 yrs old", ["9 yrs old"]),
        ("for children aged 5-11", []),
        ("aged 5 to 11", []),
        ("aged 16+", []),
        ("aged 18 and over", []),
        ("under 18 years old", []),
        ("ages 5", []),
        ("page 9, stage 3", []),
        ("section 17", []),
        ("[aged 9]", []),
        ("average 9", []),
        ("managed 9 cases", []),
    ],
)
def test_age(text: str, expected: list[str]) -> None:
    assert [text[hit.start : hit.end] for hit in find(text, detectors=(age,))] == expected


def test_two_digit_year_may_be_either_century() -> None:
    written = next(dates("3.3.14"))

    assert written.may_be(date(2014, 3, 3))
    assert written.may_be(date(1914, 3, 3))
    assert not written.may_be(date(2015, 3, 3))


@pytest.mark.parametrize(
    ("day", "years"),
    [(date(2024, 3, 2), 9), (date(2024, 3, 3), 10), (date(2014, 3, 3), 0)],
)
def test_age_turns_on_the_birthday(day: date, years: int) -> None:
    assert age_on(date(2014, 3, 3), day) == years
