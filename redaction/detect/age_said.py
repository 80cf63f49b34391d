"""Ages that a sentence says: *she is 9*, *he'll be ten in May*, *assessed as 19*."""

import re
from typing import Final

from redaction.detect.age_forms import ENDS, FRACTION, MONTH_NAME, MONTHS_TOO, NO_SUM, OTHER_COUNT, UNIT
from redaction.detect.number_words import NUMBER

_PERSON: Final = r"(?:she|he|who|now|child|baby|son|daughter|brother|sister|mum|dad)"
_PLACE_IN_ROW: Final = r"(?:little|lil|old(?:er|est)?|young(?:er|est)?|middle|other)[ ](?:one|child)"
_JUST: Final = (
    r"(?:now|only|just|nearly|almost|about|around|still|rising|gone|not[ ]yet|barely|approx|coming[ ]up[ ]to"
    r"|going[ ]on)"
)
_LIFE_STEP: Final = (
    r"(?:cautioned|convicted|arrested|pregnant|married|diagnosed|excluded|adopted|left[ ](?:school|home|care)"
    r"|had[ ](?:him|her|them|(?:her|his|my|the)[ ]first)|a[ ](?:mum|mother|dad|father|carer))"
)
_WHO_IS: Final = re.compile(
    rf"""
    \b(?: i[ ](?:am|was) | i'?m | (?:gonna|going[ ]to|gunna)[ ]be
        | (?:{_PERSON}|{_PLACE_IN_ROW}) (?:[ ]is | '?s | [ ]was)
        | s?he[ ]just
        | is[ ]now
        | (?:is|was)[ ](?:she|he)
        | turn(?:s|ed|ing)
        | (?:s?he|who|they) (?:'ll|'d|[ ](?:will|must|might|may|could|would))[ ]be
        | (?:looks?|seems?|appears?) (?:[ ](?:like|to[ ]be))?
        | (?:assessed|recorded|given|accepted|treated)[ ](?:as|to[ ]be)
        | (?:him|her|them)[ ](?:to[ ]be|down[ ]as)
        | age[ ](?:at|as)
        | {_LIFE_STEP}[ ]at
    )
    (?:[ ]{_JUST}){{0,2}} [ ]\Z
    """,
    re.IGNORECASE | re.VERBOSE,
)
_THEN: Final = (
    r"(?:and|not|or[ ]so|already|today|tomorrow|now|but|next|on|so|when|wen|at[ ]the[ ]time|last|this|n|i|he|she|they"
    r"|we|going[ ]on)\b"
)
_WITH_UNIT: Final = rf"{NUMBER}[ ]?(?:{UNIT}|y/?o)\b{MONTHS_TOO}?(?![ ]{OTHER_COUNT})"
# "I am 71", "she is 16 now": not "she is one of", "he is 20 minutes late".
_SPOKEN: Final = re.compile(
    rf"""
    (?: {_WITH_UNIT}
      | {NUMBER}{FRACTION}
      | {NUMBER}(?={ENDS} | [ ]{_THEN})
    ) {NO_SUM}
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "They are 2 and 3 on the agenda": of several only what has a unit is an age.
_THEY_ARE: Final = re.compile(rf"\bthey(?:[ ](?:are|were|r)|'re)(?:[ ]{_JUST}){{0,2}}[ ]\Z", re.IGNORECASE)
_SPOKEN_UNIT: Final = re.compile(_WITH_UNIT, re.IGNORECASE)
_OF_NOBODY: Final = "".join(rf"(?<!{word}[ ])" for word in ("there", "it", "this", "that", "time", "total"))
# The months of a year of life: "will be 16 in March", "was ten in May".
_BECOMES: Final = re.compile(
    rf"""
    (?: \b(?: turns | turning | will[ ]turn
            | (?:{_PERSON}|{_PLACE_IN_ROW})(?:[ ]is|[ ]was|'?s) | i[ ](?:am|was) | i'?m
        ) | {_OF_NOBODY}\bwill[ ]be | 'll[ ]be )
    (?:[ ](?:just|only|nearly))? [ ]\Z
    """,
    re.IGNORECASE | re.VERBOSE,
)
_THEN_MONTH: Final = re.compile(
    rf"""
    {NUMBER}
    (?= [ ](?:in|on|next|by|this|last|tomorrow)\b
        [ ](?:the[ ]\d | \d | week | month | year | {MONTH_NAME} | summer | spring | autumn | winter)
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
# The words right before a number that may tell that it is an age: most numbers have none of them there.
_LAST: Final = frozenset({
    "am", "im", "i'm", "was", "is", "be", "she", "he", "hes", "shes", "whos", "turn", "turns", "turned", "turning",
    "look", "looks", "seem", "seems", "appear", "appears", "like", "as", "at", "only", "just", "nearly", "almost",
    "about", "around", "still", "rising", "gone", "yet", "barely", "approx", "to", "on", "now", "are", "were", "r",
    "they're",
})  # fmt: skip
_FARTHEST: Final = 32  # characters before the number


def said(text: str, start: int) -> re.Match[str] | None:
    """The age that begins with the number at *start*, where the words before say whose it is."""
    last = text[max(0, start - 12) : max(0, start - 1)].rsplit(" ", 1)[-1].lower().lstrip("\"'“‘(*-")
    if last not in _LAST and not last.endswith("'s"):
        return None
    match = None
    if _WHO_IS.search(text, max(0, start - _FARTHEST), start) is not None:
        match = _SPOKEN.match(text, start)
    elif _THEY_ARE.search(text, max(0, start - _FARTHEST), start) is not None:
        match = _SPOKEN_UNIT.match(text, start)
    if match is None and _BECOMES.search(text, max(0, start - _FARTHEST), start) is not None:
        match = _THEN_MONTH.match(text, start)
    return match
