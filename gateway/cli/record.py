"""`gateway record`."""

from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.options import AsJson, ConfigDir
from gateway.cli.output import complain, document, say

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
                "cut": found.cut,
                "tail": found.tail,
                "head": str(found.head),
            }
        )
    elif found.ok:
        say(f"{found.batches} batches are as they were chained; {found.tail} rows are not chained yet")
        if found.cut:
            say(f"the {found.cut} batches before them were taken off when their time was over, by the gateway itself")
        say(f"head {found.head}")
    if not found.ok:
        complain(_fault(found))
        raise typer.Exit(1)


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

    if found.fault is Fault.BEFORE_CUT:
        return f"batch {found.broken_at}: retention took it off since that head was kept; give a later head"
    words = {
        Fault.CUT_FORGED: "what stands before the record's beginning was not written by the gateway",
        Fault.CHANGED: "a row of it was changed, added, removed or moved",
        Fault.BATCH_MISSING: "its number is left out",
        Fault.CUT_OFF: "the record ends before the head that was kept",
        Fault.NOT_THIS_RECORD: "it is not the batch of the head that was kept",
    }
    where = f" from row {found.first_seq}" if found.first_seq is not None else ""
    what = words[found.fault] if found.fault is not None else ""
    return f"batch {found.broken_at}{where}: {what}; {found.batches} batches before it are in order"
