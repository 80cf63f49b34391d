"""A register laid out to be looked through: searched, filtered, sorted, a page at a time.

Rows are sealed in the database, so no statement can search in them. What a list shows and what is searched is kept in
memory by the process that shows lists, opened once and brought up to date with each change.
"""

import sys
import threading
import unicodedata
from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import itemgetter
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import select

from gateway.registers.about_person import Stand
from gateway.registers.files.columns import COLUMNS, RegisterKind, Row
from gateway.registers.generation import generation_of
from gateway.registers.rows.sealed_row import unsealed
from gateway.registers.stands import STAND_COLUMNS, stand_of
from gateway.store.database import Database
from gateway.store.seal import RegisterSeal
from gateway.store.tables import register_row


def _named(names: str) -> tuple[str, ...]:
    return tuple(names.split())


# What a list shows, is sorted by, and tells by how an entry stands.
LISTED: Final[Mapping[RegisterKind, tuple[str, ...]]] = {
    RegisterKind.STAFF: _named("email name team kind roles trained_on left_on"),
    RegisterKind.GROUNDS: _named("id title law effect effective_from active"),
    RegisterKind.PEOPLE: _named("id name date_of_birth worker died_on merged_into"),
    RegisterKind.PARTIES: _named("id name type domains protection"),
    RegisterKind.AGREEMENTS: _named("id party purposes highest starts ends review status"),
    RegisterKind.CONSENTS: _named("id person given_by party purposes given_on expires_on refused_on withdrawn_on"),
    RegisterKind.RESTRICTIONS: _named("id person from only_kinds approved_by approved_on until"),
    RegisterKind.APPROVALS: _named("id person party purpose ground approved_by approved_on until"),
    RegisterKind.REQUESTS: _named("id type requester person identity_checked_on opened closes answered_on"),
    RegisterKind.MODES: _named("id mode team clause starts ends signed_by"),
    RegisterKind.DUTY: _named("id staff starts ends"),
    RegisterKind.REMEMBERED: _named("id person party purpose worker remembered_on until case"),
}

# By which people an entry names; the ids of several are separated by `|`, a relation stands before its id.
_NAMING: Final[Mapping[RegisterKind, tuple[str, ...]]] = {
    RegisterKind.PEOPLE: _named("id relations acts_for no_contact risk_to merged_into"),
    RegisterKind.CONSENTS: _named("person given_by"),
    RegisterKind.RESTRICTIONS: _named("person from"),
    RegisterKind.APPROVALS: _named("person"),
    RegisterKind.REQUESTS: _named("person requester"),
    RegisterKind.REMEMBERED: _named("person"),
}
_NUMBERS: Final = frozenset({"nhs_number", "upn", "nino", "phones", "phone"})  # found with and without their blanks
_FEW: Final = 1000  # entries that are put in their places one by one
_REPEATED: Final = frozenset({"worker", "party", "person", "given_by", "purposes", "team"})  # one string for all


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a list."""

    id: str
    cells: tuple[str, ...]  # in the order of LISTED
    text: str  # all cells as they are searched
    names: tuple[str, ...]  # ids of people that it names


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody looks for; every condition that is given must hold."""

    words: str = ""  # all of them, anywhere in the entry, in any order
    only: Mapping[str, str] = field(default_factory=dict)  # listed column → the cell
    stand: Stand | None = None
    sort: str = ""  # a listed column; empty: the first
    down: bool = False  # the last first
    not_naming: frozenset[str] = frozenset()  # ids of people whose entries are not for who asks


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """One register at one generation. Safe from any thread."""

    kind: RegisterKind
    generation: int
    lines: Mapping[str, Line]  # by id
    _orders: dict[str, list[Line]] = field(default_factory=dict)
    _choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _names: dict[str, list[Line]] = field(default_factory=dict)

    def found(self, wanted: Wanted, at: datetime, zone: ZoneInfo) -> list[Line]:
        """What is looked for, in order."""
        columns = LISTED[self.kind]
        order = self._order(wanted.sort if wanted.sort in columns else columns[0])
        words = folded(wanted.words).split()
        only = [(columns.index(column), cell) for column, cell in wanted.only.items() if column in columns]
        hidden = {line.id for name in wanted.not_naming for line in self._naming().get(name, ())}
        found = order
        # One condition after another: that is several times quicker than all of them for each line.
        if hidden:
            found = [line for line in found if line.id not in hidden]
        for place, cell in only:
            found = [line for line in found if line.cells[place] == cell]
        for word in words:
            found = [line for line in found if word in line.text]
        if wanted.stand is not None:
            told = self._teller(at, zone)
            found = [line for line in found if told(line) is wanted.stand]
        return found[::-1] if wanted.down else found

    def stand(self, line: Line, at: datetime, zone: ZoneInfo) -> Stand:
        """How an entry stands."""
        return stand_of(self.kind, dict(zip(LISTED[self.kind], line.cells, strict=True)), at, zone)

    def _teller(self, at: datetime, zone: ZoneInfo) -> Callable[[Line], Stand]:
        """How entries stand, worked out once for those whose days are the same: most are."""
        places = [place for place, name in enumerate(LISTED[self.kind]) if name in STAND_COLUMNS]
        days = itemgetter(*places) if places else len
        known: dict[object, Stand] = {}

        def told(line: Line) -> Stand:
            key = days(line.cells)
            stand = known.get(key)
            if stand is None:
                stand = known[key] = self.stand(line, at, zone)
            return stand

        return told

    def choices(self, column: str) -> tuple[str, ...]:
        """Every cell of a listed column, once."""
        if column not in self._choices:
            place = LISTED[self.kind].index(column)
            self._choices[column] = tuple(sorted({line.cells[place] for line in self.lines.values()} - {""}))
        return self._choices[column]

    def changed(self, generation: int, gone: Collection[str], new: Collection[Line]) -> "Shelf":
        """The same with entries taken off and put on. Orders that were asked for are kept where little changes."""
        if not gone and not new:
            return replace(self, generation=generation)
        touched = {*gone, *(line.id for line in new)}
        lines = {identity: line for identity, line in self.lines.items() if identity not in touched}
        lines |= {line.id: line for line in new}
        made = Shelf(kind=self.kind, generation=generation, lines=lines)
        if len(touched) <= _FEW:
            for column, order in self._orders.items():
                stays = [line for line in order if line.id not in touched]
                for line in new:
                    insort(stays, line, key=self._key(column))
                made._orders[column] = stays
        return made

    def prepare(self) -> None:
        """Put it in every order that can be asked for, so that nobody waits for it."""
        self._naming()
        for column in LISTED[self.kind]:
            self._order(column)

    def _naming(self) -> Mapping[str, list[Line]]:
        if not self._names and self.kind in _NAMING:
            found: defaultdict[str, list[Line]] = defaultdict(list)
            for line in self.lines.values():
                for name in line.names:
                    found[name].append(line)
            self._names.update(found)
        return self._names

    def _order(self, column: str) -> list[Line]:
        if column not in self._orders:
            self._orders[column] = sorted(self.lines.values(), key=self._key(column))
        return self._orders[column]

    def _key(self, column: str) -> Callable[[Line], tuple[bool, str, int, str]]:
        place = LISTED[self.kind].index(column)

        def key(line: Line) -> tuple[bool, str, int, str]:
            cell = line.cells[place] if place else ""
            # What is empty comes last, as it says nothing; P-9 comes before P-10, as people count.
            return bool(place) and not cell, folded(cell), len(line.id), line.id

        return key


