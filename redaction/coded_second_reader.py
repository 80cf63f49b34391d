"""Undoes the codes of a written text with other tools than those that read it: what might still be said in them."""

import base64
import binascii
import re
import zlib
from collections.abc import Callable
from typing import Final

_BASE64: Final = re.compile(r"[A-Za-z0-9+/_-]{8,}(?:\s+[A-Za-z0-9+/_-]{8,})*")
_HEXADECIMAL: Final = re.compile(r"\b(?:[0-9A-Fa-f]{2}[ :]?){8,}\b")
_SIGNS: Final = re.compile(r"<~(.{5,4000}?)~>|\S{12,400}", re.DOTALL)
_TAG: Final = re.compile(r"<[^<>]{1,500}>")
_MOST: Final = 400  # coded stretches that are opened in one text
_TEXT: Final = re.compile(r"[ -~\s\u00a0-\u024f\u2010-\u2060]{6,}")


def uncoded(source: str) -> list[str]:
    """Every text that a base64, base32, base85 or hexadecimal stretch of *source* is."""
    found: list[str] = []
    for match in list(_BASE64.finditer(source))[:_MOST]:
        for one in {re.sub(r"\s", "", match[0]), *match[0].split()}:
            letters = one.replace("-", "+").replace("_", "/")
            whole = letters[: len(letters) // 4 * 4] if len(letters) % 4 == 1 else letters
            found += _read(base64.b64decode(whole + "=" * (-len(whole) % 4)))
            found += _tried(base64.b32decode, one.upper() + "=" * (-len(one) % 8))
            found += _tried(base64.b32hexdecode, one.upper() + "=" * (-len(one) % 8))
    for match in list(_SIGNS.finditer(source))[:_MOST]:
        found += _tried(base64.a85decode, match[1] or match[0])
        found += _tried(base64.b85decode, match[1] or match[0])
    for match in list(_HEXADECIMAL.finditer(source))[:_MOST]:
        digits = re.sub("[ :]", "", match[0])
        found += _read(binascii.unhexlify(digits))
    return found


def _tried(undo: Callable[[str], bytes], code: str) -> list[str]:
    try:
        return _read(undo(code))
    except ValueError:
        return []


def untagged(source: str) -> list[str]:
    """*source* without tags, where it has what may be some."""
    return [_TAG.sub("", source)] if "<" in source else []


def _read(data: bytes) -> list[str]:
    if data[:2] in {b"\x1f\x8b", b"x\x9c", b"x\xda", b"x\x01", b"x^"}:
        try:
            data = zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(data, 100_000)
        except zlib.error:
            return []
    texts = [data.decode(coding, "replace") for coding in ("utf-8", "utf-16-le", "utf-16-be")]
    return [text for text in texts if _TEXT.fullmatch(text)]
