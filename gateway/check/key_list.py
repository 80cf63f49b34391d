"""The keys of stored mail, and every certificate, each with how long it is good."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from gateway.app import App
from gateway.check.certificates import held
from gateway.language import mark
from gateway.store.tables import period


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key or a certificate."""

    kind: str  # period, listener, clients, signing, root, partner
    name: str
    begins: datetime
    ends: datetime | None  # of a period: when it was destroyed. None: it has no end yet
    state: str  # empty: in order


def keys(app: App) -> tuple[Key, ...]:
    """All of them, those of stored mail first.

    Raises:
        PermanentFailure: a file of certificates has none in it; it is named.
        TemporaryFailure: the database cannot be asked now.
    """
    return (*periods(app), *certificates(app))


def periods(app: App) -> Iterator[Key]:
    """The keys of stored mail, a month each."""
    with app.database.read() as connection:
        rows = connection.execute(select(period).order_by(period.c.id)).all()
    for row in rows:
        here = (app.settings.keys_folder / "periods" / f"{row.id}.key").is_file()
        state = "destroyed" if row.destroyed_at is not None else "" if here else "its file is missing"
        yield Key(kind="period", name=row.id, begins=row.created_at, ends=row.destroyed_at, state=state)


def certificates(app: App) -> Iterator[Key]:
    """Our own certificates, those we believe, and those of partners."""
    now = app.clock.now()
    for one in held(app.settings):
        ends = one.certificate.not_valid_after_utc
        yield Key(
            kind=one.use.value,
            name=one.name,
            begins=one.certificate.not_valid_before_utc,
            ends=ends,
            state=mark("expired") if ends < now else "",
        )
