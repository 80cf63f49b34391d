"""What an entry said before, who changed it and when; and what a change of the registers came to."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from gateway.model.outcome import RecordKind
from gateway.registers.files.columns import RegisterKind, Row
from gateway.registers.rows.sealed_row import unsealed
from gateway.store.database import Database
from gateway.store.seal import RegisterSeal
from gateway.store.tables import record, register_row


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What an entry said for a while."""

    row: Row
    since: int  # the generation that brought it
    until: int | None  # the generation that changed or ended it; None: it is in force
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One change of one register, as the record has it."""

    generation: int
    kind: RegisterKind
    at: datetime
    by: str
    added: int
    changed: int
    ended: int


class History:
    """Every method is one transaction; all raise TemporaryFailure when the database cannot be asked now."""

    def __init__(self, database: Database, seal: RegisterSeal) -> None:
        self._database = database
        self._seal = seal

    def versions(self, kind: RegisterKind, identity: str) -> tuple[Version, ...]:
        """All that are kept of an entry, the latest first. Empty: there never was one."""
        with self._database.read() as connection:
            rows = connection.execute(
                select(register_row)
                .where(register_row.c.kind == kind.value, register_row.c.id == identity)
                .order_by(register_row.c.from_generation.desc())
            ).all()
        return tuple(
            Version(
                row=unsealed(self._seal, kind, identity, each.from_generation, each.data),
                since=each.from_generation,
                until=each.to_generation,
                at=each.at,
                by=each.by_whom,
            )
            for each in rows
        )

    def turn(self, generation: int) -> Turn | None:
        """What brought a generation. None: the record has it no longer, or it was an erasure."""
        found = self._turns(None, generation, 1)
        return found[0] if found else None

    def turns(self, kind: RegisterKind, most: int) -> tuple[Turn, ...]:
        """The latest changes of a register, the last first."""
        return self._turns(kind, None, most)

    def rows_of(self, turn: Turn) -> tuple[tuple[str, ...], tuple[Row, ...]]:
        """What would put a change back: the ids that it brought, and the rows that it took the place of."""
        of_kind = register_row.c.kind == turn.kind.value
        with self._database.read() as connection:
            came = connection.scalars(
                select(register_row.c.id).where(of_kind, register_row.c.from_generation == turn.generation)
            ).all()
            went = connection.execute(
                select(register_row.c.id, register_row.c.from_generation, register_row.c.data).where(
                    of_kind, register_row.c.to_generation == turn.generation
                )
            ).all()
        rows = tuple(unsealed(self._seal, turn.kind, one.id, one.from_generation, one.data) for one in went)
        before = {row.id for row in rows}
        return tuple(identity for identity in came if identity not in before), rows

    def changed_since(self, turn: Turn) -> bool:
        """Whether an entry that a change brought or ended was changed again."""
        of_kind = register_row.c.kind == turn.kind.value
        touched = select(register_row.c.id).where(
            of_kind,
            (register_row.c.from_generation == turn.generation) | (register_row.c.to_generation == turn.generation),
        )
        later = select(register_row.c.id).where(
            of_kind,
            register_row.c.id.in_(touched),
            (register_row.c.from_generation > turn.generation) | (register_row.c.to_generation > turn.generation),
        )
        with self._database.read() as connection:
            return connection.scalar(later.limit(1)) is not None

    def _turns(self, kind: RegisterKind | None, generation: int | None, most: int) -> tuple[Turn, ...]:
        statement = select(record).where(record.c.kind == RecordKind.REGISTER_CHANGED.value)
        # Facts are canonical JSON, so that what is looked for stands in them just so.
        if kind is not None:
            statement = statement.where(record.c.facts.contains(f'"register":"{kind.value}"', autoescape=True))
        if generation is not None:
            statement = statement.where(record.c.facts.contains(f'"generation":{generation},', autoescape=True))
        with self._database.read() as connection:
            rows = connection.execute(statement.order_by(record.c.seq.desc()).limit(most)).all()
        found = ((row, json.loads(row.facts)) for row in rows)
        return tuple(
            Turn(
                generation=facts["generation"],
                kind=RegisterKind(facts["register"]),
                at=row.at,
                by=row.by_whom,
                added=facts["added"],
                changed=facts["changed"],
                ended=facts["ended"],
            )
            for row, facts in found
            if facts.get("register") in set(RegisterKind)
        )
