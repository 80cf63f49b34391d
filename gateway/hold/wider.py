"""Who is reminded of an urgent hold: with every reminder more people, until somebody answers (MIN-3). Pure."""

from collections.abc import Iterable
from datetime import timedelta

from gateway.hold.asked import Circle, deputies, holders_of, may_be_asked
from gateway.model.decision import Asked
from gateway.model.outcome import AskedPerson

_LEADS = ("ig", "safeguarding")


def ring(waited: timedelta, remind_minutes: float, escalate_minutes: float) -> int:
    """How far the question has gone after so long. 1: to deputies and leads; 2: to trustees; 3: to the postmaster.

    By the time that has passed, not by how many reminders went: a gateway that stood still for an hour must not begin
    again with the nearest.
    """
    minutes = waited / timedelta(minutes=1)
    if minutes >= escalate_minutes:
        return 3
    return min(2, int(minutes / remind_minutes))


def reminded(asked: Iterable[AskedPerson], circle: Circle, ring: int) -> tuple[str, ...]:
    """Everybody who is told now. Never the sender, never whom it names, never who is away; never nobody.

    What only the safeguarding lead may decide (SAFE-1, SAFE-2) goes to their deputies and to trustees, and to no
    other manager: it may be about one of them.
    """
    people = [one for one in asked if one.role is not Asked.SENDER]
    managers = [one for one in people if one.role is not Asked.SAFEGUARDING_LEAD]
    first = [one.email for one in people if may_be_asked(one.email, circle)]
    if managers:
        first += [email for email in circle.on_duty if may_be_asked(email, circle)]
    told = dict.fromkeys(first)
    if ring >= 1 or not told:
        told |= dict.fromkeys(deputies((*told, *(one.email for one in people)), circle))
        for word in _LEADS if managers else _LEADS[1:]:
            told |= dict.fromkeys(holders_of(word, circle))
    if ring >= 2 or not told:
        told |= dict.fromkeys(holders_of("trustee", circle))
    if (ring >= 3 and managers) or not told:
        told |= {circle.postmaster: None}
    return tuple(told)
