"""Writing a register that is worked by hand to a file, and that somebody did."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from gateway.app import App


def write_register(
    app: "App", file: Path, name: str, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...], *, by: str
) -> None:
    """Write it (0600) in the format of its name; the export is recorded first (REC-1).

    Raises:
        BadParameter: the name ends in no format.
        PermanentFailure: it cannot be written.
    """
    from gateway.model.outcome import RecordEntry, RecordKind
    from gateway.record.entries import insert_entries
    from gateway.reports.files import Format, as_bytes, write_private
    from gateway.reports.report import Report, Sheet

    form = file.suffix.lstrip(".").lower()
    if form not in set(Format):
        raise typer.BadParameter(f"{file}: name it .csv, .xlsx or .json")
    content = as_bytes(Report(name=name, sheets=(Sheet(name=name, columns=columns, rows=rows),)), Format(form))
    entry = RecordEntry(
        kind=RecordKind.EXPORTED,
        case=None,
        by=by,
        facts=(
            ("report", name),
            ("format", form),
            ("rows", len(rows)),
            ("sha256", hashlib.sha256(content).hexdigest()),
        ),
    )
    with app.database.write() as connection:
        insert_entries(connection, [entry], app.clock.now())
    write_private(file, content)
