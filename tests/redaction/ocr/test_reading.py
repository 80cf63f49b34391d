"""Words in pictures, by the program that is really there."""

import math
import random
import struct

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from redaction.isolate.programs import NotRun, run
from redaction.ocr import Box, Confinement, Layout, confinement, look, program, read_ahead, read_picture, seen_before
from redaction.ocr.straight import Straight
from redaction.ocr.words import NoTable, from_table
from tests.redaction.isolate.namespaces import CONFINEMENTS
from tests.redaction.ocr.pages import LETTER, leaning, page, scan

HEAD = b"level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_letter_whichever_way_up(turned: int) -> None:
    picture = page().rotate(turned, expand=True)

    seen = read_picture(picture, dpi=200)

    assert "\n".join(LETTER).split() == seen.text.split()
    assert seen.sure == seen.words
    assert seen.legible


def test_the_box_of_a_word_holds_its_ink_and_nothing_else() -> None:
    picture = page(("one", "Okafor", "three"))

    word = next(word for word in look(picture, layout=Layout.PAGE) if word.text == "Okafor")

    box = word.box.grown(3)
    empty = picture.copy()
    empty.paste(255, (box.left, box.top, box.right, box.bottom))
    assert [word.text for word in look(empty, layout=Layout.PAGE)] == ["one", "three"]


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(page(ink=225), id="pale"),
        pytest.param(page(ink=255, paper=30), id="white-on-black"),
        pytest.param(page(size=(600, 200), letters=11), id="small"),
        pytest.param(page().convert("RGB"), id="colours"),
        pytest.param(page().convert("1"), id="fax"),
        pytest.param(page(size=(900, 380), letters=24).crop((58, 40, 900, 380)), id="at-the-edge"),
    ],
)
def test_hard_ones(picture: Image.Image) -> None:
    assert "999 123 4560" in read_picture(picture).text


def test_a_picture_larger_than_is_shown_keeps_its_own_pixels() -> None:
    picture = page().resize((6200, 3500)).crop((0, 0, 6200, 4200))

    word = next(word for word in look(picture, dpi=1000, layout=Layout.PAGE) if word.text == "Okafor")

    assert word.box.touches(Box(left=1000, top=500, right=1500, bottom=800))


@pytest.mark.parametrize("turned", [0, 180])
def test_a_number_on_a_leaning_page_is_no_two_numbers(turned: int) -> None:
    picture = leaning(scan(), 2).rotate(turned)

    seen = read_picture(picture, dpi=200)

    assert "07700 900123" in seen.text
    assert "999 123 4560" in seen.text
    assert seen.legible


@pytest.mark.parametrize(("degrees", "turned"), [(5, 0), (-3, 0), (2, 90)])
def test_the_boxes_of_a_leaning_page_hold_its_ink_and_nothing_else(degrees: float, turned: int) -> None:
    picture = leaning(page(("one", "two three Okafor four five", "six seven eight nine ten")), degrees)
    picture = picture.rotate(turned, expand=True)

    word = next(word for word in read_picture(picture, dpi=200).words if word.text == "Okafor")

    box = word.box.grown(3)
    picture.paste(255, (box.left, box.top, box.right, box.bottom))
    left = " ".join(read_picture(picture, dpi=200).text.split())
    assert left == "one two three four five six seven eight nine ten"


def test_a_page_that_lies_straight_is_not_turned() -> None:
    picture = page()

    straight = Straight(picture, look(picture, layout=Layout.PAGE), 255)

    assert straight.picture is None
    assert straight.in_picture(()) == ()


def scribble(words: int) -> Image.Image:
    """What looks like handwriting, and nobody can read."""
    chance = random.Random(7)
    picture = Image.new("L", (1240, 400), 255)
    draw = ImageDraw.Draw(picture)
    for number in range(words):
        left, top = 60 + number % 8 * 140, 60 + number // 8 * 90
        points = [
            (left + step * 4 + chance.uniform(-2, 2), top + math.sin(step * 1.05) * chance.uniform(8, 20))
            for step in range(25)
        ]
        draw.line(points, fill=30, width=3)
    return picture


