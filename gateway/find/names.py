"""What two written names have in common: words, titles and initials, folded for comparison."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
MEN: Final = frozenset({"mr", "sir", "lord"})
WOMEN: Final = frozenset({"mrs", "ms", "miss", "dame", "lady"})
_TITLES: Final = (
    MEN | WOMEN | {"mx", "master", "dr", "doctor", "prof", "professor", "rev", "reverend", "fr", "cllr", "councillor"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name as written, taken apart; words in lower case without accents, first names first."""

    words: tuple[str, ...]  # empty: nothing of it is a word
    title: str = ""
    text: str = ""  # as it was given, in lower case; only where there are no words

    @property
    def full(self) -> bool:
        """Whether it has a first name, not a letter only, and a surname."""
        return len(self.words) > 1 and len(self.words[0]) > 1

    @property
    def key(self) -> str:
        """The same for two ways to write one name; middle names may be left out."""
        return f"{self.first} {self.last}" if self.full else " ".join(self.words) or self.text

    @property
    def first(self) -> str:
        """The first word."""
        return self.words[0]

    @property
    def last(self) -> str:
        """The last word."""
        return self.words[-1]


def name_of(text: str) -> Name:
    """Take a written name apart: "Dr. Okafor", "Okafor, Mia", "Mia's"."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in folded if not unicodedata.combining(char) and unicodedata.category(char) != "Cf")
    words = [_POSSESSIVE.sub("", word) for word in _WORD.findall(plain)]
    title = words[0] if len(words) > 1 and words[0] in _TITLES else ""
    words = words[1:] if title else words
    if "," in plain and len(words) > 1:
        words = words[1:] + words[:1]
    return Name(words=tuple(words), title=title, text="" if words else plain)


def part_of(part: Name, whole: Name) -> bool:
    """Whether *part*, which is no full name, may stand for *whole*: a first name, a surname, a letter and surname."""
    if part.full or not part.words or not whole.words:
        return False
    if len(part.words) > 1:
        return part.last == whole.last and whole.first.startswith(part.first)
    if part.title:
        return part.last == whole.last
    return part.first in whole.words


def in_local_part(name: Name, address: str) -> bool:
    """Whether a mail address is built from this name: mia.okafor@, m.okafor@, okaform@."""
    local = address.partition("@")[0].casefold()
    if not name.full:
        return False
    return (len(name.last) > 2 and name.last in local) or name.first == re.split(r"[^a-z]", local)[0]


class Roll:
    """Names to look up others in, by what they may share; cost grows with what is asked, not with the roll."""

    def __init__(self, names: Iterable[Name] = ()) -> None:
        self._full: dict[tuple[str, str], Name] = {}
        self._by_word: dict[str, list[Name]] = defaultdict(list)
        for name in names:
            self.add(name)

    def add(self, name: Name) -> None:
        """Enter a name; one that is there already, middle names aside, stays as it was."""
        if not name.words or (name.full and (name.first, name.last) in self._full):
            return
        if name.full:
            self._full[name.first, name.last] = name
        for word in dict.fromkeys(name.words):
            if name not in self._by_word[word]:
                self._by_word[word].append(name)

    def same(self, name: Name) -> Name | None:
        """The entry of the same full name."""
        return self._full.get((name.first, name.last)) if name.full else None

    def wider(self, name: Name) -> Name | None:
        """The first entry that *name* may be a part of, or that is the same single word."""
        if name.full or not name.words:
            return None
        entries = self._by_word.get(name.last, ())
        return next((one for one in entries if part_of(name, one) or one.words == name.words), None)

    def __iter__(self) -> Iterator[Name]:
        return iter(self._full.values())