class Shelves:
    """The shelves of all registers, each made when it is first asked for. Safe from any thread."""

    def __init__(self, database: Database, seal: RegisterSeal) -> None:
        self._database = database
        self._seal = seal
        self._making = threading.Lock()
        self._made: dict[RegisterKind, Shelf] = {}

    def shelf(self, kind: RegisterKind) -> Shelf:
        """A register as it is now.

        Raises:
            TemporaryFailure: the database cannot be asked now, or a row in it is not as it was sealed.
        """
        with self._making:
            old = self._made.get(kind) or Shelf(kind=kind, generation=0, lines={})
            self._made[kind] = made = self._changed(old)
            return made

    def _changed(self, old: Shelf) -> Shelf:
        of_kind = register_row.c.kind == old.kind.value
        with self._database.read() as connection:
            generation = generation_of(connection)
            if generation == old.generation:
                return old
            if generation < old.generation:  # a database restored from a backup
                old = Shelf(kind=old.kind, generation=0, lines={})
            gone = connection.scalars(
                select(register_row.c.id).where(of_kind, register_row.c.to_generation > old.generation)
            ).all()
            new = connection.execute(
                select(register_row.c.id, register_row.c.from_generation, register_row.c.data).where(
                    of_kind, register_row.c.from_generation > old.generation, register_row.c.to_generation.is_(None)
                )
            ).all()
        lines = [
            _line(old.kind, unsealed(self._seal, old.kind, row.id, row.from_generation, row.data)) for row in new
        ]
        return old.changed(generation, gone, lines)


def folded(text: str) -> str:
    """Text as it is searched: small letters without their accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text)
    return "".join(char for char in apart if not unicodedata.combining(char)).casefold()


def named_people(kind: RegisterKind, cells: Mapping[str, str]) -> Iterator[str]:
    """The ids of the people whom an entry names, in cells by column; of a request, who asks as it was written."""
    for column in _NAMING.get(kind, ()):
        for item in cells.get(column, "").split("|"):
            identity = item.rpartition(":")[2].strip() if column == "relations" else item.strip().lower()
            if identity:
                yield identity.lower()


def _line(kind: RegisterKind, row: Row) -> Line:
    cells = row.named(kind)
    squeezed = ("".join(cells[column].split()) for column in COLUMNS[kind] if column in _NUMBERS and cells[column])
    return Line(
        row.id,
        tuple(sys.intern(cells[name]) if name in _REPEATED else cells[name] for name in LISTED[kind]),
        folded(" ".join([*(cell for cell in row.cells if cell), *squeezed])),
        tuple(named_people(kind, cells)),
    )
