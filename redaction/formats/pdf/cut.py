"""Takes glyphs out of a PDF's pages and writes labels where they stood."""

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import pikepdf
import pymupdf

from redaction.formats.pdf.text import Line, PageText, Point, Run

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
_NAME: Final = "LabelType"  # of the labels' font among a page's resources
_ESCAPED: Final = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})

Edit = tuple[int, int, str]  # half open, of the page's text, and what stands for it
Corners = tuple[Point, Point, Point, Point]  # upper left, upper right, lower left, lower right


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gap:
    """A stretch of one line that goes."""

    line: Line
    runs: tuple[Run, ...]
    label: str  # "": nothing is to be seen of it
    until: float  # how far to the right it may be written on
    first: bool


def cut_page(page: pymupdf.Page, text: PageText, edits: Iterable[Edit]) -> bytes:
    """Remove what stands at *edits* from the page; the operators that show its labels, for ``put_labels``."""
    turned = page.rotation
    if turned:
        page.set_rotation(0)  # where characters stand is told as if it were not turned
    try:
        gaps = list(_gaps(page, text, edits))
        bands = [corners for gap in gaps for corners in _corners(gap, _BAND)]
        if not bands:
            return b""
        _remove(page, bands)
        return _labels(gaps, ~page.transformation_matrix)
    finally:
        if turned:
            page.set_rotation(turned)


def put_labels(pdf: pikepdf.Pdf, number: int, labels: bytes) -> None:
    """Show what ``cut_page`` gave on that page of the written document."""
    page = pdf.pages[number]
    resources = page.obj.get("/Resources")
    if not isinstance(resources, pikepdf.Dictionary):
        resources = page.obj["/Resources"] = pikepdf.Dictionary()
    if "/Font" not in resources:
        resources["/Font"] = pikepdf.Dictionary()
    resources["/Font"][f"/{_NAME}"] = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    page.contents_add(labels)


def _remove(page: pymupdf.Page, bands: list[Corners]) -> None:
    """All bands in one annotation: each glyph is compared with all annotations, which costs more than all else."""
    mupdf = pymupdf.mupdf
    inner = mupdf.pdf_page_from_fz_page(page.this)
    annotation = mupdf.pdf_create_annot(inner, mupdf.PDF_ANNOT_REDACT)
    for corners in bands:
        quad = mupdf.FzQuad()
        quad.ul.x, quad.ul.y, quad.ur.x, quad.ur.y = *corners[0], *corners[1]
        quad.ll.x, quad.ll.y, quad.lr.x, quad.lr.y = *corners[2], *corners[3]
        mupdf.pdf_add_annot_quad_point(annotation, quad)
    how = mupdf.PdfRedactOptions()
    how.black_boxes, how.text = 0, mupdf.PDF_REDACT_TEXT_REMOVE
    how.image_method, how.line_art = mupdf.PDF_REDACT_IMAGE_NONE, mupdf.PDF_REDACT_LINE_ART_NONE
    mupdf.pdf_redact_page(inner.doc(), inner, how)


def _gaps(page: pymupdf.Page, text: PageText, edits: Iterable[Edit]) -> Iterator[_Gap]:
    edge = page.rect.x1 - _EDGE
    for start, end, replacement in edits:
        for number, (line, begin, stop) in enumerate(text.touched(start, end)):
            runs, after = text.runs(line, begin, stop)
            # Where single characters cannot be told apart the whole line goes: too much, and never too little.
            mine = tuple(runs) or (Run.whole(line.box),)
            until = edge if after is None else after
            yield _Gap(line=line, runs=mine, label=replacement, until=until - _AIR, first=number == 0)


def _corners(gap: _Gap, free: float) -> Iterator[Corners]:
    """One band for each run."""
    for run in gap.runs:
        first, last = run.first, run.last
        upper_left = _within(first.upper_left, first.upper_right, _INSET)
        lower_left = _within(first.lower_left, first.lower_right, _INSET)
        upper_right = _within(last.upper_right, last.upper_left, _INSET)
        lower_right = _within(last.lower_right, last.lower_left, _INSET)
        if abs(upper_right[0] - upper_left[0]) + abs(upper_right[1] - upper_left[1]) < _THINNEST:
            upper_right = (upper_right[0] + _THINNEST, upper_right[1])
            lower_right = (lower_right[0] + _THINNEST, lower_right[1])
        yield (
            _within(upper_left, lower_left, free),
            _within(upper_right, lower_right, free),
            _within(lower_left, upper_left, free),
            _within(lower_right, upper_right, free),
        )


def _within(one: Point, other: Point, share: float) -> Point:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def _labels(gaps: list[_Gap], to_page: pymupdf.Matrix) -> bytes:
    """Labels where they fit in readable type, else filled boxes.

    *to_page*: from where characters stand to the page's own coordinates, which begin at its foot.
    """
    shown: list[str] = []
    boxes: list[str] = []
    scale = abs(to_page.a)
    for gap in gaps:
        if not gap.label:
            continue
        size = _fitting(gap)
        if size is None:
            for upper_left, upper_right, lower_left, lower_right in _corners(gap, _EDGING):
                points = [_placed(one, to_page) for one in (upper_left, upper_right, lower_right, lower_left)]
                boxes.append(f"{points[0]} m {points[1]} l {points[2]} l {points[3]} l h f")
            continue
        run = gap.runs[0]
        height = run.first.lower_left[1] - run.first.upper_left[1]
        at = _placed((run.left, max(one.foot for one in gap.runs) - height * _BASELINE), to_page)
        colour = " ".join(f"{part:.3g}" for part in _colour(gap.line.span_at(0).colour))
        words = gap.label.translate(_ESCAPED)
        shown.append(f"{colour} rg BT /{_NAME} {size * scale:.4g} Tf {at} Td ({words}) Tj ET")
    if not shown and not boxes:
        return b""
    return "\n".join(("q", "0 g", *boxes, *shown, "Q\n")).encode("ascii")


def _placed(point: Point, to_page: pymupdf.Matrix) -> str:
    x, y = point
    return f"{to_page.a * x + to_page.c * y + to_page.e:.3f} {to_page.b * x + to_page.d * y + to_page.f:.3f}"


def _fitting(gap: _Gap) -> float | None:
    """The size of type in which the label stands in its gap; None: in none that can be read."""
    if not gap.first or not gap.line.straight or not (gap.label.isascii() and gap.label.isprintable()):
        return None
    left, right = min(one.left for one in gap.runs), max(one.right for one in gap.runs)
    size = gap.line.span_at(0).size
    length = _length(gap.label)
    fits = min(size, (max(gap.until, right - _AIR) - left) / max(length, 0.1))
    return fits if fits >= min(size, max(_SMALLEST, _SMALLER * size)) else None


@functools.lru_cache(maxsize=256)
def _length(label: str) -> float:
    """Of a label in type of one point."""
    length: float = pymupdf.get_text_length(label, fontname=_FONT, fontsize=1)
    return length


def _colour(value: int) -> tuple[float, float, float]:
    return (value >> 16) / 255, (value >> 8 & 255) / 255, (value & 255) / 255
