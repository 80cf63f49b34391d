"""Further places on a PDF's page and in what it is drawn with: fonts, inks, operators, odd ways to set letters."""

import io
import struct
from typing import Final

import pymupdf
from PIL import Image, ImageFont

from tests.redaction.documents.hiding_pdf import FIRST, HEX, LAST, annotation, form, two_byte
from tests.redaction.documents.pdf_builders import NAME, pdf, shown, stream

_NOTICE: Final = b"Copyright (URW)++,Copyright 2014 by (URW)++ Design & Development"
_CODED: Final = f"{FIRST}#20{LAST}"
_TOGETHER: Final = f"{FIRST}{LAST}"
_IMAGE: Final = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"


def _font(entries: str, objects: dict[int, str | bytes] | None = None, content: str = "") -> bytes:
    return pdf(
        content or shown("Seen", at=(72, 650), font="F2"),
        fonts="/F2 10 0 R",
        objects={10: f"<< /Type /Font {entries} >>"} | (objects or {}),
    )


def _descriptor(entries: str, program: bytes = b"", kind: str = "FontFile2", subtype: str = "") -> bytes:
    objects: dict[int, str | bytes] = {}
    if program:
        entries += f" /{kind} 12 0 R"
        objects[12] = stream(program, f"{subtype} /Length1 {len(program)} /Length2 0 /Length3 0")
    objects[11] = (
        f"<< /Type /FontDescriptor /FontName /Arial /Flags 32 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800"
        f" /Descent -200 /CapHeight 700 /StemV 80 {entries} >>"
    )
    family = "Type1" if kind != "FontFile2" else "TrueType"
    return _font(
        f"/Subtype /{family} /BaseFont /Arial /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 126"
        f" /Widths [{'500 ' * 95}] /FontDescriptor 11 0 R",
        objects,
    )


def true_type(name: str, number: int = 1) -> bytes:
    """A typeface that says another name for itself."""
    path = getattr(ImageFont.load_default(20), "path", None)
    data = path.getvalue() if isinstance(path, io.BytesIO) else b""
    count = struct.unpack_from(">H", data, 4)[0]
    tables = {}
    for at in range(12, 12 + 16 * count, 16):
        tag, _, start, length = struct.unpack_from(">4sLLL", data, at)
        tables[tag] = data[start : start + length]
    text = name.encode("utf-16-be")
    tables[b"name"] = struct.pack(">HHH6H", 0, 1, 18, 3, 1, 0x409, number, len(text), 0) + text
    out, body, at = data[:12], b"", 12 + 16 * len(tables)
    out = out[:4] + struct.pack(">H", len(tables)) + out[6:]
    for tag, table in sorted(tables.items()):
        out += struct.pack(">4sLLL", tag, 0, at + len(body), len(table))
        body += table + b"\0" * (-len(table) % 4)
    return out + body


def compact(what: bytes) -> bytes:
    """A typeface in the compact format, in which *what* is the name instead."""
    data: bytes = pymupdf.Font("helv").buffer
    return data.replace(what, NAME.ljust(len(what)).encode())


def type_1() -> bytes:
    return (
        f"%!PS-AdobeFont-1.0: Odd 1.0\n/FontInfo 9 dict dup begin /FullName ({NAME}) readonly def end readonly def\n"
        "/FontName /Odd def /Encoding StandardEncoding def currentdict end currentfile eexec\n"
    ).encode() + bytes(range(200, 250))


def differences(text: str = NAME) -> bytes:
    """Letters by the names of their glyphs, at codes of no letters."""
    letters = list(dict.fromkeys(text))
    names = " ".join("/space" if one == " " else f"/{one}" for one in letters)
    codes = "".join(f"{1 + letters.index(one):02X}" for one in text)
    return _font(
        f"/Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /Differences [1 {names}] >>",
        content=f"BT /F2 12 Tf 72 650 Td <{codes}> Tj ET",
    )


def ink(space: str) -> bytes:
    function = stream("{ 0 0 0 }", "/FunctionType 4 /Domain [0 1] /Range [0 1 0 1 0 1 0 1]")
    return pdf("/CS0 cs 1 scn 9 9 9 9 re f", resources=f"/ColorSpace << /CS0 {space} >>", objects={10: function})


