"""`gateway user sync`."""

import secrets
from typing import Annotated

import typer

from gateway.cli.options import AsJson, ConfigDir
from gateway.cli.output import complain, counted, document, say, table
from gateway.cli.passwords import local_user

_PASSWORD_BYTES = 32  # known to nobody: they sign in through the provider, or after `gateway user reset`


def sync(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would be done, and do nothing.")] = False,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Bring the accounts in step with the register of staff: who joined gets one, who left has theirs closed."""
    from gateway.app import opened
    from gateway.console.sign_in.sessions import SessionBook
    from gateway.sign_in.in_step import in_step

    with opened(config) as app:
        now = app.clock.now()
        staff = app.registers().organisation().registers.staff
        wanted = in_step(app.accounts.all(), staff, now.astimezone(app.settings.timezone).date())
        if not dry_run:
            for name, roles in wanted.add:
                app.accounts.add(name, secrets.token_urlsafe(_PASSWORD_BYTES), roles=roles, by=local_user(), at=now)
            for name in wanted.close:
                app.accounts.disable(name, by=local_user(), at=now)
                SessionBook(app.database).end_all(name)
    if as_json:
        document(
            {
                "dry_run": dry_run,
                "added": [{"account": name, "roles": [role.value for role in roles]} for name, roles in wanted.add],
                "closed": list(wanted.close),
                "unknown": list(wanted.unknown),
            }
        )
        return
    rows = [(name, "added", ", ".join(roles)) for name, roles in wanted.add]
    rows += [(name, "closed", "") for name in wanted.close]
    table(("account", "change", "roles"), rows, nothing="the accounts are in step with the register of staff")
    if dry_run and rows:
        say("nothing was done")
    if wanted.unknown:
        many = counted(len(wanted.unknown), "open account")
        complain(f"{many} not in the register of staff: {', '.join(wanted.unknown)}", "close those that are nobody's")
