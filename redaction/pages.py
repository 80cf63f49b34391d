"""Draws the pages of a finished document, to be looked at by a person: runs in a child, as reading does.

What leaves the child are bare pixels. Nothing that a sender wrote, no file and no metadata, reaches who looks.
"""

import math
from collections.abc import Iterator, Mapping
from itertools import islice
from types import MappingProxyType
from typing import Final

import pypdfium2
from PIL import Image

from redaction import wire
from redaction.errors import Unreadable
from redaction.formats.office.legacy import LEGACY_TYPES
from redaction.formats.office.odf import MEDIA_TYPES as ODF_TYPES
from redaction.formats.office.ooxml_policy import MAIN_TYPES
from redaction.formats.pdf.reader import TYPE as PDF
from redaction.formats.pdf.sample import letter
from redaction.formats.picture.frames import PICTURE_TYPES, decode, views
from redaction.formats.rtf.reader import RTF_TYPE
from redaction.libreoffice import Wanted, confinement, made_of
from redaction.limits import DEFAULT_LIMITS
from redaction.media_types import media_type
from redaction.page_pictures import HIGHEST, DrawnPage, DrawnPages, PageLimits

_BY_WORD: Final = (
    ("wordprocessingml", "docx"), ("ms-word", "docx"), ("spreadsheetml", "xlsx"), ("ms-excel", "xlsx"),
    ("presentationml", "pptx"), ("ms-powerpoint", "pptx"), ("opendocument.text", "odt"),
    ("opendocument.spreadsheet", "ods"), ("opendocument.presentation", "odp"), ("opendocument.graphics", "odg"),
)  # fmt: skip
_ENDINGS: Final[Mapping[str, str]] = MappingProxyType({
    RTF_TYPE: "rtf",
    **{kind: ending for kind, (ending, _) in LEGACY_TYPES.items()},
    **{
        kind: next(ending for word, ending in _BY_WORD if word in kind)
        for kind in (*MAIN_TYPES.values(), *ODF_TYPES)
    },
})  # fmt: skip
"""Media types of office documents: the ending of a name under which LibreOffice takes them for what they are."""


def answer(payload: bytes) -> bytes:
    """The room's task: a request for pages to the pages, or to why there are none."""
    data, limits = wire.open_pages_request(payload)
    try:
        return wire.pages_to_bytes(draw(data, media_type(data), limits))
    except Unreadable as error:
        return wire.failure_to_bytes(error)


def draw(untrusted_data: bytes, media_type: str, limits: PageLimits) -> DrawnPages:
    """The first pages of a document.

    Raises:
        Unreadable, TooLarge: it has no pages, is damaged, encrypted or too large, or LibreOffice is not here.
    """
    if media_type in PICTURE_TYPES:
        frames = decode(untrusted_data, media_type, DEFAULT_LIMITS).frames
        shown = [_fitted(next(views(frame)), limits) for frame in frames[: limits.pages]]
        return DrawnPages(pages=tuple(shown), more=len(frames) > limits.pages)
    if media_type in _ENDINGS:
        untrusted_data = made_of(
            untrusted_data, ending=_ENDINGS[media_type], wanted=Wanted.PAGES, pages=limits.pages + 1
        )
    elif media_type != PDF:
        raise Unreadable("it has no pages: neither a PDF nor a picture nor an office document")
    return _of_pdf(untrusted_data, limits)


def _of_pdf(data: bytes, limits: PageLimits) -> DrawnPages:
    try:
        with pypdfium2.PdfDocument(data) as document:
            if document.get_formtype():
                document.init_forms()  # what is filled in is part of how it looks
            pages = tuple(islice(_drawn(document, limits), limits.pages))
            if not pages:
                raise Unreadable("it has no page")
            return DrawnPages(pages=pages, more=len(document) > limits.pages)
    except (pypdfium2.PdfiumError, ValueError, MemoryError) as error:
        raise Unreadable("its pages cannot be drawn: it is damaged or encrypted") from error


def _drawn(document: pypdfium2.PdfDocument, limits: PageLimits) -> Iterator[DrawnPage]:
    for number in range(len(document)):
        page = document[number]
        try:
            wide, high = page.get_size()
            if not (math.isfinite(wide) and math.isfinite(high)) or min(wide, high) <= 0:
                raise Unreadable("a page of no size")
            # One pixel less: pypdfium2 rounds up.
            scale = min((limits.width - 1) / wide, (limits.width * HIGHEST - 1) / high)
            yield _page(page.render(scale=scale, rev_byteorder=True).to_pil())
        finally:
            page.close()


def _fitted(frame: Image.Image, limits: PageLimits) -> DrawnPage:
    """A picture no larger than a page; a smaller one as it is."""
    shown = frame.convert("RGB")
    shown.thumbnail((limits.width, limits.width * HIGHEST))
    return _page(shown)


def _page(image: Image.Image) -> DrawnPage:
    if image.mode != "RGB":
        image = image.convert("RGB")
    return DrawnPage(width=image.width, height=image.height, pixels=image.tobytes())


confinement()  # tried out once here, and not for each document
draw(letter(), PDF, PageLimits(pages=1, width=100))
