"""A font's map of codes to letters, put into an order that says nothing of the text."""

import re
from typing import Final
from urllib.parse import unquote

from redaction.formats.pdf.content import comments_in
from redaction.formats.pdf.font_names import person_like

# A map from codes to letters may give a whole name for one code (ISO 32000-2, 9.10.3); ligatures need four letters.
_LONG_TARGET: Final = re.compile(rb"<(?:[0-9A-Fa-f]\s*){17,}>")
_COMMENT: Final = re.compile(rb"%[^\r\n]*")
_DECLARED: Final = re.compile(rb"/(Registry|Ordering)\s*(?:\((?:[^()\\]|\\.)*\)|<[^>]*>)")
_NAMED: Final = re.compile(rb"/CMapName\s*/([^\s/()<>\[\]{}%]+)\s+def")
_BLOCK: Final = re.compile(rb"(beginbf(?:char|range))(.*?)(endbf)", re.DOTALL)
_CODE: Final = re.compile(rb"<[0-9A-Fa-f\s]*>")
_SIZES: Final = {b"beginbfchar": 2, b"beginbfrange": 3}  # strings of an entry (Adobe technical note 5014, §5.7)


def in_order(character_map: bytes) -> bytes:
    """The same map, its entries in the order of the letters.

    Writers number letters as they first stand in the text, so "W6 9AB" can stand in the map when it is cut from every
    page. Blocks with anything else in them (arrays of names) are left as they are.
    """
    return _BLOCK.sub(_ordered, character_map)


def _ordered(block: re.Match[bytes]) -> bytes:
    size = _SIZES[block[1]]
    codes = _CODE.findall(block[2])
    if len(codes) % size or _CODE.sub(b"", block[2]).strip():
        return block[0]
    entries = [codes[at : at + size] for at in range(0, len(codes), size)]
    lines = sorted((entry[-1], b" ".join(entry)) for entry in entries)
    return block[1] + b"\n" + b"".join(line + b"\n" for _, line in lines) + block[3]


def long_targets(data: bytes) -> list[str]:
    """Whole words that a map gives for one code, and what stands in its comments."""
    digits = (re.sub(rb"[<>\s]", b"", match[0]).decode("ascii") for match in _LONG_TARGET.finditer(data))
    words = [bytes.fromhex(one[: len(one) // 4 * 4]).decode("utf-16-be", "replace") for one in digits]
    names = (unquote(name.decode("latin-1").replace("#", "%")) for name in _NAMED.findall(data))
    return [*words, *comments_in(data), *filter(None, map(person_like, names))]


def map_of_letters(data: bytes) -> bytes:
    """The same map without comments, names and whole words."""
    data = _LONG_TARGET.sub(b"<FFFD>", _COMMENT.sub(b"", data))
    data = _NAMED.sub(b"/CMapName /X def", data)
    return _DECLARED.sub(lambda match: b"/" + match[1] + b" (X)", data)
