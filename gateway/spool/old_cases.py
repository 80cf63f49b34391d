"""Deleting cases whose time is over: addresses, answers and notes of delivery go when the record of them has gone."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Table, delete, exists, select

from gateway.model.lifecycle import FINAL
from gateway.record.legal_hold import held_cases
from gateway.store.database import Database
from gateway.store.tables import (
    content,
    content_chunk,
    disclosure,
    message,
    metadata,
    outgoing,
    outgoing_recipient,
    page_picture,
    period,
    recipient,
    record,
    sheet,
    step,
)

_AT_ONCE: Final = 200  # cases in one transaction: nobody waits long for it


def delete_old_cases(database: Database, before: datetime) -> int:
    """Delete every case from before *before* of which nothing is recorded any more; how many.

    A case stays while the record or a disclosure names it, somebody waits in it, its content can still be read, or a
    legal hold names it.

    Raises:
        TemporaryFailure: the database cannot be used now.
    """
    deleted = 0
    while True:
        with database.write() as connection:
            held = held_cases(connection)
            found = [case for case in _over(connection, before) if case not in held][:_AT_ONCE]
            if found:
                _delete(connection, found)
        deleted += len(found)
        if len(found) < _AT_ONCE:
            return deleted


def _over(connection: Connection, before: datetime) -> list[str]:
    waits = exists().where(
        recipient.c.case_id == message.c.case_id,
        recipient.c.state.not_in(sorted(state.value for state in FINAL)),
    )
    readable = exists().where(
        content.c.id == message.c.content_id, period.c.id == content.c.period_id, period.c.destroyed_at.is_(None)
    )
    recorded = [exists().where(table.c.case_id == message.c.case_id) for table in (record, disclosure, step)]
    rows = connection.scalars(
        select(message.c.case_id)
        .where(message.c.received_at < before, ~waits, ~readable, *(~one for one in recorded))
        .order_by(message.c.received_at)
    )
    return list(rows)


def _delete(connection: Connection, cases: list[str]) -> None:
    contents = [
        row
        for table in (message, sheet, outgoing, page_picture)
        for row in connection.scalars(select(table.c.content_id).where(table.c.case_id.in_(cases)))
    ]
    sent = select(outgoing.c.id).where(outgoing.c.case_id.in_(cases))
    connection.execute(delete(outgoing_recipient).where(outgoing_recipient.c.outgoing_id.in_(sent)))
    # Whatever refers to a case or to one of its recipients, tables that later versions add too; what refers first.
    for table in reversed(metadata.sorted_tables):
        if _is_of_a_case(table):
            connection.execute(delete(table).where(table.c.case_id.in_(cases)))
    connection.execute(delete(message).where(message.c.case_id.in_(cases)))
    connection.execute(delete(content_chunk).where(content_chunk.c.content_id.in_(contents)))
    connection.execute(delete(content).where(content.c.id.in_(contents)))


def _is_of_a_case(table: Table) -> bool:
    if table is message or "case_id" not in table.c:
        return False
    return any(key.column.table in (message, recipient) for key in table.foreign_keys)
