"""How wide the strokes in a picture are: what has none holds no letters, and need not be shown to the OCR.

A letter is made of strokes: dark or light, narrow, standing out from what lies on both sides of them. Sky, skin and
walls have none, nor the edges of large things; leaves, hair, bricks and letters have. Much of what a camera sees is
looked at as before; but a picture in which no stroke stands out from the grain, in any place, is not.
"""

from collections.abc import Callable
from typing import Final

import numpy
import numpy.typing
from PIL import Image

_REACH: Final = 4  # pixels to each side: strokes up to twice that wide stand out; in a smaller picture wider ones
_WIDEST: Final = 4  # times as wide and high as its strokes is a letter, at least
_PALEST: Final = 12  # of 255, by which a stroke differs from its ground
_CERTAIN: Final = 36  # from which on it is one, whatever the grain
_GRAIN: Final = 4  # times what stands out in the middle of the quietest blocks is more than grain
_QUIETEST: Final = 20  # per cent of the blocks
_BLOCK: Final = 16  # pixels of a side: one letter, or several small ones
_FEWEST: Final = 16  # pixels of strokes in a block

_Tones = numpy.typing.NDArray[numpy.uint8]
_Either = Callable[[_Tones, _Tones], _Tones]


def finest(grey: Image.Image) -> int | None:
    """By how much a picture can be made smaller, in each direction, before strokes stand out: 1, 2, 4 …

    None: there are none. Letters dark on light and light on dark count. *grey*: one byte a pixel, contrast stretched.
    """
    smaller, by = grey, 1
    while not _stand_out(numpy.asarray(smaller)):
        if 2 * _REACH * by * _WIDEST >= min(grey.size):
            return None
        smaller, by = smaller.reduce(2), 2 * by
    return by


def _stand_out(tones: _Tones) -> bool:
    high, wide = (side // _BLOCK for side in tones.shape)
    if not high or not wide:
        return True  # too small to tell
    lightest = _spread(_spread(tones, numpy.maximum), numpy.minimum)
    darkest = _spread(_spread(tones, numpy.minimum), numpy.maximum)
    strokes = numpy.maximum(lightest - tones, tones - darkest)
    if not bool((strokes > _PALEST).any()):
        return False
    whole = strokes[: high * _BLOCK, : wide * _BLOCK].reshape(high, _BLOCK, wide, _BLOCK)
    blocks = whole.swapaxes(1, 2).reshape(high * wide, _BLOCK * _BLOCK)
    rest = strokes[high * _BLOCK :], strokes[:, wide * _BLOCK :]
    # Of what is certain the grain need not be known, which takes the most time to tell.
    return _enough(blocks, rest, _CERTAIN) or _enough(blocks, rest, _least(blocks))


def _least(blocks: _Tones) -> int:
    """By how much more than the grain something stands out.

    The grain is what the middle pixel of the quietest blocks has. It is looked for by halves among the few values
    that make a difference: to count what is below one of them is many times quicker than to sort every block.
    """
    half = blocks.shape[1] // 2
    fewest = len(blocks) * _QUIETEST // 100 + 1
    low, high = _PALEST // _GRAIN, _CERTAIN // _GRAIN
    while low < high:
        middle = (low + high) // 2
        quiet = (blocks <= middle).sum(axis=1, dtype=numpy.uint16) >= half
        low, high = (low, middle) if int(quiet.sum()) >= fewest else (middle + 1, high)
    return _GRAIN * low


def _enough(blocks: _Tones, rest: tuple[_Tones, ...], least: int) -> bool:
    edges = sum(int((one > least).sum()) for one in rest)
    return edges >= _FEWEST or int((blocks > least).sum(axis=1, dtype=numpy.uint16).max()) >= _FEWEST


def _spread(tones: _Tones, either: _Either) -> _Tones:
    """Each pixel as light, or as dark, as what is so most within reach: by steps of one, two and four.

    Done twice, once each way, strokes are gone and what is wider is as it was.
    """
    for _ in range(2):
        tones = tones.T
        wide = numpy.pad(tones, ((_REACH, _REACH), (0, 0)), mode="edge")
        for step in (1, 2, 4, 1):
            wide = either(wide[:-step], wide[step:])
        tones = wide
    return tones
