"""Copies that told about people, by the day they were decided: counted once, and brought up to date from then on."""

import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, func, select

from gateway.model.lifecycle import FINAL, RecipientState
from gateway.record import details
from gateway.store.database import Database
from gateway.store.tables import disclosure, recipient

# On PostgreSQL a row may be committed after one with a higher number; no transaction lasts that long (database.py).
_LATE: Final = timedelta(minutes=10)
_AT_ONCE: Final = 500  # rows that are asked for by their numbers in one statement
_SHARED: Final = frozenset({RecipientState.READY.value, RecipientState.DELIVERED.value})
_SETTLED: Final = frozenset(state.value for state in FINAL)


class Copies(NamedTuple):
    """Copies of one day that are the same as far as charts go; with how many there are of them."""

    day: date  # local
    party: str  # register id; empty: none stands behind the address
    party_type: str  # PartyType literal; empty: recorded before that was kept
    anonymised: bool  # nobody can be told from them


@dataclass(slots=True)
class _Copy:
    """One recipient's of one case, as the rows of the record about it say."""

    row: Row[Any]  # SQLAlchemy types a row of several tables no closer; of several, the last
    party_type: str
    anonymised: bool
    numbers: list[int]  # of these rows

    @property
    def counts(self) -> bool:
        """What was withdrawn, decided again or bounced was not shared."""
        return self.row.state in _SHARED and self.row.now_look == self.row.look

    def settled(self, now: datetime) -> bool:
        """Whether nothing more comes of it: neither another state nor another row."""
        return self.row.at < now - _LATE and (self.row.state in _SETTLED or self.row.now_look > self.row.look)


class KeptCopies:
    """Counts of all days, in memory. Only what is new or may still change is read again. Safe from any thread."""

    def __init__(self, database: Database, zone: ZoneInfo) -> None:
        """*zone* says what a day is."""
        self._database: Final = database
        self._zone: Final = zone
        self._lock: Final = threading.Lock()
        self._first: int | None = None  # the lowest number when it was begun: what is cut off the record is no more
        self._last = 0  # up to here every row is settled, but for those in `_open`
        self._open: set[int] = set()
        self._settled: Counter[Copies] = Counter()

    def between(self, since: date | None, until: date | None, now: datetime) -> Counter[Copies]:
        """Those of these days, both included; None: however far back, or up to now.

        Raises:
            TemporaryFailure: the database cannot be asked now.
            PermanentFailure: a row is not as it was written.
        """
        with self._lock:
            found = self._brought_up_to_date(now) + self._settled
        return Counter(
            {
                one: count
                for one, count in found.items()
                if (since is None or since <= one.day) and (until is None or one.day <= until)
            }
        )

    def _brought_up_to_date(self, now: datetime) -> Counter[Copies]:
        """What may still change, counted as it is now; all else is in `_settled` afterwards."""
        with self._database.read() as connection:
            # Two statements: SQLite reads every row for one of both.
            first = connection.scalar(select(func.min(disclosure.c.seq)))
            newest = connection.scalar(select(func.max(disclosure.c.seq)))
            if first != self._first or (newest or 0) < self._last:  # cut, or a database restored from a backup
                self._first, self._last, self._open, self._settled = first, 0, set(), Counter()
            rows = _rows(connection, self._last, sorted(self._open))
        last = max((row.seq for row in rows if row.at < now - _LATE), default=self._last)
        open_: set[int] = set()
        settled, changing = self._settled.copy(), Counter[Copies]()
        for copy in _copies(rows):
            day = copy.row.at.astimezone(self._zone).date()
            key = Copies(day, copy.row.party, copy.party_type, copy.anonymised)
            if copy.settled(now):
                settled[key] += copy.counts
                continue
            # What comes after `last` is read again anyway.
            open_.update(number for number in copy.numbers if number <= last)
            changing[key] += copy.counts
        self._last, self._open, self._settled = max(last, self._last), open_, settled
        return changing


def _rows(connection: Connection, last: int, open_: list[int]) -> list[Row[Any]]:
    statement = (
        select(
            disclosure.c.seq,
            disclosure.c.at,
            disclosure.c.case_id,
            disclosure.c.recipient_n,
            disclosure.c.look,
            disclosure.c.party,
            disclosure.c.details,
            recipient.c.state,
            recipient.c.look.label("now_look"),
        )
        .join(
            recipient,
            (recipient.c.case_id == disclosure.c.case_id) & (recipient.c.n == disclosure.c.recipient_n),
        )
        .order_by(disclosure.c.seq)
    )
    asked = [open_[first : first + _AT_ONCE] for first in range(0, len(open_), _AT_ONCE)]
    known = [row for some in asked for row in connection.execute(statement.where(disclosure.c.seq.in_(some)))]
    return [*known, *connection.execute(statement.where(disclosure.c.seq > last))]


def _copies(rows: Iterable[Row[Any]]) -> Iterable[_Copy]:
    found: dict[tuple[str, int, int], _Copy] = {}
    for row in rows:
        told = details.read(row.details)
        anonymised = told is not None and told.anonymised
        key = row.case_id, row.recipient_n, row.look
        if key not in found:
            found[key] = _Copy(row, "" if told is None else told.party_type, anonymised, [row.seq])
            continue
        copy = found[key]
        copy.row, copy.anonymised = row, copy.anonymised and anonymised
        copy.numbers.append(row.seq)
    return found.values()
