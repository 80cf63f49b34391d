"""Mail of ours that is sent once for a stretch of time, whatever restarts in between."""

from collections.abc import Sequence
from datetime import datetime

from gateway.model.lifecycle import Lane
from gateway.model.outcome import Finished, RecordEntry
from gateway.record.entries import insert_entries
from gateway.spool.bell import Bell
from gateway.spool.finished_rows import insert_finished, seal_finished
from gateway.store.database import Database
from gateway.store.keys import KeyRing
from gateway.store.leader import first_time


def send_once(
    database: Database,
    keys: KeyRing,
    bell: Bell,
    *,
    job: str,
    stretch: str,
    finished: Sequence[Finished],
    records: Sequence[RecordEntry],
    now: datetime,
) -> bool:
    """Send them and note that *job* is done for *stretch*, in one transaction. False: it was done before.

    Raises:
        TemporaryFailure: database or keys cannot be used now; nothing is sent, nothing noted.
    """
    sealed = seal_finished(keys, finished, now)
    with database.write() as connection:
        if not first_time(connection, job, stretch, now):
            return False
        insert_finished(connection, sealed, now, case=None, bell=bell)
        insert_entries(connection, records, now)
    bell.after_commit(Lane.DELIVER)
    return True
