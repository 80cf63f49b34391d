"""Several people of one name: what the message tells narrows them, what points two ways does not."""

from dataclasses import replace

import pytest

from gateway.model.parties import DataSubject, PersonId
from tests.find.builders import MIA, NAMESAKE, look, register, told
from tests.markings.builders import body

# The worker of neither takes part, unless a row says so.
ONE = replace(MIA, worker="", relations=())
BOTH = register(ONE, NAMESAKE)


@pytest.mark.parametrize(
    ("text", "about", "expected"),
    [
        pytest.param("Mia Okafor came.", (), ["P-1|P-9 subject name"], id="nothing-told"),
        pytest.param("Mia Okafor came. Mia sang.", (), ["P-1|P-9 subject name"], id="part-of-the-name"),
        pytest.param("Mia Okafor came.", ("P-9",), ["P-9 subject name"], id="about"),
        pytest.param("Mia Okafor came.", ("P-1", "P-9"), ["P-1|P-9 subject name"], id="about-both"),
        pytest.param("Mia Okafor came.", ("P-7",), ["P-1|P-9 subject name"], id="about-somebody-else"),
        pytest.param(
            "Mia Okafor, born 02/01/2011, came.", (), ["P-9 subject date-of-birth+name"], id="date-of-birth"
        ),
        pytest.param("Mia Okafor, NHS 999 000 0018.", (), ["P-1 subject identifier+name"], id="identifier"),
        pytest.param("Mia Okafor of 14 Larch Road.", (), ["P-1 subject address+name"], id="address"),
        # The sign may stand anywhere in the message.
        pytest.param("Mia Okafor came.\n\nCase EH-1041.", (), ["P-1 subject identifier+name"], id="far-away"),
        # Signs for both: two people are meant, and which name is whose is not told.
        pytest.param(
            "Mia Okafor, NHS 999 000 0018, and Mia Okafor, NHS 999 000 0026.",
            (),
            ["P-1|P-9 subject name", "P-1 subject identifier", "P-9 subject identifier"],
            id="both",
        ),
        pytest.param(
            "Mia Okafor, NHS 999 000 0018.",
            ("P-9",),
            ["P-1|P-9 subject name", "P-1 subject identifier"],
            id="two-ways",
        ),
    ],
)
def test_narrowing(text: str, about: tuple[str, ...], expected: list[str]) -> None:
    _, found = look(body(text), known=BOTH, about=about)

    assert told(found) == expected


def test_worker_who_takes_part_is_the_last_sign() -> None:
    known = register(replace(MIA, relations=()), NAMESAKE)

    _, plain = look(body("Mia Okafor came."), known=known)
    _, said = look(body("Mia Okafor came."), known=known, about=("P-9",))

    assert told(plain) == ["P-1 subject name"]
    assert told(said) == ["P-9 subject name"]


def test_candidates_are_register_ids() -> None:
    _, found = look(body("Mia Okafor came."), known=BOTH)

    assert found.people[0].candidates == ("P-1", "P-9")


def test_greeting_means_the_one_who_is_written_to() -> None:
    mother = DataSubject(id=PersonId("P-5"), name="Mia Okafor", emails=("mia@mail.example",))

    _, found = look(
        body("{greeting|Dear Mia Okafor,}\n\nSee you."), to=("mia@mail.example",), known=register(ONE, mother)
    )

    assert told(found) == ["P-5 correspondent name"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mia Okafor came. Mrs Okafor was late.", ["P-1 subject name", "P-2 relation name"]),
        ("Mia Okafor came. Mr Okafor was late.", ["P-1 subject name"]),
        ("Mia Okafor came. The Okafors were late.", ["P-1 subject name", "P-2 relation name", "P-4 subject name"]),
    ],
)
def test_title_tells_mother_from_child(text: str, expected: list[str]) -> None:
    _, found = look(body(text))

    assert told(found) == expected


def test_nobody_is_lost_among_very_many_namesakes() -> None:
    crowd = [replace(ONE, id=PersonId(f"N-{at:02}"), nhs_number="", case_ids=(), addresses=()) for at in range(40)]

    _, found = look(body("Mia Okafor came."), known=register(*crowd))

    assert len(found.people[0].candidates) == 40
