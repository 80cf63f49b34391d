"""Looks for a value in mail, rich text, cards, calendars and Outlook files; knows nothing of how a file was made.

Whatever looks coded is decoded, whether the format says that it is or not.
"""

import base64
import binascii
import html
import quopri
import re
import zipfile
from email.header import decode_header
from urllib.parse import unquote

from tests.redaction.documents.searcher import squeezed
from tests.redaction.documents.searcher import texts as plain_texts

_DEEPEST = 6
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{4,}={0,2}(?:\r?\n[ \t]?[A-Za-z0-9+/]+={0,2})*")
_HEX = re.compile(rb"(?:[0-9A-Fa-f]{2}\s*){8,}")
_WORD = re.compile(r"=\?[^?\s]{1,40}\?[bqBQ]\?[^?]*\?=")


def texts(data: bytes, depth: int = 0) -> list[str]:
    """All that can be made of the bytes."""
    found = plain_texts(data)
    if depth > _DEEPEST or data.startswith(b"PK"):
        return found
    source = data.decode("latin-1")
    unfolded = re.sub(r"\r?\n[ \t]", "", source)
    found += [unfolded, unquote(source), unquote(unfolded), _words(unfolded), html.unescape(unquote(source))]
    found += [re.sub(r"\\(.)", r"\1", unfolded), re.sub(r"<[^>]*>", "", html.unescape(source))]
    quoted = quopri.decodestring(data)
    found += [quoted.decode("latin-1"), quoted.decode("utf-8", "replace")]
    found += _rich_text(source)
    for run in _BASE64.findall(data):
        # The next line may be no part of it.
        for lines in (run, run.rpartition(b"\n")[0]):
            packed = re.sub(rb"\s", b"", lines).rstrip(b"=")
            if len(packed) >= 12:
                found += _decoded(packed + b"=" * (-len(packed) % 4), depth)
    for run in _HEX.findall(data):
        digits = re.sub(rb"\s", b"", run)
        found += texts(bytes.fromhex(digits[: len(digits) // 2 * 2].decode()), depth + 1)
    return found


def _decoded(packed: bytes, depth: int) -> list[str]:
    try:
        return texts(base64.b64decode(packed, validate=True), depth + 1)
    except (binascii.Error, ValueError, zipfile.BadZipFile):
        return []


def _words(source: str) -> str:
    def plain(match: re.Match[str]) -> str:
        try:
            parts = decode_header(match[0])
            return "".join(
                one.decode(charset or "utf-8", "replace") if isinstance(one, bytes) else one for one, charset in parts
            )
        except (ValueError, LookupError):
            return match[0]

    return _WORD.sub(plain, re.sub(r"\?=\s+=\?", "?==?", source))


def _rich_text(source: str) -> list[str]:
    """Without groups and control words, once with and once without the fall-backs after Unicode characters."""
    numbered = re.sub(r"\\u(-?\d+) ?(?:\\'[0-9a-fA-F]{2}|.)?", lambda match: chr(int(match[1]) % 65536), source)
    found = []
    bare = re.sub(r"\\u(-?\d+) ?", lambda match: chr(int(match[1]) % 65536), source)
    for one in (source, numbered, bare):
        plain = re.sub(r"\\'([0-9a-fA-F]{2})", lambda match: chr(int(match[1], 16)), one)
        found.append(re.sub(r"\\[A-Za-z]+-?\d* ?|\\.|[{}\r\n]", "", plain))
    return found


def recovered(data: bytes, needles: tuple[str, ...]) -> list[str]:
    """Which needles can be had from the file."""
    everything = [squeezed(text) for text in texts(data)]
    return [needle for needle in needles if any(squeezed(needle) in text for text in everything)]