def noisy(picture: Image.Image) -> Image.Image:
    return Image.blend(picture, Image.effect_noise(picture.size, 90), 0.4)


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(scribble(24), id="handwriting"),
        pytest.param(page().filter(ImageFilter.GaussianBlur(4)), id="out-of-focus"),
        pytest.param(noisy(page().resize((620, 350)).rotate(4, fillcolor=180)), id="a-phone-in-the-dark"),
        pytest.param(page(size=(300, 100), letters=6), id="too-small"),
    ],
)
def test_letters_that_nobody_can_tell(picture: Image.Image) -> None:
    assert not read_picture(picture).legible


def one_line(letters: float, blur: float, *, below: tuple[str, ...] = ()) -> Image.Image:
    picture = page(("Please ring Mia Okafor on 07700 900123",), size=(1240, 200), letters=letters)
    picture = picture.filter(ImageFilter.GaussianBlur(blur))
    whole = page(("", "", *below), letters=30)
    whole.paste(picture, (0, 0))
    return whole if below else picture


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(one_line(28, 4.4), id="no-letter-seen"),
        pytest.param(one_line(28, 6), id="more"),
        pytest.param(one_line(20, 3.5), id="small"),
        pytest.param(leaning(one_line(28, 4.4), 4), id="askew"),
        pytest.param(one_line(28, 5, below=LETTER[3:]), id="above-what-is-read"),
    ],
)
def test_a_blurred_line_is_not_taken_for_nothing(picture: Image.Image) -> None:
    seen = read_picture(picture, dpi=200)

    assert seen.legible is ("07700 900123" in seen.text and "Mia Okafor" in seen.text)
    assert any(box.touches(Box(left=60, top=50, right=500, bottom=90)) for box in seen.unread) is not seen.legible


def pen(blur: float) -> Image.Image:
    """A signature on its line, and a solid bar."""
    chance = random.Random(3)
    picture = Image.new("L", (1240, 700), 255)
    draw = ImageDraw.Draw(picture)
    points = [(100 + 8 * at + chance.uniform(-9, 9), 200 + chance.uniform(-30, 30)) for at in range(50)]
    draw.line(points, fill=30, width=5, joint="curve")
    draw.line((60, 270, 900, 270), fill=30, width=3)
    draw.rectangle((60, 500, 900, 540), fill=90)
    return picture.filter(ImageFilter.GaussianBlur(blur))


@pytest.mark.parametrize("ground", ["#729fcf", "#2f5597", "#7f7f7f", "#70ad47", "#c00000", "#ffd966"])
@pytest.mark.parametrize("ink", ["black", "white"])
def test_letters_on_a_shaded_ground(ground: str, ink: str) -> None:
    picture = page().convert("RGB").resize((1240, 700)).crop((0, 0, 1240, 800))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 700, 1240, 800), fill="white")
    draw.rectangle((40, 710, 1200, 780), fill=ground)
    draw.text((60, 725), "Zebedee Quillfeather", fill=ink, font=ImageFont.load_default(30))

    seen = read_picture(picture, dpi=200)

    pale = ground == "#ffd966" and ink == "white"  # as good as invisible to anybody
    assert pale or any("Quillfeather" in word.text for word in (*seen.words, *seen.again)) or not seen.legible


def meadow() -> Image.Image:
    """A photograph's tones: colours that run into each other, and texture."""
    light = Image.radial_gradient("L").resize((500, 400))
    return Image.blend(light, Image.effect_noise((500, 400), 120), 0.5)


def logo() -> Image.Image:
    picture = Image.new("RGB", (180, 60), "white")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((6, 6, 54, 54), fill="teal")
    draw.polygon(((20, 40), (30, 16), (40, 40)), fill="white")
    draw.text((64, 14), "Northgate", fill="teal", font=ImageFont.load_default(24))
    return picture


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(meadow(), id="photograph"),
        pytest.param(logo(), id="logo"),
        pytest.param(page(), id="page"),
        pytest.param(pen(0.3), id="signature-and-bar"),
        pytest.param(pen(1), id="the-same-scanned"),
    ],
)
def test_what_is_everyday_is_not_held(picture: Image.Image) -> None:
    assert read_picture(picture).legible


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (30_000, 1), (1, 30_000), (40, 40)])
def test_nothing_to_be_seen(size: tuple[int, int]) -> None:
    assert read_picture(Image.new("RGB", size)).words == ()


def test_it_is_confined_here() -> None:
    assert confinement() is not Confinement.NONE


