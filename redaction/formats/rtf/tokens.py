"""Takes rich text apart into braces, control words and characters (Rich Text Format specification 1.9.1)."""

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from redaction.errors import TooLarge, Unreadable

Kind = Literal["open", "close", "word", "symbol", "byte", "text", "binary"]

_MOST: Final = 4_000_000
_TOKEN: Final = re.compile(
    rb"(?P<word>\\(?P<name>[A-Za-z]{1,64})(?P<number>-?[0-9]{1,12})? ?)|(?P<byte>\\'[0-9A-Fa-f]{2})"
    rb"|(?P<symbol>\\[^A-Za-z'])|(?P<open>\{)|(?P<close>\})|(?P<blank>[\r\n]+)|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)


class Lexeme(NamedTuple):
    """One piece: ``name`` of a word or symbol, ``data`` of text, of a byte given by number, of binary data."""

    kind: Kind
    name: str = ""
    number: int | None = None
    data: bytes = b""


def lexemes(untrusted_data: bytes) -> Iterator[Lexeme]:
    """The pieces in order; line ends mean nothing and are left out.

    Raises:
        Unreadable: it ends within a piece, or is no rich text there.
        TooLarge: too many pieces.
    """
    at, count = 0, 0
    while at < len(untrusted_data):
        match = _TOKEN.match(untrusted_data, at)
        count += 1
        if match is None:
            raise Unreadable("damaged: not rich text")
        if count > _MOST:
            raise TooLarge("more pieces than the limit")
        at = match.end()
        kind = match.lastgroup
        if match["word"] is not None:
            name = match["name"].decode("ascii")
            number = None if match["number"] is None else int(match["number"])
            if name != "bin":
                yield Lexeme("word", name, number)
                continue
            size = number or 0
            if size < 0 or at + size > len(untrusted_data):
                raise Unreadable("damaged: binary data beyond the end")
            yield Lexeme("binary", data=untrusted_data[at : at + size])
            at += size
        elif kind == "byte":
            yield Lexeme("byte", data=bytes([int(match["byte"][2:], 16)]))
        elif kind == "symbol":
            yield Lexeme("symbol", match["symbol"][1:].decode("latin-1"))
        elif kind == "open":
            yield Lexeme("open")
        elif kind == "close":
            yield Lexeme("close")
        elif kind == "text":
            yield Lexeme("text", data=match["text"])
