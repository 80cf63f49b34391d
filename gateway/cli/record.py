"""`gateway record`."""

from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.options import AsJson, ConfigDir
from gateway.cli.output import complain, document, say

if TYPE_CHECKING:
    from gateway.record.chain import Head


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
    from gateway.record.verdict import fault_words, in_order

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
        for line in in_order(found):
            say(line)
    if not found.ok:
        complain(fault_words(found))
        raise typer.Exit(1)


def _head(text: str) -> "Head":
    from gateway.record.chain import Head

    try:
        return Head.parse(text)
    except ValueError:
        raise typer.BadParameter(
            "--head: not a head of the record; it is a number, a colon and 64 hex digits"
        ) from None
