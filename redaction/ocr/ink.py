"""Tells ink on paper from the rest of a picture: whether what could not be read are letters at all."""

from collections.abc import Iterable
from typing import Final

import numpy
import numpy.typing
from PIL import Image, ImageFilter

from redaction.ocr.lines import Row, rows
from redaction.ocr.tick_boxes import is_empty_box
from redaction.ocr.words import Box

# Letters are two tones, and the ground they stand on is even; leaves, hair and gravel are neither. Measured on
# letters (scanned, faxed, photographed, written by hand) and on photographs: docs/choices/pictures.md.
_TWO_TONES: Final = 0.75  # variance between the tones to all variance (Otsu); noise of one tone has 0.64
_CONTRAST: Final = 30.0  # of 255, between the tones
_EVEN: Final = 0.22  # standard deviation of the ground to the contrast
_FEWEST: Final = 12  # pixels
_AROUND: Final = 3
_LONGEST_SIDE: Final = 1200
_NEAR: Final = 10  # pixels to each side that ink is compared with
_DARKER: Final = 24
_BLURRED_NEAR: Final = 20  # the same for ink that blur has made pale and wide
_BLURRED_DARKER: Final = 8
_BLOCK: Final = 8  # pixels: wider than the strokes of letters, smaller than what is between lines
_SHADE: Final = 45  # of 255, between the paper and another ground
_FEWEST_ON_SHADE: Final = 40  # pixels of the small picture: two or three letters
_PLACE: Final = 16  # pixels of the small picture to each side
_LETTER: Final = 12  # pixels of ink in one place

_RULE_DARKER: Final = 16
_ACROSS_SHARE: Final = 16  # of the longest side; letters stand side by side
_ACROSS_SHORTEST: Final = 100  # pixels
_DOWN_SHARE: Final = 60  # the borders of a cell are as high as its line
_DOWN_SHORTEST: Final = 40
_RULE_THICKEST: Final = 12

_Pixels = numpy.typing.NDArray[numpy.bool_]


