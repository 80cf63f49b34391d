"""Whether a phrase stands in a text, however it is spaced, quoted or accented."""

import re
from typing import Final

from redaction.normal import fold

# "> " before each line is how mail quotes: a phrase that runs over a line's end is the phrase all the same (CONS-7).
QUOTE_PREFIX: Final = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
BETWEEN: Final = re.compile(r"[\W_]+")
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


def stands_in(phrase: str, text: str) -> bool:
    """Whether *phrase*, as `words` gives it, stands in *text*, as `words` gives it.

    It must begin where a word begins; it may end within one, so that "Maple House" is met in "Maple House's". A
    phrase without a word stands in no text: the import refuses it.
    """
    return bool(phrase.strip()) and phrase.rstrip() in text
