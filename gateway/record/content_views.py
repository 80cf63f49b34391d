"""Views of what an email says, asked for by those who run the service and granted for a few hours (SEC-3, REC-1).

Whoever runs the machine sees states and kinds, never words. Where a fault can only be understood from the email, an
information lead grants a view of that one case, to that one person, until an hour that is written down.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, Row, insert, select, update

from gateway.model.errors import PermanentFailure
from gateway.model.message import CaseId
from gateway.model.outcome import RecordEntry, RecordKind
from gateway.record.entries import insert_entries
from gateway.store.database import Database
from gateway.store.seal import SmallSeal
from gateway.store.tables import content_view

LONGEST: Final = timedelta(hours=4)


class ViewState(StrEnum):
    """How it stands with a view."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    REVOKED = "revoked"  # taken back, or given back
    OVER = "over"  # its time ran out


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentView:
    """One of them."""

    n: int
    case: CaseId
    asked_by: str
    asked_at: datetime
    why: str
    state: ViewState  # at the instant that was asked about
    decided_by: str  # empty: nobody yet
    decided_at: datetime | None  # None: not yet
    answer: str  # why it was granted or refused; empty: nothing was said
    until: datetime | None  # None: it was not granted
    ended_at: datetime | None  # None: nobody took it back


class ContentViews:
    """Every method is one transaction; all raise TemporaryFailure when the database cannot be used now."""

    def __init__(self, database: Database, seal: SmallSeal) -> None:
        self._database = database
        self._seal = seal

    def ask(self, case: CaseId, why: str, *, by: str, at: datetime) -> int:
        """Ask for a view of a case.

        Raises:
            PermanentFailure: the same person has asked already, or may look now.
        """
        with self._database.write() as connection:
            open_ = [one for one in self._of(connection, at, case=case, by=by) if one.state in _OPEN]
            if open_:
                raise PermanentFailure(f"{case}: this was asked for already")
            values = {"case_id": case, "asked_by": by, "asked_at": at}
            n: int = connection.execute(insert(content_view).values(values).returning(content_view.c.n)).scalar_one()
            self._say(connection, n, {"why": why})
            insert_entries(connection, [_entry(n, case, by, "asked")], at)
        return n

    def grant(self, n: int, until: datetime, answer: str, *, by: str, at: datetime) -> None:
        """From now until *until* whoever asked may look.

        Raises:
            PermanentFailure: it is not waiting for an answer, *by* asked for it themselves, or it would last longer
                than four hours.
        """
        if not at < until <= at + LONGEST:
            raise PermanentFailure("a view is granted for four hours at most")
        with self._database.write() as connection:
            found = self._waiting(connection, n, by, at)
            self._decide(connection, found, {"until": until, "refused": False}, answer, by, at)
            insert_entries(connection, [_entry(n, found.case, by, "granted", to=found.asked_by, until=until)], at)

    def refuse(self, n: int, answer: str, *, by: str, at: datetime) -> None:
        """Whoever asked may not look.

        Raises:
            PermanentFailure: it is not waiting for an answer, or *by* asked for it themselves.
        """
        with self._database.write() as connection:
            found = self._waiting(connection, n, by, at)
            self._decide(connection, found, {"refused": True}, answer, by, at)
            insert_entries(connection, [_entry(n, found.case, by, "refused", to=found.asked_by)], at)

    def revoke(self, n: int, *, by: str, at: datetime) -> None:
        """Take it back before its time, or give it back.

        Raises:
            PermanentFailure: nobody may look by it now.
        """
        with self._database.write() as connection:
            found = self._one(connection, n, at)
            if found is None or found.state is not ViewState.GRANTED:
                raise PermanentFailure("this view is over already")
            connection.execute(update(content_view).where(content_view.c.n == n).values(ended_at=at, ended_by=by))
            insert_entries(connection, [_entry(n, found.case, by, "revoked", to=found.asked_by)], at)

    def one(self, n: int, at: datetime) -> ContentView | None:
        """One of them, as it stands at that instant. None: there is none."""
        with self._database.read() as connection:
            return self._one(connection, n, at)

    def newest(self, case: CaseId, by: str, at: datetime) -> ContentView | None:
        """What somebody last asked for about a case. None: nothing."""
        with self._database.read() as connection:
            return next(iter(self._of(connection, at, case=case, by=by)), None)

    def all(self, at: datetime, *, limit: int = 200) -> tuple[ContentView, ...]:
        """All, the newest first."""
        with self._database.read() as connection:
            return tuple(self._of(connection, at, limit=limit))

    def _of(
        self,
        connection: Connection,
        at: datetime,
        *,
        case: CaseId | None = None,
        by: str | None = None,
        limit: int = 200,
    ) -> list[ContentView]:
        statement = select(content_view).order_by(content_view.c.n.desc()).limit(limit)
        if case is not None:
            statement = statement.where(content_view.c.case_id == case)
        if by is not None:
            statement = statement.where(content_view.c.asked_by == by)
        return [self._read(row, at) for row in connection.execute(statement)]

    def _one(self, connection: Connection, n: int, at: datetime) -> ContentView | None:
        row = connection.execute(select(content_view).where(content_view.c.n == n)).one_or_none()
        return None if row is None else self._read(row, at)

    def _waiting(self, connection: Connection, n: int, by: str, at: datetime) -> ContentView:
        found = self._one(connection, n, at)
        if found is None or found.state is not ViewState.ASKED:
            raise PermanentFailure("this does not wait for an answer any more")
        # Four eyes: an account may have both roles, and still nobody opens an email to themselves.
        if found.asked_by == by:
            raise PermanentFailure("somebody else must answer this: you asked for it yourself")
        return found

    def _decide(
        self,
        connection: Connection,
        found: ContentView,
        values: dict[str, datetime | bool],
        answer: str,
        by: str,
        at: datetime,
    ) -> None:
        connection.execute(
            update(content_view)
            .where(content_view.c.n == found.n)
            .values({**values, "decided_by": by, "decided_at": at})
        )
        self._say(connection, found.n, {"why": found.why, "answer": answer})

    def _say(self, connection: Connection, n: int, words: dict[str, str]) -> None:
        sealed = self._seal.seal(json.dumps(words).encode(), _place(n))
        connection.execute(update(content_view).where(content_view.c.n == n).values(sealed=sealed))

    def _read(self, row: Row[tuple[object, ...]], at: datetime) -> ContentView:
        words = json.loads(self._seal.unseal(row.sealed, _place(row.n))) if row.sealed is not None else {}
        return ContentView(
            n=row.n,
            case=CaseId(row.case_id),
            asked_by=row.asked_by,
            asked_at=row.asked_at,
            why=str(words.get("why", "")),
            state=_state(row, at),
            decided_by=row.decided_by or "",
            decided_at=row.decided_at,
            answer=str(words.get("answer", "")),
            until=row.until,
            ended_at=row.ended_at,
        )


_OPEN: Final = frozenset({ViewState.ASKED, ViewState.GRANTED})


def _state(row: Row[tuple[object, ...]], at: datetime) -> ViewState:
    if row.decided_at is None:
        return ViewState.ASKED
    if row.refused:
        return ViewState.REFUSED
    if row.ended_at is not None:
        return ViewState.REVOKED
    return ViewState.GRANTED if at < row.until else ViewState.OVER


def _place(n: int) -> str:
    return f"content view {n}"


def _entry(n: int, case: CaseId, by: str, what: str, *, to: str = "", until: datetime | None = None) -> RecordEntry:
    return RecordEntry(
        kind=RecordKind.CONTENT_VIEW,
        case=case,
        by=by,
        facts=(
            ("what", what),
            ("view", n),
            ("to", to or by),
            ("until", None if until is None else until.isoformat()),
        ),
    )
