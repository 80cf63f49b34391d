"""What a database holds, row by row, so that a test can say that nothing of it was changed."""

from collections import Counter
from typing import Final

from sqlalchemy import Connection, Table, select

from gateway.model.outcome import RecordKind
from gateway.store.database import Database
from gateway.store.tables import console_session, disclosure, metadata, record

# What fetching a page may leave behind, by name: that somebody was shown what a message says, that somebody asked for
# what is not theirs, and when a session was last used.
LEFT_BEHIND: Final = frozenset({RecordKind.VIEWED, RecordKind.REQUEST_REFUSED})
# The record's chain is closed from time to time, by its own process.
_ITS_OWN_TIME: Final = {console_session.name: "seen_at", record.name: "batch", disclosure.name: "batch"}
# Of a running gateway: what its own processes keep while nobody asks them anything.
OF_PROCESSES: Final = frozenset(
    {"heartbeat", "leader", "timed_job", "record_batch", "step", "outgoing", "outgoing_recipient"}
)


def content(database: Database, *, without: frozenset[str] = frozenset()) -> Counter[str]:
    """Every row of every table but those named."""
    found: Counter[str] = Counter()
    with database.read() as connection:
        for table in metadata.sorted_tables:
            if table.name not in without:
                found.update(_rows(connection, table))
    return found


def _rows(connection: Connection, table: Table) -> list[str]:
    skipped = _ITS_OWN_TIME.get(table.name)
    rows = connection.execute(select(*(column for column in table.columns if column.name != skipped))).all()
    if table is record:
        rows = [row for row in rows if RecordKind(row.kind) not in LEFT_BEHIND]
    return [f"{table.name} {tuple(row)!r}" for row in rows]


def changed(before: Counter[str], after: Counter[str]) -> list[str]:
    """What is there now and was not, and what is gone; the first words of each."""
    return [f"{sign} {row[:200]}" for sign, rows in (("+", after - before), ("-", before - after)) for row in rows]
