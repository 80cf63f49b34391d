"""The registers in the database: every row sealed, every change a generation, history kept."""

import json
import threading
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, insert, select, update

from gateway.decide.ages import Ages
from gateway.model.errors import TemporaryFailure
from gateway.model.parties import PersonId, RegisterSnapshot
from gateway.policy.reviews import Reviews
from gateway.record.entries import insert_entries
from gateway.registers.directory import Directory
from gateway.registers.due import NO_AGES, Due, due
from gateway.registers.files import on_disk as files
from gateway.registers.files.columns import COLUMNS, RegisterKind, Row, id_column, id_of
from gateway.registers.files.faults import BadFile, Fault
from gateway.registers.files.import_report import Change, ImportReport, ids_of, recorded, reported
from gateway.registers.files.plan import Onto, Plan, plan, sealed_plan
from gateway.registers.files.table import Table, TableRow
from gateway.registers.generation import Crossed, advance, generation_of
from gateway.registers.loaded import NOTHING, Loaded, load
from gateway.registers.rows.entry import Entry, entry
from gateway.registers.rows.sealed_row import place_of, unsealed
from gateway.store.database import Database
from gateway.store.seal import RegisterSeal
from gateway.store.tables import register_row

MOVED_ON: Final = "the register was changed after you looked at this; look at it again"
TRIES: Final = 5  # imports that crossed another one's commit

# Of nobody whom mail is about, and never more than a few hundred entries.
ORGANISATION: Final = frozenset(
    {
        RegisterKind.STAFF,
        RegisterKind.GROUNDS,
        RegisterKind.PARTIES,
        RegisterKind.AGREEMENTS,
        RegisterKind.MODES,
        RegisterKind.DUTY,
    }
)
_FEW: Final = 500  # ids that one statement asks for


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """One register's rows in force, by id."""

    generation: int  # of all registers
    rows: Mapping[str, Row]
    since: Mapping[str, int]  # the generation that each is in force from


