"""Unpacks the rich text of Outlook ([MS-OXRTFCP])."""

import struct
import zlib
from typing import Final

from redaction.errors import TooLarge, Unreadable

_HEAD: Final = struct.Struct("<4I")
_PACKED: Final = 0x75465A4C  # "LZFu"
_PLAIN: Final = 0x414C454D  # "MELA"
_WINDOW: Final = 4096
_START: Final = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans Serif"
    rb"SymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)  # fmt: skip


def unpacked(untrusted_data: bytes, most_bytes: int) -> bytes:
    """The rich text.

    Raises:
        Unreadable: it is not whole.
        TooLarge: it is longer than *most_bytes*.
    """
    if len(untrusted_data) < _HEAD.size:
        raise Unreadable("damaged: packed rich text that is cut off")
    size, raw_size, kind, checksum = _HEAD.unpack_from(untrusted_data)
    if raw_size > most_bytes:
        raise TooLarge("more unpacked bytes than the limit")
    # The size counts what follows it.
    packed = untrusted_data[_HEAD.size : size + 4]
    if kind == _PLAIN:
        return packed[:raw_size]
    if kind != _PACKED or len(packed) != size - (_HEAD.size - 4):
        raise Unreadable("damaged: packed rich text of an unknown form")
    # §2.2.2.2: the CRC of zlib, without the inversions at its begin and end.
    if zlib.crc32(packed, 0xFFFFFFFF) ^ 0xFFFFFFFF != checksum:
        raise Unreadable("damaged: packed rich text that was changed")
    return _decompressed(packed, raw_size)


def _decompressed(packed: bytes, raw_size: int) -> bytes:
    window = bytearray(_START.ljust(_WINDOW, b" "))
    at_window = len(_START)
    out = bytearray()
    at = 0
    while at < len(packed):
        control = packed[at]
        at += 1
        for bit in range(8):
            if control >> bit & 1 == 0:
                if at >= len(packed):
                    return bytes(out[:raw_size])
                piece = packed[at : at + 1]
                at += 1
                window[at_window] = piece[0]
                at_window = (at_window + 1) % _WINDOW
                out += piece
                continue
            if at + 2 > len(packed):
                raise Unreadable("damaged: packed rich text that is cut off")
            reference = int.from_bytes(packed[at : at + 2], "big")
            at += 2
            offset, length = reference >> 4, (reference & 0xF) + 2
            if offset == at_window:
                return bytes(out[:raw_size])
            for step in range(length):
                char = window[(offset + step) % _WINDOW]
                window[at_window] = char
                at_window = (at_window + 1) % _WINDOW
                out.append(char)
    return bytes(out[:raw_size])
