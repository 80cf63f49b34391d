"""Reads written rich text by three rules: numbers become characters, words and braces go, pictures are opened."""

import re
from collections.abc import Callable
from typing import Final

from redaction.formats.rtf.words import FONTS

_UNICODE: Final = re.compile(r"\\u(-?\d{1,6}) ?(?:\\'[0-9A-Fa-f]{2}|[^\\{}])?")
_BYTE: Final = re.compile(r"\\'([0-9A-Fa-f]{2})")
_LINE_END: Final = re.compile(r"\\(?:par|line|cell|row|sect|page|tab|nestcell)(?![a-z])")
_HIDDEN: Final = re.compile(r"\{\\(?:v|deleted) [^{}]*\}")
_WORD: Final = re.compile(r"\\[A-Za-z]+-?\d* ?|\\\*|[{}\r\n]")
_ESCAPED: Final = re.compile(r"\\([\\{}])")
_PICTURE: Final = re.compile(r"(?:[0-9A-Fa-f]{2}){60,}")

_FONT_TABLE: Final = re.compile(rb"\{\\fonttbl(?:[^{}]|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\})*\}")
_FONT: Final = re.compile(rb"(?<=[ }])[A-Za-z][A-Za-z0-9 ()]{1,60};")

Texts = tuple[list[str], list[str]]


def texts_of_rich_text(data: bytes, look: Callable[[bytes], Texts]) -> Texts:
    """All text in order, once with and once without what is hidden in it; *look* opens pictures."""
    source = without_fonts(data).decode("latin-1")
    shown: list[str] = []
    hidden: list[str] = []
    for picture in _PICTURE.findall(source):
        inner_shown, inner_hidden = look(bytes.fromhex(picture))
        shown += inner_shown
        hidden += inner_hidden
    whole = _PICTURE.sub("", source)
    shown += [_plain(whole), _plain(_HIDDEN.sub("", whole))]
    hidden.append(_BYTE.sub(lambda match: chr(int(match[1], 16)), whole))
    return shown, hidden


def without_fonts(data: bytes) -> bytes:
    """The document without the known typefaces in its table, which are nobody's names."""
    return _FONT_TABLE.sub(lambda table: _FONT.sub(_unknown, table[0]), data)


def _unknown(font: re.Match[bytes]) -> bytes:
    return b";" if FONTS.fullmatch(font[0].decode("ascii")) else font[0]


def _plain(source: str) -> str:
    numbered = _UNICODE.sub(lambda match: chr(int(match[1]) % 65536), _LINE_END.sub("\n", source))
    text = _ESCAPED.sub(r"\1", _WORD.sub("", _BYTE.sub(lambda match: chr(int(match[1], 16)), numbered)))
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
