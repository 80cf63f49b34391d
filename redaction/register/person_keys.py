"""A person of the register → every key under which they are looked up."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from redaction.detect.phone import national_digits
from redaction.detect.postcode import POSTCODE
from redaction.hit import Detector
from redaction.normal import fold
from redaction.people.name_forms import NameForms, classes, name_forms, spelling_classes
from redaction.people.person import PersonRow
from redaction.register.word_hash import LONGEST_WORD, Space, WordHash, mixed
from redaction.tokens import tokens
from redaction.word_runs import STREET_FORMS, Words, street_key, street_line

LEAST_MISSPELT: Final = 5
"""Letters of a word that is looked for with a typing error; of shorter ones too many are each other's neighbours."""

LEAST_ID: Final = 5
"""Characters of an identifier; a shorter one would be met by any price or house number."""

IDENTIFIERS: Final[Mapping[Detector, Callable[[PersonRow], Iterable[str]]]] = MappingProxyType(
    {
        Detector.NHS_NUMBER: lambda row: (row.nhs_number,),
        Detector.UPN: lambda row: (row.upn,),
        Detector.NINO: lambda row: (row.nino,),
        Detector.CASE_ID: lambda row: row.case_ids,
    }
)
"""A person's identifiers, as written."""

_LEAST_PHONE: Final = 7
_BEFORE_NATIONAL: Final = ("0", "44", "440", "0044", "00440", "")  # a cell of numbers loses the zero
_WORDS_KEPT: Final = 65_536


@dataclass(frozen=True, slots=True)
class Keys:
    """What one person is found by.

    ``keys`` lead to the person; ``leads`` say with which words a name or a street may begin, so that nothing is
    looked up where none does; ``words`` are those of the names that may be met with a typing error.
    """

    keys: frozenset[int]
    leads: frozenset[int]
    words: frozenset[str]
    longest_surname: int  # in words
    longest_street: int  # the same, with its house
    homes: frozenset[int]  # those of the keys that are of streets


