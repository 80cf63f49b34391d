"""Lines of something that stands where no word was seen: letters too blurred for the OCR to take them for any.

Words stand side by side, about as high as each other, with gaps of less than two heights, or run into one long band
of light and dark, on an even ground. A rule is low, a bar is solid, a logo stands alone. Of letters with sharp edges
the OCR makes words, if the wrong ones: sharp rows without a word are signatures, ornaments and empty cells.
"""

from dataclasses import dataclass
from typing import Final

import numpy
import numpy.typing

from redaction.ocr.words import Box

_LOWEST: Final = 6  # pixels of the small picture; what is lower are rules and dots
_HIGHEST: Final = 90
_GAPS: Final = (3, 6, 10)  # pixels between letters of a word, in small and in large type
_MOST_RUNS: Final = 30_000  # of ink in all rows: more are texture, noise or a photograph
_FEWEST_WORDS: Final = 4
_BAND: Final = 5  # times as long as high is a line that blur has made one
_LONG: Final = 1.6  # times as long as high is a word, and no icon
_FEWEST_LONG: Final = 2
_APART: Final = 1.6  # heights between words
_LETTER: Final = 0.5  # of the height of a word is the width of a letter
_HEAVY: Final = 0.92  # of its box, for a solid bar
_LIGHT: Final = 0.28  # of its box, for strokes of a pen and for frames
_EVEN: Final = 10  # tones, of 255, by which an even ground differs
_GROUND: Final = 0.6  # of what is around is even; the rest may be the next line
_SHARP: Final = 0.35  # of the contrast, from one pixel to the next; letters that are read have 0.8
_TURN: Final = 4  # tones between the light and the dark of a band
_MOST_WORDS: Final = 2_000

