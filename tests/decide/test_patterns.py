"""Patterns: what fits, what does not, and that time grows with the text alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.decide.patterns import MAX_LENGTH, MAX_STARS, fault_in, is_address, stands_in


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        pytest.param("urgent", "URGENT: please", True, id="case"),
        pytest.param("urgent", "not so urgently", False, id="half-a-word"),
        pytest.param("urgent*", "not so urgently", True, id="a-word-begun"),
        pytest.param("*gent", "urgent", True, id="a-word-ended"),
        pytest.param("exclusion letter", "Exclusion\u00a0 letter", True, id="spaces"),
        pytest.param("exclusion letter", "exclu\u00adsion le\u200btter", True, id="unseen-characters"),
        pytest.param("resume", "résumé", True, id="accents"),
        pytest.param("a*b*c", "a x b y c", True, id="stars"),
        pytest.param("a*b*c", "c b a", False, id="stars-in-order"),
        pytest.param("cat*cat", "cat", False, id="pieces-do-not-overlap"),
        pytest.param("in*in", "begin in within in", True, id="a-later-place-fits"),
        pytest.param("(ref)", "our (ref) 7", True, id="signs-are-signs"),
        pytest.param("ref.", "refs", False, id="a-dot-is-a-dot"),
        pytest.param("urgent", "", False, id="no-text"),
    ],
)
def test_stands_in(pattern: str, text: str, fits: bool) -> None:
    assert stands_in(pattern, text) is fits


@pytest.mark.parametrize(
    ("pattern", "address", "fits"),
    [
        pytest.param("jo@elm.example", "Jo@ELM.example", True, id="case"),
        pytest.param("jo@elm.example", "jo+news@elm.example", True, id="tag"),
        pytest.param("*@elm.example", "head@elm.example", True, id="whoever"),
        pytest.param("*@elm.example", "head@sub.elm.example", False, id="another-domain"),
        pytest.param("*@*.elm.example", "head@sub.elm.example", True, id="whatever-sub-domain"),
        pytest.param("jo@elm.example", "jo@elm.example.evil.example", False, id="no-more-behind"),
        pytest.param("a*a@x", "a@x", False, id="pieces-do-not-overlap"),
        pytest.param("*@elm.example", "", False, id="the-null-sender"),
    ],
)
def test_is_address(pattern: str, address: str, fits: bool) -> None:
    assert is_address(pattern, address) is fits


def test_a_pattern_made_to_take_long_does_not() -> None:
    text = "a" * 200_000  # a backtracking matcher would need longer than the sun has
    assert not stands_in("*".join(["a"] * MAX_STARS) + "b", text)
    assert not is_address("*a" * MAX_STARS + "@x", text)


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("x" * MAX_LENGTH, ""),
        ("x" * (MAX_LENGTH + 1), "at most 200"),
        ("*x" * MAX_STARS, ""),
        ("*x" * (MAX_STARS + 1), "at most 8"),
        ("* *", "at least one letter"),
    ],
)
def test_faults(pattern: str, fault: str) -> None:
    assert fault in fault_in(pattern)
    assert bool(fault_in(pattern)) is bool(fault)


@given(st.text(max_size=60))
def test_a_text_holds_itself(text: str) -> None:
    assert stands_in(text.replace("*", ""), text.replace("*", ""))
