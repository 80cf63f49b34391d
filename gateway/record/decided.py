"""What decisions and answers said about rules, out of the record: read whole, or kept for who asks again."""

import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from pydantic import BaseModel, TypeAdapter, ValidationError
from sqlalchemy import Row, Select, func, select

from gateway.model.errors import TemporaryFailure
from gateway.model.outcome import RecordKind
from gateway.store.database import Database
from gateway.store.tables import record

_KINDS: Final = (RecordKind.DECIDED.value, RecordKind.ANSWERED.value)
_WINDOW: Final = 20_000  # rows: by kind and time they come out of an index, and are sorted anew for each window
# On PostgreSQL a row may be committed after one with a higher number; no transaction lasts that long (database.py).
_LATE: Final = timedelta(minutes=10)


class Said(NamedTuple):
    """What one entry said, as far as rules are counted by it. Equal ones are one object."""

    decided: bool  # False: an answer
    team: str
    treatment: str
    findings: tuple[str, ...]  # "CONS-1/no-consent hold"
    would: tuple[str, ...]  # the same of what a mode lowered; of an own rule its name stands before the treatment
    wrong: tuple[str, ...]  # the rules that an answer calls wrong
    rules: tuple[str, ...]  # own rules that applied
    candidate: tuple[str, ...]  # of a policy tried out beside: its version, and what it would have done


class Told(NamedTuple):
    """One entry."""

    at: datetime
    case: str | None
    said: Said


class _Facts(BaseModel):
    """The facts of an entry, as far as they matter here; entries of earlier versions lack some."""

    team: str = ""
    treatment: str = ""
    findings: tuple[str, ...] = ()
    would: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    candidate: tuple[str, ...] = ()


_FACTS: Final[TypeAdapter[_Facts]] = TypeAdapter(_Facts)
_Stored = Row[tuple[int, datetime, str | None, str, str]]


def said(seq: int, kind: str, facts: str) -> Said:
    """What an entry said.

    Raises:
        TemporaryFailure: it cannot be read.
    """
    try:
        read = _FACTS.validate_json(facts)
    except ValidationError as error:
        raise TemporaryFailure(f"record: row {seq} cannot be read; `gateway record verify` tells more") from error
    return Said(
        decided=kind == RecordKind.DECIDED.value,
        team=read.team,
        treatment=read.treatment,
        findings=read.findings,
        would=read.would,
        wrong=read.wrong,
        rules=read.rules,
        candidate=read.candidate,
    )


def told_since(database: Database, since: datetime) -> Iterator[Told]:
    """Decisions and answers from an instant on, oldest first; no transaction stays open between windows.

    Raises:
        TemporaryFailure: the database cannot be asked now, or an entry cannot be read.
    """
    last = 0
    while rows := _rows(database, _after(last, since)):
        yield from (Told(row.at, row.case_id, said(row.seq, row.kind, row.facts)) for row in rows)
        last = rows[-1].seq


def _after(last: int, since: datetime) -> Select[tuple[int, datetime, str | None, str, str]]:
    return (
        select(record.c.seq, record.c.at, record.c.case_id, record.c.kind, record.c.facts)
        .where(record.c.seq > last, record.c.at >= since, record.c.kind.in_(_KINDS))
        .order_by(record.c.seq)
        .limit(_WINDOW)
    )


def _rows(database: Database, statement: Select[tuple[int, datetime, str | None, str, str]]) -> Sequence[_Stored]:
    with database.read() as connection:
        return connection.execute(statement).all()


class KeptDecisions:
    """The entries of the last days, brought up to date each time they are asked for. Safe from any thread.

    They are the record's own, by their instants: a week ends to the microsecond, at midnight and at any other time,
    and what retention took out of the record longer ago is in no week. Numbers, ids and rules; nobody's words.
    """

    def __init__(self, database: Database, days: int) -> None:
        """*days*: how far back is asked."""
        self._database: Final = database
        self._back: Final = timedelta(days=days)
        self._lock: Final = threading.Lock()
        self._told: dict[int, Told] = {}  # by number, oldest first but for what was committed late
        self._same: dict[Said, Said] = {}
        self._last = 0

    def since(self, now: datetime) -> tuple[Told, ...]:
        """Decisions and answers of the days before *now*.

        Raises:
            TemporaryFailure: the database cannot be asked now, or an entry cannot be read.
        """
        since = now - self._back
        with self._lock:
            self._bring_up_to_date(since, now)
            return tuple(one for one in self._told.values() if one.at >= since)

    def _bring_up_to_date(self, since: datetime, now: datetime) -> None:
        with self._database.read() as connection:
            newest = connection.scalar(select(func.max(record.c.seq))) or 0
        if newest < self._last:  # a database restored from a backup
            self._told, self._last = {}, 0
        if not self._database.sqlite and self._last:
            self._take(_rows(self._database, _after(0, now - _LATE)))
        while newest > self._last:
            rows = _rows(self._database, _after(self._last, since))
            self._take(rows)
            self._last = rows[-1].seq if len(rows) == _WINDOW else newest
        gone = [seq for seq, one in self._told.items() if one.at < since]
        for seq in gone:
            del self._told[seq]
        if not self._told:
            self._same.clear()

    def _take(self, rows: Iterable[_Stored]) -> None:
        for row in rows:
            if row.seq not in self._told:
                one = said(row.seq, row.kind, row.facts)
                self._told[row.seq] = Told(row.at, row.case_id, self._same.setdefault(one, one))


def by_mail(told: Iterable[Told]) -> Counter[tuple[Said, ...]]:
    """How many mails went the same way: what was said of each, in order. Most of many did one of a few things."""
    mails: dict[str, list[Said]] = {}
    for one in told:
        if one.case is not None:
            mails.setdefault(one.case, []).append(one.said)
    # By what they are rather than by what they say: equal ones are one object, and their words are many.
    counted = Counter(tuple(map(id, way)) for way in mails.values())
    known = {id(one): one for way in mails.values() for one in way}
    found: Counter[tuple[Said, ...]] = Counter()
    for way, count in counted.items():
        found[tuple(known[one] for one in way)] += count
    return found
