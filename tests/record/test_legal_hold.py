"""Legal holds on both engines: added, lifted, recorded, and what they keep besides the record."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from gateway.model.errors import PermanentFailure
from gateway.model.lifecycle import Lane
from gateway.model.message import CaseId
from gateway.model.outcome import RecordEntry, RecordKind
from gateway.model.risks import Likelihood, RiskKind, RiskSeen, Told
from gateway.record.breaches import BreachBook
from gateway.record.chainer import chain
from gateway.record.cut import cut
from gateway.record.legal_hold import HoldBook, HoldKind, held_cases
from gateway.record.old_work import delete_old_work
from gateway.record.reading import entries
from gateway.record.risk_book import RiskBook
from gateway.record.risks import note_risks
from gateway.spool.old_cases import delete_old_cases
from gateway.spool.retention import periods_to_destroy, purge
from gateway.store.database import Database
from gateway.store.tables import breach, breach_told, content, message, metadata, recipient, risk
from tests.contracts.builders import ACCEPTED, ANA, MANAGER, World, disclosure, outcome, release, world
from tests.store.builders import DAY, NOON, SECOND

DECEMBER = datetime(2026, 12, 1, tzinfo=UTC)
LATER = NOON + 4000 * DAY


@pytest.fixture
def here(database: Database, tmp_path: Path) -> Iterator[World]:
    with world(database, tmp_path / "keys") as made:
        yield made


def book(here: World) -> HoldBook:
    return HoldBook(here.database, here.keys.casework)


def hold(here: World, kind: HoldKind, subject: str) -> str:
    return book(here).add(kind, subject, "Zoë's claim", by=MANAGER, at=here.clock.at)


def delivered(here: World) -> CaseId:
    """A case that was held, answered and went; something about P-1 was shared."""
    case = here.accept(ANA)
    here.decide(outcome(held=(ANA,)))
    here.holding.add_answers(case, [release("", (ANA,))], here.clock.at)
    here.decide(outcome(ready=(ANA,), disclosures=(disclosure(ANA),)))
    here.steps.commit_delivery(here.claim(Lane.DELIVER), {ANA: ACCEPTED}, here.clock.at, next_due=None)
    return case


def test_added_and_lifted_and_recorded_without_its_words(here: World) -> None:
    first = hold(here, HoldKind.PERSON, "P-1")
    hold(here, HoldKind.PARTY, "ELM")
    book(here).lift(first.lower(), by=MANAGER, at=NOON + DAY)

    (left,) = book(here).all()
    assert (left.id, left.kind, left.subject, left.why, left.by) == (
        "LH-2",
        HoldKind.PARTY,
        "ELM",
        "Zoë's claim",
        MANAGER,
    )
    assert [one.lifted_at for one in book(here).all(lifted=True)] == [NOON + DAY, None]
    rows = entries(here.database, kinds=(RecordKind.LEGAL_HOLD,))
    assert [(row.facts["hold"], row.facts["change"]) for row in rows] == [
        ("LH-1", "added"),
        ("LH-2", "added"),
        ("LH-1", "lifted"),
    ]
    assert "Zo" not in json.dumps([dict(row.facts) for row in rows])
    for identity in ("LH-1", "LH-9", "P-1", ""):
        with pytest.raises(PermanentFailure, match="no such legal hold"):
            book(here).lift(identity, by=MANAGER, at=NOON + DAY)


def test_a_case_that_shared_nothing_is_held_by_whom_its_decision_names(here: World) -> None:
    case = here.accept(ANA)
    decided = RecordEntry(
        kind=RecordKind.DECIDED, case=case, by="gateway", facts=(("party", "ELM"), ("people", ("P-1", "P-12")))
    )
    here.decide(replace(outcome(held=(ANA,)), records=(decided,)))

    for kind, subject, held in (
        (HoldKind.PERSON, "P-2", False),
        (HoldKind.PERSON, "P-12", True),
        (HoldKind.PARTY, "ELM", True),
        (HoldKind.CASE, case, True),
    ):
        made = hold(here, kind, subject)
        with here.database.read() as connection:
            assert (case in held_cases(connection)) is held
        book(here).lift(made, by=MANAGER, at=NOON)


def test_the_month_of_held_mail_keeps_its_key(here: World) -> None:
    delivered(here)
    assert periods_to_destroy(here.database, DECEMBER) == ("2026-11",)

    made = hold(here, HoldKind.PERSON, "P-1")
    assert periods_to_destroy(here.database, DECEMBER) == ()
    book(here).lift(made, by=MANAGER, at=NOON)
    assert periods_to_destroy(here.database, DECEMBER) == ("2026-11",)


def count(here: World, *names: str) -> dict[str, int]:
    with here.database.read() as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(metadata.tables[name])) or 0 for name in names
        }


OF_A_CASE = ("message", "recipient", "sheet", "answer", "outgoing", "outgoing_recipient", "content", "content_chunk")


def over(here: World) -> None:
    """The record of everything is taken off, and the month's key destroyed."""
    here.clock.at = LATER
    here.keys.ensure_period(LATER)
    chain(here.database, here.keys.record_key, NOON)
    purge(here.database, here.keys, "2026-11", LATER, by="gateway")
    cut(here.database, here.keys.record_key, NOON + SECOND, LATER, by="gateway")


