"""Pictures in documents that cannot be read, or not for sure: an empty one stands there, and says so."""

import io
from dataclasses import replace
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from redaction.errors import TooLarge, Unreadable
from redaction.formats.picture.frames import PICTURE_TYPES, Pixels, TooManyFrames, encode
from redaction.formats.picture.reader import Illegible
from redaction.formats.pieces import Source
from redaction.formats.reading import Opening, Reading
from redaction.sniff import media_type as sniffed

ILLEGIBLE: Final = "illegible pictures"
UNKNOWN: Final = "unknown pictures"
"""What was not looked into, and is gone in what is written: letters that cannot be told; a picture of a kind that is
not read, or damaged, or with too many frames, or a drawing of which nothing is seen."""

# A photograph of leaves has a few dozen marks that may be letters, a page written by hand has hundreds: who gets the
# document without that page would miss what it is about, so such a document is held.
_MOST_LETTERS: Final = 120
_SAYS: Final = "[picture left out]"
_GROUND: Final = "gainsboro"
_INK: Final = "black"
_LARGEST_TYPE: Final = 28  # pixels
_SMALLEST_TYPE: Final = 12
_USUAL_SIZE: Final = (320, 120)  # pixels; the document says how large it is shown
_WRITTEN_AS: Final = "image/png"


def picture_within(untrusted_data: bytes, opening: Opening) -> Reading:
    """A picture in a document.

    Raises:
        Illegible: many letters in it cannot be told.
        TooLarge: it has more pixels than the limit.
    """
    if sniffed(untrusted_data) not in PICTURE_TYPES:
        return LeftOut()
    try:
        return opening.nested(untrusted_data, opening.deeper())
    except Illegible as error:
        if error.letters > _MOST_LETTERS:
            raise
        return LeftOut(error.pixels)
    except TooManyFrames:
        return LeftOut()
    except TooLarge:
        raise  # a bomb is no picture
    except Unreadable:
        return LeftOut()


class LeftOut:
    """See ``formats.reading.Reading``. *pixels*: of one that was decoded, whose format and size it keeps."""

    def __init__(self, pixels: Pixels | None = None) -> None:
        self._size = pixels.frames[0].size if pixels else _USUAL_SIZE
        # The frames may be many and large, and are not needed any more.
        self._pixels = replace(pixels, frames=(), milliseconds=(0,), tables=None, palette=False) if pixels else None
        self.media_type = self.written_type = pixels.media_type if pixels else _WRITTEN_AS
        self.sources = [Source("picture")]
        self.unread = [ILLEGIBLE if pixels else UNKNOWN]
        self.dropped: list[str] = []

    def write(self) -> bytes:
        """An empty picture."""
        self.dropped += self.unread
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
        if self._pixels is not None:
            return encode(self._pixels, [empty])
        out = io.BytesIO()
        empty.save(out, "PNG")
        return out.getvalue()
