"""Whether somebody gets the daily mail about what waits for them; no other notice can be declined."""

from datetime import datetime

from sqlalchemy import delete, insert, select

from gateway.model.outcome import RecordEntry, RecordKind
from gateway.record.entries import insert_entries
from gateway.store.database import Database
from gateway.store.tables import no_digest


def without_digest(database: Database) -> frozenset[str]:
    """The accounts that want none.

    Raises:
        TemporaryFailure: the database cannot be asked now.
    """
    with database.read() as connection:
        return frozenset(connection.scalars(select(no_digest.c.account)))


def choose_digest(database: Database, account: str, at: datetime, *, wanted: bool) -> None:
    """From now on it comes, or it does not; said again it changes nothing.

    Raises:
        TemporaryFailure: the database cannot be asked now.
    """
    mine = no_digest.c.account == account
    with database.write() as connection:
        known = connection.scalar(select(no_digest.c.account).where(mine)) is not None
        if known is not wanted:
            return
        connection.execute(delete(no_digest).where(mine) if wanted else insert(no_digest).values(account=account))
        facts = (("account", account), ("change", "digest" if wanted else "no-digest"))
        insert_entries(
            connection, [RecordEntry(kind=RecordKind.USER_CHANGED, case=None, by=account, facts=facts)], at
        )
