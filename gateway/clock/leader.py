"""One process at a time keeps the clock, whatever the number of nodes."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import insert, or_, update
from sqlalchemy.exc import IntegrityError

from gateway.store.database import Database
from gateway.store.tables import leader

TERM: Final = timedelta(seconds=15)


def lead(database: Database, job: str, holder: str, now: datetime) -> bool:
    """Take or keep the lead of a job for a term; whether *holder* has it. A leader that died is followed after one.

    Raises:
        TemporaryFailure: the database cannot be used now.
    """
    with database.write() as connection:
        taken = connection.execute(
            update(leader)
            .where(leader.c.job == job, or_(leader.c.holder == holder, leader.c.until <= now))
            .values(holder=holder, until=now + TERM)
        ).rowcount
        if taken:
            return True
    try:
        with database.write() as connection:
            connection.execute(insert(leader).values(job=job, holder=holder, until=now + TERM))
    except IntegrityError:
        return False  # somebody else leads
    return True


def resign(database: Database, job: str, holder: str, now: datetime) -> None:
    """Give the lead back, so that the next one need not wait for the term to end."""
    with database.write() as connection:
        connection.execute(update(leader).where(leader.c.job == job, leader.c.holder == holder).values(until=now))
