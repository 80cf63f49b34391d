"""Reading the record: what was shared about a person, and the whole as lines."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from gateway.model.lifecycle import RecipientState
from gateway.model.message import CaseId
from gateway.store.database import Database
from gateway.store.tables import disclosure, recipient, record, record_batch

_WINDOW: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosed:
    """That something about a person went to somebody: a line of a subject access reply (REC-1)."""

    at: datetime  # when it was decided
    case: CaseId
    person: str  # register id
    party: str  # register id; empty: none stands behind the address
    recipient: str  # address
    kinds: tuple[str, ...]
    purpose: str
    basis: str
    statement: str
    treatment: str
    channel: str
    delivered: bool  # False: on its way


def disclosures(database: Database, person: str) -> tuple[Disclosed, ...]:
    """What was shared about a person, oldest first. What was withdrawn, decided again or bounced was not shared.

    Raises:
        TemporaryFailure: the database cannot be asked now.
    """
    shared = [RecipientState.READY.value, RecipientState.DELIVERED.value]
    with database.read() as connection:
        rows = connection.execute(
            select(disclosure, recipient.c.address, recipient.c.state)
            .join(
                recipient,
                (recipient.c.case_id == disclosure.c.case_id)
                & (recipient.c.n == disclosure.c.recipient_n)
                & (recipient.c.look == disclosure.c.look),
            )
            .where(disclosure.c.person == person, recipient.c.state.in_(shared))
            .order_by(disclosure.c.at, disclosure.c.seq)
        ).all()
    return tuple(
        Disclosed(
            at=row.at,
            case=CaseId(row.case_id),
            person=row.person,
            party=row.party,
            recipient=row.address,
            kinds=row.kinds,
            purpose=row.purpose,
            basis=row.basis,
            statement=row.statement,
            treatment=row.treatment,
            channel=row.channel,
            delivered=row.state == RecipientState.DELIVERED.value,
        )
        for row in rows
    )


def export(database: Database) -> Iterator[str]:
    """The record, its disclosures and its batches, one JSON object a line without its line end, in order of each.

    No transaction stays open between lines, however slowly they are read. Recipients of disclosures are commitments.

    Raises:
        TemporaryFailure: the database cannot be asked now.
    """
    last = 0
    while True:
        with database.read() as connection:
            rows = connection.execute(
                select(record).where(record.c.seq > last).order_by(record.c.seq).limit(_WINDOW)
            ).all()
        for row in rows:
            yield _line(
                {
                    "record": row.seq,
                    "at": row.at.isoformat(),
                    "kind": row.kind,
                    "case": row.case_id,
                    "by": row.by_whom,
                    "facts": json.loads(row.facts),
                    "batch": row.batch,
                }
            )
        if not rows:
            break
        last = rows[-1].seq
    yield from _exported_disclosures(database)
    yield from _exported_batches(database)


def _exported_disclosures(database: Database) -> Iterator[str]:
    last = 0
    while True:
        with database.read() as connection:
            rows = connection.execute(
                select(disclosure).where(disclosure.c.seq > last).order_by(disclosure.c.seq).limit(_WINDOW)
            ).all()
        for row in rows:
            yield _line(
                {
                    "disclosure": row.seq,
                    "at": row.at.isoformat(),
                    "case": row.case_id,
                    "recipient_n": row.recipient_n,
                    "look": row.look,
                    "person": row.person,
                    "party": row.party,
                    "recipient": row.recipient.hex(),
                    "kinds": list(row.kinds),
                    "purpose": row.purpose,
                    "basis": row.basis,
                    "statement": row.statement,
                    "treatment": row.treatment,
                    "channel": row.channel,
                    "batch": row.batch,
                }
            )
        if not rows:
            return
        last = rows[-1].seq


def _exported_batches(database: Database) -> Iterator[str]:
    last = 0
    while True:
        with database.read() as connection:
            rows = connection.execute(
                select(record_batch).where(record_batch.c.n > last).order_by(record_batch.c.n).limit(_WINDOW)
            ).all()
        for row in rows:
            yield _line({"batch": row.n, "at": row.at.isoformat(), "entries": row.entries, "mac": row.mac.hex()})
        if not rows:
            return
        last = rows[-1].n


def _line(values: dict[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
