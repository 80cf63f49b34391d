"""Entering risks that the gateway sees: one open risk for a kind and subject, counted, on the record (REC-3)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects import postgresql, sqlite

from gateway.model.outcome import RecordEntry, RecordKind
from gateway.model.risks import RiskSeen, RiskStatus
from gateway.record.entries import insert_entries
from gateway.store.tables import risk

_NEVER: Final = timedelta(0)


def risk_id(n: int) -> str:
    """As people write it."""
    return f"RK-{n}"


def note_risks(
    connection: Connection,
    seen: Iterable[RiskSeen],
    now: datetime,
    *,
    by: str = "gateway",
    quiet: timedelta = _NEVER,
) -> int:
    """Open risks, or count them where one is open; how many were opened.

    In the order of kind and subject, so that two who commit at once do not wait for each other in a ring.

    Args:
        quiet: how long one that was closed stays closed, if it shows in no case: what stands in the registers shows
            every hour, and whoever closed it has seen it.
    """
    opened = 0
    for each in sorted(set(seen), key=lambda one: (one.kind, one.subject)):
        if each.case is None and _was_closed_lately(connection, each, now - quiet):
            continue
        number = _open(connection, each, now)
        if number is not None:
            opened += 1
            insert_entries(connection, [_entry(each, number, "opened", by)], now)
        elif each.case is not None:
            again = _count(connection, each, now)
            if again is not None:
                insert_entries(connection, [_entry(each, again, "seen", by)], now)
    return opened


def _was_closed_lately(connection: Connection, each: RiskSeen, since: datetime) -> bool:
    which = (risk.c.kind == each.kind.value) & (risk.c.subject == each.subject) & (risk.c.closed_at > since)
    return connection.scalar(select(risk.c.n).where(which).limit(1)) is not None


def _open(connection: Connection, each: RiskSeen, now: datetime) -> int | None:
    """The number of the new row. None: one is open already, or another process opens it now."""
    values = {
        "opened_at": now,
        "kind": each.kind.value,
        "subject": each.subject,
        "about": each.about,
        "case_id": each.case,
        "seen": 1,
        "last_seen_at": now,
        "status": RiskStatus.OPEN.value,
        "owner": "",
        "review": "",
    }
    # Looked for first: an insert that only meets a conflict uses a number up, and people wonder where the others are.
    which = (risk.c.kind == each.kind.value) & (risk.c.subject == each.subject) & risk.c.closed_at.is_(None)
    if connection.scalar(select(risk.c.n).where(which)) is not None:
        return None
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    row = connection.execute(insert(risk).values(values).on_conflict_do_nothing().returning(risk.c.n)).first()
    return None if row is None else int(row.n)


def _count(connection: Connection, each: RiskSeen, now: datetime) -> int | None:
    """The number of the open row, counted once more. None: it was this very case that was seen last."""
    row = connection.execute(
        update(risk)
        .where(
            risk.c.kind == each.kind.value,
            risk.c.subject == each.subject,
            risk.c.closed_at.is_(None),
            # A case is looked at again with every answer: that is the same risk, not one more.
            risk.c.case_id.is_distinct_from(each.case),
        )
        .values(seen=risk.c.seen + 1, last_seen_at=now, case_id=each.case)
        .returning(risk.c.n)
    ).first()
    return None if row is None else int(row.n)


def _entry(each: RiskSeen, number: int, change: str, by: str) -> RecordEntry:
    return RecordEntry(
        kind=RecordKind.RISK,
        case=each.case,
        by=by,
        facts=(("risk", risk_id(number)), ("change", change), ("kind", each.kind.value), ("about", each.about)),
    )
