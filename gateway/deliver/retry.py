"""When to try again, when to warn the sender, and when to give up. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

# A tenth of a step, by attempt: a next hop that was away is not met by the whole queue in one second.
SPREAD: Final = (0.0, 0.07, 0.03, 0.1, 0.05)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A retry schedule (RFC 5321 §4.5.4.1)."""

    steps_minutes: Sequence[float]  # the last repeats
    delayed_notice_hours: float
    give_up_hours: float


def next_attempt(schedule: Schedule, *, created_at: datetime, attempts: int, now: datetime) -> datetime | None:
    """When a message that failed for the *attempts*-th time is due again. None: it is given up."""
    if now - created_at >= timedelta(hours=schedule.give_up_hours):
        return None
    step = schedule.steps_minutes[min(attempts, len(schedule.steps_minutes)) - 1]
    spread = 1 + SPREAD[attempts % len(SPREAD)]
    due = now + timedelta(minutes=step * spread)
    # The last attempt falls on the deadline itself, so that the sender hears at the promised hour.
    return min(due, created_at + timedelta(hours=schedule.give_up_hours))


def delayed_notice_due(schedule: Schedule, *, created_at: datetime, last_attempt: datetime, now: datetime) -> bool:
    """Whether this attempt is the first past the hour at which the sender is warned."""
    warn_at = created_at + timedelta(hours=schedule.delayed_notice_hours)
    return last_attempt < warn_at <= now
