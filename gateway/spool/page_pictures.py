"""Pictures of attachments' pages, kept sealed: drawn once, and unreadable when the mail itself is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import insert, select

from gateway.model.message import CaseId, ContentId
from gateway.spool import step_rows
from gateway.store.contents import Contents, insert_contents
from gateway.store.database import Database
from gateway.store.keys import KeyRing
from gateway.store.tables import page_picture

_TEXT: Final = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPages:
    """One version of one attachment."""

    pages: int
    more: bool  # it has further ones
    text: str  # of all of it, as the reader of the finished file has it


class PageBook:
    """All raise TemporaryFailure when database or keys cannot be used now."""

    def __init__(self, database: Database, keys: KeyRing) -> None:
        self._database = database
        self._keys = keys
        self._contents = Contents(database, keys)

    def kept(self, case: CaseId, source: str) -> KeptPages | None:
        """What was drawn of it. None: nothing yet."""
        with self._database.read() as connection:
            rows = connection.execute(
                select(page_picture)
                .where(page_picture.c.case_id == case, page_picture.c.source == source)
                .order_by(page_picture.c.n)
            ).all()
        if not rows:
            return None
        text = self._contents.content(ContentId(rows[0].content_id)).decode("utf-8", "surrogatepass")
        return KeptPages(pages=len(rows) - 1, more=rows[0].more, text=text)

    def page(self, case: CaseId, source: str, n: int) -> bytes | None:
        """A page as PNG; *n* from 0. None: it was not drawn."""
        if n < 0:
            return None
        with self._database.read() as connection:
            found = connection.scalar(
                select(page_picture.c.content_id).where(
                    page_picture.c.case_id == case, page_picture.c.source == source, page_picture.c.n == n
                )
            )
        return None if found is None else self._contents.content(ContentId(found))

    def keep(
        self, case: CaseId, source: str, pages: tuple[bytes, ...], text: str, *, more: bool, received_at: datetime
    ) -> None:
        """Keep what was drawn; whoever drew it a moment earlier was first.

        Args:
            received_at: when the mail came: its pictures are sealed for the same month, and go with it.
        """
        whole = (text.encode("utf-8", "surrogatepass"), *pages)
        sealed = [self._keys.seal(one, received_at) for one in whole]
        with self._database.write() as connection:
            step_rows.lock_case(connection, case)
            known = select(page_picture.c.n).where(page_picture.c.case_id == case, page_picture.c.source == source)
            if connection.execute(known).first() is not None:
                return
            insert_contents(connection, sealed, received_at)
            connection.execute(
                insert(page_picture),
                [
                    {"case_id": case, "source": source, "n": n, "more": more, "content_id": one.id}
                    for n, one in enumerate(sealed, start=_TEXT)
                ],
            )
