"""Personal data breaches: what happened, who was told and when, and the 72 hours of UK GDPR Art. 33 (REC-4)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, func, insert, select, update

from gateway.model.errors import PermanentFailure
from gateway.model.message import CaseId
from gateway.model.outcome import RecordEntry, RecordKind, Scalar
from gateway.model.risks import Likelihood, Told
from gateway.record.entries import insert_entries
from gateway.store.database import Database
from gateway.store.seal import SmallSeal
from gateway.store.tables import breach, breach_told, message

TO_THE_ICO: Final = timedelta(hours=72)  # UK GDPR Art. 33(1), from when we became aware


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldOnce:
    """That somebody was told."""

    at: datetime
    whom: Told
    by: str
    note: str  # in people's words


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """An entry of the breach register."""

    id: str
    opened_at: datetime
    opened_by: str
    aware_at: datetime
    case: CaseId | None
    about: tuple[str, ...]  # ids of people
    likelihood: Likelihood
    ico_told_at: datetime | None
    closed_at: datetime | None
    what: str  # in people's words
    notes: tuple[str, ...]
    told: tuple[ToldOnce, ...]

    @property
    def due_at(self) -> datetime:
        """By when the ICO is told, unless no risk to anybody is likely."""
        return self.aware_at + TO_THE_ICO

    @property
    def runs(self) -> bool:
        """Whether the 72 hours run."""
        return self.closed_at is None and self.ico_told_at is None and self.likelihood is not Likelihood.UNLIKELY

    def hours_left(self, now: datetime) -> float:
        """Until the ICO must have been told; below zero: it is overdue."""
        return (self.due_at - now) / timedelta(hours=1)


class BreachBook:
    """Every method is one transaction; all raise TemporaryFailure when the database cannot be used now."""

    def __init__(self, database: Database, seal: SmallSeal) -> None:
        self._database = database
        self._seal = seal

    def all(self, *, closed: bool = False) -> tuple[Breach, ...]:
        """The open ones, the nearest due first; *closed*: the others too."""
        statement = select(breach).order_by(breach.c.aware_at, breach.c.n)
        with self._database.read() as connection:
            rows = connection.execute(statement if closed else statement.where(breach.c.closed_at.is_(None))).all()
            return tuple(self._breach(connection, row) for row in rows)

    def get(self, identity: str) -> Breach:
        """One of them.

        Raises:
            PermanentFailure: there is none of that id.
        """
        with self._database.read() as connection:
            return self._breach(connection, _row(connection, identity))

    def open(
        self,
        what: str,
        *,
        aware_at: datetime,
        case: CaseId | None,
        about: Sequence[str],
        likelihood: Likelihood,
        by: str,
        at: datetime,
    ) -> Breach:
        """Enter one.

        Raises:
            PermanentFailure: there is no such case, or *aware_at* lies ahead.
        """
        if aware_at > at:
            raise PermanentFailure("nobody is aware of a breach before it is known: the time lies ahead")
        values = {
            "opened_at": at,
            "opened_by": by,
            "aware_at": aware_at,
            "case_id": case,
            "about": tuple(about),
            "likelihood": likelihood.value,
        }
        with self._database.write() as connection:
            if case is not None and connection.scalar(_case(case)) is None:
                raise PermanentFailure(f"{case}: there is no such case")
            row = connection.execute(insert(breach).values(values).returning(breach)).one()
            self._words(connection, row.n, what=what, notes=())
            facts = (("aware", aware_at.isoformat()), ("likelihood", likelihood.value), ("about", tuple(about)))
            insert_entries(connection, [_entry(row, "opened", by, facts)], at)
            return self._breach(connection, _row(connection, breach_id(row.n)))

    def change(
        self,
        identity: str,
        *,
        by: str,
        at: datetime,
        likelihood: Likelihood | None = None,
        about: Sequence[str] | None = None,
        note: str | None = None,
    ) -> Breach:
        """Add to an open one; what is None stays.

        Raises:
            PermanentFailure: there is none of that id, or it is closed.
        """
        values: dict[str, str | tuple[str, ...]] = {}
        if likelihood is not None:
            values["likelihood"] = likelihood.value
        if about is not None:
            values["about"] = tuple(about)
        with self._database.write() as connection:
            row = _open_row(connection, identity)
            if values:
                connection.execute(update(breach).where(breach.c.n == row.n).values(**values))
            if note is not None:
                old = self._breach(connection, row)
                self._words(connection, row.n, what=old.what, notes=(*old.notes, note))
            fields = (*values, *(() if note is None else ("note",)))
            said = (("fields", fields), ("likelihood", None if likelihood is None else likelihood.value))
            insert_entries(connection, [_entry(row, "changed", by, said)], at)
            return self._breach(connection, _row(connection, identity))

    def told(self, identity: str, whom: Told, *, told_at: datetime, note: str, by: str, at: datetime) -> Breach:
        """Note that somebody was told; after closing too, for the ICO may ask again.

        Raises:
            PermanentFailure: there is none of that id, or *told_at* lies ahead.
        """
        if told_at > at:
            raise PermanentFailure("that somebody was told is noted afterwards: the time lies ahead")
        with self._database.write() as connection:
            row = _row(connection, identity)
            last = connection.scalar(select(func.max(breach_told.c.n)).where(breach_told.c.breach_n == row.n)) or 0
            values = {
                "breach_n": row.n,
                "n": last + 1,
                "at": told_at,
                "whom": whom.value,
                "by_whom": by,
                "sealed": self._seal.seal(note.encode(), f"breach/{row.n}/told/{last + 1}"),
            }
            connection.execute(insert(breach_told).values(values))
            if whom is Told.ICO and row.ico_told_at is None:
                connection.execute(update(breach).where(breach.c.n == row.n).values(ico_told_at=told_at))
            facts = (("whom", whom.value), ("told_at", told_at.isoformat()))
            insert_entries(connection, [_entry(row, "told", by, facts)], at)
            return self._breach(connection, _row(connection, identity))

    def close(self, identity: str, why: str, *, by: str, at: datetime) -> Breach:
        """End one.

        Raises:
            PermanentFailure: there is none of that id, it is closed, or the ICO should have been told and was not.
        """
        with self._database.write() as connection:
            row = _open_row(connection, identity)
            old = self._breach(connection, row)
            if old.runs:
                raise PermanentFailure(
                    f"{old.id}: the ICO was not told; note that it was, or set the likelihood to unlikely and say why"
                )
            if old.likelihood is Likelihood.HIGH and Told.PEOPLE not in {one.whom for one in old.told}:
                # UK GDPR Art. 34(1).
                raise PermanentFailure(f"{old.id}: the risk is high, and the people it is about were not told")
            connection.execute(update(breach).where(breach.c.n == row.n).values(closed_at=at))
            self._words(connection, row.n, what=old.what, notes=(*old.notes, why))
            insert_entries(connection, [_entry(row, "closed", by, ())], at)
            return self._breach(connection, _row(connection, identity))

    def _words(self, connection: Connection, n: int, *, what: str, notes: Sequence[str]) -> None:
        words = json.dumps({"what": what, "notes": list(notes)}, ensure_ascii=False).encode()
        sealed = self._seal.seal(words, f"breach/{n}")
        connection.execute(update(breach).where(breach.c.n == n).values(sealed=sealed))

    def _breach(self, connection: Connection, row: Row[Any]) -> Breach:  # SQLAlchemy types a row no closer
        words: Mapping[str, Any] = (
            {} if row.sealed is None else json.loads(self._seal.unseal(row.sealed, f"breach/{row.n}"))
        )
        told = connection.execute(
            select(breach_told).where(breach_told.c.breach_n == row.n).order_by(breach_told.c.n)
        ).all()
        return Breach(
            id=breach_id(row.n),
            opened_at=row.opened_at,
            opened_by=row.opened_by,
            aware_at=row.aware_at,
            case=None if row.case_id is None else CaseId(row.case_id),
            about=row.about,
            likelihood=Likelihood(row.likelihood),
            ico_told_at=row.ico_told_at,
            closed_at=row.closed_at,
            what=str(words.get("what", "")),
            notes=tuple(words.get("notes", ())),
            told=tuple(
                ToldOnce(
                    at=one.at,
                    whom=Told(one.whom),
                    by=one.by_whom,
                    note=self._seal.unseal(one.sealed, f"breach/{row.n}/told/{one.n}").decode(),
                )
                for one in told
            ),
        )


def breach_id(n: int) -> str:
    """As people write it."""
    return f"BR-{n}"


def _case(case: CaseId) -> Any:
    return select(message.c.case_id).where(message.c.case_id == case)


def _row(connection: Connection, identity: str) -> Row[Any]:
    number = identity.strip().upper().removeprefix("BR-")
    row = None
    if number.isascii() and number.isdigit():
        row = connection.execute(select(breach).where(breach.c.n == int(number))).first()
    if row is None:
        raise PermanentFailure(f"{identity}: there is no such breach; `gateway breach list --all` has them")
    return row


def _open_row(connection: Connection, identity: str) -> Row[Any]:
    row = _row(connection, identity)
    if row.closed_at is not None:
        raise PermanentFailure(f"{breach_id(row.n)} is closed")
    return row


def _entry(row: Row[Any], change: str, by: str, facts: Sequence[tuple[str, Scalar | tuple[str, ...]]]) -> RecordEntry:
    return RecordEntry(
        kind=RecordKind.BREACH,
        case=None if row.case_id is None else CaseId(row.case_id),
        by=by,
        facts=(("breach", breach_id(row.n)), ("change", change), *facts),
    )
