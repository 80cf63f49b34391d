"""Takes glyphs out of a PDF's pages and writes labels where they stood."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import pymupdf

from redaction.formats.pdf_text import Line, PageText, Point, Quad

# A glyph goes when its box touches ours, and boxes are as high as the font: a full one would take letters out of the
# lines above and below too. A band in the middle touches nothing but its own line.
_BAND: Final = 0.35  # of the height that stays free above and below
_EDGING: Final = 0.12  # of the height that a box leaves free, so that it covers no letter of its neighbours
_INSET: Final = 0.15  # of a character's width at each end of a run, so that its neighbours stay
_THINNEST: Final = 0.2  # points; a box of no width removes nothing
_FONT: Final = "helv"
_SMALLEST: Final = 6.0  # points: the smallest type that is read without effort
_SMALLER: Final = 0.6  # of the size that the text around has
_BASELINE: Final = 0.22  # of a line's height from its foot
_AIR: Final = 2.0  # points between a label and what stands behind it
_EDGE: Final = 18.0  # points that stay free at the right edge of the page
_DARK: Final = (0.0, 0.0, 0.0)

Edit = tuple[int, int, str]  # half open, of the page's text, and what stands for it


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gap:
    """A stretch of one line that goes."""

    line: Line
    quads: tuple[Quad, ...]
    label: str  # "": nothing is to be seen of it
    until: float  # how far to the right it may be written on
    first: bool


def cut_page(page: pymupdf.Page, text: PageText, edits: Iterable[Edit]) -> None:
    """Remove what stands at *edits* from the page, and show labels there."""
    gaps = list(_gaps(page, text, edits))
    bands = [band for gap in gaps for band in _bands(gap, _BAND)]
    if not bands:
        return
    for band in bands:
        page.add_redact_annot(band, fill=False, cross_out=False)
    page.apply_redactions(images=pymupdf.PDF_REDACT_IMAGE_NONE, graphics=pymupdf.PDF_REDACT_LINE_ART_NONE)
    _write(page, gaps)


def _gaps(page: pymupdf.Page, text: PageText, edits: Iterable[Edit]) -> Iterator[_Gap]:
    for start, end, replacement in edits:
        for number, (line, begin, stop) in enumerate(text.touched(start, end)):
            quads, after = text.quads(line, begin, stop)
            # Where single characters cannot be told apart the whole line goes: too much, and never too little.
            mine = tuple(quads) or _whole(line)
            until = page.rect.x1 - _EDGE if after is None else after
            yield _Gap(line=line, quads=mine, label=replacement, until=until - _AIR, first=number == 0)


def _whole(line: Line) -> tuple[Quad, ...]:
    left, top, right, foot = line.box
    corners = Quad(
        upper_left=(left, top), upper_right=(right, top), lower_left=(left, foot), lower_right=(right, foot)
    )
    return (corners,)


def _bands(gap: _Gap, free: float) -> Iterator[pymupdf.Quad]:
    """One band for each run of characters that follow one another."""
    for _, run in groupby(gap.quads, key=lambda one: round(one.lower_left[1] + one.upper_left[1])):
        quads = list(run)
        first, last = quads[0], quads[-1]
        upper_left = _within(first.upper_left, first.upper_right, _INSET)
        lower_left = _within(first.lower_left, first.lower_right, _INSET)
        upper_right = _within(last.upper_right, last.upper_left, _INSET)
        lower_right = _within(last.lower_right, last.lower_left, _INSET)
        if abs(upper_right[0] - upper_left[0]) + abs(upper_right[1] - upper_left[1]) < _THINNEST:
            upper_right = (upper_right[0] + _THINNEST, upper_right[1])
            lower_right = (lower_right[0] + _THINNEST, lower_right[1])
        yield pymupdf.Quad(
            _within(upper_left, lower_left, free),
            _within(upper_right, lower_right, free),
            _within(lower_left, upper_left, free),
            _within(lower_right, upper_right, free),
        )


def _within(one: Point, other: Point, share: float) -> Point:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def _write(page: pymupdf.Page, gaps: list[_Gap]) -> None:
    """Labels where they fit in readable type, else filled boxes."""
    shape = page.new_shape()
    shown = False
    boxes: list[pymupdf.Quad] = []
    for gap in gaps:
        if not gap.label:
            continue
        shown = True
        size = _fitting(gap)
        if size is None:
            boxes += _bands(gap, _EDGING)
            continue
        left, _, _, foot = _box(gap)
        span = gap.line.span_at(0)
        height = gap.quads[0].lower_left[1] - gap.quads[0].upper_left[1]
        at = pymupdf.Point(left, foot - height * _BASELINE)
        shape.insert_text(at, gap.label, fontname=_FONT, fontsize=size, color=_colour(span.colour))
    for box in boxes:
        shape.draw_quad(box)
    if boxes:
        shape.finish(color=None, fill=_DARK)
    if shown:
        shape.commit()


def _fitting(gap: _Gap) -> float | None:
    """The size of type in which the label stands in its gap; None: in none that can be read."""
    if not gap.first or not gap.line.straight or not gap.label.isascii():
        return None
    left, _, right, _ = _box(gap)
    size = gap.line.span_at(0).size
    length = pymupdf.get_text_length(gap.label, fontname=_FONT, fontsize=1)
    fits = min(size, (max(gap.until, right - _AIR) - left) / max(length, 0.1))
    return fits if fits >= min(size, max(_SMALLEST, _SMALLER * size)) else None


def _box(gap: _Gap) -> pymupdf.Rect:
    """What the gap covers, without what belongs to the lines above and below."""
    points = [
        point for one in gap.quads for point in (one.upper_left, one.upper_right, one.lower_left, one.lower_right)
    ]
    return pymupdf.Rect(
        min(x for x, _ in points), min(y for _, y in points), max(x for x, _ in points), max(y for _, y in points)
    )


def _colour(value: int) -> tuple[float, float, float]:
    return (value >> 16) / 255, (value >> 8 & 255) / 255, (value & 255) / 255
