"""On what one person's data may go to this recipient: their own, a consent, or what stands in for it."""

from dataclasses import dataclass
from typing import Final

from gateway.decide import agreements, approvals, consents
from gateway.decide.anonymous import anonymised_only
from gateway.decide.concern import concern_basis, concerned
from gateway.decide.facts import Facts
from gateway.decide.once import once
from gateway.decide.people import Told, told_about
from gateway.decide.policy import Policy
from gateway.decide.purpose import purpose_for
from gateway.decide.recipient import entitled_to
from gateway.decide.requests import left_out, subject_access
from gateway.decide.theirs import already_theirs, basis_of
from gateway.model.parties import ALL, PersonId
from gateway.model.reasons import Reason

_ALL_KINDS: Final = frozenset({ALL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """That it may go, and on what."""

    clause: str
    basis: str  # "own", or as Disclosure.basis has it: "agreement:A-2+consent:C-1"
    kinds: frozenset[str]  # Kind literals; `*` for all


@once
def cover(facts: Facts, policy: Policy, told: Told, person: PersonId) -> Cover | Reason:
    """What covers one of those whom a person found may be, or why nothing does."""
    request = subject_access(facts, policy)
    if request is not None and person == request.person:
        return Cover(clause="REC-2", basis=f"request:{request.id}", kinds=_ALL_KINDS)
    if entitled_to(facts, policy, person):
        return Cover(clause="FAM-1", basis="own", kinds=_ALL_KINDS)
    purpose = purpose_for(facts, policy, person)
    stands = consents.standing(facts, policy, person, purpose, told.kinds)
    by_consent = Cover(
        clause="CONS-2",
        basis=_with_agreement(facts, purpose, *(f"consent:{one}" for one in stands.consents)),
        kinds=stands.kinds,
    )
    if stands.why_not is None and all(consents.covers(stands.kinds, kind) for kind in told.kinds):
        return by_consent
    approved = approvals.stands_in(facts, policy, person, purpose)
    if approved is not None:
        basis = _with_agreement(facts, purpose, approved.basis)
        return Cover(clause="CONS-4", basis=basis, kinds=_ALL_KINDS)
    if concerned(facts, policy, told):
        basis = _with_agreement(facts, purpose, concern_basis(facts, policy))
        return Cover(clause="MIN-1", basis=basis, kinds=_ALL_KINDS)
    if stands.why_not is None:
        return by_consent
    given = consents.giver(facts, policy, person, purpose) if told.kinds <= policy.giver_kinds else ""
    if given and stands.why_not is Reason.NO_CONSENT:
        # Who consents for a child is named in doing so; more about them needs their own consent.
        return Cover(clause="CONS-2", basis=_with_agreement(facts, purpose, f"consent:{given}"), kinds=_ALL_KINDS)
    had = already_theirs(facts, policy, told)
    return stands.why_not if had is None else Cover(clause="MIN-1", basis=basis_of(had), kinds=_ALL_KINDS)


@once
def uncovered(facts: Facts, policy: Policy) -> tuple[tuple[Told, PersonId, Reason], ...]:
    """Everyone of the register who may go on nothing, and why, but for whom a return or reply leaves out."""
    return tuple(
        (told, person, covered)
        for told in told_about(facts, policy)
        if not anonymised_only(facts, policy, told) and not left_out(facts, policy, told)
        for person in told.candidates
        if isinstance(covered := cover(facts, policy, told, person), Reason)
    )


def _with_agreement(facts: Facts, purpose: str | None, *bases: str) -> str:
    under = agreements.under(facts, purpose)
    return "+".join((*(f"agreement:{one.id}" for one in under[:1]), *bases))
