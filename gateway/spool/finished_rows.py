"""Storing finished messages and the steps that deliver them."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from gateway.model.lifecycle import Lane
from gateway.model.message import CaseId
from gateway.model.outcome import Finished, FinishedKind
from gateway.spool.bell import Bell
from gateway.spool.intake_rows import new_step
from gateway.spool.rows import OutgoingState
from gateway.store.contents import insert_contents
from gateway.store.keys import SealOnly
from gateway.store.seal import Sealed
from gateway.store.tables import outgoing, outgoing_recipient, step

SealedFinished = tuple[Finished, Sealed]


def seal_finished(keys: SealOnly, finished: Sequence[Finished], now: datetime) -> tuple[SealedFinished, ...]:
    """Seal before the transaction begins: it is the slow part.

    Raises:
        ValueError: a finished message is for nobody.
    """
    if any(not each.recipients for each in finished):
        raise ValueError("a finished message without recipients")
    return tuple((each, keys.seal(each.content, now)) for each in finished)


def insert_finished(
    connection: Connection,
    finished: Sequence[SealedFinished],
    now: datetime,
    *,
    case: CaseId | None,
    bell: Bell,
    reopened: Collection[str] = (),
) -> None:
    """Store finished messages, each with its step.

    Args:
        reopened: recipients of the case whose earlier mail may have been withdrawn to be decided again. Their clock
            goes on from there: registers that change every day must not keep the sender waiting for ever.
    """
    insert_contents(connection, [sealed for _, sealed in finished], now)
    for each, sealed in finished:
        since, told = _withdrawn(connection, case, [one for one in each.recipients if one in reopened])
        values = {
            "case_id": case,
            "kind": each.kind.value,
            "sender": each.sender,
            "channel": each.channel.value,
            "content_id": sealed.id,
            "smtputf8": each.smtputf8,
            "body_8bit": each.body_8bit,
            "generation": each.generation,
            "policy": each.policy,
            "created_at": since or now,
            "delay_told_at": told,
            "state": OutgoingState.PENDING.value,
        }
        outgoing_id = connection.execute(insert(outgoing).values(values).returning(outgoing.c.id)).scalar_one()
        connection.execute(
            insert(outgoing_recipient),
            [
                {
                    "outgoing_id": outgoing_id,
                    "n": n,
                    "address": address,
                    "state": OutgoingState.PENDING.value,
                    "attempts": 0,
                    "next_at": now,
                }
                for n, address in enumerate(dict.fromkeys(each.recipients))
            ],
        )
        connection.execute(insert(step).values(new_step(Lane.DELIVER, now, case=case, outgoing=outgoing_id)))
    if finished:
        bell.in_transaction(connection, Lane.DELIVER)


def _withdrawn(
    connection: Connection, case: CaseId | None, addresses: Collection[str]
) -> tuple[datetime | None, datetime | None]:
    """Since when mail to these was tried before it was withdrawn, and when its sender was told that it is late."""
    if not addresses:
        return None, None
    row = connection.execute(
        select(func.min(outgoing.c.created_at), func.max(outgoing.c.delay_told_at))
        .join(outgoing_recipient, outgoing_recipient.c.outgoing_id == outgoing.c.id)
        .where(outgoing.c.case_id == case, outgoing.c.kind == FinishedKind.MAIL.value)
        .where(outgoing_recipient.c.address.in_(addresses))
        .where(outgoing_recipient.c.state == OutgoingState.WITHDRAWN.value)
    ).one()
    return row[0], row[1]
