"""`gateway record hold`: what must not be deleted."""

from typing import Annotated, Final

import typer

from gateway.cli.options import As, AsJson, ConfigDir, PasswordFile
from gateway.cli.output import complain, document, say, table
from gateway.cli.passwords import sign_in_with_role
from gateway.reports.moments import local

_MAY: Final = frozenset({"ig"})


def add(
    user: As,
    why: Annotated[str, typer.Option(metavar="T", help="What it is needed for.", show_default=False)],
    case: Annotated[str | None, typer.Option(metavar="CASE", help="GW-….", show_default=False)] = None,
    person: Annotated[str | None, typer.Option(metavar="P", help="Register id.", show_default=False)] = None,
    party: Annotated[str | None, typer.Option(metavar="X", help="Register id.", show_default=False)] = None,
    password_file: PasswordFile = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Keep all about a case, a person or a party, whatever retention says."""
    from gateway.app import opened
    from gateway.record.legal_hold import HoldKind

    given = {HoldKind.CASE: case, HoldKind.PERSON: person, HoldKind.PARTY: party}
    chosen = [(kind, value.strip()) for kind, value in given.items() if value is not None and value.strip()]
    if len(chosen) != 1:
        raise typer.BadParameter("give one of --case, --person and --party")
    ((kind, value),) = chosen
    subject = value.upper() if kind is HoldKind.CASE else value
    with opened(config) as app:
        by = sign_in_with_role(app.accounts, user, password_file, _MAY)
        registers = app.registers().snapshot()
        known: dict[HoldKind, frozenset[str]] = {
            HoldKind.PERSON: frozenset(registers.people),
            HoldKind.PARTY: frozenset(registers.parties),
        }
        made = app.hold_book().add(kind, subject, why, by=by, at=app.clock.now())
    if as_json:
        document({"hold": made, "kind": kind.value, "subject": subject})
    else:
        say(f"{made}: nothing about {kind.value} {subject} is deleted until it is lifted")
    if kind in known and subject not in known[kind]:
        # Somebody who left the register may still stand in the record: no reason to refuse, but a slip must show.
        complain(f"{subject}: not in the register now; look whether it is written right")


def lift(
    hold: Annotated[str, typer.Argument(metavar="HOLD", help="LH-….", show_default=False)],
    user: As,
    password_file: PasswordFile = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """End a legal hold: what is over its time is deleted from now on."""
    from gateway.app import opened

    with opened(config) as app:
        by = sign_in_with_role(app.accounts, user, password_file, _MAY)
        app.hold_book().lift(hold, by=by, at=app.clock.now())
    if as_json:
        document({"hold": hold.strip().upper(), "lifted": True})
        return
    say(f"{hold.strip().upper()}: lifted")


def list_holds(
    everything: Annotated[bool, typer.Option("--all", help="Those that were lifted too.")] = False,
    user: Annotated[
        str | None, typer.Option("--as", metavar="USER", help="To see why: ig or auditor.", show_default=False)
    ] = None,
    password_file: PasswordFile = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """List the legal holds: what they keep, and who asked for it when."""
    from gateway.app import opened

    with opened(config) as app:
        if user is not None:
            sign_in_with_role(app.accounts, user, password_file, _MAY | {"auditor"})
        found = app.hold_book().all(lifted=everything)
        zone = app.settings.timezone
    if as_json:
        document(
            [
                {
                    "id": one.id,
                    "kind": one.kind.value,
                    "subject": one.subject,
                    "since": one.at.astimezone(zone).isoformat(),
                    "by": one.by,
                    "lifted": None if one.lifted_at is None else one.lifted_at.astimezone(zone).isoformat(),
                    # Why it holds may name people: it is told to those who may know.
                    **({} if user is None else {"why": one.why}),
                }
                for one in found
            ]
        )
        return
    rows = (
        (
            one.id,
            one.kind.value,
            one.subject,
            local(one.at, zone),
            one.by,
            "" if one.lifted_at is None else local(one.lifted_at, zone),
            *(() if user is None else (one.why,)),
        )
        for one in found
    )
    columns = ("id", "kind", "subject", "since", "by", "lifted", *(() if user is None else ("why",)))
    table(columns, rows, nothing="nothing is under a legal hold")
