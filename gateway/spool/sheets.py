"""The fact sheets of past looks, so that a case can be explained again as it was seen then."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import literal, select, tuple_

from gateway.model.message import CaseId, ContentId
from gateway.ports import Unsealer
from gateway.store.database import Database
from gateway.store.tables import sheet

_WINDOW: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSheet:
    """What was known and decided at one look."""

    look: int  # from 1
    at: datetime
    policy: str
    generation: int  # of the registers
    document: bytes  # JSON, as explain.sheet made it; personal data


def sheets(database: Database, unsealer: Unsealer, case: CaseId) -> tuple[StoredSheet, ...]:
    """Every look at a case, oldest first.

    Raises:
        TemporaryFailure: database or keys cannot be asked now.
        PermanentFailure: the sheets are gone: their period key was destroyed when retention ended.
    """
    with database.read() as connection:
        rows = connection.execute(select(sheet).where(sheet.c.case_id == case).order_by(sheet.c.n)).all()
    return tuple(
        StoredSheet(
            look=row.n,
            at=row.at,
            policy=row.policy,
            generation=row.generation,
            document=unsealer.content(ContentId(row.content_id)),
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAt:
    """One look at a case, its sheet not opened yet."""

    case: CaseId
    look: int
    policy: str
    content: ContentId


def looks_since(database: Database, since: datetime) -> Iterator[LookAt]:
    """Every look from an instant on, by case and then in order. No transaction stays open between them.

    Raises:
        TemporaryFailure: the database cannot be asked now.
    """
    last = ("", 0)
    while True:
        with database.read() as connection:
            rows = connection.execute(
                select(sheet)
                .where(sheet.c.at >= since, tuple_(sheet.c.case_id, sheet.c.n) > tuple_(*map(literal, last)))
                .order_by(sheet.c.case_id, sheet.c.n)
                .limit(_WINDOW)
            ).all()
        for row in rows:
            yield LookAt(case=row.case_id, look=row.n, policy=row.policy, content=ContentId(row.content_id))
        if not rows:
            return
        last = (rows[-1].case_id, rows[-1].n)
