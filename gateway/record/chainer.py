"""Chaining what was committed, and verifying the whole."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, Connection, func, insert, select, text, update

from gateway.record.chain import START, DisclosureRow, Head, RecordRow, batch_mac
from gateway.record.cut import CHAINING, cuts, first_forged
from gateway.store.database import Database
from gateway.store.tables import disclosure, record, record_batch

_ROWS: Final = 1000  # of each kind, in one batch
_WINDOW: Final = 200  # batches read at a time


class Fault(StrEnum):
    """What is wrong with a record."""

    CHANGED = "changed"  # a row of the batch was changed, added, removed or moved; or the batch itself
    BATCH_MISSING = "batch-missing"  # a number is left out
    CUT_OFF = "cut-off"  # the record ends before the head that was kept
    NOT_THIS_RECORD = "not-this-record"  # it has another batch where the head that was kept stands
    CUT_FORGED = "cut-forged"  # somebody else than the gateway took its beginning off
    BEFORE_CUT = "before-cut"  # the head that was kept is of what retention took off: give a later one


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What verifying came to."""

    fault: Fault | None  # None: everything chained is as it was chained
    broken_at: int | None  # the first batch that fails
    first_seq: int | None  # the first record row of that batch, if it has any
    batches: int  # verified
    cut: int  # batches that retention took off before them
    tail: int  # rows committed and not chained yet: nothing is said about them
    head: Head  # of what was verified; keep it

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return self.fault is None


def chain(database: Database, key: bytes, now: datetime) -> Head:
    """Chain every committed row; the head afterwards. Called by the clock once a second.

    Raises:
        TemporaryFailure: the database cannot be used now.
    """
    while True:
        with database.write() as connection:
            head, more = _chain_some(connection, key, now)
        if not more:
            return head


def head_of(database: Database) -> Head:
    """The head of the chain as the database has it."""
    with database.read() as connection:
        return _head(connection)


def verify(database: Database, key: bytes, head: Head | None = None) -> Verification:
    """Compute the whole chain again.

    Args:
        head: one that was kept elsewhere: without it, missing last batches cannot be seen.

    Raises:
        TemporaryFailure: the database cannot be asked now.
    """
    with database.read() as connection:
        return _verify(connection, key, head)


def _chain_some(connection: Connection, key: bytes, now: datetime) -> tuple[Head, bool]:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CHAINING})
    head = _head(connection)
    records = _records(connection, record.c.batch.is_(None), limit=_ROWS)
    disclosures = _disclosures(connection, disclosure.c.batch.is_(None), limit=_ROWS)
    if not records and not disclosures:
        return head, False
    n = head.batch + 1
    # A row may be committed after one with a higher number: it goes into a later batch, so the batch's rows are named
    # by the batch, never by a range of numbers.
    mac = batch_mac(key, head.mac, n, now, [row for _, row in records], [row for _, row in disclosures])
    entries = len(records) + len(disclosures)
    connection.execute(insert(record_batch).values(n=n, at=now, entries=entries, mac=mac))
    for table, seqs in (
        (record, [row.seq for _, row in records]),
        (disclosure, [row.seq for _, row in disclosures]),
    ):
        if seqs:
            connection.execute(update(table).where(table.c.seq.in_(seqs)).values(batch=n))
    return Head(batch=n, mac=mac), len(records) == _ROWS or len(disclosures) == _ROWS


def _head(connection: Connection) -> Head:
    row = connection.execute(
        select(record_batch.c.n, record_batch.c.mac).order_by(record_batch.c.n.desc()).limit(1)
    ).first()
    return _beginning(connection) if row is None else Head(batch=row.n, mac=row.mac)


def _beginning(connection: Connection) -> Head:
    """What stands before the first batch that there is."""
    made = cuts(connection)
    return made[-1].head if made else Head(batch=0, mac=START)


