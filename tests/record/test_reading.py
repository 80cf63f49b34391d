"""What the record says: disclosures about a person, and the export."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from gateway.model.errors import TemporaryFailure
from gateway.model.lifecycle import Lane
from gateway.model.outcome import RecordEntry, RecordKind
from gateway.record.chainer import chain
from gateway.record.entries import canonical, commitment, insert_entries
from gateway.record.reading import Which, disclosures, export
from gateway.store.database import Database
from gateway.store.tables import disclosure as disclosure_table
from gateway.store.tables import record
from tests.contracts.builders import ACCEPTED, ANA, BEN, NEVER, World, disclosure, outcome, release, world
from tests.store.builders import MINUTE, NOON, SECOND


@pytest.fixture
def here(database: Database, tmp_path: Path) -> Iterator[World]:
    with world(database, tmp_path / "keys") as made:
        yield made


def test_what_was_shared_about_a_person(here: World) -> None:
    case = here.accept(ANA, BEN)
    here.decide(outcome(ready=(ANA, BEN), disclosures=(disclosure(ANA), disclosure(BEN), disclosure(ANA, "P-2"))))
    assert [each.delivered for each in disclosures(here.database, Which(about="P-1"))] == [False, False]
    here.steps.commit_delivery(here.claim(Lane.DELIVER), {ANA: ACCEPTED, BEN: NEVER}, NOON, next_due=None)

    (only,) = disclosures(here.database, Which(about="P-1"))  # Ben's bounced: nothing was shared with him
    assert (only.case, only.recipient, only.party, only.person) == (case, ANA, "S-1", "P-1")
    assert (only.kinds, only.purpose, only.basis) == (
        ("education", "name"),
        "early-help",
        "agreement:A-1+consent:C-1",
    )
    assert (only.statement, only.treatment, only.channel, only.delivered) == ("fact", "share", "tls", True)
    assert len(disclosures(here.database, Which(about="P-2"))) == 1
    assert disclosures(here.database, Which(about="P-3")) == ()


def test_what_was_decided_again_counts_once(here: World) -> None:
    case = here.accept(ANA)
    here.decide(outcome(ready=(ANA,), disclosures=(disclosure(ANA),)))
    here.steps.reopen(here.claim(Lane.DELIVER), NOON)
    assert disclosures(here.database, Which(about="P-1")) == ()
    here.decide(outcome(held=(ANA,)))
    assert disclosures(here.database, Which(about="P-1")) == ()
    here.holding.add_answers(case, [release("", (ANA,))], NOON)
    here.decide(outcome(ready=(ANA,), disclosures=(disclosure(ANA),)))

    assert len(disclosures(here.database, Which(about="P-1"))) == 1


def test_a_disclosure_holds_a_commitment_and_no_address(here: World) -> None:
    here.accept(ANA)
    here.decide(outcome(ready=(ANA,), disclosures=(disclosure(ANA),)))

    with here.database.read() as connection:
        row = connection.execute(select(disclosure_table)).one()
    assert row.recipient == commitment(here.keys.commitment_key, ANA)
    assert not any(isinstance(value, str) and "@" in value for value in row)


def test_a_commitment_can_be_looked_up_with_the_key_only() -> None:
    key, other = bytes(32), bytes([1]) * 32

    assert commitment(key, "Ana@School.example") == commitment(key, ANA)
    assert commitment(key, ANA) != commitment(other, ANA)
    assert commitment(key, ANA) != commitment(key, BEN)


def test_the_export_is_whole_and_in_order(here: World) -> None:
    for _ in range(2):
        here.accept(ANA)
        here.pass_time(SECOND)
    here.decide(outcome(ready=(ANA,), disclosures=(disclosure(ANA),)))
    chain(here.database, here.keys.record_key, NOON)
    with here.database.write() as connection:
        for n in range(1200):  # more than is read at a time
            entry = RecordEntry(kind=RecordKind.FAULT, case=None, by="gateway", facts=(("n", n),))
            insert_entries(connection, [entry], here.clock.at)

    lines = [json.loads(line) for line in export(here.database)]
    records = [line for line in lines if "record" in line]
    assert [line["kind"] for line in records[:2]] == ["accepted", "decided"]
    assert [line["facts"].get("n") for line in records[2:]] == list(range(1200))
    assert [line["batch"] for line in records[:3]] == [1, 1, None]
    assert [line["person"] for line in lines if "disclosure" in line] == ["P-1"]
    assert lines[-1]["batch"] == 1
    assert lines[-1]["entries"] == 3
    assert not any("@school" in line for line in export(here.database))


def test_facts_keep_their_order_and_stand_once() -> None:
    assert (
        canonical((("b", 1), ("a", ("x", "y")), ("c", None), ("d", "é")))
        == '{"b":1,"a":["x","y"],"c":null,"d":"\\u00e9"}'
    )
    with pytest.raises(ValueError, match="named twice"):
        canonical((("a", 1), ("a", 2)))


def test_the_record_never_goes_back_in_time(here: World) -> None:
    entry = RecordEntry(kind=RecordKind.FAULT, case=None, by="gateway", facts=())
    with here.database.write() as connection:
        insert_entries(connection, [entry], NOON)
        insert_entries(connection, [entry], NOON - MINUTE)
    with pytest.raises(TemporaryFailure, match="clock"), here.database.write() as connection:
        insert_entries(connection, [entry], NOON - MINUTE - SECOND)

    with here.database.read() as connection:
        assert len(connection.execute(select(record)).all()) == 2
