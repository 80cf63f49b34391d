"""`gateway approve`."""

from typing import Annotated

import typer

from gateway.cli.options import As, AsJson, ConfigDir, PasswordFile
from gateway.cli.output import complain, counted, document, say


def approve(
    user: As,
    worker: Annotated[str, typer.Option(metavar="W", help="Address of who will send it.", show_default=False)],
    person: Annotated[str, typer.Option(metavar="P", help="Register id of whom it is about.", show_default=False)],
    party: Annotated[str, typer.Option(metavar="X", help="Register id of who will get it.", show_default=False)],
    ground: Annotated[str, typer.Option(metavar="G", help="Id from the register of grounds.", show_default=False)],
    hours: Annotated[int, typer.Option(metavar="N", help="For how many hours, 24 at most.", show_default=False)],
    why: Annotated[str, typer.Option(metavar="T", help="The justification.", show_default=False)],
    informed: Annotated[
        str, typer.Option(metavar="T", help="Whether the family was told, or why not (CONS-5).")
    ] = "",
    password_file: PasswordFile = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Approve a mail before it is written, for some hours."""
    from gateway.app import opened
    from gateway.approve_ahead import approve as approve_ahead
    from gateway.approve_ahead import faults_of
    from gateway.cli.passwords import sign_in
    from gateway.hold.ahead import Ahead

    with opened(config) as app:
        name = sign_in(app.accounts, user, password_file)
        ahead = Ahead(
            by=name,
            worker=worker.strip().lower(),
            person=person,
            party=party,
            ground=ground,
            hours=hours,
            why=why,
            informed=informed,
        )
        book = app.registers()
        faults = faults_of(app, book, ahead)
        if faults:
            complain(*faults, "nothing was approved")
            raise typer.Exit(1)
        given = approve_ahead(app, book, ahead)
    row, woken = given.row, given.woken
    if as_json:
        document(
            {
                "approval": row["id"],
                "from": row["approved_on"],
                "until": row["until"],
                "by": name,
                "woken": list(woken),
            }
        )
        return
    say(f"{row['id']}: approved until {row['until']}; you will be told when it is used")
    if woken:
        be = "is" if len(woken) == 1 else "are"
        say(f"{counted(len(woken), 'held mail')} of theirs {be} decided again now: {', '.join(woken)}")
