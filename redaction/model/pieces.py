"""Splits a folded text into the word pieces that the model reads, each marked with its case and what stood before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]

# Quote marks at the head of a line are layout, so that a quoted mail reads as it did when it was written. A link, an
# address of mail or a long run without a blank (base64) is one word whatever its length: every branch is bounded or
# takes all that it has looked at, so the time grows with the text alone.
_WORD: Final = re.compile(
    r"(?P<quote>(?:^|(?<=\n))[ \t]{0,8}>[> \t]{0,40})"
    r"|(?P<link>https?://[^\s<>\"]{1,2000}|www\.[^\s<>\"]{1,2000}"
    r"|[\w.%+-]{1,64}@[A-Za-z0-9-]{1,63}\.[A-Za-z0-9.-]{1,190}|[A-Za-z0-9+/=_-]{64,})"
    r"|[^\W\d_]+|\d+|[^\w\s]|_"
)
_LONGEST: Final = 32  # letters: longer runs are no words, let alone names
MARKS: Final = 25  # five cases times five gaps
SPECIAL: Final = ("[PAD]", "[UNK]", "[LINK]", "[N1]", "[N2]", "[YEAR]", "[N4]", "[N6]", "[N9]")
"""What the vocabulary begins with: numbers are read by their length alone, so that none is learnt by heart."""
_UNKNOWN: Final = SPECIAL.index("[UNK]")
LINK: Final = SPECIAL.index("[LINK]")
WITH_LETTERS: Final = 5
"""The first mark of a word that has a letter."""
_OF_LINK: Final[tuple[tuple[int, ...], int]] = ((LINK,), 0)
_CACHE: Final = 50_000  # words


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text in pieces: ids and marks for each piece, spans and first piece for each word."""

    ids: Ints
    marks: Ints
    firsts: Ints  # for each word, the index of its first piece; rising
    starts: Ints
    ends: Ints
    gaps: Ints  # for each word, what stood before it: 0 nothing, 1 a blank, 2 a tab or more, 3 a line end, 4 more


class Pieces:
    """A vocabulary of word pieces (WordPiece, greedy and longest first) with the words met so far."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        """Read the pieces in the order of their ids; the first ones are ``SPECIAL``."""
        self._ids = {piece: number for number, piece in enumerate(vocabulary)}
        self._known: dict[str, tuple[tuple[int, ...], int]] = {}

    def encode(self, text: str) -> Encoded:
        """Split a folded text of any kind, in time that grows with its length."""
        ids: list[int] = []
        marks: list[int] = []
        firsts: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        gaps: list[int] = []
        known = self._known
        end, quoted = 0, False
        for match in _WORD.finditer(text):
            kind = match.lastgroup
            if kind == "quote":
                quoted = True
                continue
            start, stop = match.span()
            if start == end and not quoted:
                gap = 0 if end else 4
            elif text[end:start] == " ":
                gap = 1
            else:
                gap = _gap(text[end:start])
            quoted = False
            word = match.group()
            pieces, case = _OF_LINK if kind == "link" else known.get(word) or self._learn(word)
            firsts.append(len(ids))
            starts.append(start)
            ends.append(stop)
            gaps.append(gap)
            ids += pieces
            marks.append(case * 5 + gap)
            if len(pieces) > 1:
                marks += [case * 5] * (len(pieces) - 1)
            end = stop
        return Encoded(*(np.array(column, np.int32) for column in (ids, marks, firsts, starts, ends, gaps)))

    def _learn(self, word: str) -> tuple[tuple[int, ...], int]:
        if len(self._known) >= _CACHE:
            self._known.clear()
        found = self._split(word), _case(word)
        if len(word) <= _LONGEST:
            self._known[word] = found
        return found

    def _split(self, word: str) -> tuple[int, ...]:
        if len(word) > _LONGEST:
            return (_UNKNOWN,)
        if word.isdigit():
            return (self._ids[_number(word)],)
        word = word.lower()
        pieces: list[int] = []
        at = 0
        while at < len(word):
            head = "##" if at else ""
            ends = (end for end in range(len(word), at, -1) if head + word[at:end] in self._ids)
            end = next(ends, None)
            if end is None:
                return (_UNKNOWN,)
            pieces.append(self._ids[head + word[at:end]])
            at = end
        return tuple(pieces)


def _number(digits: str) -> str:
    if len(digits) < 3:
        return f"[N{len(digits)}]"
    if len(digits) == 4 and digits[:2] in {"19", "20"}:
        return "[YEAR]"
    return "[N4]" if len(digits) < 5 else "[N6]" if len(digits) < 7 else "[N9]"


def _case(word: str) -> int:
    """0 no letter, 1 all small, 2 a capital first, 3 all capitals, 4 one capital alone or mixed."""
    if word.islower():
        return 1
    if not word.isupper():
        return 2 if word[0].isupper() and word[1:].islower() else 4 if word[0].isalpha() else 0
    return 3 if len(word) > 1 else 4


def _gap(between: str) -> int:
    ends = between.count("\n")
    return 4 if ends > 1 else 3 if ends else 2
