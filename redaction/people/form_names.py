"""People of the register whose first name and surname stand on two lines of a form, or in two values of a data file.

"Forename: Jack" and "Surname: Thornbury" name one person as plainly as "Jack Thornbury" does.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from redaction.hit import Detector, Hit
from redaction.normal import Folded
from redaction.people.index import People
from redaction.tokens import small

_LINES_APART: Final = 4  # a title, a middle name or a date may stand between
_MOST: Final = 2000  # pairs of a text; a longer list has other signs
_VALUE: Final = r"[\"'*_ ]*[:=|\t][\"'*_: |\t]*(?P<value>[^\W\d_][^\n\t|,;:\"]{0,60})"
_FIRST: Final = re.compile(
    rf"(?:^|(?<=[^A-Za-z]))(?:[a-z]{{0,20}}[ _.-]?(?:fore|first|given|christian)[ _.-]?names?"
    rf"|(?<=\")given(?=\")){_VALUE}",  # as citations have it
    re.IGNORECASE | re.MULTILINE,
)
_LAST: Final = re.compile(
    rf"(?:^|(?<=[^A-Za-z]))(?:[a-z]{{0,20}}[ _.-]?(?:sur|last|family|second)[ _.-]?names?"
    rf"|(?<=\")family(?=\")){_VALUE}",
    re.IGNORECASE | re.MULTILINE,
)


def in_forms(folded: Sequence[Folded], people: People) -> list[list[Hit]]:
    """For each text hits on first name and surname, wherever together they are somebody's of the register."""
    found: list[list[Hit]] = [[] for _ in folded]
    pairs = [(at, first, last) for at, one in enumerate(folded) for first, last in _pairs(one.text)]
    names = [
        Folded(text=f"{first['value'].strip()} {last['value'].strip()}", starts=None) for _, first, last in pairs
    ]
    if not names:
        return found
    for (at, first, last), name, hits in zip(pairs, names, people.lookup_folded(names), strict=True):
        for hit in hits:
            if hit.detector is Detector.NAME and (hit.start, hit.end) == (0, len(name.text)):
                for match in (first, last):
                    start = match.start("value")
                    found[at].append(replace(hit, start=start, end=start + len(match["value"].strip())))
    return found


def _pairs(text: str) -> list[tuple[re.Match[str], re.Match[str]]]:
    """Each first name with the nearest surname, before or after it, in one form."""
    lower = small(text)
    # A plain mail has no such label, and telling so this way takes a hundredth of the time.
    if "name" not in lower and '"given"' not in lower:
        return []
    firsts = list(_FIRST.finditer(text))[:_MOST]
    lasts = list(_LAST.finditer(text))[:_MOST] if firsts else []
    pairs: list[tuple[re.Match[str], re.Match[str]]] = []
    at = 0
    for first in firsts:
        while at + 1 < len(lasts) and lasts[at + 1].start() <= first.start():
            at += 1
        near = [one for one in lasts[at : at + 2] if _lines_between(text, first, one) <= _LINES_APART]
        pairs += ((first, one) for one in near)
    return pairs


def _lines_between(text: str, one: re.Match[str], other: re.Match[str]) -> int:
    start, end = sorted((one.start(), other.start()))
    return text.count("\n", start, end)