_Pixels = numpy.typing.NDArray[numpy.bool_]
_Tones = numpy.typing.NDArray[numpy.int16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What looks like a line of words."""

    box: Box
    letters: int  # roughly


def rows(ink: _Pixels, tones: _Tones) -> tuple[Row, ...]:
    """What of the ink stands in rows as words do; of all widths of type the one in which most letters stand."""
    found = (tuple(row for row in _rows(_blobs(ink, gap), tones) if _is_blurred(row.box, tones)) for gap in _GAPS)
    return max(found, key=lambda one: sum(row.letters for row in one))


def _rows(blobs: list[Box], tones: _Tones) -> list[Row]:
    left = sorted(
        (one for one in blobs if _LOWEST <= one.height <= _HIGHEST and one.width > one.height / 3),
        key=lambda one: one.left,
    )
    if len(left) > _MOST_WORDS:
        return []
    found: list[Row] = []
    while left:
        row = [left.pop(0)]
        while (after := _next(row[-1], left)) is not None:
            left.remove(after)
            row.append(after)
        long = sum(one.width > _LONG * one.height for one in row)
        bands = any(_is_band(one, tones) for one in row)
        if bands or (len(row) >= _FEWEST_WORDS and long >= _FEWEST_LONG):
            found.append(
                Row(
                    box=Box(
                        left=row[0].left,
                        top=min(one.top for one in row),
                        right=max(one.right for one in row),
                        bottom=max(one.bottom for one in row),
                    ),
                    letters=round(sum(max(one.width / (_LETTER * one.height), 1) for one in row)),
                )
            )
    return found


def _is_band(box: Box, tones: _Tones) -> bool:
    """Whether it is long, and light and dark by turns as letters make it."""
    high, wide = tones.shape
    if box.width < _BAND * box.height or min(box.left, box.top, wide - box.right, high - box.bottom) < 1:
        return False  # what touches the edge is a scanner's shadow
    across = tones[box.top : box.bottom, box.left : box.right].mean(axis=0)
    near = max(box.height, 2)
    padded = numpy.pad(across, (near // 2, near - near // 2 - 1), mode="edge")
    turns = across - numpy.convolve(padded, numpy.full(near, 1 / near), mode="valid")
    signs = numpy.sign(turns[numpy.abs(turns) > _TURN])
    return int((signs[1:] != signs[:-1]).sum()) > box.width / box.height


def _is_blurred(box: Box, tones: _Tones) -> bool:
    inner = tones[box.top : box.bottom, box.left : box.right]
    dark, light = numpy.percentile(inner, (2, 98))
    steps = numpy.abs(numpy.diff(inner, axis=1))
    return float(numpy.percentile(steps, 99)) < _SHARP * float(light - dark) and _on_even_ground(box, tones)


def _on_even_ground(box: Box, tones: _Tones) -> bool:
    wide = box.grown(max(box.height // 2, 3))
    around = tones[max(wide.top, 0) : wide.bottom, max(wide.left, 0) : wide.right]
    ground = numpy.bincount(around.ravel() // _EVEN).argmax() * _EVEN + _EVEN // 2
    inner = box.grown(2)
    outside = numpy.ones_like(around, dtype=bool)
    left, top = max(wide.left, 0), max(wide.top, 0)
    outside[max(inner.top - top, 0) : inner.bottom - top, max(inner.left - left, 0) : inner.right - left] = False
    beside = around[outside]
    return bool(beside.size) and float((numpy.abs(beside - ground) <= _EVEN).mean()) >= _GROUND


def _next(word: Box, others: list[Box]) -> Box | None:
    """The word to the right of it in its line."""
    for other in others:
        higher, lower = max(word.height, other.height), min(word.height, other.height)
        if other.left > word.right + _APART * higher:
            return None
        apart = abs(word.top + word.bottom - other.top - other.bottom) / 2
        if other.left >= word.right - lower / 4 and higher <= 2 * lower and apart <= higher / 2:
            return other
    return None


def _blobs(ink: _Pixels, gap: int) -> list[Box]:
    """Where ink hangs together, gaps in its rows of so many pixels closed; solid bars and thin strokes left out."""
    wide = ink.shape[1]
    edges = numpy.diff(numpy.pad(ink, ((0, 0), (1, 1))).astype(numpy.int8), axis=1)
    rows_of, starts = (one.tolist() for one in numpy.nonzero(edges == 1))
    ends = numpy.nonzero(edges == -1)[1].tolist()
    if len(starts) > _MOST_RUNS:
        return []
    runs: list[list[int]] = []  # row, start, end, ink
    for row, start, end in zip(rows_of, starts, ends, strict=True):
        if runs and runs[-1][0] == row and start - runs[-1][2] <= gap:
            runs[-1][2], runs[-1][3] = end, runs[-1][3] + end - start
        else:
            runs.append([row, start, end, end - start])
    parents = _joined(runs)
    boxes: dict[int, list[int]] = {}
    for at, (row, start, end, inked) in enumerate(runs):
        root = _root(parents, at)
        box = boxes.setdefault(root, [wide, row, 0, row, 0])
        box[0], box[2], box[3], box[4] = min(box[0], start), max(box[2], end), row, box[4] + inked
    return [
        Box(left=left, top=top, right=right, bottom=bottom + 1)
        for left, top, right, bottom, inked in boxes.values()
        if _LIGHT <= inked / ((right - left) * (bottom + 1 - top)) < _HEAVY
    ]


def _joined(runs: list[list[int]]) -> list[int]:
    """For each run another that it hangs together with, above it."""
    parents = list(range(len(runs)))
    above = 0
    for at, (row, start, end, _) in enumerate(runs):
        while runs[above][0] < row - 1 or (runs[above][0] == row - 1 and runs[above][2] < start):
            above += 1
        other = above
        while other < at and runs[other][0] == row - 1 and runs[other][1] <= end:
            parents[_root(parents, other)] = _root(parents, at)
            other += 1
    return parents


def _root(parents: list[int], at: int) -> int:
    while parents[at] != at:
        parents[at] = parents[parents[at]]
        at = parents[at]
    return at