class PersonKeys:
    """Makes keys with one hash."""

    def __init__(self, hashes: WordHash) -> None:
        self._hashes: Final = hashes
        self._word: Final = lru_cache(_WORDS_KEPT)(hashes.word)
        self.classes: Final = {word: tuple(map(hashes.word, all_of)) for word, all_of in spelling_classes().items()}
        self.street_forms: Final = {word: hashes.word(form) for word, form in STREET_FORMS.items()}

    def of(self, row: PersonRow) -> Keys:
        """All keys of a person."""
        keys: set[int] = set()
        leads: set[int] = set()
        words: set[str] = set()
        longest = 1
        for at, form in enumerate(forms_of(row)):
            longest = max(longest, *map(len, form.last), 1)
            if form.last:
                keys.update(self._names(form, leads))
                words.update(word for word in self._spelt(form) if len(word) >= LEAST_MISSPELT)
            elif at == 0:
                # A whole name of one word is all there is to know this person by.
                keys.update(self._lone(form, leads))
        keys.update(self._ids(row, leads))
        keys.update(self._postcodes(row))
        streets = list(streets_of(row))
        homes = frozenset([self._street(street, leads) for street in streets])
        return Keys(
            keys=homes.union(keys),
            leads=frozenset(leads),
            words=frozenset(words),
            longest_surname=longest,
            longest_street=max(map(len, streets), default=1),
            homes=homes,
        )

    def surnames(self, row: PersonRow) -> Iterator[int]:
        """The keys of a person's surnames."""
        for form in forms_of(row):
            yield from map(self.surname, form.last)

    def surname(self, words: Words) -> int:
        """The key of a surname."""
        return self._hashes.chain(Space.LAST, map(self._word, words))

    def initials(self, row: PersonRow) -> Iterator[int]:
        """The keys of a person's names with letters for first names."""
        for form in forms_of(row):
            for surname in form.last:
                for letters in form.initials():
                    yield self._hashes.name(Space.INITIALS, map(self._word, letters), map(self._word, surname))

    def streets(self, row: PersonRow) -> Iterator[int]:
        """The keys of a person's homes."""
        for key in streets_of(row):
            yield self._hashes.chain(Space.STREET, map(self._word, key))

    def named(self, space: Space, person: str) -> int:
        """The key of a person's id, or of whoever is related to it."""
        return self._hashes.text(space, person)

    def born(self, day: date) -> int:
        """The key of a date of birth."""
        return self._hashes.text(Space.BORN, day.isoformat())

    def _names(self, form: NameForms, leads: set[int]) -> Iterator[int]:
        last = [[self._word(word) for word in surname] for surname in form.last]
        yield from (self._hashes.chain(Space.LAST, surname) for surname in last)
        spelt = [(Space.FULL, one) for one in form.beginnings()] + [(Space.INITIALS, one) for one in form.initials()]
        for space, words in spelt:
            rest = [self._word(word) for word in words[1:]]
            for first in classes(words[0]) if space is Space.FULL else words[:1]:
                before = [self._word(first), *rest]
                for surname in last:
                    yield self._hashes.name(space, before, surname)
                    leads.update(self._beginnings([*before, *surname]))
                    leads.update(self._beginnings([*surname, before[0]][:2], Space.SWAP))

    def _lone(self, form: NameForms, leads: set[int]) -> Iterator[int]:
        for words in form.firsts():
            rest = [self._word(word) for word in words[1:]]
            for first in classes(words[0]):
                before = [self._word(first), *rest]
                yield self._hashes.name(Space.FULL, before, ())
                leads.update(self._beginnings(before))
                if not rest:
                    leads.add(self._hashes.chain(Space.LONE, before))

    def _beginnings(self, words: Sequence[int], space: Space = Space.ORDER) -> Iterator[int]:
        """The first word, the first two, and so on."""
        total = self._hashes.seeds[space]
        for word in words:
            total = mixed(total, word)
            yield total

    def _spelt(self, form: NameForms) -> Iterator[str]:
        yield from (one[0] for one in form.firsts() if len(one) == 1)
        yield from (surname[0] for surname in form.last if len(surname) == 1)

    def _ids(self, row: PersonRow, leads: set[int]) -> Iterator[int]:
        text = self._hashes.text
        yield text(Space.PERSON, row.id)
        yield from (text(Space.RELATED, other) for _, other in row.relations)
        for values in IDENTIFIERS.values():
            for key in self._identifiers(values(row)):
                leads.add(key)
                yield key
        for phone in row.phones:
            national = national_digits(fold(phone).text)
            digits = national or compact(phone)
            if len(digits) >= _LEAST_PHONE:
                yield text(Space.PHONE, digits)
                # What the digits may stand behind in a text: `national_digits` takes it off.
                for before in _BEFORE_NATIONAL if national else ("",):
                    leads.add(self._hashes.joined(Space.IDENTIFIER, before + digits))
        yield from (text(Space.EMAIL, fold(email.strip()).text.lower()) for email in row.emails if email.strip())
        if row.date_of_birth is not None:
            yield self.born(row.date_of_birth)

    def _identifiers(self, values: Iterable[str]) -> Iterator[int]:
        for value in values:
            key = compact(value)
            if LEAST_ID <= len(key) <= LONGEST_WORD:
                yield self._hashes.joined(Space.IDENTIFIER, key)

    def _street(self, street: Words, leads: set[int]) -> int:
        key = [self._word(word) for word in street]
        leads.update(self._beginnings(key[:2], Space.LANE))
        return self._hashes.chain(Space.STREET, key)

    def _postcodes(self, row: PersonRow) -> Iterator[int]:
        for address in (*row.addresses, *row.protected_addresses):
            for match in POSTCODE.finditer(fold(address).text):
                yield self._hashes.text(Space.POSTCODE, compact(match[0]))


def forms_of(row: PersonRow) -> tuple[NameForms, ...]:
    """A person's names taken apart, aliases after the name."""
    return forms_of_names((row.name, *row.aliases))


def forms_of_names(names: Iterable[str]) -> tuple[NameForms, ...]:
    """Names taken apart, those with no word in them left."""
    return tuple(form for name in names if (form := name_forms(name)) is not None)


def streets_of(row: PersonRow) -> Iterator[Words]:
    """The streets of a person's homes, house included; one word alone is no street."""
    for address in (*row.addresses, *row.protected_addresses):
        key = street_key(token.word for token in tokens(fold(street_line(address)).text))
        if len(key) > 1:
            yield key


def compact(value: str) -> str:
    """Letters and digits alone, in lower case: however an identifier is grouped."""
    if value.isascii():
        return value.lower() if value.isalnum() else "".join(filter(str.isalnum, value)).lower()
    return "".join(char for char in fold(value).text.lower() if char.isalnum())


def shortened(word: str) -> Iterator[str]:
    """The word, and what is left of it without each of its letters.

    Two words that differ in one letter, or in two that changed places, have one of these in common.
    """
    yield word
    yield from {word[:at] + word[at + 1 :] for at in range(len(word))} - {word}
