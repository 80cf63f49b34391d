"""A surname that stands for a family: *the Okafor family*, *the Okafors*, *Mr and Mrs Okafor*."""

from collections.abc import Iterator, Sequence
from typing import Final

from redaction.detect.words import GIVEN, NEVER_SURNAME, ORDINARY, TITLES, word_list
from redaction.people.whole_names import Met
from redaction.register.known import Known
from redaction.register.marked import Marked
from redaction.register.packed import Rows
from redaction.register.word_hash import Space
from redaction.tokens import Token, adjoining, places, starts_sentence
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
COMMON: Final = 20
"""People of one surname, beyond whom it needs the word family."""
_MOST_BEARERS: Final = 50  # beyond whom even "the Smith family" tells only of those who are named otherwise
_MOST_NAMED: Final = 3  # surnames before one word: "the Okafor and Smith family"


class Families:
    """Finds the surnames of those who are known."""

    def __init__(self, known: Known) -> None:
        self._known: Final = known
        self._longest: Final = known.longest_surname

    def find(self, marked: Marked) -> Iterator[Met]:
        """Surnames that the words around them say are a family's; ids are all people of the surname.

        Where very many bear it ids are left out: only those are meant of whom there is another sign.
        """
        begins, words = places(marked.text), marked.words
        for at in sorted([at for word in _SIGNS.intersection(begins) for at in begins[word]]):
            word = words[at]
            if word.word == "the":
                yield from self._plural(marked, at)
            elif word.word in TITLES or word.word in _YOUNG:
                yield from self._couple(marked, at)
                yield from self._titled(marked, at)
            if word.word in _KIN:
                yield from self._before(marked, at)
            if word.word in _FAMILY:
                yield from self._after(marked, at)

    def _before(self, marked: Marked, at: int) -> Iterator[Met]:
        """*the Okafor family*, *Okafor and Smith children*."""
        text, words = marked.text, marked.words
        last = at - 1
        if last < 0 or text[words[last].end : words[at].start] not in {" ", "  ", "-", "' "}:
            return
        for _ in range(_MOST_NAMED):
            met = self._ending(marked, last)
            if met is None or not self._counts(text, words, met, last, words[at]):
                return
            first, bearers = met
            yield Met(words[first].start, words[last].end, bearers.all(), "family", last=bearers.surname)
            if first == 0:
                return
            gap = text[words[first - 1].end : words[first].start]
            last = first - 2 if words[first - 1].word == "and" and gap == " " else first - 1
            if last < 0 or (last == first - 1 and gap not in _JOINING):
                return

    def _after(self, marked: Marked, at: int) -> Iterator[Met]:
        """*Family: Okafor*, *family of Okafor*."""
        text, words = marked.text, marked.words
        first = at + 1
        while first < len(words) and first - at < 3 and words[first].word in {"name", "surname", "of"}:
            first += 1
        if first == len(words) or text[words[first - 1].end : words[first].start].strip(" :-\t"):
            return
        for last in range(min(first + self._longest, len(words)) - 1, first - 1, -1):
            bearers = self._spelt(marked, first, last)
            if bearers.count and text[words[first].start].isupper():
                following = text[words[last].end : words[last].end + 1]
                # "Family Young People's Service": what goes on is no surname's end.
                if not (self._ordinary(words, first, last) and following not in {"", "\r", "\n", ",", ".", ":", ";"}):
                    yield Met(words[first].start, words[last].end, bearers.all(), "family", last=bearers.surname)
                return

    def _plural(self, marked: Marked, at: int) -> Iterator[Met]:
        """*the Okafors*, *the Joneses*, and the apostrophe that slips in: *the Okafor's*."""
        text, words = marked.text, marked.words
        if at + 1 == len(words) or not text[words[at + 1].start].isupper():
            return
        word = words[at + 1]
        possessive = text[word.end : word.end + 2] == "'s"
        forms = (word.word,) if possessive else (word.word.removesuffix("s"), word.word.removesuffix("es"))
        if not (possessive or word.word.endswith("s")) or not adjoining(text, words[at], word):
            return
        for form in dict.fromkeys(forms):
            if {form, word.word} & _WORDS or form in GIVEN:
                continue
            bearers = self._bearers((form,))
            if 0 < bearers.count <= COMMON:
                yield Met(word.start, word.end, bearers.all(), "family", last=bearers.surname)
                return

    def _couple(self, marked: Marked, at: int) -> Iterator[Met]:
        """*Mr and Mrs Okafor*: a surname of grown-ups, whoever of the family they are."""
        text, words = marked.text, marked.words
        if at < 1 or at + 1 == len(words):
            return
        joined = at > 1 and words[at - 1].word == "and" and words[at - 2].word in TITLES
        if not joined and not (words[at - 1].word in TITLES and text[words[at - 1].end : words[at].start] == " & "):
            return
        first = at + 1
        while first + 1 < len(words) and words[first].end - words[first].start == 1:
            first += 1
        for last in range(min(first + self._longest, len(words)) - 1, first - 1, -1):
            bearers = self._spelt(marked, first, last)
            if 0 < bearers.count <= COMMON and text[words[first].start].isupper():
                yield Met(words[at].start, words[last].end, bearers.all(), "surname")
                return

    def _titled(self, marked: Marked, at: int) -> Iterator[Met]:
        """*Mrs Okafor*, *Ms A. Okafor*, *young Okafor*: with nobody else named, whoever bears the surname.

        A surname that many bear tells of nobody in particular.
        """
        text, words = marked.text, marked.words
        if words[at].word not in _ADDRESSED or at + 1 >= len(words) or not text[words[at + 1].start].isupper():
            return
        if text[words[at].end : words[at + 1].start] not in {" ", ". ", ".", "  "}:
            return
        for last in range(min(at + 1 + self._longest, len(words)) - 1, at, -1):
            bearers = self._spelt(marked, at + 1, last)
            if not 0 < bearers.count <= COMMON:
                continue
            if words[at].word in _YOUNG and self._ordinary(words, at + 1, last):
                continue  # "Young Carers", "Little Brook": a service, a place
            following = words[last + 1] if last + 1 < len(words) else None
            if following is None or not self._goes_on(text, words[last], following):
                yield Met(words[at].start, words[last].end, bearers.all(), "titled")
            return

    @staticmethod
    def _goes_on(text: str, last: Token, following: Token) -> bool:
        """Whether the name is longer: "Mrs Grant Wells" is not Mrs Grant."""
        gap = text[last.end : following.start]
        longer = gap in {" ", "-"} and text[following.start].isupper() and following.word not in _WORDS
        return longer and text[last.end : last.end + 2] != "'s"

    def _ending(self, marked: Marked, last: int) -> "tuple[int, _Bearers] | None":
        """The longest surname that ends with word *last*: its first word and whose it is."""
        for first in range(max(0, last - self._longest + 1), last + 1):
            bearers = self._spelt(marked, first, last)
            if bearers.count:
                return first, bearers
        return None

    def _spelt(self, marked: Marked, first: int, last: int) -> "_Bearers":
        if not all(adjoining(marked.text, marked.words[one], marked.words[one + 1]) for one in range(first, last)):
            return self._bearers(())
        surname = tuple(word.word for word in marked.words[first : last + 1])
        # Of what no surname begins with nothing is asked: "the meeting", "for the family".
        begun = first in marked.surnames
        bearers = self._bearers(surname, marked.hashes[first : last + 1]) if begun else self._bearers(())
        if not bearers.count and first == last and surname[0].endswith("s"):
            return self._bearers((surname[0][:-1],))  # "the Okafors' children"
        return bearers

    def _bearers(self, surname: Words, hashes: Sequence[int] | None = None) -> "_Bearers":
        known = self._known.hashes
        key = known.chain(Space.LAST, map(known.word, surname) if hashes is None else hashes) if surname else 0
        return _Bearers(self._known, surname, key)

    def _counts(self, text: str, words: list[Token], met: "tuple[int, _Bearers]", last: int, kin: Token) -> bool:
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


class _Bearers:
    """The people of one surname, who are looked at only where they are not too many."""

    def __init__(self, known: Known, surname: Words, key: int) -> None:
        self.surname: Final = surname
        self._known: Final = known
        self._key: Final = key
        self.count: Final = known.count(key) if surname else 0

    def all(self) -> Rows:
        """Them; nobody where they are too many."""
        return () if self.count > _MOST_BEARERS else self._known.rows(self._key)
