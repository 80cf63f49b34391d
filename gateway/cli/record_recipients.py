"""`gateway record recipients`: who has something about a person, so that a correction reaches them."""

from typing import Annotated, Final

import typer

from gateway.cli.options import AsJson, ConfigDir
from gateway.cli.output import document, table

_COLUMNS: Final = ("party", "who", "type", "last", "times", "kinds")


def recipients(
    about: Annotated[str, typer.Option(metavar="PERSON", help="Register id.", show_default=False)],
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """List who received something about a person.

    A correction, or an end to it, is passed on to each of them (UK GDPR Art. 19)."""
    from gateway.app import opened
    from gateway.record import reading
    from gateway.reports import sar

    with opened(config) as app:
        found = reading.disclosures(app.database, reading.Which(about=about))
        rows = sar.recipients(found, app.registers().snapshot(), app.settings.timezone)
    if as_json:
        document([dict(zip(_COLUMNS, row, strict=True)) for row in rows])
        return
    table(_COLUMNS, rows, nothing=f"nobody received anything about {about}")
