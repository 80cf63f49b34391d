"""Bringing a database to the schema that this version knows, and refusing one that is ahead of it."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from gateway.model.errors import PermanentFailure
from gateway.store.database import Database

_FOLDER: Final = Path(__file__).parent / "migrations"
_UPGRADING: Final = 0x6761_7465_7761_79  # PostgreSQL advisory lock: one upgrade at a time, whatever node began it


def newest() -> str:
    """The schema version that this program knows."""
    head = ScriptDirectory(str(_FOLDER)).get_current_head()
    if head is None:
        raise RuntimeError("the package holds no migrations")
    return head


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
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_newer(version: str | None) -> None:
    known = {revision.revision for revision in ScriptDirectory(str(_FOLDER)).walk_revisions()}
    if version is not None and version not in known:
        raise PermanentFailure(
            f"database: schema {version} was made by a newer version of the gateway; install that version"
        )
