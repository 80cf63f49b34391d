"""A text with its cuts: the one place where cuts are made in a unit's text."""

import pytest

from gateway.model.message import TextCut, with_cuts


def cut(start: int, end: int, replacement: str = "") -> TextCut:
    return TextCut(unit=0, start=start, end=end, replacement=replacement)


@pytest.mark.parametrize(
    ("cuts", "text"),
    [
        pytest.param((), "Mia met Leila", id="none"),
        pytest.param((cut(0, 3, "[A]"), cut(8, 13, "[B]")), "[A] met [B]", id="in-order"),
        pytest.param((cut(8, 13, "[B]"), cut(0, 3, "[A]")), "[A] met [B]", id="the-other-way-round"),
        pytest.param((cut(0, 7, "[A]"), cut(4, 13, "[B]")), "[A]", id="overlapping"),
        pytest.param((cut(0, 3), cut(3, 3, "x")), "x met Leila", id="beside-another"),
        pytest.param((cut(0, 13),), "", id="all"),
    ],
)
def test_with_cuts(cuts: tuple[TextCut, ...], text: str) -> None:
    assert with_cuts("Mia met Leila", cuts) == text
