"""Names in less usual shapes: initials, surname first, a surname shared, no capitals."""

import re
from typing import Final

from redaction.detect.name_run import (
    BODIES,
    COMMON,
    SURNAMES,
    capital,
    institution,
    may_be_surname,
    plain_word,
    run,
    shouted,
)
from redaction.detect.words import GIVEN, NEVER_SURNAME, ORDINARY, PARTICLES, TITLES
from redaction.hit import Evidence
from redaction.people.names import beside_date
from redaction.tokens import Token, starts_sentence

Found = tuple[int, Evidence, str]  # index of the last word, evidence, rule
_CONTACT: Final = re.compile(r"[^\r\n]{0,40}?(?:@|(?<!\d)\(?(?:\+|0)\d(?:[ ()-]{0,2}\d){8,11}(?!\d))")
_LINE_BEFORE: Final = re.compile(r"(?:\A|[\n;|\t])[ \t>*•-]{0,8}(?:\d{1,3}[.)][ \t]{1,3})?\Z")
_LINE_AFTER: Final = re.compile(r"[ ]{0,2}(?:[\r\n;|\t(,-]|\Z|[ ]d\.?o\.?b|\d)", re.IGNORECASE)
_MOST_SHARING: Final = 4
MOST_SURNAMES: Final = 4
"""Words of one surname before its comma: *Okafor-Bello, Margaret*."""
_INSIDE: Final = GIVEN | PARTICLES


def initials(text: str, words: list[Token], at: int) -> Found | None:
    """*S. Hargreaves*, *J.K. Bello*: initials with a dot, then a surname; the dot is the sign.

    Without the dot it counts before a telephone number or mail address on its line: *S Hargreaves 07700 900111*.
    """
    word = words[at]
    if word.end - word.start != 1 or not word.word.isalpha():
        return None
    dotted = text[word.end : word.end + 1] == "."
    if not dotted and text[word.end : word.end + 1] != " ":
        return None
    last = run(text, words, at, 3)
    if last is None or words[last].end - words[last].start < 3:
        return None
    surname = words[last].word
    if dotted:
        named = surname not in ORDINARY or not starts_sentence(text, word.start)
        return (last, Evidence.PATTERN, "initials") if named else None
    if word.word in {"a", "i"} and (surname not in SURNAMES or surname in ORDINARY):
        return None
    if plain_word(surname) or _CONTACT.match(text, words[last].end) is None:
        return None
    return last, Evidence.PATTERN, "initials"


def surname_first(text: str, words: list[Token], at: int) -> Found | None:
    """*Thornton, Margaret*: a surname of the list anywhere, any other word only as an entry of a list of names."""
    word = words[at]
    if word.word in GIVEN and not shouted(text, word):
        return None  # "James, Sarah and Tom" are three
    first = at + 1
    while first < min(at + MOST_SURNAMES, len(words)) and text[words[first - 1].end : words[first].start] == "-":
        first += 1
    if first >= len(words) or text[words[first - 1].end : words[first].start] not in {", ", ","}:
        return None
    given = words[first].word
    if given not in GIVEN or not capital(text, words[first]) or not may_be_surname(text, words, at):
        return None
    if given in ORDINARY and given in COMMON:
        return None
    last = _middle_names(text, words, first)
    # "Thornton, Margaret Bello" is a surname, and then somebody else.
    if (
        last + 1 < len(words)
        and text[words[last].end : words[last + 1].start] == " "
        and may_be_surname(text, words, last + 1)
        and not shouted(text, words[last + 1])
    ):
        return None
    if any(words[one].word in SURNAMES and words[one].word not in ORDINARY for one in range(at, first)):
        return last, Evidence.LIST, "surname-first"
    if plain_word(word.word) or (word.word in ORDINARY and not shouted(text, word)):
        return None
    entry = _LINE_BEFORE.search(text[max(0, word.start - 14) : word.start]) is not None
    return (last, Evidence.LIST, "surname-first") if entry and _LINE_AFTER.match(text, words[last].end) else None


def _middle_names(text: str, words: list[Token], first: int) -> int:
    """Index of the last of the first names and initials that begin at *first*."""
    last = first
    while last + 1 < len(words) and last - first < 2 and text[words[last].end : words[last + 1].start] in {" ", "-"}:
        following = words[last + 1]
        if not capital(text, following) or not (following.word in GIVEN or following.end - following.start == 1):
            break
        last += 1
    return last


def sharing_surname(text: str, words: list[Token], at: int) -> bool:
    """Whether the first name at index *at* has its surname further on: *Margaret and John Thornton*."""
    here = at
    for _ in range(_MOST_SHARING):
        if here + 1 >= len(words) or beside_date(text, words, here):
            return False
        gap = text[words[here].end : words[here + 1].start]
        joined = here + 2 < len(words) and words[here + 1].word == "and" and gap == " "
        following = here + 2 if joined else here + 1
        if not joined and gap not in {" & ", ", ", "/"}:
            return False
        if words[following].word not in GIVEN or not capital(text, words[following]):
            return False
        if joined or gap == " & ":
            last = run(text, words, following, 3)
            if last is not None:
                return not institution(text, words, following, last)
        here = following
    return False


def plain(text: str, words: list[Token], at: int) -> Found | None:
    """*margaret thornton*: a first name of the list and a surname of the list, in small letters.

    In a text typed without capitals, or alone on a line, any word counts that is no ordinary one.
    """
    word = words[at]
    if word.word not in GIVEN or word.word in ORDINARY or word.word in COMMON or word.end - word.start < 3:
        return None
    last = at
    while last + 1 < len(words) and last - at < 3 and text[words[last].end : words[last + 1].start] in {" ", "-"}:
        last += 1
        following = words[last].word
        if following not in _INSIDE and not (len(following) == 1 and following not in {"a", "i"}):
            break
    while last + 1 < min(at + 6, len(words)) and text[words[last].end : words[last + 1].start] == "-":
        last += 1
    if last == at or not text[word.start : words[last].end].islower():
        return None
    # A first name may be a surname too ("sarah james was here"), so the words are asked from the end.
    for end in range(last, at, -1):
        if words[end].word in SURNAMES and words[end].word not in COMMON:
            return end, Evidence.LIST, "full-name"
    strange = _strange(words[last].word) and (text[:400].islower() or _alone_on_line(text, words, at, last))
    return (last, Evidence.LIST, "full-name") if strange else None


def _strange(word: str) -> bool:
    """Whether a word in small letters can hardly be anything but a name, beside a first name."""
    if len(word) < 4 or not word.isalpha() or plain_word(word) or word.endswith("s"):
        return False
    return not any(word in known for known in (NEVER_SURNAME, ORDINARY, GIVEN, TITLES, BODIES))


def _alone_on_line(text: str, words: list[Token], at: int, last: int) -> bool:
    before = text[max(0, words[at].start - 14) : words[at].start]
    end = words[last].end
    return _LINE_BEFORE.search(before) is not None and text[end : end + 1] in {"", "\r", "\n", ";", "|", "\t"}
