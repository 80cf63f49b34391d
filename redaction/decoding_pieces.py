"""Words that stand in pieces: their letters apart, put together by a formula, or each written as a number.

A form has a box for each letter, a designer a shape; a table program builds a name of strings. What is read there by
somebody is no word to a search.
"""

import re
from itertools import pairwise
from typing import Final

AS_LETTERS: Final = re.compile(r"\b[^\W\d_](?:[\W_]{1,4}[^\W\d_](?![^\W\d_])){4,400}")
"""Letters apart."""
AS_PIECES: Final = re.compile(
    # What each begins with, so that hardly any place of a text is looked at twice.
    '(?=["&cC\\\\%Uu01*_+\U000e0020-\U000e007e])(?:'
    r"(?P<joint>\"[ \t]*(?:&|\+|\|\|)[ \t]*\"|(?<=[a-z])(?:\"\"|\*{1,3}(?!\*))(?=[a-z]))"
    r"|(?P<styled>(?<=[a-z])&(?:[BIUESXY]|\d{1,3}|K[0-9A-F]{6})(?: ?(?=[a-z])|(?= ?[A-Z])))"  # ECMA-376 §18.3.1.46
    r"|(?P<blank>(?<=[a-z])\+(?=[A-Z][a-z]))"  # of what a form was filled in with, in an address
    r"|(?P<section>&[LCR](?= ?[A-Z&]))"  # the same: left, middle, right
    r"|(?P<shown>(?:_[A-Za-z ]|\\[A-Za-z ]|\"[^\"\\\n]{1,60}\"){2,60})"  # §18.8.31: a number format's own text
    r"|(?P<list>(?i:concat(?:enate)?)\((?:\"[^\"()]{0,200}\"[ \t]*[,;][ \t]*){1,60}\"[^\"()]{0,200}\")"
    r"|(?P<escaped>(?:\\[A-Za-z ]){4,400})"  # ECMA-376 §18.8.31: a sign of a number format shown as it is
    r"|(?P<octal>(?:\\[0-3][0-7]{2}){2,400})"
    r"|(?P<points>(?:(?:%u|[Uu]\+|0[xX])[0-9A-Fa-f]{2,6}(?:(?:, ?|[; ])?(?=[%Uu0])|(?![0-9A-Za-z]))){4,400}"
    r"|(?:\\[0-9A-Fa-f]{2,6} ){4,400})"
    r"|(?P<bits>(?<!\d)(?:[01]{8}[ ,;]?){4,400}[01]{8}(?!\d))"
    r"|(?P<tags>[\U000e0020-\U000e007e]+))"  # Unicode, block Tags: ASCII that nobody is shown
)
"""Pieces of words, with what parts them."""

_LETTER: Final = re.compile(r"[^\W\d_]")
_SHOWN: Final = re.compile(r"_.|\\(.)|\"([^\"]*)\"")
_ARGUMENT: Final = re.compile(r"\"[ \t]*[,;][ \t]*\"")
_TAGS: Final = 0xE0000
_LARGEST: Final = 0x110000


def together(match: re.Match[str]) -> str:
    """Letters without what parts them; a blank where more parts them, and before a capital after a small one."""
    code = match[0]
    places = [found.start() for found in _LETTER.finditer(code)]
    usual = min(right - left for left, right in pairwise(places))
    made = code[0]
    for left, right in pairwise(places):
        word = right - left > usual or (code[left].islower() and code[right].isupper())
        made += f" {code[right]}" if word else code[right]
    return made


def whole(match: re.Match[str]) -> str | None:
    """What a match of ``AS_PIECES`` says; None: nothing that is text."""
    code = match[0]
    made: str | None
    match match.lastgroup:
        case "joint" | "styled":
            return ""
        case "blank":
            return " "
        case "section":
            return "\t"
        case "shown":
            made = _SHOWN.sub(lambda one: one[1] or one[2] or " ", code)
        case "list":
            made = _ARGUMENT.sub("", code)
        case "escaped":
            made = code[1::2]
        case "octal":
            made = "".join(chr(int(one, 8)) for one in code.split("\\")[1:])
        case "points":
            made = _numbered([int(one, 16) for one in re.findall(r"(?:%u|[Uu]\+|0[xX]|\\)([0-9A-Fa-f]{2,6})", code)])
        case "bits":
            made = _numbered([int(one, 2) for one in re.findall(r"[01]{8}", code)])
        case _:
            made = "".join(chr(ord(one) - _TAGS) for one in code)
    return made if made and made.isprintable() else None


def _numbered(points: list[int]) -> str | None:
    return "".join(map(chr, points)) if points and max(points) < _LARGEST else None
