"""Streets: the kinds of road and building that an address names, and where the name of one begins.

Every search looks at a window of bounded length before or after a word, so the time grows with the text alone.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from redaction.detect.context import is_house_number
from redaction.detect.number_words import ONES
from redaction.detect.signs import Signs
from redaction.detect.street_told import lived_in
from redaction.detect.words import word_list
from redaction.tokens import Token, places, tokens

# Kinds that hardly mean anything else after a number and another word, in small letters too.
_PLAIN: Final = frozenset({
    "road", "rd", "street", "avenue", "ave", "lane", "ln", "crescent", "cres", "gdns", "terrace", "terr", "mews",
})  # fmt: skip
# With those that are everyday words too: in small letters these need a sign of living there before them.
_ENDINGS: Final = frozenset({"gate", "wynd"})  # "Kirkgate", "Friar Wynd"
_KINDS: Final = Signs(word_list("street_kinds"))
WORD: Final = r"(?:[A-Z][\w'-]{0,24}\.?|y|upon)"
_HOUSE: Final = (
    r"(?<![\w£$€/.:+#-])(?:(?i:no)\.?[ ]?(?=\d))?(?P<house>\d{1,4}[A-Za-z]?(?:[ ]?[-/][ ]?\d{1,4}[A-Za-z]?)?"
    r"|(?:(?i:(?:one|two|three)[ ]hundred(?:[ ]and)?)[ ])?"
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|(?i:number))[ -])?(?i:one|two|three|four|five|six"
    r"|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty))"
    r"(?:[ ]?,[ ]?|[ ])"
)
_BEFORE: Final = re.compile(rf"{_HOUSE}(?:{WORD}[ ]){{1,4}}\Z")
_BEFORE_SMALL: Final = re.compile(rf"{_HOUSE}(?P<words>(?:[a-z][a-z'-]{{1,24}}[ ]){{1,3}})\Z", re.IGNORECASE)
_NAMED: Final = re.compile(rf"(?<![\w'-])(?:{WORD}[ ]){{1,3}}\Z")
_NAMED_SMALL: Final = re.compile(r"(?<![\w'-])(?:[a-z][a-z'-]{1,24}[ ]){1,2}\Z", re.IGNORECASE)
# Kirkgate; Heol y Bryn, Stryd Fawr: the kind is inside the word or before it.
_WELSH: Final = Signs({
    "heol", "stryd", "ffordd", "lon", "maes", "clos", "rhodfa", "nant", "llys", "cae", "trem", "golwg", "parc",
    "cwrt",     "glan", "erw", "bryn", "rhos", "dol", "gelli", "pen", "tan",
})  # fmt: skip
_WELSH_NAMES: Final = frozenset({"bryn", "pen", "tan", "parc", "glan", "dol"})
_WELSH_NAME: Final = re.compile(r"[ ](?:(?:y|yr|Y|YR)[ ])?[A-Z][\w'-]{1,20}(?:[ ][A-Z][\w'-]{1,20})?")
_HOUSE_END: Final = re.compile(rf"{_HOUSE}\Z")
_SIGN: Final = re.compile(
    r"(?:\b(?:at|to|near|from|in|of|address|addr|home|liv(?:e|es|ing))[ ]|"
    r"\b(?:house|court|lodge|mansions|buildings)[ ]|\b(?:flat|flt|apt|unit|room|rm|bedsit)[ ]?\d{1,3}[a-z]?,?[ ]|"
    r"\b(?:above|over|behind|below)[ ](?:the[ ])?[a-z]{3,15},?[ ]|[:,|;\t\n*]|\A)[ ]{0,2}\Z",
    re.IGNORECASE,
)
# "5 minute walk", "2 bed house", "3 of the park": what stands between is counted, or joins.
_COUNTED: Final = word_list("counted")
_WINDOW: Final = 72
_WIDEST_SIGN: Final = 28
_NUMBERS: Final = frozenset({
    "twenty", *ONES.split("|"), "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    "eighteen", "nineteen",
})  # fmt: skip
_DRIVE_ENDS: Final = re.compile(r"\.?[ ]?(?:[,;)\r\n]|\Z)")  # "4 Mill Dr, Leeds", not "at 4 Mill Dr Jones"
_LED: Final = frozenset({
    "on", "in", "at", "to", "off", "down", "along", "up", "round", "near", "from", "of", "and", "is", "fled",
    "vacated",
})  # fmt: skip


# "on a quiet street", "down the main road": no names.
_NO_NAME: Final = frozenset({
    "quiet", "busy", "main", "narrow", "wrong", "side", "front", "dead", "end", "bumpy", "private", "unmade", "rough",
    "posh", "single", "country", "leafy", "dirt", "slip", "back", "a", "the", "our", "my", "her", "his", "their",
    "your",
    "same", "next", "this", "that", "one", "every", "each", "ring", "cross", "through",
})  # fmt: skip


class Street(NamedTuple):
    """A street with what may be a house number; ``numbered`` says whether one stands there."""

    start: int
    end: int
    numbered: bool


def streets(text: str) -> Iterator[Street]:
    """Every street that may be part of an address, in the order of their ends.

    Without a number it counts only beside something else; the caller asks ``lived_in`` or looks at its neighbours.
    """
    words, begins = tokens(text), places(text)
    kinds = _KINDS.met(text)
    others = set(_WELSH.met(text))
    others.update([word for word in begins if word[-4:] in _ENDINGS and len(word) > 5])
    for at in sorted(at for word in others.union(kinds) for at in begins[word]):
        word = words[at]
        found = _before_kind(text, words, at) if word.word in kinds else _other(text, word)
        if found is not None:
            yield found


def _other(text: str, word: Token) -> Street | None:
    if not text[word.start].isupper():
        return None
    name = _WELSH_NAME.match(text, word.end) if word.word in _WELSH else None
    if word.word in _WELSH and name is None:
        return None
    end = word.end if name is None else name.end()
    house = _HOUSE_END.search(text, max(0, word.start - 16), word.start)
    if house is not None and is_house_number(text, house.start()):
        return Street(house.start(), end, numbered=True)
    if name is None and lived_in(text, word.start):
        return Street(word.start, end, numbered=False)
    return None if name is None or word.word in _WELSH_NAMES else Street(word.start, end, numbered=False)


def _before_kind(text: str, words: list[Token], at: int) -> Street | None:
    start, end = words[at].start, words[at].end
    if not at or text[end : end + 1] in {"-", "@", "'"} or text[start - 1] not in {" ", "-"}:
        return None
    since = max(0, start - _WINDOW)
    near = words[max(0, at - 6) : at]
    # In a line of capitals a capital tells no more than a small letter does.
    proper = text[start].isupper() and not (text[start:end].isupper() and end - start > 2)
    if words[at].word == "dr" and _DRIVE_ENDS.match(text, end) is None:
        return None
    if any(word.word[0].isdigit() or word.word in _NUMBERS for word in near):
        house = (_BEFORE if proper else _BEFORE_SMALL).search(text, since, start)
        if (
            house is not None
            and is_house_number(text, house.start())
            and (proper or _is_street(text, house, words[at]))
        ):
            return Street(house.start(), end, numbered=True)
    if not proper and "," not in text[near[0].start : start]:
        return _told_small(text, words, at)
    # Without a number only what stands after a comma or a word like "at" can count.
    if "," not in text[near[0].start : start] and not (proper and any(word.word in _LED for word in near)):
        return None
    named = (_NAMED if proper else _NAMED_SMALL).search(text, since, start)
    if named is None or (not proper and counted(named.group())):
        return None
    return Street(named.start(), end, numbered=False)


def _told_small(text: str, words: list[Token], at: int) -> Street | None:
    """A street in small letters without a number, where somebody lives in it: *at her mams on elder street*."""
    if words[at].word not in _PLAIN:
        return None
    for first in range(at - 1, max(0, at - 3), -1):
        if words[first - 1].word in _LED:
            name = {word.word for word in words[first:at]}
            named = name.isdisjoint(_NO_NAME) and name.isdisjoint(_COUNTED) and name.isdisjoint(word_list("common"))
            if named and lived_in(text, words[first].start):
                return Street(words[first].start, words[at].end, numbered=False)
            return None
    return None


def _is_street(text: str, house: re.Match[str], kind: Token) -> bool:
    """Whether small letters, or capitals throughout, after a number name a street and do not count something."""
    if counted(house["words"]):
        return False
    # "one busy street" counts; "at sixteen beech street" is a house.
    plain = kind.word in _PLAIN and house["house"][0].isdigit()
    return plain or _SIGN.search(text, max(0, house.start() - _WIDEST_SIGN), house.start()) is not None


def counted(words: str) -> bool:
    """Whether one of the words is counted or joins others, so that they name no street or house."""
    return not _COUNTED.isdisjoint(words.lower().split())


def is_place(name: str) -> bool:
    """Whether *name* is a town, borough or county of the list, in any case."""
    return "_".join(name.lower().replace(".", "").split()) in word_list("places")
