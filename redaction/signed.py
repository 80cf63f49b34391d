"""The people of the register of whom a message holds a certain sign, and what is known of them."""

from collections.abc import Iterator
from typing import Final

from redaction.name_forms import NameForms
from redaction.name_index import Met
from redaction.person import PersonRow
from redaction.register.known import Known, Rows
from redaction.register.person_keys import forms_of, streets_of
from redaction.register.word_hash import Space

MANY: Final = 32
"""People whom one name or value may mean, beyond whom none of them is looked at singly."""


class Signed:
    """Gathered while a message is searched."""

    def __init__(self, known: Known) -> None:
        self._known: Final = known
        self._rows: Final[dict[int, PersonRow]] = {}
        self._forms: Final[dict[int, tuple[NameForms, ...]]] = {}
        self._initials: Final[dict[int, frozenset[int]]] = {}
        self._surnames: Final[dict[int, frozenset[int]]] = {}
        self.all: Final[set[int]] = set()
        self.few: Final[set[int]] = set()  # those whom a sign points to among few
        self.names_of_many: Final[list[Met]] = []

    def name(self, met: Met) -> None:
        """Take a name for a sign of all whom it may mean."""
        self._take(met.ids)
        if len(met.ids) > MANY:
            self.names_of_many.append(met)

    def value(self, rows: Rows) -> None:
        """Take a value for one."""
        self._take(rows)

    def _take(self, rows: Rows) -> None:
        self.all.update(rows)
        if len(rows) <= MANY:
            self.few.update(rows)

    def row(self, index: int) -> PersonRow:
        """What is known of somebody, read once."""
        row = self._rows.get(index)
        if row is None:
            row = self._rows[index] = self._known.row(index)
        return row

    def forms(self, index: int) -> tuple[NameForms, ...]:
        """Their names taken apart, once."""
        forms = self._forms.get(index)
        if forms is None:
            forms = self._forms[index] = forms_of(self.row(index))
        return forms

    def relations(self, index: int) -> Iterator[int]:
        """Whom somebody's entry relates them to."""
        for _, person in self.row(index).relations:
            yield from self._known.at(person)

    def initialled(self, key: int) -> Rows:
        """Those signed whom letters and a surname may mean, by their key."""
        found = [index for index in self.few if key in self._initials_of(index)]
        for met in self.names_of_many:
            if met.first and met.last and key == self._lettered(met):
                found += met.ids
        return self._known.ordered(found)

    def of_family(self, key: int) -> Rows:
        """Those signed who bear a surname, by its key, with whoever of that name lives with or is related to them."""
        found: dict[int, None] = {}
        near = sorted(index for index in self.few if key in self._surnames_of(index))
        while near and len(found) < MANY:
            found.update(dict.fromkeys(near))
            others = {other for index in near for other in self._close(index)} - found.keys()
            near = sorted(index for index in others if key in self._surnames_of(index))
        return self._known.ordered(found)

    def sharing(self, index: int) -> Iterator[str]:
        """What somebody has in common with who is related to them or lives with them."""
        row = self.row(index)
        yield row.id
        yield from (other for _, other in row.relations)
        yield from (self._known.id(whose) for whose in self._known.rows(self._related(row)))
        yield from (" ".join(street) for street in streets_of(row))

    def _close(self, index: int) -> Iterator[int]:
        row = self.row(index)
        yield from self.relations(index)
        for key in (self._related(row), *self._known.keys.streets(row)):
            if self._known.count(key) <= MANY:
                yield from self._known.rows(key)

    def _related(self, row: PersonRow) -> int:
        return self._known.keys.named(Space.RELATED, row.id)

    def _initials_of(self, index: int) -> frozenset[int]:
        if index not in self._initials:
            self._initials[index] = frozenset(self._known.keys.initials(self.row(index)))
        return self._initials[index]

    def _surnames_of(self, index: int) -> frozenset[int]:
        if index not in self._surnames:
            self._surnames[index] = frozenset(self._known.keys.surnames(self.row(index)))
        return self._surnames[index]

    def _lettered(self, met: Met) -> int:
        hashes = self._known.hashes
        surname = map(hashes.word, met.last)
        return hashes.name(Space.INITIALS, (hashes.word(met.first[0][0]),), surname)
