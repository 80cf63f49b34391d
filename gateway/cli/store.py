"""`gateway store`."""

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from gateway.cli.options import AsJson, ConfigDir
from gateway.cli.output import complain, counted, document, say
from gateway.cli.passwords import local_user
from gateway.model.errors import PermanentFailure


def upgrade(config: ConfigDir = None, as_json: AsJson = False) -> None:
    """Bring the database's tables to this program's version."""
    from gateway.settings import Settings, config_folder
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
    from gateway.model.outcome import RecordEntry, RecordKind
    from gateway.record.entries import insert_entries
    from gateway.store.copies import copy_out

    with opened(config) as app:
        source = app.database.path
        if source is None:
            raise PermanentFailure(
                "the database is PostgreSQL: copy it with pg_dump; the keys folder is never part of it"
            )
        copy_out(source, file)
        entry = RecordEntry(
            kind=RecordKind.BACKED_UP, case=None, by=local_user(), facts=(("bytes", file.stat().st_size),)
        )
        with app.database.write() as connection:
            insert_entries(connection, [entry], app.clock.now())
    if as_json:
        document({"file": str(file), "bytes": file.stat().st_size})
        return
    say(f"{file}: {file.stat().st_size} bytes; nothing in it can be read without the keys folder")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Made by store backup.", exists=True, dir_okay=False)],
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Put a backup where the database belongs, if none is there.

    Configuration and keys folder are not in a backup: put those in place first. Stop the gateway before."""
    from gateway.app import App
    from gateway.model.lifecycle import Lane
    from gateway.model.outcome import RecordEntry, RecordKind
    from gateway.record.chainer import verify
    from gateway.record.entries import insert_entries
    from gateway.settings import Settings, config_folder
    from gateway.store import schema
    from gateway.store.copies import put_back
    from gateway.store.database import Database

    settings = Settings.load(config_folder(config))
    url = settings.database_url()
    if not url.startswith("sqlite"):
        raise PermanentFailure("the database is PostgreSQL: put a dump back with pg_restore, into an empty database")
    put_back(file, Path(url.partition("sqlite:///")[2]))
    database = Database(url)
    try:
        schema.upgrade(database)
    finally:
        database.close()
    app = App(settings)
    try:
        found = verify(app.database, app.keys.record_key)
        waiting = app.queue().queue(lane=Lane.DELIVER)
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        facts = (("sha256", digest), ("head", str(found.head)), ("ok", found.ok), ("to_send", len(waiting)))
        entry = RecordEntry(kind=RecordKind.RESTORED, case=None, by=local_user(), facts=facts)
        with app.database.write() as connection:
            insert_entries(connection, [entry], app.clock.now())
    finally:
        app.close()
    if as_json:
        document({"file": str(file), "record_ok": found.ok, "head": str(found.head), "to_send": len(waiting)})
    else:
        say(f"{file}: put back; its record ends at head {found.head}")
        if waiting:
            say(f"{counted(len(waiting), 'mail')} had not gone out when it was made: they go once the gateway runs")
            say("they may have gone out since: look with gateway queue list before you start it")
        say("what people changed since, consents withdrawn too, is not in it: import the registers again")
    if not found.ok:
        complain("its record is not as it was chained: gateway record verify")
        raise typer.Exit(1)


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
