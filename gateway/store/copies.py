"""A copy of an SQLite database: made while the gateway runs, put back where there is none. No key is ever in it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from gateway.model.errors import PermanentFailure


def copy_out(source: Path, target: Path) -> None:
    """Copy a database to a new file (0600), consistent whatever is committed meanwhile (sqlite.org/backup.html).

    Raises:
        PermanentFailure: there is such a file already, or it cannot be written.
    """
    try:
        target.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise PermanentFailure(f"{target}: is there already; a backup is never written over another") from None
    except OSError as error:
        raise PermanentFailure(f"{target}: cannot be written: {error.strerror}") from error
    _copied(source, target)


def put_back(source: Path, target: Path) -> None:
    """Put a copy where the database belongs: whole or not at all, and only where none is.

    Raises:
        PermanentFailure: a database with tables is there, or *source* is no whole copy of one.
    """
    if _has_tables(target):
        raise PermanentFailure(f"{target}: there is a database already; move it away first, it is never written over")
    _check(source)
    part = target.with_name(f".{target.name}.restore")
    part.unlink(missing_ok=True)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part.touch(mode=0o600, exist_ok=False)
    try:
        _copied(source, part)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        for name in (target.name, f"{target.name}-wal", f"{target.name}-shm"):
            target.with_name(name).unlink(missing_ok=True)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _copied(source: Path, target: Path) -> None:
    try:
        with (
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as ours,
            closing(sqlite3.connect(target)) as copy,
        ):
            ours.backup(copy)
    except sqlite3.Error as error:
        target.unlink(missing_ok=True)
        raise PermanentFailure(f"{target}: cannot be written: {error.sqlite_errorname}") from error


def _has_tables(path: Path) -> bool:
    if not path.exists() or path.stat().st_size == 0:
        return False
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as there:
            return there.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None
    except sqlite3.Error:
        return True  # whatever it is, it is not ours to write over


def _check(source: Path) -> None:
    try:
        with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as given:
            whole = given.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            ours = given.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    except sqlite3.Error as error:
        raise PermanentFailure(f"{source}: not a copy of a gateway's database: {error.sqlite_errorname}") from error
    if not whole:
        raise PermanentFailure(f"{source}: damaged; take another copy")
    if ours is None:
        raise PermanentFailure(f"{source}: not a copy of a gateway's database")
