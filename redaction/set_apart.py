"""Draws letters together that are set apart, so that a name is read as it was meant: ``J a c k   H o l t``."""

import re
from typing import Final

from redaction.normal import Folded

_LETTER: Final = r"[^\W\d_]"
# A run has three letters or more, so its second and third stand like this; most texts hold none.
_SIGN: Final = re.compile(rf"[ ._*~-]{_LETTER}[ ._*~-]{_LETTER}(?!\w)")
# With blanks any letters; with other marks small ones after the first, for "U.S.A." is no name.
_RUN: Final = re.compile(
    rf"(?<![\w'])(?:{_LETTER}(?:[ ]{_LETTER}(?![\w'])){{2,48}}(?:[ ]{{2,5}}{_LETTER}(?:"
    rf"[ ]{_LETTER}(?![\w'])){{1,48}}){{0,6}}"
    rf"|{_LETTER}([._*~-])(?-i:[a-z])(?:\1(?-i:[a-z])(?!\w)){{1,48}})"
)
_SHAPES: Final = {
    point: "a" if (char := chr(point)).isalpha() else " " if char in " ._*~-" else "9" if char.isdigit() else "."
    for point in range(128)
}
_GAP: Final = re.compile(r"[ ._*~-]+")


def _may_be_apart(text: str) -> bool:
    """The same of a text in ASCII as ``_SIGN`` tells, or more, in a quarter of its time."""
    shape = text.translate(_SHAPES)
    return " a a " in shape or " a a." in shape or shape.endswith(" a a")


def drawn_together(folded: Folded) -> Folded:
    """The text without what stands between letters set apart; positions lead back to the same original.

    One blank stays between words: where more than one stood, and before a capital after a small letter.
    """
    text = folded.text
    if (text.isascii() and not _may_be_apart(text)) or _SIGN.search(text) is None:
        return folded
    left_out: list[tuple[int, int]] = []
    for run in _RUN.finditer(text):
        for gap in _GAP.finditer(text, run.start(), run.end()):
            start, end = gap.span()
            apart = end - start > 1 or (text[end].isupper() and text[start - 1].islower())
            left_out.append((start + apart, end))
    pieces: list[str] = []
    kept: list[int] = []
    reach = 0
    for start, end in (*left_out, (len(text), len(text))):
        pieces.append(text[reach:start])
        kept += range(reach, start)
        reach = end
    starts, ends = folded.starts, folded.ends
    return Folded(
        "".join(pieces),
        tuple(kept if starts is None else (starts[at] for at in kept)),
        tuple((at + 1 for at in kept) if ends is None else (ends[at] for at in kept)),
    )
