"""The rows of messages that come in, and of those that came before; a batch at a time."""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, func, insert, select, update

from gateway.model.lifecycle import Lane, RecipientState
from gateway.model.message import CaseId, Envelope
from gateway.model.outcome import RecordEntry, RecordKind
from gateway.ports import Accepted
from gateway.record.entries import insert_entries
from gateway.spool.identity import MailIdentity
from gateway.store.contents import insert_contents
from gateway.store.seal import Sealed
from gateway.store.tables import message, recipient, step

_SAME_MAIL: Final = timedelta(hours=24)
_CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: read out over the phone without mistakes

# Whoever stands in one of these is answered for. Somebody whose mail was returned, refused or bounced is not: the
# same mail offered for them again is a new attempt, and swallowing it would be silence.
_ANSWERED_FOR: Final = frozenset(
    {RecipientState.RECEIVED, RecipientState.HELD, RecipientState.READY, RecipientState.DELIVERED}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A message offered, sealed and identified."""

    envelope: Envelope
    recipients: tuple[str, ...]  # each once
    identity: MailIdentity
    sealed: Sealed


@dataclass(slots=True, kw_only=True, eq=False)
class _Case:
    """A case of the same mail: stored, or about to be in this batch."""

    id: CaseId
    received_at: datetime
    states: dict[str, RecipientState]
    arrival: Arrival | None = None  # None: stored already

    def undecided(self) -> bool:
        return all(state is RecipientState.RECEIVED for state in self.states.values())


def new_case_id() -> CaseId:
    """A case number that nobody can guess or count from: 40 random bits."""
    return CaseId("GW-" + "".join(secrets.choice(_CROCKFORD) for _ in range(8)))


def store_arrivals(connection: Connection, arrivals: Sequence[Arrival], now: datetime) -> list[Accepted]:
    """Store a batch in the open transaction; one answer for each, in order.

    The same mail (identity.py) to recipients who are answered for is doubled: nothing is stored. To others it joins
    the case while nobody in it is decided: the people asked then see one case. Later it is a case of its own.
    """
    cases = _same_mail(connection, arrivals)
    answers = []
    new: list[_Case] = []
    for arrival in arrivals:
        key, received_at = arrival.identity.same_mail_key, arrival.envelope.received_at
        same = [case for case in cases[key] if case.received_at > received_at - _SAME_MAIL]
        answered = {address for case in same for address, state in case.states.items() if state in _ANSWERED_FOR}
        missing = [address for address in arrival.recipients if address not in answered]
        if same and not missing:
            answers.append(Accepted(case=same[0].id, doubled=True))
            continue
        joined = _join(connection, same, missing, arrival.envelope, now)
        if joined is None:
            joined = _Case(
                id=new_case_id(),
                received_at=received_at,
                states=dict.fromkeys(missing, RecipientState.RECEIVED),
                arrival=arrival,
            )
            cases[key].append(joined)
            new.append(joined)
        answers.append(Accepted(case=joined.id, doubled=False))
    _insert(connection, new, now)
    return answers


def _same_mail(connection: Connection, arrivals: Sequence[Arrival]) -> defaultdict[str, list[_Case]]:
    found: defaultdict[str, list[_Case]] = defaultdict(list)
    keys = sorted({arrival.identity.same_mail_key for arrival in arrivals if arrival.identity.message_id_hash})
    if not keys:
        return found
    if connection.dialect.name == "postgresql":
        # Two nodes may be offered the same mail at once; each waits here for the other. Sorted: no deadlock.
        for key in keys:
            number = int.from_bytes(bytes.fromhex(key[:16]), "big", signed=True)
            connection.execute(select(func.pg_advisory_xact_lock(number)))
    since = min(arrival.envelope.received_at for arrival in arrivals) - _SAME_MAIL
    rows = connection.execute(
        select(
            message.c.same_mail_key, message.c.case_id, message.c.received_at, recipient.c.address, recipient.c.state
        )
        .join(recipient, recipient.c.case_id == message.c.case_id)
        .where(message.c.same_mail_key.in_(keys), message.c.received_at > since)
        .order_by(message.c.received_at, message.c.case_id, recipient.c.n)
    )
    for row in rows:
        cases = found[row.same_mail_key]
        if not cases or cases[-1].id != row.case_id:
            cases.append(_Case(id=CaseId(row.case_id), received_at=row.received_at, states={}))
        cases[-1].states[row.address] = RecipientState(row.state)
    return found


def _join(
    connection: Connection, same: Iterable[_Case], missing: Sequence[str], envelope: Envelope, now: datetime
) -> _Case | None:
    case = next((case for case in same if case.undecided()), None)
    if case is None:
        return None
    if case.arrival is not None:
        first = case.arrival.envelope
        case.arrival = replace(case.arrival, envelope=replace(first, smtputf8=first.smtputf8 or envelope.smtputf8))
    elif not _join_stored(connection, case, missing, envelope, now):
        return None
    case.states.update(dict.fromkeys(missing, RecipientState.RECEIVED))
    return case


def _join_stored(
    connection: Connection, case: _Case, missing: Sequence[str], envelope: Envelope, now: datetime
) -> bool:
    # The lock first: a worker of another node may be committing its decision at this moment.
    connection.execute(select(message.c.case_id).where(message.c.case_id == case.id).with_for_update(key_share=True))
    decided = func.count().filter(recipient.c.state != RecipientState.RECEIVED.value)
    row = connection.execute(select(func.max(recipient.c.n), decided).where(recipient.c.case_id == case.id)).one()
    if row[1]:
        return False
    # A worker that is looking at it now has not seen these recipients: the new epoch makes its result void.
    waiting = connection.execute(
        update(step)
        .where(step.c.case_id == case.id, step.c.lane == Lane.ANALYSE.value)
        .values(epoch=step.c.epoch + 1, lease_until=None, worker=None)
    )
    if waiting.rowcount != 1:
        return False
    connection.execute(insert(recipient), _recipients(case.id, missing, row[0] + 1))
    if envelope.smtputf8:
        connection.execute(update(message).where(message.c.case_id == case.id).values(smtputf8=True))
    insert_entries(connection, [_entry(case.id, envelope, (("joined", len(missing)),))], now)
    return True


def _insert(connection: Connection, cases: Sequence[_Case], now: datetime) -> None:
    stored = [(case, case.arrival) for case in cases if case.arrival is not None]
    if not stored:
        return
    insert_contents(connection, [arrival.sealed for _, arrival in stored], now)
    connection.execute(insert(message), [_message(case.id, arrival) for case, arrival in stored])
    connection.execute(insert(recipient), [row for case in cases for row in _recipients(case.id, case.states, 0)])
    connection.execute(insert(step), [new_step(Lane.ANALYSE, now, case=case.id) for case in cases])
    entries = [
        _entry(
            case.id,
            arrival.envelope,
            (
                ("recipients", len(case.states)),
                ("size", arrival.sealed.size),
                ("content_hash", arrival.identity.content_hash),
            ),
        )
        for case, arrival in stored
    ]
    insert_entries(connection, entries, now)


def new_step(
    lane: Lane, due_at: datetime, *, case: CaseId | None, outgoing: int | None = None
) -> dict[str, str | int | datetime | None]:
    """The row of a step that nobody has claimed yet."""
    return {
        "lane": lane.value,
        "case_id": case,
        "outgoing_id": outgoing,
        "due_at": due_at,
        "epoch": 0,
        "attempts": 0,
        "created_at": due_at,
    }


def _message(case: CaseId, arrival: Arrival) -> dict[str, str | int | bool | datetime | None]:
    envelope = arrival.envelope
    return {
        "case_id": case,
        "sender": envelope.sender,
        "sender_folded": envelope.sender.casefold(),
        "listener": envelope.listener,
        "client": envelope.client,
        "account": envelope.user,
        "received_at": envelope.received_at,
        "smtputf8": envelope.smtputf8,
        "body_8bit": envelope.body_8bit,
        "envid": envelope.envid,
        "protocol": envelope.protocol,
        "size": arrival.sealed.size,
        "message_id_hash": arrival.identity.message_id_hash,
        "same_mail_key": arrival.identity.same_mail_key,
        "content_id": arrival.sealed.id,
        "content_hash": arrival.identity.content_hash,
    }


def _recipients(case: CaseId, addresses: Iterable[str], first: int) -> list[dict[str, str | int | tuple[str, ...]]]:
    return [
        {
            "case_id": case,
            "n": n,
            "address": address,
            "address_folded": address.casefold(),
            "state": RecipientState.RECEIVED.value,
            "reasons": (),
            "look": 0,
        }
        for n, address in enumerate(addresses, first)
    ]


def _entry(case: CaseId, envelope: Envelope, facts: tuple[tuple[str, str | int], ...]) -> RecordEntry:
    return RecordEntry(
        kind=RecordKind.ACCEPTED,
        case=case,
        by=envelope.user or "gateway",
        facts=(("listener", envelope.listener), *facts),
    )
