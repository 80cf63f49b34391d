"""Who inside the organisation needs to know of a person: caseload, team, and who oversees them (AGREE-4). Pure."""

from typing import Final

from gateway.decide.facts import Facts
from gateway.decide.people import Told
from gateway.decide.policy import Policy
from gateway.model.parties import PersonId, StaffMember

# Whose work is with everybody's records.
_EVERYWHERE: Final = frozenset({"safeguarding", "ig"})


def needs_to_know(reader: StaffMember, told: Told, facts: Facts, policy: Policy) -> bool:
    """Whether it is their work, whoever of several namesakes is meant."""
    if _EVERYWHERE & set(reader.roles) or _is(reader, facts.sender.staff):
        return True
    return all(_works_with(reader, person, facts, policy) for person in told.candidates)


def _works_with(reader: StaffMember, person: PersonId, facts: Facts, policy: Policy) -> bool:
    # Of somebody whose worker is not recorded the sender's team is taken for the one that works with them.
    worker = facts.workers.get(person, facts.sender.staff)
    if worker is None:
        return False
    if _is(reader, worker) or _oversees(reader, worker):
        return True
    return bool(reader.team) and bool(worker.team) and _share(reader.team, worker.team, policy)


def _oversees(reader: StaffMember, worker: StaffMember) -> bool:
    own = {reader.email, *reader.aliases}
    return not own.isdisjoint({worker.line_manager, worker.team_manager, worker.deputy} - {""})


def _share(one: str, other: str, policy: Policy) -> bool:
    first, second = _plain(one), _plain(other)
    return first == second or any({first, second} <= teams for teams in policy.inside.teams_that_share)


def _is(reader: StaffMember, other: StaffMember | None) -> bool:
    return other is not None and reader.email == other.email


def _plain(team: str) -> str:
    return " ".join(team.casefold().split())
