"""Deleting closed risks and breaches, and views of emails, when their time is over; the record goes by its own."""

from datetime import datetime

from sqlalchemy import Connection, delete, select

from gateway.record.legal_hold import HoldKind, any_held, held_cases
from gateway.store.database import Database
from gateway.store.tables import breach, breach_told, content_view, risk


def delete_old_work(database: Database, before: datetime) -> int:
    """Delete what was closed before *before*, or was a view asked for before it; how many.

    A breach or risk of a case under a legal hold stays, and all stay while a hold names a person or a party: what
    people wrote may be about them.

    Raises:
        TemporaryFailure: the database cannot be used now.
    """
    with database.write() as connection:
        if any_held(connection, HoldKind.PERSON, HoldKind.PARTY):
            return 0
        held = held_cases(connection)
        risks = _closed(connection, before, held)
        breaches = [
            row.n
            for row in connection.execute(select(breach.c.n, breach.c.case_id).where(breach.c.closed_at < before))
            if row.case_id not in held
        ]
        connection.execute(delete(risk).where(risk.c.n.in_(risks)))
        connection.execute(delete(breach_told).where(breach_told.c.breach_n.in_(breaches)))
        connection.execute(delete(breach).where(breach.c.n.in_(breaches)))
        views = [
            row.n
            for row in connection.execute(
                select(content_view.c.n, content_view.c.case_id).where(content_view.c.asked_at < before)
            )
            if row.case_id not in held
        ]
        connection.execute(delete(content_view).where(content_view.c.n.in_(views)))
    return len(risks) + len(breaches) + len(views)


def _closed(connection: Connection, before: datetime, held: frozenset[str]) -> list[int]:
    rows = connection.execute(select(risk.c.n, risk.c.case_id).where(risk.c.closed_at < before))
    return [row.n for row in rows if row.case_id not in held]
