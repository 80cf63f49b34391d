"""`gateway check`."""

from collections import Counter
from typing import Annotated

import typer

from gateway.cli.options import AsJson, ConfigDir
from gateway.cli.output import counted, document, say, table


def check(
    live: Annotated[
        bool, typer.Option("--live", help="Only whether a running gateway answers; quick, for a health check.")
    ] = False,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Tell every problem of an installation at once. Sends nothing."""
    from gateway.app import SystemClock
    from gateway.check import Level, check_live
    from gateway.check import check as check_everything

    now = SystemClock().now()
    results = check_live(config, now) if live else check_everything(config, now)
    counts = Counter(result.level for result in results)
    if as_json:
        document(
            {
                "ok": not counts[Level.PROBLEM],
                "results": [{"area": one.area.value, "level": one.level.value, "what": one.what} for one in results],
            }
        )
    else:
        rows = ((one.level.value, one.area.value, one.what) for one in results)
        table(("", "area", "what"), rows, nothing="nothing was checked")
        say(
            f"{counted(counts[Level.PROBLEM], 'problem')}, {counted(counts[Level.WARNING], 'warning')}, "
            f"{counts[Level.OK]} in order"
        )
    raise typer.Exit(1 if counts[Level.PROBLEM] else 0)
