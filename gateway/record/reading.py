"""Reading the record: what was shared about a person, and the whole as lines."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, select, text

from gateway.model.lifecycle import RecipientState
from gateway.model.message import CaseId
from gateway.model.outcome import DisclosureDetails, RecordKind
from gateway.record import details
from gateway.store.database import Database
from gateway.store.tables import account, disclosure, recipient, record, record_batch

_WINDOW: Final = 1000

Fact = str | int | bool | None | list[str]  # as canonical() wrote it


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
    details: DisclosureDetails | None  # None: recorded before details were kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """Which disclosures are asked for; every condition that is given must hold."""

    about: str | None = None  # register id of a person
    to: str | None = None  # register id of a party
    since: datetime | None = None  # aware, inclusive
    until: datetime | None = None  # aware, exclusive
    case: CaseId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of the record."""

    seq: int
    at: datetime
    kind: str  # RecordKind, or a word of an earlier version
    case: CaseId | None
    by: str
    facts: Mapping[str, Fact]
    batch: int | None  # None: not chained yet


def disclosures(database: Database, which: Which) -> tuple[Disclosed, ...]:
    """What was shared, oldest first. What was withdrawn, decided again or bounced was not shared.

    Raises:
        TemporaryFailure: the database cannot be asked now.
        PermanentFailure: a row is not as it was written.
    """
    with database.read() as connection:
        rows = connection.execute(_shared(which)).all()
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
            details=details.read(row.details),
        )
        for row in rows
    )


def _shared(which: Which) -> Select[Any]:  # SQLAlchemy types a row of several tables no closer
    states = [RecipientState.READY.value, RecipientState.DELIVERED.value]
    asked = []
    if which.about is not None:
        asked.append(disclosure.c.person == which.about)
    if which.to is not None:
        asked.append(disclosure.c.party == which.to)
    if which.case is not None:
        asked.append(disclosure.c.case_id == which.case)
    if which.since is not None:
        asked.append(disclosure.c.at >= which.since)
    if which.until is not None:
        asked.append(disclosure.c.at < which.until)
    return (
        select(disclosure, recipient.c.address, recipient.c.state)
        .join(
            recipient,
            (recipient.c.case_id == disclosure.c.case_id)
            & (recipient.c.n == disclosure.c.recipient_n)
            & (recipient.c.look == disclosure.c.look),
        )
        .where(recipient.c.state.in_(states), *asked)
        .order_by(disclosure.c.at, disclosure.c.seq)
    )


def entries(
    database: Database,
    *,
    case: CaseId | None = None,
    kinds: Collection[RecordKind] = (),
    since: datetime | None = None,
    until: datetime | None = None,
) -> tuple[Entry, ...]:
    """Rows of the record, in the order in which they were written.

    Args:
        case: of this case only.
        kinds: of these kinds only; empty: of all.
        since: aware, inclusive.
        until: aware, exclusive.

    Raises:
        TemporaryFailure: the database cannot be asked now.
    """
    statement = select(record).order_by(record.c.seq)
    if case is not None:
        statement = statement.where(record.c.case_id == case)
    if kinds:
        statement = statement.where(record.c.kind.in_(sorted(kind.value for kind in kinds)))
    if since is not None:
        statement = statement.where(record.c.at >= since)
    if until is not None:
        statement = statement.where(record.c.at < until)
    with database.read() as connection:
        rows = connection.execute(statement).all()
    return tuple(map(_entry, rows))


def entries_of(database: Database, cases: Collection[str], kinds: Collection[RecordKind]) -> tuple[Entry, ...]:
    """Rows of these cases and kinds, in the order in which they were written.

    Raises:
        TemporaryFailure: the database cannot be asked now.
    """
    which = record.c.case_id.in_(list(cases)), record.c.kind.in_(sorted(kind.value for kind in kinds))
    with database.read() as connection:
        return tuple(map(_entry, connection.execute(select(record).where(*which).order_by(record.c.seq))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Which rows of the record are looked for; every condition that is given must hold."""

    case: str = ""
    kind: str = ""
    by: str = ""  # part of an account's name, or "gateway"
    words: str = ""  # part of what a row says
    since: datetime | None = None  # aware, inclusive
    until: datetime | None = None  # aware, exclusive


def found(database: Database, search: Search, *, before: int | None, limit: int) -> tuple[Entry, ...]:
    """Rows of the record, the newest first.

    Args:
        before: only rows with a lower number: the next page begins where this one ends.

    Raises:
        TemporaryFailure: the database cannot be asked now.
    """
    statement = select(record).where(*_conditions(search)).order_by(record.c.seq.desc()).limit(limit)
    if before is not None:
        statement = statement.where(record.c.seq < before)
    with database.read() as connection:
        return tuple(map(_entry, connection.execute(statement).all()))


def last_sign_ins(database: Database, accounts: Collection[str]) -> dict[str, datetime]:
    """When each of these accounts last signed in to the console, as far back as the record goes."""
    what = record.c.facts.contains('"what":"signed-in"')
    newest = (
        # By an index of its own (ix_record_signed_in), which says the kind in these very words.
        select(record.c.at)
        .where(text(f"record.kind = '{RecordKind.SIGNED_IN.value}'"), record.c.by_whom == account.c.name, what)
        .order_by(record.c.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    with database.read() as connection:
        rows = connection.execute(
            select(account.c.name, newest.label("at")).where(account.c.name.in_(list(accounts)))
        ).all()
    return {row.name: row.at for row in rows if row.at is not None}


def _conditions(search: Search) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if search.case:
        asked.append(record.c.case_id == search.case)
    if search.kind:
        asked.append(record.c.kind == search.kind)
    if search.by:
        asked.append(record.c.by_whom.contains(search.by, autoescape=True))
    if search.words:
        asked.append(record.c.facts.contains(search.words, autoescape=True))
    if search.since is not None:
        asked.append(record.c.at >= search.since)
    if search.until is not None:
        asked.append(record.c.at < search.until)
    return asked


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        seq=row.seq,
        at=row.at,
        kind=row.kind,
        case=None if row.case_id is None else CaseId(row.case_id),
        by=row.by_whom,
        facts=json.loads(row.facts),
        batch=row.batch,
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
                    "details": None if row.details is None else json.loads(row.details),
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
