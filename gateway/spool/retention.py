"""Making stored mail unreadable when its time is over: the key of a whole month is destroyed."""

from datetime import datetime

from sqlalchemy import Connection, select

from gateway.model.lifecycle import FINAL
from gateway.model.outcome import RecordEntry, RecordKind
from gateway.record.entries import insert_entries
from gateway.record.legal_hold import held_cases, in_chunks
from gateway.spool.delivered_prints import forget_prints
from gateway.spool.rows import OutgoingState
from gateway.store.contents import delete_chunks
from gateway.store.database import Database
from gateway.store.keys import KeyRing, period_of
from gateway.store.tables import content, message, outgoing, period, recipient, sheet


def periods_to_destroy(database: Database, before: datetime) -> tuple[str, ...]:
    """The periods that ended before the one of *before*, and on whose content nobody waits; oldest first.

    Undecided, held and undelivered mail keeps its period: it must be readable until it is answered for. So does mail
    that a legal hold names.
    """
    undecided = (
        select(content.c.period_id)
        .join(message, message.c.content_id == content.c.id)
        .join(recipient, recipient.c.case_id == message.c.case_id)
        .where(recipient.c.state.not_in(sorted(state.value for state in FINAL)))
    )
    unsent = (
        select(content.c.period_id)
        .join(outgoing, outgoing.c.content_id == content.c.id)
        .where(outgoing.c.state == OutgoingState.PENDING.value)
    )
    with database.read() as connection:
        rows = connection.scalars(
            select(period.c.id)
            .where(period.c.destroyed_at.is_(None), period.c.id < period_of(before))
            .where(period.c.id.not_in(undecided), period.c.id.not_in(unsent))
            .order_by(period.c.id)
        ).all()
        kept = _held_periods(connection) if rows else frozenset()
    return tuple(row for row in rows if row not in kept)


def _held_periods(connection: Connection) -> frozenset[str]:
    found: set[str] = set()
    for chunk in in_chunks(held_cases(connection)):
        for table in (message, sheet, outgoing):
            joined = select(content.c.period_id).join(table, table.c.content_id == content.c.id)
            found.update(connection.scalars(joined.where(table.c.case_id.in_(chunk))))
    return frozenset(found)


def purge(database: Database, keys: KeyRing, name: str, now: datetime, *, by: str) -> int:
    """Destroy a period's key, then delete what it sealed; how many contents went. Safe to repeat after a crash.

    Args:
        name: one of periods_to_destroy.
        by: account or role name, for the record.
    """
    keys.destroy(name, now)
    gone = delete_chunks(database, name)
    entry = RecordEntry(kind=RecordKind.PURGED, case=None, by=by, facts=(("period", name), ("contents", gone)))
    with database.write() as connection:
        forget_prints(connection, name)
        insert_entries(connection, [entry], now)
    return gone
