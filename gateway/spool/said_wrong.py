"""That somebody said a rule was wrong about a mail: kept with the case and in the record, and decides nothing."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, insert, select

from gateway.model.answers import Answer
from gateway.model.message import CaseId
from gateway.model.outcome import RecordEntry, RecordKind
from gateway.record.entries import insert_entries
from gateway.record.trials import WRONG
from gateway.spool import step_rows
from gateway.spool.sealed_answer import seal_answer
from gateway.store.database import Database
from gateway.store.seal import SmallSeal
from gateway.store.tables import answer


def add_wrong(
    database: Database, seal: SmallSeal, case: CaseId, given: Answer, rules: Sequence[str], now: datetime
) -> None:
    """Store it in one transaction; the case is not decided again, for nothing of it has changed.

    Args:
        rules: as CLAUSE/reason; what the weekly rate counts.

    Raises:
        TemporaryFailure: the database cannot be used now.
    """
    entry = RecordEntry(
        kind=RecordKind.ANSWERED,
        case=case,
        by=given.by,
        facts=(("answer", given.kind.value), ("role", given.role.value), (WRONG, tuple(rules))),
    )
    with database.write() as connection:
        step_rows.lock_case(connection, case)
        last = connection.scalar(select(func.max(answer.c.n)).where(answer.c.case_id == case)) or 0
        sealed = seal_answer(given, seal, case, last + 1)
        connection.execute(insert(answer).values(case_id=case, n=last + 1, at=now, sealed=sealed))
        insert_entries(connection, [entry], now)
