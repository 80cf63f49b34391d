"""Whether the packed pixels of a PNG are the picture and nothing more: what follows them is shown by no program."""

import struct
import zlib
from collections.abc import Iterator
from typing import Final

_HEAD: Final = 8
_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_ADAM7: Final = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Of each pass the first column and row, and the steps to the next (W3C PNG third edition §8.1)."""


def only_pixels(untrusted_data: bytes) -> bool:
    """Whether each frame unpacks to as many bytes as its size asks for, and ends there.

    Raises:
        struct.error, IndexError: it is not whole.
    """
    depth, colour, interlaced = 0, 0, False
    size = (0, 0)
    packed: list[tuple[tuple[int, int], bytearray]] = []
    for kind, content in _chunks(untrusted_data):
        if kind == b"IHDR":
            *wide, depth, colour, _, _, lace = struct.unpack(">2I5B", content)
            size, interlaced = (wide[0], wide[1]), lace == 1
            packed.append((size, bytearray()))
        elif kind == b"fcTL":
            width, height = struct.unpack_from(">2I", content, 4)
            size = (width, height)
            if packed[-1][1]:
                packed.append((size, bytearray()))
        elif kind in {b"IDAT", b"fdAT"}:
            packed[-1][1].extend(content if kind == b"IDAT" else content[4:])
    bits = depth * _CHANNELS.get(colour, 0)
    return bool(packed) and all(_fits(bytes(data), _bytes(one, bits, interlaced=interlaced)) for one, data in packed)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = _HEAD
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        yield kind, data[at + 8 : at + 8 + length]
        at += 12 + length


def _bytes(size: tuple[int, int], bits: int, *, interlaced: bool) -> int:
    width, height = size
    total = 0
    for left, top, across, down in _ADAM7 if interlaced else ((0, 0, 1, 1),):
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        if columns > 0 and rows > 0:
            total += rows * (1 + (columns * bits + 7) // 8)
    return total


def _fits(data: bytes, wanted: int) -> bool:
    unpacking = zlib.decompressobj()
    try:
        made = unpacking.decompress(data, wanted + 1)
    except zlib.error:
        return False
    return len(made) == wanted and unpacking.eof and not unpacking.unused_data
