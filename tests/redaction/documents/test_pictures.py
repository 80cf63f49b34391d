"""Pictures with a value planted in each place that one can hide in, and what must be held."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter, PngImagePlugin

import redaction
from redaction import Cut, Plan, TooLarge, Unreadable
from redaction.limits import Limits
from redaction.media_types import media_type
from tests.redaction.documents.builders import Part, docx, odf, paragraph
from tests.redaction.documents.picture_searcher import holds
from tests.redaction.ocr.pages import LETTER, page

SECRET = "Okafor"
ODT = "application/vnd.oasis.opendocument.text"
NOTHING = ("Opening hours", "Monday to Friday, nine to five")


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def small(*lines: str, **options: int) -> Image.Image:
    return page(lines or NOTHING, size=(640, 200), letters=26, **options)


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def with_chunk(kind: bytes, content: bytes) -> bytes:
    data = saved(small(), "PNG")
    return data[:33] + chunk(kind, content) + data[33:]


def with_text(**options: object) -> bytes:
    info = PngImagePlugin.PngInfo()
    if "itxt" in options:
        info.add_itxt("Comment", SECRET, zip=False)
    else:
        info.add_text("Comment", SECRET)
    return saved(small(), "PNG", pnginfo=info)


def exif(tag: int) -> Image.Exif:
    found = Image.Exif()
    found[tag] = f"Mia {SECRET}"
    return found


def clear(mode: str, *, shown: bool) -> bytes:
    """Letters in the colours of pixels that are not shown, or in how far they are shown."""
    letters = small(f"Dear Mrs {SECRET}")
    if shown:
        ink = Image.new("RGB", letters.size, mode)
        ink.putalpha(letters.point(lambda value: 255 - value))
        return saved(ink, "PNG")
    hidden = letters.convert("RGBA")
    hidden.putalpha(0)
    return saved(hidden, mode)


def moving(kind: str) -> bytes:
    return saved(small(), kind, save_all=True, append_images=[small(f"Dear Mrs {SECRET}")], duration=200)


def turned(kind: str, orientation: int) -> bytes:
    by = {3: 180, 6: 90, 8: 270}[orientation]
    found = Image.Exif()
    found[0x0112] = orientation
    return saved(small(f"Dear Mrs {SECRET}").convert("RGB").rotate(by, expand=True), kind, exif=found)


HIDDEN: dict[str, tuple[str, Callable[[], bytes]]] = {
    "png-shown": ("image/png", lambda: saved(small(f"Dear Mrs {SECRET}"), "PNG")),
    "png-one-bit": ("image/png", lambda: saved(small(f"Dear Mrs {SECRET}").convert("1"), "PNG")),
    "png-palette": ("image/png", lambda: saved(small(f"Dear Mrs {SECRET}").convert("P"), "PNG")),
    "png-sixteen-bits": ("image/png", lambda: saved(small(f"Dear Mrs {SECRET}").convert("I;16"), "PNG")),
    "png-pale": ("image/png", lambda: saved(small(f"Dear Mrs {SECRET}", ink=215), "PNG")),
    "png-white-on-black": ("image/png", lambda: saved(small(f"Dear Mrs {SECRET}", ink=255, paper=0), "PNG")),
    "png-small": (
        "image/png",
        lambda: saved(page((f"Dear Mrs {SECRET}",), size=(240, 60), letters=12).crop((40, 20, 240, 60)), "PNG"),
    ),
    "png-upside-down": ("image/png", lambda: saved(page().rotate(180), "PNG")),
    "png-on-its-side": ("image/png", lambda: saved(page().rotate(90, expand=True), "PNG")),
    "png-under-transparency": ("image/png", lambda: clear("PNG", shown=False)),
    "png-dark-alpha": ("image/png", lambda: clear("black", shown=True)),
    "png-white-alpha": ("image/png", lambda: clear("white", shown=True)),
    "png-second-frame": ("image/png", lambda: moving("PNG")),
    "png-text": ("image/png", with_text),
    "png-itxt": ("image/png", lambda: with_text(itxt=True)),
    "png-ztxt": ("image/png", lambda: with_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(SECRET.encode() * 3))),
    "png-exif": ("image/png", lambda: saved(small(), "PNG", exif=exif(0x010E))),
    "png-unknown-chunk": ("image/png", lambda: with_chunk(b"prVt", SECRET.encode())),
    "png-time-chunk": ("image/png", lambda: with_chunk(b"tIME", SECRET.encode())),
    "png-icc": ("image/png", lambda: with_chunk(b"iCCP", b"icc\0\0" + zlib.compress(b"desc" + SECRET.encode()))),
    "png-after-the-end": ("image/png", lambda: saved(small(), "PNG") + SECRET.encode()),
    "jpeg-shown": ("image/jpeg", lambda: saved(small(f"Dear Mrs {SECRET}"), "JPEG", quality=70)),
    "jpeg-comment": ("image/jpeg", lambda: saved(small(), "JPEG", comment=SECRET.encode())),
    "jpeg-exif": ("image/jpeg", lambda: saved(small(), "JPEG", exif=exif(0x013B))),
    "jpeg-wide-exif": ("image/jpeg", lambda: saved(small(), "JPEG", exif=b"Exif\0\0" + SECRET.encode("utf-16-le"))),
    "jpeg-xmp": ("image/jpeg", lambda: saved(small(), "JPEG", xmp=f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode())),
    "jpeg-icc": ("image/jpeg", lambda: saved(small(), "JPEG", icc_profile=b"\0" * 128 + SECRET.encode())),
    "jpeg-iptc": (
        "image/jpeg",
        lambda: saved(small(), "JPEG")[:2] + b"\xff\xed\x00\x1e" + b"Photoshop 3.0\x008BIM" + b"Mia Okafor"
        + saved(small(), "JPEG")[2:],
    ),
    "jpeg-thumbnail": (
        "image/jpeg",
        lambda: saved(small(), "JPEG")[:2] + b"\xff\xe1" + struct.pack(">H", 2 + 6 + 4000) + b"Exif\0\0"
        + saved(small(f"Mrs {SECRET}"), "JPEG", quality=20)[:4000].ljust(4000, b"\0") + saved(small(), "JPEG")[2:],
    ),
    "jpeg-after-the-end": ("image/jpeg", lambda: saved(small(), "JPEG") + SECRET.encode()),
    "jpeg-turned-6": ("image/jpeg", lambda: turned("JPEG", 6)),
    "jpeg-turned-3": ("image/jpeg", lambda: turned("JPEG", 3)),
    "jpeg-cmyk": ("image/jpeg", lambda: saved(small(f"Dear Mrs {SECRET}").convert("CMYK"), "JPEG")),
    "gif-shown": ("image/gif", lambda: saved(small(f"Dear Mrs {SECRET}"), "GIF")),
    "gif-comment": ("image/gif", lambda: saved(small(), "GIF", comment=SECRET.encode())),
    "gif-second-frame": ("image/gif", lambda: moving("GIF")),
    "gif-after-the-end": ("image/gif", lambda: saved(small(), "GIF") + SECRET.encode()),
    "webp-shown": ("image/webp", lambda: saved(small(f"Dear Mrs {SECRET}"), "WEBP")),
    "webp-exif": ("image/webp", lambda: saved(small(), "WEBP", exif=exif(0x010E))),
    "webp-xmp": ("image/webp", lambda: saved(small(), "WEBP", xmp=SECRET.encode())),
    "webp-second-frame": ("image/webp", lambda: moving("WEBP")),
    "tiff-shown": ("image/tiff", lambda: saved(small(f"Dear Mrs {SECRET}"), "TIFF")),
    "tiff-fax": ("image/tiff", lambda: saved(small(f"Dear Mrs {SECRET}").convert("1"), "TIFF", compression="group4")),
    "tiff-second-page": ("image/tiff", lambda: moving("TIFF")),
    "tiff-description": ("image/tiff", lambda: saved(small(), "TIFF", description=SECRET)),
    "tiff-after-the-end": ("image/tiff", lambda: saved(small(), "TIFF") + SECRET.encode()),
    "bmp-shown": ("image/bmp", lambda: saved(small(f"Dear Mrs {SECRET}"), "BMP")),
    "bmp-after-the-end": ("image/bmp", lambda: saved(small(), "BMP") + SECRET.encode()),
}  # fmt: skip


# Reading letters takes its time: the rest is for `make soak`.
SOON = frozenset(
    """
    png-shown png-one-bit png-pale png-white-on-black png-small png-upside-down png-under-transparency png-white-alpha
    png-second-frame png-text png-ztxt png-unknown-chunk png-after-the-end jpeg-shown jpeg-comment jpeg-exif jpeg-xmp
    jpeg-after-the-end jpeg-turned-6 gif-comment gif-second-frame webp-shown tiff-fax tiff-second-page
    bmp-after-the-end
