"""`gateway store`."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from gateway.cli.options import AsJson, ConfigDir
from gateway.cli.output import document, say
from gateway.cli.passwords import local_user
from gateway.model.errors import PermanentFailure


def upgrade(config: ConfigDir = None, as_json: AsJson = False) -> None:
    """Bring the database's tables to this program's version."""
    from gateway.app import Settings, config_folder
    from gateway.store import schema
    from gateway.store.database import Database

    database = Database(Settings.load(config_folder(config)).database_url())
    try:
        before = schema.schema_version(database)
        schema.upgrade(database)
    finally:
        database.close()
    after = schema.newest()
    if as_json:
        document({"before": before, "after": after})
        return
    say(
        f"the tables were at version {after} already" if before == after else f"the tables are at version {after} now"
    )


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="To write; must not be there.", show_default=False)],
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Copy the database while the gateway runs.

    No key is in it. Keep the keys folder apart: erasing mail means destroying its key, and copies of it undo that."""
    from gateway.app import opened

    with opened(config) as app:
        source = app.database.path
        if source is None:
            raise PermanentFailure(
                "the database is PostgreSQL: copy it with pg_dump; the keys folder is never part of it"
            )
        _copy(source, file)
    if as_json:
        document({"file": str(file), "bytes": file.stat().st_size})
        return
    say(f"{file}: {file.stat().st_size} bytes; nothing in it can be read without the keys folder")


def purge(config: ConfigDir = None, as_json: AsJson = False) -> None:
    """Destroy the keys of months that are over (retention).

    The clock does the same by itself. A month on whose mail somebody still waits is kept."""
    from gateway.app import opened
    from gateway.spool.retention import periods_to_destroy
    from gateway.spool.retention import purge as destroy

    with opened(config) as app:
        now = app.clock.now()
        before = now - timedelta(days=app.settings.config.retention.content_days)
        names = periods_to_destroy(app.database, before)
        gone = {name: destroy(app.database, app.keys, name, now, by=local_user()) for name in names}
    if as_json:
        document([{"period": name, "contents": count} for name, count in gone.items()])
        return
    for name, count in gone.items():
        say(f"{name}: key destroyed, {count} contents are gone for ever")
    if not gone:
        say("no month is over and without anybody waiting")


def _copy(source: Path, target: Path) -> None:
    try:
        target.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise PermanentFailure(f"{target}: is there already; a backup is never written over another") from None
    except OSError as error:
        raise PermanentFailure(f"{target}: cannot be written: {error.strerror}") from error
    try:
        # SQLite's own backup: a consistent copy, whatever is committed meanwhile (sqlite.org/backup.html).
        with (
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as ours,
            closing(sqlite3.connect(target)) as copy,
        ):
            ours.backup(copy)
    except sqlite3.Error as error:
        target.unlink(missing_ok=True)
        raise PermanentFailure(f"{target}: cannot be written: {error.sqlite_errorname}") from error
