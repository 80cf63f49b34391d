"""What the model may not take for a name by itself: roads, ordinary words, pieces of codes."""

from functools import cache
from typing import Final

from redaction.detect.words import GIVEN, word_list

# What a name does not end with. Streets that are surnames too (Lane, Close, Park, Hill) are not among them.
_NOT_PEOPLE: Final = frozenset({
    "academy", "ave", "avenue", "borough", "center", "centre", "clinic", "college", "council", "cres", "crescent",
    "drive", "estate", "foundation", "gardens", "gdns", "group", "hospital", "hostel", "library", "limited", "ltd",
    "mews", "nursery", "parish", "plc", "primary", "rd", "refuge", "road", "school", "society", "station", "street",
    "surgery", "team", "terrace", "trust", "university", "ward",
})  # fmt: skip
_SURE: Final = 0.85
_TOPICS: Final = (
    "health",
    "sen",
    "safeguarding",
    "education",
    "attendance",
    "finance",
    "immigration",
    "social_care",
    "offence",
)


@cache
def _ordinary() -> frozenset[str]:
    """Words that are nobody's name: everyday words and the terms of all topics."""
    words = word_list("common") | word_list("never_surname")
    words = words.union(*(word_list(topic) for topic in _TOPICS))
    return words - GIVEN - word_list("surnames")


def doubtful(text: str, start: int, end: int, share: float, *, small: bool) -> bool:
    """Whether a span that the model takes for a name is left, since what stands there says otherwise.

    Args:
        text: The text.
        start: Where the span begins.
        end: Where it ends.
        share: How sure the model is of its first word.
        small: Whether the whole text is without capitals.
    """
    words = text[start:end].replace("-", " ").split()
    last = words[-1].lower().strip(".,'")
    if last in _NOT_PEOPLE or _next_word(text, end) in _NOT_PEOPLE - {"team", "group", "drive"}:
        return True
    if len(words) > 1:
        return False
    if last in _ordinary() or text[end : end + 1].isdigit():
        return True
    # A colour (ffffff), or letters that hold a place in a form.
    if len(last) > 2 and len(set(last)) == 1:
        return True
    # A small letter where the text has capitals: a name is seldom written so.
    return share < _SURE and text[start].islower() and not small


def _next_word(text: str, end: int) -> str:
    """The word right after *end*, in lower case; empty where something else than a blank stands between."""
    if text[end : end + 1] != " ":
        return ""
    rest = text[end + 1 : end + 14].split(maxsplit=1)
    return rest[0].lower().strip(".,;:)'") if rest else ""
