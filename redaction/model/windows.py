"""Cuts a text in pieces into windows that the model reads one by one, at paragraphs where it can."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from redaction.model.pieces import LINK, WITH_LETTERS, Encoded

LONGEST: Final = 120
"""Pieces in one window: beyond some 250 the cost per piece grows."""
OVERLAP: Final = 20
"""Pieces that two windows share where one paragraph is longer than a window."""


class Window(NamedTuple):
    """Words ``first`` to ``last`` (half open) are read, ``begin`` to ``end`` of them are answered for."""

    first: int
    last: int
    begin: int
    end: int


def windows(encoded: Encoded, breaks: Sequence[int] = ()) -> list[Window]:
    """Cut *encoded*; every word is answered for by one window.

    A window ends where a paragraph does, else a line, else a sentence or cell, and only then anywhere: there the next
    one begins some words earlier, and each answers for the half of what they share that lies deeper within it.

    Args:
        encoded: A text in pieces.
        breaks: Words before which a window always ends, rising; as where quoted text begins.
    """
    found: list[Window] = []
    begin = 0
    for end in (*breaks, len(encoded.firsts)):
        if end > begin:
            found += _section(encoded, begin, end)
        begin = max(begin, end)
    return found


def may_name(encoded: Encoded, window: Window) -> bool:
    """Whether a name or an address may stand in a window: whether it has a letter. A link counts as one."""
    start = int(encoded.firsts[window.first])
    stop = int(encoded.firsts[window.last]) if window.last < len(encoded.firsts) else len(encoded.ids)
    return bool((encoded.marks[start:stop] >= WITH_LETTERS).any() or (encoded.ids[start:stop] == LINK).any())


def _section(encoded: Encoded, begin: int, end: int) -> list[Window]:
    firsts = encoded.firsts.tolist()
    firsts.append(len(encoded.ids))
    gaps = encoded.gaps.tolist()
    found: list[Window] = []
    first = answered = begin
    while answered < end:
        last = first + 1
        while last < end and firsts[last + 1] - firsts[first] <= LONGEST:
            last += 1
        if last >= end:
            found.append(Window(first, end, answered, end))
            break
        cut = _cut(gaps, answered, last)
        if cut is not None:
            found.append(Window(first, cut, answered, cut))
            first = answered = cut
            continue
        back = last
        while back > answered + 1 and firsts[last] - firsts[back - 1] <= OVERLAP:
            back -= 1
        half = (back + last + 1) // 2
        found.append(Window(first, last, answered, half))
        first, answered = back, half
    return found


def _cut(gaps: list[int], answered: int, last: int) -> int | None:
    """The last word in the window's further half before which a paragraph, line or cell ends. None: there is none."""
    for least in (4, 3, 2):
        for at in range(last, answered + (last - answered) // 2, -1):
            if gaps[at] >= least:
                return at
    return None
