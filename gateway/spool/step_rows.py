"""The statements on the step table: claim, renew, fence, give back."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, CursorResult, Update, case, delete, insert, or_, select, update

from gateway.model.errors import LeaseLost
from gateway.model.lifecycle import Lane
from gateway.model.message import CaseId
from gateway.ports import Step, StepId
from gateway.spool.intake_rows import new_step
from gateway.store.tables import message, step


def claim(connection: Connection, lane: Lane, worker: str, lease_until: datetime, now: datetime) -> Step | None:
    """Take the step that has been due longest and that nobody works on. None: there is none.

    A lease that ran out counts as a failed attempt: whoever held it died over it, or hung.
    """
    due = (
        select(step.c.id)
        .where(step.c.lane == lane.value, step.c.due_at <= now)
        .where(or_(step.c.lease_until.is_(None), step.c.lease_until <= now))
        .order_by(step.c.due_at, step.c.id)
        .limit(1)
    )
    statement: Update
    if connection.dialect.name == "postgresql":
        # MATERIALIZED: as a plain sub-select it may run again under another plan and lock a second row (PostgreSQL
        # BUG #15715).
        pick = due.with_for_update(skip_locked=True).cte("pick").prefix_with("MATERIALIZED", dialect="postgresql")
        statement = update(step).where(step.c.id == pick.c.id)
    else:
        statement = update(step).where(step.c.id == due.scalar_subquery())
    row = connection.execute(
        statement.values(
            epoch=step.c.epoch + 1,
            attempts=step.c.attempts + case((step.c.lease_until.is_(None), 0), else_=1),
            lease_until=lease_until,
            worker=worker,
        ).returning(step.c.id, step.c.epoch, step.c.case_id, step.c.outgoing_id, step.c.attempts, step.c.created_at)
    ).first()
    if row is None:
        return None
    return Step(
        id=StepId(row.id),
        epoch=row.epoch,
        case=CaseId(row.case_id or ""),
        outgoing=row.outgoing_id,
        attempts=row.attempts,
        created_at=row.created_at,
    )


def renew(connection: Connection, held: Step, lease_until: datetime) -> None:
    """A longer lease.

    Raises:
        LeaseLost: another has claimed the step.
    """
    _fenced(connection.execute(_of(held).values(lease_until=lease_until)))


def give_back(connection: Connection, held: Step, due: datetime) -> None:
    """Nobody's again, due later, one more failed attempt.

    Raises:
        LeaseLost: another has claimed the step.
    """
    values = {"due_at": due, "lease_until": None, "worker": None, "attempts": step.c.attempts + 1}
    _fenced(connection.execute(_of(held).values(values)))


def finish(connection: Connection, held: Step) -> None:
    """The step is done and goes; first in its transaction, so that a stale holder changes nothing else.

    Raises:
        LeaseLost: another has claimed the step.
    """
    _fenced(connection.execute(delete(step).where(step.c.id == held.id, step.c.epoch == held.epoch)))


def look_again(connection: Connection, case_id: CaseId, now: datetime) -> None:
    """See that the case is looked at from now on, with the case locked.

    A worker that looks at it already does not know what is new: its lease is taken away.
    """
    waiting = connection.execute(
        update(step)
        .where(step.c.case_id == case_id, step.c.lane == Lane.ANALYSE.value)
        .values(epoch=step.c.epoch + 1, lease_until=None, worker=None, due_at=now)
    )
    if waiting.rowcount == 0:
        connection.execute(insert(step).values(new_step(Lane.ANALYSE, now, case=case_id)))


def lock_case(connection: Connection, case_id: CaseId) -> None:
    """Have the case to this transaction alone. SQLite's writers are alone anyway."""
    connection.execute(select(message.c.case_id).where(message.c.case_id == case_id).with_for_update(key_share=True))


def lease_end(now: datetime, lease_seconds: float) -> datetime:
    """When a lease taken now ends."""
    return now + timedelta(seconds=lease_seconds)


def _of(held: Step) -> Update:
    return update(step).where(step.c.id == held.id, step.c.epoch == held.epoch)


def _fenced(result: CursorResult[tuple[object, ...]]) -> None:
    if result.rowcount != 1:
        raise LeaseLost("step: claimed by another worker since")
