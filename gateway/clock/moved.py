"""Whose cases move on: somebody who is asked went away or left since they were asked. Pure."""

from collections.abc import Mapping
from datetime import date

from gateway.model.decision import Asked
from gateway.model.outcome import HoldEntry
from gateway.model.parties import StaffMember
from gateway.model.reasons import Reason


def moved_from(hold: HoldEntry, staff: Mapping[str, StaffMember], today: date) -> tuple[str, ...]:
    """Those who are asked and not here any more; the case is decided again, which asks who stands in for them.

    A sender who is away comes back to their own mail; one who left does not. What cannot be looked at has nobody else
    to be asked.
    """
    if Reason.SYSTEM_FAULT in hold.reasons:
        return ()
    return tuple(
        dict.fromkeys(
            one.email
            for one in hold.asked
            if (member := staff.get(one.email.lower())) is not None
            and (has_left(member, today) or (one.role is not Asked.SENDER and is_away(member, today)))
        )
    )


def is_away(member: StaffMember, today: date) -> bool:
    """Up to and with the last day of the absence."""
    return member.away_until is not None and member.away_until >= today


def has_left(member: StaffMember, today: date) -> bool:
    """From the first day on which they are staff no longer."""
    return member.left_on is not None and member.left_on <= today
