"""The bell of PostgreSQL: a notification in the commit itself, heard on every node."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psycopg
from sqlalchemy import Connection, func, select

from gateway.model.lifecycle import Lane
from gateway.spool.bell import POLL_SECONDS, Sleeper
from gateway.store.database import Database

_CHANNEL: Final = "gateway_step"


class ServerBell:
    """LISTEN/NOTIFY: reaches every node, in the commit itself."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def in_transaction(self, connection: Connection, lane: Lane) -> None:
        """The server notifies when, and only if, the transaction commits."""
        connection.execute(select(func.pg_notify(_CHANNEL, lane.value)))

    def after_commit(self, lane: Lane) -> None:
        """Nothing: the server has done it."""

    @contextmanager
    def sleeper(self, lane: Lane) -> Iterator[Sleeper]:
        """A connection of its own that listens while the block runs; made again when it breaks."""
        listener = _Listener(self._database.postgres_conninfo(), lane)
        try:
            yield listener
        finally:
            listener.close()


class _Listener:
    def __init__(self, conninfo: str, lane: Lane) -> None:
        self._conninfo = conninfo
        self._lane = lane
        self._connection: psycopg.Connection | None = None

    def wait(self, seconds: float = POLL_SECONDS) -> bool:
        """Until a notification for the lane comes."""
        try:
            if self._connection is None:
                self._connection = psycopg.connect(self._conninfo, autocommit=True)
                self._connection.execute(f"LISTEN {_CHANNEL}")
                return True  # what was rung before is not known: look
            for notice in self._connection.notifies(timeout=seconds):
                if notice.payload == self._lane.value:
                    return True
        except psycopg.Error:
            # Server restart, or PgBouncer in between: the poll is what is left.
            self.close()
            time.sleep(seconds)
        return False

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
