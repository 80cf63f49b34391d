"""Scans and pages that only their look can tell: read by OCR, painted over, searched by OCR again."""

import io
import re
import subprocess
import tempfile
from pathlib import Path

import pymupdf
import pytest
from PIL import Image, ImageDraw, ImageFont

from redaction import Cut, Plan, Redacted, Unreadable, read, redact
from tests.redaction.documents.hiding_pdf import attached, form, two_byte
from tests.redaction.documents.lying_font import lying
from tests.redaction.documents.pdf_builders import NAME, PLAIN, pdf, shown, stream
from tests.redaction.documents.pdf_searcher import recovered
from tests.redaction.documents.searcher import squeezed

KIND = "application/pdf"
FIRST, LAST = NAME.split()
VALUE = re.compile(r"[\W_]*".join(NAME.replace(" ", "")), re.IGNORECASE)


def picture(*lines: str, size: tuple[int, int] = (1240, 420), mode: str = "L") -> Image.Image:
    """Lines of type, as a scanner gives them at 150 dots per inch."""
    made = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(made)
    for number, line in enumerate(lines):
        draw.text((60, 40 + 70 * number), line, fill="black", font=ImageFont.load_default(40))
    return made.convert(mode)


def jpeg(made: Image.Image, *, described: str = "") -> bytes:
    out = io.BytesIO()
    if described:
        exif = Image.Exif()
        exif[0x010E] = described
        made.save(out, "JPEG", quality=85, exif=exif)
    else:
        made.save(out, "JPEG", quality=85)
    return out.getvalue()


def pictured(*lines: str) -> bytes:
    """A page that is one picture of these lines."""
    with pymupdf.open() as document:
        page = document.new_page(width=595, height=202)
        page.insert_image(page.rect, stream=jpeg(picture(*lines)))
        made: bytes = document.tobytes()
    return made


def scan(*, layer: str = "", described: str = "", rotation: int = 0) -> bytes:
    """A page that is one picture; *layer*: invisible letters over it, as scanners write them."""
    with pymupdf.open() as document:
        page = document.new_page(width=595, height=202)
        page.insert_image(page.rect, stream=jpeg(picture(PLAIN, f"Seen: {NAME}, at home."), described=described))
        if layer:
            page.insert_text((30, 60), layer, render_mode=3)
        page.set_rotation(rotation)
        made: bytes = document.tobytes()
    return made


def mixed(*, clipped: bool = False) -> bytes:
    """A letter with a picture in it; *clipped*: half of the picture lies outside of the page."""
    out = io.BytesIO()
    picture(f"{NAME} School", size=(900, 120)).save(out, "PNG")
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_text((72, 72), PLAIN)
        left = 400 if clipped else 72
        page.insert_image(pymupdf.Rect(left, 200, left + 400, 253), stream=out.getvalue())
        made: bytes = document.tobytes()
    return made


def strips() -> bytes:
    """A scan that was cut into strips, through the letters."""
    whole = picture(PLAIN, f"Seen: {NAME}, at home.", "The worker was at home with them.")
    with pymupdf.open() as document:
        page = document.new_page(width=595, height=202)
        for top in range(0, 420, 70):
            piece = whole.crop((0, top, 1240, top + 70))
            page.insert_image(pymupdf.Rect(0, top * 0.48, 595, (top + 70) * 0.48), stream=jpeg(piece))
        made: bytes = document.tobytes()
    return made


def pattern() -> bytes:
    return pdf(
        "/Pattern cs /P0 scn 0 0 595 842 re f",
        resources="/Pattern << /P0 10 0 R >>",
        objects={
            10: stream(
                shown(f"Seen: {NAME}, at home.", at=(72, 500), size=14),
                "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 595 700] /XStep 595 /YStep 700"
                " /Resources << /Font << /F1 5 0 R >> >>",
            )
        },
    )


def soft_mask() -> bytes:
    group = "/Group << /S /Transparency /CS /DeviceGray >>"
    return pdf(
        "q /GS0 gs 0 0 595 700 re f Q",
        resources="/ExtGState << /GS0 << /SMask << /S /Luminosity /G 10 0 R >> >> >>",
        objects={10: form(NAME, group).replace(b"BT", b"1 g BT")},
    )


