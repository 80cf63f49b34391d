"""Scanned letters, newsletters, forms and minutes: how many are held, and what can still be read in the others.

Pages of A4 drawn by code as offices send them, then scanned: at 150, 200 and 300 dots per inch, faint, askew, by
fax, as JPEG, stamped, signed, with a scanner's shadow, copied too often. Those that nobody can read for sure (a page
filled in by hand) must be held. What is cut is what somebody cuts who knows the values and sees only what was read;
the result is searched by tesseract in another size, which knows nothing of either. Run as
`python -m benchmarks.scanned_pages [--only WORDS] [--show]`.
"""

import argparse
import io
import math
import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from benchmarks.ordinary_set.story import Story
from redaction import Cut, Plan, StillThere, Unreadable, read, redact
from redaction.media_types import media_type
from redaction.ocr import read_picture
from tests.redaction.documents.picture_searcher import holds

VALUES: Final = ("Grace Okafor", "07700 900123", "999 123 4560", "LS9 8AG", "4 June 2017")
WIDE, HIGH, DPI = 2480, 3508, 300  # A4, as drawn
_FOLDER: Final = "/usr/share/fonts/truetype/liberation/"
_BODY: Final = (
    "Grace Okafor was seen at home on Monday. She lives at 14 Larch Road, Leeds LS9 8AG.",
    "Her date of birth is 4 June 2017 and her NHS number is 999 123 4560.",
    "Her aunt can be called on 07700 900123 after school.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """One page as it comes out of the scanner."""

    name: str
    data: bytes
    hold: bool = False  # nobody can read it for sure


def _font(points: float, face: str = "Serif-Regular") -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(f"{_FOLDER}Liberation{face}.ttf", points * DPI / 72)


def _set(draw: ImageDraw.ImageDraw, text: str, at: tuple[int, int], width: int, font: ImageFont.FreeTypeFont) -> int:
    """Type a paragraph into a column; where it ends."""
    left, top = at
    step, line = int(font.size * 1.25), ""
    for word in [*text.split(), ""]:
        longer = f"{line} {word}".strip()
        if not word or draw.textlength(longer, font) > width:
            draw.text((left, top), line, fill=20, font=font)
            top, line = top + step, word
        else:
            line = longer
    return top + step // 2


def letter(number: int) -> Image.Image:
    """One column of eleven points."""
    page, story = Image.new("L", (WIDE, HIGH), 255), Story(number)
    draw = ImageDraw.Draw(page)
    draw.text((300, 250), "Northgate Family Support", fill=20, font=_font(16, "Sans-Bold"))
    top = _set(draw, "12 Example Road, Leeds LS1 4AP", (300, 350), 1900, _font(9, "Sans-Regular"))
    for said in ("Dear Mrs Smith,", *_BODY, *(story.paragraph(4) for _ in range(6)), "Yours sincerely,"):
        top = _set(draw, said, (300, top + 20), 1900, _font(11))
    _set(draw, "Janet Smith, Family Support Worker", (300, top + 240), 1900, _font(11))
    return page


def newsletter(number: int) -> Image.Image:
    """Two columns of nine and a half points, a heading over both."""
    page, story = Image.new("L", (WIDE, HIGH), 255), Story(number)
    draw = ImageDraw.Draw(page)
    draw.text((250, 200), "The Northgate News", fill=20, font=_font(30, "Sans-Bold"))
    draw.line((250, 350, 2230, 350), fill=20, width=5)
    said = [story.paragraph(5) for _ in range(12)]
    said[2:2] = _BODY
    said[9:9] = ["Grace Okafor won the prize."]
    column, top = 0, 420
    for number_of, one in enumerate(said):
        if number_of == 7:
            column, top = 1, 420
        left = 250 + column * 1020
        if number_of % 4 == 0:
            draw.text((left, top), "What we did in spring", fill=20, font=_font(13, "Sans-Bold"))
            top += 80
        top = _set(draw, one, (left, top), 950, _font(9.5))
    return page


def form(number: int) -> Image.Image:
    """A form with ruled cells, labels small, answers typed."""
    page, story = Image.new("L", (WIDE, HIGH), 255), Story(number)
    draw = ImageDraw.Draw(page)
    draw.text((250, 200), "Referral form", fill=20, font=_font(20, "Sans-Bold"))
    asked = (
        ("Name of child", VALUES[0]), ("Date of birth", VALUES[4]), ("NHS number", VALUES[2]),
        ("Postcode", VALUES[3]), ("Telephone", VALUES[1]), ("School", "Elm Park Primary"),
        ("Language", "English"), ("Lives with", "Mother"),
        ("Reason", story.paragraph(3)), ("What has been tried", story.paragraph(3)), ("Hopes", story.paragraph(2)),
    )  # fmt: skip
    top = 360
    for label, answer in asked:
        end = _set(draw, answer, (920, top + 24), 1280, _font(10.5))
        draw.text((270, top + 24), label, fill=20, font=_font(9, "Sans-Bold"))
        for box in ((250, top, 900, end), (900, top, 2230, end)):
            draw.rectangle(box, outline=20, width=4)
        top = end
    for row in range(5):
        for at, word in enumerate(("Yes", "No", "Not known", "Not asked")):
            left, high = 270 + 400 * at, top + 100 + 90 * row
            draw.rectangle((left, high, left + 40, high + 40), outline=20, width=4)
            draw.text((left + 60, high - 2), word, fill=20, font=_font(10))
    return page


def minutes(number: int) -> Image.Image:
    """A table with a shaded head and many short cells, under some text."""
    page, story = Image.new("L", (WIDE, HIGH), 255), Story(number)
    draw = ImageDraw.Draw(page)
    top = 250
    for said in ("Core group of 3 March", *_BODY, story.paragraph(4)):
        top = _set(draw, said, (250, top), 1980, _font(10.5, "Sans-Regular"))
    lefts = (250, 500, 1250, 1750, 2230)
    rows = [("No.", "Action", "Who", "By when")]
    rows += [
        (str(at), story.paragraph(1), ("Janet Smith", VALUES[0])[at % 2], f"{at + 3} March") for at in range(1, 9)
    ]
    for at, row in enumerate(rows):
        end = max(_set(draw, said, (left + 15, top + 12), right - left - 30, _font(9.5, "Sans-Regular"))
                  for said, left, right in zip(row, lefts, lefts[1:], strict=False))  # fmt: skip
        if at == 0:
            page.paste(215, (lefts[0], top, lefts[-1], end))
            for said, left in zip(row, lefts, strict=False):
                draw.text((left + 15, top + 12), said, fill=20, font=_font(9.5, "Sans-Bold"))
        for left, right in pairwise(lefts):
            draw.rectangle((left, top, right, end), outline=60, width=3)
        top = end
    return page


LAYOUTS: Final = (letter, newsletter, form, minutes)
Scanner = Callable[[Image.Image], Image.Image]


def _noise(page: Image.Image, share: float, seed: int) -> Image.Image:
    """Grain of the scanner's sensor."""
    rng = random.Random(seed)
    tile = Image.frombytes("L", (500, 500), rng.randbytes(250_000)).filter(ImageFilter.GaussianBlur(0.6))
    whole = Image.new("L", page.size)
    for left in range(0, page.width, 500):
        for top in range(0, page.height, 500):
            whole.paste(tile, (left, top))
    return Image.blend(page, whole, share)


def _tones(page: Image.Image, ink: int, paper: int) -> Image.Image:
    return page.point([round(ink + (paper - ink) * tone / 255) for tone in range(256)])


def faint(page: Image.Image) -> Image.Image:
    """Of a printer that is out of ink."""
    return _noise(_tones(page, 165, 245), 0.06, 1)


def fainter(page: Image.Image) -> Image.Image:
    """The same on grey paper."""
    return _noise(_tones(page, 150, 215), 0.08, 2)


def grey(page: Image.Image) -> Image.Image:
    """As scanners give it: paper is not white, ink not black, edges are soft."""
    return _noise(_tones(page, 40, 236).filter(ImageFilter.GaussianBlur(1.2)), 0.05, 3)


def askew(degrees: float) -> Scanner:
    """Drawn in so, by so many degrees."""
    return lambda page: grey(page.rotate(degrees, fillcolor=255, resample=Image.Resampling.BICUBIC))


def stamped(page: Image.Image) -> Image.Image:
    """A stamp of receipt across the upper right, pale and turned."""
    stamp = Image.new("L", (900, 330), 255)
    draw = ImageDraw.Draw(stamp)
    draw.rectangle((10, 10, 890, 320), outline=120, width=10)
    draw.text((60, 40), "RECEIVED", fill=120, font=_font(26, "Sans-Bold"))
    draw.text((170, 190), "12 MAR 2026", fill=120, font=_font(18, "Sans-Bold"))
    turned = stamp.rotate(8, expand=True, fillcolor=255)
    new = page.copy()
    at = (1500, 120)
    box = (*at, at[0] + turned.width, at[1] + turned.height)
    new.paste(ImageChops.darker(page.crop(box), turned), at)
    return grey(new)


def signed(page: Image.Image) -> Image.Image:
    """A signature and a tick with a pen, near the foot."""
    new, rng = page.copy(), random.Random(5)
    draw = ImageDraw.Draw(new)
    points = [(400 + 14 * at + rng.uniform(-14, 14), 3250 + rng.uniform(-60, 60)) for at in range(45)]
    draw.line(points, fill=60, width=8, joint="curve")
    return grey(new)


def shadowed(page: Image.Image) -> Image.Image:
    """The fold of a book and two holes of a punch at the left edge."""
    new = page.copy()
    fold = Image.linear_gradient("L").rotate(90).resize((160, HIGH))
    new.paste(ImageChops.darker(new.crop((0, 0, 160, HIGH)), fold), (0, 0))
    draw = ImageDraw.Draw(new)
    for top in (1300, 2200):
        draw.ellipse((60, top, 130, top + 70), fill=30)
    return grey(new)


def copied(page: Image.Image) -> Image.Image:
    """Copied too often: letters run thick, with specks."""
    rng = random.Random(6)
    new = page.filter(ImageFilter.MinFilter(3)).filter(ImageFilter.GaussianBlur(1.5))
    draw = ImageDraw.Draw(new)
    for _ in range(1500):
        x, y = rng.randrange(WIDE), rng.randrange(HIGH)
        draw.ellipse((x, y, x + rng.randrange(2, 6), y + rng.randrange(2, 6)), fill=40)
    return _noise(new, 0.04, 4)


def filled_by_hand(page: Image.Image) -> Image.Image:
    """Lines of a pen that nobody's program reads, under what is printed."""
    new, rng = page.copy(), random.Random(8)
    draw = ImageDraw.Draw(new)
    draw.rectangle((0, 2600, WIDE, HIGH), fill=255)
    for line in range(4):
        for word in range(7):
            left, top = 300 + word * 270, 2750 + line * 160
            points = [(left + at * 8 + rng.uniform(-4, 4), top + math.sin(at * 1.05) * rng.uniform(18, 42))
                      for at in range(25)]  # fmt: skip
            draw.line(points, fill=50, width=7)
    return grey(new)


def _at(page: Image.Image, dpi: int) -> Image.Image:
    size = (round(WIDE * dpi / DPI), round(HIGH * dpi / DPI))
    return page if dpi == DPI else page.resize(size, Image.Resampling.BICUBIC)


def _file(page: Image.Image, dpi: int, quality: int | None) -> bytes:
    out = io.BytesIO()
    if page.mode == "1":
        page.save(out, "TIFF", dpi=(dpi, dpi), compression="group4")
    else:
        page.save(out, "JPEG" if quality else "PNG", quality=quality or 0, dpi=(dpi, dpi))
    return out.getvalue()


def scans(only: str = "") -> Iterator[Scan]:
    """Those with one of these words in their name."""

    def wanted(name: str) -> bool:
        return not only or any(word in name for word in only.split(","))

    ways: tuple[tuple[str, Scanner, int, int | None], ...] = (
        ("grey-150", grey, 150, 75), ("grey-200", grey, 200, 75), ("grey-300", grey, 300, 75),
        ("clean-200", _same, 200, None), ("faint-200", faint, 200, 80), ("fainter-200", fainter, 200, 80),
        ("askew-1", askew(1), 200, 75), ("askew-2", askew(-2), 200, 75), ("askew-3", askew(3), 200, 75),
        ("stamped", stamped, 200, 75), ("signed", signed, 200, 75), ("shadowed", shadowed, 200, 75),
        ("copied", copied, 200, 75), ("poor-jpeg", grey, 200, 25),
    )  # fmt: skip
    drawn = [(layout.__name__, layout(number)) for number, layout in enumerate(LAYOUTS, 1)]
    for name, scanner, dpi, quality in ways:
        for layout, page in drawn:
            if not wanted(f"{layout} {name}"):
                continue
            yield Scan(name=f"{layout} {name}", data=_file(_at(scanner(page), dpi), dpi, quality))
    for layout, page in drawn:
        if not wanted(f"{layout} fax"):
            continue
        tones = _at(grey(page), 200).point(lambda tone: 255 if tone > 150 else 0)
        yield Scan(name=f"{layout} fax", data=_file(tones.convert("1", dither=Image.Dither.NONE), 200, None))
    for layout, page in drawn:
        if not wanted(f"{layout} by-hand"):
            continue
        by_hand = _file(_at(filled_by_hand(page), 200), 200, 75)
        yield Scan(name=f"{layout} by-hand", data=by_hand, hold=True)


def _same(page: Image.Image) -> Image.Image:
    return page


def outcome(scan: Scan) -> str:
    """Held and why; passed; or passed with what."""
    kind = media_type(scan.data)
    try:
        document = read(scan.data, kind)
        found = re.compile("|".join(value.replace(" ", r"\s*") for value in VALUES))
        cuts = tuple(
            Cut(unit=unit.id, start=match.start(), end=match.end(), replacement="[Person 1]")
            for unit in document.units
            for match in found.finditer(unit.text)
        )
        written = redact(scan.data, kind, Plan(cuts=cuts)).data
    except StillThere:
        return "held: still there"
    except Unreadable as error:
        return f"held: {error}"
    left = [value for value in VALUES if holds(written, value)]
    return f"PASSED WITH {', '.join(left)}" if left else "passed"


def _doubts(scan: Scan) -> str:
    """What could not be told, for who wants to mend it."""
    with Image.open(io.BytesIO(scan.data)) as image:
        dpi = round(image.info["dpi"][0])
        seen = read_picture(image, dpi=dpi)
    words = [word for word in (*seen.words, *seen.again) if word.box in seen.unread]
    said = " ".join(f"{word.text}({word.confidence:.0f})" for word in words)
    rows = [box for box in seen.unread if all(word.box != box for word in words)]
    return (
        f"{seen.unread_letters} letters: {said}; rows {[(one.left, one.top, one.right, one.bottom) for one in rows]}"
    )


def main() -> None:
    """Print one row a page, and the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--only", default="", help="pages with one of these words, with commas between, in their name"
    )
    parser.add_argument("--show", action="store_true", help="what could not be told, instead of redacting")
    given = parser.parse_args()
    counts: dict[str, int] = {}
    for scan in scans(given.only):
        begun = time.process_time()
        said = _doubts(scan) if given.show else outcome(scan)
        wrong = scan.hold and not given.show and not said.startswith("held")
        print(
            f"{scan.name:<28}{time.process_time() - begun:6.1f} s  {said}{'  MUST BE HELD' if wrong else ''}",
            flush=True,
        )
        word = ("by hand, " if scan.hold else "") + said.partition(" ")[0]
        counts[word] = counts.get(word, 0) + 1
    if not given.show:
        print(counts)


if __name__ == "__main__":
    main()
