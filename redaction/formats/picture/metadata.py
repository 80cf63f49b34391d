"""What a picture file holds beside its pixels, by its container; an allow-list says what may stay as it is."""

import struct
from dataclasses import dataclass
from typing import Final

from redaction.formats.office.package import words_in
from redaction.formats.picture.png_pixels import only_pixels

_PNG_HEAD: Final = 8
_PNG_KEPT: Final = frozenset({
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs", b"acTL",
    b"fcTL", b"fdAT",
})  # fmt: skip
_PNG_SIZES: Final = {b"IEND": 0, b"gAMA": 4, b"cHRM": 32, b"sRGB": 1, b"pHYs": 9, b"IHDR": 13}
_PNG_PIXELS: Final = frozenset({b"IDAT", b"fdAT"})
_JPEG_KEPT: Final = frozenset({0xDB, 0xC4, 0xDD, *(0xC0 + low for low in range(16) if low not in {4, 8, 12})})
_JPEG_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_JFIF_BYTES: Final = 14  # without a thumbnail (ITU-T T.871 §10.1)
_ADOBE_BYTES: Final = 12
_WEBP_KEPT: Final = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM"})
_WEBP_FRAME_HEAD: Final = 16
_JPEG_BEGINS: Final = b"\xff\xd8\xff"
_JPEG_SCAN: Final = b"\xff\xda"
_JPEG_ENDS: Final = b"\xff\xd9"
_BY_CHANCE: Final = 6
_MOST_CHARS: Final = 100_000
_GIF_LOOP: Final = b"NETSCAPE2.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands beside the pixels."""

    words: str  # printable stretches of it
    allowed: bool  # nothing but what the format needs: the file may leave as it is


def beside(untrusted_data: bytes, media_type: str) -> Beside:
    """Look through a picture that was decoded; a container that cannot be followed is never allowed.

    TIFF and BMP have no order of parts that could be walked through: ``Picture`` allows only what it writes itself.
    """
    reader = {"image/png": _png, "image/jpeg": _jpeg, "image/gif": _gif, "image/webp": _webp}.get(media_type)
    found: list[bytes] = []
    if reader is None:
        return Beside(words=_long_words(untrusted_data), allowed=False)
    try:
        allowed = reader(untrusted_data, found)
    except (struct.error, IndexError):
        return Beside(words=_long_words(untrusted_data), allowed=False)
    return Beside(words="\n".join(filter(None, (words_in(_before_pixels(one)) for one in found))), allowed=allowed)


def _before_pixels(content: bytes) -> bytes:
    """Without the JPEG pictures in it, thumbnails and second views: they go unseen, and their bytes are no words."""
    parts: list[bytes] = []
    at = 0
    while (begin := content.find(_JPEG_BEGINS, at)) >= 0:
        scan = content.find(_JPEG_SCAN, begin)
        end = content.find(_JPEG_ENDS, scan) if scan >= 0 else -1
        if end < 0:
            break
        parts.append(content[at:begin])
        at = end + len(_JPEG_ENDS)
    return b"\0".join((*parts, content[at:]))


def _long_words(data: bytes) -> str:
    """Printable stretches among pixels, which make short ones by chance."""
    return "\n".join(line for line in words_in(data).split("\n") if len(line) >= _BY_CHANCE)[:_MOST_CHARS]


def _png(data: bytes, found: list[bytes]) -> bool:
    at, allowed = _PNG_HEAD, True
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        content = data[at + 8 : at + 8 + length]
        if kind not in _PNG_PIXELS:
            found.append(content)
        allowed = allowed and kind in _PNG_KEPT and _PNG_SIZES.get(kind, length) == length
        at += 12 + length
        if kind == b"IEND":
            break
    found.append(data[at:])
    return allowed and at == len(data) and only_pixels(data)


def _jpeg(data: bytes, found: list[bytes]) -> bool:
    at, allowed = 2, True
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xD9:
            found.append(data[at + 2 :])
            return allowed and at + 2 == len(data)
        if marker in _JPEG_ALONE:
            at += 2
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        content = data[at + 4 : at + 2 + length]
        at += 2 + length
        if marker == 0xDA:
            at = _scan_end(data, at)
            continue
        if marker not in _JPEG_KEPT:
            found.append(content)
        jfif = marker == 0xE0 and content.startswith(b"JFIF\0") and len(content) == _JFIF_BYTES
        adobe = marker == 0xEE and content.startswith(b"Adobe") and len(content) == _ADOBE_BYTES
        allowed = allowed and (marker in _JPEG_KEPT or jfif or adobe)
    found.append(data[at:])
    return False


def _scan_end(data: bytes, at: int) -> int:
    """Where the next marker after the pixels stands."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0:
            raise IndexError("no end of pixels")
        if data[at + 1] not in {0x00, *range(0xD0, 0xD8)}:
            return at
        at += 2


def _gif(data: bytes, found: list[bytes]) -> bool:
    at, allowed = 13 + _table_bytes(data[10]), True
    while data[at] != 0x3B:
        if data[at] == 0x2C:
            at += 10 + _table_bytes(data[at + 9])
            at, _ = _blocks(data, at + 1)
            continue
        if data[at] != 0x21:
            found.append(data[at:])
            return False
        label = data[at + 1]
        at, content = _blocks(data, at + 2)
        if label == 0xF9:
            allowed = allowed and len(content) == 4
            continue
        found.append(content)
        allowed = allowed and label == 0xFF and content.startswith(_GIF_LOOP) and len(content) == len(_GIF_LOOP) + 3
    found.append(data[at + 1 :])
    return allowed and at + 1 == len(data)


def _table_bytes(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks(data: bytes, at: int) -> tuple[int, bytes]:
    parts: list[bytes] = []
    while data[at]:
        parts.append(data[at + 1 : at + 1 + data[at]])
        at += 1 + data[at]
    return at + 1, b"".join(parts)


def _webp(data: bytes, found: list[bytes]) -> bool:
    (size,) = struct.unpack_from("<I", data, 4)
    found.append(data[8 + size :])
    return _webp_chunks(data, 12, 8 + size, found) and 8 + size == len(data)


def _webp_chunks(data: bytes, at: int, end: int, found: list[bytes]) -> bool:
    allowed = True
    while at < min(end, len(data)):
        kind, length = struct.unpack_from("<4sI", data, at)
        if kind == b"ANMF":
            allowed = _webp_chunks(data, at + 8 + _WEBP_FRAME_HEAD, at + 8 + length, found) and allowed
        elif kind not in _WEBP_KEPT:
            found.append(data[at + 8 : at + 8 + length])
            allowed = False
        at += 8 + length + (length & 1)
    return allowed
