"""Who looks at a held case, so that two managers do not read the same one. It stops nobody from deciding."""

from datetime import datetime

from sqlalchemy import Connection, or_, select, update

from gateway.model.errors import PermanentFailure
from gateway.model.message import CaseId
from gateway.model.outcome import RecordEntry, RecordKind
from gateway.record.entries import insert_entries
from gateway.spool import load
from gateway.spool.rows import CLAIM_LASTS, Claim
from gateway.store.database import Database
from gateway.store.tables import hold


class Claims:
    """Every method is one transaction; all raise TemporaryFailure when the database cannot be asked."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, case: CaseId, now: datetime) -> Claim | None:
        """Who looks at it. None: nobody said so, lately enough."""
        with self._database.read() as connection:
            return _of(connection, case, now)

    def claim(self, case: CaseId, by: str, now: datetime, *, instead_of: str = "") -> Claim:
        """Say that one looks at it.

        Args:
            instead_of: whose claim is taken over, as it was shown; if somebody else's stands meanwhile, theirs stays.

        Returns:
            The claim that stands now: this one, or that of whoever was first.

        Raises:
            PermanentFailure: nothing in it is held any more.
        """
        free = or_(
            hold.c.claimed_by.is_(None),
            hold.c.claimed_at <= now - CLAIM_LASTS,
            hold.c.claimed_by.in_([by, instead_of]),
        )
        with self._database.write() as connection:
            before = _of(connection, case, now)
            taken = connection.execute(
                update(hold).where(hold.c.case_id == case, free).values(claimed_by=by, claimed_at=now)
            )
            if taken.rowcount:
                over = before.by if before is not None and before.by != by else ""
                insert_entries(connection, [_entry(case, by, "taken-over" if over else "claimed", over)], now)
            stands = _of(connection, case, now)
        if stands is None:
            raise PermanentFailure(f"{case}: nothing is held any more")
        return stands

    def let_go(self, case: CaseId, by: str, now: datetime) -> bool:
        """Say that one looks at it no longer. False: one did not."""
        with self._database.write() as connection:
            freed = connection.execute(
                update(hold)
                .where(hold.c.case_id == case, hold.c.claimed_by == by)
                .values(claimed_by=None, claimed_at=None)
            )
            if freed.rowcount:
                insert_entries(connection, [_entry(case, by, "let-go", "")], now)
        return freed.rowcount > 0


def _of(connection: Connection, case: CaseId, now: datetime) -> Claim | None:
    row = connection.execute(select(hold).where(hold.c.case_id == case)).first()
    found = None if row is None else load.claim_of(row)
    return found if found is not None and found.stands(now) else None


def _entry(case: CaseId, by: str, what: str, over: str) -> RecordEntry:
    return RecordEntry(
        kind=RecordKind.CLAIMED, case=case, by=by, facts=(("what", what), *((("from", over),) if over else ()))
    )
