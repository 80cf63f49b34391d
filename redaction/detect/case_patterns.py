"""An organisation's own case identifiers, written as forms: ``FSC-####-##``, ``@@/#{5,7}``.

A form is no regular expression: one that a policy's author writes may take hours on a text that somebody else
writes. ``#`` is a digit, ``@`` a letter, ``?`` either; ``{3}`` or ``{3,6}`` after one repeats it; everything else
stands for itself, in either case; a blank for one or two. The parts are read from left to right without a second
try, so the time grows with the text alone.
"""

import re
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

MAX_LENGTH: Final = 60  # characters of a form
MAX_MATCH: Final = 64  # characters that a form may stand for
MIN_MATCH: Final = 4  # with fewer any price or house number would do
_CLASSES: Final = {"#": "[0-9]", "@": "[A-Za-z]", "?": "[A-Za-z0-9]"}
_PIECE: Final = re.compile(r"(?P<sign>[#@?])(?:\{(?P<least>\d{1,2})(?:,(?P<most>\d{1,2}))?\})?|(?P<plain>[^{}])")


class _Piece(NamedTuple):
    pattern: str  # a character class or one character, escaped
    least: int
    most: int
    sign: str  # "#", "@", "?", or the character itself


def fault_in(form: str) -> str:
    """What is wrong with a form, in words. Empty: nothing."""
    if len(form) > MAX_LENGTH:
        return f"a form has at most {MAX_LENGTH} characters"
    pieces = _pieces(form)
    if pieces is None:
        return "braces hold a number or two after #, @ or ?, as in #{5,7}"
    if any(not 1 <= piece.least <= piece.most for piece in pieces):
        return "the numbers in braces begin with 1 and rise"
    if "#" not in form and "?" not in form:
        return "a form has a digit (#): words alone stand in any text"
    if sum(piece.least for piece in pieces) < MIN_MATCH:
        return f"a form stands for at least {MIN_MATCH} characters"
    if sum(piece.most for piece in pieces) > MAX_MATCH:
        return f"a form stands for at most {MAX_MATCH} characters"
    # What may end in several places must not be followed by what it takes too: matching would have to try them all.
    for left, right in pairwise(pieces):
        if left.least < left.most and _overlap(left.sign, right.sign):
            return f"{left.sign}{{{left.least},{left.most}}} is followed by what it takes itself; give it one number"
    return ""


@cache
def compiled(form: str) -> re.Pattern[str]:
    """The expression for a form, for folded text.

    Raises:
        ValueError: the form is wrong.
    """
    fault = fault_in(form)
    pieces = _pieces(form)
    if fault or pieces is None:
        raise ValueError(f"{form!r}: {fault}")
    # Possessive, so that nothing is tried twice whatever stands in the text.
    body = "".join(
        piece.pattern + ("" if piece.most == 1 else f"{{{piece.least},{piece.most}}}+") for piece in pieces
    )
    return re.compile(rf"(?<![A-Za-z0-9]){body}(?![A-Za-z0-9])", re.IGNORECASE)


def _pieces(form: str) -> list[_Piece] | None:
    found: list[_Piece] = []
    at = 0
    while at < len(form):
        match = _PIECE.match(form, at)
        if match is None:
            return None
        at = match.end()
        if match["plain"] is not None:
            blank = match["plain"] == " "
            found.append(_Piece("[ ]" if blank else re.escape(match["plain"]), 1, 2 if blank else 1, match["plain"]))
            continue
        least = int(match["least"] or 1)
        found.append(_Piece(_CLASSES[match["sign"]], least, int(match["most"] or least), match["sign"]))
    return found


def _overlap(left: str, right: str) -> bool:
    """Whether some character fits both signs."""
    if left == right:
        return True
    members = {"#": str.isdecimal, "@": str.isalpha, "?": str.isalnum}
    if left in members and right in members:
        return {left, right} != {"#", "@"}
    if left in members:
        return members[left](right)
    return right in members and members[right](left)
