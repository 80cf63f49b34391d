"""The fact sheets of past looks, so that a case can be explained again as it was seen then."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from gateway.model.message import CaseId, ContentId
from gateway.ports import Unsealer
from gateway.store.database import Database
from gateway.store.tables import sheet


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
