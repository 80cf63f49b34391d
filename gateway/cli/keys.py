"""`gateway keys`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from gateway.cli.options import AsJson, ConfigDir
from gateway.cli.output import document, local, table

if TYPE_CHECKING:
    from gateway.app import App


@dataclass(frozen=True, slots=True, kw_only=True)
class _Key:
    kind: str  # period, listener, signing, partner
    name: str
    begins: datetime
    ends: datetime | None  # of a period: when it was destroyed
    state: str  # empty: in order


def list_keys(config: ConfigDir = None, as_json: AsJson = False) -> None:
    """List the keys of stored mail, and every certificate."""
    from gateway.app import opened

    with opened(config) as app:
        found = [*_periods(app), *_certificates(app)]
        zone = app.settings.timezone
    if as_json:
        document(
            [
                {
                    "kind": key.kind,
                    "name": key.name,
                    "begins": key.begins.astimezone(zone).isoformat(),
                    "ends": None if key.ends is None else key.ends.astimezone(zone).isoformat(),
                    "state": key.state or None,
                }
                for key in found
            ]
        )
        return
    rows = (
        (key.kind, key.name, local(key.begins, zone), local(key.ends, zone) if key.ends else "", key.state)
        for key in found
    )
    table(("kind", "name", "begins", "ends", ""), rows, nothing="there are no keys")


def _periods(app: "App") -> Iterator[_Key]:
    from sqlalchemy import select

    from gateway.store.tables import period

    with app.database.read() as connection:
        rows = connection.execute(select(period).order_by(period.c.id)).all()
    for row in rows:
        here = (app.settings.keys_folder / "periods" / f"{row.id}.key").is_file()
        state = "destroyed" if row.destroyed_at is not None else "" if here else "its file is missing"
        yield _Key(kind="period", name=row.id, begins=row.created_at, ends=row.destroyed_at, state=state)


def _certificates(app: "App") -> Iterator[_Key]:
    from gateway.check.certificates import held

    now = app.clock.now()
    for one in held(app.settings):
        ends = one.certificate.not_valid_after_utc
        yield _Key(
            kind=one.use.value,
            name=one.name,
            begins=one.certificate.not_valid_before_utc,
            ends=ends,
            state="expired" if ends < now else "",
        )
