"""Passwords of attachments that a sender gave: sealed, and forgotten when nothing of the case waits any more."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, exists, insert, select

from gateway.model.lifecycle import FINAL
from gateway.model.message import CaseId
from gateway.model.preparation import PartPassword
from gateway.store.database import Database
from gateway.store.seal import SmallSeal
from gateway.store.tables import part_password, recipient


def insert_passwords(connection: Connection, case: CaseId, given: Iterable[PartPassword], seal: SmallSeal) -> None:
    """Keep them; a later one of the same attachment takes the earlier one's place."""
    for one in given:
        mine = (part_password.c.case_id == case) & (part_password.c.digest == one.digest)
        connection.execute(delete(part_password).where(mine))
        sealed = seal.seal(one.password.encode("utf-8"), _place(case, one.digest))
        connection.execute(insert(part_password).values(case_id=case, digest=one.digest, sealed=sealed))


def passwords_of(connection: Connection, case: CaseId, seal: SmallSeal) -> tuple[PartPassword, ...]:
    """Those of a case.

    Raises:
        NotAuthentic: one was tampered with.
    """
    rows = connection.execute(
        select(part_password).where(part_password.c.case_id == case).order_by(part_password.c.digest)
    )
    return tuple(
        PartPassword(digest=row.digest, password=seal.unseal(row.sealed, _place(case, row.digest)).decode("utf-8"))
        for row in rows
    )


def forget_passwords(database: Database) -> int:
    """Delete those of cases in which nothing waits, nor can be looked at again; how many.

    Raises:
        TemporaryFailure: the database cannot be used now.
    """
    waits = exists().where(
        recipient.c.case_id == part_password.c.case_id,
        recipient.c.state.not_in(sorted(state.value for state in FINAL)),
    )
    with database.read() as connection:
        over = connection.scalars(select(part_password.c.case_id).where(~waits).distinct()).all()
    if not over:
        return 0
    with database.write() as connection:
        return connection.execute(delete(part_password).where(part_password.c.case_id.in_(over), ~waits)).rowcount


def _place(case: CaseId, digest: str) -> str:
    return f"password/{case}/{digest}"
