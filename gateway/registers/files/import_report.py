"""What a change of a register came to: for who asked, and for the record."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gateway.model.outcome import RecordEntry, RecordKind
from gateway.registers.files.columns import RegisterKind, Row
from gateway.registers.files.faults import Fault
from gateway.registers.files.plan import Plan

_IDS_RECORDED: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a change came to: ids, never values."""

    kind: RegisterKind
    added: tuple[str, ...]
    changed: tuple[str, ...]
    ended: tuple[str, ...]
    generation: int  # of the registers afterwards; unchanged when nothing was


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did, or in a dry run would do. With a fault, nothing of it is done."""

    kind: RegisterKind
    faults: tuple[Fault, ...]
    added: tuple[str, ...] = ()  # ids
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    generation: int | None = None  # None: nothing was imported
    seal: str = ""  # of all that it comes to, onto what it was laid: the same again is the same change


def reported(found: Plan, generation: int | None, seal: str) -> ImportReport:
    """What laying a plan came to; *generation*: None: nothing was laid."""
    return ImportReport(
        kind=found.kind,
        faults=found.faults,
        added=ids_of(found.added),
        changed=ids_of(found.changed),
        unchanged=found.unchanged,
        ended=found.ended,
        generation=generation,
        seal=seal,
    )


def recorded(found: Plan, generation: int, by: str) -> RecordEntry:
    """The line of the record."""
    return RecordEntry(
        kind=RecordKind.REGISTER_CHANGED,
        case=None,
        by=by,
        facts=(
            ("register", found.kind.value),
            ("generation", generation),
            *_named("added", ids_of(found.added)),
            *_named("changed", ids_of(found.changed)),
            *_named("ended", tuple(found.ended)),
        ),
    )


def _named(what: str, ids: tuple[str, ...]) -> tuple[tuple[str, int | tuple[str, ...]], ...]:
    # A first import may bring a million people: the rows themselves carry the generation.
    return ((what, len(ids)), (f"{what}_ids", ids[:_IDS_RECORDED]))


def ids_of(rows: Sequence[Row]) -> tuple[str, ...]:
    """The ids of rows, in order."""
    return tuple(row.id for row in rows)
