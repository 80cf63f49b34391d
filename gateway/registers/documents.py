"""Source documents that a restriction keeps from somebody: stored as fingerprints, never as text (CONS-7)."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, insert, select

from gateway.model.errors import TemporaryFailure
from gateway.model.outcome import RecordEntry, RecordKind
from gateway.record.entries import insert_entries
from gateway.registers.generation import Crossed, advance, generation_of
from gateway.store.database import Database
from gateway.store.seal import NotAuthentic, RegisterSeal
from gateway.store.tables import restricted_document

PRINT_BYTES: Final = 8


def kept_documents(connection: Connection, seal: RegisterSeal) -> Mapping[bytes, tuple[str, ...]]:
    """Print → ids of the restrictions that keep a document with it; of those in force and others.

    Raises:
        TemporaryFailure: a row is not as it was sealed. Never an answer without it.
    """
    found: defaultdict[bytes, list[str]] = defaultdict(list)
    for row in connection.execute(select(restricted_document).order_by(restricted_document.c.restriction)):
        try:
            prints = seal.unseal(row.data, _place(row.restriction, row.document))
        except NotAuthentic as error:
            raise TemporaryFailure("registers: a restricted document is not as it was sealed") from error
        for start in range(0, len(prints), PRINT_BYTES):
            ids = found[prints[start : start + PRINT_BYTES]]
            if row.restriction not in ids:
                ids.append(row.restriction)
    return {one: tuple(ids) for one, ids in found.items()}


def keep_document(
    database: Database, seal: RegisterSeal, restriction: str, prints: Collection[bytes], *, by: str, at: datetime
) -> bool:
    """Keep a document from whom the restriction says, from now on; False: it was kept already.

    The registers' generation moves on with it, so that mail on its way is decided again.

    Args:
        restriction: the id of one in the register.
        prints: of the document, each of 8 bytes.
        by: the account that asked, for the record.

    Raises:
        TemporaryFailure: the database cannot be asked now, or somebody else changed the registers just then.
    """
    data = b"".join(sorted(prints))
    document = hashlib.sha256(data).hexdigest()
    sealed = seal.seal(data, _place(restriction, document))
    known = (restricted_document.c.restriction == restriction) & (restricted_document.c.document == document)
    entry = RecordEntry(
        kind=RecordKind.REGISTER_CHANGED,
        case=None,
        by=by,
        facts=(("register", "restrictions"), ("restriction", restriction), ("document", document)),
    )
    with database.write() as connection:
        if connection.scalar(select(restricted_document.c.restriction).where(known)) is not None:
            return False
        try:
            advance(connection, generation_of(connection))
        except Crossed as error:
            raise TemporaryFailure("registers: others are changing them; try again") from error
        values = {"restriction": restriction, "document": document, "at": at, "by_whom": by, "data": sealed}
        connection.execute(insert(restricted_document).values(values))
        insert_entries(connection, [entry], at)
    return True


def _place(restriction: str, document: str) -> str:
    return f"restricted-documents/{restriction}/{document}"
