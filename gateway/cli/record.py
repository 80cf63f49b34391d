"""`gateway record`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.options import AsJson, ConfigDir
from gateway.cli.output import complain, document, local, say, table
from gateway.model.errors import PermanentFailure

if TYPE_CHECKING:
    from gateway.record.chain import Head
    from gateway.record.chainer import Verification


def verify(
    head: Annotated[
        str | None,
        typer.Option(metavar="HEAD", help="One that was kept elsewhere: without it a cut-off end stays unseen."),
    ] = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Compute the record's chain again and tell what was changed."""
    from gateway.app import opened
    from gateway.record import chainer

    kept = None if head is None else _head(head)
    with opened(config) as app:
        found = chainer.verify(app.database, app.keys.record_key, kept)
    if as_json:
        document(
            {
                "ok": found.ok,
                "fault": None if found.fault is None else found.fault.value,
                "broken_at": found.broken_at,
                "first_seq": found.first_seq,
                "batches": found.batches,
                "tail": found.tail,
                "head": str(found.head),
            }
        )
    elif found.ok:
        say(f"{found.batches} batches are as they were chained; {found.tail} rows are not chained yet")
        say(f"head {found.head}")
    if not found.ok:
        complain(_fault(found))
        raise typer.Exit(1)


def export(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="To write; standard output without it.")] = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Write the record out, one JSON object a line."""
    from gateway.app import opened
    from gateway.record import reading

    with opened(config) as app:
        lines = reading.export(app.database)
        if file is None:
            for line in lines:
                typer.echo(line)
            return
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


def disclosures(
    about: Annotated[str, typer.Option(metavar="PERSON", help="Register id.", show_default=False)],
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """List what was shared about a person.

    With whom, of which kinds, on what basis: half of a subject access reply."""
    from gateway.app import opened
    from gateway.record import reading

    with opened(config) as app:
        found = reading.disclosures(app.database, about)
        zone = app.settings.timezone
    if as_json:
        document(
            [
                {
                    "at": one.at.astimezone(zone).isoformat(),
                    "case": one.case,
                    "person": one.person,
                    "party": one.party or None,
                    "recipient": one.recipient,
                    "kinds": one.kinds,
                    "purpose": one.purpose,
                    "basis": one.basis,
                    "statement": one.statement,
                    "treatment": one.treatment,
                    "channel": one.channel,
                    "delivered": one.delivered,
                }
                for one in found
            ]
        )
        return
    rows = (
        (
            local(one.at, zone),
            one.case,
            one.recipient,
            one.party,
            ", ".join(one.kinds),
            one.purpose,
            one.basis,
            one.channel if one.delivered else f"{one.channel}, on its way",
        )
        for one in found
    )
    columns = ("when", "case", "recipient", "party", "kinds", "purpose", "basis", "channel")
    table(columns, rows, nothing=f"nothing was shared about {about}")


def _head(text: str) -> "Head":
    from gateway.record.chain import Head

    try:
        return Head.parse(text)
    except ValueError:
        raise typer.BadParameter(
            "--head: not a head of the record; it is a number, a colon and 64 hex digits"
        ) from None


def _fault(found: "Verification") -> str:
    from gateway.record.chainer import Fault

    words = {
        Fault.CHANGED: "a row of it was changed, added, removed or moved",
        Fault.BATCH_MISSING: "its number is left out",
        Fault.CUT_OFF: "the record ends before the head that was kept",
        Fault.NOT_THIS_RECORD: "it is not the batch of the head that was kept",
    }
    where = f" from row {found.first_seq}" if found.first_seq is not None else ""
    what = words[found.fault] if found.fault is not None else ""
    return f"batch {found.broken_at}{where}: {what}; {found.batches} batches before it are in order"
