"""On what one person's data may go to this recipient: their own, a consent, or what stands in for it."""

from typing import NamedTuple

from gateway.decide import agreements, approvals, consents
from gateway.decide.anonymous import nameless
from gateway.decide.concern import concern_basis, concerned
from gateway.decide.facts import Facts
from gateway.decide.once import once_under
from gateway.decide.people import Told, told_about
from gateway.decide.policy import Policy
from gateway.decide.purpose import purpose_for
from gateway.decide.recipient import entitled_to
from gateway.decide.requests import left_out, subject_access
from gateway.decide.theirs import already_theirs, basis_of
from gateway.model.parties import PersonId
from gateway.model.reasons import Reason


class Cover(NamedTuple):
    """That it may go, and on what."""

    clause: str
    basis: str  # "own", or as Disclosure.basis has it: "agreement:A-2+consent:C-1"
    kinds: frozenset[str]  # Kind literals; `*` for all


class Covered(NamedTuple):
    """One of those whom a person found may be, and how they stand to this sharing."""

    told: Told
    person: PersonId
    purpose: str | None  # None: it cannot be told
    by: Cover | Reason  # what covers them, or why nothing does


@once_under
def covers(facts: Facts, policy: Policy) -> tuple[Covered, ...]:
    """Everyone of the register who is told about, and each whom they may be."""
    return tuple(
        [
            Covered(told, person, purpose, _cover(facts, policy, told, person, purpose))
            for told in told_about(facts, policy)
            for person in told.candidates
            for purpose in (purpose_for(facts, policy, person),)
        ]
    )


def cover(facts: Facts, policy: Policy, told: Told, person: PersonId) -> Cover | Reason:
    """What covers somebody, or why nothing does."""
    return _cover(facts, policy, told, person, purpose_for(facts, policy, person))


def _cover(facts: Facts, policy: Policy, told: Told, person: PersonId, purpose: str | None) -> Cover | Reason:
    request = subject_access(facts, policy) if facts.requests else None
    if request is not None and person == request.person:
        return Cover(clause="REC-2", basis=f"request:{request.id}", kinds=consents.ANY)
    if entitled_to(facts, policy, person):
        return Cover(clause="FAM-1", basis="own", kinds=consents.ANY)
    stands = consents.standing(facts, policy, person, purpose, told.kinds)
    if stands.why_not is None and not consents.not_covered(told.kinds, stands.kinds):
        return _by_consent(facts, purpose, stands)
    approved = approvals.stands_in(facts, policy, person, purpose)
    if approved is not None:
        basis = _with_agreement(facts, purpose, approved.basis)
        return Cover(clause="CONS-4", basis=basis, kinds=consents.ANY)
    if concerned(facts, policy, told):
        basis = _with_agreement(facts, purpose, concern_basis(facts, policy))
        return Cover(clause="MIN-1", basis=basis, kinds=consents.ANY)
    if stands.why_not is None:
        return _by_consent(facts, purpose, stands)
    given = consents.giver(facts, policy, person, purpose) if told.kinds <= policy.giver_kinds else ""
    if given and stands.why_not is Reason.NO_CONSENT:
        # Who consents for a child is named in doing so; more about them needs their own consent.
        return Cover(clause="CONS-2", basis=_with_agreement(facts, purpose, f"consent:{given}"), kinds=consents.ANY)
    had = already_theirs(facts, policy, told)
    return stands.why_not if had is None else Cover(clause="MIN-1", basis=basis_of(had), kinds=consents.ANY)


@once_under
def uncovered(facts: Facts, policy: Policy) -> tuple[tuple[Told, PersonId, Reason], ...]:
    """Everyone of the register who may go on nothing, and why, but for whom a return or reply leaves out."""
    without = nameless(facts, policy)
    return tuple(
        (one.told, one.person, one.by)
        for one in covers(facts, policy)
        if isinstance(one.by, Reason) and one.told not in without and not left_out(facts, policy, one.told)
    )


def _by_consent(facts: Facts, purpose: str | None, stands: consents.Standing) -> Cover:
    bases = "+".join([f"consent:{one}" for one in stands.consents])
    return Cover(clause="CONS-2", basis=_with_agreement(facts, purpose, bases), kinds=stands.kinds)


def _with_agreement(facts: Facts, purpose: str | None, basis: str) -> str:
    under = agreements.under(facts, purpose)
    return f"agreement:{under[0].id}+{basis}" if under else basis
