"""A surname that stands for a family: *the Okafor family*, *the Okafors*, *Mr and Mrs Okafor*."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from redaction.detect.words import GIVEN, NEVER_SURNAME, ORDINARY, TITLES, word_list
from redaction.name_forms import NameForms
from redaction.name_index import Ids, Met, put
from redaction.tokens import Token, adjoining, starts_sentence
from redaction.word_runs import Words

_FAMILY: Final = frozenset({"family", "families", "household", "households"})
_KIN: Final = _FAMILY | {
    "boys", "brothers", "child", "children", "girls", "home", "kids", "parents", "residence", "siblings", "sisters",
    "twins",
}  # fmt: skip
_YOUNG: Final = frozenset({"young", "little", "baby", "wee", "master"})
# Forms of address of those who are helped; a doctor or a constable of the same surname is rather at work.
_ADDRESSED: Final = frozenset({"mr", "mrs", "ms", "miss", "mx"}) | _YOUNG
_SIGNS: Final = _KIN | TITLES | _YOUNG | {"the"}
_JOINING: Final = frozenset({"-", "/", " / ", " & "})
_WORDS: Final = ORDINARY | NEVER_SURNAME | word_list("common")
_COMMON: Final = 20  # people of one surname, beyond whom it needs the word family
_MOST_NAMED: Final = 3  # surnames before one word: "the Okafor and Smith family"


class Families:
    """The register's surnames, and whose each is."""

    def __init__(self) -> None:
        self._bearers: Final[dict[Words, Ids]] = {}
        self._longest: int = 1  # words of the longest surname

    def add(self, index: int, forms: Iterable[NameForms]) -> None:
        """Enter a person's surnames."""
        for form in forms:
            for key in form.last:
                put(self._bearers, key, (index,))
                self._longest = max(self._longest, len(key))

    def find(self, text: str, words: list[Token]) -> Iterator[Met]:
        """Surnames that the words around them say are a family's; ids are all people of the surname."""
        for at, word in enumerate(words):
            if word.word not in _SIGNS:
                continue
            if word.word == "the":
                yield from self._plural(text, words, at)
            elif word.word in TITLES or word.word in _YOUNG:
                yield from self._couple(text, words, at)
                yield from self._titled(text, words, at)
            if word.word in _KIN:
                yield from self._before(text, words, at)
            if word.word in _FAMILY:
                yield from self._after(text, words, at)

    def _before(self, text: str, words: list[Token], at: int) -> Iterator[Met]:
        """*the Okafor family*, *Okafor and Smith children*."""
        last = at - 1
        if last < 0 or text[words[last].end : words[at].start] not in {" ", "  ", "-", "' "}:
            return
        for _ in range(_MOST_NAMED):
            met = self._ending(text, words, last)
            if met is None or not self._counts(text, words, met, last, words[at]):
                return
            first, ids = met
            yield Met(words[first].start, words[last].end, ids, "family")
            if first == 0:
                return
            gap = text[words[first - 1].end : words[first].start]
            last = first - 2 if words[first - 1].word == "and" and gap == " " else first - 1
            if last < 0 or (last == first - 1 and gap not in _JOINING):
                return

    def _after(self, text: str, words: list[Token], at: int) -> Iterator[Met]:
        """*Family: Okafor*, *family of Okafor*."""
        first = at + 1
        while first < len(words) and first - at < 3 and words[first].word in {"name", "surname", "of"}:
            first += 1
        if first == len(words) or text[words[first - 1].end : words[first].start].strip(" :-\t"):
            return
        for last in range(min(first + self._longest, len(words)) - 1, first - 1, -1):
            ids = self._spelt(text, words, first, last)
            if ids is not None and text[words[first].start].isupper():
                following = text[words[last].end : words[last].end + 1]
                # "Family Young People's Service": what goes on is no surname's end.
                if not (self._ordinary(words, first, last) and following not in {"", "\r", "\n", ",", ".", ":", ";"}):
                    yield Met(words[first].start, words[last].end, ids, "family")
                return

    def _plural(self, text: str, words: list[Token], at: int) -> Iterator[Met]:
        """*the Okafors*, *the Joneses*, and the apostrophe that slips in: *the Okafor's*."""
        if at + 1 == len(words) or not text[words[at + 1].start].isupper():
            return
        word = words[at + 1]
        possessive = text[word.end : word.end + 2] == "'s"
        forms = (word.word,) if possessive else (word.word.removesuffix("s"), word.word.removesuffix("es"))
        if not (possessive or word.word.endswith("s")) or not adjoining(text, words[at], word):
            return
        for form in dict.fromkeys(forms):
            ids = self._bearers.get((form,), ())
            if 0 < len(ids) <= _COMMON and not {form, word.word} & _WORDS and form not in GIVEN:
                yield Met(word.start, word.end, ids, "family")
                return

    def _couple(self, text: str, words: list[Token], at: int) -> Iterator[Met]:
        """*Mr and Mrs Okafor*: a surname of grown-ups, whoever of the family they are."""
        if at < 1 or at + 1 == len(words):
            return
        joined = at > 1 and words[at - 1].word == "and" and words[at - 2].word in TITLES
        if not joined and not (words[at - 1].word in TITLES and text[words[at - 1].end : words[at].start] == " & "):
            return
        first = at + 1
        while first + 1 < len(words) and words[first].end - words[first].start == 1:
            first += 1
        for last in range(min(first + self._longest, len(words)) - 1, first - 1, -1):
            ids = self._spelt(text, words, first, last)
            if ids is not None and len(ids) <= _COMMON and text[words[first].start].isupper():
                yield Met(words[at].start, words[last].end, ids, "surname")
                return

    def _titled(self, text: str, words: list[Token], at: int) -> Iterator[Met]:
        """*Mrs Okafor*, *Ms A. Okafor*, *young Okafor*: with nobody else named, whoever bears the surname.

        A surname that many bear tells of nobody in particular.
        """
        if words[at].word not in _ADDRESSED or at + 1 >= len(words) or not text[words[at + 1].start].isupper():
            return
        if text[words[at].end : words[at + 1].start] not in {" ", ". ", ".", "  "}:
            return
        for last in range(min(at + 1 + self._longest, len(words)) - 1, at, -1):
            ids = self._spelt(text, words, at + 1, last)
            if ids is None or len(ids) > _COMMON:
                continue
            if words[at].word in _YOUNG and self._ordinary(words, at + 1, last):
                continue  # "Young Carers", "Little Brook": a service, a place
            following = words[last + 1] if last + 1 < len(words) else None
            if following is None or not self._goes_on(text, words[last], following):
                yield Met(words[at].start, words[last].end, ids, "titled")
            return

    @staticmethod
    def _goes_on(text: str, last: Token, following: Token) -> bool:
        """Whether the name is longer: "Mrs Grant Wells" is not Mrs Grant."""
        gap = text[last.end : following.start]
        longer = gap in {" ", "-"} and text[following.start].isupper() and following.word not in _WORDS
        return longer and text[last.end : last.end + 2] != "'s"

    def _ending(self, text: str, words: list[Token], last: int) -> tuple[int, Ids] | None:
        """The longest surname that ends with word *last*: its first word and whose it is."""
        for first in range(max(0, last - self._longest + 1), last + 1):
            ids = self._spelt(text, words, first, last)
            if ids is not None:
                return first, ids
        return None

    def _spelt(self, text: str, words: list[Token], first: int, last: int) -> Ids | None:
        ids = self._bearers.get(tuple(word.word for word in words[first : last + 1]))
        if ids is None and first == last and words[first].word.endswith("s"):
            ids = self._bearers.get((words[first].word[:-1],))  # "the Okafors' children"
        together = all(adjoining(text, words[one], words[one + 1]) for one in range(first, last))
        return ids if together else None

    def _counts(self, text: str, words: list[Token], met: tuple[int, Ids], last: int, kin: Token) -> bool:
        """Whether a surname before a family word is meant as one.

        Whatever is an ordinary word or a first name too needs its capital, and the word family itself: "the young
        children" and "Grace's family" are not the Youngs and the Graces.
        """
        first = met[0]
        if not self._ordinary(words, first, last) and words[last].word not in GIVEN:
            return True
        if kin.word not in _FAMILY or not text[words[first].start].isupper():
            return False
        if text[words[last].end : words[last].end + 2] == "'s":
            return False
        return not starts_sentence(text, words[first].start) or text[kin.end : kin.end + 2].lstrip(" ")[:1] in {
            ":",
            "-",
        }

    def _ordinary(self, words: list[Token], first: int, last: int) -> bool:
        return first == last and not {words[last].word, words[last].word.removesuffix("s")}.isdisjoint(_WORDS)


def households(ids: Sequence[int], shared: Sequence[Iterable[str]]) -> list[Ids]:
    """People grouped by what they share: relations and homes.

    Args:
        ids: Rows of the register.
        shared: For each of them the ids of themselves and their relations, and their homes.
    """
    group_of: dict[str, int] = {}
    members: list[set[int]] = []
    for index, keys in zip(ids, shared, strict=True):
        mine = {index}
        known = list(keys)
        for at in sorted({group_of[key] for key in known if key in group_of}):
            mine |= members[at]
            members[at] = set()
        members.append(mine)
        group_of = {key: len(members) - 1 if not members[at] else at for key, at in group_of.items()}
        group_of.update(dict.fromkeys(known, len(members) - 1))
    return [tuple(sorted(group)) for group in members if group]
