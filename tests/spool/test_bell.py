"""Waking sleepers: in time, on the right lane, and never in the way."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from gateway.model.lifecycle import Lane
from gateway.spool.bell import Bell, LocalBell, bell_for
from gateway.store.database import Database

SOON = 5.0  # far longer than a ring takes; a test that waits this long fails


def ring(database: Database, bell: Bell, lane: Lane = Lane.ANALYSE) -> None:
    with database.write() as connection:
        bell.in_transaction(connection, lane)
    bell.after_commit(lane)


def rung_while(database: Database, act: Callable[[Bell], None], lane: Lane = Lane.ANALYSE) -> float | None:
    """How long a sleeper slept until it rang; None: it did not within half a second after *act*."""
    bell = bell_for(database)
    ready, woke = threading.Event(), threading.Event()

    def sleep() -> None:
        with bell.sleeper(lane) as sleeper:
            while sleeper.wait(0.01):  # a new listener looks once before it sleeps
                pass
            ready.set()
            if sleeper.wait(SOON):
                woke.set()

    thread = threading.Thread(target=sleep, daemon=True)
    thread.start()
    assert ready.wait(SOON)
    began = time.monotonic()
    act(bell)
    if not woke.wait(0.5):
        return None
    thread.join()
    return time.monotonic() - began


def test_a_sleeper_is_woken(database: Database) -> None:
    slept = rung_while(database, lambda bell: ring(database, bell))

    assert slept is not None


def test_another_lane_lets_it_sleep(database: Database) -> None:
    assert rung_while(database, lambda bell: ring(database, bell, Lane.DELIVER)) is None


def test_what_is_rolled_back_does_not_ring(database: Database) -> None:
    def fail(bell: Bell) -> None:
        with database.write() as connection:
            bell.in_transaction(connection, Lane.ANALYSE)
            connection.rollback()

    assert rung_while(database, fail) is None


def test_a_ring_while_awake_is_not_lost(database: Database) -> None:
    bell = bell_for(database)
    with bell.sleeper(Lane.ANALYSE) as sleeper:
        while sleeper.wait(0.01):
            pass
        for _ in range(3):
            ring(database, bell)

        assert sleeper.wait(SOON)
        began = time.monotonic()
        while sleeper.wait(0.05):
            pass
        assert time.monotonic() - began < SOON


def test_without_a_ring_the_poll_is_what_is_left(database: Database) -> None:
    with bell_for(database).sleeper(Lane.ANALYSE) as sleeper:
        while sleeper.wait(0.01):
            pass
        began = time.monotonic()

        assert not sleeper.wait(0.1)
        assert time.monotonic() - began >= 0.09


def test_a_server_that_goes_away_leaves_the_poll(database: Database) -> None:
    if database.sqlite:
        return
    with bell_for(database).sleeper(Lane.ANALYSE) as sleeper:
        assert sleeper.wait(0.01)
        with database.write() as connection:
            connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND query LIKE 'LISTEN%%'"
            )

        assert not sleeper.wait(0.05)
        assert sleeper.wait(0.05)  # connected again: look, for a ring may have been missed


def test_sleepers_that_were_killed_are_cleared_away(tmp_path: Path) -> None:
    bell = LocalBell(tmp_path)
    dead = tmp_path / "analyse.1.dead"
    with bell.sleeper(Lane.ANALYSE) as sleeper:
        (alive,) = tmp_path.iterdir()
        os.link(alive, tmp_path / "analyse.1.linked")
        dead.touch()
        bell.after_commit(Lane.ANALYSE)

        assert sleeper.wait(SOON)
        assert not dead.exists()
        assert alive.exists()
    assert not alive.exists()


def test_a_full_buffer_holds_nobody_up(tmp_path: Path) -> None:
    bell = LocalBell(tmp_path)
    with bell.sleeper(Lane.ANALYSE) as sleeper:
        began = time.monotonic()
        for _ in range(2000):
            bell.after_commit(Lane.ANALYSE)

        assert time.monotonic() - began < SOON
        assert sleeper.wait(SOON)
        assert not sleeper.wait(0.01)


def test_a_folder_too_deep_for_sockets_leaves_the_poll(tmp_path: Path) -> None:
    bell = LocalBell(tmp_path / ("x" * 100) / ("y" * 100))
    with bell.sleeper(Lane.ANALYSE) as sleeper:
        bell.after_commit(Lane.ANALYSE)

        assert not sleeper.wait(0.05)
