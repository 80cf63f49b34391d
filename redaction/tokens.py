"""Splits folded text into words with their places, and says which words stand side by side."""

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from redaction.detect.words import TITLES

if TYPE_CHECKING:
    from redaction.dates import Written

# Letters and digits part: a name stuck to a number is still a name.
_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+")
# What may stand between two words of one name: a blank or two, a hyphen, a dot after an initial, or one
# line end with the quote marks and indent that mail programs put after it.
_GAP: Final = re.compile(r"(?:[ \t._/-]{1,4}|[ \t]{0,40}\r?\n[ \t]{0,40}(?:> ?){0,4}[ \t]{0,8}|[ \t]{1,40})\Z")
_COMMA_GAP: Final = re.compile(r"[ \t]{0,2},[ \t]{0,4}(?:\r?\n[ \t]{0,40}(?:> ?){0,4}[ \t]{0,8})?\Z")


class Token(NamedTuple):
    """One word: its span in the folded text, and its form for look-up.

    ``word`` is in lower case without apostrophes and without a possessive *'s*, which the
    span leaves out too: *O'Brien's* is ``obrien`` with the span of *O'Brien*.
    """

    start: int
    end: int
    word: str


class Prepared(str):
    """A folded text that keeps its words and dates, so that a score of detectors look for them once."""

    __slots__ = ("dates", "words")

    words: list[Token]
    dates: "tuple[Written, ...] | None"  # None: not looked for yet

    def __new__(cls, text: str) -> "Prepared":
        """Split *text* now."""
        made = super().__new__(cls, text)
        made.words = _split(text)
        made.dates = None
        return made


def tokens(text: str) -> list[Token]:
    """The words of a folded text, in order. The list is shared: it is only to be read."""
    return text.words if isinstance(text, Prepared) else _split(text)


def _split(text: str) -> list[Token]:
    found: list[Token] = []
    for match in _WORD.finditer(text):
        word = match.group().lower()
        start, end = match.span()
        if "'" in word:
            if word.endswith("'s"):
                word, end = word[:-2], end - 2
            word = word.replace("'", "")
        found.append(Token(start, end, word))
    return found


def adjoining(text: str, left: Token, right: Token) -> bool:
    """Whether two neighbouring words may belong to one name, address or number."""
    gap = text[left.end : right.start]
    if gap in {" ", ""}:
        return True
    # A dot and a blank end a sentence, unless the word is an initial or a short form: Dr. Ahmed, St. Mary.
    if gap[:1] == "." and len(gap) > 1 and left.end - left.start > 2 and left.word not in TITLES:
        return False
    return len(gap) < 100 and _GAP.match(gap) is not None


def comma_between(text: str, left: Token, right: Token) -> bool:
    """Whether only a comma stands between, as in *Okafor, Mia*."""
    gap = text[left.end : right.start]
    return len(gap) < 100 and _COMMA_GAP.match(gap) is not None


def starts_sentence(text: str, start: int) -> bool:
    """Whether the word at *start* is the first of a sentence or line, where any word has a capital."""
    before = text[max(0, start - 12) : start].rstrip(" \t\"'([>*-")
    return not before or before[-1] in ".!?:;\n\r" or start < 2
