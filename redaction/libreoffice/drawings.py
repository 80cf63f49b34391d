"""Drawings of lines and letters (EMF, WMF) made into pictures of pixels, by LibreOffice and by a reader of PDF.

All of a document go at once, each onto a page of one OpenDocument drawing, of which LibreOffice makes a PDF. What is
stretched to the size that a drawing says, and then to where the drawing stood, looks as the drawing did.
"""

import io
import math
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pypdfium2

from redaction.libreoffice import NothingMade, Wanted, made_of

DRAWINGS: Final = "drawings"
"""What was not looked into as it is, and is a picture in what is written."""

MOST: Final = 30  # drawings of one document that are made in time
_DPI: Final = 200  # letters of a page are then 25 to 35 pixels high
_POINTS: Final = 72
_INCH_MM: Final = 25.4
_LEAST_MM, _USUAL_MM, _MOST_MM = 8.0, (100.0, 75.0), 300.0
_EMF: Final = b" EMF"  # [MS-EMF] 2.3.4.2, after 40 bytes
_WMF: Final = (b"\x01\x00\x09\x00", b"\x02\x00\x09\x00")  # [MS-WMF] 2.3.2.2: type and size of its header
_PLACEABLE: Final = b"\xd7\xcd\xc6\x9a"  # [MS-WMF] 2.3.2.3

_CONTENT: Final = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"><office:body><office:drawing>{}</office:drawing>
</office:body></office:document-content>"""
_PAGE: Final = """<draw:page draw:name="p{number}" draw:master-page-name="M1">
<draw:frame svg:x="0mm" svg:y="0mm" svg:width="{wide}mm" svg:height="{high}mm">
<draw:image xlink:href="Pictures/{number}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>
</draw:frame></draw:page>"""
# One size for all pages, for such a document has no other; a drawing begins at the corner.
_STYLES: Final = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2">
<office:styles/><office:automatic-styles><style:style style:name="dp1" style:family="drawing-page"/>
<style:page-layout style:name="L1"><style:page-layout-properties fo:margin-top="0mm" fo:margin-bottom="0mm"
 fo:margin-left="0mm" fo:margin-right="0mm" style:print-orientation="portrait" fo:page-width="{wide:.2f}mm"
 fo:page-height="{high:.2f}mm"/></style:page-layout></office:automatic-styles><office:master-styles>
<style:master-page style:name="M1" style:page-layout-name="L1" draw:style-name="dp1"/></office:master-styles>
</office:document-styles>"""
_MANIFEST: Final = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="{kind}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>{entries}</manifest:manifest>"""
_ENTRY: Final = '<manifest:file-entry manifest:full-path="Pictures/{number}" manifest:media-type=""/>'
_TYPE: Final = "application/vnd.oasis.opendocument.graphics"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sized:
    """A drawing's page."""

    number: int
    wide: float  # millimetres
    high: float

    def fill(self, template: str) -> str:
        return template.format(number=self.number, wide=f"{self.wide:.2f}", high=f"{self.high:.2f}")


def is_drawing(data: bytes) -> bool:
    """Whether it begins as a drawing that can be made into a picture."""
    return data[40:44] == _EMF or data.startswith((*_WMF, _PLACEABLE))


def drawn_parts(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Of the parts of a package those that are drawings and can be seen, by name: as pictures."""
    drawings = {name: data for name, data in parts.items() if is_drawing(data)}
    made = zip(drawings, as_pictures(list(drawings.values())), strict=True)
    return {name: picture for name, picture in made if picture is not None}


def as_pictures(untrusted_drawings: Sequence[bytes]) -> list[bytes | None]:
    """A PNG of each, of bare pixels; None: nothing is seen of it, or it is one of more than can be made in time.

    Raises:
        Unreadable: LibreOffice is not installed.
    """
    if not untrusted_drawings:
        return []
    drawn = untrusted_drawings[:MOST]
    nothing: list[bytes | None] = [None] * len(untrusted_drawings)
    sized = [_sized(number, data) for number, data in enumerate(drawn, start=1)]
    try:
        made = made_of(_album(drawn, sized), ending="odg", wanted=Wanted.PAGES, pages=len(drawn))
        with pypdfium2.PdfDocument(made) as document:
            if len(document) != len(drawn):
                return nothing  # nobody could tell them from one another
            return [*(_drawn(document[one.number - 1], one) for one in sized), *nothing[MOST:]]
    except (NothingMade, pypdfium2.PdfiumError, ValueError):
        return nothing


def _drawn(page: pypdfium2.PdfPage, sized: _Sized) -> bytes | None:
    try:
        whole = page.render(scale=_DPI / _POINTS, rev_byteorder=True).to_pil().convert("RGB")
    finally:
        page.close()
    wide, high = (math.ceil(side * _DPI / _INCH_MM) for side in (sized.wide, sized.high))
    shown = whole.crop((0, 0, wide, high))
    if shown.getcolors(1) is not None:
        return None  # LibreOffice leaves out what it does not know
    out = io.BytesIO()
    shown.save(out, "PNG", dpi=(_DPI, _DPI))
    return out.getvalue()


def _album(drawings: Sequence[bytes], sized: Sequence[_Sized]) -> bytes:
    pages, entries = ("".join(one.fill(each) for one in sized) for each in (_PAGE, _ENTRY))
    styles = _STYLES.format(wide=max(one.wide for one in sized), high=max(one.high for one in sized))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", _TYPE, zipfile.ZIP_STORED)
        package.writestr("content.xml", _CONTENT.format(pages))
        package.writestr("styles.xml", styles)
        for one, data in zip(sized, drawings, strict=True):
            package.writestr(f"Pictures/{one.number}", data)
        package.writestr("META-INF/manifest.xml", _MANIFEST.format(kind=_TYPE, entries=entries))
    return out.getvalue()


def _sized(number: int, data: bytes) -> _Sized:
    """The size that a drawing says it has, within reason; none is believed further than that."""
    wide, high = 0.0, 0.0
    if data[40:44] == _EMF:
        left, top, right, bottom = struct.unpack_from("<4i", data, 24)  # the frame, in hundredths of millimetres
        wide, high = (right - left) / 100, (bottom - top) / 100
    elif data.startswith(_PLACEABLE) and len(data) >= 16:
        left, top, right, bottom, inch = struct.unpack_from("<4hH", data, 6)
        if inch:
            wide, high = (right - left) * _INCH_MM / inch, (bottom - top) * _INCH_MM / inch
    if wide <= 0 or high <= 0:
        wide, high = _USUAL_MM
    shrunk = min(1.0, _MOST_MM / max(wide, high))
    return _Sized(number=number, wide=max(wide * shrunk, _LEAST_MM), high=max(high * shrunk, _LEAST_MM))
