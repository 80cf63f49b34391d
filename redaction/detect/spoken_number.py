"""Numbers read out word by word, as dictation has them: *oh seven seven double oh nine hundred one two three*."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from redaction.detect.signs import Signs
from redaction.tokens import Token, places, tokens

_FIGURES: Final = {
    "oh": "0", "o": "0", "zero": "0", "nought": "0", "naught": "0", "nil": "0", "one": "1", "two": "2", "three": "3",
    "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
_TEENS: Final = {
    "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16",
    "seventeen": "17", "eighteen": "18", "nineteen": "19",
}  # fmt: skip
_TENS: Final = {
    "twenty": "2", "thirty": "3", "forty": "4", "fifty": "5", "sixty": "6", "seventy": "7", "eighty": "8",
    "ninety": "9",
}  # fmt: skip
_TIMES: Final = {"double": 2, "triple": 3, "treble": 3}
_ZEROES: Final = {"hundred": "00", "thousand": "000"}
_WORDS: Final = Signs({*_FIGURES, *_TEENS, *_TENS, *_TIMES})
# A number of fewer words is a count, a time or a date.
_READ_OUT: Final = Signs({*_WORDS, *_ZEROES})
_LEAST_WORDS: Final = 6
_SIGNS: Final = frozenset(" ,.-")
_WIDEST_GAP: Final = 3


class Spoken(NamedTuple):
    """A number read out: its span and its figures."""

    start: int
    end: int
    digits: str


def spoken_numbers(text: str) -> Iterator[Spoken]:
    """The numbers of a folded text that are read out, in rising order; each of at least six words."""
    begins, words = places(text), tokens(text)
    if sum(len(begins[word]) for word in _READ_OUT.met(text)) < _LEAST_WORDS:
        return
    starts = sorted(at for word in _WORDS.met(text) for at in begins[word])
    reach = -1
    for at in starts:
        if at < reach:
            continue
        end = at + 1
        while end < len(words) and _joins(text, words[end - 1], words[end]):
            end += 1
        reach = end
        if end - at >= _LEAST_WORDS:
            yield Spoken(words[at].start, words[end - 1].end, _read([word.word for word in words[at:end]]))


def _joins(text: str, left: Token, right: Token) -> bool:
    gap = text[left.end : right.start]
    return (
        (right.word in _WORDS or right.word in _ZEROES)
        and len(gap) <= _WIDEST_GAP
        and all(char in _SIGNS for char in gap)
    )


def _read(words: list[str]) -> str:
    """The figures that the words say."""
    digits, times, ten = "", 1, False
    for word in words:
        if word in _TIMES:
            times = _TIMES[word]
            continue
        if ten and word not in _FIGURES:  # "forty, fifty": the first ends with a nought
            digits += "0"
        digits += _TENS.get(word) or _TEENS.get(word) or _ZEROES.get(word) or _FIGURES[word] * times
        ten, times = word in _TENS, 1
    return digits + "0" * ten
