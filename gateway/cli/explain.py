"""`gateway explain`."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from gateway.cli.options import AsJson, ConfigDir
from gateway.cli.output import document, tree

if TYPE_CHECKING:
    from gateway.look import Asked


def explain(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE.eml", help="Messages.", exists=True, dir_okay=False, show_default=False),
    ],
    sender: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="A",
            help="Envelope sender; from the Sender or From field without it.",
            show_default=False,
        ),
    ] = None,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to", metavar="B", help="Envelope recipient; from To, Cc and Bcc without it.", show_default=False
        ),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            metavar="TIME", help="When it would be sent: 2026-11-20 or 2026-11-20T17:00.", show_default=False
        ),
    ] = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Tell what would become of messages and why. Sends and stores nothing."""
    from gateway.app import opened
    from gateway.cli.look_tree import drawn
    from gateway.explain.as_json import explanation
    from gateway.explain.tree import draw

    with opened(config) as app, app.room() as room:
        when = app.clock.now() if at is None else _instant(at, app.settings.timezone)
        looker, policy = app.looker(room), app.settings.policy.policy
        for file in files:
            look = looker.look(_asked(file, sender, to, when))
            if as_json:
                document(explanation(look, policy))
            else:
                tree(drawn(draw(look, str(file), policy, app.settings.timezone)))


def _asked(file: Path, sender: str | None, to: list[str] | None, when: datetime) -> "Asked":
    from gateway.explain.loose_mail import asked_about

    try:
        content = file.read_bytes()
    except OSError as error:
        raise typer.BadParameter(f"{file}: cannot be read: {error.strerror}") from error
    found = asked_about(content, sender, to, when)
    if found is None:
        raise typer.BadParameter(f"{file}: names no recipient; give --to")
    return found


def _instant(text: str, zone: ZoneInfo) -> datetime:
    from gateway.explain.loose_mail import believable

    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("--at takes a date or a time such as 2026-11-20T17:00") from None
    if not believable(at):
        raise typer.BadParameter("--at takes a time of the years 1900 to 2199")
    return (at if at.tzinfo is not None else at.replace(tzinfo=zone)).astimezone(UTC)