@pytest.mark.parametrize("how", CONFINEMENTS)
def test_either_confinement_lets_it_work(how: Confinement) -> None:
    with open("/dev/null", "rb") as nothing:
        said = run(program._PROGRAM, how, ("--version",), nothing.fileno(), 20)

    assert said.startswith(b"tesseract ")


def asked(*sizes: tuple[int, int], pixels: bytes | None = None) -> bytes:
    pictures = [
        program.Grey(pixels=bytes(width * height) if pixels is None else pixels, width=width, height=height)
        for width, height in sizes
    ]
    return program.request(pictures, dpi=200, layout=Layout.PAGE)


@pytest.mark.parametrize(
    "request_made",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(asked((0, 0)), id="no-size"),
        pytest.param(asked((2, 2)) + b"\0", id="too-many"),
        pytest.param(asked((2, 2), (3, 3))[:-1], id="too-few"),
        pytest.param(asked(), id="no-picture"),
        pytest.param(asked(*[(1, 1)] * 201), id="too-many-pictures"),
        pytest.param(struct.pack(">HBH", 200, 99, 1) + asked((2, 2))[5:], id="no-such-layout"),
        pytest.param(asked((31_000, 31_000), pixels=b""), id="too-large"),
        pytest.param(asked((31_000, 2_000)), id="too-many-pixels"),
    ],
)
def test_no_request(request_made: bytes) -> None:
    with pytest.raises(NotRun):
        program.recognise(request_made)


def grey(picture: Image.Image) -> program.Grey:
    return program.Grey(pixels=picture.tobytes(), width=picture.width, height=picture.height)


@pytest.mark.parametrize("layout", [Layout.PAGE, Layout.SCATTERED])
def test_pictures_that_are_shown_together_are_read_as_each_alone(layout: Layout) -> None:
    pictures = [grey(one) for one in (page(), Image.new("L", (51, 43), 255), page(("Mia Roe",), size=(301, 99)))]

    together = program.tables(program.recognise(program.request(pictures, dpi=200, layout=layout)))

    def words(table: bytes) -> list[tuple[str, Box]]:
        return [(word.text, word.box) for word in from_table(table, width=1240, height=700)]

    alone = [program.recognise(program.request([one], dpi=200, layout=layout)) for one in pictures]
    assert [words(table) for table in together] == [words(table) for table in alone]
    assert [bool(words(table)) for table in together] == [True, False, True]


def test_what_was_read_ahead_is_not_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    pictures = [page(("Mia Roe", name), size=(600, 200)) for name in ("Ada", "Grace", "Una")]
    read_ahead((one, 200) for one in pictures)
    monkeypatch.setattr(program, "confinement", lambda: Confinement.NONE)  # from here on nothing can be read

    assert [read_picture(one, dpi=200).text.split()[2] for one in pictures] == ["Ada", "Grace", "Una"]
    assert seen_before(pictures[2].convert("RGB")) == read_picture(pictures[2], dpi=200)
    assert seen_before(page(("Mia Roe", "Eva"), size=(600, 200))) is None


@pytest.mark.parametrize(
    "row",
    [
        b"5\t1\t1\t1\t1\t1\tx\t1\t1\t1\t96\tword",
        b"5\t1\t1\t1\t1\t1\t1\t1\t1\t96\tword",
        b"5\t1\t1\t1\t1\t1\t1\t1\t1\t1\tnan\tword",
        b"5\t1\t1\t1\t1\t1\t1\t1\t1\t1\t96\t" + b"w" * 301,
        b"5\t1\t1\t1\t1\t1\t1\t1\t1\t1\t96\t\xff",
    ],
)
def test_no_table(row: bytes) -> None:
    with pytest.raises(NoTable):
        from_table(HEAD + row + b"\n", width=10, height=10)


def test_a_table_is_believed_only_within_the_picture() -> None:
    rows = b"5\t1\t1\t1\t1\t1\t-5\t2\t100\t100\t140\ta\x1b[2Jb\n5\t1\t1\t1\t1\t2\t20\t2\t5\t5\t96\tout\n"

    words = from_table(HEAD + rows, width=10, height=10)

    assert [(word.text, word.box, word.confidence) for word in words] == [
        ("a[2Jb", Box(left=0, top=2, right=10, bottom=10), 100.0)
    ]
