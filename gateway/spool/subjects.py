"""The subject lines of somebody's own mail, out of the sealed mails themselves: nothing of them is kept elsewhere."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import select

from gateway.intake.fields import fields
from gateway.model.message import CaseId, ContentId
from gateway.read.headers import value_text
from gateway.store.contents import Contents
from gateway.store.database import Database
from gateway.store.keys import KeyRing
from gateway.store.tables import message

_NAME: Final = frozenset({b"subject"})
_MOST_BYTES: Final = 2000  # of a field that are decoded: what a list shows of it is far shorter
_MOST: Final = 120  # code points


def subjects(
    database: Database, keys: KeyRing, cases: Collection[CaseId], senders: Collection[str]
) -> dict[CaseId, str | None]:
    """Case → subject line, shortened. Not among them: what is not kept any more, and mail of anybody else.

    None: it is not as it was sealed, so nothing of it may be shown.

    Args:
        senders: addresses of whoever looks, lower case.

    Raises:
        TemporaryFailure: database or keys cannot be asked now.
    """
    own = message.c.sender_folded.in_(sorted(senders)) & (message.c.sender != "")
    with database.read() as connection:
        rows = connection.execute(
            select(message.c.case_id, message.c.content_id).where(message.c.case_id.in_(list(cases)), own)
        ).all()
    mails = Contents(database, keys).beginnings([ContentId(row.content_id) for row in rows])
    found = {CaseId(row.case_id): mails[ContentId(row.content_id)] for row in rows if row.content_id in mails}
    return {case: None if beginning is None else subject_of(beginning) for case, beginning in found.items()}


def subject_of(beginning: bytes) -> str:
    """What the first Subject field says, on one line; empty: there is none, or nothing in it."""
    field = next(fields(beginning, _NAME), None)
    if field is None:
        return ""
    words = "".join(char if char.isprintable() else " " for char in value_text(field.value[:_MOST_BYTES]).text)
    shown = " ".join(words.split())
    return shown if len(shown) <= _MOST else f"{shown[: _MOST - 1]}…"