class Ink:
    """The tones of one grey picture."""

    def __init__(self, grey: Image.Image) -> None:
        self._grey = grey
        self._clean: numpy.typing.NDArray[numpy.uint8] | None = None  # see _tones
        self._asked = 0  # pixels
        self._scale = min(_LONGEST_SIDE / max(grey.size), 1.0)
        self._small: tuple[_Pixels, _Pixels] | None = None  # see _inked

    def is_lettering(self, box: Box) -> bool:
        """Whether what stands in *box* is of two tones on an even ground, as letters are."""
        wide = box.grown(_AROUND)
        tones = self._tones(wide).ravel()
        if tones.size < _FEWEST:
            return False
        counts = numpy.bincount(tones, minlength=256).astype(float)
        share = numpy.cumsum(counts / tones.size)
        mean = numpy.cumsum(counts / tones.size * numpy.arange(256))
        with numpy.errstate(divide="ignore", invalid="ignore"):
            between = numpy.nan_to_num((mean[-1] * share - mean) ** 2 / (share * (1 - share)), posinf=0.0)
        border = int(between.argmax())
        dark, light = tones[tones <= border], tones[tones > border]
        if not dark.size or not light.size:
            return False
        contrast = float(light.mean() - dark.mean())
        ground = light if light.size > dark.size else dark
        return (
            contrast > _CONTRAST
            and float(between.max()) > _TWO_TONES * float(tones.var())
            and float(ground.std()) < _EVEN * contrast
        )

    def is_empty_box(self, box: Box) -> bool:
        """Whether what stands in *box* is a form's box to be ticked, with nothing in it."""
        return is_empty_box(self._tones(box.grown(_AROUND)))

    def whole(self, box: Box) -> Box:
        """The box, grown on each side as far as ink goes on: half a letter left over can still be read.

        At most by some height of a line, so that no rule, frame or underline leads on for ever.
        """
        reach = min(max(box.width, box.height), 2 * min(box.width, box.height) + _AROUND)
        wide = box.grown(reach)
        left, top = max(wide.left, 0), max(wide.top, 0)
        tones = self._tones(wide).astype(numpy.int16)
        if not tones.size:
            return box
        ink = numpy.abs(tones - int(numpy.median(tones))) > _CONTRAST
        begin, end = box.left - left, box.right - left
        high, low = max(box.top - top, 0), box.bottom - top
        columns = numpy.flatnonzero(~ink[high:low].any(axis=0))
        rows = numpy.flatnonzero(~ink[:, max(begin, 0) : end].any(axis=1))
        return Box(
            left=left + _before(columns, begin),
            top=top + _before(rows, high),
            right=left + _after(columns, end, ink.shape[1]),
            bottom=top + _after(rows, low, ink.shape[0]),
        )

    def _tones(self, box: Box) -> numpy.typing.NDArray[numpy.uint8]:
        """What stands in the box without specks; of a whole page only where as much is asked for piece by piece."""
        left, top = max(box.left, 0), max(box.top, 0)
        right, bottom = min(box.right, self._grey.width), min(box.bottom, self._grey.height)
        if right <= left or bottom <= top:
            return numpy.zeros((0, 0), dtype=numpy.uint8)
        self._asked += (right - left) * (bottom - top)
        if self._clean is None and self._asked > self._grey.width * self._grey.height:
            self._clean = numpy.asarray(self._grey.filter(ImageFilter.MedianFilter(3)))
        if self._clean is not None:
            return self._clean[top:bottom, left:right]
        # A speck is told by the pixels beside it, so those outside of the box count.
        first, second = max(left - 1, 0), max(top - 1, 0)
        near = self._grey.crop((first, second, min(right + 1, self._grey.width), min(bottom + 1, self._grey.height)))
        clean: numpy.typing.NDArray[numpy.uint8] = numpy.asarray(near.filter(ImageFilter.MedianFilter(3)))
        return clean[top - second : bottom - second, left - first : right - first]

    def outside(self, boxes: Iterable[Box]) -> bool:
        """Whether ink lies in none of the boxes: in one place as much as a letter has."""
        left, _ = self._left(boxes)
        high, wide = (side // _PLACE * _PLACE for side in left.shape)
        if not high or not wide:
            return bool(left.any())
        places = left[:high, :wide].reshape(high // _PLACE, _PLACE, wide // _PLACE, _PLACE).sum(axis=(1, 3))
        edges = int(left[high:].sum()) + int(left[:, wide:].sum())
        return int(places.max()) >= _LETTER or edges >= _LETTER

    def on_shade(self, boxes: Iterable[Box]) -> bool:
        """Whether ink lies in none of the boxes on a ground of another tone than the paper's.

        One border between ink and paper for the whole picture makes letters and such a ground one black box.
        """
        left, shaded = self._left(boxes)
        return int((left & shaded).sum()) > _FEWEST_ON_SHADE

    def blurred_rows(self, boxes: Iterable[Box]) -> list[Row]:
        """What lies in none of the boxes and looks like lines of letters too blurred to be taken for any."""
        scale = self._scale
        ink, _ = _inked(self._grey, scale, near=_BLURRED_NEAR, darker=_BLURRED_DARKER)
        left = self._without(ink, boxes)
        tones = numpy.asarray(self._grey.resize((left.shape[1], left.shape[0])), dtype=numpy.int16)
        return [
            Row(
                box=Box(
                    left=int(row.box.left / scale),
                    top=int(row.box.top / scale),
                    right=min(int(row.box.right / scale) + 1, self._grey.width),
                    bottom=min(int(row.box.bottom / scale) + 1, self._grey.height),
                ),
                letters=row.letters,
            )
            for row in rows(left, tones)
        ]

    def _left(self, boxes: Iterable[Box]) -> tuple[_Pixels, _Pixels]:
        """Of a small picture which pixels are ink in none of the boxes, and where the ground is not the paper's."""
        if self._small is None:
            self._small = _inked(self._grey, self._scale)
        ink, shaded = self._small
        return self._without(ink, boxes), shaded

    def _without(self, ink: _Pixels, boxes: Iterable[Box]) -> _Pixels:
        scale, left = self._scale, ink.copy()
        for box in boxes:
            wide = box.grown(_AROUND + box.height // 6)
            left[
                max(int(wide.top * scale), 0) : int(wide.bottom * scale) + 1,
                max(int(wide.left * scale), 0) : int(wide.right * scale) + 1,
            ] = False
        return left


def _inked(grey: Image.Image, scale: float, *, near: int = _NEAR, darker: int = _DARKER) -> tuple[_Pixels, _Pixels]:
    size = (max(round(grey.width * scale), 1), max(round(grey.height * scale), 1))
    small = grey.resize(size)
    around = numpy.asarray(small.filter(ImageFilter.BoxBlur(near)), dtype=numpy.int16)
    tones = numpy.asarray(small, dtype=numpy.int16)
    paper = int(numpy.bincount(around.ravel(), minlength=256).argmax())
    # Paper beside a letter is lighter than what is near it, and no ink. Letters of the paper's own tone on a dark
    # ground make that ground darker than what is near it.
    ink = (tones < around - darker) | ((tones > around + darker) & (numpy.abs(tones - paper) > darker))
    return ink, numpy.abs(around - paper) > _SHADE


def levelled(grey: Image.Image) -> Image.Image:
    """The picture as if all grounds were white: each tone by the lightest within some strokes' width of it."""
    tones = numpy.asarray(grey)
    high, wide = (-(-side // _BLOCK) for side in tones.shape)
    padded = numpy.pad(tones, ((0, high * _BLOCK - tones.shape[0]), (0, wide * _BLOCK - tones.shape[1])), mode="edge")
    lightest = padded.reshape(high, _BLOCK, wide, _BLOCK).max(axis=(1, 3))
    ground = (
        Image.fromarray(lightest)
        .filter(ImageFilter.MaxFilter(3))
        .filter(ImageFilter.MinFilter(3))
        .resize((wide * _BLOCK, high * _BLOCK), Image.Resampling.BILINEAR)
    )
    grounds = numpy.maximum(numpy.asarray(ground)[: tones.shape[0], : tones.shape[1]], 1).astype(numpy.float32)
    return Image.fromarray(numpy.minimum(tones * (255 / grounds), 255).astype(numpy.uint8))


def unruled(grey: Image.Image) -> Image.Image:
    """The picture without the rules of its tables and forms: beside them letters are taken for brackets and bars.

    A rule is dark, long and thin; the strokes of letters are shorter, of headings thicker.
    """
    tones = numpy.asarray(grey)
    near = numpy.asarray(grey.filter(ImageFilter.BoxBlur(_NEAR)), dtype=numpy.int16)
    dark = tones < near - _RULE_DARKER
    rules = numpy.zeros_like(dark)
    for turned, share, shortest in ((False, _ACROSS_SHARE, _ACROSS_SHORTEST), (True, _DOWN_SHARE, _DOWN_SHORTEST)):
        ink = dark.T if turned else dark
        # A page that does not lie straight has rules with steps in them.
        steps = numpy.pad(ink, ((1, 1), (0, 0)))
        wide = steps[:-2] | ink | steps[2:]
        long = _opened(wide, max(max(grey.size) // share, shortest)) & ~_opened(ink.T, _RULE_THICKEST).T
        rules |= long.T if turned else long
    if not rules.any():
        return grey
    new = tones.copy()
    new[rules] = int(numpy.bincount(tones.ravel(), minlength=256).argmax())
    return Image.fromarray(new)


def _opened(ink: _Pixels, length: int) -> _Pixels:
    """What of the ink lies in a run of at least so many pixels in its row."""
    high, wide = ink.shape
    if wide < length:
        return numpy.zeros_like(ink)
    sums = numpy.zeros((high, wide + 1), dtype=numpy.int32)
    numpy.cumsum(ink, axis=1, out=sums[:, 1:])
    whole = (sums[:, length:] - sums[:, :-length]) == length  # a run begins here
    begun = numpy.zeros((high, wide + 1), dtype=numpy.int32)
    numpy.cumsum(numpy.pad(whole, ((0, 0), (0, length - 1))), axis=1, out=begun[:, 1:])
    before = numpy.pad(begun[:, :-1], ((0, 0), (length - 1, 0)))[:, :wide]
    inside: _Pixels = (begun[:, 1:] - before) > 0
    return inside


def _before(blank: numpy.typing.NDArray[numpy.int64], at: int) -> int:
    """The place after the last blank line before *at*."""
    found = blank[blank < at]
    return int(found[-1]) + 1 if found.size else 0


def _after(blank: numpy.typing.NDArray[numpy.int64], at: int, end: int) -> int:
    """The place of the first blank line from *at* on."""
    found = blank[blank >= at]
    return int(found[0]) if found.size else end