SEEN = {
    "scan": scan(),
    "scan-with-a-layer-of-letters": scan(layer=f"Seen: {NAME}"),
    "scan-turned": scan(rotation=90),
    "scan-with-words-in-its-data": scan(described=NAME),
    "scan-in-strips": strips(),
    "picture-in-a-letter": mixed(),
    "picture-half-outside-of-the-page": mixed(clipped=True),
    "pattern": pattern(),
    "font-that-lies": lying(),
    "map-that-gives-a-whole-name": two_byte({3: "M", 4: NAME}, text="Mx"),
}
QUICK = ("scan-with-words-in-its-data", "picture-in-a-letter", "font-that-lies")


def cut_everything(data: bytes) -> Redacted:
    cuts = tuple(
        Cut(unit=unit.id, start=found.start(), end=found.end(), replacement="[Person 1]")
        for unit in read(data, KIND).units
        for found in VALUE.finditer(unit.text)
    )
    assert cuts, "the value was not read"
    return redact(data, KIND, Plan(cuts=cuts))


def seen(data: bytes) -> str:
    """What a person sees: drawn by poppler, read by tesseract; and each picture in it by itself."""
    texts = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.pdf"
        file.write_bytes(data)
        subprocess.run(["pdftoppm", "-r", "150", "-png", file, f"{folder}/page"], check=True, timeout=60)
        subprocess.run(["pdfimages", "-png", file, f"{folder}/picture"], check=True, timeout=60)
        for one in sorted(Path(folder).glob("*.png")):
            done = subprocess.run(
                ["tesseract", one, "stdout", "--psm", "11"], capture_output=True, timeout=60, check=False
            )
            texts.append(done.stdout.decode("utf-8", "replace"))
    return squeezed("\n".join(texts))


def check(data: bytes) -> None:
    result = cut_everything(data)

    assert recovered(result.data, (FIRST, LAST)) == []
    after = seen(result.data)
    assert FIRST.lower() not in after
    assert LAST.lower() not in after
    with pymupdf.open("pdf", data) as before, pymupdf.open("pdf", result.data) as now:
        assert [page.rect for page in before] == [page.rect for page in now]
    assert NAME.encode() not in result.data


@pytest.mark.parametrize("place", QUICK)
def test_nothing_is_left(place: str) -> None:
    check(SEEN[place])


@pytest.mark.soak
@pytest.mark.parametrize("place", [place for place in SEEN if place not in QUICK])
def test_nothing_is_left_in_others(place: str) -> None:
    check(SEEN[place])


def test_the_rest_of_a_letter_stays_as_it_was() -> None:
    result = cut_everything(mixed())

    assert recovered(result.data, (PLAIN,)) == [PLAIN]
    assert squeezed("School") in seen(result.data)


def test_a_scan_without_a_find_comes_back_byte_for_byte() -> None:
    data = pictured(PLAIN)

    assert redact(data, KIND, Plan()).data == data


def test_a_scan_that_came_as_a_jpeg_goes_as_one() -> None:
    result = cut_everything(scan()).data  # without loss it would be many times as large, and beyond the limits soon

    with pymupdf.open("pdf", result) as document:
        assert [image[8] for image in document[0].get_images(full=True)] == ["DCTDecode"]


def test_more_data_than_pixels_are_taken_out() -> None:
    image = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"
    objects = {10: stream(b"\x00" + NAME.encode(), image)}
    data = pdf("/Im0 Do", resources="/XObject << /Im0 10 0 R >>", objects=objects)

    assert recovered(data, (LAST,)) == [LAST]
    result = redact(data, KIND, Plan())
    assert recovered(result.data, (LAST,)) == []
    assert result.dropped == ("metadata of a picture",)


def test_letters_that_nobody_can_tell_hold_it() -> None:
    smeared = picture(f"Seen: {NAME}, at home.", "The worker was at home with them.").resize((300, 100))
    with pymupdf.open() as document:
        page = document.new_page(width=595, height=202)
        page.insert_image(page.rect, stream=jpeg(smeared.resize((1240, 420))))
        data = document.tobytes()

    try:
        text = "\n".join(unit.text for unit in read(data, KIND).units)
    except Unreadable:
        return
    assert NAME in text


def test_a_scan_within_a_file_is_read() -> None:
    texts = [unit.text for unit in read(attached(scan()), KIND).units if unit.place.startswith("attached")]

    assert any(NAME in text for text in texts)
