"""Where sentences begin and end; found once for a text, asked often."""

import re
from bisect import bisect_left, bisect_right
from typing import Final

from redaction.detect.words import TITLES

# A tab before a line's end is that of a table's last cell, as documents are read: a row says nothing of the next.
# A line that a mail's head, a form's label, a time or a number begins says something new: "Sent: …", "Police: …",
# "09.40 Rang police", "2. Housing", "[14/11, 17:22] …". What stands before has no full stop, and ends all the same.
_ANEW: Final = (
    r"[A-Z][A-Za-z/' -]{1,28}:[ \t]|\d{1,2}[:.]\d{2}(?:[ ]?[ap]m)?[ ]{1,3}[A-Z]|\d{1,2}[.)][ ]{1,3}[A-Z]"
    r"|\[\d{1,2}[/:]|-{2,}[ ]?(?:Original|Forwarded)|_{5,}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}[ ]{1,3}[-–:]?[ ]?[A-Z]"
)
_END: Final = re.compile(
    r"[.!?](?=[\s\"')\]]|\Z)|\r?\n[ \t>]{0,20}\r?\n|\r?\n(?=[ \t>]{0,8}[-*•])|(?<=\t)\r?\n"
    rf"|\r?\n(?=[ \t>]{{0,8}}(?:{_ANEW}))"
)
_WORD_BEFORE: Final = re.compile(r"(\w*)\Z")
_MOST: Final = 2000  # characters a sentence may reach on either side of what is asked for


class Sentences:
    """The sentences of one text.

    One ends at a full stop, question or exclamation mark, a blank line, a list's next item, a table's next row
    or before a line that begins with a label, a time or a number of its own; a dot after a title or an initial ends
    nothing.
    """

    def __init__(self, text: str) -> None:
        self._text: Final = text
        # Of each border where the sentence before it ends, and where the next may begin.
        self._ends: Final[list[int]] = []
        self._begins: Final[list[int]] = []
        for match in _END.finditer(text):
            mark = match[0]
            if mark == "." and _is_short(text, match.start()):
                continue
            self._ends.append(match.end() if mark in ".!?" else match.start())
            self._begins.append(match.end())

    def spans(self) -> list[tuple[int, int]]:
        """Where each sentence lies, blanks around it included, in rising order."""
        return list(zip([0, *self._begins], [*self._ends, len(self._text)], strict=True))

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The sentence that holds ``[start, end)``, 2,000 characters on either side at most.

        Surrounding blanks are left outside. A span over several sentences has all of them.
        """
        text = self._text
        at = bisect_right(self._begins, start)
        first = max(self._begins[at - 1] if at else 0, start - _MOST)
        # A span may end with its sentence's mark ("Mia Okafor's."), so its last character may be the border.
        at = bisect_left(self._ends, end)
        last = min(self._ends[at] if at < len(self._ends) else len(text), end + _MOST)
        while first < start and (text[first].isspace() or text[first] == ">"):
            first += 1
        while last > end and text[last - 1].isspace():
            last -= 1
        return first, last


def _is_short(text: str, dot: int) -> bool:
    """Whether the word before a dot is a title or an initial: "Dr. Ahmed", "S. Jones"."""
    before = _WORD_BEFORE.search(text[max(0, dot - 12) : dot])
    word = before[1] if before else ""
    return len(word) == 1 or word.lower() in TITLES
