"""`gateway record export`: the record as it stands, and reports out of it."""

from pathlib import Path
from typing import Annotated

import typer

from gateway.cli.options import AsJson, ConfigDir
from gateway.cli.output import document, say
from gateway.model.errors import PermanentFailure


def export(
    what: Annotated[str, typer.Argument(metavar="[FILE]", help="File to write; - or none: standard output.")] = "-",
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Write the record out, one JSON object a line."""
    from gateway.app import opened
    from gateway.record import reading

    with opened(config) as app:
        lines = reading.export(app.database)
        if what == "-":
            for line in lines:
                typer.echo(line)
            return
        file = Path(what)
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
    if as_json:
        document({"file": str(file), "lines": count})
        return
    say(f"{count} lines written to {file}")
