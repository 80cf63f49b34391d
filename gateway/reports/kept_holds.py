"""Every case that was held, as a review tells of it: worked out once, and again when something new is said of it."""

import threading
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Select, func, or_, select

from gateway.model.outcome import RecordKind
from gateway.record.reading import entries_of
from gateway.reports.review import KINDS, HeldOnce, held_cases
from gateway.store.database import Database
from gateway.store.tables import record

# On PostgreSQL a row may be committed after one with a higher number; no transaction lasts that long (database.py).
_LATE: Final = timedelta(minutes=10)
_AT_ONCE: Final = 500  # cases


class KeptHolds:
    """In memory: ids, reasons and instants, nobody's words; about a kilobyte for each. Safe from any thread."""

    def __init__(self, database: Database) -> None:
        self._database: Final = database
        self._lock: Final = threading.Lock()
        self._first: int | None = None  # the lowest number when it was begun: what is cut off the record is no more
        self._last = 0
        self._held: dict[str, HeldOnce] = {}

    def between(self, since: datetime | None, until: datetime | None, now: datetime) -> tuple[HeldOnce, ...]:
        """The cases first held in a period, in that order.

        Args:
            since: aware, inclusive; None: from the beginning.
            until: aware, exclusive; None: up to now.

        Raises:
            TemporaryFailure: the database cannot be asked now.
        """
        with self._lock:
            self._bring_up_to_date(now)
            found = [
                one
                for one in self._held.values()
                if (since is None or since <= one.held_at) and (until is None or one.held_at < until)
            ]
        return tuple(sorted(found, key=lambda one: (one.held_at, one.case)))

    def _bring_up_to_date(self, now: datetime) -> None:
        with self._database.read() as connection:
            # Two statements: SQLite reads every row for one of both.
            first = connection.scalar(select(func.min(record.c.seq)))
            newest = connection.scalar(select(func.max(record.c.seq)))
            if first != self._first or (newest or 0) < self._last:  # cut, or a database restored from a backup
                self._first, self._last, self._held = first, 0, {}
            rows = connection.execute(self._told_of(now)).all()
        held = RecordKind.HELD.value
        cases = sorted({row.case_id for row in rows if row.kind == held or row.case_id in self._held})
        for start in range(0, len(cases), _AT_ONCE):
            self._read_again(cases[start : start + _AT_ONCE])
        self._last = newest or 0

    def _told_of(self, now: datetime) -> Select[tuple[str | None, str]]:
        """Cases of which something is said, and what: at first of every hold, then of all that is new."""
        said = select(record.c.case_id, record.c.kind).where(record.c.case_id.is_not(None)).distinct()
        if not self._last:
            return said.where(record.c.kind == RecordKind.HELD.value)
        new = record.c.seq > self._last
        # A row of SQLite is never committed after one with a higher number.
        late = new if self._database.sqlite else or_(new, record.c.at >= now - _LATE)
        return said.where(late)  # few, of all kinds: an index of kinds would lead through all that ever were

    def _read_again(self, cases: Collection[str]) -> None:
        found = held_cases(entries_of(self._database, cases, KINDS), None, None)
        self._held |= {one.case: one for one in found}
