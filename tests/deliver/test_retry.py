"""When a message is tried again, when the sender is warned, and when it is given up."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.deliver.retry import Schedule, delayed_notice_due, next_attempt

SCHEDULE = Schedule(steps_minutes=(1, 5, 15, 30, 60), delayed_notice_hours=4, give_up_hours=48)
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attempts", "least", "most"),
    [
        pytest.param(1, 1, 1.1, id="first"),
        pytest.param(2, 5, 5.5, id="second"),
        pytest.param(5, 60, 66, id="fifth"),
        pytest.param(30, 60, 66, id="the-last-step-repeats"),
    ],
)
def test_step(attempts: int, least: float, most: float) -> None:
    due = next_attempt(SCHEDULE, created_at=START, attempts=attempts, now=START)

    assert due is not None
    assert timedelta(minutes=least) <= due - START <= timedelta(minutes=most)


@pytest.mark.parametrize(
    ("age", "given_up"),
    [
        pytest.param(timedelta(hours=48) - timedelta(seconds=1), False, id="a-second-before"),
        pytest.param(timedelta(hours=48), True, id="this-instant"),
    ],
)
def test_give_up(age: timedelta, *, given_up: bool) -> None:
    due = next_attempt(SCHEDULE, created_at=START, attempts=50, now=START + age)

    assert (due is None) is given_up


def test_last_attempt_falls_on_the_deadline() -> None:
    now = START + timedelta(hours=47, minutes=50)

    assert next_attempt(SCHEDULE, created_at=START, attempts=50, now=now) == START + timedelta(hours=48)


@given(attempts=st.integers(1, 1000), age=st.floats(0, 47.9))
def test_always_later_and_never_past_the_deadline(attempts: int, age: float) -> None:
    now = START + timedelta(hours=age)

    due = next_attempt(SCHEDULE, created_at=START, attempts=attempts, now=now)

    assert due is not None
    assert now < due <= START + timedelta(hours=48)


@pytest.mark.parametrize(
    ("last", "now", "warned"),
    [
        pytest.param(3.0, 3.9, False, id="too-early"),
        pytest.param(3.9, 4.0, True, id="first-past-the-hour"),
        pytest.param(4.0, 5.0, False, id="warned-already"),
    ],
)
def test_warned_once(last: float, now: float, *, warned: bool) -> None:
    assert (
        delayed_notice_due(
            SCHEDULE,
            created_at=START,
            last_attempt=START + timedelta(hours=last),
            now=START + timedelta(hours=now),
        )
        is warned
    )
