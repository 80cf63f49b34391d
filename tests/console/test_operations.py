"""Operations and health: what is told of queues, processes, copies and checks, and what ICT may do there."""

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, update

from gateway.check.result import Area, Level
from gateway.check.service import service
from gateway.console.errands import Errands
from gateway.model.errors import TemporaryFailure
from gateway.model.message import CaseId
from gateway.model.outcome import RecordEntry, RecordKind
from gateway.record.entries import insert_entries
from gateway.record.reading import entries
from gateway.sign_in.accounts import AccountRole
from gateway.store.heartbeats import Beat, Heartbeats
from gateway.store.tables import heartbeat, step
from tests.console.conftest import RunningConsole
from tests.console.http import Browser
from tests.console.mails import decided, put_off
from tests.console.people import account_of, with_role

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def ict(running: RunningConsole) -> Browser:
    return with_role(running, AccountRole.ICT)


@pytest.fixture(scope="module")
def waiting(running: RunningConsole) -> CaseId:
    """A mail that the next hop did not take yet."""
    case = decided(running.app, "operations-1", "INTERNAL: the hall", "Dear colleagues,\n\nThe hall is open.\n")
    put_off(running.app)
    return case


def told(running: RunningConsole, area: Area) -> list[tuple[Level, str]]:
    now = datetime.now(UTC)
    return [(one.level, one.what) for one in service(running.app, now) if one.area is area]


def beat(running: RunningConsole, role: str, seen_at: datetime) -> None:
    one = Beat(node="node-a", role=role, number=0, pid=7, version="0", started_at=seen_at, seen_at=seen_at)
    Heartbeats(running.app.database).beat(one)


def test_processes_that_live_are_silent_or_missing(running: RunningConsole, ict: Browser) -> None:
    with running.app.database.write() as connection:
        connection.execute(delete(heartbeat))
    assert "No process has said yet that it lives." in ict.get("/operations").text
    assert told(running, Area.PROCESSES)[0][0] is Level.PROBLEM
    now = datetime.now(UTC)
    for role in ("intake", "worker", "deliver"):
        beat(running, role, now)
    beat(running, "clock", now - timedelta(minutes=5))
    found = told(running, Area.PROCESSES)
    assert [level for level, _ in found] == [Level.PROBLEM]
    assert "clock on node-a has said nothing for 5 minutes" in found[0][1]
    assert "node-a, process 7" in ict.get("/operations").text
    beat(running, "clock", now)
    assert [level for level, _ in told(running, Area.PROCESSES)] == [Level.OK]


def test_a_copy_of_the_database_ages(running: RunningConsole) -> None:
    assert told(running, Area.BACKUP)[0][0] is Level.WARNING
    now = datetime.now(UTC)
    entry = RecordEntry(kind=RecordKind.BACKED_UP, case=None, by="test", facts=(("bytes", 1),))
    with running.app.database.write() as connection:
        insert_entries(connection, [entry], now)
    assert told(running, Area.BACKUP) == [(Level.OK, "the last copy of the database was made less than a minute ago")]
    later = [one for one in service(running.app, now + timedelta(days=3)) if one.area is Area.BACKUP]
    assert later[0].level is Level.WARNING


def test_the_whole_check_runs_beside_the_page_and_shows_with_its_age(running: RunningConsole, ict: Browser) -> None:
    page = ict.get("/health")
    assert "It was not done since the console started." in page.text
    assert ict.post("/health/check", {"form_token": page.token}).goes_to == "/health"
    deadline = time.monotonic() + 60
    while "Last done" not in (text := ict.get("/health").text):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert "Next hops:" in text
    assert "less than a minute ago" in text
    assert "Isolation:" in ict.get("/operations").text
    last = entries(running.app.database, kinds=[RecordKind.OPERATED])[-1]
    assert (last.by, last.facts["what"]) == (account_of(AccountRole.ICT), "check")


def test_what_waits_for_a_next_hop_is_tried_at_once(running: RunningConsole, ict: Browser, waiting: CaseId) -> None:
    page = ict.get("/operations")
    assert "451 4.3.0 (" in page.text
    token = page.token
    (mine,) = [one.id for one in running.app.queue().queue() if one.case == waiting]
    answer = ict.post("/operations/retry", {"form_token": token, "step": str(mine)})
    assert answer.goes_to == "/operations?tried=1"
    (due,) = [one.due_at for one in running.app.queue().queue() if one.case == waiting]
    assert due <= datetime.now(UTC)
    last = entries(running.app.database, kinds=[RecordKind.OPERATED])[-1]
    assert (last.facts["what"], last.facts["step"], last.facts["count"]) == ("retry", str(mine), 1)
    assert ict.post("/operations/retry", {"form_token": token, "hop": "smarthost"}).status == 303
    last = entries(running.app.database, kinds=[RecordKind.OPERATED])[-1]
    assert (last.facts["what"], last.facts["hop"]) == ("retry", "smarthost")
    nothing = ict.post("/operations/retry", {"form_token": token, "hop": "no such hop"})
    assert (nothing.status, "There is nothing that could be tried now" in nothing.text) == (422, True)
    with running.app.database.write() as connection:
        connection.execute(update(step).values(lease_until=datetime.now(UTC) + timedelta(minutes=1), worker="w"))
    assert ict.post("/operations/retry", {"form_token": token, "hop": "smarthost"}).status == 422


def test_one_errand_at_a_time_and_the_last_result_stays() -> None:
    errands: Errands[int] = Errands("test", lambda: NOW)
    go = threading.Event()

    def slow() -> int:
        go.wait(10)
        return 1

    assert errands.begin(slow)
    assert not errands.begin(slow)
    assert (errands.state().began_at, errands.state().came) == (NOW, None)
    go.set()
    assert settled(errands) == (1, "")
    go.clear()
    assert errands.begin(slow)
    assert errands.state().came == 1
    go.set()
    settled(errands)


def test_an_errand_that_fails_says_so_and_tells_nothing_that_it_should_not() -> None:
    errands: Errands[int] = Errands("test", lambda: NOW)

    def fails() -> int:
        raise TemporaryFailure("the database cannot be asked")

    def breaks() -> int:
        raise ValueError("Mia Okafor")

    errands.begin(fails)
    assert settled(errands) == (None, "the database cannot be asked")
    errands.begin(breaks)
    came, failed = settled(errands)
    assert came is None
    assert failed.startswith("a fault in the gateway itself: ValueError at test_operations.py:")


def settled(errands: Errands[int]) -> tuple[int | None, str]:
    deadline = time.monotonic() + 10
    while errands.state().began_at is not None:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return errands.state().came, errands.state().failed
