"""`gateway record export`: the record as it stands, and reports out of it."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from gateway.cli.days import From, Until, first_moment, moment_after
from gateway.cli.options import AsJson, ConfigDir
from gateway.cli.output import complain, counted, document, say
from gateway.cli.passwords import local_user
from gateway.model.errors import PermanentFailure

if TYPE_CHECKING:
    from gateway.app import App
    from gateway.reports.report import Report

_REPORTS: Final = ("sar", "foi", "review")
_FORMATS: Final = ("csv", "xlsx", "json")


def export(
    what: Annotated[
        str, typer.Argument(metavar="[sar|foi|review|FILE]", help="A report, or the whole record (- prints it).")
    ] = "-",
    about: Annotated[
        str | None, typer.Option(metavar="PERSON", help="sar: the register id of who asked.", show_default=False)
    ] = None,
    first: From = None,
    last: Until = None,
    form: Annotated[
        str | None, typer.Option("--format", metavar="F", help="csv, xlsx or json.", show_default=False)
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="To write; without it, printed.", show_default=False)
    ] = None,
    with_withheld: Annotated[
        bool, typer.Option("--with-withheld", help="sar: with what was looked at and may be told.")
    ] = False,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Write a report out of the record, or all of it, one JSON object a line.

    Reports: what was shared about one person (sar), a period in figures (foi), holds and who decided (review)."""
    from gateway.app import opened
    from gateway.reports.asked import note_export

    asked = (about, first, last, form, out)
    if what not in _REPORTS:
        if any(one is not None for one in asked) or with_withheld:
            raise typer.BadParameter(f"these options go with a report: {', '.join(_REPORTS)}")
        _whole(what, config, as_json=as_json)
        return
    if (what == "sar") != (about is not None) or (with_withheld and what != "sar"):
        raise typer.BadParameter("--about PERSON goes with sar, and sar needs it; so does --with-withheld")
    chosen = _form(form, out)
    with opened(config) as app:
        if what == "sar":
            report, withheld = _sar(app, about or "", first, last, with_withheld=with_withheld)
        else:
            report, withheld = (_foi if what == "foi" else _review)(app, first, last), ()
        content = _bytes(report, chosen)
        asked_for = (("about", about), ("from", first), ("until", last), ("format", chosen), ("rows", report.rows))
        note_export(app.database, what, asked_for, content, by=local_user(), at=app.clock.now())
    _hand_out(content, out, report, as_json=as_json)
    if withheld:
        done = "stand in it; whoever hands it out looks at them first" if with_withheld else "are left out"
        complain(
            f"{counted(len(withheld), 'case')} {done}: {', '.join(withheld)}",
            "something is kept from this person, they were not told, or somebody else could be harmed: look at each",
            "keep a line back only on an exemption in law, and note which; --with-withheld puts them in",
        )


def _form(written: str | None, out: Path | None) -> str:
    form = (written or ("" if out is None else out.suffix.lstrip(".")) or "csv").lower()
    if form not in _FORMATS:
        raise typer.BadParameter(f"--format: one of {', '.join(_FORMATS)}; or give --out a name that ends so")
    if form == "xlsx" and out is None:
        raise typer.BadParameter("--format xlsx needs --out FILE")
    return form


def _sar(
    app: "App", about: str, first: str | None, last: str | None, *, with_withheld: bool
) -> "tuple[Report, tuple[str, ...]]":
    from gateway.reports.asked import sar_of

    zone = app.settings.timezone
    made = sar_of(
        app.database,
        app.registers().snapshot(),
        about,
        since=first_moment(first, zone),
        until=moment_after(last, zone),
        zone=zone,
        at=app.clock.now(),
        with_withheld=with_withheld,
    )
    return made.report, made.withheld


def _foi(app: "App", first: str | None, last: str | None) -> "Report":
    from gateway.reports.asked import foi_of

    zone = app.settings.timezone
    if first is None or last is None:
        raise typer.BadParameter("foi needs the period: --from DATE --until DATE")
    return foi_of(
        app.database,
        app.registers().snapshot(),
        since=first_moment(first, zone),
        until=moment_after(last, zone),
        smallest_group=app.settings.policy.policy.smallest_group,
    )


def _review(app: "App", first: str | None, last: str | None) -> "Report":
    from gateway.reports.asked import held_in
    from gateway.reports.review import review

    zone = app.settings.timezone
    return review(held_in(app.database, first_moment(first, zone), moment_after(last, zone)), zone)


def _bytes(report: "Report", form: str) -> bytes:
    from gateway.reports.files import Format, as_bytes

    return as_bytes(report, Format(form))


def _hand_out(content: bytes, out: Path | None, report: "Report", *, as_json: bool) -> None:
    from gateway.reports.files import write_private

    if out is None:
        # Not through a text stream's own line ends: the file is to be the same bytes however it is made.
        sys.stdout.write(content.decode("utf-8-sig").replace("\r\n", "\n"))
        return
    write_private(out, content)
    if as_json:
        document({"file": str(out), "report": report.name, "rows": report.rows})
        return
    say(f"{counted(report.rows, 'row')} written to {out}")


def _whole(what: str, config: Path | None, *, as_json: bool) -> None:
    from gateway.app import opened
    from gateway.model.outcome import RecordEntry, RecordKind
    from gateway.record import reading
    from gateway.record.entries import insert_entries

    with opened(config) as app:
        entry = RecordEntry(
            kind=RecordKind.EXPORTED, case=None, by=local_user(), facts=(("report", "record"), ("format", "json"))
        )
        with app.database.write() as connection:
            insert_entries(connection, [entry], app.clock.now())
        lines = reading.export(app.database)
        if what == "-":
            for line in lines:
                typer.echo(line)
            return
        count = _write_lines(Path(what), lines)
    if as_json:
        document({"file": what, "lines": count})
        return
    say(f"{count} lines written to {what}")


def _write_lines(file: Path, lines: Iterable[str]) -> int:
    count = 0
    try:
        # Created with its rights, not given them later: whom the record names is nobody else's business.
        file.unlink(missing_ok=True)
        file.touch(mode=0o600, exist_ok=False)
        with file.open("w", encoding="utf-8") as written:
            for line in lines:
                written.write(line + "\n")
                count += 1
    except OSError as error:
        raise PermanentFailure(f"{file}: cannot be written: {error.strerror}") from error
    return count
