"""The cheap test: whether a page's letters are what its fonts say, and whether letters are all that it shows.

A font maps codes to glyphs and, apart from that, codes to letters; nothing makes the two agree. Where no map can be
trusted, and where something is drawn that may be letters without being text, only the rendered page tells.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import pikepdf
import pymupdf

from redaction.formats.pdf.glyphs import lying_pages
from redaction.formats.pdf.text import PageText

_DRAWN: Final = 40  # short or curved strokes: more than rules, boxes and ticks need, fewer than a name in outlines
_SHORT: Final = 20.0  # points
_THIN: Final = 1.6  # points
_PROGRAMS: Final = ("/FontFile", "/FontFile2", "/FontFile3")
_NO_LETTER: Final = re.compile("[\ufffd\ue000-\uf8ff]")
_UNKNOWN: Final = 0xFFFD
_DEEPEST: Final = 20
_SYMBOLIC: Final = 4  # ISO 32000-2, table 121


def untrusted_pages(document: pymupdf.Document, pdf: pikepdf.Pdf, texts: Sequence[PageText]) -> dict[int, str]:
    """By page number, in words, why its text cannot be trusted; pages that can be are left out."""
    found: dict[int, str] = {}
    known: dict[tuple[int, int], bool] = {}
    doubted: list[int] = []
    for number, (page, text) in enumerate(zip(document, texts, strict=True)):
        fonts = list(_fonts(pdf.pages[number].obj.get("/Resources"), 0))
        if any(not _trusted_once(font, known) for font in fonts) or _unknown_letters(text.text):
            found[number] = "letters in a font without a trusted map"
        elif _outlines(page):
            found[number] = "a drawing that may be letters"
        elif any(_may_lie(font) for font in fonts):
            doubted.append(number)
    return found | dict.fromkeys(lying_pages(document, doubted), "letters that look like others")


def _fonts(resources: pikepdf.Object | None, depth: int) -> Iterator[pikepdf.Dictionary]:
    if not isinstance(resources, pikepdf.Dictionary) or depth > _DEEPEST:
        return
    fonts = resources.get("/Font")
    if isinstance(fonts, pikepdf.Dictionary):
        yield from (font for font in fonts.values() if isinstance(font, pikepdf.Dictionary))
    drawings = resources.get("/XObject")
    if isinstance(drawings, pikepdf.Dictionary):
        for drawing in drawings.values():
            yield from _fonts(drawing.get("/Resources"), depth + 1)
    states = resources.get("/ExtGState")
    if isinstance(states, pikepdf.Dictionary):
        for state in states.values():
            font = state.get("/Font")
            if isinstance(font, pikepdf.Array) and len(font) and isinstance(font[0], pikepdf.Dictionary):
                yield font[0]


def _trusted_once(font: pikepdf.Dictionary, known: dict[tuple[int, int], bool]) -> bool:
    if not font.is_indirect:
        return _trusted(font)
    if font.objgen not in known:
        known[font.objgen] = _trusted(font)
    return known[font.objgen]


def _trusted(font: pikepdf.Dictionary) -> bool:
    subtype, encoding = str(font.get("/Subtype")), font.get("/Encoding")
    if subtype == "/Type3":
        return False
    if subtype == "/Type0":
        # Identity says nothing of letters; other maps of that kind do (ISO 32000-2, 9.7.5.2).
        return "/ToUnicode" in font or (isinstance(encoding, pikepdf.Name) and "Identity" not in str(encoding))
    names = encoding.get("/Differences") if isinstance(encoding, pikepdf.Dictionary) else None
    if isinstance(names, pikepdf.Array):
        glyphs = [str(one)[1:] for one in names if isinstance(one, pikepdf.Name)]
        if any(_is_odd(glyph) for glyph in glyphs) and "/ToUnicode" not in font:
            return False
    descriptor = font.get("/FontDescriptor")
    if encoding is None and "/ToUnicode" not in font and isinstance(descriptor, pikepdf.Dictionary):
        embedded = any(key in descriptor for key in _PROGRAMS)
        return not (embedded and int(descriptor.get("/Flags", 0)) & _SYMBOLIC)
    return True


def _may_lie(font: pikepdf.Dictionary) -> bool:
    """Whether what it shows and what it says come from two places."""
    descriptor = font.get("/FontDescriptor")
    return (
        "/ToUnicode" in font
        or "/DescendantFonts" in font
        or (isinstance(descriptor, pikepdf.Dictionary) and any(key in descriptor for key in _PROGRAMS))
    )


def _is_odd(glyph: str) -> bool:
    """Whether a glyph's name is none that says which letter it is."""
    return glyph != ".notdef" and int(pymupdf.glyph_name_to_unicode(glyph.partition(".")[0])) == _UNKNOWN


def _unknown_letters(text: str) -> bool:
    return _NO_LETTER.search(text) is not None


def _outlines(page: pymupdf.Page) -> bool:
    """Whether strokes are drawn that may be letters."""
    content = page.read_contents()
    if not any(mark in content for mark in (b"c\n", b"l\n", b"v\n", b"y\n", b"c ", b"l ", b"Do")):
        return False
    strokes = 0
    for drawing in page.get_cdrawings():
        if drawing["type"] == "f" and _is_rule(drawing["rect"]):
            continue
        for item in drawing["items"]:
            if item[0] == "c" or (item[0] == "l" and _is_short(item[1], item[2])):
                strokes += 1
            elif item[0] == "qu":
                strokes += 2
    return strokes > _DRAWN


def _is_rule(box: tuple[float, float, float, float]) -> bool:
    """Whether a filled shape is as thin as the border of a cell, which some programs draw with slanted ends."""
    return min(box[2] - box[0], box[3] - box[1]) <= _THIN


def _is_short(start: tuple[float, float], end: tuple[float, float]) -> bool:
    width, height = abs(start[0] - end[0]), abs(start[1] - end[1])
    return max(width, height) <= _SHORT or min(width, height) > 1
