"""Days on the command line: `--from` and `--until`, as days of the organisation's time zone."""

from datetime import date, datetime, timedelta
from typing import Annotated, Final
from zoneinfo import ZoneInfo

import typer

From = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="First day, YYYY-MM-DD.", show_default=False)
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Last day, itself included.", show_default=False)
]

_DAY: Final = timedelta(days=1)


def first_moment(written: str | None, zone: ZoneInfo) -> datetime | None:
    """When a day begins; None: none was given.

    Raises:
        BadParameter: it is no day.
    """
    day = _day(written, "--from")
    return None if day is None else datetime(day.year, day.month, day.day, tzinfo=zone)


def moment_after(written: str | None, zone: ZoneInfo) -> datetime | None:
    """When the day after begins: a last day is itself included.

    Raises:
        BadParameter: it is no day.
    """
    day = _day(written, "--until")
    if day is None:
        return None
    after = day + _DAY
    return datetime(after.year, after.month, after.day, tzinfo=zone)


def moment_of(written: str | None, zone: ZoneInfo, option: str) -> datetime | None:
    """An instant, with its offset or in the organisation's time; None: none was given.

    Raises:
        BadParameter: it is none.
    """
    if written is None:
        return None
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        raise typer.BadParameter(f"{option}: not a time; write it as 2026-11-22T09:30") from None
    return at if at.tzinfo is not None else at.replace(tzinfo=zone)


def day_of(written: str | None, option: str) -> date | None:
    """A day; None: none was given.

    Raises:
        BadParameter: it is none.
    """
    return _day(written, option)


def _day(written: str | None, option: str) -> date | None:
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise typer.BadParameter(f"{option}: not a day; write it as 2026-11-22") from None
