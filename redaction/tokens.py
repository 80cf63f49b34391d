"""Splits folded text into words with their places, and says which words stand side by side."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from redaction.detect.words import TITLES

if TYPE_CHECKING:
    from redaction.dates import Written
    from redaction.detect.columns import Cell
    from redaction.detect.tables import Tables
    from redaction.spans import Cover

# Letters and digits part: a name stuck to a number is still a name.
_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+")
# The same for lower-case ASCII, which nearly all folded text is.
_ASCII_WORD: Final = re.compile(r"[a-z]+(?:'[a-z]+)*|[0-9]+")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_LAST_LETTERS: Final = re.compile(r"[^\W\d_]+\Z")
_LONGEST_PREFIX: Final = 12  # characters before a code's first digit
_LONGEST_WANTED: Final = 24  # letters: no word that is asked for has as many
_BORDERS: Final = {point: "\n" for point in range(128) if not chr(point).isalnum() and chr(point) != "'"}
# What may stand between two words of one name: a blank or two, a hyphen, a dot after an initial, or one
# line end with the quote marks and indent that mail programs put after it.
# A nickname stands in quotation marks: "Ty" Grant, Tyrell "Ty" Grant.
_GAP: Final = re.compile(
    r"(?:[\"”’'»] {1,2}| {1,2}[\"“‘'«]|[ \t._/-]{1,4}"
    r"|[ \t]{0,40}\r?\n[ \t]{0,40}(?:> ?){0,4}[ \t]{0,8}|[ \t]{1,40})\Z"
)
_COMMA_GAP: Final = re.compile(r"[ \t]{0,2}[,;][ \t]{0,4}(?:\r?\n[ \t]{0,40}(?:> ?){0,4}[ \t]{0,8})?\Z")


Word = tuple[int, int, str]
"""What a `Token` holds, as a plain tuple, which is made in a fifth of the time."""


class Token(NamedTuple):
    """One word: its span in the folded text, and its form for look-up.

    ``word`` is in lower case without apostrophes and without a possessive *'s*, which the
    span leaves out too: *O'Brien's* is ``obrien`` with the span of *O'Brien*.
    """

    start: int
    end: int
    word: str


class Prepared(str):
    """A folded text that keeps its words, dates, tables and signs: a score of detectors look for them once."""

    __slots__ = (
        "cells", "codes", "dates", "figures", "heads", "lines", "places", "postcodes", "signs", "small", "spoken",
        "stand", "tables", "tokens", "words",
    )  # fmt: skip

    small: str  # the text in lower case, every letter in its place
    words: list[Word]
    tokens: list[Token] | None  # these eleven None: not looked for yet
    dates: "tuple[Written, ...] | None"
    cells: "tuple[Cell, ...] | None"
    signs: Mapping[frozenset[str], Sequence[str]] | None
    figures: list[Token] | None
    codes: list[int] | None
    heads: "tuple[Cover | None] | None"
    lines: list[tuple[int, int]] | None
    places: dict[str, list[int]] | None
    postcodes: tuple[re.Match[str], ...] | None
    tables: "Tables | None"
    spoken: frozenset[str] | None
    stand: dict[frozenset[str], bool]  # which words were asked for together, and whether one of them stands here

    def __new__(cls, text: str) -> "Prepared":
        """Split *text* now."""
        made = super().__new__(cls, text)
        made.small = _lower(text)
        made.words = _split(made.small)
        made.tokens = made.figures = made.places = made.spoken = None
        made.stand = {}
        made.dates = made.postcodes = made.tables = made.cells = made.signs = made.codes = made.lines = made.heads = (
            None
        )
        return made


def small(text: str) -> str:
    """A folded text in lower case, every letter in its place."""
    return text.small if isinstance(text, Prepared) else _lower(text)


def words(text: str) -> list[Word]:
    """The words of a folded text, in order, as plain tuples: for who looks at each, and wants few of them."""
    return text.words if isinstance(text, Prepared) else _split(_lower(text))


def tokens(text: str) -> list[Token]:
    """The words of a folded text, in order. The list is shared: it is only to be read."""
    if not isinstance(text, Prepared):
        return list(map(_token, _split(_lower(text))))
    if text.tokens is None:
        text.tokens = list(map(_token, text.words))
    return text.tokens


def figures(text: str) -> Sequence[Token]:
    """The runs of digits among the words of a folded text, in order."""
    if not isinstance(text, Prepared):
        return _figures(words(text))
    if text.figures is None:
        text.figures = _figures(text.words)
    return text.figures


def codes(text: str) -> Iterable[tuple[Token, int]]:
    """The runs of digits of a folded text, each with where its code begins: letters, digits, strokes before it."""
    if not isinstance(text, Prepared):
        return [(figure, _code_begins(text, figure.start)) for figure in figures(text)]
    if text.codes is None:
        text.codes = [_code_begins(text, figure.start) for figure in figures(text)]
    return zip(figures(text), text.codes, strict=True)


def lines(text: str) -> Sequence[tuple[int, int]]:
    """The spans of a text's lines without their ends; empty ones are left."""
    if not isinstance(text, Prepared):
        return _lines(text)
    if text.lines is None:
        text.lines = _lines(text)
    return text.lines


