"""Looking into the queue: what waits, where a mail is, and doing it now."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select, update

from gateway.model.lifecycle import Lane, RecipientState
from gateway.model.message import CaseId
from gateway.ports import StepId
from gateway.spool import load
from gateway.spool.bell import Bell
from gateway.spool.identity import hash_message_id
from gateway.spool.rows import OutgoingState, QueuedStep, TracedCase
from gateway.store.database import Database
from gateway.store.tables import message, outgoing, outgoing_recipient, recipient, step

# What people write for letters that look like digits (Crockford's base 32).
_LOOK_ALIKE: Final = str.maketrans("OIL", "011")


class QueueView:
    """What `gateway queue` and `gateway trace` show. All raise TemporaryFailure when the database cannot be asked."""

    def __init__(self, database: Database, bell: Bell) -> None:
        self._database = database
        self._bell = bell

    def queue(self, *, lane: Lane | None = None, limit: int = 1000) -> tuple[QueuedStep, ...]:
        """The steps, those due first first; held mail is not among them."""
        statement = select(step).order_by(step.c.due_at, step.c.id).limit(limit)
        if lane is not None:
            statement = statement.where(step.c.lane == lane.value)
        with self._database.read() as connection:
            rows = connection.execute(statement).all()
            ids = [row.outgoing_id for row in rows if row.outgoing_id is not None]
            recipients = load.outgoing_recipients(connection, ids)
        return tuple(
            QueuedStep(
                id=StepId(row.id),
                lane=Lane(row.lane),
                case=None if row.case_id is None else CaseId(row.case_id),
                outgoing=row.outgoing_id,
                due_at=row.due_at,
                lease_until=row.lease_until,
                worker=row.worker,
                attempts=row.attempts,
                created_at=row.created_at,
                recipients=recipients.get(row.outgoing_id, ()),
            )
            for row in rows
        )

    def retry_now(self, step_id: StepId, now: datetime) -> bool:
        """Have a step done now rather than when it is due. False: there is none, or somebody works on it."""
        with self._database.write() as connection:
            row = connection.execute(
                update(step)
                .where(step.c.id == step_id, or_(step.c.lease_until.is_(None), step.c.lease_until <= now))
                .values(due_at=now)
                .returning(step.c.lane, step.c.outgoing_id)
            ).first()
            if row is None:
                return False
            connection.execute(
                update(outgoing_recipient)
                .where(
                    outgoing_recipient.c.outgoing_id == row.outgoing_id,
                    outgoing_recipient.c.state == OutgoingState.PENDING.value,
                )
                .values(next_at=now)
            )
            self._bell.in_transaction(connection, Lane(row.lane))
        self._bell.after_commit(Lane(row.lane))
        return True

    def trace(
        self, key: str, *, since: datetime | None = None, until: datetime | None = None, limit: int = 100
    ) -> tuple[TracedCase, ...]:
        """Cases by case number, Message-ID (with or without its angle brackets) or address, newest first.

        Args:
            key: empty: all of the time that is given.
            since: only what came from then on.
            until: only what came before.
        """
        key = key.strip()
        case = f"GW-{key[3:].upper().translate(_LOOK_ALIKE)}" if key[:3].upper() == "GW-" else ""
        received = select(recipient.c.case_id).where(recipient.c.address_folded == key.casefold())
        named = or_(
            message.c.case_id == case,
            message.c.message_id_hash == hash_message_id(key),
            (message.c.sender_folded == key.casefold()) & (message.c.sender != ""),
            message.c.case_id.in_(received),
        )
        which = [named] if key or (since is None and until is None) else []
        if since is not None:
            which.append(message.c.received_at >= since)
        if until is not None:
            which.append(message.c.received_at < until)
        with self._database.read() as connection:
            rows = connection.execute(
                select(message).where(*which).order_by(message.c.received_at.desc(), message.c.case_id).limit(limit)
            ).all()
            return tuple(_traced(connection, [CaseId(row.case_id) for row in rows], rows))

    def sent_by(
        self,
        addresses: Collection[str],
        *,
        before: datetime | None = None,
        since: datetime,
        limit: int,
        search: str = "",
        ends: Collection[str] = (),
        states: Collection[RecipientState] = (),
    ) -> tuple[TracedCase, ...]:
        """Mail that came from these addresses, newest first.

        Args:
            addresses: lower case.
            before: only what came before it: the next page begins where this one ends.
            since: only what came since.
            search: only with this in its case number, or in the address of a recipient. Empty: all.
            ends: besides, with a recipient whose address, lower case, ends like one of these.
            states: only with a copy in one of these, which is the searched recipient's. Empty: in any.
        """
        which = message.c.sender_folded.in_(sorted(addresses)) & (message.c.received_at >= since)
        if before is not None:
            which &= message.c.received_at < before
        if search or states:
            which &= _is_like(search, ends, states)
        with self._database.read() as connection:
            rows = connection.execute(
                select(message).where(which).order_by(message.c.received_at.desc(), message.c.case_id).limit(limit)
            ).all()
            return tuple(_traced(connection, [CaseId(row.case_id) for row in rows], rows))


def _is_like(search: str, ends: Collection[str], states: Collection[RecipientState]) -> ColumnElement[bool]:
    copy = exists().where(recipient.c.case_id == message.c.case_id)
    if states:
        copy = copy.where(recipient.c.state.in_(sorted(state.value for state in states)))
    if not search:
        return copy
    known = [recipient.c.address_folded.endswith(end, autoescape=True) for end in sorted(ends)]
    found = copy.where(or_(recipient.c.address_folded.contains(search.casefold(), autoescape=True), *known))
    number = search.upper()
    if number.startswith("GW-"):
        number = f"GW-{number[3:].translate(_LOOK_ALIKE)}"
    numbered = message.c.case_id.contains(number, autoescape=True)
    return or_(found, and_(numbered, copy))


def _traced(connection: Connection, cases: Sequence[CaseId], rows: Sequence[load.AnyRow]) -> list[TracedCase]:
    recipients = load.recipients_of(connection, cases)
    sent = connection.execute(select(outgoing).where(outgoing.c.case_id.in_(cases)).order_by(outgoing.c.id)).all()
    sent_to = load.outgoing_recipients(connection, [row.id for row in sent])
    return [
        TracedCase(
            case=CaseId(row.case_id),
            sender=row.sender,
            received_at=row.received_at,
            size=row.size,
            recipients=recipients.get(row.case_id, ()),
            outgoing=tuple(
                load.stored_outgoing(each, sent_to.get(each.id, ())) for each in sent if each.case_id == row.case_id
            ),
        )
        for row in rows
    ]
