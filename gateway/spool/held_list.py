"""Everything that waits, as lists show it: read whole each time, but worked out again only where it changed."""

import threading
from collections import defaultdict
from collections.abc import Collection
from typing import Final

from sqlalchemy import BigInteger, ColumnElement, Connection, Text, select, type_coerce

from gateway.model.lifecycle import RecipientState
from gateway.model.message import CaseId
from gateway.spool import load
from gateway.spool.rows import HeldCase
from gateway.spool.sealed_emails import open_emails
from gateway.store.database import Database
from gateway.store.keys import KeyRing
from gateway.store.seal import NotAuthentic, SmallSeal
from gateway.store.tables import hold, message, recipient
from gateway.store.types import Instant, Strings

_MOST: Final = 5000  # cases
_AT_ONCE: Final = 500  # that one statement asks for


class HeldList:
    """Held cases with whom each is about, for lists that leave out what is about their reader (SAFE-2).

    What a case says is kept in memory under all that the database has of it, sealed values as they are sealed: if
    any of it is another, the case is read and unsealed again. What waits no longer is forgotten at the next reading.
    Safe from any thread.
    """

    def __init__(self, database: Database, keys: KeyRing) -> None:
        self._database: Final = database
        self._keys: Final = keys
        self._lock: Final = threading.Lock()
        self._kept: dict[str, tuple[object, HeldCase]] = {}

    def held(self) -> tuple[HeldCase, ...]:
        """Held cases: those in the fast lane first, then the oldest; 5,000 at most.

        Raises:
            TemporaryFailure: database or keys cannot be used now.
        """
        seal = self._keys.answers
        with self._database.read() as connection:
            now = _as_stored(connection)
            old = self._kept
            changed = [CaseId(case) for case, stored in now.items() if case not in old or old[case][0] != stored]
            fresh: dict[str, HeldCase] = {}
            for first in range(0, len(changed), _AT_ONCE):
                some = changed[first : first + _AT_ONCE]
                fresh |= {one.case: one for one in held_rows(connection, hold.c.case_id.in_(some), None, seal)}
        found = {case: (stored, fresh[case] if case in fresh else old[case][1]) for case, stored in now.items()}
        with self._lock:
            self._kept = found
        return tuple(one for _, one in found.values())

    def not_asked(self, cases: Collection[CaseId]) -> dict[CaseId, frozenset[str]]:
        """Of those of these cases that wait: emails of whom each is about, of their households and of who stepped
        back; lower case. Empty: that is not known.

        Raises:
            TemporaryFailure: database or keys cannot be used now.
        """
        seal = self._keys.answers
        which = select(hold).where(hold.c.case_id.in_(list(cases)))
        with self._database.read() as connection:
            rows = connection.execute(which).all()
        return {CaseId(row.case_id): _never_told(row, seal) or frozenset() for row in rows}


def _as_stored(connection: Connection) -> dict[str, object]:
    """Case → all that a list of held cases is made of, as the columns hold it; in the order of the list.

    A message's own row never changes: it is no part of it.
    """
    reached: defaultdict[str, list[str]] = defaultdict(list)
    waits = recipient.c.state == RecipientState.HELD.value
    each = select(recipient.c.case_id, recipient.c.address).join(hold, hold.c.case_id == recipient.c.case_id)
    for case, address in connection.execute(each.where(waits).order_by(recipient.c.case_id, recipient.c.n)).all():
        reached[case].append(address)
    rows = connection.execute(
        select(*_PLAIN).order_by(hold.c.urgent_at.is_(None), hold.c.held_at, hold.c.case_id).limit(_MOST)
    ).all()
    return {str(row[0]): (tuple(row), tuple(reached.get(str(row[0]), ()))) for row in rows}


def _plain(column: ColumnElement[object]) -> ColumnElement[object]:
    """A column as it is stored: what it means is worked out only where it changed."""
    match column.type:
        case Instant():
            return type_coerce(column, BigInteger)
        case Strings():
            return type_coerce(column, Text)
        case _:
            return column


_PLAIN: Final = tuple(map(_plain, hold.c))


def held_rows(
    connection: Connection, which: ColumnElement[bool] | None, limit: int | None, seal: SmallSeal | None = None
) -> tuple[HeldCase, ...]:
    """Held cases: those in the fast lane first, then the oldest.

    Args:
        which: of the columns of hold and message; None: all.
        limit: how many at most; None: as many as there are.
        seal: None: who is never told is not needed.
    """
    statement = (
        select(hold, message.c.sender, message.c.received_at)
        .join(message, message.c.case_id == hold.c.case_id)
        .order_by(hold.c.urgent_at.is_(None), hold.c.held_at, hold.c.case_id)
        .limit(limit)
    )
    rows = connection.execute(statement if which is None else statement.where(which)).all()
    recipients = load.recipients_of(connection, [CaseId(row.case_id) for row in rows])
    return tuple(
        HeldCase(
            case=CaseId(row.case_id),
            sender=row.sender,
            received_at=row.received_at,
            hold=load.hold_entry(row),
            recipients=tuple(each.address for each in recipients[row.case_id] if each.state is RecipientState.HELD),
            reminded_at=row.reminded_at,
            escalated_at=row.escalated_at,
            not_asked=_never_told(row, seal),
            claim=load.claim_of(row),
        )
        for row in rows
    )


def _never_told(row: load.AnyRow, seal: SmallSeal | None) -> frozenset[str] | None:
    # What was tampered with counts as not known: one such row must not silence the reminders of all.
    if seal is None or row.not_asked is None:
        return None
    try:
        return open_emails(row.not_asked, seal, row.case_id)
    except NotAuthentic:
        return None
