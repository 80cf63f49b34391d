"""Storing finished messages and the steps that deliver them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert

from gateway.model.lifecycle import Lane
from gateway.model.message import CaseId
from gateway.model.outcome import Finished
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
    connection: Connection, finished: Sequence[SealedFinished], now: datetime, *, case: CaseId | None, bell: Bell
) -> None:
    """Store finished messages, each with its step."""
    insert_contents(connection, [sealed for _, sealed in finished], now)
    for each, sealed in finished:
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
            "created_at": now,
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
