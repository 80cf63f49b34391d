"""Turns bytes into text by a declared, marked or likely charset, and back."""

import codecs
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from redaction.errors import Unreadable

# Codecs that turn bytes into characters. Python knows others (zlib, unicode_escape, idna) under
# the same interface; a sender who could name those would choose what a reader sees.
_KNOWN: Final = frozenset(
    codecs.lookup(name).name
    for name in (
        "utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "ascii", "iso8859-1",
        "iso8859-2", "iso8859-3", "iso8859-4", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "iso8859-9",
        "iso8859-10", "iso8859-13", "iso8859-14", "iso8859-15", "iso8859-16", "cp1250", "cp1251", "cp1252",
        "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp437", "cp850", "cp852", "mac-roman",
        "koi8-r", "koi8-u", "gb2312", "gbk", "gb18030", "big5", "shift_jis", "euc-jp", "iso2022_jp",
        "euc-kr", "tis-620", "cp874", "cp932", "cp949", "big5hkscs",
    )
)  # fmt: skip
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNMARKED: Final = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_WIDEST: Final = 4  # bytes of a character in these
_TOLD_BY: Final = 65536  # bytes: enough to tell
_IN_TEXT: Final = frozenset("\t\n\r\f\v\a\b\x1a\x1b\u00ad\u200b\u200c\u200d\u2028\u2029\ufeff")
_MIME_NAMES: Final[Mapping[str, str]] = MappingProxyType({
    "ascii": "us-ascii", "mac-roman": "macintosh", "cp874": "windows-874", "cp932": "shift_jis", "cp949": "euc-kr",
    "big5hkscs": "big5",
})  # fmt: skip
# Mail programs declare these and send cp1252; browsers and mail clients read them as cp1252.
_AS_CP1252: Final = frozenset({"ascii", "iso8859-1", "cp1252"})


def decode(untrusted_data: bytes, declared: str | None) -> tuple[str, str, tuple[str, ...]]:
    """The text, the charset that read it, and notes ("charset-guessed").

    A byte order mark wins over what is declared, as it does for mail programs; it is left
    out of the text. Undeclared text is UTF-16 or UTF-32 if its zero bytes say so, else UTF-8 or,
    failing that, cp1252.

    Raises:
        Unreadable: the charset is not known, or the bytes are not text in it.
    """
    for mark, name in _MARKS:
        if untrusted_data.startswith(mark):
            return _strict(untrusted_data, name).removeprefix("\ufeff"), name, ()
    if declared is not None:
        try:
            name = codecs.lookup(declared.strip().strip("\"'")).name
        except (LookupError, ValueError, UnicodeError):
            raise Unreadable("the charset is not known") from None
        if name not in _KNOWN:
            raise Unreadable("the charset is not one of text")
        try:
            return untrusted_data.decode(name), name, ()
        except UnicodeDecodeError:
            if name not in _AS_CP1252:
                raise Unreadable(f"the bytes are not {name}") from None
    wide = unmarked(untrusted_data) if declared is None else None
    if wide is not None:
        return _strict(untrusted_data, wide), wide, ("charset-guessed",)
    try:
        return untrusted_data.decode("utf-8"), "utf-8", () if declared is None else ("charset-guessed",)
    except UnicodeDecodeError:
        return _strict(untrusted_data, "cp1252"), "cp1252", ("charset-guessed",)


def unmarked(untrusted_data: bytes) -> str | None:
    """The charset of text whose characters are two or four bytes and that no mark tells; None: it is none.

    Half of its characters at least must be of ASCII: every two bytes of any file are some character.
    """
    head = untrusted_data[:_TOLD_BY]
    if b"\0" not in head:
        return None
    head = head[: len(head) // _WIDEST * _WIDEST] or head
    for name in _UNMARKED:
        try:
            text = head.decode(name)
        except UnicodeDecodeError:
            continue
        plain = sum(char.isascii() for char in text)
        if plain * 2 >= len(text) and all(char.isprintable() or char in _IN_TEXT for char in text):
            return name
    return None


def _strict(untrusted_data: bytes, name: str) -> str:
    try:
        return untrusted_data.decode(name)
    except UnicodeDecodeError:
        raise Unreadable(f"the bytes are not {name}") from None


def mime_name(charset: str) -> str:
    """The name that mail and web know a Python charset by: ``windows-1252`` for ``cp1252``."""
    for ours, theirs in (("iso8859-", "iso-8859-"), ("cp125", "windows-125"), ("iso2022_", "iso-2022-")):
        if charset.startswith(ours):
            return theirs + charset.removeprefix(ours)
    return _MIME_NAMES.get(charset, charset.replace("_", "-"))


def encode(text: str, charset: str) -> tuple[bytes, str]:
    """The text in *charset* where it fits, else in UTF-8; and which it was."""
    try:
        return text.encode(charset), charset
    except UnicodeEncodeError:
        return text.encode("utf-8"), "utf-8"


def oddities(text: str) -> tuple[str, ...]:
    """Notes on characters that show a reader something else than is stored."""
    return ("bidi-override",) if any(char in text for char in "\u202d\u202e\u2066\u2067\u2068") else ()
