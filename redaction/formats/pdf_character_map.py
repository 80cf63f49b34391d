"""A font's map of codes to letters, put into an order that says nothing of the text."""

import re
from typing import Final

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
