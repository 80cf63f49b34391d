"""First name and surname that data keep apart: two strings of a list, two cells of a row, two attributes.

``{"Mia","Okafor"}``, ``Okafor|7B|Mia``, ``f="Mia" l="Okafor"`` name one person as plainly as *Mia Okafor* does.
"""

import re
from collections.abc import Iterator
from typing import Final

from redaction.register.marked import MOST_BETWEEN, Marked

_WIDEST: Final = 24  # characters between the two
# A sign that divides data stands between them, and no word: in prose a comma has a blank behind it.
_DIVIDED: Final = re.compile(
    r"(?=[^\n]*?(?:[\"|;={}<>*\\\[\]\t]|[,:](?![ \n])))"
    r"(?:[^\w\n]|_|(?<!\w)(?:\d{1,4}[A-Za-z]?|[A-Za-z])(?!\w)|(?<=\|)\n)+"
    r"|\n[A-Za-z]{1,2}: "
)


def behind(marked: Marked, at: int) -> Iterator[int]:
    """Words behind word *at* that it may be one name with though they stand apart; nearest first."""
    text, words = marked.text, marked.words
    for other in range(at + 1, min(at + MOST_BETWEEN + 1, len(words))):
        gap = text[words[at].end : words[other].start]
        if len(gap) > _WIDEST:
            return
        if _DIVIDED.fullmatch(gap):
            yield other
