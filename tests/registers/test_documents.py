"""Source documents that are kept from somebody: fingerprints, sealed, on each engine."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from gateway.model.errors import TemporaryFailure
from gateway.registers.documents import keep_document
from gateway.registers.files.columns import RegisterKind
from gateway.registers.store import Registers
from gateway.store.database import Database
from gateway.store.seal import RegisterSeal
from gateway.store.tables import record, restricted_document
from tests.registers.builders import LONDON, NOON, OWN, cells

SEAL = RegisterSeal(b"k" * 32)
FIRST, SECOND, THIRD = bytes(8), b"\1" * 8, b"\2" * 8


def keep(database: Database, restriction: str, *prints: bytes) -> bool:
    return keep_document(database, SEAL, restriction, prints, by="iris@ours.example", at=NOON)


def registers_on(database: Database) -> Registers:
    return Registers(database, SEAL, timezone=LONDON, own_domains=OWN)


def test_a_document_is_known_by_its_prints_from_the_next_generation_on(database: Database) -> None:
    registers = registers_on(database)
    registers.apply(RegisterKind.PEOPLE, [cells(RegisterKind.PEOPLE)], replace=False, by="iris", at=NOON)
    before = registers.directory()

    assert keep(database, "R-1", SECOND, FIRST)
    assert keep(database, "R-2", SECOND, THIRD)
    assert not keep(database, "R-1", FIRST, SECOND)

    assert before.documents == {}
    assert registers.generation() == 3
    assert registers.directory().documents == {FIRST: ("R-1",), SECOND: ("R-1", "R-2"), THIRD: ("R-2",)}
    assert registers.directory().registers.people == before.registers.people


def test_the_first_change_of_all(database: Database) -> None:
    assert keep(database, "R-1", FIRST)

    assert registers_on(database).directory().documents == {FIRST: ("R-1",)}


def test_a_row_that_was_changed_or_moved_stops_mail(database: Database) -> None:
    keep(database, "R-1", FIRST)
    with database.write() as connection:
        connection.execute(update(restricted_document).values(restriction="R-2"))

    with pytest.raises(TemporaryFailure, match="not as it was sealed"):
        registers_on(database).directory()


def test_it_is_recorded_by_ids(database: Database) -> None:
    keep(database, "R-1", FIRST)
    with database.read() as connection:
        row = connection.execute(select(record)).one()

    assert (row.by_whom, row.kind, row.at) == ("iris@ours.example", "register-changed", NOON + timedelta())
    assert '"restriction":"R-1"' in row.facts
