"""Writing the record: always in the transaction of what it tells about."""

import hmac
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, func, insert, select

from gateway.model.errors import TemporaryFailure
from gateway.model.message import CaseId
from gateway.model.outcome import Disclosure, RecordEntry, Scalar
from gateway.record.details import written
from gateway.store.tables import disclosure, record, timed_job

_CLOCK_MAY_LAG: Final = timedelta(seconds=60)
CLOCK_PUT_RIGHT: Final = "clock-put-right"  # timed_job.job; its stretch is the entry it was recorded in
_NEWEST: Final = 1000  # entries
_ADDRESS: Final = b"gateway address 1\0"


def canonical(facts: Sequence[tuple[str, Scalar | tuple[str, ...]]]) -> str:
    """The facts as the characters that are stored and chained: JSON, in their order, without spaces.

    Raises:
        ValueError: a name stands twice.
    """
    if len({name for name, _ in facts}) != len(facts):
        raise ValueError("a fact of a record entry is named twice")
    return json.dumps(dict(facts), ensure_ascii=True, separators=(",", ":"))


def commitment(key: bytes, address: str) -> bytes:
    """A salted commitment to an address, 32 bytes: says nothing, but who holds *key* can look an address up by it.

    The key is the salt: with an open salt a list of the borough's addresses would undo every commitment.
    """
    return hmac.digest(key, _ADDRESS + address.casefold().encode(), "sha256")


def require_clock(connection: Connection, now: datetime) -> None:
    """Go on only with a clock that is not behind what was recorded.

    Raises:
        TemporaryFailure: it is, by more than a minute.
    """
    if is_behind(connection, now):
        raise TemporaryFailure("record: the clock is more than a minute behind the latest entry")


def is_behind(connection: Connection, now: datetime) -> bool:
    """Whether *now* lies more than a minute before what was recorded, since the clock was last put right."""
    last = connection.scalar(select(func.max(record.c.at)))
    if last is None or now >= last - _CLOCK_MAY_LAG:
        return False
    put_right = connection.scalar(select(func.max(timed_job.c.stretch)).where(timed_job.c.job == CLOCK_PUT_RIGHT))
    if put_right is None:
        return True
    # Only until the true time has caught up with what a clock that ran ahead left behind.
    newest = select(record.c.at).where(record.c.seq >= int(put_right)).order_by(record.c.seq.desc()).limit(_NEWEST)
    since = connection.scalar(select(func.max(newest.subquery().c.at)))
    return since is not None and now < since - _CLOCK_MAY_LAG


def insert_entries(connection: Connection, entries: Sequence[RecordEntry], now: datetime) -> None:
    """Add entries, in order.

    Raises:
        TemporaryFailure: *now* lies more than a minute before the latest entry, so the clock is wrong: consents and
            agreements would be judged at the wrong time, and the record would tell a wrong order.
    """
    if not entries:
        return
    require_clock(connection, now)
    connection.execute(
        insert(record),
        [
            {
                "at": now,
                "kind": entry.kind.value,
                "case_id": entry.case,
                "by_whom": entry.by,
                "facts": canonical(entry.facts),
            }
            for entry in entries
        ],
    )


def insert_disclosures(
    connection: Connection,
    disclosures: Sequence[Disclosure],
    now: datetime,
    *,
    case: CaseId,
    look: int,
    places: dict[str, int],
    key: bytes,
) -> None:
    """Add what a decision discloses; it counts as shared once the recipient of that look is delivered.

    Args:
        look: the look that decided it: a later one may decide again.
        places: recipient address → recipient.n of the case.
        key: of the commitments to addresses.
    """
    if disclosures:
        connection.execute(
            insert(disclosure),
            [
                {
                    "at": now,
                    "case_id": case,
                    "recipient_n": places[each.recipient],
                    "look": look,
                    "person": each.person,
                    "party": each.party,
                    "recipient": commitment(key, each.recipient),
                    "kinds": each.kinds,
                    "purpose": each.purpose,
                    "basis": each.basis,
                    "statement": each.statement,
                    "treatment": each.treatment,
                    "channel": each.channel.value,
                    "details": None if each.details is None else written(each.details),
                }
                for each in disclosures
            ],
        )
