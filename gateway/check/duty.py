"""Checks of the duty rota: in a gap the fast lane asks no duty manager (MIN-3)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from gateway.check.result import Area, Result, ok, problem
from gateway.hold.duty import gaps
from gateway.model.parties import RegisterSnapshot

AHEAD: Final = timedelta(days=14)


def rota(registers: RegisterSnapshot, now: datetime, zone: ZoneInfo) -> Iterator[Result]:
    """Somebody who is here has a turn at every instant of the coming days. Without any turn there is no rota."""
    if not registers.duty:
        return
    found = gaps(registers.duty, registers.staff, now, now + AHEAD)
    for starts, ends in found:
        yield problem(
            Area.ROLES,
            f"duty: nobody has a turn from {_moment(starts, zone)} to {_moment(ends, zone)}; "
            "add one with `gateway register import duty`",
        )
    if not found:
        yield ok(Area.ROLES, f"duty: somebody has a turn at any time of the coming {AHEAD.days} days")


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
