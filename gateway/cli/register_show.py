"""`gateway register show`."""

from typing import Annotated

import typer

from gateway.cli.options import AsJson, ConfigDir, PasswordFile
from gateway.cli.output import document, say, table
from gateway.model.errors import PermanentFailure

_COLUMNS = ("register", "id", "as", "other", "party", "what", "since", "until", "stands")


def show(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Id in the register of people.")],
    user: Annotated[
        str,
        typer.Option("--as", metavar="USER", help="The information lead's account to look as.", show_default=False),
    ],
    password_file: PasswordFile = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """List what stands on a person's record: consents for them and by them, restrictions, approvals, agreements."""
    from gateway.app import opened
    from gateway.cli.passwords import sign_in
    from gateway.model.outcome import RecordEntry, RecordKind
    from gateway.record.entries import insert_entries
    from gateway.registers.about_person import about_person, rows, who

    with opened(config) as app:
        by = sign_in(app.accounts, user, password_file)
        if "ig" not in next(one.roles for one in app.accounts.all() if one.name == by):
            raise PermanentFailure(f"{by}: a person's record is shown to accounts with the role ig")
        directory = app.registers().directory()
        known = who(directory.registers, directory.moved, person)
        if known is None:
            raise PermanentFailure(f"{person}: no such entry in the register of people")
        now = app.clock.now()
        found = tuple(rows(about_person(directory.registers, known, now), app.settings.timezone))
        # REC-1: who looked at whose record is on the record before it is shown.
        entry = RecordEntry(
            kind=RecordKind.EXPORTED,
            case=None,
            by=by,
            facts=(("report", "register-show"), ("about", known), ("rows", len(found))),
        )
        with app.database.write() as connection:
            insert_entries(connection, [entry], now)
    if as_json:
        document({"person": known, "entries": [dict(zip(_COLUMNS, row, strict=True)) for row in found]})
        return
    if known != person:
        say(f"{person} moved on to {known}")
    table(_COLUMNS, found, nothing=f"{known}: nothing stands on their record")
