"""How many people are like one, by what a copy leaves."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redaction import PersonRow
from redaction.groups import Groups, Left, Trait, outward_codes, told_traits

TODAY = date(2026, 11, 18)
AGE, DISTRICT, BOTH = Left(age=True), Left(district=True), Left(age=True, district=True)


def person(number: int, born: str, *addresses: str, traits: tuple[Trait, ...] = ()) -> PersonRow:
    day = date.fromisoformat(born) if born else None
    return PersonRow(id=f"P-{number}", name="X", date_of_birth=day, addresses=addresses, traits=traits)


TWELVE = person(1, "2014-11-18", "1 Larch Road, London W6 0HP")  # twelve today
PEOPLE = (
    TWELVE,
    person(2, "2013-11-19", "2 Mill Street, London w69ab"),  # twelve until tomorrow
    person(3, "2014-11-19", "3 Mill Street, London W6 9AB"),  # eleven
    person(4, "2014-01-01", "4 Canal Walk, London W12 7RJ", "5 Elm Road, London W6 0AA"),  # twelve, with two homes
    person(5, "", "6 Elm Road, London W6 0AA"),
)
GROUPS = Groups.of(PEOPLE)


@pytest.mark.parametrize(
    ("who", "left", "size"),
    [
        pytest.param(TWELVE, AGE, 3, id="by-age"),
        pytest.param(TWELVE, DISTRICT, 5, id="by-outward-code"),
        pytest.param(TWELVE, BOTH, 3, id="by-both"),
        pytest.param(PEOPLE[2], AGE, 1, id="alone-of-that-age"),
        # W12 has nobody else: which home is told is not known, so the rarer one counts.
        pytest.param(PEOPLE[3], DISTRICT, 1, id="the-rarer-of-two-homes"),
        pytest.param(PEOPLE[4], AGE, 1, id="an-age-the-register-does-not-have"),
        pytest.param(replace(TWELVE, addresses=("by the river",)), DISTRICT, 1, id="no-postcode"),
        pytest.param(
            replace(TWELVE, addresses=(), protected_addresses=("1 Dove Court W6 0HP",)), DISTRICT, 5, id="protected"
        ),
    ],
)
def test_size(who: PersonRow, left: Left, size: int) -> None:
    assert GROUPS.size(who, left, TODAY) == size


ELM, ASH = ("school", "Elm Park School"), ("school", "Ash Grove")
ASTHMA, SOMALI = ("conditions", "asthma"), ("ethnicity", "Somali")
PUPILS = (
    person(1, "2014-11-18", "1 Larch Road, London W6 0HP", traits=(ELM, SOMALI, ASTHMA)),
    person(2, "2014-10-01", "2 Mill Street, London W6 9AB", traits=(("school", "elm park  SCHOOL"), ASTHMA)),
    person(3, "2012-01-01", "3 Canal Walk, London W12 7RJ", traits=(ELM, SOMALI)),
    person(4, "", "4 Elm Road, London W6 0AA", traits=(ASH, ASTHMA)),
    person(5, "2014-11-18", "5 Elm Road, London W6 0AA"),
)
SCHOOLS = Groups.of(PUPILS)


@pytest.mark.parametrize(
    ("left", "size"),
    [
        (Left(), 5),
        (Left(traits=frozenset({ELM})), 3),
        (Left(traits=frozenset({ASTHMA})), 3),
        (Left(traits=frozenset({ELM, ASTHMA})), 2),
        (Left(traits=frozenset({ELM, SOMALI})), 2),
        (Left(traits=frozenset({ELM, SOMALI, ASTHMA})), 1),
        (Left(age=True, traits=frozenset({ELM})), 2),
        (Left(district=True, traits=frozenset({ELM, SOMALI})), 1),
        (Left(age=True, district=True, traits=frozenset({ASTHMA})), 2),
        (Left(traits=frozenset({ASH})), 1),
        # Nobody has both: whoever is told of is alone, and never fewer than one.
        (Left(traits=frozenset({ASH, SOMALI})), 1),
    ],
)
def test_what_is_told_in_words_narrows_it_down(left: Left, size: int) -> None:
    assert SCHOOLS.size(PUPILS[0], left, TODAY) == size
    assert SCHOOLS.size(PUPILS[0], left.coarser(), TODAY) >= size


def test_traits_are_found_as_whole_words_however_they_are_written() -> None:
    texts = ("She is at ELM PARK school,", "and has Asthma. Somalia is far.")

    assert told_traits(PUPILS[0], texts) == {ELM, ASTHMA}
    assert told_traits(PUPILS[3], texts) == {ASTHMA}
    assert told_traits(PUPILS[4], texts) == frozenset()


LEFTS = st.builds(
    Left,
    age=st.booleans(),
    district=st.booleans(),
    traits=st.frozensets(st.sampled_from([ELM, ASH, ASTHMA, SOMALI]), max_size=4),
)


@given(LEFTS, LEFTS, st.sampled_from(PUPILS))
def test_to_tell_more_never_makes_a_group_larger(one: Left, other: Left, who: PersonRow) -> None:
    both = Left(age=one.age or other.age, district=one.district or other.district, traits=one.traits | other.traits)

    assert 1 <= SCHOOLS.size(who, both, TODAY) <= SCHOOLS.size(who, one, TODAY) <= len(PUPILS)


def test_outward_codes_of_flats_and_short_districts() -> None:
    assert outward_codes(person(9, "", "Flat 3, 8 Mill Street, London W6 9AB", "EC1A1BB")) == {"W6", "EC1A"}
