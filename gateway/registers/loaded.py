"""Registers read out of the database: whole, or what changed since they were read before."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import select

from gateway.model.errors import TemporaryFailure
from gateway.model.parties import RegisterSnapshot
from gateway.registers.directory import Directory
from gateway.registers.documents import kept_documents
from gateway.registers.files.columns import RegisterKind
from gateway.registers.generation import generation_of
from gateway.registers.rows.entry import Entry, entry
from gateway.registers.rows.sealed_row import unsealed
from gateway.registers.snapshot import changed_snapshot, snapshot
from gateway.store.database import Database
from gateway.store.seal import RegisterSeal
from gateway.store.tables import register_row


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """Registers as they were read at one generation."""

    generation: int
    entries: Mapping[RegisterKind, Mapping[str, Entry]]
    broken: frozenset[tuple[RegisterKind, str]]  # stored by an earlier version, whose checks were laxer
    written: RegisterSnapshot  # entries as imported, before those of one person are made one
    directory: Directory


NOTHING: Final = Loaded(
    generation=0, entries={}, broken=frozenset(), written=snapshot(0, ()), directory=Directory.of(snapshot(0, ()))
)


def load(
    database: Database, seal: RegisterSeal, zone: ZoneInfo, old: Loaded, kinds: Collection[RegisterKind] | None = None
) -> Loaded:
    """What changed since *old*, laid over it.

    Args:
        old: what was loaded before, of the same registers.
        kinds: the registers to read. None: all.

    Raises:
        TemporaryFailure: the database cannot be asked now, or a row in it is not as it was sealed.
    """
    # A register that a later version wrote must be met, not left out.
    alone = () if kinds is None else (register_row.c.kind.in_([kind.value for kind in kinds]),)
    begun, over = register_row.c.from_generation > old.generation, register_row.c.to_generation > old.generation
    with database.read() as connection:
        generation = generation_of(connection)
        if generation == old.generation:
            return old
        gone = connection.execute(select(register_row.c.kind, register_row.c.id).where(over, *alone)).all()
        new = connection.execute(
            select(register_row.c.kind, register_row.c.id, register_row.c.from_generation, register_row.c.data).where(
                begun, register_row.c.to_generation.is_(None), *alone
            )
        ).all()
        documents = kept_documents(connection, seal)
    if generation < old.generation:  # a database restored from a backup
        return load(database, seal, zone, NOTHING, kinds)
    changed = {_register(each.kind) for each in (*gone, *new)}
    touched = {kind: dict(old.entries.get(kind, {})) for kind in changed}
    broken = set(old.broken)
    for ended in gone:
        touched[_register(ended.kind)].pop(ended.id, None)
        broken.discard((_register(ended.kind), ended.id))
    for stored in new:
        kind = _register(stored.kind)
        row = unsealed(seal, kind, stored.id, stored.from_generation, stored.data)
        found = entry(kind, row.named(kind), zone)
        if isinstance(found, tuple):
            broken.add((kind, stored.id))
        else:
            touched[kind][stored.id] = found
    written = changed_snapshot(old.written, generation, {kind: entries.values() for kind, entries in touched.items()})
    return Loaded(
        generation=generation,
        entries={**old.entries, **touched},
        broken=frozenset(broken),
        written=written,
        directory=Directory.of(written, old.directory, documents=documents),
    )


def _register(word: str) -> RegisterKind:
    try:
        return RegisterKind(word)
    except ValueError:
        raise TemporaryFailure("registers: there is one that a later version wrote") from None
