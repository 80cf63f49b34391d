"""The risk register on both engines: one open risk for a kind and subject, counted, and worked by hand."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from gateway.model.errors import PermanentFailure
from gateway.model.message import CaseId
from gateway.model.outcome import RecordKind
from gateway.model.risks import RiskKind, RiskSeen, RiskStatus
from gateway.record.chainer import chain, verify
from gateway.record.reading import entries
from gateway.record.risk_book import RiskBook
from gateway.record.risks import note_risks
from gateway.store.database import Database
from gateway.store.tables import risk
from tests.contracts.builders import ANA, MANAGER, World, outcome, world
from tests.store.builders import DAY, HOUR, NOON

SEEN = RiskSeen(kind=RiskKind.AGREEMENT_LAPSED, subject="ELM", about=("ELM",), case=CaseId("GW-00000001"))
OTHER_CASE = replace(SEEN, case=CaseId("GW-00000002"))
NO_CASE = replace(SEEN, case=None)


@pytest.fixture
def here(database: Database, tmp_path: Path) -> Iterator[World]:
    with world(database, tmp_path / "keys") as made:
        yield made


def book(here: World) -> RiskBook:
    return RiskBook(here.database, here.keys.casework)


def note(here: World, *seen: RiskSeen, **more: Any) -> int:
    with here.database.write() as connection:
        return note_risks(connection, seen, more.pop("at", NOON), **more)


def changes(here: World) -> list[tuple[Any, ...]]:
    return [
        (row.facts["risk"], row.facts["change"], row.by) for row in entries(here.database, kinds=(RecordKind.RISK,))
    ]


def test_one_open_risk_for_a_kind_and_subject(here: World) -> None:
    assert note(here, SEEN, SEEN) == 1
    assert note(here, SEEN, at=NOON + HOUR) == 0  # the same case, decided again
    assert note(here, OTHER_CASE, at=NOON + HOUR) == 0
    assert note(here, replace(SEEN, subject="COUNCIL"), at=NOON + HOUR) == 1

    elm, council = book(here).all()
    assert (elm.id, elm.kind, elm.about, elm.seen) == ("RK-1", RiskKind.AGREEMENT_LAPSED, ("ELM",), 2)
    assert (elm.opened_at, elm.last_seen_at, elm.case) == (NOON, NOON + HOUR, "GW-00000002")
    assert (council.seen, council.status) == (1, RiskStatus.OPEN)
    assert changes(here)[:2] == [("RK-1", "opened", "gateway"), ("RK-1", "seen", "gateway")]


def test_what_stands_in_the_registers_is_not_counted_by_the_hour(here: World) -> None:
    assert note(here, NO_CASE) == 1
    assert note(here, NO_CASE, at=NOON + HOUR) == 0

    assert book(here).get("RK-1").seen == 1
    assert len(changes(here)) == 1


def test_a_closed_risk_opens_anew_in_mail_and_later_in_the_registers(here: World) -> None:
    note(here, SEEN)
    book(here).close("rk-1", "a new agreement is signed", by="iris@family.example", at=NOON + HOUR)
    closed = NOON + HOUR

    assert note(here, NO_CASE, at=closed + 30 * DAY - HOUR, quiet=30 * DAY) == 0
    assert note(here, NO_CASE, at=closed + 30 * DAY, quiet=30 * DAY) == 1
    book(here).close("RK-2", "again", by="iris@family.example", at=closed + 30 * DAY)
    assert note(here, OTHER_CASE, at=closed + 30 * DAY, quiet=30 * DAY) == 1
    assert [one.id for one in book(here).all()] == ["RK-3"]
    assert [one.id for one in book(here).all(closed=True)] == ["RK-1", "RK-2", "RK-3"]


def test_worked_by_hand_and_every_change_recorded_without_its_words(here: World) -> None:
    note(here, SEEN)
    words = "Zoë Example rings the school each time."
    worked = book(here).change(
        "RK-1",
        by=MANAGER,
        at=NOON,
        owner=MANAGER,
        mitigation=words,
        status=RiskStatus.TREATED,
        review=date(2027, 1, 15),
    )
    closed = book(here).close("RK-1", "Zoë agrees", by=MANAGER, at=NOON + DAY)

    assert (worked.owner, worked.mitigation, worked.status) == (MANAGER, words, RiskStatus.TREATED)
    assert worked.review == date(2027, 1, 15)
    assert (closed.status, closed.closed_at, closed.notes) == (RiskStatus.CLOSED, NOON + DAY, ("Zoë agrees",))
    assert closed.mitigation == words
    rows = entries(here.database, kinds=(RecordKind.RISK,))
    assert [row.facts["change"] for row in rows] == ["opened", "changed", "closed"]
    assert rows[1].facts["fields"] == ["owner", "status", "review", "mitigation"]
    assert "Zo" not in json.dumps([dict(row.facts) for row in rows])
    with here.database.read() as connection:
        stored = connection.execute(select(risk)).one()
    assert stored.sealed is not None
    assert b"Zo" not in stored.sealed
    chain(here.database, here.keys.record_key, NOON + DAY)
    assert verify(here.database, here.keys.record_key).ok


def test_entered_by_hand(here: World) -> None:
    made = book(here).open(("ELM",), "an old fax number", by=MANAGER, at=NOON)

    assert (made.kind, made.about, made.mitigation) == (RiskKind.OTHER, ("ELM",), "an old fax number")
    with pytest.raises(PermanentFailure, match="RK-1 is open about the same"):
        book(here).open(("ELM",), "again", by=MANAGER, at=NOON)
    assert book(here).get("RK-1").mitigation == "an old fax number"
    assert changes(here) == [("RK-1", "opened", MANAGER)]


@pytest.mark.parametrize("identity", ["RK-2", "2", "RK-", "elm", "RK-１", ""])
def test_no_such_risk(here: World, identity: str) -> None:
    note(here, SEEN)

    with pytest.raises(PermanentFailure, match="no such risk"):
        book(here).get(identity)


def test_a_closed_risk_is_not_worked(here: World) -> None:
    note(here, SEEN)
    book(here).close("RK-1", "over", by=MANAGER, at=NOON)

    with pytest.raises(PermanentFailure, match="is closed"):
        book(here).close("RK-1", "over", by=MANAGER, at=NOON)
    with pytest.raises(PermanentFailure, match="is closed"):
        book(here).change("RK-1", by=MANAGER, at=NOON, owner=MANAGER)


def test_a_look_and_its_risks_are_one_transaction(here: World) -> None:
    case = here.accept(ANA)
    here.decide(replace(outcome(held=(ANA,)), risks=(replace(SEEN, case=case),)))

    (found,) = book(here).all()
    assert (found.case, found.seen) == (case, 1)
    kinds = [row.kind for row in entries(here.database, case=case)]
    assert kinds == ["accepted", "risk"]
