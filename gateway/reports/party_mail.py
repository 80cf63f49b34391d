"""How much mail went to the addresses of one party, by month."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import case, func, literal, or_, select

from gateway.model.lifecycle import RecipientState
from gateway.model.parties import Party
from gateway.registers.address import normal, normal_domain
from gateway.store.database import Database
from gateway.store.tables import message, recipient

_NOT_SENT: Final = frozenset({RecipientState.RETURNED, RecipientState.REFUSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """Copies to one party that came in within a month."""

    month: str  # "2026-11", local
    states: Counter[RecipientState] = field(default_factory=Counter)

    @property
    def delivered(self) -> int:
        """Handed over."""
        return self.states[RecipientState.DELIVERED]

    @property
    def not_sent(self) -> int:
        """Sent back to whoever wrote them, or refused."""
        return sum(self.states[one] for one in _NOT_SENT)

    @property
    def failed(self) -> int:
        """Could not be delivered."""
        return self.states[RecipientState.BOUNCED]

    @property
    def under_way(self) -> int:
        """Being checked, waiting for a decision or for the next hop."""
        return self.states.total() - self.delivered - self.not_sent - self.failed


def months_of(
    database: Database,
    party: Party,
    is_theirs: Callable[[str], bool],
    months: Sequence[str],
    zone: ZoneInfo,
) -> Sequence[Month]:
    """These months, one after another. A case that retention deleted counts no more.

    Args:
        is_theirs: whether an address in the party's domains is this party's: another may have it by name.
        months: "2026-11", local; the last up to now.

    Raises:
        TemporaryFailure: the database cannot be asked now.
    """
    addresses = [normal(one) for one in (*party.addresses, *party.lists, *party.front_door)]
    domains = [_ending(one) for one in party.domains]
    theirs = [recipient.c.address_folded.endswith(one, autoescape=True) for one in domains]
    begins = [datetime.fromisoformat(f"{month}-01").replace(tzinfo=zone) for month in months]
    # Counted where the rows are: of a partner with much mail they are ten thousands.
    ends = [(message.c.received_at < after, n) for n, after in enumerate(begins[1:])]
    month = case(*ends, else_=len(ends)) if ends else literal(0)
    with database.read() as connection:
        rows = connection.execute(
            select(recipient.c.address_folded, recipient.c.state, month.label("month"), func.count().label("copies"))
            .join(message, message.c.case_id == recipient.c.case_id)
            .where(message.c.received_at >= begins[0], or_(recipient.c.address_folded.in_(addresses), *theirs))
            .group_by(recipient.c.address_folded, recipient.c.state, month)
        ).all()
    kept = {address: is_theirs(address) for address in {row.address_folded for row in rows}}
    found: defaultdict[str, Counter[RecipientState]] = defaultdict(Counter)
    for row in rows:
        if kept[row.address_folded]:
            found[months[row.month]][RecipientState(row.state)] += row.copies
    return [Month(month=month, states=found[month]) for month in months]


def _ending(domain: str) -> str:
    """What an address in it ends with; ".example.org" is for the domains below."""
    return f".{normal_domain(domain[1:])}" if domain.startswith(".") else f"@{normal_domain(domain)}"
