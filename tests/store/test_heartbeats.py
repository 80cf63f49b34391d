"""Heartbeats: who lives, who is silent, who is forgotten; on both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from gateway.store.database import Database
from gateway.store.heartbeats import SILENT, Beat, Heartbeats

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WORKER = Beat(node="one", role="worker", number=0, pid=10, version="1", started_at=NOW, seen_at=NOW)


def test_each_process_has_one_row_and_the_next_takes_its_place(database: Database) -> None:
    beats = Heartbeats(database)
    other = replace(WORKER, number=1, pid=11)
    beats.beat(WORKER)
    beats.beat(other)
    later = replace(WORKER, pid=12, started_at=NOW + timedelta(seconds=5), seen_at=NOW + timedelta(seconds=5))
    beats.beat(later)

    assert beats.all() == (later, other)


def test_who_ends_in_order_is_not_missed_and_ends_nobody_else(database: Database) -> None:
    beats = Heartbeats(database)
    beats.beat(replace(WORKER, pid=12))
    beats.ended(WORKER)  # an earlier process of the same place
    assert len(beats.all()) == 1
    beats.ended(replace(WORKER, pid=12))
    assert beats.all() == ()


def test_a_silent_one_shows_for_a_day(database: Database) -> None:
    beats = Heartbeats(database)
    beats.beat(WORKER)
    assert not WORKER.silent(NOW + SILENT)
    assert WORKER.silent(NOW + SILENT + timedelta(seconds=1))
    beats.beat(replace(WORKER, role="clock", seen_at=NOW + timedelta(days=1)))
    assert {one.role for one in beats.all()} == {"worker", "clock"}
    beats.beat(replace(WORKER, role="clock", seen_at=NOW + timedelta(days=1, seconds=1)))
    assert {one.role for one in beats.all()} == {"clock"}
