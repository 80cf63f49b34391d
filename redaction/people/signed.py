"""The people of the register of whom a message holds a certain sign, and what is known of them."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from redaction.people.name_forms import NameForms
from redaction.people.person import PersonRow
from redaction.people.whole_names import Met
from redaction.register.close_lists import MANY
from redaction.register.known import Known
from redaction.register.packed import Rows
from redaction.register.person_keys import forms_of_names
from redaction.register.word_hash import Space
from redaction.word_runs import Words

_NAMESAKES: Final = (
    8  # the same of a name: their other names tell little, and what else is told singles out who is meant
)


_MOST_HOUSEHOLDS: Final = 12
"""People signed, beyond whom their households are not looked at."""


class Signed:
    """Gathered while a message is searched."""

    def __init__(self, known: Known) -> None:
        self._known: Final = known
        self._rows: Final[dict[int, PersonRow]] = {}
        self._forms: Final[dict[int, tuple[NameForms, ...]]] = {}
        self._initials: Final[dict[int, frozenset[int]]] = {}
        self._near: Final[dict[int, Rows]] = {}
        self._families: Final[dict[tuple[int, Words], Rows]] = {}
        self.all: Final[set[int]] = set()
        self.few: Final[set[int]] = set()  # those whom a sign points to among few
        self.names_of_many: Final[list[Met]] = []

    def name(self, met: Met) -> None:
        """Take a name for a sign of all whom it may mean."""
        self._take(met.ids, _NAMESAKES)
        if len(met.ids) > _NAMESAKES:
            self.names_of_many.append(met)

    def value(self, rows: Rows) -> None:
        """Take a value for one."""
        self._take(rows, MANY)

    def _take(self, rows: Rows, most: int) -> None:
        self.all.update(rows)
        if len(rows) <= most:
            self.few.update(rows)

    def in_order(self) -> Rows:
        """Those to whom a sign points among few, by id."""
        return self._known.ordered(self.few)

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
            forms = self._forms[index] = forms_of_names(self._known.names(index))
        return forms

    def relations(self, index: int) -> tuple[str, ...]:
        """The ids of whom somebody's entry relates them to."""
        return self._known.relations(index)

    def households(self) -> Rows:
        """Whom those signed live with, are related to or share a relation with, and who are not signed themselves.

        Nobody where the message speaks of so many that a first name tells of none of them.
        """
        if len(self.few) > _MOST_HOUSEHOLDS:
            return ()
        close = {other for index in self.few for other in self._close(index)} - self.all
        return self._known.ordered(close) if len(close) <= MANY else ()

    def initialled(self, key: int) -> Rows:
        """Those signed whom letters and a surname may mean, by their key."""
        found = [index for index in self.few if key in self._initials_of(index)]
        for met in self.names_of_many:
            if met.first and met.last and key == self._lettered(met):
                found += met.ids
        return self._known.ordered(found)

    def families(self, met: Met) -> list[Rows]:
        """Those signed who bear a family's surname: each with whoever of that name is of one household.

        Args:
            met: the surname; its ids are all who bear it, or none where they are very many.
        """
        bears = self._bears(met)
        found: list[Rows] = []
        for index in self._known.ordered(filter(bears, self.few)):
            if not any(index in family for family in found):
                found.append(self._family(index, met.last, bears))
        return [*found, *(many.ids for many in self.names_of_many if many.last == met.last)]

    def family(self, met: Met) -> Rows:
        """The first who bears a surname, and all of it who are related to them or live with them, one to the next."""
        return self._family(met.ids[0], met.last, self._bears(met))

    def _bears(self, met: Met) -> Callable[[int], bool]:
        """Whether somebody bears a surname; where its ids are told, they are all who do."""
        return (
            frozenset(met.ids).__contains__
            if met.ids
            else partial(self._known.has, self._known.keys.surname(met.last))
        )

    def related(self, index: int, surname: Words) -> Iterator[int]:
        """Whom somebody's entry relates them to, and who bear that surname."""
        related = self.relations(index)
        key = self._known.keys.surname(surname) if related else 0
        return (other for person in related for other in self._known.at(person) if self._known.has(key, other))

    def _family(self, index: int, surname: Words, bears: Callable[[int], bool]) -> Rows:
        known = self._families.get((index, surname))
        if known is None:
            known = self._families[index, surname] = self._of_family(index, bears)
        return known

    def _of_family(self, index: int, bears: Callable[[int], bool]) -> Rows:
        found: set[int] = set()
        near = {index}
        while near and len(found) < MANY:
            found |= near
            near = set(filter(bears, {other for one in near for other in self._close(one)} - found))
        return self._known.ordered(found)

    def _close(self, index: int) -> Rows:
        near = self._near.get(index)
        if near is None:
            near = self._near[index] = self._known.close(index)
        return near

    def _initials_of(self, index: int) -> frozenset[int]:
        if index not in self._initials:
            self._initials[index] = frozenset(self._known.keys.initials(self.row(index)))
        return self._initials[index]

    def _lettered(self, met: Met) -> int:
        hashes = self._known.hashes
        surname = map(hashes.word, met.last)
        return hashes.name(Space.INITIALS, (hashes.word(met.first[0][0]),), surname)
