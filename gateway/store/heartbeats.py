"""Which processes of the gateway live, on which machine: each says so every few seconds."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from gateway.store.database import Database
from gateway.store.tables import heartbeat

EVERY_SECONDS: Final = 15.0
SILENT: Final = timedelta(seconds=60)  # three beats missed, and some
_FORGOTTEN: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """One process."""

    node: str  # name of its machine
    role: str
    number: int  # of several of one role, from 0
    pid: int
    version: str  # of the program
    started_at: datetime
    seen_at: datetime

    def silent(self, now: datetime) -> bool:
        """Whether it should have said something by now."""
        return now - self.seen_at > SILENT


class Heartbeats:
    """Every method is one transaction; all raise TemporaryFailure when the database cannot be used now."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def beat(self, one: Beat) -> None:
        """It lives. Whoever did the same job there before is replaced; who said nothing for a day is forgotten."""
        key = {"node": one.node, "role": one.role, "number": one.number}
        values = {
            "pid": one.pid,
            "version": one.version,
            "started_at": one.started_at,
            "seen_at": one.seen_at,
        }
        with self._database.write() as connection:
            connection.execute(delete(heartbeat).where(heartbeat.c.seen_at < one.seen_at - _FORGOTTEN))
            dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
            added = dialect.insert(heartbeat).values({**key, **values})
            connection.execute(added.on_conflict_do_update(index_elements=list(key), set_=values))

    def ended(self, one: Beat) -> None:
        """It ends in order, and is not missed."""
        with self._database.write() as connection:
            connection.execute(
                delete(heartbeat).where(
                    heartbeat.c.node == one.node,
                    heartbeat.c.role == one.role,
                    heartbeat.c.number == one.number,
                    heartbeat.c.pid == one.pid,
                )
            )

    def all(self) -> tuple[Beat, ...]:
        """By machine, role and number."""
        with self._database.read() as connection:
            rows = connection.execute(
                select(heartbeat).order_by(heartbeat.c.node, heartbeat.c.role, heartbeat.c.number)
            ).all()
        return tuple(
            Beat(
                node=row.node,
                role=row.role,
                number=row.number,
                pid=row.pid,
                version=row.version,
                started_at=row.started_at,
                seen_at=row.seen_at,
            )
            for row in rows
        )
