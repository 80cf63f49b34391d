"""What is named like a person and is none: characters, laws, shops, places, and what "the" stands before."""

from collections.abc import Sequence
from typing import Final

from redaction.detect.company import among_things
from redaction.detect.words import TITLES, lines
from redaction.tokens import words

_THINGS: Final = frozenset(lines("things"))
_WORDS: Final = frozenset(word for thing in _THINGS for word in thing.split())
_BEFORE: Final = 2  # words of a thing that may stand before the name in it, and after it
_AFTER: Final = 3
_FAR: Final = 48  # characters in which they stand
_PEOPLE: Final = frozenset({
    "family", "families", "household", "children", "child", "kids", "twins", "sisters", "brothers", "siblings",
    "boys", "girls", "boy", "girl", "lad", "case", "baby", "couple", "parents", "mother", "father", "lads",
    "brother", "sister", "matter", "referral", "visit", "file", "tribe", "clan", "home",
})  # fmt: skip


def thing(text: str, start: int, end: int) -> bool:
    """Whether the name at ``[start, end)`` of a folded text is a known thing's, or stands after *the*.

    *The Prince Albert* is no person; *the Mwangi family* and *the Proberts* are people.
    """
    own = [word[2] for word in words(text[start:end])]
    if not own:
        return False
    # What stands beside is asked for only where it can tell something: of most names it cannot.
    if _WORDS.issuperset(own) and _known(_before(text, start), own, _after(text, end)):
        return True
    if among_things(text, start, end):
        return True
    if text[start - 1 : start] != " " or len(own) < 2 or own[-1].endswith("s"):
        return False
    # "the Revd Susan Hale", "the DSL Carol Smith": what a person is stands between.
    if text[start].islower() or own[0] in TITLES or text[start : start + 2].isupper():
        return False
    if "the" not in text[max(0, start - _FAR) : start].lower() or _before(text, start)[-1:] != ["the"]:
        return False
    return not _PEOPLE.issuperset(_after(text, end)[:1] or [""])


def _before(text: str, start: int) -> list[str]:
    return [word[2] for word in words(text[max(0, start - _FAR) : start])][-_BEFORE:]


def _after(text: str, end: int) -> list[str]:
    # A piece of a word at the border is no word of the thing.
    return [word[2] for word in words(text[end : end + _FAR])][:_AFTER]


def _known(before: Sequence[str], own: Sequence[str], after: Sequence[str]) -> bool:
    return any(
        " ".join((*before[len(before) - first :], *own, *after[:last])) in _THINGS
        for first in range(len(before) + 1)
        for last in range(len(after) + 1)
    )
