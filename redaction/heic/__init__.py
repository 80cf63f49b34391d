"""Photographs in HEIC: decoded by libheif, in a confinement of its own, into a JPEG that is read here."""

import io
import struct
from typing import Final

from PIL import Image

from redaction.errors import TooLarge, Unreadable
from redaction.heic import program
from redaction.heic.program import confinement
from redaction.isolate.errands import WAY, ErrandFailed
from redaction.isolate.programs import NotHere, NotRun

__all__ = ["as_jpeg", "confinement"]

_HEAD: Final = struct.Struct(">BII")  # as kit.py writes it: how the pixels stand there, width, height
_WHOLE: Final = 1  # three bytes a pixel; else brightness, and colours in planes of half the sides
_QUALITY: Final = 92
_NOT_HERE: Final = "libheif, which opens photographs in HEIC, is not installed here or cannot be confined"


def as_jpeg(untrusted_data: bytes, most_pixels: int) -> bytes:
    """The photograph as a JPEG with nothing beside its pixels, the right way up.

    Raises:
        Unreadable: it is none that libheif reads, or libheif is not installed.
        TooLarge: more pixels than *most_pixels*.
    """
    try:
        made = WAY.ask("heic", untrusted_data, program.decode)
    except NotHere as error:
        raise Unreadable(_NOT_HERE) from error
    except ErrandFailed as error:
        raise Unreadable(_NOT_HERE if error.class_name == NotHere.__name__ else _NOTHING) from error
    except NotRun as error:
        raise Unreadable(_NOTHING) from error
    out = io.BytesIO()
    _picture(made, most_pixels).save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


_NOTHING: Final = "a photograph in HEIC that cannot be decoded, or takes too long"


def _picture(made: bytes, most_pixels: int) -> Image.Image:
    """Of an answer that is not believed."""
    if len(made) < _HEAD.size:
        raise Unreadable(_NOTHING)
    kind, wide, high = _HEAD.unpack_from(made)
    pixels = memoryview(made)[_HEAD.size :]
    if wide * high > most_pixels:
        raise TooLarge("more pixels than the limit")
    half = (-(-wide // 2), -(-high // 2))
    sizes = [(wide, high, 3)] if kind == _WHOLE else [(wide, high, 1), (*half, 1), (*half, 1)]
    if min(wide, high) < 1 or sum(a * b * c for a, b, c in sizes) != len(pixels):
        raise Unreadable(_NOTHING)
    if kind == _WHOLE:
        return Image.frombytes("RGB", (wide, high), bytes(pixels))
    planes: list[Image.Image] = []
    at = 0
    for across, down, _ in sizes:
        plane = Image.frombytes("L", (across, down), bytes(pixels[at : at + across * down]))
        planes.append(plane.resize((wide, high)) if plane.size != (wide, high) else plane)
        at += across * down
    return Image.merge("YCbCr", planes).convert("RGB")
