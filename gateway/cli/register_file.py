"""Writing a register that is worked by hand to a file, and that somebody did."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from gateway.cli.output import document, say

if TYPE_CHECKING:
    from gateway.app import App
    from gateway.reports.report import Report


def write_register(app: "App", file: Path, report: "Report", *, by: str) -> None:
    """Write it (0600) in the format of its name; the export is recorded first (REC-1).

    Raises:
        BadParameter: the name ends in no format.
        PermanentFailure: it cannot be written.
    """
    from gateway.reports.asked import note_export
    from gateway.reports.files import Format, as_bytes, write_private

    form = file.suffix.lstrip(".").lower()
    if form not in set(Format):
        raise typer.BadParameter(f"{file}: name it .csv, .xlsx or .json")
    content = as_bytes(report, Format(form))
    facts = (("format", form), ("rows", report.rows))
    note_export(app.database, report.name, facts, content, by=by, at=app.clock.now())
    write_private(file, content)


def tell_written(file: Path, rows: int, counted: str, *, as_json: bool) -> None:
    """Say what went into a register's file; *counted*: the rows in words."""
    if as_json:
        document({"file": str(file), "entries": rows})
        return
    say(f"{counted} written to {file}")
