"""Erasing a person from the registers on both engines: all versions are destroyed, or nothing is changed."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from gateway.model.errors import PermanentFailure
from gateway.model.outcome import RecordEntry, RecordKind
from gateway.model.parties import PersonId
from gateway.record.entries import insert_entries
from gateway.record.legal_hold import HoldBook, HoldKind
from gateway.record.reading import entries
from gateway.registers.erase import Erased, Erasure, delete_ended
from gateway.registers.files.columns import RegisterKind
from gateway.registers.store import Registers
from gateway.store.database import Database
from gateway.store.tables import register_row
from tests.contracts.builders import ANA, MANAGER, World, outcome, world
from tests.registers.builders import LONDON
from tests.store.builders import DAY, NOON, SECOND

P1, P2 = PersonId("P-1"), PersonId("P-2")
CONSENT = {
    "id": "C-1",
    "person": "P-1",
    "given_by": "P-1",
    "capacity": "self",
    "party": "*",
    "purposes": "*",
    "kinds": "*",
    "given_on": "2026-01-01",
    "explicit": "yes",
}


@pytest.fixture
def here(database: Database, tmp_path: Path) -> Iterator[World]:
    with world(database, tmp_path / "keys") as made:
        yield made


def registers(here: World) -> Registers:
    return Registers(here.database, here.keys.registers, timezone=LONDON, own_domains=["family.example"])


def put(book: Registers, kind: RegisterKind, *rows: dict[str, str]) -> None:
    book.apply(kind, rows, replace=False, by=MANAGER, at=NOON)


@pytest.fixture
def book(here: World) -> Registers:
    """Two people, one of them written twice, with a consent."""
    made = registers(here)
    put(made, RegisterKind.PEOPLE, {"id": "P-1", "name": "Zoë Example"}, {"id": "P-2", "name": "Tom Example"})
    put(made, RegisterKind.PEOPLE, {"id": "P-1", "name": "Zoe Example-Reed"})
    put(made, RegisterKind.CONSENTS, CONSENT)
    return made


def erase(here: World, book: Registers, person: PersonId = P1) -> Erased:
    return Erasure(database=here.database, seal=here.keys.registers).erase(
        person, book.snapshot(), by=MANAGER, at=NOON
    )


def texts(here: World) -> list[str]:
    """Every sealed text of the registers, opened."""
    with here.database.read() as connection:
        rows = connection.execute(select(register_row)).all()
    return [
        here.keys.registers.unseal(row.data, f"{row.kind}/{row.id}/{row.from_generation}").decode() for row in rows
    ]


def test_every_version_of_all_about_them_is_destroyed(here: World, book: Registers) -> None:
    other = registers(here)  # another process, which has them in memory
    assert P1 in other.snapshot().people

    assert erase(here, book) == Erased(entries=2, versions=3, disclosures=0)

    assert not any("Zo" in text for text in texts(here))
    assert any("Tom" in text for text in texts(here))
    for seen in (book.snapshot(), other.snapshot(), registers(here).snapshot()):
        assert set(seen.people) == {P2}
        assert seen.consents == ()
    (entry,) = entries(here.database, kinds=(RecordKind.ERASED,))
    assert (entry.facts["person"], entry.by) == ("P-1", MANAGER)
    put(book, RegisterKind.PEOPLE, {"id": "P-1", "name": "Somebody New"})  # the id can be given again
    assert book.snapshot().people[P1].name == "Somebody New"


def test_what_stands_in_the_way_is_told_and_nothing_is_changed(here: World, book: Registers) -> None:
    before = texts(here)
    holds = HoldBook(here.database, here.keys.casework)

    held = holds.add(HoldKind.PERSON, "P-1", "a claim", by=MANAGER, at=NOON)
    with pytest.raises(PermanentFailure, match="legal hold"):
        erase(here, book)
    holds.lift(held, by=MANAGER, at=NOON)
    case = here.accept(ANA)
    with here.database.write() as connection:
        facts = (("people", ("P-1",)),)
        insert_entries(connection, [RecordEntry(kind=RecordKind.DECIDED, case=case, by="gateway", facts=facts)], NOON)
    with pytest.raises(PermanentFailure, match=f"mail about them waits: {case}"):
        erase(here, book)
    with pytest.raises(PermanentFailure, match="never was"):
        erase(here, book, PersonId("P-9"))
    assert texts(here) == before
    here.decide(outcome(refused=(ANA,)))
    assert erase(here, book).entries == 2


@pytest.mark.parametrize("column", ["no_contact", "acts_for", "risk_to"])
def test_whoever_others_are_protected_from_is_not_forgotten(here: World, book: Registers, column: str) -> None:
    put(book, RegisterKind.PEOPLE, {"id": "P-2", "name": "Tom Example", column: "P-1"})

    # SAFE-1: the protection rests on knowing whom it is against.
    with pytest.raises(PermanentFailure, match=rf"still named by people P-2 \({column}\)"):
        erase(here, book)
    put(book, RegisterKind.PEOPLE, {"id": "P-2", "name": "Tom Example", column: ""})
    assert erase(here, book).versions == 3


def test_a_consent_they_gave_for_somebody_else_must_end_first(here: World, book: Registers) -> None:
    put(book, RegisterKind.CONSENTS, {**CONSENT, "id": "C-2", "person": "P-2", "capacity": "parent"})

    with pytest.raises(PermanentFailure, match=r"consents C-2 \(given_by\)"):
        erase(here, book)


def test_versions_that_ended_long_ago_are_deleted(here: World, book: Registers) -> None:
    assert delete_ended(here.database, NOON, NOON + DAY, by="gateway") == 0
    held = HoldBook(here.database, here.keys.casework).add(HoldKind.PARTY, "ELM", "", by=MANAGER, at=NOON)
    assert delete_ended(here.database, NOON + SECOND, NOON + DAY, by="gateway") == 0  # a hold stops all of it
    HoldBook(here.database, here.keys.casework).lift(held, by=MANAGER, at=NOON)

    assert delete_ended(here.database, NOON + SECOND, NOON + DAY, by="gateway") == 1
    assert sorted(json.loads(text).get("name", "") for text in texts(here)) == ["", "Tom Example", "Zoe Example-Reed"]
    assert set(registers(here).snapshot().people) == {P1, P2}
