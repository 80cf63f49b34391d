"""Addresses that their sender said are right before the email is sent, on the page of a draft (AGREE-2, REC-3).

It is the answer that a held email would be given, ahead: of this sender, for this address alone, for a few days. A
mail keeps what counted when it came in, however late it is looked at.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind, Asked
from gateway.model.message import CaseId, Envelope
from gateway.model.outcome import RecordEntry, RecordKind
from gateway.record.entries import insert_entries
from gateway.store.database import Database
from gateway.store.tables import confirmed_address

COUNTS: Final = timedelta(days=3)  # over a weekend; longer, and nobody would look at the address again
KEPT: Final = timedelta(days=90)  # after that no mail that came meanwhile waits any more


def confirm_ahead(
    database: Database, sender: str, addresses: Collection[str], *, draft: CaseId, by: str, at: datetime
) -> datetime:
    """Write down that these addresses are the ones that are meant. Returns until when that counts.

    Raises:
        TemporaryFailure: the database cannot be used now.
    """
    until = at + COUNTS
    rows = [
        {
            "sender_folded": sender.casefold(),
            "address_folded": one.casefold(),
            "case_id": draft,
            "by_whom": by,
            "at": at,
            "until": until,
        }
        for one in sorted(addresses)
    ]
    facts = (("what", AnswerKind.CONFIRM.value), ("ahead", True), ("addresses", len(rows)))
    with database.write() as connection:
        connection.execute(insert(confirmed_address), rows)
        insert_entries(connection, [RecordEntry(kind=RecordKind.ANSWERED, case=draft, by=by, facts=facts)], at)
    return until


def forget_old(database: Database, now: datetime) -> int:
    """Delete what counts for no mail that may still wait; how many addresses.

    Raises:
        TemporaryFailure: the database cannot be used now.
    """
    with database.write() as connection:
        return connection.execute(delete(confirmed_address).where(confirmed_address.c.until < now - KEPT)).rowcount


def confirmed_ahead(connection: Connection, envelope: Envelope, content_hash: str) -> tuple[Answer, ...]:
    """The answers that the sender of a mail gave before it came, bound to it."""
    if not envelope.sender:
        return ()
    came = envelope.received_at
    rows = connection.execute(
        select(confirmed_address)
        .where(
            confirmed_address.c.sender_folded == envelope.sender.casefold(),
            confirmed_address.c.at <= came,
            confirmed_address.c.until > came,
        )
        .order_by(confirmed_address.c.n)
    ).all()
    readers = {one.casefold(): one for one in envelope.recipients}
    return tuple(
        Answer(
            kind=AnswerKind.CONFIRM,
            by=row.by_whom,
            role=Asked.SENDER,
            at=row.at,
            content_hash=content_hash,
            recipients=(readers[row.address_folded],),
            policy="",  # it says nothing about one: an address is right under any
        )
        for row in rows
        if row.address_folded in readers
    )
