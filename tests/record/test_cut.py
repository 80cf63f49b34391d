"""The record's beginning is taken off, and the rest still verifies: on both engines, and nobody else can do it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import delete, func, insert, select, update

from gateway.model.outcome import RecordEntry, RecordKind
from gateway.record.chain import START, Head
from gateway.record.chainer import Fault, chain, head_of, verify
from gateway.record.cut import cut, cut_seal
from gateway.record.entries import insert_entries
from gateway.record.legal_hold import HoldBook, HoldKind
from gateway.record.reading import entries
from gateway.store.database import Database
from gateway.store.tables import disclosure, record, record_batch, record_cut
from tests.contracts.builders import ANA, World, outcome, world
from tests.contracts.builders import disclosure as disclosed
from tests.store.builders import DAY, NOON, SECOND

LATER = NOON + 100 * DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Chained:
    """A record of four batches, a day apart; the first has a case that shared something."""

    here: World
    heads: tuple[Head, ...]
    case: str

    @property
    def database(self) -> Database:
        return self.here.database

    @property
    def key(self) -> bytes:
        return self.here.keys.record_key


@pytest.fixture
def chained(database: Database, tmp_path: Path) -> Iterator[Chained]:
    with world(database, tmp_path / "keys") as here:
        case = here.accept(ANA)
        here.decide(outcome(ready=(ANA,), disclosures=(disclosed(ANA),)))
        heads = [chain(database, here.keys.record_key, NOON)]
        for days in (1, 2, 3):
            at = NOON + days * DAY
            with database.write() as connection:
                entry = RecordEntry(kind=RecordKind.NOTIFIED, case=None, by="gateway", facts=(("n", days),))
                insert_entries(connection, [entry], at)
            heads.append(chain(database, here.keys.record_key, at))
        yield Chained(here=here, heads=tuple(heads), case=case)


def test_the_rest_verifies_and_goes_on(chained: Chained) -> None:
    made = cut(chained.database, chained.key, NOON + 2 * DAY, LATER, by="gateway")

    assert made is not None
    assert (made.batch, made.entries, made.head) == (2, 4, chained.heads[1])
    chain(chained.database, chained.key, LATER)
    found = verify(chained.database, chained.key, chained.heads[3])
    assert (found.ok, found.cut, found.batches, found.tail) == (True, 2, 3, 0)
    (entry,) = entries(chained.database, kinds=(RecordKind.CUT,))
    assert (entry.facts["batch"], entry.facts["head"]) == (2, str(chained.heads[1]))
    with chained.database.read() as connection:
        assert connection.scalar(select(func.count()).select_from(disclosure)) == 0
        assert connection.scalar(select(func.min(record_batch.c.n))) == 3


@pytest.mark.parametrize(
    ("before", "last"),
    [
        pytest.param(NOON, None, id="a-batch-of-this-instant-stays"),
        pytest.param(NOON + SECOND, 1, id="a-second-later-it-goes"),
        pytest.param(NOON + 3 * DAY + SECOND, 4, id="all-of-it"),
    ],
)
def test_where_it_is_cut(chained: Chained, before: object, last: int | None) -> None:
    made = cut(chained.database, chained.key, before, LATER, by="gateway")  # type: ignore[arg-type] # a row's time

    assert (None if made is None else made.batch) == last
    assert verify(chained.database, chained.key).ok
    assert verify(chained.database, chained.key, chained.heads[3]).ok


def test_a_record_cut_whole_goes_on_from_its_cut(chained: Chained) -> None:
    cut(chained.database, chained.key, LATER, LATER, by="gateway")

    assert head_of(chained.database) == chained.heads[3]
    assert chain(chained.database, chained.key, LATER).batch == 5
    assert verify(chained.database, chained.key).ok


def test_cut_again_and_again(chained: Chained) -> None:
    for days in (1, 2, 3):
        cut(chained.database, chained.key, NOON + days * DAY, LATER, by="gateway")
        chain(chained.database, chained.key, LATER)
        assert verify(chained.database, chained.key).ok

    assert cut(chained.database, chained.key, NOON + 3 * DAY, LATER, by="gateway") is None
    with chained.database.read() as connection:
        assert list(connection.scalars(select(record_cut.c.n).order_by(record_cut.c.n))) == [1, 2, 3]


def test_an_older_head_proves_nothing_any_more_and_that_is_told(chained: Chained) -> None:
    cut(chained.database, chained.key, NOON + 2 * DAY, LATER, by="gateway")

    assert verify(chained.database, chained.key, chained.heads[0]).fault is Fault.BEFORE_CUT
    assert verify(chained.database, chained.key, chained.heads[1]).ok  # the very cut
    other = Head(batch=2, mac=bytes(32))
    assert verify(chained.database, chained.key, other).fault is Fault.NOT_THIS_RECORD


@pytest.mark.parametrize("how", ["no-cut", "without-the-key", "moved", "emptied", "an-older-cut-back"])
def test_nobody_else_can_cut(chained: Chained, how: str) -> None:
    if how != "no-cut" and how != "without-the-key":
        cut(chained.database, chained.key, NOON + DAY, LATER, by="gateway")
    with chained.database.write() as connection:
        for table in (disclosure, record):
            connection.execute(delete(table).where(table.c.batch <= 2))
        mac = connection.scalar(select(record_batch.c.mac).where(record_batch.c.n == 2)) or b""
        connection.execute(delete(record_batch).where(record_batch.c.n <= 2))
        if how == "without-the-key":
            seal = cut_seal(bytes(32), START, 2, LATER, 4, mac)
            connection.execute(insert(record_cut).values(n=2, at=LATER, entries=4, mac=mac, seal=seal))
        elif how == "moved":
            connection.execute(update(record_cut).values(n=2, mac=mac))
        elif how == "emptied":
            connection.execute(delete(record_cut))

    found = verify(chained.database, chained.key)
    forged = how in {"without-the-key", "moved"}
    assert found.fault is (Fault.CUT_FORGED if forged else Fault.BATCH_MISSING)


@pytest.mark.parametrize(
    ("kind", "subject", "keeps"),
    [
        pytest.param(HoldKind.PERSON, "P-1", True, id="whom-it-was-about"),
        pytest.param(HoldKind.PARTY, "S-1", True, id="whom-it-went-to"),
        pytest.param(HoldKind.CASE, "", True, id="the-case"),
        pytest.param(HoldKind.PERSON, "P-2", False, id="somebody-else"),
        pytest.param(HoldKind.PERSON, "P-%", False, id="a-percent-sign-is-no-wildcard"),
    ],
)
def test_a_legal_hold_stops_the_cut_before_its_first_row(
    chained: Chained, kind: HoldKind, subject: str, *, keeps: bool
) -> None:
    book = HoldBook(chained.database, chained.here.keys.casework)
    hold = book.add(kind, subject or chained.case, "Zoë's claim", by="iris@family.example", at=LATER)

    made = cut(chained.database, chained.key, NOON + 2 * DAY, LATER, by="gateway")
    assert (made is None) is keeps
    book.lift(hold, by="iris@family.example", at=LATER)
    again = cut(chained.database, chained.key, NOON + 2 * DAY, LATER, by="gateway")
    assert (again is not None) is keeps
    assert verify(chained.database, chained.key).ok
