"""Rare names with a typing error, and how far that goes; texts that are made to take long."""

import pytest

from redaction import People, PersonRow
from redaction.people.misspelt import one_slip

PEOPLE = People.from_rows((
    PersonRow(id="A", name="Adaeze Okonkwo"),
    PersonRow(id="B", name="Tom Harman"),
    PersonRow(id="C", name="Lee Harmon"),
    PersonRow(id="D", name="Jean-Luc Picardie-Bello"),
    *(PersonRow(id=f"M{number}", name="Mia Lindqvist") for number in range(4)),
))  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Adaeze Okonwko came", [("Adaeze Okonwko", "A")]),
        ("Adaeze Okonkw came", [("Adaeze Okonkw", "A")]),
        ("Adaeze Okonkwoo came", [("Adaeze Okonkwoo", "A")]),
        ("Adaeze Okenkwo's plan", [("Adaeze Okenkwo", "A")]),
        ("Adaze Okonkwo came", [("Adaze Okonkwo", "A")]),
        ("ADAEZE OKONKWAO", [("ADAEZE OKONKWAO", "A")]),
        pytest.param("adaeze okonwko came", [], id="small-letters"),
        pytest.param("Adaeze Okonk came", [], id="two-letters-off"),
        pytest.param("Adaeze Ukonkwo came", [], id="another-first-letter"),
        pytest.param("Adaze Okonwko came", [], id="two-slips"),
        pytest.param("Okonwko came", [], id="alone"),
        pytest.param("Adaeze. Okonwko came", [], id="two-sentences"),
        pytest.param("Zelda Okonwko came", [], id="of-somebody-else"),
        pytest.param("Tom Harmon came", [], id="another-name-of-the-register"),
        pytest.param("Mia Lindqvst came", [], id="a-name-of-many"),
        pytest.param("Tom Barman, Tom Harmanns", [], id="an-ordinary-word"),
    ],
)
def test_one_typing_error_in_a_rare_name(text: str, expected: list[tuple[str, str]]) -> None:
    hits = PEOPLE.lookup(text)

    assert [(text[hit.start : hit.end], *hit.persons) for hit in hits] == expected
    assert {hit.how for hit in hits} <= {"typing-error"}


def test_after_a_typing_error_the_first_name_counts() -> None:
    text = "Adaeze Okonwko came. Adaeze was well."

    assert [(hit.start, hit.how) for hit in PEOPLE.lookup(text)] == [(0, "typing-error"), (21, "first-name")]


@pytest.mark.parametrize(
    ("word", "other", "expected"),
    [
        ("harman", "harmon", True),
        ("harman", "harmna", True),
        ("harman", "harmans", True),
        ("harmans", "harman", True),
        ("harman", "hrman", True),
        ("harman", "harman", False),
        ("harman", "harmoon", False),
        ("harman", "barman", False),
        ("harman", "hramna", False),
    ],
)
def test_one_slip(word: str, other: str, *, expected: bool) -> None:
    assert one_slip(word, other) is expected


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param("a", id="no-blank"),
        pytest.param("Adaeze\u200b", id="zero-width"),
        pytest.param("\ud800", id="lone-surrogates"),
        pytest.param("12", id="digits"),
        pytest.param("1 ", id="numbers"),
        pytest.param("1,", id="commas"),
        pytest.param("Adaeze ", id="first-names"),
        pytest.param("the Okonkwo family and ", id="families"),
        pytest.param("Adaeze Okonwko ", id="typing-errors"),
        pytest.param("Okonkwo, ", id="surnames-first"),
        pytest.param("a@", id="addresses"),
        pytest.param("'", id="quotes"),
        pytest.param("Aa", id="capitals"),
    ],
)
def test_a_long_text_is_read_to_its_end(piece: str) -> None:
    """In a time that grows with its length: with its square, these would take hours."""
    text = piece * (100_000 // len(piece)) + "\n\nAdaeze Okonkwo"

    assert PEOPLE.lookup(text)[-1].persons == ("A",)
