"""Whether a kept phrase is met, however somebody typed it (CONS-7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.registers.phrases import squeezed, stands_in, stemmed, words


@pytest.mark.parametrize(
    ("phrase", "text", "met"),
    [
        pytest.param("Maple House", "She moved to Maple House in May.", True, id="as-written"),
        pytest.param("Maple House", "she moved to MAPLE  house", True, id="case-and-spaces"),
        pytest.param("Maple House", "Maple\r\nHouse", True, id="over-a-line-end"),
        pytest.param("Maple House", "> they said Maple\n> House is full", True, id="over-a-quoted-line-end"),
        pytest.param("Maple House", ">> Maple\n> > House", True, id="quoted-twice"),
        pytest.param("Maple House", "Maple\u00a0House", True, id="no-break-space"),
        pytest.param("Maple House", "Ma\u00adple Ho\u200buse", True, id="invisible-characters"),
        pytest.param("Maple House", "“Maple” ‘House’", True, id="in-quotation-marks"),
        pytest.param("Maple House", "Maple-House", True, id="hyphen"),
        pytest.param("Maple House", "Maple_-_House", True, id="underline"),
        pytest.param("Maple House", "Maple House's garden", True, id="of-the-house"),
        pytest.param("O’Neill", "o'neill", True, id="curly-apostrophe"),
        pytest.param("O'Neill", "ONeill", True, id="no-apostrophe"),
        pytest.param("Zoë Ångström", "ZOE\u0308 ANGSTROM", True, id="accents"),
        pytest.param("Ｍａｐｌｅ House", "maple house", True, id="full-width"),
        pytest.param("the caller, at no. 12", "The caller at No 12", True, id="punctuation"),
        pytest.param("ana", "a banana", False, id="within-a-word"),
        pytest.param("Maple House", "Maple Tree House", False, id="another-word-between"),
        pytest.param("Maple House", "", False, id="empty-text"),
        pytest.param("", "anything", False, id="empty-phrase"),
        pytest.param("…", "anything", False, id="no-word-in-it"),
    ],
)
def test_stands_in(phrase: str, text: str, met: bool) -> None:
    assert stands_in(words(phrase), words(text)) is met


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_a_phrase_with_a_word_is_met_between_any_others(before: str, phrase: str, after: str) -> None:
    plain = words(phrase)

    assert stands_in(plain, words(f"{before} . {phrase} . {after}")) is bool(plain.strip())


@given(st.text(max_size=60))
def test_words_are_one_space_apart(text: str) -> None:
    found = words(text)

    assert found == " " + " ".join(found.split()) + " " or found == "  "


@pytest.mark.parametrize(
    ("phrase", "text", "met"),
    [
        pytest.param("the caller from Larch Road", "callers from Larch Rd rang", True, id="plural-and-short"),
        pytest.param("who called the police", "who was calling police", False, id="another-word-between"),
        pytest.param("called police", "calls the police", True, id="tense-and-article"),
        pytest.param("stopped paying rent", "stops pay rent", True, id="doubled-letter"),
        pytest.param("moved families", "moving family", True, id="silent-e-and-y"),
        pytest.param("P 12 report", "p 12 reports", True, id="numbers-stay"),
        pytest.param("Maple House", "Maple Horse", False, id="another-word"),
    ],
)
def test_other_forms_of_the_words(phrase: str, text: str, met: bool) -> None:
    assert (stemmed(words(phrase)) in stemmed(words(text))) is met


def test_words_run_together() -> None:
    assert squeezed(words("Maple House")) in squeezed(words("our_mapleHouse-map.txt"))
