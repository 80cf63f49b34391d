"""`gateway risk`."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final
from zoneinfo import ZoneInfo

import typer

from gateway.cli.days import day_of
from gateway.cli.options import As, AsJson, ConfigDir, PasswordFile
from gateway.cli.output import Json, counted, document, say, table
from gateway.cli.passwords import sign_in_with_role
from gateway.model.risks import RiskStatus

if TYPE_CHECKING:
    from gateway.record.risk_book import Risk

RiskId = Annotated[str, typer.Argument(metavar="RISK", help="RK-….", show_default=False)]

_WORKS: Final = frozenset({"ig"})
_READS: Final = frozenset({"ig", "auditor"})
_WORKABLE: Final = (RiskStatus.OPEN, RiskStatus.TREATED, RiskStatus.ACCEPTED)


def list_risks(
    everything: Annotated[bool, typer.Option("--all", help="Those that are closed too.")] = False,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """List the open risks, the longest open first: ids and words, nothing that people wrote."""
    from gateway.app import opened
    from gateway.reports.risks import COLUMNS, cells

    with opened(config) as app:
        found = app.risk_book().all(closed=everything)
        zone = app.settings.timezone
    if as_json:
        document([_document(one, zone, words=False) for one in found])
        return
    table(COLUMNS, (cells(one, zone) for one in found), nothing="no risk is open")


def show(
    risk: RiskId, user: As, password_file: PasswordFile = None, config: ConfigDir = None, as_json: AsJson = False
) -> None:
    """Show a risk with what people wrote about it."""
    from gateway.app import opened
    from gateway.reports.risks import COLUMNS, cells

    with opened(config) as app:
        sign_in_with_role(app.accounts, user, password_file, _READS)
        found = app.risk_book().get(risk)
        zone = app.settings.timezone
    if as_json:
        document(_document(found, zone, words=True))
        return
    for name, cell in zip(COLUMNS, cells(found, zone), strict=True):
        say(f"{name.replace('_', ' ')}: {cell}")
    say(f"mitigation: {found.mitigation}")
    for note in found.notes:
        say(f"note: {note}")


def open_risk(
    user: As,
    what: Annotated[str, typer.Option(metavar="T", help="What the risk is.", show_default=False)],
    about: Annotated[list[str] | None, typer.Option(metavar="ID", help="Register ids; several times.")] = None,
    password_file: PasswordFile = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Enter a risk that the gateway cannot see."""
    from gateway.app import opened

    with opened(config) as app:
        by = sign_in_with_role(app.accounts, user, password_file, _WORKS)
        made = app.risk_book().open(tuple(about or ()), what, by=by, at=app.clock.now())
    _done(made, "opened", as_json=as_json)


def set_risk(
    risk: RiskId,
    user: As,
    owner: Annotated[
        str | None, typer.Option(metavar="U", help="Address of who sees to it.", show_default=False)
    ] = None,
    mitigation: Annotated[
        str | None, typer.Option(metavar="T", help="What is done about it.", show_default=False)
    ] = None,
    status: Annotated[
        str | None, typer.Option(metavar="S", help="open, treated or accepted.", show_default=False)
    ] = None,
    review: Annotated[
        str | None, typer.Option(metavar="DATE", help="When it is looked at again.", show_default=False)
    ] = None,
    password_file: PasswordFile = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Work a risk: owner, mitigation, status, day of review."""
    from gateway.app import opened
    from gateway.model.errors import PermanentFailure

    if status is not None and status not in _WORKABLE:
        raise typer.BadParameter(f"--status: one of {', '.join(_WORKABLE)}; `gateway risk close` ends it")
    if owner is None and mitigation is None and status is None and review is None:
        raise typer.BadParameter("say what changes: --owner, --mitigation, --status or --review")
    day = day_of(review, "--review")
    with opened(config) as app:
        by = sign_in_with_role(app.accounts, user, password_file, _WORKS)
        if owner is not None and owner.lower() not in app.registers().snapshot().staff:
            raise PermanentFailure(f"{owner}: not in the register of staff")
        made = app.risk_book().change(
            risk,
            by=by,
            at=app.clock.now(),
            owner=None if owner is None else owner.lower(),
            mitigation=mitigation,
            status=None if status is None else RiskStatus(status),
            review=day,
        )
    _done(made, "changed", as_json=as_json)


def close(
    risk: RiskId,
    user: As,
    why: Annotated[str, typer.Option(metavar="T", help="Why it is over.", show_default=False)],
    password_file: PasswordFile = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """End a risk; when it shows again in mail, a new one is opened."""
    from gateway.app import opened

    with opened(config) as app:
        by = sign_in_with_role(app.accounts, user, password_file, _WORKS)
        made = app.risk_book().close(risk, why, by=by, at=app.clock.now())
    _done(made, "closed", as_json=as_json)


def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=".csv, .xlsx or .json.", show_default=False)],
    user: As,
    password_file: PasswordFile = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Write the whole register, with what people wrote, to a file only its owner can open."""
    from gateway.app import opened
    from gateway.cli.register_file import tell_written, write_register
    from gateway.reports.risks import risks

    with opened(config) as app:
        by = sign_in_with_role(app.accounts, user, password_file, _READS)
        report = risks(app.risk_book().all(closed=True), app.settings.timezone)
        write_register(app, file, report, by=by)
    tell_written(file, report.rows, counted(report.rows, "risk"), as_json=as_json)


def _document(one: "Risk", zone: ZoneInfo, *, words: bool) -> Json:
    def at(when: datetime | None) -> str | None:
        return None if when is None else when.astimezone(zone).isoformat()

    return {
        "id": one.id,
        "opened": at(one.opened_at),
        "kind": one.kind.value,
        "about": one.about,
        "case": one.case,
        "seen": one.seen,
        "last_seen": at(one.last_seen_at),
        "owner": one.owner or None,
        "status": one.status.value,
        "review": None if one.review is None else one.review.isoformat(),
        "closed": at(one.closed_at),
        **({"mitigation": one.mitigation, "notes": one.notes} if words else {}),
    }


def _done(made: "Risk", what: str, *, as_json: bool) -> None:
    if as_json:
        document({"risk": made.id, "status": made.status.value})
        return
    say(f"{made.id}: {what}; it is {made.status.value}")
