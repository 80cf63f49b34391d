"""How many people are like one, by what an anonymised copy leaves."""

from dataclasses import replace
from datetime import date

import pytest

from gateway.model.parties import DataSubject, Kind, PersonId
from gateway.registers.groups import Groups, outward_codes

TODAY = date(2026, 11, 18)
BORN, HOME = Kind.DATE_OF_BIRTH, Kind.ADDRESS


def person(number: int, born: str, *addresses: str) -> DataSubject:
    day = date.fromisoformat(born) if born else None
    return DataSubject(id=PersonId(f"P-{number}"), name="X", date_of_birth=day, addresses=addresses)


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
    ("who", "kinds", "size"),
    [
        pytest.param(TWELVE, {BORN}, 3, id="by-age"),
        pytest.param(TWELVE, {HOME}, 5, id="by-outward-code"),
        pytest.param(TWELVE, {BORN, HOME}, 3, id="by-both"),
        pytest.param(PEOPLE[2], {BORN}, 1, id="alone-of-that-age"),
        # W12 has nobody else: which home is told is not known, so the rarer one counts.
        pytest.param(PEOPLE[3], {HOME}, 1, id="the-rarer-of-two-homes"),
        pytest.param(PEOPLE[4], {BORN}, 1, id="an-age-the-register-does-not-have"),
        pytest.param(replace(TWELVE, addresses=("by the river",)), {HOME}, 1, id="no-postcode"),
        pytest.param(
            replace(TWELVE, addresses=(), protected_addresses=("1 Dove Court W6 0HP",)), {HOME}, 5, id="protected"
        ),
    ],
)
def test_size(who: DataSubject, kinds: set[Kind], size: int) -> None:
    assert GROUPS.size(who, frozenset(kinds), TODAY) == size


def test_one_more_kind_never_makes_a_group_larger() -> None:
    for who in PEOPLE:
        both = GROUPS.size(who, frozenset({BORN, HOME}), TODAY)
        assert both <= min(GROUPS.size(who, frozenset({one}), TODAY) for one in (BORN, HOME))


def test_outward_codes_of_flats_and_short_districts() -> None:
    assert outward_codes(person(9, "", "Flat 3, 8 Mill Street, London W6 9AB", "EC1A1BB")) == {"W6", "EC1A"}
