"""`gateway token`."""

from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.days import moment_after
from gateway.cli.options import AsJson, ConfigDir
from gateway.cli.output import Json, document, say, table
from gateway.cli.passwords import local_user
from gateway.reports.moments import local

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from gateway.sign_in.tokens import ApiToken


def add(
    title: Annotated[str, typer.Argument(metavar="NAME", help="What will use it.", show_default=False)],
    scope: Annotated[
        list[str],
        typer.Option(
            "--scope",
            metavar="SCOPE",
            help="health, trace, cases:read, explain, registers:read or registers:write; may be given several times.",
            show_default=False,
        ),
    ],
    until: Annotated[
        str, typer.Option("--until", metavar="DATE", help="Its last day, within a year.", show_default=False)
    ],
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Make a token for a program that uses /api/v1.

    It is shown this once and kept nowhere."""
    from gateway.app import opened
    from gateway.sign_in.tokens import Scope, TokenBook

    try:
        scopes = [Scope(word) for word in scope]
    except ValueError:
        raise typer.BadParameter(f"--scope takes {', '.join(Scope)}") from None
    with opened(config) as app:
        zone = app.settings.timezone
        end = moment_after(until, zone)
        if end is None:
            raise typer.BadParameter("--until takes a day: 2027-03-31")
        made, secret = TokenBook(app.database).add(title, scopes, until=end, by=local_user(), at=app.clock.now())
    if as_json:
        document({**_json(made, zone), "token": secret})
        return
    say(f"{made.id} for {made.title}, until {local(made.until, zone)}: {', '.join(sorted(made.scopes))}")
    say(f"Send it as: Authorization: Bearer {secret}")
    say("It is shown this once. Keep it where only that program can read it.")


def list_tokens(config: ConfigDir = None, as_json: AsJson = False) -> None:
    """List the tokens there were, the newest first."""
    from gateway.app import opened
    from gateway.sign_in.tokens import TokenBook

    with opened(config) as app:
        tokens, zone, now = TokenBook(app.database).all(), app.settings.timezone, app.clock.now()
    if as_json:
        document([_json(one, zone) for one in tokens])
        return
    rows = (
        (
            one.id,
            one.title,
            ", ".join(sorted(one.scopes)),
            local(one.until, zone),
            "never" if one.used_at is None else local(one.used_at, zone),
            "revoked" if one.revoked_at is not None else "" if one.stands(now) else "ended",
        )
        for one in tokens
    )
    table(("token", "for", "scopes", "until", "last used", ""), rows, nothing="there are no tokens")


def revoke(
    token: Annotated[str, typer.Argument(metavar="ID", help="As `token list` names it.", show_default=False)],
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """From now on a token opens nothing."""
    from gateway.app import opened
    from gateway.sign_in.tokens import TokenBook

    with opened(config) as app:
        found = TokenBook(app.database).revoke(token, by=local_user(), at=app.clock.now())
    if as_json:
        document({"id": found.id, "done": "revoked"})
        return
    say(f"{found.id}: revoked")


def _json(one: "ApiToken", zone: "ZoneInfo") -> dict[str, Json]:
    return {
        "id": one.id,
        "title": one.title,
        "scopes": sorted(one.scopes),
        "made_by": one.made_by,
        "made_at": one.made_at.astimezone(zone).isoformat(),
        "until": one.until.astimezone(zone).isoformat(),
        "used_at": None if one.used_at is None else one.used_at.astimezone(zone).isoformat(),
        "revoked_at": None if one.revoked_at is None else one.revoked_at.astimezone(zone).isoformat(),
    }
