"""Pictures in documents that cannot be read for sure: an empty one of their size stands there, and says so."""

from dataclasses import replace
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from redaction.formats.picture.frames import Pixels, encode
from redaction.formats.picture.reader import Illegible
from redaction.formats.pieces import Source
from redaction.formats.reading import Opening, Reading

ILLEGIBLE: Final = "illegible pictures"
"""What was not looked into, and is gone in what is written."""

# A photograph of leaves has a few dozen marks that may be letters, a page written by hand has hundreds: who gets the
# document without that page would miss what it is about, so such a document is held.
_MOST_LETTERS: Final = 120
_SAYS: Final = "[picture left out]"
_GROUND: Final = "gainsboro"
_INK: Final = "black"
_LARGEST_TYPE: Final = 28  # pixels
_SMALLEST_TYPE: Final = 12


def picture_within(untrusted_data: bytes, opening: Opening) -> Reading:
    """A picture in a document.

    Raises:
        Unreadable, TooLarge: as ``Picture``; not where a few letters in it cannot be told.
    """
    try:
        return opening.nested(untrusted_data, opening.deeper())
    except Illegible as error:
        if error.letters > _MOST_LETTERS:
            raise
        return LeftOut(error.pixels)


class LeftOut:
    """See ``formats.reading.Reading``."""

    def __init__(self, pixels: Pixels) -> None:
        self._size = pixels.frames[0].size
        self._pixels = replace(pixels, frames=())  # they may be many and large, and are not needed any more
        self.media_type = self.written_type = pixels.media_type
        self.sources = [Source("picture")]
        self.unread = [ILLEGIBLE]
        self.dropped: list[str] = []

    def write(self) -> bytes:
        """An empty picture in the same format and of the same size."""
        self.dropped.append(ILLEGIBLE)
        size = self._size
        empty = Image.new("RGB", size, _GROUND)
        draw = ImageDraw.Draw(empty)
        for height in range(_LARGEST_TYPE, _SMALLEST_TYPE - 1, -4):
            font = ImageFont.load_default(height)
            left, top, right, bottom = draw.textbbox((0, 0), _SAYS, font=font)
            if right - left <= size[0] - 4 and bottom - top <= size[1] - 4:
                at = ((size[0] - right - left) / 2, (size[1] - bottom - top) / 2)
                draw.text(at, _SAYS, font=font, fill=_INK)
                break
        return encode(replace(self._pixels, milliseconds=(0,), tables=None, palette=False), [empty])