""".split()  # noqa: SIM905 - they read better without their quotes
)


def redacted(data: bytes, kind: str) -> redaction.Redacted:
    document = redaction.read(data, kind)
    cuts = tuple(
        Cut(unit=unit.id, start=at, end=at + len(SECRET), replacement="[Person 1]")
        for unit in document.units
        if (at := unit.text.find(SECRET)) >= 0
    )
    return redaction.redact(data, kind, Plan(cuts=cuts))


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in SOON else (pytest.mark.soak,)) for name in HIDDEN]
)
def test_nothing_is_left_of_a_value(name: str) -> None:
    kind, make = HIDDEN[name]
    data = make()
    assert name == "jpeg-thumbnail" or holds(data, SECRET)

    result = redacted(data, kind)

    assert not holds(result.data, SECRET)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_of_bare_pixels_in_which_nothing_is_found_keeps_its_bytes(kind: str) -> None:
    data = saved(small(), kind)

    assert redacted(data, f"image/{kind.lower()}").data == data


def test_the_rest_of_a_page_can_still_be_read() -> None:
    data = saved(page().convert("RGB"), "JPEG", quality=85, dpi=(200, 200))

    result = redacted(data, "image/jpeg")

    words = redaction.read(result.data, "image/jpeg").units[0].text.split()
    others = [word for line in LETTER for word in line.split() if word != SECRET]
    assert sum(word in words for word in others) >= 0.97 * len(others)
    with Image.open(io.BytesIO(result.data)) as image:
        assert image.size == page().size
        assert image.info["dpi"] == (200, 200)


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(
            lambda png: docx(paragraph("See below."), {"word/media/i.png": Part("image/png", "image", png)}),
            id="docx",
        ),
        pytest.param(lambda png: odf(ODT, "<text:p>See below.</text:p>", {"Pictures/1.png": png}), id="odt"),
    ],
)
def test_pictures_in_documents(make: Callable[[bytes], bytes]) -> None:
    png = saved(small(f"Dear Mrs {SECRET}"), "PNG")
    data = make(png)

    result = redacted(data, media_type(data))

    with zipfile.ZipFile(io.BytesIO(result.data)) as archive:
        (name,) = (one for one in archive.namelist() if one.endswith(".png"))
        assert not holds(archive.read(name), SECRET)


def blurred() -> Image.Image:
    return page().filter(ImageFilter.GaussianBlur(5))


HELD: dict[str, tuple[str, Callable[[], bytes]]] = {
    "blurred": ("image/png", lambda: saved(blurred(), "PNG")),
    "letters-of-six-pixels": ("image/png", lambda: saved(page(size=(400, 150), letters=6), "PNG")),
    "cut-off": ("image/png", lambda: saved(page(), "PNG")[:3000]),
    "jpeg-cut-off": ("image/jpeg", lambda: saved(page(), "JPEG")[:9000]),
    "of-another-kind": ("image/gif", lambda: saved(page(), "PNG")),
    "of-a-telephone-damaged": ("image/heic", lambda: b"\0\0\0\x1cftypheic\0\0\0\0mif1heicmiaf" + bytes(60)),
    "empty": ("image/png", lambda: b"\x89PNG\r\n\x1a\n"),
    "many-frames": (
        "image/gif",
        lambda: saved(
            Image.new("L", (8, 8)), "GIF", save_all=True, append_images=[Image.new("L", (8, 8), n) for n in range(30)]
        ),
    ),
    "pixel-bomb": ("image/png", lambda: with_size(60_000, 60_000)),
    "more-pixels-than-said": ("image/png", lambda: with_size(9_000, 9_000)),
}


def with_size(width: int, height: int) -> bytes:
    data = saved(Image.new("1", (8, 8)), "PNG")
    return data[:8] + chunk(b"IHDR", struct.pack(">2I5B", width, height, 1, 0, 0, 0, 0)) + data[33:]


@pytest.mark.parametrize("name", HELD)
def test_what_cannot_be_read_for_sure_is_held(name: str) -> None:
    kind, make = HELD[name]

    with pytest.raises(Unreadable):
        redaction.read(make(), kind)


def test_limits() -> None:
    data = saved(small(), "PNG")
    with pytest.raises(TooLarge):
        redaction.read(data, "image/png", limits=Limits(max_pixels=1000))
    with pytest.raises(TooLarge):
        redaction.read(data, "image/png", limits=Limits(max_bytes=1000))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    kind=st.sampled_from(["PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP"]),
    at=st.integers(0, 400),
    new=st.binary(min_size=1, max_size=6),
)
def test_damage_is_no_other_exception(kind: str, at: int, new: bytes) -> None:
    data = bytearray(saved(Image.new("L", (24, 24), 200), kind))
    data[at % len(data) : at % len(data) + len(new)] = new

    try:
        redaction.redact(bytes(data), f"image/{kind.lower()}", Plan())
    except Unreadable:
        return


def test_the_picture_behind_that_of_a_camera_goes() -> None:
    both = saved(small(), "MPO", save_all=True, append_images=[small(f"Mia {SECRET}")])

    result = redaction.redact(both, "image/jpeg", Plan())

    with Image.open(io.BytesIO(result.data)) as image:
        assert (image.format, getattr(image, "n_frames", 1), image.size) == ("JPEG", 1, (640, 200))
    assert len(result.data) < len(both)
