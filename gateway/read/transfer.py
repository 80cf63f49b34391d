"""Transfer encodings, read strictly: what one reader would skip over, another may show (RFC 2045 §6)."""

import binascii
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Transfer(StrEnum):
    """How a body is encoded."""

    SEVEN_BIT = "7bit"
    EIGHT_BIT = "8bit"
    BINARY = "binary"
    QUOTED_PRINTABLE = "quoted-printable"
    BASE64 = "base64"

    @property
    def identity(self) -> bool:
        """Whether the body stands there as it is."""
        return self not in {Transfer.QUOTED_PRINTABLE, Transfer.BASE64}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A body without its transfer encoding."""

    content: bytes
    sound: bool  # False: broken; the content is what a lenient reader would make of it


_WHITE: Final = b" \t\r\n"
_BASE64: Final = re.compile(rb"[A-Za-z0-9+/]*={0,2}")
_BASE64_JUNK: Final = re.compile(rb"[^A-Za-z0-9+/]")
_QUOTED: Final = re.compile(rb"=(?:([0-9A-Fa-f]{2})|[ \t]*(?:\r?\n|\Z))")
_QUOTED_BROKEN: Final = re.compile(rb"=(?![0-9A-Fa-f]{2}|[ \t]*\r?\n|[ \t]*\Z)")


def transfer(named: str) -> Transfer | None:
    """What a Content-Transfer-Encoding field names; None: nothing that is read here."""
    name = named.strip().lower()
    if not name:
        return Transfer.SEVEN_BIT
    try:
        return Transfer(name)
    except ValueError:
        return None


def decode(body: bytes, encoding: Transfer) -> Decoded:
    """Never raises."""
    if encoding is Transfer.BASE64:
        return base64(body)
    if encoding is Transfer.QUOTED_PRINTABLE:
        return quoted_printable(body)
    return Decoded(content=body, sound=True)


def base64(body: bytes) -> Decoded:
    """Sound only if it is whole groups of four, padding last, and nothing after: a tail is text to another reader."""
    packed = body.translate(None, _WHITE)
    if len(packed) % 4 == 0 and _BASE64.fullmatch(packed):
        return Decoded(content=binascii.a2b_base64(packed), sound=True)
    digits = _BASE64_JUNK.sub(b"", packed)
    digits = digits[: len(digits) - (len(digits) % 4 == 1)]
    return Decoded(content=binascii.a2b_base64(digits + b"=" * (-len(digits) % 4)), sound=False)


def quoted_printable(body: bytes) -> Decoded:
    """Sound only if every equals sign begins an octet or ends a line."""

    def octet(match: re.Match[bytes]) -> bytes:
        digits = match[1]
        return bytes.fromhex(digits.decode("ascii")) if digits else b""

    return Decoded(content=_QUOTED.sub(octet, body), sound=_QUOTED_BROKEN.search(body) is None)
