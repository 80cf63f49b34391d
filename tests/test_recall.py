"""What is kept of a look, and what never is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gateway.model.found import Found
from gateway.model.message import Reading, Unit, Unread, UnreadReason
from gateway.recall import Recall
from tests.gather.builders import found, person, reading

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
FINE = reading("Mia is well.")
UNREAD = replace(FINE, unread=(Unread(part="2", why=UnreadReason.TOO_SLOW, media_type="application/pdf"),))


class Counted:
    """Reads and finds, and counts how often."""

    def __init__(self, answer: Reading = FINE) -> None:
        self.recall = Recall()
        self.answer = answer
        self.reads = self.finds = 0

    def read(self, _content: bytes) -> Reading:
        self.reads += 1
        return self.answer

    def find(self) -> Found:
        self.finds += 1
        return found(person("P-1"))

    def look(self, content: bytes = b"a", rest: str = "generation 1", at: datetime = NOON) -> None:
        seen = self.recall.reading(content, at, self.read)
        self.recall.found(seen, content, rest, at, self.find)


def test_the_same_message_is_read_and_searched_once() -> None:
    desk = Counted()
    for minute in range(10):
        desk.look(at=NOON + minute * MINUTE)

    assert (desk.reads, desk.finds) == (1, 1)


@pytest.mark.parametrize(
    ("content", "rest", "at", "reads", "finds"),
    [
        pytest.param(b"b", "generation 1", NOON, 2, 2, id="another-message"),
        pytest.param(b"a", "generation 2", NOON, 1, 2, id="another-register"),
        pytest.param(b"a", "generation 1", NOON + 10 * MINUTE, 2, 2, id="ten-minutes-later"),
    ],
)
def test_what_changed_is_looked_at_anew(content: bytes, rest: str, at: datetime, reads: int, finds: int) -> None:
    desk = Counted()
    desk.look()
    desk.look(content, rest, at)

    assert (desk.reads, desk.finds) == (reads, finds)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(UNREAD, id="something-was-not-read"),
        pytest.param(
            replace(FINE, units=tuple(replace(unit, text="x" * 2_000_001) for unit in FINE.units)), id="very-long"
        ),
    ],
)
def test_what_is_read_anew_each_time(answer: Reading) -> None:
    desk = Counted(answer)
    desk.look()
    desk.look()

    assert (desk.reads, desk.finds) == (2, 2)


def test_only_the_last_few_are_kept() -> None:
    desk = Counted()
    for content in (b"a", b"b", b"c", b"d", b"e"):
        desk.look(content)
    desk.look(b"e")
    assert desk.reads == 5

    desk.look(b"a")
    assert desk.reads == 6


def test_units_stay_as_they_were_read() -> None:
    desk = Counted()
    first = desk.recall.reading(b"a", NOON, desk.read)

    assert desk.recall.reading(b"a", NOON, desk.read) is first
    assert all(isinstance(unit, Unit) for unit in first.units)
