"""Whether glyphs look like the letters that their fonts say they are.

A font's map to letters may say anything: a page that shows one name can be made to give another when it is searched.
Each glyph that is used is compared with the same letter in plain typefaces, coarsely: any type that a letter is
written in passes, letters that stand for others do not.
"""

import functools
import math
import string
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

import numpy
import pymupdf
from numpy.typing import NDArray

_LETTERS: Final = string.ascii_letters + string.digits
# Letters that are one when only their outline is seen, stretched to one size.
_ALIKE: Final = {
    "0": "o", "O": "o", "Q": "o", "I": "l", "1": "l", "i": "l", "j": "l", "J": "l", "t": "l", "f": "l", "5": "s",
    "2": "z", "6": "b", "9": "g", "q": "g", "h": "n", "K": "k", "P": "p", "C": "c", "S": "s", "U": "u", "V": "v",
    "W": "w", "X": "x", "Z": "z", "Y": "y", "8": "B", "r": "l",
}  # fmt: skip
_FACES: Final = ("helv", "hebo", "tiro", "tibo", "tiit", "cour")
_SIDE: Final = 12
_DPI: Final = 150
_INK: Final = 0.4  # of the range between paper and ink
_FEWEST: Final = 4  # pixels of a glyph's height and of the tones between ink and paper: less tells nothing
_BEST: Final = 10  # of some forty outlines: the letter is to be among so many nearest
_ODD: Final = 0.35  # share of a font's glyphs that may look like other letters
_ODD_TWINS: Final = 2  # second glyphs for a letter that do
_INVISIBLE: Final = 3
_ENOUGH: Final = 4  # glyphs of a font, below which nothing is said of it

Outline = NDArray[numpy.float32]
Glyph = tuple[str, str, int]  # font, letter, number in the font


def lying_pages(document: pymupdf.Document, numbers: Iterable[int]) -> frozenset[int]:
    """Those of the pages with a font whose glyphs look like other letters than it says."""
    plausible: dict[Glyph, bool] = {}
    used: dict[str, set[int]] = defaultdict(set)
    for number in numbers:
        page = document[number]
        fresh: dict[Glyph, tuple[float, float, float, float]] = {}
        for span in page.get_texttrace():
            if span["dir"][0] < 1 or span["type"] == _INVISIBLE:
                continue
            used[span["font"]].add(number)
            for code, glyph, _, box in span["chars"]:
                known = (span["font"], chr(code), glyph)
                if chr(code) in _LETTERS and known not in plausible:
                    fresh.setdefault(known, box)
        if fresh:
            _look(page, fresh, plausible)
    return frozenset(number for font in used if _lies(font, plausible) for number in used[font])


def _lies(font: str, plausible: dict[Glyph, bool]) -> bool:
    mine = {glyph: fine for glyph, fine in plausible.items() if glyph[0] == font}
    several: dict[str, int] = defaultdict(int)
    for _, letter, _ in mine:
        several[letter] += 1
    odd = [glyph for glyph, fine in mine.items() if not fine]
    twins = sum(several[letter] > 1 for _, letter, _ in odd)
    return len(mine) >= _ENOUGH and (len(odd) > _ODD * len(mine) or twins > _ODD_TWINS)


def _look(
    page: pymupdf.Page, fresh: dict[Glyph, tuple[float, float, float, float]], plausible: dict[Glyph, bool]
) -> None:
    pixels = page.get_pixmap(dpi=_DPI, colorspace=pymupdf.csGRAY, alpha=False)
    tones = numpy.frombuffer(pixels.samples, dtype=numpy.uint8).reshape(pixels.height, pixels.width)
    scale = _DPI / 72
    turned = page.rotation != 0
    for glyph, box in fresh.items():
        rect = (pymupdf.Rect(box) * page.rotation_matrix if turned else pymupdf.Rect(box)) * scale
        outline = None if turned else _outline(
            tones[max(int(rect.y0), 0) : max(int(rect.y1) + 1, 0), max(int(rect.x0), 0) : max(int(rect.x1) + 1, 0)]
        )  # fmt: skip
        if outline is not None:
            plausible[glyph] = _looks_like(outline, glyph[1])


def _outline(tones: NDArray[numpy.uint8]) -> Outline | None:
    """The ink in a box, stretched to one size, with its shape as one more number; None: there is none to see."""
    if min(tones.shape) < _FEWEST:
        return None
    light, dark = int(tones.max()), int(tones.min())
    if light - dark < _FEWEST * 8:
        return None
    share = (tones.astype(numpy.float32) - dark) / (light - dark)
    paper_is_light = float(numpy.median(numpy.concatenate((share[0], share[-1])))) > 0.5
    ink = 1 - share if paper_is_light else share
    rows, columns = numpy.where((ink > _INK).any(axis=1))[0], numpy.where((ink > _INK).any(axis=0))[0]
    if not rows.size or not columns.size or rows[-1] - rows[0] < _FEWEST:
        return None
    cropped = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    down = numpy.linspace(0, cropped.shape[0] - 1, _SIDE).round().astype(int)
    across = numpy.linspace(0, cropped.shape[1] - 1, _SIDE).round().astype(int)
    shape = math.log(cropped.shape[1] / cropped.shape[0]) * 2
    return numpy.append(cropped[down][:, across].ravel(), numpy.float32(shape))


@functools.cache
def _plain_letters() -> tuple[NDArray[numpy.float32], tuple[str, ...]]:
    """Outlines of the letters in plain typefaces, and which letter each is."""
    outlines: list[Outline] = []
    names: list[str] = []
    with pymupdf.open() as document:
        for face in _FACES:
            page = document.new_page(width=40 * len(_LETTERS), height=60)
            for at, letter in enumerate(_LETTERS):
                page.insert_text((40 * at + 8, 42), letter, fontname=face, fontsize=28)
            pixels = page.get_pixmap(dpi=72, colorspace=pymupdf.csGRAY, alpha=False)
            tones = numpy.frombuffer(pixels.samples, dtype=numpy.uint8).reshape(pixels.height, pixels.width)
            for at, letter in enumerate(_LETTERS):
                outline = _outline(tones[:, 40 * at : 40 * at + 40])
                if outline is not None:
                    outlines.append(outline)
                    names.append(_ALIKE.get(letter, letter))
    return numpy.stack(outlines), tuple(names)


def _looks_like(outline: Outline, letter: str) -> bool:
    outlines, names = _plain_letters()
    distances = ((outlines - outline) ** 2).sum(axis=1)
    nearest: dict[str, None] = {}
    for at in numpy.argsort(distances):
        nearest[names[at]] = None
        if len(nearest) == _BEST:
            break
    return _ALIKE.get(letter, letter) in nearest
