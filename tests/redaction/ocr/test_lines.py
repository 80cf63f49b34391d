"""Rows of blurred ink, without the program that reads letters."""

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from redaction.ocr import Box, Ink
from tests.redaction.ocr.pages import leaning, page


def stretched(picture: Image.Image, blur: float) -> Ink:
    return Ink(ImageOps.autocontrast(picture.filter(ImageFilter.GaussianBlur(blur)), cutoff=0.5))


@pytest.mark.parametrize("blur", [3, 4.4, 6, 8])
@pytest.mark.parametrize("degrees", [0, 4])
def test_a_row_is_where_the_line_was(blur: float, degrees: float) -> None:
    line = page(("Please ring Mia Okafor on 07700 900123",), size=(1240, 200), letters=28)

    rows = stretched(leaning(line, degrees), blur).blurred_rows([])

    assert sum(row.letters for row in rows) >= 12
    assert any(row.box.touches(Box(left=100, top=60, right=400, bottom=80)) for row in rows)


def test_what_was_read_is_no_row() -> None:
    line = page(("Please ring Mia Okafor on 07700 900123",), size=(1240, 200), letters=28)

    assert stretched(line, 4.4).blurred_rows([Box(left=30, top=30, right=600, bottom=110)]) == []


def shapes() -> Image.Image:
    """Bars, a frame, a disc and a rule."""
    picture = Image.new("L", (1240, 700), 255)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((60, 60, 1000, 100), fill=90)
    draw.rectangle((60, 160, 400, 300), outline=0, width=6)
    draw.ellipse((500, 160, 700, 360), fill=60)
    draw.line((60, 420, 1100, 420), fill=0, width=5)
    for across in range(60, 900, 120):
        draw.rectangle((across, 500, across + 60, 680 - across % 150), fill=120)
    return picture


@pytest.mark.parametrize("blur", [0, 1, 3, 6])
def test_shapes_are_no_rows(blur: float) -> None:
    assert stretched(shapes(), blur).blurred_rows([]) == []


def test_noise_is_no_row() -> None:
    assert Ink(Image.effect_noise((1240, 700), 90)).blurred_rows([]) == []
