"""`gateway breach`."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final
from zoneinfo import ZoneInfo

import typer

from gateway.cli.days import moment_of
from gateway.cli.options import As, AsJson, ConfigDir, PasswordFile
from gateway.cli.output import Json, document, say, table
from gateway.cli.passwords import sign_in, sign_in_with_role
from gateway.model.risks import Likelihood, Told
from gateway.reports.moments import local

if TYPE_CHECKING:
    from gateway.app import App
    from gateway.record.breaches import Breach

BreachId = Annotated[str, typer.Argument(metavar="BREACH", help="BR-….", show_default=False)]
About = Annotated[list[str] | None, typer.Option(metavar="PERSON", help="Register id; several times.")]
LikelihoodWord = Annotated[
    str | None,
    typer.Option("--likelihood", metavar="L", help="Harm to people: unlikely, risk or high.", show_default=False),
]

_WORKS: Final = frozenset({"ig"})
_READS: Final = frozenset({"ig", "safeguarding", "auditor"})


def open_breach(
    user: As,
    what: Annotated[str, typer.Option(metavar="T", help="What happened.", show_default=False)],
    case: Annotated[
        str | None, typer.Option(metavar="CASE", help="The mail it is about, GW-….", show_default=False)
    ] = None,
    aware: Annotated[
        str | None, typer.Option(metavar="TIME", help="When we first knew; now without it.", show_default=False)
    ] = None,
    about: About = None,
    likelihood: LikelihoodWord = None,
    password_file: PasswordFile = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Record a breach: whoever sees one may, and the 72 hours run from when we first knew."""
    from gateway.app import opened
    from gateway.model.message import CaseId

    judged = _likelihood(likelihood) or Likelihood.RISK
    with opened(config) as app:
        by = sign_in(app.accounts, user, password_file)
        if judged is Likelihood.UNLIKELY:
            raise typer.BadParameter(
                "--likelihood unlikely: the information lead sets it afterwards, with the reason"
            )
        now = app.clock.now()
        known = moment_of(aware, app.settings.timezone, "--aware") or now
        number = None if case is None else CaseId(case.strip().upper())
        made = app.breach_book().open(
            what, aware_at=known, case=number, about=_people(app, about, number), likelihood=judged, by=by, at=now
        )
        _done(made, "opened", app, as_json=as_json)


