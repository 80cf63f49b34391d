"""What of the words in a picture is not sure, and how much that is."""

import re
from typing import Final

from redaction.ocr.ink import Ink
from redaction.ocr.words import Box, Word

SURE: Final = 60.0  # from this confidence on a word is taken for what it says
_SURE_OF_FIGURES: Final = 80.0  # and figures among which stand signs or letters that figures are misread as
# 07700 becomes O77OO, 9001 becomes 90|1: no detector takes that for a number.
_MISREAD: Final = re.compile(r"\d[OoQlIiSBZ]\d|\d[^\w.,:;/()'\"£%+&#@*=–—’-]|[^\w.,:;/()'\"£$€+#@*=–—‘-]\d")
_FIGURES: Final = 3  # in a word, from which on it may be of a number that tells who is meant
_NUMBER: Final = 4  # figures, from which on it is half of one: who has the rest from elsewhere has all of it
MOST_UNREAD: Final = 11  # letters that cannot be told, in a picture that counts as read; an icon is often a few


def letters(word: Word) -> int:
    """Letters and figures of it."""
    return sum(char.isalnum() for char in word.text)


def sure_letters(words: tuple[Word, ...]) -> int:
    """Letters of the words that are taken for what they say."""
    return sum(letters(word) for word in words if is_sure(word))


def is_sure(word: Word) -> bool:
    """Whether it is taken for what it says."""
    return word.confidence >= (_SURE_OF_FIGURES if _MISREAD.search(word.text) else SURE)


def sure_words(words: tuple[Word, ...]) -> list[Word]:
    """Those, without the signs for which a box or a line is taken."""
    return [word for word in words if is_sure(word) and letters(word) > 1]


def sure_boxes(words: tuple[Word, ...]) -> list[Box]:
    """Where they stand."""
    return [word.box for word in sure_words(words)]


def doubtful(words: tuple[Word, ...], ink: Ink) -> list[Word]:
    """The words that are not sure, of what looks like letters."""
    return [
        word
        for word in words
        if not is_sure(word) and letters(word) > 1 and ink.is_lettering(word.box) and not ink.is_empty_box(word.box)
    ]


def more_letters(words: list[Word], ink: Ink, than: int) -> bool:
    """Whether the words that look like letters have more letters than so many; a page has far more."""
    seen = 0
    for word in words:
        if seen > than:
            break
        if ink.is_lettering(word.box):
            seen += letters(word)
    return seen > than


def unread(doubted: list[Word], told: list[Box]) -> tuple[list[Word], int]:
    """The doubtful words that nothing else told, and how many letters they are, those of one place counted once.

    Figures count twice: a telephone number that cannot be told has fewer signs than a name and a surname. Four are
    too many for themselves.
    """
    left = [word for word in doubted if not _told(word.box, told)]
    apart = [word for at, word in enumerate(left) if not _told(word.box, [other.box for other in left[:at]])]
    return left, sum(map(_weight, apart))


def _weight(word: Word) -> int:
    figures = sum(char.isdecimal() for char in word.text)
    if figures < _FIGURES or 2 * figures <= letters(word):
        return letters(word)
    return max(letters(word) + figures, MOST_UNREAD + 1 if figures >= _NUMBER else 0)


def _told(box: Box, others: list[Box]) -> bool:
    """Whether the others cover the middle of it."""
    across, down = (box.left + box.right) // 2, (box.top + box.bottom) // 2
    return any(one.left <= across < one.right and one.top <= down < one.bottom for one in others)
