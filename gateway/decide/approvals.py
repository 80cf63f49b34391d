"""What stands in for a consent: a release, an approval on a ground, a duty or an order (CONS-4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from gateway.decide.answers import by_sender, in_force, releasing
from gateway.decide.facts import Facts
from gateway.decide.once import once
from gateway.decide.policy import Policy
from gateway.model.parties import ALL, Approval, Ground, GroundEffect, PersonId
from gateway.model.reasons import Reason

# CONS-4: a standing approval covers a caseload for at most twelve months; one without an end is taken for that long.
LONGEST: Final = timedelta(days=366)

# CONS-4: ahead, by phone, a manager approves for a few hours; what holds for longer is a standing approval.
LONGEST_AHEAD: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """That it may go without consent, and on what."""

    basis: str  # "release:G-1", "approval:AP-1", "ground:G-2"
    ground: Ground


def stands_in(facts: Facts, policy: Policy, person: PersonId, purpose: str | None) -> Approved | None:
    """What allows sharing about this person without their consent. None: nothing."""
    release = releasing(facts, policy, Reason.NO_CONSENT)
    if release is not None:
        ground = in_force(facts, release.ground)
        if ground is not None:
            return Approved(basis=f"release:{release.ground}", ground=ground)
    duty = recorded_duty(facts)
    if duty is not None:
        return Approved(basis=f"ground:{duty.id}", ground=duty)
    for approval in facts.approvals:
        ground = in_force(facts, approval.ground)
        if ground is not None and ground.statutory and _applies(facts, approval, person, purpose):
            return Approved(basis=f"approval:{approval.id}", ground=ground)
    return None


@once
def recorded_duty(facts: Facts) -> Ground | None:
    """The duty or court order the sender names, where the register says it needs no approval."""
    ground = in_force(facts, facts.ground_said or "")
    if ground is None or ground.approval or not ground.statutory or ground.effect is GroundEffect.POWER:
        return None
    return ground


def safeguarding_ground(facts: Facts, policy: Policy, purpose: str | None) -> str:
    """The basis, if the message goes out on a safeguarding ground, whoever it is about; else empty.

    purpose: what the sender named; an approval for another one is none for this message (CONS-4). None: not said.
    """
    release = releasing(facts, policy, Reason.NO_CONSENT)
    if release is not None and _is_safeguarding(facts, release.ground):
        return f"release:{release.ground}"
    said = facts.ground_said or ""
    if not _is_safeguarding(facts, said):
        return ""
    if recorded_duty(facts) is not None:
        return f"ground:{said}"
    for approval in facts.approvals:
        if approval.ground != said or not _for_purpose(approval, purpose) or not matching_party(facts, approval):
            continue
        if _by_manager_now(facts, approval):
            return f"approval:{approval.id}"
    return ""


def approved_on_safeguarding(facts: Facts, purpose: str | None) -> frozenset[PersonId]:
    """For whom a manager has approved sharing with this party on a safeguarding ground that is in force."""
    return frozenset(
        PersonId(approval.person)
        for approval in facts.approvals
        if approval.person != ALL
        and _is_safeguarding(facts, approval.ground)
        and _applies(facts, approval, PersonId(approval.person), purpose)
    )


def has_ended(facts: Facts, person: PersonId, purpose: str | None) -> Approval | None:
    """An approval that would apply, had it not ended."""
    return next(
        (
            one
            for one in facts.approvals
            if _in_scope(facts, one, person, purpose) and (end := _end(one)) is not None and end <= facts.at
        ),
        None,
    )


def own_approval(facts: Facts, person: PersonId, purpose: str | None) -> Approval | None:
    """An approval that the sender gave to themselves."""
    return next(
        (
            one
            for one in facts.approvals
            if _in_scope(facts, one, person, purpose) and by_sender(facts, one.approved_by)
        ),
        None,
    )


def matching_party(facts: Facts, approval: Approval) -> bool:
    """Whether an approval is for this recipient's party."""
    party = facts.recipient.party
    return approval.party == ALL or (party is not None and approval.party == party.id)


def is_ahead(approval: Approval) -> bool:
    """Whether it was given before the mail existed: for one worker and some hours. Its approver is told later."""
    if not approval.worker or approval.approved_at is None or approval.until is None:
        return False
    return approval.until - approval.approved_at <= LONGEST_AHEAD


def _is_safeguarding(facts: Facts, ground: str) -> bool:
    known = in_force(facts, ground)
    return known is not None and known.safeguarding


def _applies(facts: Facts, approval: Approval, person: PersonId, purpose: str | None) -> bool:
    return _in_scope(facts, approval, person, purpose) and _by_manager_now(facts, approval)


def _in_scope(facts: Facts, approval: Approval, person: PersonId, purpose: str | None) -> bool:
    return (
        approval.person in (person, ALL)
        and (not approval.caseload or _in_caseload(facts, approval.caseload, person))
        and matching_party(facts, approval)
        and _for_purpose(approval, purpose)
        and (not approval.worker or by_sender(facts, approval.worker))
    )


def _for_purpose(approval: Approval, purpose: str | None) -> bool:
    return purpose is None or approval.purpose in (purpose, ALL)


def _in_caseload(facts: Facts, team: str, person: PersonId) -> bool:
    """Whether a person's worker is in a team; nobody knows whose caseload they are in who has no worker."""
    worker = facts.workers.get(person)
    return worker is not None and worker.team.casefold() == team.casefold()


def _by_manager_now(facts: Facts, approval: Approval) -> bool:
    if approval.approved_at is None or approval.approved_at > facts.at or not approval.approved_by:
        return False
    end = _end(approval)
    return end is not None and facts.at < end and not by_sender(facts, approval.approved_by)


def _end(approval: Approval) -> datetime | None:
    if approval.approved_at is None:
        return approval.until
    longest = approval.approved_at + LONGEST
    if approval.until is None:
        return longest
    return min(approval.until, longest) if approval.person == ALL else approval.until
