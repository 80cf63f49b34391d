"""`gateway register`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.options import AsJson, ConfigDir, PasswordFile
from gateway.cli.output import complain, document, say, table
from gateway.model.errors import PermanentFailure
from gateway.registers.files.columns import RegisterKind

if TYPE_CHECKING:
    from gateway.app import App

KindArgument = Annotated[RegisterKind, typer.Argument(metavar="KIND", help=f"One of {', '.join(RegisterKind)}.")]


def import_file(
    kind: KindArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV or XLSX.", exists=True, dir_okay=False)],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would change; change nothing.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="End the entries that are not in the file.")] = False,
    user: Annotated[
        str | None,
        typer.Option("--as", metavar="USER", help="Account of the IG or ICT lead to do it as.", show_default=False),
    ] = None,
    password_file: PasswordFile = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Lay a file over a register, whole or not at all."""
    from gateway.app import opened

    with opened(config) as app:
        by = acting(app, user, password_file)
        report = app.registers().import_file(kind, file, dry_run=dry_run, replace=replace, by=by, at=app.clock.now())
    if as_json:
        document(
            {
                "kind": kind.value,
                "imported": report.generation is not None,
                "faults": [
                    {"row": fault.row or None, "column": fault.column or None, "what": fault.what}
                    for fault in report.faults
                ],
                "added": report.added,
                "changed": report.changed,
                "unchanged": report.unchanged,
                "ended": report.ended,
                "generation": report.generation,
            }
        )
    elif not report.faults:
        counts = f"{len(report.added)} added, {len(report.changed)} changed, {len(report.ended)} ended"
        say(f"{kind.value}: {'would be ' if dry_run else ''}{counts}, {len(report.unchanged)} unchanged")
    if report.faults:
        complain(*(f"{file}: {fault}" for fault in report.faults), f"{file}: nothing was imported")
        raise typer.Exit(1)


def export_file(
    kind: KindArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="To write: .csv or .xlsx.", show_default=False)],
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Write a register to a file only its owner can open."""
    from gateway.app import opened
    from gateway.cli.passwords import local_user
    from gateway.registers.files import on_disk as files
    from gateway.registers.files.faults import BadFile
    from gateway.reports.asked import note_export
    from gateway.reports.files import write_private

    with opened(config) as app:
        rows = app.registers().export_rows(kind)
        try:
            content = files.as_bytes(kind, file.name, rows)
        except BadFile as bad:
            raise PermanentFailure(f"{file}: {bad}") from bad
        facts = (("format", file.suffix.lower().lstrip(".")), ("rows", len(rows)))
        name = f"register-{kind.value}"
        note_export(app.database, name, facts, content, by=local_user(), at=app.clock.now())
    write_private(file, content)
    if as_json:
        document({"kind": kind.value, "file": str(file), "entries": len(rows)})
        return
    say(f"{kind.value}: {len(rows)} entries written to {file}")


def due(
    days: Annotated[int, typer.Option(min=0, metavar="DAYS", help="How far to look ahead.")] = 30,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """List reviews, training, consents, approvals and limits that run out, and birthdays that change them."""
    from gateway.app import opened

    with opened(config) as app:
        policy = app.settings.policy.policy
        found = app.registers().due(
            app.clock.now(),
            days,
            training_months=policy.training_months,
            ages=policy.ages,
            reviews=app.settings.policy.reviews,
        )
    if as_json:
        document(
            [
                {
                    "register": one.kind.value,
                    "id": one.id,
                    "column": one.column,
                    "on": None if one.on is None else one.on.isoformat(),
                    "owner": one.owner,
                }
                for one in found
            ]
        )
        return
    rows = (
        (one.on.isoformat() if one.on else "never", one.kind.value, one.id, one.column, one.owner) for one in found
    )
    table(("on", "register", "id", "column", "owner"), rows, nothing=f"nothing is due within {days} days")


def acting(app: "App", user: str | None, password_file: Path | None) -> str:
    """In whose name registers are changed: the account that signs in, or the system's user.

    Raises:
        PermanentFailure: the account may not.
    """
    from gateway.cli.passwords import local_user, sign_in

    if user is None:
        return local_user()
    by = sign_in(app.accounts, user, password_file)
    _may_import(by, next(one.roles for one in app.accounts.all() if one.name == by))
    return by


def _may_import(name: str, roles: tuple[str, ...]) -> None:
    if not {"ig", "ict"} & set(roles):
        raise PermanentFailure(f"{name}: registers are kept by accounts with the role ig or ict")
