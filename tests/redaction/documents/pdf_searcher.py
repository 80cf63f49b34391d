"""Looks for a value in a PDF by every way a curious person has; knows nothing of how the file was made."""

import re
import subprocess
import zlib
from urllib.parse import unquote

from tests.redaction.documents.searcher import squeezed, texts

_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_LITERAL = re.compile(rb"\((?:[^()\\]|\\.)*\)", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]+)>")


def pdf_texts(data: bytes) -> list[str]:
    """Raw bytes, unpacked streams, strings put together, and what poppler's pdftotext shows."""
    found = [data.decode("latin-1"), _shown(data), _shown(data, "-raw")]
    pieces = [data, *(_unpacked(packed) for packed in _STREAM.findall(data))]
    for piece in pieces:
        found += (
            piece.decode("latin-1"),
            unquote(piece.decode("latin-1")),
            re.sub("#([0-9A-Fa-f]{2})", _by_number, piece.decode("latin-1")),
        )
        found += (piece.decode("utf-16-be", "replace"), piece[1:].decode("utf-16-be", "replace"))
        found += _strings(piece)
        if piece is not data and piece.startswith(b"%PDF-"):
            found += pdf_texts(piece)
        elif piece.startswith(b"PK"):
            found += texts(piece)
    return found


def recovered(data: bytes, needles: tuple[str, ...]) -> list[str]:
    """Which needles can be had from the file."""
    everything = [squeezed(text) for text in pdf_texts(data)]
    return [needle for needle in needles if any(squeezed(needle) in text for text in everything)]


def _shown(data: bytes, *options: str) -> str:
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=data, capture_output=True, timeout=30, check=False)
    return done.stdout.decode("utf-8", "replace")


def _unpacked(packed: bytes) -> bytes:
    opened = zlib.decompressobj()
    try:
        return opened.decompress(packed.lstrip(b"\r\n")) + opened.unused_data
    except zlib.error:
        return packed


def _strings(piece: bytes) -> list[str]:
    literals = [re.sub(rb"\\([0-7]{3})", _by_octal, one[1:-1]) for one in _LITERAL.findall(piece)]
    digits = [re.sub(rb"\s", b"", one) for one in _HEX.findall(piece)]
    raw = [bytes.fromhex((one + b"0" * (len(one) % 2)).decode("ascii")) for one in digits]
    found = [b"".join(literals).decode("latin-1"), b"".join(raw).decode("latin-1")]
    return [*found, *(one.decode("utf-16", "replace") for one in raw if one[:2] == b"\xfe\xff")]


def _by_number(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))


def _by_octal(match: re.Match[bytes]) -> bytes:
    return bytes([int(match[1], 8) & 255])
