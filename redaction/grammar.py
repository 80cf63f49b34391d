"""Keeps a text readable where values were replaced or taken out: articles, capitals, blanks, orphaned marks. Pure.

What is mended stands outside the values, so it is a replacement of its own: a verifier must look for the value as it
stood, not for the value with a comma and a blank.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

_ARTICLE: Final = re.compile(r"(?<![\w'’.-])(an?)[ \xa0]\Z", re.IGNORECASE)
_AFTER_SENTENCE: Final = re.compile(r"(?:\A|[.!?][\"'’”)]{0,2}[ \t]{1,3}|\n[ \t]{0,8}\r?\n)[ \t]{0,8}\Z")
_POSSESSIVE: Final = re.compile(r"['’]s?(?!\w)")
_PAIRS: Final = {"(": ")", "[": "]", "{": "}", '"': '"', "'": "'", "“": "”", "‘": "’", "«": "»"}
_JOINED: Final = re.compile(r"(?:[,;][ \t]+(?:(?:and|or|&)[ \t]+)?|[ \t]+(?:and|or|&)[ \t]+|[ \t]+)\Z")
_BLANKS: Final = " \t\xa0"
_MARKS: Final = ",;:.!?"
_MARKS_AND_BLANK: Final = re.compile(r"[,;:.!?]+(?:[ \t\xa0]+|(?=[\r\n])|\Z)")
_LINE_END: Final = "\r\n"
_LEAST_SAID: Final = 60  # characters before a cut in which its article or its sentence's start can stand


class Change(NamedTuple):
    """Replace ``[start, end)`` of a text, in code points."""

    start: int
    end: int
    replacement: str


def readable(text: str, changes: Sequence[Change]) -> list[Change]:
    """The changes and what they need around them, in rising order and disjoint.

    Args:
        changes: Disjoint, in rising order.
    """
    taken = [change.start for change in changes]
    made: list[Change] = []
    for at, change in enumerate(changes):
        before = made[-1].end if made else 0
        after = changes[at + 1].start if at + 1 < len(changes) else len(text)
        if change.replacement:
            made += _replaced(text, change, before)
        elif not (made and made[-1].end > change.start):
            run = _run(text, changes, at)
            beyond = bisect_left(taken, run[-1].end)
            after = changes[beyond].start if beyond < len(changes) else len(text)
            made += _taken_out(text, run, before, after)
    return made


def _replaced(text: str, change: Change, before: int) -> Iterator[Change]:
    """A label with the article that goes with it, and its capital at the start of a sentence."""
    start, end, replacement = change
    ahead = text[max(before, start - _LEAST_SAID) : start]
    article = _ARTICLE.search(ahead)
    if article is not None and replacement.startswith("["):
        word = article[1]
        right = "an" if _is_spoken_with_vowel(replacement[1:]) else "a"
        at = start - len(ahead) + article.start(1)
        # "Hepatitis A [Person 1]": a capital is an article only where a sentence starts.
        if word.lower() != right and (word.islower() or _AFTER_SENTENCE.search(text[max(0, at - _LEAST_SAID) : at])):
            yield Change(at, at + len(word), right.capitalize() if word[0].isupper() else right)
    if (
        replacement[:1] == "["
        and replacement[1:2].islower()
        and re.match(r"(?:['’]s)?[ \xa0][a-z]", text[end : end + 4])
    ):
        behind = text[max(0, start - _LEAST_SAID) : start]
        if _AFTER_SENTENCE.search(behind) and (len(behind) < _LEAST_SAID or not behind.isspace()):
            replacement = "[" + replacement[1].upper() + replacement[2:]
    yield Change(start, end, replacement)


def _is_spoken_with_vowel(words: str) -> bool:
    if words.startswith("NHS"):
        return True
    return words[:1].lower() in "aeiou" and not words.startswith(("UPN", "ULN", "UTR", "Un", "un"))


def _run(text: str, changes: Sequence[Change], at: int) -> list[Change]:
    """The values taken out one after another: "Mia, Grace and Tom" is one gap, not three with commas between."""
    run = [changes[at]]
    for following in changes[at + 1 :]:
        between = text[run[-1].end : following.start]
        if following.replacement or (between and _JOINED.match(between) is None):
            break
        run.append(following)
    return run


def _taken_out(text: str, run: Sequence[Change], before: int, after: int) -> list[Change]:
    """A gap closed: what belonged to the value goes with it, and one blank stays between words."""
    first, last = run[0].start, run[-1].end
    start, end = first, last
    while start > before and end < after and _PAIRS.get(text[start - 1]) == text[end]:
        start, end = start - 1, end + 1
    possessive = _POSSESSIVE.match(text, end, after)
    if possessive is not None and end == last and text[end - 1].isalpha():
        end = possessive.end()
    start, end = _closed(text, start, end, before, after)
    made = [*run]
    for left, right in ((one.end, other.start) for one, other in pairwise(run)):
        if left < right:
            made.append(Change(left, right, ""))
    if start < first:
        made.append(Change(start, first, ""))
    if last < end:
        made.append(Change(last, end, ""))
    capital = _capital(text, first, start, end, after)
    if capital is not None:
        made.append(capital)
    return sorted(made)


def _closed(text: str, start: int, end: int, before: int, after: int) -> tuple[int, int]:
    left = start
    while left > before and text[left - 1] in _BLANKS:
        left -= 1
    right = end
    while right < after and text[right] in _BLANKS:
        right += 1
    if left == 0 or text[left - 1] in _LINE_END:
        # At the start of a line: its indent stays, the marks that followed the value go.
        # Those between the columns of a list have no blank behind them, and stay.
        marks = _MARKS_AND_BLANK.match(text, right)
        return start, marks.end() if marks is not None and marks.end() <= after else right
    follows = text[right] if right < len(text) else "\n"
    if follows in _MARKS or follows in _LINE_END or follows in ")]}":
        if left < start and text[left - 1] in ",;" and left - 1 >= before and follows != ":":
            left -= 1
        return left, right
    # A word on either side: the blank before it stays, the one behind goes.
    return (start, right) if left < start else (start, end)


def _capital(text: str, first: int, start: int, end: int, after: int) -> Change | None:
    """The next word's first letter, where the value that began the sentence is gone."""
    behind = text[max(0, start - _LEAST_SAID) : start]
    starts = _AFTER_SENTENCE.search(behind) is not None and (start < _LEAST_SAID or not behind.isspace())
    if not starts or end >= after or text[first].islower() or not text[end].islower():
        return None
    upper = text[end].upper()
    return Change(end, end + 1, upper) if len(upper) == 1 else None
