"""Streets without a number in running text: where somebody lives by the words before, and where nobody does."""

import pytest

from redaction import find
from redaction.detect import address


def addresses(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in find(text, detectors=(address,))]


@pytest.mark.parametrize(
    "before",
    [
        "They were rehoused, first at a hostel in",
        "He stays with his brother two streets away in",
        "She is in a refuge off",
        "He has been sleeping at his cousin's on",
        "They have gone to her nan's in",
        "He was found at his mate's new flat on",
        "I was in the kitchen of our house, which is the corner one on",
        "It is the block on",
        "It's the end terrace with the blue door on",
        "She gave out the name of the foster carers' road,",
        "Their road is",
        "Mum's flat is in",
        "They fled",
        "The family were evicted from",
        "He is in supported lodgings on",
        "Her tenancy at",
        "She lives near the chip shop, in a bedsit on",
        "The baby was placed with carers in",
    ],
)
@pytest.mark.parametrize("street", ["Church Street", "Chantry Rise", "St Mary's Road"])
def test_somebody_lives_there(before: str, street: str) -> None:
    assert addresses(f"{before} {street}. The visit went well.") == [street]


def test_a_street_joined_to_another() -> None:
    assert addresses("Our house is the corner one on Melton Road and Bath Street.") == ["Melton Road", "Bath Street"]


@pytest.mark.parametrize(
    "text",
    [
        "The library is in Church Street.",
        "The group moved to the church hall on Mill Lane.",
        "She lives near the shops on Mill Lane.",
        "We moved to new offices in Station Road.",
        "Home visits start from the office in Marsham Street.",
        "The bus from the home stops at the school on Park Road.",
        "Road works on Mill Lane and Park Road until Friday.",
        "The bus calls at High Street and Park Road.",
        "Meet at the station. Park Road is closed.",
        "He was stopped by police on Rye Lane.",
        "It will call at Elm Grove at 8.18.",
    ],
)
def test_nobody_lives_there(text: str) -> None:
    assert addresses(text) == []


@pytest.mark.parametrize("before", ["shes at her mams on", "he is staying at dales flat off", "i have moved to"])
def test_small_letters(before: str) -> None:
    assert addresses(f"{before} elder street now") == ["elder street"]


@pytest.mark.parametrize(
    "text",
    [
        "they live on a quiet street near the park",
        "i moved to the next street",
        "their house is on the main road",
        "she lives on a private lane",
        "he was walking down elder street",
    ],
)
def test_small_letters_that_name_nothing(text: str) -> None:
    assert addresses(text) == []
