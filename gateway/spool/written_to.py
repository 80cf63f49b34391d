"""To which addresses outside mail of ours was delivered: keyed commitments, so that no list of them can be read here.

They outlive the mail: that somebody was written to before is known as long as the installation is (AGREE-2, REC-3).
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from gateway.model.decision import Channel
from gateway.model.outcome import FinishedKind
from gateway.record.entries import commitment
from gateway.spool.rows import OutgoingState, StoredOutgoing
from gateway.store.database import Database
from gateway.store.tables import written_address

_AT_ONCE: Final = 400  # addresses in one question; SQLite takes a limited number of values


def note_delivered(
    connection: Connection, mail: StoredOutgoing, states: dict[str, OutgoingState], now: datetime, *, key: bytes
) -> None:
    """Note who got a sender's mail, in the transaction that says so. What stays inside, and notices, do not count."""
    if mail.kind is not FinishedKind.MAIL or mail.channel is Channel.INTERNAL:
        return
    got = sorted({commitment(key, who) for who, state in states.items() if state is OutgoingState.DELIVERED})
    if not got:
        return
    values = [{"commitment": one, "first_at": now} for one in got]
    # Two mails to one new address may be delivered at once: the first to commit has been the first.
    added = (
        postgresql.insert(written_address).values(values).on_conflict_do_nothing()
        if connection.dialect.name == "postgresql"
        else sqlite.insert(written_address).values(values).on_conflict_do_nothing()
    )
    connection.execute(added)


class WrittenTo:
    """What was delivered before; safe from any thread."""

    def __init__(self, database: Database, key: bytes) -> None:
        """*key*: of the commitments to addresses."""
        self._database = database
        self._key = key

    def never(self, addresses: Iterable[str]) -> Collection[str]:
        """Those of *addresses* to which nothing of ours was ever delivered, as they are written here.

        Raises:
            TemporaryFailure: the database cannot be asked now; never an empty answer for this.
        """
        asked = {address: commitment(self._key, address) for address in addresses}
        wanted = sorted(set(asked.values()))
        known: set[bytes] = set()
        with self._database.read() as connection:
            for start in range(0, len(wanted), _AT_ONCE):
                some = wanted[start : start + _AT_ONCE]
                known.update(
                    connection.scalars(
                        select(written_address.c.commitment).where(written_address.c.commitment.in_(some))
                    )
                )
        return frozenset(address for address, one in asked.items() if one not in known)
