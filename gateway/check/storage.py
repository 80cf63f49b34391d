"""Checks of what lies on this machine: secrets, keys, database, and what confines the reading room."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import false, select, update

from gateway.app import App, reading_room
from gateway.check.result import Area, Result, ok, problem, warning
from gateway.model.errors import ConfigurationFaults, GatewayError
from gateway.settings import Settings
from gateway.store.database import Database
from gateway.store.keys import master_key, period_of
from gateway.store.schema import require_newest
from gateway.store.secret import read_secret
from gateway.store.tables import period
from redaction import heic, libreoffice, ocr
from redaction.ocr import Confinement

_GROUP_AND_OTHERS: Final = 0o077


def secrets(settings: Settings) -> Iterator[Result]:
    """Every secret that gateway.yaml names can be read, by its owner alone."""
    config = settings.config
    named = {
        f"listeners.{listener.name}.trust.header": listener.trust.header.value
        for listener in config.listeners
        if listener.trust is not None and listener.trust.header is not None
    }
    hops = [config.delivery.smarthost, config.delivery.internal, *(route.hop for route in config.delivery.routes)]
    named |= {
        f"password for {hop.host}": hop.password for hop in hops if hop is not None and hop.password is not None
    }
    faulty = False
    try:
        master_key(config.store.master_key, settings.folder)
    except ConfigurationFaults as error:
        faulty = True
        yield from (problem(Area.KEYS, fault) for fault in error.faults)
    for what, reference in named.items():
        try:
            read_secret(reference, settings.folder)
        except ConfigurationFaults as error:
            faulty = True
            yield from (problem(Area.KEYS, f"{what}: {fault}") for fault in error.faults)
    for path in (settings.keys_folder, settings.keys_folder / "periods"):
        if path.is_dir() and path.stat().st_mode & _GROUP_AND_OTHERS:
            faulty = True
            yield problem(Area.KEYS, f"{path}: others than its owner may enter it; chmod 700 it")
    if not faulty:
        yield ok(Area.KEYS, "every secret can be read, by its owner alone")


def database(settings: Settings) -> tuple[App | None, list[Result]]:
    """The database is there, at this program's schema, and can be written.

    Raises:
        GatewayError: it is not; the text says what to do.
    """
    # Opening an SQLite file that is not there would make one.
    path = _sqlite_path(settings)
    if path is not None and not path.is_file():
        return None, [problem(Area.DATABASE, f"{path}: is not there; `gateway store upgrade` makes an empty one")]
    opened = Database(settings.database_url(), checkpoints=False)
    try:
        require_newest(opened)
        with opened.write() as connection:
            connection.execute(update(period).where(false()).values(destroyed_at=None))
    finally:
        opened.close()
    kind = "SQLite" if path is not None else "PostgreSQL"
    return App(settings), [ok(Area.DATABASE, f"{kind}, at this program's schema, can be written")]


def period_keys(app: App, now: datetime) -> Iterator[Result]:
    """Every month's key is here, whole, under our master key, and is the one that the database seals to."""
    with app.database.read() as connection:
        rows = connection.execute(select(period).where(period.c.destroyed_at.is_(None)).order_by(period.c.id)).all()
    good = 0
    for row in rows:
        try:
            public_key = app.keys.private_key(row.id).public_key().public_bytes_raw()
        except GatewayError as error:
            yield problem(Area.KEYS, f"{error}; the mail of {row.id} cannot be read")
            continue
        if public_key != row.public_key:
            yield problem(Area.KEYS, f"the public key of {row.id} in the database is not ours; mail is sealed to it")
            continue
        good += 1
    if good:
        yield ok(Area.KEYS, "every month's key fits the master key")
    if period_of(now) not in {row.id for row in rows}:
        yield warning(Area.KEYS, f"there is no key for {period_of(now)} yet: the clock role makes it when it runs")


def isolation(settings: Settings) -> Iterator[Result]:
    """What confines the process that opens hostile bytes, by starting one."""
    with reading_room(settings) as room:
        found = room.isolation()
    if not found.without_network:
        yield problem(
            Area.ISOLATION, "the reading room can reach the network: neither namespaces nor seccomp work here"
        )
    if found.missing:
        yield warning(Area.ISOLATION, f"not in force on this machine: {', '.join(found.missing)}")
    elif found.without_network:
        yield ok(Area.ISOLATION, "every measure that confines the reading room is in force")
    yield _confined(ocr.confinement(), "tesseract", "reads pictures", "mail with pictures is held")
    yield _confined(
        libreoffice.confinement(),
        "LibreOffice",
        "opens office documents",
        "mail with doc, xls or ppt is held, and office documents have no page pictures",
    )
    yield _confined(heic.confinement(), "libheif", "opens photographs in HEIC", "photographs in HEIC are held")


def _confined(found: Confinement, program: str, does: str, without: str) -> Result:
    """What confines a program that is given a sender's bytes; *without*: what becomes of mail where nothing does."""
    match found:
        case Confinement.BUBBLEWRAP:
            return ok(Area.ISOLATION, f"{program} {does} in bubblewrap: no network, nothing kept")
        case Confinement.KERNEL:
            return warning(
                Area.ISOLATION,
                f"bubblewrap cannot run here (no user namespaces): Landlock and seccomp confine {program}",
            )
        case Confinement.NONE:
            return warning(Area.ISOLATION, f"{program} is not installed or nothing can confine it: {without}")


def _sqlite_path(settings: Settings) -> Path | None:
    url = settings.database_url()
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None
