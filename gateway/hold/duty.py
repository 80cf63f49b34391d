"""The duty rota: who is the duty manager at an instant, and when nobody is (MIN-3). Pure."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from gateway.hold.asked import is_here
from gateway.model.parties import DutyTurn, StaffMember


def on_duty(rota: Iterable[DutyTurn], staff: Mapping[str, StaffMember], at: datetime, today: date) -> tuple[str, ...]:
    """Emails of those whose turn it is at that instant and who are here; turns may overlap.

    A turn counts from the instant it starts, up to but not at the one it ends.
    """
    turns = sorted((one for one in rota if one.starts <= at < one.ends), key=lambda one: (one.starts, one.id))
    here = (one.staff for one in turns if (member := staff.get(one.staff)) is not None and is_here(member, today))
    return tuple(dict.fromkeys(here))


def gaps(
    rota: Iterable[DutyTurn], staff: Mapping[str, StaffMember], first: datetime, last: datetime
) -> tuple[tuple[datetime, datetime], ...]:
    """The stretches between two instants in which nobody who still works here has a turn, in order."""
    turns = sorted(
        ((one.starts, one.ends) for one in rota if one.ends > first and one.starts < last and _works(one, staff)),
    )
    found: list[tuple[datetime, datetime]] = []
    covered = first
    for starts, ends in turns:
        if starts > covered:
            found.append((covered, starts))
        covered = max(covered, ends)
    if covered < last:
        found.append((covered, last))
    return tuple(found)


def _works(turn: DutyTurn, staff: Mapping[str, StaffMember]) -> bool:
    """Whether who has the turn is here on the day it starts."""
    member = staff.get(turn.staff)
    return member is not None and is_here(member, turn.starts.date())
