"""Pictures in rich text: hexadecimal digits in a group, read as a picture or, of a drawing, made one."""

import re
import struct
from functools import reduce
from typing import Final

from redaction.formats.picture.left_out import picture_within
from redaction.formats.reading import Opening, Reading
from redaction.libreoffice.drawings import as_pictures, is_drawing
from redaction.sniff import media_type as sniffed

_NOT_HEX: Final = re.compile(rb"[^0-9A-Fa-f]+")
_PLACEABLE: Final = struct.Struct("<IHhhhhHI")  # [MS-WMF] 2.3.2.3, without its checksum
_PLACEABLE_KEY: Final = 0x9AC6CDD7
_METAFILE: Final = (b"\x01\x00\x09\x00", b"\x02\x00\x09\x00")  # [MS-WMF] 2.3.2.2
_TWIPS: Final = 1440  # to the inch
_LARGEST: Final = 32_767


class RtfPicture:
    """A picture where it stands. ``reading`` is there once ``RtfPictures.close`` was called."""

    __slots__ = ("_said", "data", "reading")

    def __init__(self, data: bytes, said: str | None) -> None:
        self.data = data
        self._said = said
        self.reading: Reading | None = None

    def written(self) -> bytes:
        """Its bytes as digits, with its kind before them where what stands before says another."""
        if self.reading is None:
            raise AssertionError("written before it was read")
        kind = b"" if self.reading.written_type == self._said else rb"\pngblip "
        return kind + self.reading.write().hex().encode("ascii")


class RtfPictures:
    """All pictures of one document."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self._drawings: list[RtfPicture] = []
        self._found: list[RtfPicture] = []

    @property
    def drawn(self) -> bool:
        """Whether there are drawings, which become pictures."""
        return bool(self._drawings)

    def take(self, digits: bytes, kind: str | None, size: tuple[int, int]) -> RtfPicture:
        """One of these digits.

        Args:
            digits: And what stands between them.
            kind: Its media type; empty: it is a drawing; None: it is of a kind that is not read.
            size: Width and height in twips, as the document says; zero: it does not.
        """
        plain = _NOT_HEX.sub(b"", digits)
        data = bytes.fromhex(plain[: len(plain) // 2 * 2].decode("ascii"))
        picture = RtfPicture(data, kind)
        if kind == "" and is_drawing(data):
            picture.data = _placed(data, size)
            self._drawings.append(picture)
        else:
            if not kind or sniffed(data) != kind:
                picture.data = b""  # what it is nobody said, or said rightly
            self._found.append(picture)
        return picture

    def close(self) -> list[Reading]:
        """Read them all; drawings are made pictures together, for each start of what makes them takes its time."""
        for picture, made in zip(self._drawings, as_pictures([one.data for one in self._drawings]), strict=True):
            picture.data = made or b""
        readings: list[Reading] = []
        for picture in (*self._found, *self._drawings):
            picture.reading = picture_within(picture.data, self._opening)
            picture.data = b""
            readings.append(picture.reading)
        return readings


def _placed(data: bytes, size: tuple[int, int]) -> bytes:
    """A metafile of Windows with its size before it: rich text keeps that beside it."""
    if not data.startswith(_METAFILE) or not all(0 < side <= _LARGEST for side in size):
        return data
    head = _PLACEABLE.pack(_PLACEABLE_KEY, 0, 0, 0, *size, _TWIPS, 0)
    words = struct.unpack("<10H", head)
    return head + struct.pack("<H", reduce(lambda left, right: left ^ right, words)) + data
