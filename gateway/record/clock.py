"""Going on after a clock had run ahead: what was recorded then lies in the future and stops everything till then."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from gateway.model.errors import PermanentFailure
from gateway.model.outcome import RecordKind
from gateway.record.entries import CLOCK_PUT_RIGHT, canonical, is_behind
from gateway.store.tables import leader, record, step, timed_job


@dataclass(frozen=True, slots=True, kw_only=True)
class PutRight:
    """What was found and done."""

    recorded_until: datetime  # the latest time in the record
    work: int  # steps that were due later and are due now


def put_right(connection: Connection, now: datetime, *, by: str) -> PutRight:
    """Say that *now* is the true time, by name; the record keeps what it has, and says so.

    Work that was put off by the clock that ran ahead is due now: an attempt too many does no harm, a referral that
    waits for next year does.

    Raises:
        PermanentFailure: the clock is not behind the record.
    """
    last = connection.scalar(select(func.max(record.c.at)))
    if last is None or not is_behind(connection, now):
        raise PermanentFailure("the clock is not behind the record: there is nothing to put right")
    facts = canonical((("recorded_until", last.isoformat(timespec="seconds")),))
    entry = {"at": now, "kind": RecordKind.CLOCK.value, "case_id": None, "by_whom": by, "facts": facts}
    seq = connection.execute(insert(record).values(entry).returning(record.c.seq)).scalar_one()
    connection.execute(insert(timed_job).values(job=CLOCK_PUT_RIGHT, stretch=f"{seq:020d}", at=now))
    connection.execute(update(leader).where(leader.c.until > now).values(until=now))
    connection.execute(update(step).where(step.c.lease_until > now).values(lease_until=None))
    work = connection.execute(update(step).where(step.c.due_at > now).values(due_at=now)).rowcount
    return PutRight(recorded_until=last, work=work)
