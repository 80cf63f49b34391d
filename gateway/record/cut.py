"""Taking off the record's beginning what is older than retention, so that the rest still verifies (REC-1, SEC-3).

A cut falls between two batches. It keeps the MAC that the first batch which stays was chained to, and a seal over it
under the record's key: whoever has the database alone can neither cut the record themselves nor move a cut. That one
was made is also an entry of the record that goes on.
"""

import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select, text

from gateway.model.outcome import RecordEntry, RecordKind
from gateway.record.chain import START, Head
from gateway.record.entries import insert_entries
from gateway.record.legal_hold import first_held_batch
from gateway.store.database import Database
from gateway.store.tables import disclosure, record, record_batch, record_cut
from gateway.store.types import EPOCH, MICROSECOND

CHAINING: Final = 0x7265_636F_7264  # PostgreSQL advisory lock: one chain, whatever node goes on with it
_PURPOSE: Final = b"gateway record cut 1\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One cut."""

    batch: int  # the last that went
    at: datetime
    entries: int
    mac: bytes  # of that batch
    seal: bytes

    @property
    def head(self) -> Head:
        """Where the rest begins."""
        return Head(batch=self.batch, mac=self.mac)


def cut_seal(key: bytes, previous: bytes, batch: int, at: datetime, entries: int, mac: bytes) -> bytes:
    """The seal of a cut, 32 bytes (HMAC-SHA-256); *previous* is that of the cut before, START for the first."""
    line = json.dumps([batch, (at - EPOCH) // MICROSECOND, entries, mac.hex()], separators=(",", ":")).encode()
    return hmac.digest(key, _PURPOSE + previous + line, "sha256")


def cuts(connection: Connection) -> tuple[Cut, ...]:
    """Every cut, the oldest first."""
    rows = connection.execute(select(record_cut).order_by(record_cut.c.n))
    return tuple(Cut(batch=row.n, at=row.at, entries=row.entries, mac=row.mac, seal=row.seal) for row in rows)


def first_forged(made: Sequence[Cut], key: bytes) -> Cut | None:
    """The first cut that was not made with *key*, or not in this row. None: all were."""
    previous = START
    for each in made:
        seal = cut_seal(key, previous, each.batch, each.at, each.entries, each.mac)
        if not hmac.compare_digest(seal, each.seal):
            return each
        previous = each.seal
    return None


def cut(database: Database, key: bytes, before: datetime, now: datetime, *, by: str) -> Cut | None:
    """Take off every batch that ended before *before*, up to the first that a legal hold keeps.

    None: there is nothing to take off.

    Raises:
        TemporaryFailure: the database cannot be used now; nothing was cut.
    """
    with database.write() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CHAINING})
        last = _last_to_go(connection, before)
        if last is None:
            return None
        mac = connection.scalar(select(record_batch.c.mac).where(record_batch.c.n == last)) or b""
        entries = sum(connection.execute(delete(table).where(table.c.batch <= last)).rowcount for table in _ROWS)
        connection.execute(delete(record_batch).where(record_batch.c.n <= last))
        earlier = cuts(connection)
        seal = cut_seal(key, earlier[-1].seal if earlier else START, last, now, entries, mac)
        made = Cut(batch=last, at=now, entries=entries, mac=mac, seal=seal)
        connection.execute(insert(record_cut).values(n=last, at=now, entries=entries, mac=mac, seal=seal))
        insert_entries(connection, [_entry(made, before, by)], now)
    return made


_ROWS: Final = (disclosure, record)


def _last_to_go(connection: Connection, before: datetime) -> int | None:
    kept = connection.scalar(select(func.min(record_batch.c.n)).where(record_batch.c.at >= before))
    held = first_held_batch(connection)
    bounds = [bound for bound in (kept, held) if bound is not None]
    going = select(func.max(record_batch.c.n))
    last = connection.scalar(going.where(record_batch.c.n < min(bounds)) if bounds else going)
    return None if last is None else int(last)


def _entry(made: Cut, before: datetime, by: str) -> RecordEntry:
    return RecordEntry(
        kind=RecordKind.CUT,
        case=None,
        by=by,
        facts=(
            ("batch", made.batch),
            ("entries", made.entries),
            ("before", before.isoformat()),
            ("head", str(made.head)),
            ("seal", made.seal.hex()),
        ),
    )
