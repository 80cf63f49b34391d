"""A page that lies askew is turned straight before it is read: askew, figures are taken apart or for other signs.

How it lies is told by its own lines, as a first look gave them: so upside down and on its side are told as well.
"""

import math
from typing import Final

from PIL import Image

from redaction.ocr.words import Box, Word, as_lines

_LEAST_DEGREES: Final = 0.4  # what a look bears, and what two words of a line can be told wrong by
_MOST_DEGREES: Final = 20.0  # from the nearest right angle; beyond it nothing is a line any more
_FEWEST_WORDS: Final = 3  # of a line
_LONG: Final = 8  # times as long as high is a line that tells
_QUARTER: Final = 90.0


class Straight:
    """The picture turned straight, and where what is seen there stands in the picture as it came."""

    def __init__(self, grey: Image.Image, words: tuple[Word, ...], ground: int) -> None:
        self.picture: Image.Image | None = None  # None: it lies straight, or too few lines tell
        leans = _leans(words)
        if leans is None or abs(leans - _QUARTER * round(leans / _QUARTER)) < _LEAST_DEGREES:
            return
        self._size = grey.size
        self._leans = math.radians(leans)
        # Image.rotate turns against the clock, and lines that fall to the right lean with it.
        self.picture = grey.rotate(leans, expand=True, fillcolor=ground, resample=Image.Resampling.BICUBIC)

    def in_picture(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        """The words of a look at the straight picture: boxes that hold theirs, in the pixels of the one that came."""
        if self.picture is None:
            return ()
        placed = ((word, self._box(word.box, self.picture.size)) for word in words)
        return tuple(
            Word(text=word.text, box=box, confidence=word.confidence, line=word.line, block=word.block)
            for word, box in placed
            if box.width > 0 and box.height > 0
        )

    def _box(self, box: Box, size: tuple[int, int]) -> Box:
        cosine, sine = math.cos(self._leans), math.sin(self._leans)
        across, down = [], []
        for x in (box.left - size[0] / 2, box.right - size[0] / 2):
            for y in (box.top - size[1] / 2, box.bottom - size[1] / 2):
                across.append(x * cosine - y * sine + self._size[0] / 2)
                down.append(x * sine + y * cosine + self._size[1] / 2)
        return Box(
            left=max(math.floor(min(across)), 0),
            top=max(math.floor(min(down)), 0),
            right=min(math.ceil(max(across)), self._size[0]),
            bottom=min(math.ceil(max(down)), self._size[1]),
        )


def _leans(words: tuple[Word, ...]) -> float | None:
    """Degrees with the clock in which the lines run, 0 for to the right: the middle one of all, by their length."""
    found: list[tuple[float, float]] = []
    for line in as_lines(words):
        if len(line) < _FEWEST_WORDS:
            continue
        (x, y), (to_x, to_y) = _middle(line[0].box), _middle(line[-1].box)
        length = math.hypot(to_x - x, to_y - y)
        if length > _LONG * min(min(word.box.width, word.box.height) for word in line):
            found.append((math.degrees(math.atan2(to_y - y, to_x - x)), length))
    if not found:
        return None
    # By how much they turn from the longest: angles go round.
    chief = max(found, key=lambda one: one[1])[0]
    turns = sorted(((degrees - chief + 180) % 360 - 180, length) for degrees, length in found)
    half, seen = sum(length for _, length in turns) / 2, 0.0
    for turn, length in turns:
        seen += length
        if seen >= half:
            leans = chief + turn
            off = leans - _QUARTER * round(leans / _QUARTER)
            return leans if abs(off) <= _MOST_DEGREES else None
    return None


def _middle(box: Box) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2
