"""Waking workers when there is something to do. Best effort: who is not woken looks by itself once a second."""

import contextlib
import os
import select
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

from sqlalchemy import Connection

from gateway.model.lifecycle import Lane
from gateway.store.database import Database

POLL_SECONDS: Final = 1.0


class Sleeper(Protocol):
    """Waits for a lane's bell."""

    def wait(self, seconds: float = POLL_SECONDS) -> bool:
        """Sleep until the bell rings or *seconds* are over; whether it rang. Rings while awake are not lost."""
        ...


class Bell(Protocol):
    """Tells workers of every process that a lane has a step."""

    def in_transaction(self, connection: Connection, lane: Lane) -> None:
        """Ring when this transaction commits, where the database can do that."""
        ...

    def after_commit(self, lane: Lane) -> None:
        """Ring now, where it cannot. Never raises."""
        ...

    def sleeper(self, lane: Lane) -> contextlib.AbstractContextManager[Sleeper]:
        """Something to wait with, for one thread, until the block ends."""
        ...


def bell_for(database: Database) -> Bell:
    """The bell that fits the database: datagrams beside an SQLite file, LISTEN/NOTIFY on PostgreSQL."""
    if database.path is not None:
        return LocalBell(database.path.parent / "bells")
    # Only here: an installation on SQLite has no psycopg.
    from gateway.spool.server_bell import ServerBell

    return ServerBell(database)


class LocalBell:
    """Datagrams to sockets in a folder: one socket for each sleeper of this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def in_transaction(self, connection: Connection, lane: Lane) -> None:
        """Nothing: a sleeper woken before the commit would find nothing."""

    def after_commit(self, lane: Lane) -> None:
        """Send an empty datagram to every sleeper of the lane."""
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
            sender.settimeout(0)
            for path in self._folder.glob(f"{lane.value}.*"):
                try:
                    sender.sendto(b"", str(path))
                except BlockingIOError:
                    continue  # its buffer is full of rings: it will wake
                except OSError:
                    # Nobody listens: the sleeper was killed and could not tidy up.
                    path.unlink(missing_ok=True)

    @contextmanager
    def sleeper(self, lane: Lane) -> Iterator[Sleeper]:
        """A socket in the folder while the block runs; a sleeper without one when that cannot be had."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = self._folder / f"{lane.value}.{os.getpid()}.{os.urandom(4).hex()}"
            listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        except OSError:
            yield _Socket(None)
            return
        with listener:
            try:
                listener.bind(str(path))
            except OSError:  # the path is longer than a socket's may be
                yield _Socket(None)
                return
            try:
                listener.settimeout(0)
                yield _Socket(listener)
            finally:
                path.unlink(missing_ok=True)


class _Socket:
    def __init__(self, listener: socket.socket | None) -> None:
        self._listener = listener

    def wait(self, seconds: float = POLL_SECONDS) -> bool:
        """Until a datagram comes; then every other that came is taken too."""
        waiting = [] if self._listener is None else [self._listener]
        ready, _, _ = select.select(waiting, [], [], seconds)
        if not ready or self._listener is None:
            return False
        with contextlib.suppress(BlockingIOError):
            while True:
                self._listener.recv(1)
        return True