def list_breaches(
    everything: Annotated[bool, typer.Option("--all", help="Those that are closed too.")] = False,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """List the open breaches with the hours that are left: ids and words, nothing that people wrote."""
    from gateway.app import opened
    from gateway.reports.breaches import COLUMNS, cells

    with opened(config) as app:
        found = app.breach_book().all(closed=everything)
        zone, now = app.settings.timezone, app.clock.now()
    if as_json:
        document([_document(one, zone, now, words=False) for one in found])
        return
    table(COLUMNS, (cells(one, zone, now) for one in found), nothing="no breach is open")


def show(
    breach: BreachId, user: As, password_file: PasswordFile = None, config: ConfigDir = None, as_json: AsJson = False
) -> None:
    """Show a breach with what people wrote about it, and who was told when."""
    from gateway.app import opened
    from gateway.reports.breaches import COLUMNS, cells

    with opened(config) as app:
        sign_in_with_role(app.accounts, user, password_file, _READS)
        found = app.breach_book().get(breach)
        zone, now = app.settings.timezone, app.clock.now()
    if as_json:
        document(_document(found, zone, now, words=True))
        return
    for name, cell in zip(COLUMNS, cells(found, zone, now), strict=True):
        say(f"{name.replace('_', ' ')}: {cell}")
    say(f"what: {found.what}")
    for one in found.told:
        say(f"told: {one.whom.value}, {local(one.at, zone)}, by {one.by}: {one.note}")
    for note in found.notes:
        say(f"note: {note}")


def set_breach(
    breach: BreachId,
    user: As,
    likelihood: LikelihoodWord = None,
    about: About = None,
    note: Annotated[str | None, typer.Option(metavar="T", help="What is now known.", show_default=False)] = None,
    password_file: PasswordFile = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Add to a breach what is now known."""
    from gateway.app import opened

    judged = _likelihood(likelihood)
    if judged is None and about is None and note is None:
        raise typer.BadParameter("say what changes: --likelihood, --about or --note")
    if judged is Likelihood.UNLIKELY and not note:
        # UK GDPR Art. 33(5): why the ICO was not told must be documented.
        raise typer.BadParameter("--likelihood unlikely needs --note: why no harm to anybody is likely")
    with opened(config) as app:
        by = sign_in_with_role(app.accounts, user, password_file, _WORKS)
        people = None if about is None else _people(app, about, None)
        made = app.breach_book().change(breach, by=by, at=app.clock.now(), likelihood=judged, about=people, note=note)
        _done(made, "changed", app, as_json=as_json)


def told(
    breach: BreachId,
    user: As,
    whom: Annotated[str, typer.Option(metavar="W", help=f"{', '.join(Told)}.", show_default=False)],
    at: Annotated[str | None, typer.Option(metavar="TIME", help="When; now without it.", show_default=False)] = None,
    note: Annotated[str, typer.Option(metavar="T", help="What was said, or a reference.")] = "",
    password_file: PasswordFile = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Note that somebody was told of a breach."""
    from gateway.app import opened

    if whom not in set(Told):
        raise typer.BadParameter(f"--whom: one of {', '.join(Told)}")
    with opened(config) as app:
        by = sign_in_with_role(app.accounts, user, password_file, _WORKS)
        now = app.clock.now()
        when = moment_of(at, app.settings.timezone, "--at") or now
        made = app.breach_book().told(breach, Told(whom), told_at=when, note=note, by=by, at=now)
        _done(made, f"{whom} was told", app, as_json=as_json)


def close(
    breach: BreachId,
    user: As,
    why: Annotated[str, typer.Option(metavar="T", help="What was learnt and done.", show_default=False)],
    password_file: PasswordFile = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """End a breach, once everybody was told who must be."""
    from gateway.app import opened

    with opened(config) as app:
        by = sign_in_with_role(app.accounts, user, password_file, _WORKS)
        made = app.breach_book().close(breach, why, by=by, at=app.clock.now())
        _done(made, "closed", app, as_json=as_json)


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
    from gateway.reports.breaches import breaches

    with opened(config) as app:
        by = sign_in_with_role(app.accounts, user, password_file, _READS)
        report = breaches(app.breach_book().all(closed=True), app.settings.timezone, app.clock.now())
        write_register(app, file, report, by=by)
    tell_written(file, report.rows, "1 breach" if report.rows == 1 else f"{report.rows} breaches", as_json=as_json)


def _likelihood(written: str | None) -> Likelihood | None:
    if written is None:
        return None
    if written not in set(Likelihood):
        raise typer.BadParameter(f"--likelihood: one of {', '.join(Likelihood)}")
    return Likelihood(written)


def _people(app: "App", given: list[str] | None, case: str | None) -> tuple[str, ...]:
    from gateway.reports.breaches import whom

    return whom(app.database, app.registers().snapshot().people, given, case)


def _document(one: "Breach", zone: ZoneInfo, now: datetime, *, words: bool) -> Json:
    def at(when: datetime | None) -> str | None:
        return None if when is None else when.astimezone(zone).isoformat()

    said: dict[str, Json] = {
        "what": one.what,
        "notes": one.notes,
        "told": [{"whom": each.whom.value, "at": at(each.at), "by": each.by, "note": each.note} for each in one.told],
    }
    return {
        "id": one.id,
        "opened": at(one.opened_at),
        "opened_by": one.opened_by,
        "case": one.case,
        "about": one.about,
        "likelihood": one.likelihood.value,
        "aware": at(one.aware_at),
        "due": at(one.due_at),
        "hours_left": round(one.hours_left(now)) if one.runs else None,
        "overdue": one.runs and one.hours_left(now) <= 0,
        "ico_told": at(one.ico_told_at),
        "closed": at(one.closed_at),
        **(said if words else {}),
    }


def _done(made: "Breach", what: str, app: "App", *, as_json: bool) -> None:
    from gateway.reports.breaches import hours

    zone, now = app.settings.timezone, app.clock.now()
    if as_json:
        document(_document(made, zone, now, words=False))
        return
    say(f"{made.id}: {what}")
    if made.runs:
        say(f"the ICO must be told by {local(made.due_at, zone)}: {hours(made, now)} hours")
