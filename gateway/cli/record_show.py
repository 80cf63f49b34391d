"""`gateway record show` and `gateway record disclosures`: what was done and shared, in ids."""

from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.days import From, Until, first_moment, moment_after
from gateway.cli.options import AsJson, Case, ConfigDir
from gateway.cli.output import Json, complain, document, table
from gateway.reports.moments import local

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

    from gateway.record.reading import Disclosed, Entry, Fact

# What is the same for every recipient and every time, or a hash: told with --json.
_LONG = frozenset({"policy", "generation", "received_sha256", "sent_sha256", "sha256", "content_hash"})


def show(case: Case, config: ConfigDir = None, as_json: AsJson = False) -> None:
    """Show all that is recorded about a case, in order.

    Ids, words and hashes: nothing that was written, and nobody's name."""
    from gateway.app import opened
    from gateway.model.message import CaseId
    from gateway.record import reading

    number = CaseId(case.strip().upper())
    with opened(config) as app:
        rows = reading.entries(app.database, case=number)
        shared = reading.disclosures(app.database, reading.Which(case=number))
        zone = app.settings.timezone
    if not rows:
        complain(f"{number}: nothing is recorded about it")
        raise typer.Exit(1)
    if as_json:
        document(
            {
                "case": number,
                "entries": [_entry(row, zone) for row in rows],
                "disclosures": [_disclosure(one, zone, with_address=False) for one in shared],
            }
        )
        return
    lines = [(row.at, row.seq, (local(row.at, zone), row.kind, row.by, _words(row.facts))) for row in rows]
    lines += [(one.at, rows[-1].seq + 1, (local(one.at, zone), "shared", "gateway", _shared(one))) for one in shared]
    table(("when", "what", "by", "facts"), (line for _, _, line in sorted(lines)), nothing="")


def disclosures(
    about: Annotated[
        str | None, typer.Option(metavar="PERSON", help="Register id of a person.", show_default=False)
    ] = None,
    to: Annotated[
        str | None, typer.Option(metavar="PARTY", help="Register id of a party.", show_default=False)
    ] = None,
    first: From = None,
    last: Until = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """List what was shared: about a person, with a party, or in a period.

    With whom, of which kinds, for what, and on what basis."""
    from gateway.app import opened
    from gateway.record import reading

    if about is None and to is None and first is None and last is None:
        raise typer.BadParameter("say which: --about PERSON, --to PARTY, --from DATE or --until DATE")
    with opened(config) as app:
        zone = app.settings.timezone
        which = reading.Which(about=about, to=to, since=first_moment(first, zone), until=moment_after(last, zone))
        found = reading.disclosures(app.database, which)
    if as_json:
        document([_disclosure(one, zone, with_address=True) for one in found])
        return
    rows = (
        (
            local(one.at, zone),
            one.case,
            one.person,
            one.recipient,
            one.party,
            ", ".join(one.kinds),
            one.purpose,
            one.basis,
            one.channel if one.delivered else f"{one.channel}, on its way",
        )
        for one in found
    )
    columns = ("when", "case", "person", "recipient", "party", "kinds", "purpose", "basis", "channel")
    whom = "" if about is None else f" about {about}"
    table(columns, rows, nothing=f"nothing was shared{whom}{'' if to is None else f' with {to}'}")


def _entry(row: "Entry", zone: "ZoneInfo") -> Json:
    return {
        "at": row.at.astimezone(zone).isoformat(),
        "kind": row.kind,
        "by": row.by,
        "facts": dict(row.facts),
        "batch": row.batch,
    }


def _words(facts: "Mapping[str, Fact]") -> str:
    told = {name: value for name, value in facts.items() if name not in _LONG and value not in ("", None, [])}
    return "; ".join(
        f"{name} {', '.join(value) if isinstance(value, list) else value}" for name, value in told.items()
    )


def _shared(one: "Disclosed") -> str:
    return f"person {one.person}; party {one.party or 'none'}; kinds {', '.join(one.kinds)}; basis {one.basis}"


def _disclosure(one: "Disclosed", zone: "ZoneInfo", *, with_address: bool) -> Json:
    from dataclasses import asdict

    return {
        "at": one.at.astimezone(zone).isoformat(),
        "case": one.case,
        "person": one.person,
        "party": one.party or None,
        **({"recipient": one.recipient} if with_address else {}),
        "kinds": one.kinds,
        "purpose": one.purpose,
        "basis": one.basis,
        "statement": one.statement,
        "treatment": one.treatment,
        "channel": one.channel,
        "delivered": one.delivered,
        "details": None if one.details is None else asdict(one.details),
    }
