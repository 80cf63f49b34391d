"""The risk register as the IG lead works it: owner, mitigation, status, review (REC-3)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from gateway.model.errors import PermanentFailure
from gateway.model.message import CaseId
from gateway.model.outcome import RecordEntry, RecordKind
from gateway.model.risks import RiskKind, RiskSeen, RiskStatus
from gateway.record.entries import insert_entries
from gateway.record.risks import note_risks, risk_id
from gateway.store.database import Database
from gateway.store.seal import SmallSeal
from gateway.store.tables import risk


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """An entry of the risk register."""

    id: str
    opened_at: datetime
    kind: RiskKind
    about: tuple[str, ...]  # ids
    case: CaseId | None  # where it showed last
    seen: int
    last_seen_at: datetime
    status: RiskStatus
    owner: str  # empty: nobody's yet
    review: date | None
    closed_at: datetime | None
    mitigation: str  # in people's words; may name people
    notes: tuple[str, ...]  # "why it was closed" and the like


class RiskBook:
    """Every method is one transaction; all raise TemporaryFailure when the database cannot be used now."""

    def __init__(self, database: Database, seal: SmallSeal) -> None:
        self._database = database
        self._seal = seal

    def all(self, *, closed: bool = False) -> tuple[Risk, ...]:
        """The open ones, the longest open first; *closed*: the others too."""
        statement = select(risk).order_by(risk.c.opened_at, risk.c.n)
        with self._database.read() as connection:
            rows = connection.execute(statement if closed else statement.where(risk.c.closed_at.is_(None))).all()
        return tuple(self._risk(row) for row in rows)

    def get(self, identity: str) -> Risk:
        """One of them.

        Raises:
            PermanentFailure: there is none of that id.
        """
        with self._database.read() as connection:
            return self._risk(_row(connection, identity))

    def open(self, about: tuple[str, ...], what: str, *, by: str, at: datetime) -> Risk:
        """Enter one by hand.

        Raises:
            PermanentFailure: one about the same ids is open that was entered by hand.
        """
        subject = " ".join(sorted(about))
        seen = RiskSeen(kind=RiskKind.OTHER, subject=subject, about=about, case=None)
        which = (risk.c.kind == RiskKind.OTHER.value) & (risk.c.subject == subject) & risk.c.closed_at.is_(None)
        with self._database.write() as connection:
            opened = note_risks(connection, [seen], at, by=by)
            row = connection.execute(select(risk).where(which)).one()
            if not opened:
                raise PermanentFailure(f"{risk_id(row.n)} is open about the same; work that one")
            self._write(connection, row.n, {}, self._risk(row), mitigation=what)
            return self._risk(_row(connection, risk_id(row.n)))

    def change(
        self,
        identity: str,
        *,
        by: str,
        at: datetime,
        owner: str | None = None,
        mitigation: str | None = None,
        status: RiskStatus | None = None,
        review: date | None = None,
    ) -> Risk:
        """Work an open one; what is None stays.

        Raises:
            PermanentFailure: there is none of that id, or it is closed.
        """
        values = {
            name: value
            for name, value in (
                ("owner", owner),
                ("status", None if status is None else status.value),
                ("review", None if review is None else review.isoformat()),
            )
            if value is not None
        }
        changed = (*values, *(() if mitigation is None else ("mitigation",)))
        with self._database.write() as connection:
            row = _open_row(connection, identity)
            self._write(connection, row.n, values, self._risk(row), mitigation=mitigation)
            insert_entries(connection, [_changed(row, "changed", by, fields=changed)], at)
            return self._risk(_row(connection, identity))

    def close(self, identity: str, why: str, *, by: str, at: datetime) -> Risk:
        """End one.

        Raises:
            PermanentFailure: there is none of that id, or it is closed.
        """
        values: dict[str, str | datetime] = {"status": RiskStatus.CLOSED.value, "closed_at": at}
        with self._database.write() as connection:
            row = _open_row(connection, identity)
            self._write(connection, row.n, values, self._risk(row), note=why)
            insert_entries(connection, [_changed(row, "closed", by)], at)
            return self._risk(_row(connection, identity))

    def _write(
        self,
        connection: Connection,
        n: int,
        values: Mapping[str, str | datetime],
        old: Risk,
        *,
        mitigation: str | None = None,
        note: str | None = None,
    ) -> None:
        words = {
            "mitigation": old.mitigation if mitigation is None else mitigation,
            "notes": [*old.notes, *(() if note is None else (note,))],
        }
        sealed = self._seal.seal(json.dumps(words, ensure_ascii=False).encode(), f"risk/{n}")
        connection.execute(update(risk).where(risk.c.n == n).values(**values, sealed=sealed))

    def _risk(self, row: Row[Any]) -> Risk:  # SQLAlchemy types a row of a table no closer
        words = {} if row.sealed is None else json.loads(self._seal.unseal(row.sealed, f"risk/{row.n}"))
        return Risk(
            id=risk_id(row.n),
            opened_at=row.opened_at,
            kind=RiskKind(row.kind),
            about=row.about,
            case=None if row.case_id is None else CaseId(row.case_id),
            seen=row.seen,
            last_seen_at=row.last_seen_at,
            status=RiskStatus(row.status),
            owner=row.owner,
            review=date.fromisoformat(row.review) if row.review else None,
            closed_at=row.closed_at,
            mitigation=words.get("mitigation", ""),
            notes=tuple(words.get("notes", ())),
        )


def _row(connection: Connection, identity: str) -> Row[Any]:
    number = identity.strip().upper().removeprefix("RK-")
    row = None
    if number.isascii() and number.isdigit():
        row = connection.execute(select(risk).where(risk.c.n == int(number))).first()
    if row is None:
        raise PermanentFailure(f"{identity}: there is no such risk; `gateway risk list` has them")
    return row


def _open_row(connection: Connection, identity: str) -> Row[Any]:
    row = _row(connection, identity)
    if row.closed_at is not None:
        raise PermanentFailure(f"{risk_id(row.n)} is closed; if it shows again, a new one is opened")
    return row


def _changed(row: Row[Any], change: str, by: str, fields: tuple[str, ...] = ()) -> RecordEntry:
    return RecordEntry(
        kind=RecordKind.RISK,
        case=None if row.case_id is None else CaseId(row.case_id),
        by=by,
        facts=(("risk", risk_id(row.n)), ("change", change), ("kind", row.kind), ("fields", fields)),
    )
