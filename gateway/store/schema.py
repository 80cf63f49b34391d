"""Bringing a database to the schema that this version knows, and refusing one that is ahead of it."""

from functools import cache
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, text

from gateway.model.errors import PermanentFailure
from gateway.store.database import Database

_FOLDER: Final = Path(__file__).parent / "migrations"
_UPGRADING: Final = 0x6761_7465_7761_79  # PostgreSQL advisory lock: one upgrade at a time, whatever node began it


def newest() -> str:
    """The schema version that this program knows."""
    return max(_known())


def schema_version(database: Database) -> str | None:
    """The version the database is at. None: it is empty."""
    with database.read() as connection:
        return _version(connection)


def upgrade(database: Database) -> None:
    """Migrate to the newest schema, in one transaction; nothing happens when it is there already.

    Raises:
        PermanentFailure: the database was made by a newer version of the gateway.
        TemporaryFailure: the database cannot be asked now.
    """
    # Every process asks for the version as it starts; what moves it is a fifth of a second that none of them needs.
    from alembic import command
    from alembic.config import Config

    with database.write() as connection:
        if not database.sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADING})
        _refuse_newer(_version(connection))
        config = Config()
        config.set_main_option("script_location", str(_FOLDER))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def require_newest(database: Database) -> None:
    """Pass only when the database is at the schema this program knows.

    Raises:
        PermanentFailure: it is older, newer or empty; the text says what to do.
    """
    version = schema_version(database)
    _refuse_newer(version)
    if version != newest():
        raise PermanentFailure("database: its tables are older than this program; run `gateway store upgrade`")


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return version


def _refuse_newer(version: str | None) -> None:
    if version is not None and version not in _known():
        raise PermanentFailure(
            f"database: schema {version} was made by a newer version of the gateway; install that version"
        )


@cache
def _known() -> frozenset[str]:
    """The versions by the files that make them: v0023_no_digest.py makes 0023."""
    return frozenset(file.name[1:5] for file in (_FOLDER / "versions").glob("v[0-9][0-9][0-9][0-9]_*.py"))
