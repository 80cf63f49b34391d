"""Dates of birth against mere dates, ages against age ranges."""

from datetime import date

import pytest

from redaction import find
from redaction.dates import age_on, dates
from redaction.detect import age, date_of_birth, name


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
        ("Kinga Desai, b. 27 Mar 11", ["27 Mar 11"]),
        ("she turned 4 on 3 May 2024", ["3 May 2024"]),
        ("he turns four on 3rd May", ["3rd May"]),
        ("her birthday is May 3rd", ["May 3rd"]),
        ("year of birth: 2014", ["2014"]),
        ("Mia (b. 2014)", ["2014"]),
        ("born on the third of March two thousand and fourteen", ["third of March two thousand and fourteen"]),
        ("date of birth: twenty-first June nineteen eighty-nine", ["twenty-first June nineteen eighty-nine"]),
        ("Date of blrth: I4/O2/2016", ["I4/O2/2016"]),
        ("grace xylothe (3 mar 14)", ["3 mar 14"]),
        ("Name,DOB,School\nMia,3/3/14,Oak\nTom,2014-03-04,Elm", ["3/3/14", "2014-03-04"]),
        ("Child\tBorn\tCarer\nMia\t3/3/14\tGrace", ["3/3/14"]),
        ("| Name | Date of birth |\n|---|---|\n| Mia | 3 March 2014 |", ["3 March 2014"]),
        ('name;"born";seen\n"Okafor; Mia";3.3.14;4.4.24', ["3.3.14"]),
    ],
)
def test_date_of_birth_found(text: str, expected: list[str]) -> None:
    assert born(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The meeting is on 03/03/2024.", id="a-date"),
        pytest.param("Working Together (2018)", id="year-of-a-law"),
        pytest.param("born into a family of four", id="no-date"),
        pytest.param("[born 2014]", id="our-own-label"),
        pytest.param("see 1.2.3.4 born", id="address-of-a-host"),
        pytest.param("The review (03/03/2024 at ten)", id="bracket-with-more"),
        pytest.param("the review (03/03/2024)", id="bracket-after-an-everyday-word"),
        pytest.param("Name,Seen,School\nMia,3/3/24,Oak", id="column-of-something-else"),
        pytest.param("Name,DOB\nMia,soon\n\nseen 3/3/24", id="table-ended"),
        pytest.param("Born and bred in Leeds, 3/3/24", id="born-and-more"),
        pytest.param("turned down on 3 occasions", id="turned-otherwise"),
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
        ("[aged 9, of Leeds]", ["aged 9"]),
        ("average 9", []),
        ("managed 9 cases", []),
        ("I am 71.", ["71"]),
        ("She is 16 now", ["16"]),
        ("my name is Ivy and I am ten. I", ["ten"]),
        ("he turned 4 on Monday", ["4"]),
        ("she is 3 months old", ["3 months old"]),
        ("22 years of age", ["22 years of age"]),
        ("Name,Age\nMia,9\nTom,11", ["9", "11"]),
        ("she is one of the best", []),
        ("he is 20 minutes late", []),
        ("the rate is 9.5, it was 4%", []),
        ("the total is 9.", []),
        ("this was 3 weeks ago", []),
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


@pytest.mark.parametrize(
    ("text", "dates_of_birth", "ages"),
    [
        ("seen: Mia Okafor (9) and Grace Bello, 41, at home", [], ["9", "41"]),
        ("Grace Okafor, 3 March 1984, came", ["3 March 1984"], []),
        ("Child: Grace Okafor 03/03/84", ["03/03/84"], []),
        ("- Okafor, Grace, 1984-03-03, out of work", ["1984-03-03"], []),
        ("Grace Okafor (mother), b. 3.3.84,", ["3.3.84"], []),
        ("Grace Okafor (nearly 4), Tom Bello (18/12)", [], ["nearly 4", "18/12"]),
        ("Tom Bello, Year 5, and Sarah Bello (Y2)", [], ["Year 5", "Y2"]),
        # An event's day, a signature's, a count, a room.
        ("I saw Grace Okafor 03/03/24 at home", [], []),
        ("Signed: Grace Okafor, 03/03/2024", [], []),
        ("Grace Okafor, 9 visits", [], []),
        ("Year 5 trip, Room (9)", [], []),
    ],
)
def test_beside_a_name(text: str, dates_of_birth: list[str], ages: list[str]) -> None:
    hits = find(text)

    assert [text[hit.start : hit.end] for hit in hits if hit.detector == "date_of_birth"] == dates_of_birth
    assert [text[hit.start : hit.end] for hit in hits if hit.detector == "age"] == ages


def test_nothing_is_told_beside_a_name_that_nobody_asked_for() -> None:
    assert {hit.detector for hit in find("Grace Okafor (9), Tom Bello, 3/3/84,", detectors=(name,))} == {"name"}
