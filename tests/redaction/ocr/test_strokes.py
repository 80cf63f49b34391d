"""Pictures without a stroke: told quickly, and never one in which letters stand."""

import io
import random

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageOps

from redaction.ocr import read_picture
from redaction.ocr.strokes import finest
from tests.redaction.ocr.pages import page, scan

SIZE = (1600, 1200)


def photograph(number: int, grain: float = 0.12) -> Image.Image:
    """Large soft shapes under the grain of a camera."""
    rng = random.Random(number)
    shapes = Image.frombytes("RGB", (16, 12), rng.randbytes(16 * 12 * 3)).resize(SIZE, Image.Resampling.BICUBIC)
    grains = Image.frombytes("RGB", (400, 300), rng.randbytes(400 * 300 * 3)).resize(SIZE)
    return as_jpeg(Image.blend(shapes, grains, grain))


def as_jpeg(picture: Image.Image) -> Image.Image:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88)
    return Image.open(out).convert("RGB")


def written_on(picture: Image.Image, text: str, *, size: float, contrast: int, turned: float = 0) -> Image.Image:
    """With letters that are by so much lighter, or darker, than what is behind them."""
    mask = Image.new("L", picture.size, 0)
    ImageDraw.Draw(mask).text((300, 500), text, fill=abs(contrast), font=ImageFont.load_default(size))
    mask = mask.rotate(turned)
    by = Image.merge("RGB", (mask, mask, mask))
    return as_jpeg((ImageChops.add if contrast > 0 else ImageChops.subtract)(picture, by))


def strokes(picture: Image.Image) -> int | None:
    return finest(ImageOps.autocontrast(picture.convert("L"), cutoff=0.5, ignore=0))


@pytest.mark.parametrize("number", [1, 2])
def test_in_a_photograph_without_letters_no_word_comes_up(number: int) -> None:
    picture = photograph(number)
    seen = read_picture(picture)

    assert (strokes(picture) or 99) >= 4
    assert (seen.words, seen.again, seen.legible) == ((), (), True)


@pytest.mark.parametrize("even", [True, False])
@pytest.mark.parametrize("turned", [0, 90, 180, 12])
@pytest.mark.parametrize(("size", "contrast"), [(11, 90), (14, -70), (20, 60), (32, -50), (48, 50), (64, -60)])
def test_small_letters_on_a_photograph_are_looked_at(size: int, contrast: int, turned: int, even: bool) -> None:
    ground = Image.new("RGB", SIZE, (120, 130, 140)) if even else photograph(1)
    picture = written_on(ground, "Grace Okafor 07700 900123", size=size, contrast=contrast, turned=turned)

    assert (strokes(picture) or 99) <= 2


@pytest.mark.parametrize("size", [90, 160, 300])
@pytest.mark.parametrize("contrast", [110, -110])
def test_large_letters_are_read(size: int, contrast: int) -> None:
    seen = read_picture(written_on(Image.new("RGB", SIZE, (128, 130, 140)), "Mia Roe", size=size, contrast=contrast))

    assert "Mia" in " ".join(word.text for word in (*seen.words, *seen.again))


@pytest.mark.parametrize("pale", [20, 120, 225])
def test_pages_are_looked_at(pale: int) -> None:
    assert strokes(page(ink=pale)) == 1
    assert strokes(scan().rotate(3, fillcolor=255)) == 1


@pytest.mark.parametrize("size", [(1, 1), (15, 400), (400, 15), (17, 17)])
def test_a_picture_too_small_to_tell_is_looked_at(size: tuple[int, int]) -> None:
    marked = Image.new("L", size, 255)
    marked.paste(0, (0, 0, size[0] // 2, size[1] // 2))

    assert finest(marked) == 1 or min(size) > 16


@pytest.mark.parametrize("at", [(0, 0), (1590, 0), (0, 1190), (800, 1190), (1590, 600)])
def test_letters_at_the_edges_count(at: tuple[int, int]) -> None:
    picture = Image.new("L", (1607, 1209), 200)
    ImageDraw.Draw(picture).text(at, "Mia", fill=20, font=ImageFont.load_default(16))

    assert finest(picture) == 1


def test_dark_letters_on_a_shade_beside_white_are_read() -> None:
    """Stretched for the first look, the shade becomes as black as they are."""
    sheet = Image.new("RGB", (1500, 2200), "white")
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((0, 0, 900, 400), fill=(114, 159, 207))
    draw.text((40, 40), "The plan of Zebedee", fill="black", font=ImageFont.load_default(48))

    seen = read_picture(sheet)

    assert "Zebedee" in {word.text for word in (*seen.words, *seen.again)} or not seen.legible