def places(text: str) -> Mapping[str, Sequence[int]]:
    """Where each word of a folded text stands: indexes into its ``tokens``, rising.

    Which of some words stand there ``redaction.detect.signs.Signs`` tells, for all who ask together.
    """
    if not isinstance(text, Prepared):
        return _places(words(text))
    if text.places is None:
        text.places = _places(text.words)
    return text.places


def stands(text: str, wanted: frozenset[str]) -> bool:
    """Whether one of some words may stand in a folded text, as ``\\b`` parts words: an apostrophe is a border too.

    The answer is kept with the text, so an expression that needs one of them is asked only where it can match. Of a
    text that keeps nothing it is always yes.
    """
    if not isinstance(text, Prepared):
        return True
    told = text.stand.get(wanted)
    if told is None:
        if text.spoken is None:
            text.spoken = frozenset((*places(text), *_beside_apostrophes(text.small)))
        told = text.stand[wanted] = not wanted.isdisjoint(text.spoken)
    return told


def _beside_apostrophes(lower: str) -> Iterator[str]:
    """The letters right before and right after each apostrophe."""
    if "'" in lower:
        for piece in lower.split("'"):
            first, last = _LETTERS.match(piece), _LAST_LETTERS.search(piece, max(0, len(piece) - _LONGEST_WANTED))
            yield from (match[0] for match in (first, last) if match is not None)


def _code_begins(text: str, at: int) -> int:
    begin, least = at, max(0, at - _LONGEST_PREFIX)
    while begin > least and (text[begin - 1].isalnum() or text[begin - 1] in "/-"):
        begin -= 1
    return begin


def _lines(text: str) -> list[tuple[int, int]]:
    begins = accumulate([len(line) + 1 for line in text.replace("\r", "\n").split("\n")], initial=0)
    return [(start, after - 1) for start, after in pairwise(begins) if after - start > 1]


def _figures(found: list[Word]) -> list[Token]:
    return [_token(word) for word in found if word[2].isdecimal()]


def _places(found: list[Word]) -> dict[str, list[int]]:
    at_word: defaultdict[str, list[int]] = defaultdict(list)
    for at, (_, _, word) in enumerate(found):
        at_word[word].append(at)
    return dict(at_word)


_token = partial(tuple.__new__, Token)


def _lower(text: str) -> str:
    lower = text.lower()
    if len(lower) != len(text):  # a capital whose small letter is two: only in a text that was not folded
        lower = "".join(one if len(one := char.lower()) == 1 else char for char in text)
    return lower


def _split(lower: str) -> list[Word]:
    plain = _in_ascii(lower)
    if plain is None:
        return _by_expression(_WORD, lower, 0)
    found: list[Word] = []
    at = 0
    # What lies between two borders is nearly always one word: a tenth of what an expression over the text costs.
    for piece in plain.translate(_BORDERS).split("\n"):
        end = at + len(piece)
        if piece.isalpha() or piece.isdecimal():
            found.append((at, end, piece))
        elif piece:
            found += _by_expression(_ASCII_WORD, piece, at)
        at = end + 1
    return found


def _in_ascii(lower: str) -> str | None:
    """The text with line ends for what is no letter or figure of any script; None: it has others than ASCII's."""
    if lower.isascii():
        return lower
    for char in set(lower):
        if not char.isascii():
            if char.isalnum():
                return None
            lower = lower.replace(char, "\n")
    return lower


def _by_expression(form: re.Pattern[str], lower: str, start: int) -> list[Word]:
    return [_plain(start + match.start(), start + match.end(), match[0]) for match in form.finditer(lower)]


def _plain(start: int, end: int, word: str) -> Word:
    if "'" not in word:
        return start, end, word
    if word.endswith("'s"):
        word, end = word[:-2], end - 2
    return start, end, word.replace("'", "")


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
    """Whether only a comma stands between, as in *Okafor, Mia*, or the semicolon of a list."""
    gap = text[left.end : right.start]
    return len(gap) < 100 and _COMMA_GAP.match(gap) is not None


def starts_sentence(text: str, start: int) -> bool:
    """Whether the word at *start* is the first of a sentence or line, where any word has a capital."""
    before = text[max(0, start - 12) : start].rstrip(" \t\"'([>*-")
    return not before or before[-1] in ".!?:;\n\r" or start < 2
