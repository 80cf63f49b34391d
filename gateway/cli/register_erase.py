"""`gateway register erase`."""

from typing import Annotated, Final

import typer

from gateway.cli.options import As, AsJson, ConfigDir, PasswordFile
from gateway.cli.output import counted, document, say
from gateway.cli.passwords import sign_in_with_role

_MAY: Final = frozenset({"ig"})


def erase(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Register id.", show_default=False)],
    user: As,
    password_file: PasswordFile = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Destroy all that the registers hold about a person, past versions too.

    It cannot be undone. What stays, and why, is told."""
    from gateway.app import opened
    from gateway.model.parties import PersonId

    with opened(config) as app:
        by = sign_in_with_role(app.accounts, user, password_file, _MAY)
        registers = app.registers().snapshot()
        gone = app.erasure().erase(PersonId(person), registers, by=by, at=app.clock.now())
        retention = app.settings.config.retention
    if as_json:
        document(
            {
                "person": person,
                "entries": gone.entries,
                "versions": gone.versions,
                "disclosures_kept": gone.disclosures,
            }
        )
        return
    entries = "1 entry" if gone.entries == 1 else f"{gone.entries} entries"
    say(f"{person}: {entries} ended, {counted(gone.versions, 'version')} destroyed")
    kept = counted(gone.disclosures, "record")
    say(f"{kept} of what was shared stay for {retention.record_years} years, with the id alone: they prove it")
    say(f"mail about them stays sealed until the key of its month is destroyed, {retention.content_days} days later")
    say("backups made before this hold all of it: delete those that you need not keep")
