"""Keys and times for tests of the store."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from gateway.store.database import Database
from gateway.store.keys import KeyRing, create_keys, master_key

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def key_ring(database: Database, folder: Path) -> KeyRing:
    """A key ring with the keys of this month; made when it is the first in *folder*."""
    if not (folder / "master.key").exists():
        create_keys(folder)
    keys = KeyRing(database, folder, master_key("file:master.key", folder))
    keys.ensure_period(NOON)
    return keys
