"""One leader at a time, and each timed job once."""

import threading

from gateway.store.database import Database
from gateway.store.leader import first_time, take_lead
from tests.store.builders import MINUTE, NOON, SECOND


def test_the_lead_is_kept_while_it_is_renewed(database: Database) -> None:
    assert take_lead(database, "clock", "a", 10, NOON)
    assert not take_lead(database, "clock", "b", 10, NOON + 9 * SECOND)
    assert take_lead(database, "clock", "a", 10, NOON + 9 * SECOND)
    assert not take_lead(database, "clock", "b", 10, NOON + 18 * SECOND)
    assert take_lead(database, "reports", "b", 10, NOON)


def test_the_lead_of_the_dead_passes_on(database: Database) -> None:
    take_lead(database, "clock", "dead", 10, NOON)

    assert take_lead(database, "clock", "heir", 10, NOON + 10 * SECOND)
    assert not take_lead(database, "clock", "dead", 10, NOON + 11 * SECOND)


def test_of_many_at_once_one_leads(database: Database) -> None:
    leads: list[bool] = []
    threads = [
        threading.Thread(target=lambda n=n: leads.append(take_lead(database, "clock", str(n), 10, NOON)))
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(leads) == [False] * 7 + [True]


def test_a_timed_job_is_done_once(database: Database) -> None:
    with database.write() as connection:
        assert first_time(connection, "digest", "2026-11-20", NOON)
        connection.rollback()  # it failed, so it was not done
    for done in (True, False):
        with database.write() as connection:
            assert first_time(connection, "digest", "2026-11-20", NOON + MINUTE) is done
            assert first_time(connection, "digest", f"another-{done}", NOON)
