"""How much of what was seen is not sure."""

import pytest
from PIL import Image

from redaction.ocr import Box, Ink, Layout, Word, look
from redaction.ocr.doubt import is_sure, more_letters, unread
from tests.redaction.ocr.pages import page


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


def test_no_more_words_are_looked_at_than_it_takes() -> None:
    asked: list[Box] = []

    class Counted(Ink):
        def is_lettering(self, box: Box) -> bool:
            asked.append(box)
            return super().is_lettering(box)

    picture = page()
    words = [*look(picture, layout=Layout.PAGE)]

    assert more_letters(words, Counted(picture), 11)
    assert len(asked) < 4 < len(words)
    assert not more_letters(words, Ink(picture), 10_000)


def test_specks_are_told_from_what_is_beside_the_box() -> None:
    picture = Image.effect_noise((300, 200), 90)
    boxes = [Box(left=left, top=top, right=left + 61, bottom=top + 23)
             for left in range(-20, 300, 37) for top in range(-9, 200, 29)]  # fmt: skip
    whole = Ink(picture)
    for _ in range(9):
        whole.is_lettering(Box(left=0, top=0, right=300, bottom=200))  # from here on it is cleaned as a whole

    assert [Ink(picture).whole(box) for box in boxes] == [whole.whole(box) for box in boxes]
