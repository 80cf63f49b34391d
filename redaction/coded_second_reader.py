"""Undoes the codes of a written text with other tools than those that read it: what might still be said in them."""

import base64
import binascii
import re
import zlib
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import islice
from typing import Final

_BASE64: Final = re.compile(r"[A-Za-z0-9+/_-]{8,}(?:\s+[A-Za-z0-9+/_-]{8,})*")
_HEXADECIMAL: Final = re.compile(r"\b(?:[0-9A-Fa-f]{2}[ :]?){8,}\b")
_SIGNS: Final = re.compile(r"<~(.{5,4000}?)~>|\S{12,400}", re.DOTALL)
_TAG: Final = re.compile(r"<[^<>]{1,500}>")
_MOST: Final = 400  # coded stretches that are opened in one text
_WORD: Final = 80  # characters of one that may be a word, and so come again: what it says is remembered
_TEXT: Final = re.compile(r"[ -~\s\u00a0-\u024f\u2010-\u2060]{6,}")


def uncoded(source: str) -> list[str]:
    """Every text that a base64, base32, base85 or hexadecimal stretch of *source* is."""
    found: list[str] = []
    for stretch in _different(match[0] for match in _BASE64.finditer(source)):
        for one in {re.sub(r"\s", "", stretch), *stretch.split()}:
            found += (_letters if len(one) <= _WORD else _letters.__wrapped__)(one)
    for stretch in _different(match[1] or match[0] for match in _SIGNS.finditer(source)):
        found += (_signs if len(stretch) <= _WORD else _signs.__wrapped__)(stretch)
    for stretch in _different(match[0] for match in _HEXADECIMAL.finditer(source)):
        found += _read(binascii.unhexlify(re.sub("[ :]", "", stretch)))
    return found


def _different(stretches: Iterable[str]) -> Iterable[str]:
    """Each once, and so many at most: a long text says the same words often."""
    return islice(dict.fromkeys(stretches), _MOST)


@lru_cache(maxsize=16_384)
def _letters(code: str) -> tuple[str, ...]:
    """What it says in base64 and in both kinds of base32."""
    letters = code.replace("-", "+").replace("_", "/")
    whole = letters[: len(letters) // 4 * 4] if len(letters) % 4 == 1 else letters
    padded = code.upper() + "=" * (-len(code) % 8)
    return (
        *_read(base64.b64decode(whole + "=" * (-len(whole) % 4))),
        *_tried(base64.b32decode, padded),
        *_tried(base64.b32hexdecode, padded),
    )


@lru_cache(maxsize=16_384)
def _signs(code: str) -> tuple[str, ...]:
    """What it says in Ascii85 and in base85."""
    return (*_tried(base64.a85decode, code), *_tried(base64.b85decode, code))


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
