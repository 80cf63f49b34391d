"""Runs of words in a text that may spell a name, a street or a number of the register."""

from collections.abc import Iterable, Iterator
from typing import Final

from redaction.detect.postcode import POSTCODE
from redaction.detect.words import ORDINARY, TITLES
from redaction.normal import fold
from redaction.people.names import stands_for_person
from redaction.tokens import Token, adjoining, comma_between, tokens

Words = tuple[str, ...]
STREET_FORMS: Final = {
    "rd": "road", "st": "street", "ave": "avenue", "av": "avenue", "ln": "lane", "dr": "drive", "cl": "close",
    "ct": "court", "cres": "crescent", "gdns": "gardens", "gr": "grove", "pl": "place", "sq": "square",
    "ter": "terrace", "pk": "park", "apt": "flat", "apartment": "flat", "saint": "street",
}  # fmt: skip
"""How the type of a street, or what stands before it, is written out."""


def street_key(words: Iterable[str]) -> Words:
    """The words of a street with its type written out: *rd* is *road*."""
    return tuple(STREET_FORMS.get(word, word) for word in words)


def street_line(address: str) -> str:
    """The part of an address up to its street, flat or house included, town and postcode left off."""
    taken: list[str] = []
    for part in address.split(","):
        words = [token.word for token in tokens(fold(part).text)]
        if POSTCODE.fullmatch(fold(part).text.strip()):
            break
        taken.append(part)
        if len(words) > 1 and any(word[0].isdigit() for word in words) and words[0] not in {"flat", "room", "unit"}:
            break
        if len(words) > 3 or len(taken) == 3:
            break
    return ",".join(taken)


def runs(
    text: str, words: list[Token], at: int, most: int, *, commas: bool, streets: bool = False
) -> Iterator[tuple[Words, int]]:
    """Runs of words that stand side by side from *at* on, the longest first, with their last index.

    Each run comes as written and, where its last word ends in s, without it: *the Okafors*.
    """
    run: list[str] = []
    for here in range(at, min(at + most, len(words))):
        if here > at and not (
            adjoining(text, words[here - 1], words[here])
            or (commas and comma_between(text, words[here - 1], words[here]))
        ):
            break
        word = words[here].word
        run.append(STREET_FORMS.get(word, word) if streets else word)
    while run:
        end = at + len(run) - 1
        yield tuple(run), end
        if run[-1].endswith("s") and len(run[-1]) > 3:
            yield (*run[:-1], run[-1][:-1]), end
        run.pop()


def written_as_name(text: str, words: list[Token]) -> bool:
    """Ordinary words alone (*Mark Best*) need their capitals; any other name counts in any case."""
    return any(word.word not in ORDINARY for word in words) or all(text[word.start].isupper() for word in words)


def written_as_initials(text: str, words: list[Token]) -> bool:
    """Capitals throughout, and a dot where *A* or *I* before an ordinary word could be a sentence's."""
    if not all(text[word.start].isupper() for word in words):
        return False
    letters = [word for word in words if word.end - word.start == 1]
    if all(text[word.end : word.end + 1] == "." for word in letters):
        return True
    ordinary = any(word.word in ORDINARY for word in words)
    return not (ordinary and any(word.word in {"a", "i"} for word in letters))


def part_counts(text: str, words: list[Token], at: int, end: int) -> bool:
    """Whether a part of a signed person's name stands for them: as a name, after a title, or all in small letters."""
    if end > at or (at and words[at - 1].word in TITLES):
        return True
    if stands_for_person(text, words, at):
        return True
    return words[at].word not in ORDINARY and text[words[at].start : words[at].end].islower() and _lower_text(text)


def _lower_text(text: str) -> bool:
    """Whether the text is typed without capitals, as text messages are."""
    return text[:400].islower()


def same_number(text: str, left: Token, right: Token) -> bool:
    """Whether two words may be groups of one number: blanks, dots, hyphens, a line end or cell between."""
    gap = text[left.end : right.start]
    return gap == " " or (len(gap) <= 4 and not gap.strip(" .()-/_\r\n>\t,;|") and gap.count("\n") <= 1)
