"""Whether a manager may approve ahead: by phone, before the mail exists (CONS-4). Pure.

It is an entry of the approvals register for one worker, person, party and ground, for a few hours. The mail that it
is meant for is matched and decided by it; its approver is told afterwards.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from gateway.decide.approvals import LONGEST_AHEAD
from gateway.hold.answers import MIN_JUSTIFICATION
from gateway.model.parties import (
    ALL,
    Ground,
    PartyId,
    PersonId,
    RegisterSnapshot,
    StaffKind,
    StaffMember,
)

HOURS: Final = int(LONGEST_AHEAD / timedelta(hours=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What a manager wants to approve."""

    by: str  # the account that signed in
    worker: str
    person: str
    party: str
    ground: str
    hours: int
    why: str
    informed: str = ""


def why_not(ahead: Ahead, registers: RegisterSnapshot, named: frozenset[str], today: date) -> tuple[str, ...]:
    """Everything that stands against it, in words for who wants to approve; empty: it may be recorded.

    Args:
        named: emails of the person and of their household, lower case: they decide nothing of it (SAFE-2).
    """
    return tuple(_faults(ahead, registers, named, today))


def cells(ahead: Ahead, identity: str, at: datetime) -> dict[str, str]:
    """The row of the approvals register, in force from *at* on."""
    since = at.replace(microsecond=0)
    return {
        "id": identity,
        "person": ahead.person,
        "party": ahead.party,
        "purpose": ALL,
        "ground": ahead.ground,
        "approved_by": ahead.by,
        "approved_on": since.isoformat(),
        "until": (since + timedelta(hours=ahead.hours)).isoformat(),
        "worker": ahead.worker,
        "justification": ahead.why,
        "informed": ahead.informed,
    }


def _faults(ahead: Ahead, registers: RegisterSnapshot, named: frozenset[str], today: date) -> Iterator[str]:
    worker = registers.staff.get(ahead.worker.lower())
    if worker is None or worker.kind is not StaffKind.PERSON or has_left(worker, today):
        yield "--worker: no such person in the staff register, or they have left."
    elif (refusal := not_theirs(ahead.by.lower(), worker, registers, today)) is not None:
        yield refusal
    if ahead.by.lower() in named:
        yield "This is about you or someone you live with, so another person must approve it."
    if PersonId(ahead.person) not in registers.people:
        yield "--person: no such id in the people register."
    if PartyId(ahead.party) not in registers.parties:
        yield "--party: no such id in the parties register."
    if not _statutory(registers.grounds.get(ahead.ground), today):
        yield "--ground: not a statutory ground of the register that is in force."
    if not 1 <= ahead.hours <= HOURS:
        yield f"--hours: from 1 to {HOURS}; what is to hold for longer goes into the approvals register."
    if len(ahead.why.strip()) < MIN_JUSTIFICATION:
        yield f"--why: say in at least {MIN_JUSTIFICATION} characters why it cannot wait for consent."


def not_theirs(by: str, worker: StaffMember, registers: RegisterSnapshot, today: date) -> str | None:
    """Why somebody may approve nothing for this worker. None: they may."""
    # CONS-4: never by the sender, whichever of their addresses they sign in with.
    if by in {address.lower() for address in (worker.email, *worker.aliases)}:
        return "Nobody approves for themselves; another manager must."
    member = registers.staff.get(by)
    if member is None or has_left(member, today):
        return "You are not in the staff register, or are noted there as having left."
    line = registers.staff.get(worker.line_manager.lower())
    managers = {worker.line_manager, worker.team_manager, "" if line is None else line.deputy}
    if by in {email.lower() for email in managers if email} or "safeguarding" in member.roles:
        return None
    return (
        "Only the worker's line manager, that manager's deputy, the team manager or a safeguarding lead may approve."
    )


def _statutory(ground: Ground | None, today: date) -> bool:
    if ground is None or not (ground.active and ground.statutory):
        return False
    return ground.effective_from is None or ground.effective_from <= today


def has_left(member: StaffMember, today: date) -> bool:
    """Whether somebody works here no longer on that day."""
    return member.left_on is not None and member.left_on <= today
