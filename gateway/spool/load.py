"""Reading cases and finished messages back."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, func, select

from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind, Asked, Channel
from gateway.model.errors import PermanentFailure
from gateway.model.lifecycle import RecipientState
from gateway.model.message import CaseId, ContentId, Envelope
from gateway.model.outcome import AskedPerson, FinishedKind, HoldEntry
from gateway.model.reasons import Reason
from gateway.spool.confirmed import confirmed_ahead
from gateway.spool.part_passwords import passwords_of
from gateway.spool.rows import (
    Claim,
    OutgoingRecipient,
    OutgoingState,
    StoredMessage,
    StoredOutgoing,
    StoredRecipient,
)
from gateway.spool.sealed_answer import open_answer
from gateway.store.seal import SmallSeal
from gateway.store.tables import answer, hold, message, outgoing, outgoing_recipient, recipient, sheet

AnyRow = Row[Any]  # SQLAlchemy types a row of a table no closer


def message_of(connection: Connection, case: CaseId, seal: SmallSeal) -> StoredMessage:
    """A case with its envelope, recipients, answers and hold.

    Raises:
        PermanentFailure: there is no such case.
        NotAuthentic: an answer was tampered with.
    """
    row = connection.execute(select(message).where(message.c.case_id == case)).first()
    if row is None:
        raise PermanentFailure(f"{case}: there is no such case")
    recipients = recipients_of(connection, [case]).get(case, ())
    envelope = Envelope(
        sender=row.sender,
        recipients=tuple(each.address for each in recipients),
        listener=row.listener,
        client=row.client,
        user=row.account,
        received_at=row.received_at,
        smtputf8=row.smtputf8,
        body_8bit=row.body_8bit,
        envid=row.envid,
        protocol=row.protocol,
    )
    return StoredMessage(
        case=case,
        envelope=envelope,
        content=ContentId(row.content_id),
        content_hash=row.content_hash,
        recipients=recipients,
        answers=answers_of(connection, case, seal),
        hold=hold_of(connection, case),
        looks=connection.scalar(select(func.count()).where(sheet.c.case_id == case)) or 0,
        passwords=passwords_of(connection, case, seal),
        said_before=confirmed_ahead(connection, envelope, row.content_hash),
    )


def recipients_of(connection: Connection, cases: Iterable[CaseId]) -> dict[CaseId, tuple[StoredRecipient, ...]]:
    """The recipients of several cases, each case's in the order they came."""
    found: dict[CaseId, tuple[StoredRecipient, ...]] = {}
    for row in connection.execute(
        select(recipient).where(recipient.c.case_id.in_(list(cases))).order_by(recipient.c.case_id, recipient.c.n)
    ):
        one = StoredRecipient(
            address=row.address,
            state=RecipientState(row.state),
            reasons=tuple(Reason(word) for word in row.reasons),
        )
        found[row.case_id] = (*found.get(row.case_id, ()), one)
    return found


def answers_of(connection: Connection, case: CaseId, seal: SmallSeal) -> tuple[Answer, ...]:
    """What people said, in the order they said it."""
    rows = connection.execute(select(answer).where(answer.c.case_id == case).order_by(answer.c.n))
    return tuple(open_answer(row.sealed, seal, case, row.n) for row in rows)


def hold_of(connection: Connection, case: CaseId) -> HoldEntry | None:
    """The hold of a case. None: nothing is held."""
    row = connection.execute(select(hold).where(hold.c.case_id == case)).first()
    return None if row is None else hold_entry(row)


def hold_entry(row: AnyRow) -> HoldEntry:
    """A hold from its row, whatever else stands in it."""
    pairs = [each.split(" ", 1) for each in row.asked]
    return HoldEntry(
        held_at=row.held_at,
        expires_at=row.expires_at,
        asked=tuple(AskedPerson(role=Asked(role), email=email) for role, email in pairs),
        reasons=tuple(Reason(word) for word in row.reasons),
        answers=tuple(AnswerKind(word) for word in row.answers),
        urgent_at=row.urgent_at,
    )


def claim_of(row: AnyRow) -> Claim | None:
    """Who looks at it, from the row of its hold; it may have lapsed. None: nobody said so."""
    return None if row.claimed_by is None else Claim(by=row.claimed_by, at=row.claimed_at)


def outgoing_of(connection: Connection, outgoing_id: int) -> StoredOutgoing:
    """A finished message.

    Raises:
        PermanentFailure: there is none of that number.
    """
    row = connection.execute(select(outgoing).where(outgoing.c.id == outgoing_id)).first()
    if row is None:
        raise PermanentFailure(f"outgoing {outgoing_id}: there is no such message")
    return stored_outgoing(row, outgoing_recipients(connection, [outgoing_id]).get(outgoing_id, ()))


def outgoing_recipients(connection: Connection, ids: Iterable[int]) -> dict[int, tuple[OutgoingRecipient, ...]]:
    """The recipients of several finished messages."""
    found: dict[int, tuple[OutgoingRecipient, ...]] = {}
    rows = connection.execute(
        select(outgoing_recipient)
        .where(outgoing_recipient.c.outgoing_id.in_(list(ids)))
        .order_by(outgoing_recipient.c.outgoing_id, outgoing_recipient.c.n)
    )
    for row in rows:
        one = OutgoingRecipient(
            address=row.address,
            state=OutgoingState(row.state),
            attempts=row.attempts,
            last_code=row.last_code,
            last_enhanced=row.last_enhanced or "",
            next_at=row.next_at,
        )
        found[row.outgoing_id] = (*found.get(row.outgoing_id, ()), one)
    return found


def stored_outgoing(row: AnyRow, recipients: tuple[OutgoingRecipient, ...]) -> StoredOutgoing:
    """A finished message from its row."""
    return StoredOutgoing(
        id=row.id,
        case=None if row.case_id is None else CaseId(row.case_id),
        kind=FinishedKind(row.kind),
        sender=row.sender,
        channel=Channel(row.channel),
        content=ContentId(row.content_id),
        smtputf8=row.smtputf8,
        body_8bit=row.body_8bit,
        generation=row.generation,
        policy=row.policy,
        created_at=row.created_at,
        state=OutgoingState(row.state),
        delay_told_at=row.delay_told_at,
        recipients=recipients,
    )