def jpeg(comment: bytes = b"", after: bytes = b"") -> bytes:
    out = io.BytesIO()
    Image.new("L", (16, 16), "white").save(out, "JPEG", comment=comment)
    picture = "/Type /XObject /Subtype /Image /Width 16 /Height 16 /BitsPerComponent 8 /ColorSpace /DeviceGray"
    data = stream(out.getvalue() + after, f"{picture} /Filter /DCTDecode", packed=False)
    return pdf("q 9 0 0 9 72 600 cm /Im0 Do Q", resources="/XObject << /Im0 10 0 R >>", objects={10: data})


def _letters(place: str) -> str:
    """Each letter at a place of its own; *place*: Python's format with n."""
    marks = (place.format(n=at, x=72 + 7.5 * at) + f" ({char}) Tj " for at, char in enumerate(NAME) if char != " ")
    return "BT /F1 12 Tf " + "".join(marks) + "ET\n"


SET: Final = {
    "letters-up-and-down": pdf("BT /F1 12 Tf 72 650 Td " + "".join(
        f"{at % 2 * 2} Ts ({char}) Tj " for at, char in enumerate(NAME)) + "ET"),
    "letters-from-the-right": pdf("BT /F1 12 Tf " + "".join(
        f"1 0 0 1 {72 + 9 * at} 650 Tm ({NAME[at]}) Tj " for at in reversed(range(len(NAME)))
        if NAME[at] != " ") + "ET"),
    "type-of-no-size": pdf(f"BT /F1 0 Tf 72 650 Td ({NAME}) Tj ET"),
    "type-of-no-width": pdf(f"BT /F1 12 Tf 0 Tz 72 650 Td ({NAME}) Tj ET"),
    "matrix-of-no-size": pdf(f"BT /F1 12 Tf 0 0 0 0 72 650 Tm ({NAME}) Tj ET"),
    "matrix-of-no-height": pdf(f"BT /F1 12 Tf 1 0 1 0 72 650 Tm ({NAME}) Tj ET"),
    "blank-by-kerning": pdf(f"BT /F1 12 Tf 72 650 Td [({FIRST}) -300 ({LAST})] TJ ET"),
    "blank-by-moving": pdf(f"BT /F1 12 Tf 72 650 Td ({FIRST}) Tj 60 0 Td ({LAST}) Tj ET"),
    "last-word-first": pdf(f"BT /F1 12 Tf 130 650 Td ({LAST}) Tj -58 0 Td ({FIRST}) Tj ET"),
    "word-spacing": pdf(f"BT /F1 12 Tf 9 Tw 72 650 Td ({NAME}) Tj ET"),
    "seen-through": pdf(f"/GS0 gs {shown(NAME, at=(72, 650))}", resources="/ExtGState << /GS0 << /ca 0 /CA 0 >> >>"),
    "black-on-black": pdf(f"0 g 60 640 300 30 re f {shown(NAME, at=(72, 650))}"),
    "under-a-picture": pdf(f"{shown(NAME, at=(72, 650))} q 300 0 0 30 60 640 cm /Im0 Do Q",
                           resources="/XObject << /Im0 10 0 R >>", objects={10: stream(b"\0", _IMAGE)}),
    "under-a-comment": pdf(shown(NAME, at=(72, 650)), page="/Annots [10 0 R]", objects={
        10: "<< /Type /Annot /Subtype /Square /Rect [60 640 360 670] /IC [0 0 0] /AP << /N 11 0 R >> >>",
        11: stream("0 g 0 0 300 30 re f", "/Type /XObject /Subtype /Form /BBox [0 0 300 30]")}),
    "under-a-mark-for-redaction": pdf(shown(NAME, at=(72, 650)), page="/Annots [10 0 R]", objects={
        10: "<< /Type /Annot /Subtype /Redact /Rect [60 640 360 670] /IC [0 0 0] >>"}),
    "size-by-matrix": pdf(f"BT /F1 1 Tf 12 0 0 12 72 650 Tm ({NAME}) Tj ET"),
    "size-below-zero": pdf(f"BT /F1 -12 Tf -1 0 0 -1 72 650 Tm ({NAME}) Tj ET"),
    "upside-down-text": pdf(f"BT /F1 12 Tf -1 0 0 -1 300 650 Tm ({NAME}) Tj ET"),
    "flipped-page": pdf(f"q 1 0 0 -1 0 842 cm BT /F1 12 Tf 1 0 0 -1 72 192 Tm ({NAME}) Tj ET Q"),
    "huge": pdf(f"BT /F1 60 Tf 20 400 Td ({NAME}) Tj ET"),
    "shown-twice": pdf(shown(NAME, at=(72, 650)) + shown(NAME, at=(72.4, 650))),
    "outside-of-its-drawing": pdf("/Fm0 Do", resources="/XObject << /Fm0 10 0 R >>", objects={
        10: stream(shown(NAME, at=(72, 650)),
                   "/Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F1 5 0 R >> >>")}),
    "drawing-of-no-size": pdf("q 0 0 0 0 72 650 cm /Fm0 Do Q", resources="/XObject << /Fm0 10 0 R >>",
                              objects={10: form()}),
    "drawn-in-one-state-of-a-stamp": annotation("/Subtype /Stamp /AS /On /AP << /N << /On 11 0 R >> >>", {
        11: stream(shown(NAME, at=(5, 10)),
                   "/Subtype /Form /BBox [0 0 228 40] /Resources << /Font << /F1 5 0 R >> >>")}),
    "letters-by-glyph-names": differences(),
    "ligature": two_byte({
        3: "Zeb", 4: "edee", 5: " ", 6: "Qui", 7: "llf", 8: "eath", 9: "er"}, text="ABCDEFG"),
    "hyphens-that-do-not-show": pdf("BT /F1 12 Tf 72 650 Td (Z\\255ebedee Quill\\255feather) Tj ET"),
    "rotated-page-and-text": pdf(f"BT /F1 12 Tf 0 1 -1 0 300 300 Tm ({NAME}) Tj ET", page="/Rotate 270"),
    "user-unit": pdf(shown(NAME, at=(72, 650)), page="/UserUnit 3"),
    "art-box": pdf(shown(NAME, at=(72, 650)), page="/ArtBox [0 0 50 50] /TrimBox [0 0 9 9] /BleedBox [0 0 9 9]"),
    "media-of-the-parent": pdf(shown(NAME, at=(72, 650)), objects={
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 /CropBox [0 0 595 842] /Rotate 90 >>"}),
    "words-between-operators": pdf(f"BT /F1 12 Tf 72 650 Td ({FIRST}) Tj 0.5 g 1 0 0 1 0 0 cm ( {LAST}) Tj ET"),
    "hexadecimal-with-blanks": pdf(f"BT /F1 12 Tf 72 650 Td <{' '.join(HEX[at : at + 3] for at in range(0, 40, 3))}>"
                                   " Tj ET"),
    "lines-within-a-string": pdf(f"BT /F1 12 Tf 72 650 Td ({FIRST} Quill\\\nfeather) Tj ET"),
}  # fmt: skip
"""On the page."""

MADE_OF: Final = {
    "font-name": _font(f"/Subtype /Type1 /BaseFont /{_CODED} /Encoding /WinAnsiEncoding"),
    "font-name-together": _font(f"/Subtype /Type1 /BaseFont /{_TOGETHER} /Encoding /WinAnsiEncoding"),
    "font-name-of-a-subset": _font(f"/Subtype /Type1 /BaseFont /ABCDEF+{_TOGETHER} /Encoding /WinAnsiEncoding"),
    "descriptor-name": _descriptor(f"/FontFamily (x) /Style << /Panose <00> >> /FontName /{_CODED}"),
    "font-family": _descriptor(f"/FontFamily ({NAME})"),
    "font-letters": _descriptor(f"/CharSet (/{FIRST}/{LAST})"),
    "name-in-a-true-type-font": _descriptor("", true_type(NAME)),
    "full-name-in-a-true-type-font": _descriptor("", true_type(NAME, 4)),
    "name-in-a-compact-font": _descriptor("", compact(_NOTICE), "FontFile3", "/Subtype /Type1C"),
    "notice-in-a-type-1-font": _descriptor("", type_1(), "FontFile"),
    "map-name": two_byte({3: "S"}, text="S", called=_CODED),
    "ink-name": ink(f"[/Separation /{_CODED} /DeviceCMYK 10 0 R]"),
    "ink-name-together": ink(f"[/Separation /{_TOGETHER} /DeviceCMYK 10 0 R]"),
    "ink-names": ink(f"[/DeviceN [/{_CODED}] /DeviceCMYK 10 0 R << /Subtype /NChannel >>]"),
    "ink-properties": ink(f"[/DeviceN [/Spot] /DeviceCMYK 10 0 R << /MixingHints << /{_CODED} 1 >> >>]"),
    "words-in-a-function": pdf("/CS0 cs 1 scn 9 9 9 9 re f",
        resources="/ColorSpace << /CS0 [/Separation /Spot /DeviceCMYK 10 0 R] >>", objects={
        10: stream(f"{{ % {NAME}\n 0 0 0 }}", "/FunctionType 4 /Domain [0 1] /Range [0 1 0 1 0 1 0 1]")}),
    "profile": pdf("/CS0 cs 0 scn 9 9 9 9 re f", resources="/ColorSpace << /CS0 [/ICCBased 10 0 R] >>",
                   objects={10: stream(b"\0" * 40 + b"desc" + NAME.encode(), "/N 1")}),
    "behind-a-palette": pdf("/CS0 cs 0 scn 9 9 9 9 re f",
        resources=f"/ColorSpace << /CS0 [/Indexed /DeviceGray 0 (\\000{NAME})] >>"),
    "words-with-an-operator": pdf(f"({NAME}) 1 w"),
    "name-with-an-operator": pdf(f"/{_CODED} 1 w"),
    "name-in-a-list-of-strings": pdf(f"BT /F1 12 Tf 72 650 Td [(x) /{_CODED}] TJ ET"),
    "two-strings-with-an-operator": pdf(f"BT /F1 12 Tf 72 650 Td ({NAME}) (x) Tj ET"),
    "string-in-a-picture-between-operators": pdf(f"BI /W 1 /H 1 /BPC 8 /CS /G /Who ({NAME}) ID \xff EI"),
    "comment-in-a-picture": jpeg(comment=NAME.encode()),
    "behind-a-picture": jpeg(after=NAME.encode()),
    "entry-of-a-picture": pdf("/Im0 Do", resources="/XObject << /Im0 10 0 R >>", objects={
        10: stream(b"\0", f"{_IMAGE} /Name /{_CODED}")}),
    "metadata-of-a-picture": pdf("/Im0 Do", resources="/XObject << /Im0 10 0 R >>", objects={
        10: stream(b"\0", f"{_IMAGE} /Metadata 11 0 R"),
        11: stream(f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><a>{NAME}</a></x:xmpmeta>", "/Subtype /XML")}),
    "other-picture-for-print": pdf("/Im0 Do", resources="/XObject << /Im0 10 0 R >>", objects={
        10: stream(b"\0", f"{_IMAGE} /Alternates [<< /Image 11 0 R >>]"),
        11: stream(b"\0", f"{_IMAGE} /Who ({NAME})")}),
    "words-for-printers": pdf("/Ps0 Do", resources="/XObject << /Ps0 10 0 R >>", objects={
        10: stream(f"({NAME}) show", "/Subtype /PS")}),
    "state-name": pdf("/GS0 gs", resources=f"/ExtGState << /GS0 << /Name /{_CODED} /LW 1 >> >>"),
    "screen-of-a-state": pdf("/GS0 gs", resources=f"/ExtGState << /GS0 << /HT << /HalftoneName ({NAME}) >> >> >>"),
    "unused-font": pdf(fonts="/F9 10 0 R", objects={
        10: f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Who ({NAME}) >>"}),
    "pattern-of-nobody": pdf(resources="/Pattern << /P0 10 0 R >>", objects={
        10: stream(shown(NAME), "/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9"
                   " /Resources << /Font << /F1 5 0 R >> >>")}),
}  # fmt: skip
"""In what pages are drawn with."""

NAMES_OF_GLYPHS: Final = {
    "glyph-name": _font(f"/Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [1 /{FIRST}_{LAST}] >>"),
    "glyph-name-of-a-drawn-font": _font(
        f"/Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /FirstChar 65 /LastChar 65 /Widths [9]"
        f" /Encoding << /Differences [65 /{FIRST}_{LAST}] >> /CharProcs << /{FIRST}_{LAST} 11 0 R >>",
        {11: stream("9 0 d0 0 0 5 5 re f")}, shown("Seen", at=(72, 650))),
}  # fmt: skip
"""A page's letters go by them: held once they hold what is cut."""

MAKERS: Final = {
    "maker-of-a-true-type-font": _descriptor("", true_type(NAME, 9)),
}  # fmt: skip
"""Whoever made a typeface is nobody whom a document is about: gone with everything else when it is written anew."""

BEHIND: Final = {
    "behind-a-table-of-tones": pdf("/CS0 cs 1 scn 9 9 9 9 re f",
        resources="/ColorSpace << /CS0 [/Separation /Spot /DeviceGray 10 0 R] >>", objects={
        10: stream(b"\x00\xff" + NAME.encode(),
                   "/FunctionType 0 /Domain [0 1] /Range [0 1] /Size [2] /BitsPerSample 8")}),
}  # fmt: skip
"""In data behind what is used of them."""
