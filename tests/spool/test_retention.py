"""When a month's mail becomes unreadable, and when it must not."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from gateway.model.errors import PermanentFailure
from gateway.model.lifecycle import Lane
from gateway.spool.retention import periods_to_destroy, purge
from gateway.store.database import Database
from gateway.store.tables import record
from tests.contracts.builders import ACCEPTED, ANA, BEN, LATER, World, notice, outcome, world
from tests.store.builders import HOUR, NOON, SECOND

DECEMBER = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture
def here(database: Database, tmp_path: Path) -> Iterator[World]:
    with world(database, tmp_path / "keys") as made:
        yield made


def delivered(here: World) -> None:
    """One message, gone."""
    here.accept(ANA)
    here.decide(outcome(ready=(ANA,)))
    here.steps.commit_delivery(here.claim(Lane.DELIVER), {ANA: ACCEPTED}, here.clock.at, next_due=None)


def test_a_month_goes_when_it_has_ended(here: World) -> None:
    delivered(here)

    assert periods_to_destroy(here.database, DECEMBER - SECOND) == ()
    assert periods_to_destroy(here.database, DECEMBER) == ("2026-11",)


def test_mail_that_somebody_waits_for_keeps_its_month(here: World) -> None:
    case = here.accept(ANA, BEN)
    assert periods_to_destroy(here.database, DECEMBER) == ()  # received
    here.decide(outcome(ready=(ANA,), held=(BEN,)))
    here.steps.commit_delivery(here.claim(Lane.DELIVER), {ANA: LATER}, NOON, next_due=NOON + HOUR)
    assert periods_to_destroy(here.database, DECEMBER) == ()  # ready, held
    here.pass_time(80 * HOUR)
    here.holding.expire(case, here.clock.at, finished=())
    assert periods_to_destroy(here.database, DECEMBER) == ()  # ready
    here.steps.commit_delivery(here.claim(Lane.DELIVER), {ANA: ACCEPTED}, here.clock.at, next_due=None)

    assert periods_to_destroy(here.database, DECEMBER) == ("2026-11",)


def test_a_notice_that_was_not_sent_keeps_its_month(here: World) -> None:
    here.steps.notice((notice(),), NOON, case=None)

    assert periods_to_destroy(here.database, DECEMBER) == ()


def test_what_was_purged_is_gone_and_recorded(here: World) -> None:
    delivered(here)
    here.keys.ensure_period(DECEMBER)
    here.clock.at = DECEMBER
    stored = here.steps.load_message(here.view.trace(ANA)[0].case)

    assert purge(here.database, here.keys, "2026-11", DECEMBER, by="gateway") == 3  # mail, finished mail, sheet

    with pytest.raises(PermanentFailure, match="destroyed"):
        here.contents.content(stored.content)
    assert here.view.trace(ANA)[0].case == stored.case  # that it was, and when, is still known
    assert periods_to_destroy(here.database, DECEMBER) == ()
    with here.database.read() as connection:
        rows = connection.scalars(select(record.c.facts).where(record.c.kind == "purged")).all()
    assert rows == ['{"period":"2026-11","contents":3}']
    assert purge(here.database, here.keys, "2026-11", DECEMBER, by="gateway") == 0  # after a crash: safe to repeat
    delivered(here)  # December goes on
