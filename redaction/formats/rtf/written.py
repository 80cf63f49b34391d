"""Characters of rich text, and how they are written: by number where they are not ASCII."""

from collections.abc import Callable
from typing import Final

from redaction.formats.pieces import Change, as_key
from redaction.formats.rtf.words import FONTS, SHAPE_PROPERTIES

_SPECIAL: Final = str.maketrans({"\\": "\\\\", "{": "\\{", "}": "\\}"})


class Run:
    """Characters with nothing between them."""

    __slots__ = ("symbols", "text")

    def __init__(self, text: str, *, symbols: bool) -> None:
        self.text = text
        self.symbols = symbols  # of a font of symbols, which knows its characters by their byte

    def written(self) -> bytes:
        """As the document has it."""
        if self.symbols and all(ord(char) < 256 for char in self.text):
            return b"".join(b"\\'%02x" % ord(char) for char in self.text)
        if self.text.isascii() and self.text.isprintable():
            return self.text.translate(_SPECIAL).encode("ascii")
        return b"".join(_escaped(char) for char in self.text)


def place(run: Run, *, key: bool) -> Callable[[Change], None]:
    """What a change of the run's text does; *key*: others refer to it by name."""

    def put(change: Change) -> None:
        run.text = change.made(as_key) if key else change.made()

    return put


def is_fixed(name: str, text: str) -> bool:
    """Whether a group's text is words of the format, or as good as that."""
    if name == "colortbl":
        return not text.strip("; ")
    if name == "sn":
        return text in SHAPE_PROPERTIES
    return name in {"fonttbl", "falt", "fname"} and FONTS.fullmatch(text) is not None


def _escaped(char: str) -> bytes:
    if " " <= char <= "~":
        return char.translate(_SPECIAL).encode("ascii")
    units = char.encode("utf-16-le", "replace")
    numbers = (int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2))
    return b"".join(b"\\u%d?" % number for number in numbers)
