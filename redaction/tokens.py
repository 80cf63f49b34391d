"""Splits folded text into words with their places, and says which words stand side by side."""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from redaction.detect.words import TITLES

if TYPE_CHECKING:
    from redaction.dates import Written
    from redaction.detect.columns import Cell
    from redaction.detect.labels import Label
    from redaction.detect.tables import Tables

# Letters and digits part: a name stuck to a number is still a name.
_WORD: Final = re.compile(r"([^\W\d_]+(?:'[^\W\d_]+)*|\d+)")
# The same for lower-case ASCII, which nearly all folded text is, in two thirds of the time.
_ASCII_WORD: Final = re.compile(r"([a-z]+(?:'[a-z]+)*|[0-9]+)")
# What may stand between two words of one name: a blank or two, a hyphen, a dot after an initial, or one
# line end with the quote marks and indent that mail programs put after it.
# A nickname stands in quotation marks: "Ty" Grant, Tyrell "Ty" Grant.
_GAP: Final = re.compile(
    r"(?:[\"”’'»] {1,2}| {1,2}[\"“‘'«]|[ \t._/-]{1,4}"
    r"|[ \t]{0,40}\r?\n[ \t]{0,40}(?:> ?){0,4}[ \t]{0,8}|[ \t]{1,40})\Z"
)
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
    """A folded text that keeps its words, dates, tables and labels: a score of detectors look for them once."""

    __slots__ = ("cells", "dates", "figures", "labels", "places", "tables", "words")

    words: list[Token]
    dates: "tuple[Written, ...] | None"  # these six None: not looked for yet
    cells: "tuple[Cell, ...] | None"
    labels: "Mapping[Label, list[str]] | None"
    figures: list[Token] | None
    places: dict[str, list[int]] | None
    tables: "Tables | None"

    def __new__(cls, text: str) -> "Prepared":
        """Split *text* now."""
        made = super().__new__(cls, text)
        made.words = _split(text)
        made.dates = made.figures = made.places = made.tables = made.cells = made.labels = None
        return made


def tokens(text: str) -> list[Token]:
    """The words of a folded text, in order. The list is shared: it is only to be read."""
    return text.words if isinstance(text, Prepared) else _split(text)


def figures(text: str) -> Sequence[Token]:
    """The runs of digits among the words of a folded text, in order."""
    if not isinstance(text, Prepared):
        return _figures(_split(text))
    if text.figures is None:
        text.figures = _figures(text.words)
    return text.figures


def places(text: str) -> Mapping[str, Sequence[int]]:
    """Where each word of a folded text stands: indexes into its ``tokens``, rising."""
    if not isinstance(text, Prepared):
        return _places(_split(text))
    if text.places is None:
        text.places = _places(text.words)
    return text.places


def _figures(words: list[Token]) -> list[Token]:
    return [word for word in words if word.word.isdecimal()]


def _places(words: list[Token]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for at, (_, _, word) in enumerate(words):
        if word in found:
            found[word].append(at)
        else:
            found[word] = [at]
    return found


_token = partial(tuple.__new__, Token)


def _split(text: str) -> list[Token]:
    lower = text.lower()
    if len(lower) != len(text):  # a capital whose small letter is two: only in a text that was not folded
        lower = "".join(small if len(small := char.lower()) == 1 else char for char in text)
    # Words and what stands between them take turns; their lengths add up to where each begins.
    pieces = (_ASCII_WORD if lower.isascii() else _WORD).split(lower)
    ends = list(accumulate(map(len, pieces)))
    found: list[Token] = list(map(_token, zip(ends[0::2], ends[1::2], pieces[1::2], strict=False)))
    if "'" in lower:
        found = [word if "'" not in word.word else _plain(word) for word in found]
    return found


def _plain(token: Token) -> Token:
    word, end = token.word, token.end
    if word.endswith("'s"):
        word, end = word[:-2], end - 2
    return Token(token.start, end, word.replace("'", ""))


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