def _verify(connection: Connection, key: bytes, head: Head | None) -> Verification:
    forged = first_forged(cuts(connection), key)
    begin = done = _beginning(connection)
    fault: Fault | None = None
    first: int | None = None
    if forged is not None:
        return _at_the_cut(connection, Fault.CUT_FORGED, Head(batch=0, mac=START), forged.batch)
    if head is not None and 0 < head.batch < begin.batch:
        return _at_the_cut(connection, Fault.BEFORE_CUT, begin, head.batch)
    if head is not None and head.batch == begin.batch and not hmac.compare_digest(head.mac, begin.mac):
        return _at_the_cut(connection, Fault.NOT_THIS_RECORD, begin, head.batch)
    for batch in _batches(connection):
        if batch.n != done.batch + 1:
            fault, first = Fault.BATCH_MISSING, None
            break
        mac = batch_mac(key, done.mac, batch.n, batch.at, batch.records, batch.disclosures)
        entries = len(batch.records) + len(batch.disclosures)
        if not hmac.compare_digest(mac, batch.mac) or entries != batch.entries:
            fault, first = Fault.CHANGED, batch.records[0].seq if batch.records else None
            break
        done = Head(batch=batch.n, mac=mac)
        if head is not None and head.batch == done.batch and not hmac.compare_digest(head.mac, mac):
            fault, first = Fault.NOT_THIS_RECORD, batch.records[0].seq if batch.records else None
            break
    if fault is None and head is not None and head.batch > done.batch:
        fault = Fault.CUT_OFF
    broken_at = None if fault is None else done.batch + (0 if fault is Fault.NOT_THIS_RECORD else 1)
    return Verification(
        fault=fault,
        broken_at=broken_at,
        first_seq=first,
        batches=done.batch - begin.batch,
        cut=begin.batch,
        tail=_tail(connection),
        head=done,
    )


def _at_the_cut(connection: Connection, fault: Fault, begin: Head, broken_at: int) -> Verification:
    return Verification(
        fault=fault,
        broken_at=broken_at,
        first_seq=None,
        batches=0,
        cut=begin.batch,
        tail=_tail(connection),
        head=begin,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    n: int
    at: datetime
    entries: int
    mac: bytes
    records: list[RecordRow]
    disclosures: list[DisclosureRow]


def _batches(connection: Connection) -> Iterator[_Batch]:
    last = 0
    while True:
        rows = connection.execute(
            select(record_batch).where(record_batch.c.n > last).order_by(record_batch.c.n).limit(_WINDOW)
        ).all()
        if not rows:
            return
        first, last = rows[0].n, rows[-1].n
        records = _records(connection, record.c.batch.between(first, last))
        disclosures = _disclosures(connection, disclosure.c.batch.between(first, last))
        for row in rows:
            yield _Batch(
                n=row.n,
                at=row.at,
                entries=row.entries,
                mac=row.mac,
                records=[each for batch, each in records if batch == row.n],
                disclosures=[each for batch, each in disclosures if batch == row.n],
            )


def _tail(connection: Connection) -> int:
    return sum(
        connection.scalar(select(func.count()).select_from(table).where(table.c.batch.is_(None))) or 0
        for table in (record, disclosure)
    )


def _records(
    connection: Connection, which: ColumnElement[bool], *, limit: int | None = None
) -> list[tuple[int | None, RecordRow]]:
    rows = connection.execute(select(record).where(which).order_by(record.c.seq).limit(limit))
    return [
        (
            row.batch,
            RecordRow(seq=row.seq, at=row.at, kind=row.kind, case=row.case_id, by=row.by_whom, facts=row.facts),
        )
        for row in rows
    ]


def _disclosures(
    connection: Connection, which: ColumnElement[bool], *, limit: int | None = None
) -> list[tuple[int | None, DisclosureRow]]:
    rows = connection.execute(select(disclosure).where(which).order_by(disclosure.c.seq).limit(limit))
    return [
        (
            row.batch,
            DisclosureRow(
                seq=row.seq,
                at=row.at,
                case=row.case_id,
                recipient_n=row.recipient_n,
                look=row.look,
                person=row.person,
                party=row.party,
                recipient=row.recipient,
                kinds=row.kinds,
                purpose=row.purpose,
                basis=row.basis,
                statement=row.statement,
                treatment=row.treatment,
                channel=row.channel,
                details=row.details,
            ),
        )
        for row in rows
    ]