class Registers:
    """The registers of one organisation. Safe from any thread."""

    def __init__(
        self, database: Database, seal: RegisterSeal, *, timezone: ZoneInfo, own_domains: Iterable[str]
    ) -> None:
        """*timezone* says when a bare date begins and ends; *own_domains* are no party's."""
        self._database = database
        self._seal = seal
        self._zone = timezone
        self._own_domains = frozenset(own_domains)
        self._loading = threading.Lock()
        self._loaded = NOTHING
        self._loading_organisation = threading.Lock()
        self._organisation = NOTHING

    def generation(self) -> int:
        """The registers' generation now; it rises with every change.

        Raises:
            TemporaryFailure: the database cannot be asked now.
        """
        with self._database.read() as connection:
            return generation_of(connection)

    def snapshot(self) -> RegisterSnapshot:
        """All registers as they are now; kept until their generation changes.

        Raises:
            TemporaryFailure: the database cannot be asked now, or a row in it is not as it was sealed. Never an
                answer without that row: it may be a restriction.
        """
        return self.directory().registers

    def people_alone(self) -> Directory:
        """The register of people as it is now, and no other; nothing of it is kept here.

        Raises:
            TemporaryFailure: as `snapshot` does.
        """
        return self._whole(self._read(NOTHING, (RegisterKind.PEOPLE,)))

    def organisation(self) -> Directory:
        """The registers of who we are and with whom we work (`ORGANISATION`) as they are now, without people.

        They are small, and so come at once where the whole takes its time. Whoever is asked of it by name or
        address as somebody whom mail may be about is not there: that is for `directory` alone.

        Raises:
            TemporaryFailure: as `snapshot` does.
        """
        with self._loading_organisation:
            self._organisation = self._read(self._organisation, ORGANISATION)
            return self._whole(self._organisation)

    def directory(self) -> Directory:
        """The same, ready to be asked who stands behind an address.

        Raises:
            TemporaryFailure: as `snapshot` does.
        """
        return self._whole(self._current())

    @staticmethod
    def _whole(loaded: Loaded) -> Directory:
        if loaded.broken:
            kinds = ", ".join(sorted({kind.value for kind, _ in loaded.broken}))
            what = f"registers: {len(loaded.broken)} rows no longer pass their checks ({kinds})"
            raise TemporaryFailure(f"{what}; export, correct and import them")
        return loaded.directory

    def changed_people(self, since: int) -> frozenset[PersonId]:
        """Whose entry in the register of people was added, changed or ended after a generation.

        Raises:
            TemporaryFailure: the database cannot be asked now.
        """
        people = select(register_row.c.id).where(register_row.c.kind == RegisterKind.PEOPLE.value)
        with self._database.read() as connection:
            ids = [
                *connection.scalars(people.where(register_row.c.from_generation > since)),
                *connection.scalars(people.where(register_row.c.to_generation > since)),
            ]
        return frozenset(map(PersonId, ids))

    def people_count(self) -> int:
        """How many entries the register of people has.

        Raises:
            TemporaryFailure: the database cannot be asked now.
        """
        in_force = register_row.c.to_generation.is_(None), register_row.c.kind == RegisterKind.PEOPLE.value
        with self._database.read() as connection:
            return connection.scalar(select(func.count()).select_from(register_row).where(*in_force)) or 0

    def entry_of(self, kind: RegisterKind, identity: str, generation: int, data: bytes) -> Entry | None:
        """The entry that a stored row says. None: it does not pass the checks of today.

        Raises:
            TemporaryFailure: it is not as it was sealed.
        """
        found = entry(kind, self._unsealed(kind, identity, generation, data).named(kind), self._zone)
        return None if isinstance(found, tuple) else found

    def apply(
        self, kind: RegisterKind, rows: Iterable[Mapping[str, str]], *, replace: bool, by: str, at: datetime
    ) -> Change:
        """Add and change rows, given as cells by column; the same checks hold as for a file.

        Args:
            kind: which register.
            rows: a column left out keeps what the register holds. Faults count them as a file would, from 2.
            replace: end every entry that is not in *rows*.
            by: the account that asked.
            at: the instant, aware.

        Raises:
            BadFile: something is wrong with a row; nothing was changed.
            TemporaryFailure: the database cannot be asked now; nothing was changed.
        """
        lines = tuple(TableRow(number=number, cells=dict(cells)) for number, cells in enumerate(rows, start=2))
        report = self.lay(kind, Table(columns=COLUMNS[kind], rows=lines), replace=replace, by=by, at=at)
        if report.faults or report.generation is None:
            raise BadFile(report.faults)
        return Change(
            kind=kind,
            added=report.added,
            changed=report.changed,
            ended=report.ended,
            generation=report.generation,
        )

    def import_file(
        self, kind: RegisterKind, path: Path, *, dry_run: bool, replace: bool, by: str, at: datetime
    ) -> ImportReport:
        """Lay a CSV or XLSX file over a register, whole or not at all.

        Raises:
            TemporaryFailure: the database cannot be asked now; nothing was changed.
        """
        try:
            table = files.read(kind, path)
        except BadFile as bad:
            return ImportReport(kind=kind, faults=bad.faults)
        return self.lay(kind, table, replace=replace, by=by, at=None if dry_run else at)

    def export_rows(self, kind: RegisterKind) -> tuple[Row, ...]:
        """Every row in force, as written, by id. For `files.write`.

        Raises:
            TemporaryFailure: the database cannot be asked now, or a row in it is not as it was sealed.
        """
        rows = self._rows(kind).rows
        return tuple(rows[identity] for identity in sorted(rows))

    def due(
        self,
        at: datetime,
        days: int,
        *,
        training_months: int = 12,
        ages: Ages = NO_AGES,
        reviews: Reviews | None = None,
    ) -> tuple[Due, ...]:
        """What needs somebody's attention within *days* of *at*, or did and has not had it (REV-1).

        Raises:
            TemporaryFailure: as `snapshot` does.
        """
        today = at.astimezone(self._zone).date()
        return due(self.snapshot(), today, days, training_months, self._zone, ages, reviews)

    def lay(
        self,
        kind: RegisterKind,
        table: Table,
        *,
        replace: bool = False,
        end: Collection[str] = (),
        by: str,
        at: datetime | None,
        seal: str | None = None,
    ) -> ImportReport:
        """Lay a table over a register, whole or not at all.

        Args:
            table: rows to add and to change.
            replace: end every entry that is not in it.
            end: ids of entries to end besides.
            by: the account that asks.
            at: the instant, aware. None: a dry run.
            seal: of the dry run that somebody agreed to; anything else is not done. None: nobody looked before.

        Raises:
            TemporaryFailure: the database cannot be asked now; nothing was changed.
        """
        for _ in range(TRIES):
            held = self._rows(kind, None if replace else _named_in(kind, table, end))
            # Not `snapshot`: an import is how rows that no longer pass are put right.
            registers = self._current().written
            if registers.generation != held.generation:
                continue
            onto = Onto(rows=held.rows, registers=registers, zone=self._zone, own_domains=self._own_domains)
            found = plan(kind, table, onto, replace=replace, end=end)
            sealed = sealed_plan(found, held.since)
            if seal is not None and not found.faults and seal != sealed:
                found = Plan(kind=kind, faults=(Fault(what=MOVED_ON),))
            if found.faults or at is None:
                return reported(found, None, sealed)
            try:
                return reported(found, self._commit(found, held, by, at), sealed)
            except Crossed:
                continue
        raise TemporaryFailure("registers: others are changing them; try again")

    def _commit(self, found: Plan, held: _Held, by: str, at: datetime) -> int:
        if not (found.added or found.changed or found.ended):
            return held.generation
        new = held.generation + 1
        # Sealed before the transaction begins: nothing slow is done inside one.
        sealed = [self._sealed(found.kind, row, new, by, at) for row in (*found.added, *found.changed)]
        closed = [*ids_of(found.changed), *found.ended]
        with self._database.write() as connection:
            advance(connection, held.generation)
            if closed:
                connection.execute(
                    update(register_row)
                    .where(
                        register_row.c.kind == found.kind.value,
                        register_row.c.id == bindparam("closed"),
                        register_row.c.from_generation == bindparam("since"),  # by its whole key, or it is slow
                    )
                    .values(to_generation=new),
                    [{"closed": identity, "since": held.since[identity]} for identity in closed],
                )
            if sealed:
                connection.execute(insert(register_row), sealed)
            # REC-1: what loosens or tightens later decisions is on the record with the change itself.
            insert_entries(connection, [recorded(found, new, by)], at)
        return new

    def _sealed(
        self, kind: RegisterKind, row: Row, generation: int, by: str, at: datetime
    ) -> dict[str, str | int | bytes | datetime]:
        written = {column: cell for column, cell in row.named(kind).items() if cell}
        data = json.dumps(written, ensure_ascii=False, separators=(",", ":")).encode()
        return {
            "kind": kind.value,
            "id": row.id,
            "from_generation": generation,
            "at": at,
            "by_whom": by,
            "data": self._seal.seal(data, place_of(kind, row.id, generation)),
        }

    def _rows(self, kind: RegisterKind, ids: Collection[str] | None = None) -> _Held:
        """Those of *ids*; None: all."""
        which = () if ids is None or len(ids) > _FEW else (register_row.c.id.in_(sorted(ids)),)
        with self._database.read() as connection:
            generation = generation_of(connection)
            stored = connection.execute(
                select(register_row.c.id, register_row.c.from_generation, register_row.c.data).where(
                    register_row.c.kind == kind.value, register_row.c.to_generation.is_(None), *which
                )
            ).all()
        return _Held(
            generation=generation,
            rows={each.id: self._unsealed(kind, each.id, each.from_generation, each.data) for each in stored},
            since={each.id: each.from_generation for each in stored},
        )

    def _unsealed(self, kind: RegisterKind, identity: str, generation: int, data: bytes) -> Row:
        return unsealed(self._seal, kind, identity, generation, data)

    def _current(self) -> Loaded:
        if self._loaded.generation == self.generation():
            return self._loaded
        with self._loading:
            self._loaded = self._read(self._loaded)
            return self._loaded

    def _read(self, old: Loaded, kinds: Collection[RegisterKind] | None = None) -> Loaded:
        return load(self._database, self._seal, self._zone, old, kinds)


def _named_in(kind: RegisterKind, table: Table, end: Collection[str]) -> frozenset[str]:
    return frozenset(end) | {id_of(kind, line.cells.get(id_column(kind), "")) for line in table.rows}
