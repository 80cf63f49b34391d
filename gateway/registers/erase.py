"""Erasing one person from the registers: their entries end, and all that was ever written in them is destroyed.

What is destroyed is the sealed text of every version of every entry about them. That there was an entry, with its id
and its dates, stays: a process that has it in memory must see it end. The record keeps their id until its own time is
over: it proves what was shared, and holds nothing else of them.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, func, select, update

from gateway.model.errors import PermanentFailure, TemporaryFailure
from gateway.model.lifecycle import FINAL
from gateway.model.outcome import RecordEntry, RecordKind
from gateway.model.parties import PersonId, RegisterSnapshot
from gateway.record.entries import insert_entries
from gateway.record.legal_hold import HoldKind, any_held, is_held
from gateway.registers.files.columns import RegisterKind
from gateway.registers.generation import Crossed, advance, generation_of
from gateway.registers.rows.sealed_row import place_of
from gateway.registers.snapshot import entries, entry_id, references
from gateway.registers.store import TRIES
from gateway.store.database import Database
from gateway.store.seal import RegisterSeal
from gateway.store.tables import disclosure, recipient, record, register_row, restricted_document

_ABOUT: Final = (
    RegisterKind.CONSENTS,
    RegisterKind.RESTRICTIONS,
    RegisterKind.APPROVALS,
    RegisterKind.REQUESTS,
    RegisterKind.REMEMBERED,
)
_EMPTY: Final = b"{}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What went and what stays."""

    entries: int  # entries of the registers, theirs and about them
    versions: int  # sealed texts destroyed
    disclosures: int  # rows of the record that keep their id, until the record's time is over


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """All that erasing needs."""

    database: Database
    seal: RegisterSeal

    def erase(self, person: PersonId, registers: RegisterSnapshot, *, by: str, at: datetime) -> Erased:
        """End and destroy.

        Args:
            registers: as they are now, for who else names the person.

        Raises:
            PermanentFailure: something stands in the way; the text says what, and nothing was changed.
            TemporaryFailure: the database cannot be used now, or others keep changing the registers.
        """
        for _ in range(TRIES):
            try:
                return self._erase(person, registers, by, at)
            except Crossed:
                continue
        raise TemporaryFailure("registers: others are changing them; try again")

    def _erase(self, person: PersonId, registers: RegisterSnapshot, by: str, at: datetime) -> Erased:
        with self.database.write() as connection:
            generation = generation_of(connection)
            self._refuse(connection, person, registers, generation)
            rows = self._versions(connection, person)
            if not rows:
                raise PermanentFailure(f"{person}: not in the register of people, and never was")
            advance(connection, generation)
            for row in rows:
                place = place_of(RegisterKind(row.kind), row.id, row.from_generation)
                connection.execute(
                    update(register_row)
                    .where(
                        register_row.c.kind == row.kind,
                        register_row.c.id == row.id,
                        register_row.c.from_generation == row.from_generation,
                    )
                    .values(
                        data=self.seal.seal(_EMPTY, place),
                        to_generation=generation + 1 if row.to_generation is None else row.to_generation,
                    )
                )
            restrictions = {row.id for row in rows if row.kind == RegisterKind.RESTRICTIONS}
            connection.execute(
                delete(restricted_document).where(restricted_document.c.restriction.in_(sorted(restrictions)))
            )
            told = select(func.count()).select_from(disclosure).where(disclosure.c.person == person)
            erased = Erased(
                entries=len({(row.kind, row.id) for row in rows}),
                versions=len(rows),
                disclosures=connection.scalar(told) or 0,
            )
            facts = (("person", person), ("entries", erased.entries), ("versions", erased.versions))
            insert_entries(connection, [RecordEntry(kind=RecordKind.ERASED, case=None, by=by, facts=facts)], at)
        return erased

    def _refuse(self, connection: Connection, person: PersonId, registers: RegisterSnapshot, generation: int) -> None:
        if registers.generation != generation:
            raise Crossed
        if is_held(connection, HoldKind.PERSON, person):
            raise PermanentFailure(
                f"{person}: a legal hold names them; nothing is erased until it is lifted (gateway record hold list)"
            )
        naming = tuple(_naming(person, registers))
        if naming:
            # A protection that rests on knowing whom it is against would be lost in silence (SAFE-1).
            raise PermanentFailure(f"{person}: still named by {', '.join(naming)}; change or end those first")
        waiting = _waiting(connection, person)
        if waiting:
            # Mail that is decided once they are unknown would take them for a stranger.
            raise PermanentFailure(f"{person}: mail about them waits: {', '.join(waiting)}; answer it first")

    def _versions(self, connection: Connection, person: PersonId) -> list[Row[Any]]:
        """Every version, in force or not, of every entry that is theirs or about them."""
        statement = select(register_row).order_by(register_row.c.kind, register_row.c.id)
        own = connection.execute(
            statement.where(register_row.c.kind == RegisterKind.PEOPLE.value, register_row.c.id == person)
        ).all()
        kinds = [kind.value for kind in _ABOUT]
        about = [
            row
            for row in connection.execute(statement.where(register_row.c.kind.in_(kinds)))
            if self._person(row) == person
        ]
        return [*own, *about]

    def _person(self, row: Row[Any]) -> str:
        place = place_of(RegisterKind(row.kind), row.id, row.from_generation)
        written = json.loads(self.seal.unseal(row.data, place))
        return str(written.get("person", ""))


def delete_ended(database: Database, before: datetime, now: datetime, *, by: str) -> int:
    """Delete versions of entries that were changed or ended before *before*; how many.

    None goes while a legal hold names a person or a party: what an entry said then may be what the hold is for.

    Raises:
        TemporaryFailure: the database cannot be used now.
    """
    with database.write() as connection:
        if any_held(connection, HoldKind.PERSON, HoldKind.PARTY):
            return 0
        last = connection.scalar(select(func.max(register_row.c.from_generation)).where(register_row.c.at < before))
        if last is None:
            return 0
        gone = connection.execute(delete(register_row).where(register_row.c.to_generation <= last)).rowcount
        if gone:
            facts = (("before", before.isoformat()), ("versions", gone))
            insert_entries(connection, [RecordEntry(kind=RecordKind.ERASED, case=None, by=by, facts=facts)], now)
    return gone


def _naming(person: PersonId, registers: RegisterSnapshot) -> Iterable[str]:
    for kind, entry in entries(registers):
        if kind is RegisterKind.PEOPLE and entry_id(entry) == person:
            continue
        named = [column for column, other, identity in references(entry) if _is(other, identity, person)]
        # What is about them goes with them; what only names them is about somebody else.
        if named and "person" not in named:
            yield f"{kind.value} {entry_id(entry)} ({', '.join(named)})"


def _is(kind: RegisterKind, identity: str, person: PersonId) -> bool:
    return kind is RegisterKind.PEOPLE and identity == person


def _waiting(connection: Connection, person: PersonId) -> tuple[str, ...]:
    about = select(record.c.case_id).where(record.c.facts.contains(json.dumps(person), autoescape=True))
    rows = connection.scalars(
        select(recipient.c.case_id)
        .where(
            recipient.c.case_id.in_(about),
            recipient.c.state.not_in(sorted(state.value for state in FINAL)),
        )
        .distinct()
        .order_by(recipient.c.case_id)
    )
    return tuple(rows)