def test_a_case_goes_when_nothing_is_recorded_of_it_any_more(here: World) -> None:
    delivered(here)
    assert delete_old_cases(here.database, LATER) == 0  # the record tells of it
    over(here)

    assert delete_old_cases(here.database, NOON) == 0  # not old enough
    assert delete_old_cases(here.database, NOON + SECOND) == 1
    assert set(count(here, *OF_A_CASE).values()) == {0}
    assert delete_old_cases(here.database, LATER) == 0


def test_a_case_that_somebody_waits_for_or_a_hold_names_stays(here: World) -> None:
    case = delivered(here)
    waits = here.accept(ANA, content=b"Message-ID: <2@family.example>\r\n\r\nx\r\n")
    hold(here, HoldKind.CASE, case)
    with here.database.write() as connection:
        connection.execute(message.update().values(received_at=NOON - 9000 * DAY))
    over(here)

    assert delete_old_cases(here.database, LATER) == 0
    with here.database.read() as connection:
        assert set(connection.scalars(select(recipient.c.case_id))) == {case, waits}
        assert connection.scalar(select(func.count()).select_from(content)) != 0


def test_old_risks_and_breaches_go_but_for_what_is_open_or_held(here: World) -> None:
    case = here.accept(ANA)
    risks, breaches = RiskBook(here.database, here.keys.casework), BreachBook(here.database, here.keys.casework)
    with here.database.write() as connection:
        for subject in ("closed", "open"):
            seen = RiskSeen(kind=RiskKind.OTHER, subject=subject, about=(), case=None)
            note_risks(connection, [seen], NOON)
    risks.close("RK-1", "over", by=MANAGER, at=NOON)
    for number in (None, case):
        made = breaches.open(
            "x", aware_at=NOON, case=number, about=(), likelihood=Likelihood.RISK, by=MANAGER, at=NOON
        )
        breaches.told(made.id, Told.ICO, told_at=NOON, note="", by=MANAGER, at=NOON)
        breaches.close(made.id, "over", by=MANAGER, at=NOON)
    hold(here, HoldKind.CASE, case)
    of_person = hold(here, HoldKind.PERSON, "P-7")

    assert delete_old_work(here.database, NOON + SECOND) == 0
    book(here).lift(of_person, by=MANAGER, at=NOON)
    assert delete_old_work(here.database, NOON) == 0
    assert delete_old_work(here.database, NOON + SECOND) == 2
    with here.database.read() as connection:
        assert list(connection.scalars(select(risk.c.subject))) == ["open"]
        assert list(connection.scalars(select(breach.c.n))) == [2]
        assert list(connection.scalars(select(breach_told.c.breach_n))) == [2]
