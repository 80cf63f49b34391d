"""The record in the database: every change to it shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, func, insert, select, text, update

from gateway.model.outcome import RecordEntry, RecordKind
from gateway.record.chain import Head
from gateway.record.chainer import Fault, chain, head_of, verify
from gateway.record.entries import insert_entries
from gateway.store.database import Database
from gateway.store.tables import disclosure, record, record_batch
from tests.contracts.builders import ANA, World, outcome, world
from tests.contracts.builders import disclosure as disclosed
from tests.store.builders import NOON, SECOND


@dataclass(frozen=True, slots=True, kw_only=True)
class Chained:
    """A record of three batches, its heads kept."""

    here: World
    heads: tuple[Head, ...]

    @property
    def key(self) -> bytes:
        return self.here.keys.record_key


def add(database: Database, *facts: str) -> None:
    with database.write() as connection:
        insert_entries(
            connection,
            [RecordEntry(kind=RecordKind.NOTIFIED, case=None, by="gateway", facts=(("n", each),)) for each in facts],
            NOON,
        )


@pytest.fixture
def chained(database: Database, tmp_path: Path) -> Iterator[Chained]:
    with world(database, tmp_path / "keys") as here:
        here.accept(ANA)
        here.decide(outcome(ready=(ANA,), disclosures=(disclosed(ANA), disclosed(ANA, "P-2"))))
        heads = [chain(database, here.keys.record_key, NOON)]
        for batch in "bc":
            add(database, batch + "1", batch + "2", batch + "3")
            heads.append(chain(database, here.keys.record_key, NOON + SECOND))
        yield Chained(here=here, heads=tuple(heads))


def unfettered(connection: Connection) -> None:
    """As who has the database file: foreign keys hold nobody back."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET session_replication_role = replica"))


def tamper(chained: Chained, *statements: object) -> None:
    database = chained.here.database
    if database.sqlite:
        with database.write() as connection:
            connection.execute(text("PRAGMA defer_foreign_keys = ON"))
            for statement in statements:
                connection.execute(statement)  # type: ignore[call-overload] # any statement
        return
    with database.write() as connection:
        unfettered(connection)
        for statement in statements:
            connection.execute(statement)  # type: ignore[call-overload] # any statement
        connection.execute(text("SET session_replication_role = origin"))


def test_an_untouched_record_is_in_order(chained: Chained) -> None:
    add(chained.here.database, "not chained yet")
    found = verify(chained.here.database, chained.key, chained.heads[1])

    assert found.ok
    assert (found.batches, found.tail, found.head) == (3, 1, chained.heads[2])
    assert head_of(chained.here.database) == chained.heads[2]


def test_an_empty_record_is_in_order(database: Database) -> None:
    found = verify(database, bytes(32))

    assert (found.ok, found.batches, found.tail, found.head.batch) == (True, 0, 0, 0)


def test_nothing_new_makes_no_batch(chained: Chained) -> None:
    assert chain(chained.here.database, chained.key, NOON) == chained.heads[2]


def test_more_than_a_batch_holds_is_chained_in_several(database: Database) -> None:
    for _ in range(11):
        add(database, *(str(n) for n in range(200)))

    assert chain(database, bytes(32), NOON).batch == 3
    assert verify(database, bytes(32)).ok


def test_a_row_committed_late_goes_into_a_later_batch(chained: Chained) -> None:
    # On PostgreSQL a number is given before the commit: a lower one can come after a higher was chained.
    with chained.here.database.write() as connection:
        lowest = connection.scalar(select(func.min(record.c.seq))) or 0
        connection.execute(
            insert(record).values(seq=lowest - 1, at=NOON, kind="notified", by_whom="gateway", facts="{}")
        )
    head = chain(chained.here.database, chained.key, NOON)

    assert head.batch == 4
    assert verify(chained.here.database, chained.key, head).ok


