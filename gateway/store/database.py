"""The database: SQLite in one file, or PostgreSQL, behind the same two kinds of transaction."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry

from gateway.model.errors import ConfigurationFaults, PermanentFailure, TemporaryFailure

BUSY_SECONDS: Final = 10

# What the database could not do now. Integrity, data and programming errors are ours, and go on as they are.
_NOT_NOW: Final = (OperationalError, InterfaceError, InternalError, PoolTimeout)

# FULL, since 250 means committed: NORMAL answers before the log is on disk. secure_delete overwrites what is deleted,
# for the pages outlive the rows.
_SQLITE_PRAGMAS: Final = (
    f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
)


class Database:
    """One database, for every thread of this process.

    On SQLite all writes of the process go one after the other; other processes wait for up to ten seconds. Do nothing
    slow inside a transaction: no sealing, no network, no parsing of mail.
    """

    def __init__(self, url: str, *, checkpoints: bool = True, connections: int = 10) -> None:
        """Open it; nothing is asked of a PostgreSQL server yet.

        Args:
            url: "sqlite:///PATH" or "postgresql://…"; the driver is always psycopg 3.
            checkpoints: whether this process folds SQLite's log back into the file; one process should.
            connections: at most, to PostgreSQL, or for reading SQLite.

        Raises:
            ConfigurationFaults: the URL names no such database.
            PermanentFailure: the file can be read by others than its owner.
        """
        self._url = _usable(url)
        self._writing = threading.Lock()
        self._writer: int | None = None  # the thread that writes, on SQLite
        if self.sqlite:
            self.path = Path(self._url.database or "")
            _make_private(self.path)
            self._write_engine = _sqlite_engine(self._url, connections=1, checkpoints=checkpoints, writes=True)
            self._read_engine = _sqlite_engine(self._url, connections=connections, checkpoints=False, writes=False)
        else:
            self.path = None
            self._write_engine = self._read_engine = _postgres_engine(self._url, connections)

    path: Path | None  # of the SQLite file; None: PostgreSQL

    @property
    def sqlite(self) -> bool:
        """Whether it is SQLite; PostgreSQL otherwise."""
        return self._url.get_backend_name() == "sqlite"

    def postgres_conninfo(self) -> str:
        """What psycopg's own connect takes, for a connection that listens."""
        return self._url.set(drivername="postgresql").render_as_string(hide_password=False)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that may write: committed and durable when the block ends, rolled back when it raises.

        Raises:
            TemporaryFailure: the database cannot be reached, is locked, or did not say that it committed.
        """
        with _as_temporary():
            if not self.sqlite:
                with self._write_engine.begin() as connection:
                    yield connection
                return
            if self._writer == threading.get_ident():
                raise RuntimeError("a write inside a write: it would wait for itself")
            if not self._writing.acquire(timeout=BUSY_SECONDS):
                raise TemporaryFailure("database: another thread has been writing for too long")
            try:
                self._writer = threading.get_ident()
                with self._write_engine.begin() as connection:
                    yield connection
            finally:
                self._writer = None
                self._writing.release()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads, from one snapshot.

        Raises:
            TemporaryFailure: the database cannot be asked now.
        """
        with _as_temporary():
            if self.sqlite:
                with self._read_engine.begin() as connection:
                    yield connection
                return
            with self._read_engine.connect().execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            ) as connection:
                yield connection

    def close(self) -> None:
        """Let go of every connection."""
        self._read_engine.dispose()
        self._write_engine.dispose()


def _usable(text: str) -> URL:
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise ConfigurationFaults(("store.url: not a database URL",)) from error
    match url.get_backend_name():
        case "sqlite" if url.database not in (None, "", ":memory:"):
            return url.set(drivername="sqlite+pysqlite")
        case "postgresql":
            return url.set(drivername="postgresql+psycopg")
        case _:
            raise ConfigurationFaults(("store.url: give sqlite:///PATH or postgresql://HOST/NAME",))


def _make_private(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # SQLite gives its log and shared-memory files the rights of the database file, so this one decides for all.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    if path.stat().st_mode & 0o077:
        raise PermanentFailure(f"{path}: others than its owner may open the database; chmod 600 it")


def _sqlite_engine(url: URL, *, connections: int, checkpoints: bool, writes: bool) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,  # an error's text must not carry addresses
        pool_size=connections,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS,
        connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        # The driver's own transactions begin too late and lock too late: two writers that have both read would
        # both try to go up to writing, and one must fail at once, whatever the timeout.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in _SQLITE_PRAGMAS:
            cursor.execute(pragma)
        if not checkpoints:
            cursor.execute("PRAGMA wal_autocheckpoint = 0")
        if not writes:
            cursor.execute("PRAGMA query_only = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgres_engine(url: URL, connections: int) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS,
        pool_pre_ping=True,
        # A transaction left open pins dead rows, and claims grow slower by the hour.
        connect_args={
            "connect_timeout": BUSY_SECONDS,
            "options": "-c statement_timeout=60s -c idle_in_transaction_session_timeout=120s",
        },
    )

    @event.listens_for(engine, "connect")
    def _durable(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        cursor.execute("SHOW synchronous_commit")
        row = cursor.fetchone()
        if row is None or row[0] == "off":  # 250 means committed, whatever the server was told
            cursor.execute("SET synchronous_commit TO on")
        cursor.close()
        connection.commit()

    return engine


@contextmanager
def _as_temporary() -> Iterator[None]:
    try:
        yield
    except _NOT_NOW as error:
        if getattr(getattr(error, "orig", None), "sqlite_errorname", None) == "SQLITE_ERROR":
            raise  # a statement that SQLite does not understand: ours to mend, and waiting will not
        raise TemporaryFailure(f"database: {_word(error)}") from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise TemporaryFailure(f"database: {_word(error)}") from error
        raise


def _word(error: Exception) -> str:
    # Never the text: the database quotes values in it.
    cause = getattr(error, "orig", None) or error
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    return f"{type(cause).__name__} {code}" if code else type(cause).__name__
