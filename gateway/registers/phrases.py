"""Whether a phrase stands in a text, however it is spaced, quoted or accented."""

import re
from typing import Final

from redaction.normal import fold

# "> " before each line is how mail quotes: a phrase that runs over a line's end is the phrase all the same (CONS-7).
QUOTE_PREFIX: Final = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
BETWEEN: Final = re.compile(r"[\W_]+")
_ARTICLES: Final = frozenset({"a", "an", "the"})
_SHORT: Final = {
    "rd": "road", "st": "street", "ave": "avenue", "cl": "close", "ct": "court", "ln": "lane", "sq": "square",
    "dr": "drive", "hse": "house", "wk": "walk", "gdns": "gardens", "tce": "terrace",
}  # fmt: skip
_LONG: Final = 4  # letters from which on a word has an ending to lose
_ENDING: Final = re.compile(r"(?<=[a-z]{3})(?:ers?|ings?|ed|es|s)$|(?<=[a-z]{5})ly$")
_BROKEN: Final = re.compile(r"(?<=\w)[-\u2010][ \t]*\n[ \t>]*(?=\w)")


def rejoined(text: str) -> str:
    """The text with words whole that run over a line's end with a hyphen there."""
    return _BROKEN.sub("", text)


def words(text: str) -> str:
    """The text's words alone: lower case, without accents, apostrophes and whatever stands between words.

    A space stands before each word and after the last, so that a phrase's words can be looked for in it.
    """
    folded = fold(QUOTE_PREFIX.sub("", text)).text
    return " " + BETWEEN.sub(" ", folded.casefold().replace("'", "")).strip() + " "


def stemmed(text: str) -> str:
    """What `words` gives, each word by its stem and without articles: other forms of a word are the same (CONS-7)."""
    return "".join(f" {_stem(word)}" for word in text.split() if word not in _ARTICLES) + " "


def squeezed(text: str) -> str:
    """What `words` gives, without blanks: file names and codes run words together."""
    return text.replace(" ", "")


def _stem(word: str) -> str:
    word = _SHORT.get(word, word)
    if len(word) < _LONG or not word.isalpha():
        return word
    base = _ENDING.sub("", word)
    if base.endswith("i"):
        base = base[:-1] + "y"
    # "stopped" and "stops", "moved" and "moves" are one.
    return base[:-1] if base[-1:] == "e" or base[-1:] == base[-2:-1] else base


def stands_in(phrase: str, text: str) -> bool:
    """Whether *phrase*, as `words` gives it, stands in *text*, as `words` gives it.

    It must begin where a word begins; it may end within one, so that "Maple House" is met in "Maple House's". A
    phrase without a word stands in no text: the import refuses it.
    """
    return bool(phrase.strip()) and phrase.rstrip() in text
