"""Times as people of the organisation read them in lists and files."""

from datetime import datetime
from zoneinfo import ZoneInfo


def local(at: datetime, zone: ZoneInfo) -> str:
    """ "2026-11-22 15:04 GMT"."""
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M %Z")


def local_or_empty(at: datetime | None, zone: ZoneInfo) -> str:
    """The same; empty: there is none."""
    return "" if at is None else local(at, zone)
