"""Text into a body: its own charset and transfer encoding where they fit, else UTF-8 and one that can carry it."""

import base64
import re
from dataclasses import dataclass
from typing import Final

from gateway.read import charsets
from gateway.read.transfer import Transfer

_LONGEST_LINE: Final = 998  # RFC 5322 §2.1.1
_QUOTED_LINE: Final = 76
_LONE: Final = re.compile(rb"(?<!\r)\n|\r(?!\n)")
_UNSAFE: Final = re.compile(rb"[^\t\r\n -<>-~]|[ \t]+(?=\r?\n|\Z)|=")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A new body and what has to be said about it."""

    octets: bytes
    encoding: Transfer
    charset: str | None  # to be named; None: what is named stays


def charset_octets(text: str, codec: str) -> tuple[bytes, str | None]:
    """*text* in *codec* where it fits and reads back, else in UTF-8; and the charset to name, if it is another."""
    try:
        octets = text.encode(codec)
        if octets.decode(codec) == text:
            return octets, None
    except UnicodeError:
        pass
    return text.encode("utf-8", "replace"), "utf-8"


def fit(octets: bytes, encoding: Transfer, line_end: bytes, boundaries: tuple[bytes, ...]) -> tuple[bytes, Transfer]:
    """*octets* in that transfer encoding, or, where it cannot carry them, quoted-printable.

    *boundaries*: of all multiparts around, none of which may come to stand at the beginning of a line.
    """
    if encoding is Transfer.BASE64:
        return encode_base64(octets, line_end), encoding
    if encoding.identity and _carries(octets, encoding, boundaries) and not _mixed(octets, line_end):
        return octets, encoding
    quoted = encode_quoted(octets, line_end)
    if any(_begins_line(quoted, boundary) for boundary in boundaries):
        return encode_base64(octets, line_end), Transfer.BASE64
    return quoted, Transfer.QUOTED_PRINTABLE


def text_body(
    text: str, found: charsets.Text, encoding: Transfer, line_end: bytes, boundaries: tuple[bytes, ...]
) -> Body:
    """The body for a changed text that was read as *found*."""
    octets, charset = charset_octets(text, found.codec)
    body, used = fit(octets, encoding, line_end, boundaries)
    return Body(octets=body, encoding=used, charset=charset)


def encode_base64(octets: bytes, line_end: bytes) -> bytes:
    """In lines of 76, without a line end after the last."""
    return base64.encodebytes(octets).rstrip(b"\n").replace(b"\n", line_end)


def encode_quoted(octets: bytes, line_end: bytes) -> bytes:
    """Quoted-printable; line ends stay line ends (RFC 2045 §6.7), alone standing CR or LF are escaped."""
    lines = re.split(rb"\r\n" if line_end == b"\r\n" else rb"\n", octets)
    return line_end.join(_quoted_line(line, line_end) for line in lines)


def _quoted_line(line: bytes, line_end: bytes) -> bytes:
    escaped = _UNSAFE.sub(_escape, line)
    escaped = escaped.replace(b"\r", b"=0D").replace(b"\n", b"=0A")
    pieces: list[bytes] = []
    while len(escaped) > _QUOTED_LINE:
        cut = _QUOTED_LINE - 1
        # An escape is not cut in two.
        cut -= next((back for back in (1, 2) if escaped[cut - back : cut - back + 1] == b"="), 0)
        pieces.append(escaped[:cut] + b"=")
        escaped = escaped[cut:]
    return line_end.join([*pieces, escaped])


def _escape(match: re.Match[bytes]) -> bytes:
    return b"".join(b"=%02X" % octet for octet in match[0])


def _carries(octets: bytes, encoding: Transfer, boundaries: tuple[bytes, ...]) -> bool:
    if encoding is Transfer.SEVEN_BIT and not octets.isascii():
        return False
    if b"\0" in octets or any(len(line) > _LONGEST_LINE for line in octets.split(b"\n")):
        return encoding is Transfer.BINARY
    return not any(_begins_line(octets, boundary) for boundary in boundaries)


def _mixed(octets: bytes, line_end: bytes) -> bool:
    """Whether a CR or LF stands alone in a message with CRLF line ends: no peer takes that (RFC 5321 §2.3.8)."""
    return line_end == b"\r\n" and _LONE.search(octets) is not None


def _begins_line(octets: bytes, boundary: bytes) -> bool:
    mark = b"--" + boundary
    return octets.startswith(mark) or b"\n" + mark in octets
