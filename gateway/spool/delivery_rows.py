"""What the next hop answered, committed: each recipient moved by its own reply."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, update

from gateway.model.lifecycle import RecipientState, may_move
from gateway.model.message import CaseId
from gateway.model.outcome import FinishedKind
from gateway.ports import Reply
from gateway.spool.outcome_rows import states_of
from gateway.spool.rows import OutgoingState, StoredOutgoing
from gateway.store.tables import outgoing, outgoing_recipient, recipient

_ENHANCED_CHARS = 16  # "5.7.509" and the like; a peer may write anything


def new_states(
    mail: StoredOutgoing, replies: Mapping[str, Reply], next_due: datetime | None
) -> dict[str, OutgoingState]:
    """Where each recipient that was pending stands after these replies; pure.

    Args:
        mail: as it stood before.
        replies: by address; who was not tried has none, and stays.
        next_due: when what failed for now is tried again. None: never, time ran out.

    Raises:
        ValueError: a reply for somebody who was not pending, or somebody would wait for ever.
    """
    pending = mail.pending()
    if not replies.keys() <= set(pending):
        raise ValueError(f"outgoing {mail.id}: a reply for a recipient who was not pending")
    states = {}
    for address in pending:
        reply = replies.get(address)
        if reply is not None and reply.accepted:
            states[address] = OutgoingState.DELIVERED
        elif reply is not None and (reply.permanent or next_due is None):
            states[address] = OutgoingState.BOUNCED
        elif next_due is None:
            raise ValueError(f"outgoing {mail.id}: a recipient was not tried and never will be")
        else:
            states[address] = OutgoingState.PENDING
    return states


def store_replies(
    connection: Connection,
    mail: StoredOutgoing,
    states: Mapping[str, OutgoingState],
    replies: Mapping[str, Reply],
    next_due: datetime | None,
) -> None:
    """Move the recipients of a finished message, and with a sender's mail those of the case."""
    for address, state in states.items():
        reply = replies.get(address)
        if reply is not None:
            one = (outgoing_recipient.c.outgoing_id == mail.id) & (outgoing_recipient.c.address == address)
            connection.execute(
                update(outgoing_recipient)
                .where(one)
                .values(
                    state=state.value,
                    attempts=outgoing_recipient.c.attempts + 1,
                    last_code=reply.code,
                    last_enhanced=reply.enhanced[:_ENHANCED_CHARS],
                    next_at=next_due if state is OutgoingState.PENDING else None,
                )
            )
    after = [states.get(each.address, each.state) for each in mail.recipients]
    connection.execute(update(outgoing).where(outgoing.c.id == mail.id).values(state=_whole(after).value))
    if mail.kind is FinishedKind.MAIL and mail.case is not None:
        ends = {
            OutgoingState.DELIVERED: RecipientState.DELIVERED,
            OutgoingState.BOUNCED: RecipientState.BOUNCED,
        }
        for state, end in ends.items():
            _move(connection, mail.case, [who for who, now in states.items() if now is state], end)


def withdraw(connection: Connection, mail: StoredOutgoing) -> None:
    """Nothing more of a finished message goes; who waited for it is received again, to be decided again."""
    connection.execute(
        update(outgoing_recipient)
        .where(outgoing_recipient.c.outgoing_id == mail.id, outgoing_recipient.c.state == OutgoingState.PENDING.value)
        .values(state=OutgoingState.WITHDRAWN.value, next_at=None)
    )
    waited = set(mail.pending())
    after = [OutgoingState.WITHDRAWN if each.address in waited else each.state for each in mail.recipients]
    connection.execute(update(outgoing).where(outgoing.c.id == mail.id).values(state=_whole(after).value))
    if mail.case is not None:
        _move(connection, mail.case, mail.pending(), RecipientState.RECEIVED)


def _whole(states: Iterable[OutgoingState]) -> OutgoingState:
    found = set(states)
    order = (OutgoingState.PENDING, OutgoingState.DELIVERED, OutgoingState.BOUNCED, OutgoingState.WITHDRAWN)
    return next(state for state in order if state in found)


def _move(connection: Connection, case: CaseId, addresses: Iterable[str], new: RecipientState) -> None:
    states = states_of(connection, case)
    for address in addresses:
        if not may_move(states[address], new):
            raise ValueError(f"{case}: no way leads from {states[address]} to {new}")
        connection.execute(
            update(recipient)
            .where(recipient.c.case_id == case, recipient.c.address == address)
            .values(state=new.value)
        )
