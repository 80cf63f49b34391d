"""Photographs of telephones (HEIC): made a JPEG, and that is read, painted over and written.

Nothing of the old file is ever written again: what lies beside the pixels (where and when it was taken, a film, other
pictures) is gone with it. So such a file is never passed on as it came.
"""

from typing import Final

from redaction.errors import TooLarge
from redaction.formats.picture.reader import Picture
from redaction.formats.reading import Opening
from redaction.heic import as_jpeg
from redaction.sniff import HEIC

WRITTEN_TYPE: Final = "image/jpeg"
FORMAT: Final = "HEIC"
"""What was not looked into, and is gone in what is written."""


class Heic:
    """See ``Reading``; all of it is that of the JPEG."""

    media_type = HEIC
    written_type = WRITTEN_TYPE

    def __init__(self, untrusted_data: bytes, opening: Opening) -> None:
        if len(untrusted_data) > opening.limits.max_bytes:
            raise TooLarge("more bytes than the limit")
        self._made = Picture(as_jpeg(untrusted_data, opening.limits.max_pixels), opening)
        self.sources = self._made.sources
        self.unread = [FORMAT]
        self.dropped: list[str] = []

    def write(self) -> bytes:
        """The JPEG, with all changes."""
        made = self._made.write()
        self.dropped += (one for one in (FORMAT, *self._made.dropped) if one not in self.dropped)
        return made
