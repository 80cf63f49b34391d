"""One entry of a register: what it says, and what it said before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from gateway.console.desk import Desk
from gateway.console.pages.governance.fields import FIELDS, TITLES
from gateway.console.pages.governance.person import person_parts
from gateway.console.pages.governance.requests import clock_of_entry
from gateway.console.pages.governance.shared import (
    address,
    cell_words,
    keep_apart,
    looked_at,
    register_of,
    stand_words,
)
from gateway.console.replies import Missing, Page, Reply, Visit
from gateway.language import mark
from gateway.model.parties import RegisterSnapshot
from gateway.registers.files.columns import COLUMNS, RegisterKind
from gateway.registers.history import Version
from gateway.registers.shelf import named_people
from gateway.registers.stands import STANDS, stand_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What one column said before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One turn of an entry's life."""

    at: datetime
    by: str
    what: str
    differences: tuple[Difference, ...] = ()


def entry(desk: Desk, visit: Visit) -> Reply:
    """The page; looking at it is recorded."""
    kind, identity = register_of(visit), visit.query.get("id", "")
    versions = desk.app.history().versions(kind, identity)
    if not versions:
        return Missing()
    # Whom it named at any time: a version that was put right shows below.
    names = {name for one in versions for name in named_people(kind, one.row.named(kind))}
    keep_apart(desk, visit, names, f"/registers/{kind.value}/entry")
    looked_at(desk, visit, kind.value, identity)
    registers = desk.directory().written
    cells = versions[0].row.named(kind)
    in_force = versions[0].until is None
    rows = tuple(
        (FIELDS[kind][column].label, cell_words(kind, column, cells[column], registers))
        for column in COLUMNS[kind]
        if cells[column]
    )
    stand = stand_words(kind, stand_of(kind, cells, visit.at, desk.app.settings.timezone))
    return Page(
        template="governance/entry.html",
        values={
            "kind": kind.value,
            "titles": TITLES[kind],
            "id": identity,
            "title": cells.get("name") or cells.get("title") or identity,
            "rows": rows,
            "in_force": in_force,
            "stand_word": stand if in_force and STANDS[kind] else "",
            "events": tuple(_events(desk, kind, versions, registers)),
            "change": address(f"/registers/{kind.value}/change", {"id": identity}),
            "end": address(f"/registers/{kind.value}/end", {"id": identity}),
            "done": visit.query.get("done", ""),
            "clock": clock_of_entry(desk, visit, identity) if kind is RegisterKind.REQUESTS and in_force else None,
            "person": person_parts(desk, visit, identity) if kind is RegisterKind.PEOPLE and in_force else None,
        },
    )


def _events(
    desk: Desk, kind: RegisterKind, versions: tuple[Version, ...], registers: RegisterSnapshot
) -> Iterator[Event]:
    later: Version | None = None
    for place, version in enumerate(versions):
        if version.until is not None and (later is None or later.since != version.until):
            turn = desk.app.history().turn(version.until)
            if turn is not None:
                yield Event(at=turn.at, by=turn.by, what=mark("Ended"))
        earlier = versions[place + 1] if place + 1 < len(versions) else None
        if earlier is None or earlier.until != version.since:
            yield Event(at=version.at, by=version.by, what=mark("Added"))
        else:
            changed = tuple(differences(kind, earlier.row.named(kind), version.row.named(kind), registers))
            yield Event(at=version.at, by=version.by, what=mark("Changed"), differences=changed)
        later = version


def differences(
    kind: RegisterKind, before: dict[str, str], after: dict[str, str], registers: RegisterSnapshot
) -> Iterator[Difference]:
    """The columns that say something else."""
    for column in COLUMNS[kind]:
        if before[column] != after[column]:
            yield Difference(
                label=FIELDS[kind][column].label,
                before=cell_words(kind, column, before[column], registers),
                after=cell_words(kind, column, after[column], registers),
            )
