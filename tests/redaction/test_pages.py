"""Pages drawn to be looked at: of finished documents, by a child, within limits."""

import io
from collections.abc import Callable, Iterator

import pymupdf
import pytest
from PIL import Image

from redaction import Unreadable, wire
from redaction.file_room import FileRoom
from redaction.isolate import RoomLimits
from redaction.page_pictures import HIGHEST, DrawnPage, DrawnPages, PageLimits
from tests.redaction.documents.builders import docx, paragraph
from tests.redaction.documents.legacy import legacy
from tests.redaction.documents.test_packages import workbook_of

SMALL = PageLimits(pages=2, width=200)


def pdf(pages: int, width: float = 595, height: float = 842) -> bytes:
    with pymupdf.open() as document:
        for number in range(pages):
            page = document.new_page(width=width, height=height)
            page.draw_rect(pymupdf.Rect(0, 0, width, height / 2), fill=(number / 10, 0, 0.5))
        made: bytes = document.tobytes()
    return made


def picture(size: tuple[int, int], kind: str = "PNG", pages: int = 1) -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", size, (10 * number, 90, 200)) for number in range(pages)]
    frames[0].save(out, kind, **({"save_all": True, "append_images": frames[1:]} if pages > 1 else {}))
    return out.getvalue()


@pytest.fixture(scope="module")
def room() -> Iterator[FileRoom]:
    with FileRoom(RoomLimits()) as opened:
        yield opened


@pytest.mark.parametrize(
    ("made", "pages", "more"),
    [
        pytest.param(lambda: pdf(1), 1, False, id="pdf"),
        pytest.param(lambda: pdf(2), 2, False, id="pdf-as-many-as-are-drawn"),
        pytest.param(lambda: pdf(3), 2, True, id="pdf-one-more"),
        pytest.param(lambda: pdf(1, width=3, height=14_000), 1, False, id="pdf-a-strip"),
        pytest.param(lambda: picture((3000, 900)), 1, False, id="png"),
        pytest.param(lambda: picture((40, 30), "JPEG"), 1, False, id="small-jpeg"),
        pytest.param(lambda: picture((400, 300), "TIFF", 3), 2, True, id="fax"),
        pytest.param(lambda: docx(paragraph("At ten.")), 1, False, id="docx"),
        pytest.param(lambda: legacy("doc"), 1, False, id="doc"),
        pytest.param(lambda: rb"{\rtf1 At ten.}", 1, False, id="rtf"),
        pytest.param(lambda: workbook_of([["Name", "Day"], ["Ana Silva", "Monday"]] * 200), 2, True, id="xlsx"),
    ],
)
def test_the_first_pages(room: FileRoom, made: Callable[[], bytes], pages: int, more: bool) -> None:
    found = room.page_pictures(made(), SMALL)

    assert (len(found.pages), found.more) == (pages, more)
    for page in found.pages:
        with Image.open(io.BytesIO(page), formats=("PNG",)) as image:
            assert image.mode == "RGB"
            assert 0 < image.width <= SMALL.width
            assert 0 < image.height <= SMALL.width * HIGHEST
            assert image.info == {}


def test_it_shows_what_is_there(room: FileRoom) -> None:
    (page,) = room.page_pictures(pdf(1), SMALL).pages

    with Image.open(io.BytesIO(page)) as image:
        assert image.size in {(199, 282), (200, 283)}  # as the program that draws rounds it
        assert image.getpixel((100, 20)) == (0, 0, 128)
        assert image.getpixel((100, 270)) == (255, 255, 255)


def locked() -> bytes:
    with pymupdf.open("pdf", pdf(1)) as document:
        made: bytes = document.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="secret", owner_pw="other")
    return made


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param(b"Mia came at ten.", "no pages", id="text"),
        pytest.param(b"<html><body>Mia", "no pages", id="html"),
        pytest.param(b"", "no pages", id="nothing"),
        pytest.param(b"%PDF-1.7\n%%EOF", "damaged", id="no-pdf"),
        pytest.param(locked(), "encrypted", id="locked"),
        pytest.param(picture((30, 30))[:60], "damaged", id="half-a-picture"),
        pytest.param(docx(paragraph("At ten."))[:-30], "no pages", id="half-a-document"),
    ],
)
def test_no_pages(room: FileRoom, data: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        room.page_pictures(data, SMALL)


@pytest.mark.parametrize(("pages", "width"), [(0, 100), (51, 100), (1, 49), (1, 2001)])
def test_limits_have_limits(pages: int, width: int) -> None:
    with pytest.raises(ValueError, match="are drawn"):
        PageLimits(pages=pages, width=width)


def answer(*sizes: tuple[int, int], pixels: int | None = None) -> bytes:
    pages = tuple(DrawnPage(width=wide, height=high, pixels=b"\0" * 3 * wide * high) for wide, high in sizes)
    made = wire.pages_to_bytes(DrawnPages(pages=pages, more=False))
    return made if pixels is None else made + b"\0" * pixels


@pytest.mark.parametrize(
    "untrusted",
    [
        pytest.param(answer(), id="none"),
        pytest.param(answer((10, 10), (10, 10), (10, 10)), id="too-many"),
        pytest.param(answer((201, 10)), id="too-wide"),
        pytest.param(answer((10, 401)), id="too-high"),
        pytest.param(answer((10, 0)), id="no-height"),
        pytest.param(answer((10, 10), pixels=1), id="more-than-said"),
        pytest.param(answer((10, 10))[:-1], id="less-than-said"),
        pytest.param(wire._framed({"pages": [[1]], "more": False}, b"\0\0\0"), id="half-a-size"),
        pytest.param(wire._framed({"pages": [[True, 1]], "more": False}, b"\0\0\0"), id="no-number"),
    ],
)
def test_an_answer_is_believed_only_by_its_measure(untrusted: bytes) -> None:
    with pytest.raises(wire.NotOurs):
        wire.pages_from_bytes(untrusted, SMALL)
