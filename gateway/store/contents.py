"""The content tables: sealed bytes in, bytes out."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, func, insert, select

from gateway.model.errors import PermanentFailure
from gateway.model.message import ContentId
from gateway.store.database import Database
from gateway.store.keys import KeyRing
from gateway.store.seal import NotAuthentic, Sealed, unseal, unseal_beginning
from gateway.store.tables import content as content_table
from gateway.store.tables import content_chunk, period

_AT_ONCE: Final = 200  # contents that one statement asks for


def insert_contents(connection: Connection, sealed: Sequence[Sealed], now: datetime) -> None:
    """Store sealed contents, in the transaction of what they belong to."""
    if not sealed:
        return
    connection.execute(
        insert(content_table),
        [
            {
                "id": each.id,
                "period_id": each.period,
                "wrapped_key": each.wrapped_key,
                "algorithm": each.algorithm,
                "size": each.size,
                "created_at": now,
            }
            for each in sealed
        ],
    )
    connection.execute(
        insert(content_chunk),
        [{"content_id": each.id, "n": n, "data": chunk} for each in sealed for n, chunk in enumerate(each.chunks)],
    )


class Contents:
    """Reads what was stored sealed (ports.Unsealer)."""

    def __init__(self, database: Database, keys: KeyRing) -> None:
        self._database = database
        self._keys = keys

    def content(self, content: ContentId) -> bytes:
        """The bytes, whole.

        Raises:
            TemporaryFailure: database or keys folder cannot be asked now.
            PermanentFailure: it is gone, because its period key was destroyed; or there never was such a content.
            NotAuthentic: what is stored was tampered with.
        """
        with self._database.read() as connection:
            row = connection.execute(select(content_table).where(content_table.c.id == content)).first()
            if row is None:
                raise PermanentFailure(f"content {content}: there is none")
            chunks = connection.scalars(
                select(content_chunk.c.data).where(content_chunk.c.content_id == content).order_by(content_chunk.c.n)
            ).all()
        sealed = _sealed(row, chunks)
        return unseal(sealed, self._keys.private_key(sealed.period))

    def several(self, contents: Sequence[ContentId]) -> dict[ContentId, bytes]:
        """The same of each, asked for together. What is gone is not among them.

        Raises:
            TemporaryFailure, NotAuthentic: as `content` does.
        """
        found: dict[ContentId, bytes] = {}
        for first in range(0, len(contents), _AT_ONCE):
            some = list(contents[first : first + _AT_ONCE])
            chunks: defaultdict[str, list[bytes]] = defaultdict(list)
            with self._database.read() as connection:
                rows = connection.execute(select(content_table).where(content_table.c.id.in_(some))).all()
                which = content_chunk.c.content_id.in_(some)
                ordered = select(content_chunk).where(which).order_by(content_chunk.c.content_id, content_chunk.c.n)
                for chunk in connection.execute(ordered):
                    chunks[chunk.content_id].append(chunk.data)
            for row in rows:
                try:
                    key = self._keys.private_key(row.period_id)
                except PermanentFailure:
                    continue
                found[ContentId(row.id)] = unseal(_sealed(row, chunks[row.id]), key)
        return found

    def beginnings(self, contents: Sequence[ContentId]) -> dict[ContentId, bytes | None]:
        """The first 64 KiB of each, asked for together: of a mail, more than a header may have.

        What is gone is not among them. None: it was tampered with, which must not hide the others.

        Raises:
            TemporaryFailure: as `content` does.
        """
        some = list(contents)
        with self._database.read() as connection:
            rows = connection.execute(
                select(content_table, content_chunk.c.data)
                .join(content_chunk, (content_chunk.c.content_id == content_table.c.id) & (content_chunk.c.n == 0))
                .where(content_table.c.id.in_(some))
            ).all()
        found: dict[ContentId, bytes | None] = {}
        for row in rows:
            try:
                key = self._keys.private_key(row.period_id)
            except PermanentFailure:
                continue
            try:
                found[ContentId(row.id)] = unseal_beginning(_sealed(row, [row.data]), key)
            except NotAuthentic:
                found[ContentId(row.id)] = None
        return found


def _sealed(row: Row[Any], chunks: Sequence[bytes]) -> Sealed:  # SQLAlchemy types a row of a table no closer
    return Sealed(
        id=ContentId(row.id),
        period=row.period_id,
        wrapped_key=row.wrapped_key,
        algorithm=row.algorithm,
        size=row.size,
        chunks=tuple(chunks),
    )


def delete_chunks(database: Database, name: str) -> int:
    """Delete the sealed bytes of a period whose key was destroyed; how many contents that emptied.

    Their rows stay, so that cases still say how large their mail was and when it came.

    Raises:
        PermanentFailure: the period's key was not destroyed.
    """
    with database.write() as connection:
        if connection.scalar(select(period.c.destroyed_at).where(period.c.id == name)) is None:
            raise PermanentFailure(f"period {name}: its key still exists, its content is kept")
        of_period = select(content_table.c.id).where(content_table.c.period_id == name)
        emptied = connection.scalar(
            select(func.count(content_chunk.c.content_id.distinct())).where(content_chunk.c.content_id.in_(of_period))
        )
        connection.execute(delete(content_chunk).where(content_chunk.c.content_id.in_(of_period)))
    return int(emptied or 0)
