"""The breach register on both engines: the 72 hours, who was told, and when it may be closed."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from gateway.model.errors import PermanentFailure
from gateway.model.message import CaseId
from gateway.model.outcome import RecordKind
from gateway.model.risks import Likelihood, Told
from gateway.record.breaches import Breach, BreachBook
from gateway.record.reading import entries
from gateway.store.database import Database
from tests.contracts.builders import ANA, MANAGER, WORKER, World, world
from tests.store.builders import DAY, HOUR, NOON, SECOND

WHAT = "Zoë Example's letter went to her father"


@pytest.fixture
def here(database: Database, tmp_path: Path) -> Iterator[World]:
    with world(database, tmp_path / "keys") as made:
        yield made


def book(here: World) -> BreachBook:
    return BreachBook(here.database, here.keys.casework)


def opened(
    here: World,
    *,
    aware_at: datetime = NOON,
    case: CaseId | None = None,
    likelihood: Likelihood = Likelihood.RISK,
) -> Breach:
    return book(here).open(
        WHAT, aware_at=aware_at, case=case, about=("P-1",), likelihood=likelihood, by=WORKER, at=NOON + HOUR
    )


def test_the_72_hours_run_from_when_we_knew(here: World) -> None:
    one = opened(here)

    assert (one.id, one.opened_by, one.what, one.about) == ("BR-1", WORKER, WHAT, ("P-1",))
    assert (one.due_at, one.runs) == (NOON + 3 * DAY, True)
    assert one.hours_left(NOON + HOUR) == 71
    assert one.hours_left(one.due_at) == 0
    assert one.hours_left(one.due_at + HOUR) == -1


def test_from_a_case(here: World) -> None:
    case = here.accept(ANA)

    assert opened(here, case=case).case == case
    assert [row.kind for row in entries(here.database, case=case)] == ["accepted", "breach"]
    with pytest.raises(PermanentFailure, match="no such case"):
        opened(here, case=CaseId("GW-00000000"))
    assert len(book(here).all()) == 1


def test_who_was_told_when(here: World) -> None:
    opened(here)
    book(here).told("BR-1", Told.PARTNER, told_at=NOON + HOUR, note="rang Zoë", by=MANAGER, at=NOON + 2 * HOUR)
    one = book(here).told("BR-1", Told.ICO, told_at=NOON + 3 * HOUR, note="IC-1", by=MANAGER, at=NOON + 3 * HOUR)

    assert [(each.whom, each.at, each.by, each.note) for each in one.told] == [
        (Told.PARTNER, NOON + HOUR, MANAGER, "rang Zoë"),
        (Told.ICO, NOON + 3 * HOUR, MANAGER, "IC-1"),
    ]
    assert (one.ico_told_at, one.runs) == (NOON + 3 * HOUR, False)


def test_nothing_that_people_wrote_is_in_the_record(here: World) -> None:
    opened(here)
    book(here).change("BR-1", by=MANAGER, at=NOON + HOUR, note="Zoë moved", likelihood=Likelihood.HIGH)
    book(here).told("BR-1", Told.ICO, told_at=NOON, note="about Zoë", by=MANAGER, at=NOON + HOUR)

    rows = entries(here.database, kinds=(RecordKind.BREACH,))
    assert [row.facts["change"] for row in rows] == ["opened", "changed", "told"]
    assert rows[1].facts["likelihood"] == "high"
    assert "Zo" not in json.dumps([dict(row.facts) for row in rows])


@pytest.mark.parametrize(
    ("likelihood", "told", "refused"),
    [
        pytest.param(Likelihood.RISK, (), "the ICO was not told", id="nobody-told"),
        pytest.param(Likelihood.RISK, (Told.PARTNER,), "the ICO was not told", id="another-told"),
        pytest.param(Likelihood.RISK, (Told.ICO,), None, id="ico-told"),
        pytest.param(Likelihood.UNLIKELY, (), None, id="unlikely"),
        pytest.param(Likelihood.HIGH, (Told.ICO,), "people it is about were not told", id="high-people-not-told"),
        pytest.param(Likelihood.HIGH, (Told.ICO, Told.PEOPLE), None, id="high-all-told"),
    ],
)
def test_when_it_may_be_closed(
    here: World, likelihood: Likelihood, told: tuple[Told, ...], refused: str | None
) -> None:
    opened(here, likelihood=likelihood)
    for whom in told:
        book(here).told("BR-1", whom, told_at=NOON, note="", by=MANAGER, at=NOON + HOUR)

    if refused is not None:
        with pytest.raises(PermanentFailure, match=refused):
            book(here).close("BR-1", "over", by=MANAGER, at=NOON + DAY)
        assert book(here).get("BR-1").closed_at is None
        return
    closed = book(here).close("BR-1", "over", by=MANAGER, at=NOON + DAY)
    assert (closed.closed_at, closed.notes, closed.runs) == (NOON + DAY, ("over",), False)
    assert book(here).all() == ()
    assert len(book(here).all(closed=True)) == 1
    with pytest.raises(PermanentFailure, match="is closed"):
        book(here).change("BR-1", by=MANAGER, at=NOON + DAY, note="late")


def test_nobody_knows_ahead(here: World) -> None:
    with pytest.raises(PermanentFailure, match="lies ahead"):
        opened(here, aware_at=NOON + HOUR + SECOND)
    opened(here, aware_at=NOON + HOUR)
    with pytest.raises(PermanentFailure, match="lies ahead"):
        book(here).told("BR-1", Told.ICO, told_at=NOON + DAY, note="", by=MANAGER, at=NOON + HOUR)


@pytest.mark.parametrize("identity", ["BR-2", "RK-1", "", "BR-x"])
def test_no_such_breach(here: World, identity: str) -> None:
    opened(here)

    with pytest.raises(PermanentFailure, match="no such breach"):
        book(here).get(identity)
