"""How much of what was seen is not sure."""

import pytest

from redaction.ocr import Box, Word
from redaction.ocr.doubt import is_sure, unread


def word(text: str, confidence: float, left: int = 0) -> Word:
    return Word(
        text=text, box=Box(left=left, top=0, right=left + 50, bottom=20), confidence=confidence, line=0, block=0
    )


@pytest.mark.parametrize(
    ("text", "confidence", "sure"),
    [
        ("07700", 61, True),
        ("9001|23", 79, False),
        ("9O0123", 79, False),
        ("90\u00b012", 70, False),
        ("9O0123", 81, True),
        ("4/6/2017", 61, True),
        ("\u00a31,200.50", 61, True),
        ("LS9", 61, True),
        ("Okafor", 59, False),
    ],
)
def test_figures_with_odd_signs_are_less_sure(text: str, confidence: float, sure: bool) -> None:
    assert is_sure(word(text, confidence)) is sure


@pytest.mark.parametrize(
    ("texts", "count"),
    [(("900123",), 12), (("07700", "900123"), 22), (("Okafor",), 6), (("No.12",), 4), (("LS9", "8AG"), 6)],
)
def test_figures_that_cannot_be_told_count_twice(texts: tuple[str, ...], count: int) -> None:
    doubted = [word(text, 30, left=100 * at) for at, text in enumerate(texts)]

    assert unread(doubted, []) == (doubted, count)
    assert unread(doubted, [one.box for one in doubted]) == ([], 0)
