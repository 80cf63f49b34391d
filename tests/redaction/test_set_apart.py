"""Letters set apart are read together, and found where they stand."""

import pytest

from redaction import find
from redaction.normal import fold
from redaction.set_apart import drawn_together


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param("J a c k   T h o r n b u r y was", "Jack Thornbury was", id="words-by-wider-gaps"),
        pytest.param("see M i a  O k a f o r, now", "see Mia Okafor, now", id="in-a-sentence"),
        pytest.param("M i a O k a f o r", "Mia Okafor", id="words-by-capitals"),
        pytest.param("a M i a I know", "a Mia I know", id="words-of-one-letter-beside"),
        pytest.param("M-i-a and J.a.c.k", "Mia and Jack", id="hyphens-and-dots"),
        pytest.param("m_i_a", "mia", id="low-lines"),
        pytest.param("Z o ë  K a y e", "Zoe Kaye", id="accents"),
        pytest.param("U.S.A. and e.g. and i.e. a.m.", "U.S.A. and e.g. and i.e. a.m.", id="short-forms-stay"),
        pytest.param("plan A or B, I am", "plan A or B, I am", id="single-letters-stay"),
        pytest.param("A 1 B 2 C 3", "A 1 B 2 C 3", id="figures-between"),
    ],
)
def test_drawn_together(text: str, read: str) -> None:
    assert drawn_together(fold(text)).text == read


@pytest.mark.parametrize(
    "text",
    [
        "J a c k   T h o r n b u r y was excluded.",
        "We saw M i a  O k a f o r today.",
        "Say hello to G-r-a-c-e Okafor.",
    ],
)
def test_the_whole_name_is_found(text: str) -> None:
    assert any(text[hit.start] in "JMG" and text[hit.start : hit.end][-1] in "yr" for hit in find(text))


def test_a_million_letters_apart_take_one_pass() -> None:
    assert drawn_together(fold("a b " * 250_000)).text.startswith("abab")
