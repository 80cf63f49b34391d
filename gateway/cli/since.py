"""How far back a command looks: 7d, 36h, 4w."""

import re
from datetime import datetime, timedelta
from typing import Annotated, Final

import typer

Since = Annotated[str, typer.Option("--since", metavar="TIME", help="How far back: 7d, 36h or 4w.")]

_UNITS: Final = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def since(written: str, now: datetime) -> datetime:
    """The instant that far before *now*.

    Raises:
        BadParameter: it is not a number with h, d or w.
    """
    found = re.fullmatch(r"([1-9][0-9]{0,3})([hdw])", written.strip().lower())
    if found is None:
        raise typer.BadParameter("--since takes a number of hours, days or weeks: 36h, 7d, 4w")
    return now - int(found[1]) * _UNITS[found[2]]
