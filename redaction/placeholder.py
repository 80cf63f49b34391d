"""Knows what we put in place of a value, so that nothing of it is taken for somebody's data again.

Only the closed vocabulary of ``redaction.label`` and ``redaction.generalise`` is known: what stands in square
brackets otherwise is text like any other, since anybody can write brackets around a name.
"""

import re
from collections.abc import Iterator
from typing import Final

from redaction.generalise import TOWNS
from redaction.label import PSEUDONYM, RELATIONS, VALUES

_RELATION: Final = "|".join(sorted({word.capitalize() for word in RELATIONS}, key=lambda word: (-len(word), word)))
_CODE: Final = rf"(?:[A-Z]|[1-9]\d{{0,3}}|{PSEUDONYM})"
_CHILD: Final = rf"Child {_CODE}"
_VALUE: Final = "|".join(sorted(map(re.escape, set(VALUES.values())), key=lambda word: (-len(word), word)))
_TOWN: Final = "|".join(sorted(map(re.escape, TOWNS), key=lambda word: (-len(word), word)))
_PERSON: Final = rf"(?:{_RELATION})(?: [1-9]\d?)? of (?:{_CHILD})|{_CHILD}|Person {_CODE}"
_ROUGH: Final = rf"[Aa]ged (?:\d{{1,2}}|under 1|90 or over)|[Bb]orn (?:19|20)\d\d|[Aa]ddress in (?:{_TOWN})"
_FORM: Final = re.compile(rf"\[(?:(?P<person>{_PERSON})|{_ROUGH}|(?i:{_VALUE}))\]")
BLOCK: Final = "█"  # no letter, digit, blank or mark: no detector takes it for a part of anything


def placeholders(text: str) -> Iterator[tuple[int, int, bool]]:
    """Each placeholder's span in *text*, in order, and whether it stands for a person."""
    if "[" in text:
        for match in _FORM.finditer(text):
            yield (*match.span(), match["person"] is not None)


def without_placeholders(text: str) -> str:
    """The text with a block in place of each of their characters: every other position stays what it was."""
    pieces: list[str] = []
    at = 0
    for start, end, _ in placeholders(text):
        pieces += (text[at:start], BLOCK * (end - start))
        at = end
    if not pieces:
        return text
    return "".join((*pieces, text[at:]))