@pytest.mark.parametrize(
    ("statements", "broken_at"),
    [
        pytest.param([update(record).where(record.c.facts == '{"n":"b2"}').values(facts='{"n":"x"}')], 2, id="fact"),
        pytest.param([update(record).where(record.c.facts == '{"n":"b2"}').values(by_whom="x")], 2, id="who"),
        pytest.param([update(record).where(record.c.facts == '{"n":"c3"}').values(at=NOON - SECOND)], 3, id="when"),
        pytest.param([delete(record).where(record.c.facts == '{"n":"b1"}')], 2, id="row-deleted"),
        pytest.param(
            [insert(record).values(at=NOON, kind="released", by_whom="x", facts="{}", batch=2)], 2, id="row-inserted"
        ),
        pytest.param([update(record).where(record.c.facts == '{"n":"b3"}').values(batch=3)], 2, id="row-moved-later"),
        pytest.param(
            [update(record).where(record.c.facts == '{"n":"c1"}').values(batch=2)], 2, id="row-moved-earlier"
        ),
        pytest.param(
            [update(record).where(record.c.facts == '{"n":"c1"}').values(batch=None)], 3, id="row-unchained"
        ),
        pytest.param(
            [
                update(record).where(record.c.facts == '{"n":"b1"}').values(facts="b"),
                update(record).where(record.c.facts == '{"n":"b2"}').values(facts='{"n":"b1"}'),
                update(record).where(record.c.facts == "b").values(facts='{"n":"b2"}'),
            ],
            2,
            id="rows-swapped",
        ),
        pytest.param(
            [update(disclosure).where(disclosure.c.person == "P-2").values(person="P-3")], 1, id="disclosure"
        ),
        pytest.param(
            [update(disclosure).where(disclosure.c.person == "P-2").values(details=None)], 1, id="details-taken-away"
        ),
        pytest.param([delete(disclosure).where(disclosure.c.person == "P-2")], 1, id="disclosure-deleted"),
        pytest.param([update(record_batch).where(record_batch.c.n == 2).values(mac=bytes(32))], 2, id="mac"),
        pytest.param([update(record_batch).where(record_batch.c.n == 2).values(entries=4)], 2, id="count"),
        pytest.param([update(record_batch).where(record_batch.c.n == 2).values(at=NOON)], 2, id="time-of-batch"),
    ],
)
def test_a_change_shows_where_it_is(chained: Chained, statements: list[object], broken_at: int) -> None:
    tamper(chained, *statements)
    found = verify(chained.here.database, chained.key)

    assert not found.ok
    assert (found.fault, found.broken_at, found.batches) == (Fault.CHANGED, broken_at, broken_at - 1)
    if broken_at == 2:
        with chained.here.database.read() as connection:
            first = connection.scalar(select(func.min(record.c.seq)).where(record.c.batch == 2))
        assert found.first_seq == first


def test_a_batch_taken_out_shows(chained: Chained) -> None:
    tamper(chained, delete(record).where(record.c.batch == 2), delete(record_batch).where(record_batch.c.n == 2))

    found = verify(chained.here.database, chained.key)
    assert (found.fault, found.broken_at) == (Fault.BATCH_MISSING, 2)


def test_a_batch_taken_out_and_the_rest_renumbered_shows(chained: Chained) -> None:
    tamper(
        chained,
        delete(record).where(record.c.batch == 2),
        delete(record_batch).where(record_batch.c.n == 2),
        insert(record_batch).from_select(
            ["n", "at", "entries", "mac"],
            select(record_batch.c.n - 1, record_batch.c.at, record_batch.c.entries, record_batch.c.mac).where(
                record_batch.c.n == 3
            ),
        ),
        update(record).where(record.c.batch == 3).values(batch=2),
        delete(record_batch).where(record_batch.c.n == 3),
    )

    found = verify(chained.here.database, chained.key)
    assert (found.fault, found.broken_at) == (Fault.CHANGED, 2)


def test_a_tail_cut_off_shows_against_a_head_that_was_kept(chained: Chained) -> None:
    tamper(chained, delete(record).where(record.c.batch == 3), delete(record_batch).where(record_batch.c.n == 3))

    assert verify(chained.here.database, chained.key).ok  # a chain alone cannot show it
    assert verify(chained.here.database, chained.key, chained.heads[1]).ok
    found = verify(chained.here.database, chained.key, chained.heads[2])
    assert (found.fault, found.broken_at) == (Fault.CUT_OFF, 3)


def test_a_tail_rewritten_shows_even_when_the_gateway_chains_it_anew(chained: Chained) -> None:
    tamper(
        chained,
        update(record).where(record.c.batch == 3).values(batch=None),
        update(record).where(record.c.facts == '{"n":"c2"}').values(facts='{"n":"rewritten"}'),
        delete(record_batch).where(record_batch.c.n == 3),
    )
    chain(chained.here.database, chained.key, NOON + SECOND)

    assert verify(chained.here.database, chained.key).ok
    found = verify(chained.here.database, chained.key, chained.heads[2])
    assert (found.fault, found.broken_at) == (Fault.NOT_THIS_RECORD, 3)


def test_a_chain_made_with_another_key_shows(chained: Chained) -> None:
    assert verify(chained.here.database, bytes(32)).fault is Fault.CHANGED
