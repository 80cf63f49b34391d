"""Who wrote to whom, as the queue's rows tell it: what a proposal for the registers is drafted from."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from gateway.model.decision import Channel
from gateway.model.outcome import FinishedKind
from gateway.spool.rows import OutgoingState
from gateway.store.database import Database
from gateway.store.tables import message, outgoing, outgoing_recipient, recipient


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenRecipient:
    """An address that mail was written to, sent or not."""

    address: str  # folded
    mails: int
    last_at: datetime  # when the last of them came
    channels: tuple[Channel, ...]  # by which mail was delivered to it; empty: by none


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenSender:
    """An address that mail was taken from."""

    address: str  # folded
    mails: int


def seen_recipients(database: Database, since: datetime) -> tuple[SeenRecipient, ...]:
    """Every address written to in mail that came from *since* on, in alphabetical order.

    Raises:
        TemporaryFailure: the database cannot be asked now.
    """
    written = (
        select(recipient.c.address_folded, func.count(), func.max(message.c.received_at))
        .join(message, message.c.case_id == recipient.c.case_id)
        .where(message.c.received_at >= since)
        .group_by(recipient.c.address_folded)
        .order_by(recipient.c.address_folded)
    )
    went = (
        select(outgoing_recipient.c.address, outgoing.c.channel)
        .join(outgoing, outgoing.c.id == outgoing_recipient.c.outgoing_id)
        .where(
            outgoing.c.kind == FinishedKind.MAIL.value,
            outgoing.c.created_at >= since,
            outgoing_recipient.c.state == OutgoingState.DELIVERED.value,
        )
        .distinct()
    )
    channels: dict[str, set[str]] = {}
    with database.read() as connection:
        rows = connection.execute(written).all()
        for address, channel in connection.execute(went):
            channels.setdefault(address.casefold(), set()).add(channel)
    return tuple(
        SeenRecipient(
            address=address,
            mails=count,
            last_at=last_at,
            channels=tuple(Channel(one) for one in sorted(channels.get(address, ()))),
        )
        for address, count, last_at in rows
    )


def seen_senders(database: Database, since: datetime) -> tuple[SeenSender, ...]:
    """Every address that mail was taken from since then, the null sender left out, in alphabetical order.

    Raises:
        TemporaryFailure: the database cannot be asked now.
    """
    with database.read() as connection:
        rows = connection.execute(
            select(message.c.sender_folded, func.count())
            .where(message.c.received_at >= since, message.c.sender_folded != "")
            .group_by(message.c.sender_folded)
            .order_by(message.c.sender_folded)
        ).all()
    return tuple(SeenSender(address=address, mails=count) for address, count in rows)
