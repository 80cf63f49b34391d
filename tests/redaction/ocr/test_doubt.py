"""How much of what was seen is not sure."""

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from redaction.ocr import Box, Ink, Layout, Word, is_one_number, look
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
    [
        (("900123",), 12),
        (("07700", "900123"), 24),
        (("4560",), 12),
        (("123",), 6),
        (("Okafor",), 6),
        (("No.12",), 4),
        (("LS9", "8AG"), 6),
    ],
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


@pytest.mark.parametrize(
    ("left", "right", "apart", "one"),
    [
        ("9001", "23", 3, True),
        ("9001", "23", 9, False),
        ("07700", "900123", 10, False),
        ("9001", "x23", 3, False),
        ("June", "2017", 3, False),
        ("9001", "23", -2, True),
        ("9001", "23", -40, False),
    ],
)
def test_a_number_that_was_taken_apart(left: str, right: str, apart: int, one: bool) -> None:
    assert is_one_number(word(left, 90), word(right, 90, left=50 + apart)) is one


def box_to_tick(*, side: int = 28, thick: int = 3, mark: str = "", blur: float = 0, leans: float = 0) -> Image.Image:
    picture = Image.new("L", (120, 120), 235)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((40, 40, 40 + side, 40 + side), outline=40, width=thick)
    draw.text((46, 40), mark, fill=40, font=ImageFont.load_default(24))
    return picture.rotate(leans, fillcolor=235, resample=Image.Resampling.BICUBIC).filter(
        ImageFilter.GaussianBlur(blur)
    )


def is_empty_box(picture: Image.Image) -> bool:
    return Ink(picture).is_empty_box(Box(left=20, top=20, right=100, bottom=100))


@pytest.mark.parametrize("side", [20, 28, 44])
@pytest.mark.parametrize(("blur", "leans"), [(0, 0), (0.8, 0), (0.5, 1)])
def test_an_empty_box_of_a_form(side: int, blur: float, leans: float) -> None:
    assert is_empty_box(box_to_tick(side=side, blur=blur, leans=leans))
    assert not is_empty_box(box_to_tick(side=side, mark="7", blur=blur, leans=leans))


@pytest.mark.parametrize("letters", [20, 28, 40, 60])
@pytest.mark.parametrize("blur", [0, 0.8, 1.5])
def test_no_letter_is_an_empty_box(letters: int, blur: float) -> None:
    for one in "ABCDEGHMNOPQRSUZabcdeghmnopqsuz0123456789&@#[]()|":
        picture = Image.new("L", (120, 120), 235)
        ImageDraw.Draw(picture).text((45, 30), one, fill=40, font=ImageFont.load_default(letters))

        assert not is_empty_box(picture.filter(ImageFilter.GaussianBlur(blur))), one
