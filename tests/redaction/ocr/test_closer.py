"""A closer look: what is cut out of a picture, and where its words stand there."""

import pytest
from PIL import Image, ImageDraw

from redaction.ocr import Box, Ink, Word, look
from redaction.ocr.closer import Closer
from redaction.ocr.ink import unruled
from redaction.ocr.program import Layout
from tests.redaction.ocr.pages import page


def box(left: int, top: int, width: int = 60, height: int = 20) -> Box:
    return Box(left=left, top=top, right=left + width, bottom=top + height)


def word(at: Box) -> Word:
    return Word(text="x", box=at, confidence=90.0, line=0, block=0)


def test_words_come_back_to_where_they_stood() -> None:
    closer = Closer(Image.new("L", (1000, 600), 255), [box(100, 100), box(300, 104), box(500, 400)])

    assert [(one.left, one.top, one.right, one.bottom) for one in closer.areas] == [
        (0, 91, 560, 133),
        (300, 391, 760, 429),
    ]
    first, second = closer.in_picture((word(box(200, 18, 120, 40)), word(box(400, 142, 120, 40))), 7)
    assert (first.box, first.line) == (box(100, 100), 7)
    assert second.box == box(500, 400)


@pytest.mark.parametrize("boxes", [[], [box(10, 60 * at) for at in range(9)]], ids=["none", "too-many"])
def test_not_looked_closer(boxes: list[Box]) -> None:
    assert Closer(Image.new("L", (800, 800), 255), boxes).sheet is None


def table() -> Image.Image:
    picture = page()
    draw = ImageDraw.Draw(picture)
    for across in (40, 420, 800, 1180):
        draw.line((across, 20, across, 680), fill=0, width=3)
    for down in range(20, 700, 60):
        draw.line((40, down, 1180, down), fill=0, width=3)
    return picture


def test_rules_go_and_letters_stay() -> None:
    plain = page()

    without = unruled(table())

    # Off the crossings every pixel of a letter is there still.
    assert without.crop((60, 40, 400, 76)).tobytes() == plain.crop((60, 40, 400, 76)).tobytes()
    assert max(without.crop((1178, 30, 1183, 670)).getextrema()) == 255
    assert without.getpixel((1180, 300)) == 255
    assert unruled(plain).tobytes() == plain.tobytes()


def test_paper_beside_letters_is_no_ink() -> None:
    picture = page()
    boxes = [one.box for one in look(picture, layout=Layout.PAGE)]

    assert not Ink(picture).outside(boxes)
    assert Ink(picture).outside(boxes[1:])
