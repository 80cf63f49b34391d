"""Who does what only one process may do, and that a timed job is done once for its stretch of time."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, Table, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from gateway.store.database import Database
from gateway.store.tables import leader, timed_job


def take_lead(database: Database, job: str, holder: str, seconds: float, now: datetime) -> bool:
    """Become or remain the one who does *job*, for *seconds*; whether that is *holder* now.

    Raises:
        TemporaryFailure: the database cannot be used now; then nobody leads.
    """
    values: dict[str, str | datetime] = {"holder": holder, "until": now + timedelta(seconds=seconds)}
    with database.write() as connection:
        free = (leader.c.job == job) & or_(leader.c.holder == holder, leader.c.until <= now)
        if connection.execute(update(leader).where(free).values(values)).rowcount:
            return True
        return _insert_if_new(connection, leader, {"job": job, **values})


def first_time(connection: Connection, job: str, stretch: str, now: datetime) -> bool:
    """Note that *job* is done for *stretch* ("2026-11-22"), in the transaction that does it. False: it was before."""
    return _insert_if_new(connection, timed_job, {"job": job, "stretch": stretch, "at": now})


def was_done(database: Database, job: str, stretch: str) -> bool:
    """Whether *job* was done for *stretch*: spares the work; `first_time` alone decides.

    Raises:
        TemporaryFailure: the database cannot be asked now.
    """
    with database.read() as connection:
        done = select(timed_job.c.at).where(timed_job.c.job == job, timed_job.c.stretch == stretch)
        return connection.scalar(done) is not None


def last_done(database: Database, job: str) -> datetime | None:
    """When *job* was done last. None: never.

    Raises:
        TemporaryFailure: the database cannot be asked now.
    """
    with database.read() as connection:
        found: datetime | None = connection.scalar(select(func.max(timed_job.c.at)).where(timed_job.c.job == job))
        return found


def _insert_if_new(connection: Connection, table: Table, values: dict[str, str | datetime]) -> bool:
    added = (
        postgresql.insert(table).values(values).on_conflict_do_nothing().returning(table.c.job)
        if connection.dialect.name == "postgresql"
        else sqlite.insert(table).values(values).on_conflict_do_nothing().returning(table.c.job)
    )
    return connection.execute(added).first() is not None
