"""Tells the empty box of a form, for something to be ticked in: the OCR takes it for letters that it cannot tell.

A form has dozens, which together would be as much unread as a line of handwriting. A box has four straight sides that
meet in corners, and nothing in it: no letter is so, and a box with a mark or a figure in it is not taken for empty.
"""

from typing import Final

import numpy
import numpy.typing

_SMALLEST: Final = 14  # pixels of a side
_LARGEST: Final = 100
_SQUARE: Final = 1.35  # times as long as wide, at most
_CONTRAST: Final = 30  # of 255, between sides and paper
_BAND: Final = 0.22  # of its side, at each edge, in which its sides lie
_SIDE: Final = 0.95  # of a band has ink, from end to end
_CORNER: Final = 0.5  # of a corner is ink; of a round letter's a tenth
_THICKNESS: Final = 0.16  # of its side is a corner


def is_empty_box(tones: numpy.typing.NDArray[numpy.uint8]) -> bool:
    """Whether all that stands there is the outline of one square. *tones*: a place with some paper around it."""
    if not tones.size:
        return False
    dark, light = int(tones.min()), int(numpy.percentile(tones, 75))
    if light - dark < _CONTRAST:
        return False
    ink = tones < (dark + light) / 2
    rows, columns = (numpy.flatnonzero(ink.any(axis=axis)) for axis in (1, 0))
    box = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    longer, shorter = max(box.shape), min(box.shape)
    if shorter < _SMALLEST or longer > _LARGEST or longer > _SQUARE * shorter:
        return False
    band, corner = round(shorter * _BAND), max(round(shorter * _THICKNESS), 2)
    if box[band:-band, band:-band].any():
        return False
    sides = box[:band].any(axis=0), box[-band:].any(axis=0), box[:, :band].any(axis=1), box[:, -band:].any(axis=1)
    ends = slice(None, corner), slice(-corner, None)
    corners = [box[high, wide] for high in ends for wide in ends]
    return all(one.mean() >= _SIDE for one in sides) and all(one.mean() >= _CORNER for one in corners)
