"""Legal holds: what must not be deleted, whatever retention says, and what of the record they keep (SEC-3)."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import Final

from sqlalchemy import ColumnElement, Connection, func, insert, or_, select, update

from gateway.model.errors import PermanentFailure
from gateway.model.outcome import RecordEntry, RecordKind
from gateway.record.entries import insert_entries
from gateway.store.database import Database
from gateway.store.seal import SmallSeal
from gateway.store.tables import disclosure, legal_hold, record

_MANY: Final = 500  # values in one question


class HoldKind(StrEnum):
    """What a legal hold names."""

    CASE = "case"
    PERSON = "person"
    PARTY = "party"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalHold:
    """One of them."""

    id: str
    kind: HoldKind
    subject: str  # case number or register id
    at: datetime
    by: str
    lifted_at: datetime | None  # None: it holds
    why: str  # in people's words


class HoldBook:
    """Every method is one transaction; all raise TemporaryFailure when the database cannot be used now."""

    def __init__(self, database: Database, seal: SmallSeal) -> None:
        self._database = database
        self._seal = seal

    def all(self, *, lifted: bool = False) -> tuple[LegalHold, ...]:
        """Those that hold, the oldest first; *lifted*: the others too."""
        statement = select(legal_hold).order_by(legal_hold.c.n)
        with self._database.read() as connection:
            rows = connection.execute(
                statement if lifted else statement.where(legal_hold.c.lifted_at.is_(None))
            ).all()
        return tuple(
            LegalHold(
                id=hold_id(row.n),
                kind=HoldKind(row.kind),
                subject=row.subject,
                at=row.at,
                by=row.by_whom,
                lifted_at=row.lifted_at,
                why="" if row.sealed is None else self._seal.unseal(row.sealed, _place(row.n)).decode(),
            )
            for row in rows
        )

    def add(self, kind: HoldKind, subject: str, why: str, *, by: str, at: datetime) -> str:
        """Hold what is about a case, a person or a party; the hold's id."""
        values = {"kind": kind.value, "subject": subject, "at": at, "by_whom": by}
        with self._database.write() as connection:
            n = connection.execute(insert(legal_hold).values(values).returning(legal_hold.c.n)).scalar_one()
            sealed = self._seal.seal(why.encode(), _place(n))
            connection.execute(update(legal_hold).where(legal_hold.c.n == n).values(sealed=sealed))
            insert_entries(connection, [_entry(n, kind.value, subject, "added", by)], at)
        return hold_id(n)

    def lift(self, identity: str, *, by: str, at: datetime) -> None:
        """From now on retention goes on as before.

        Raises:
            PermanentFailure: there is none of that id that holds.
        """
        number = identity.strip().upper().removeprefix("LH-")
        with self._database.write() as connection:
            row = None
            if number.isascii() and number.isdigit():
                row = connection.execute(
                    update(legal_hold)
                    .where(legal_hold.c.n == int(number), legal_hold.c.lifted_at.is_(None))
                    .values(lifted_at=at)
                    .returning(legal_hold.c.n, legal_hold.c.kind, legal_hold.c.subject)
                ).first()
            if row is None:
                raise PermanentFailure(f"{identity}: no such legal hold, or it was lifted already")
            insert_entries(connection, [_entry(row.n, row.kind, row.subject, "lifted", by)], at)


def hold_id(n: int) -> str:
    """As people write it."""
    return f"LH-{n}"


def is_held(connection: Connection, kind: HoldKind, subject: str) -> bool:
    """Whether a hold names it now."""
    return subject in _subjects(connection, kind)


def any_held(connection: Connection, *kinds: HoldKind) -> bool:
    """Whether a hold of one of these kinds holds now."""
    return any(_subjects(connection, kind) for kind in kinds)


def held_cases(connection: Connection) -> frozenset[str]:
    """Every case that a hold names, itself or by whom it is about or went to.

    A case that shared nothing counts too: the record of its decision names the people.
    """
    found = set(_subjects(connection, HoldKind.CASE))
    people, parties = _subjects(connection, HoldKind.PERSON), _subjects(connection, HoldKind.PARTY)
    told = [*_in(disclosure.c.person, people), *_in(disclosure.c.party, parties)]
    found.update(case for which in told for case in connection.scalars(select(disclosure.c.case_id).where(which)))
    for which in _named_in(record.c.facts, (*people, *parties)):
        statement = select(record.c.case_id).where(which, record.c.case_id.is_not(None))
        found.update(str(case) for case in connection.scalars(statement))
    return frozenset(found)


def first_held_batch(connection: Connection) -> int | None:
    """The first batch of the record with a row that a hold keeps. None: no hold keeps any."""
    cases = held_cases(connection)
    people, parties = _subjects(connection, HoldKind.PERSON), _subjects(connection, HoldKind.PARTY)
    firsts = [
        connection.scalar(select(func.min(table.c.batch)).where(which))
        for table in (record, disclosure)
        for which in _in(table.c.case_id, cases)
    ]
    firsts += [
        connection.scalar(select(func.min(record.c.batch)).where(which))
        for which in _named_in(record.c.facts, (*people, *parties))
    ]
    return min((first for first in firsts if first is not None), default=None)


def _subjects(connection: Connection, kind: HoldKind) -> frozenset[str]:
    which = (legal_hold.c.kind == kind.value) & legal_hold.c.lifted_at.is_(None)
    return frozenset(connection.scalars(select(legal_hold.c.subject).where(which)))


def in_chunks(values: Iterable[str]) -> Iterator[Sequence[str]]:
    """The values, so many at a time as one question may name."""
    rest = iter(sorted(values))
    while chunk := list(islice(rest, _MANY)):
        yield chunk


def _in(column: ColumnElement[str], values: Iterable[str]) -> Iterator[ColumnElement[bool]]:
    for chunk in in_chunks(values):
        yield column.in_(chunk)


def _named_in(facts: ColumnElement[str], ids: Iterable[str]) -> Iterator[ColumnElement[bool]]:
    # As canonical() writes an id. A fact that only looks so keeps a row too long, never too short.
    for chunk in in_chunks(ids):
        yield or_(*(facts.contains(json.dumps(identity), autoescape=True) for identity in chunk))


def _place(n: int) -> str:
    return f"legal-hold/{n}"


def _entry(n: int, kind: str, subject: str, change: str, by: str) -> RecordEntry:
    return RecordEntry(
        kind=RecordKind.LEGAL_HOLD,
        case=None,
        by=by,
        facts=(("hold", hold_id(n)), ("change", change), ("kind", kind), ("subject", subject)),
    )
