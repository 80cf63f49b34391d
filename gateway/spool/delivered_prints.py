"""The fingerprints of what went to parties: written with the disclosure, deleted with the month's content (MIN-1)."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from gateway.model.lifecycle import RecipientState
from gateway.model.message import CaseId
from gateway.model.theirs import Delivered, PrintedParagraph
from gateway.store.database import Database
from gateway.store.keys import period_of
from gateway.store.tables import delivered_print, recipient

_AT_ONCE: Final = 400  # prints in one question; SQLite takes a limited number of values


def insert_prints(
    connection: Connection,
    printed: Sequence[PrintedParagraph],
    now: datetime,
    *,
    case: CaseId,
    look: int,
    places: dict[str, int],
) -> None:
    """Add what a decision sends; it counts once the recipient of that look is delivered.

    Args:
        look: the look that decided it: a later one may decide again.
        places: recipient address → recipient.n of the case.
    """
    if printed:
        connection.execute(
            insert(delivered_print),
            [
                {
                    "party": each.party,
                    "print": each.print,
                    "at": now,
                    "period_id": period_of(now),
                    "case_id": case,
                    "recipient_n": places[each.recipient],
                    "look": look,
                    "people": each.people,
                }
                for each in printed
            ],
        )


def forget_prints(connection: Connection, period: str) -> None:
    """Delete those of a month; its content goes with them (SEC-3)."""
    connection.execute(delete(delivered_print).where(delivered_print.c.period_id == period))


class DeliveredPrints:
    """What parties have; safe from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def delivered(self, prints: Collection[bytes]) -> tuple[Delivered, ...]:
        """Which of these were delivered, to whom and when it was decided, oldest first.

        Raises:
            TemporaryFailure: the database cannot be asked now.
        """
        found: list[tuple[int, Delivered]] = []
        with self._database.read() as connection:
            for some in _windows(sorted(prints)):
                rows = connection.execute(
                    select(delivered_print)
                    .join(
                        recipient,
                        (recipient.c.case_id == delivered_print.c.case_id)
                        & (recipient.c.n == delivered_print.c.recipient_n)
                        & (recipient.c.look == delivered_print.c.look),
                    )
                    .where(delivered_print.c.print.in_(some), recipient.c.state == RecipientState.DELIVERED.value)
                ).all()
                found.extend(
                    (
                        row.seq,
                        Delivered(
                            party=row.party,
                            print=row.print,
                            at=row.at,
                            case=row.case_id,
                            people=frozenset(row.people),
                        ),
                    )
                    for row in rows
                )
        return tuple(each for _, each in sorted(found, key=lambda one: one[0]))


def _windows(values: Sequence[bytes]) -> Iterator[list[bytes]]:
    rest = iter(values)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
