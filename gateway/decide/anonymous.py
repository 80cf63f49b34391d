"""Whether a person may go to this recipient without identity only, and what is then left of them (AGREE-5)."""

from collections.abc import Iterable
from typing import Final

from gateway.decide import agreements
from gateway.decide.facts import Facts
from gateway.decide.once import once_under
from gateway.decide.people import Told, told_about
from gateway.decide.policy import Policy
from gateway.decide.purpose import purpose_for
from gateway.decide.recipient import UNDER_AGREEMENT, party_type
from gateway.model.decision import Finding
from gateway.model.parties import Kind
from gateway.model.reasons import Reason

# Of a date of birth the label leaves the age, of a postcode the outward code.
NARROWING: Final = frozenset({Kind.DATE_OF_BIRTH, Kind.ADDRESS})

COARSE: Final = "coarse"  # Finding.detail of not-anonymised: not even these are left


def is_coarse(findings: Iterable[Finding]) -> bool:
    """Whether a copy must not even show an age or half a postcode of those it is about."""
    return any(found.reason is Reason.NOT_ANONYMISED and found.detail == COARSE for found in findings)


@once_under
def nameless(facts: Facts, policy: Policy) -> frozenset[Told]:
    """Those of whom every agreement that allows the purpose is for anonymised returns."""
    if all(one.identifiable for one in agreements.in_force(facts)):
        return frozenset()
    if party_type(facts, policy) not in UNDER_AGREEMENT:
        return frozenset()
    return frozenset(told for told in told_about(facts, policy) if _anonymised_only(facts, policy, told))


def _anonymised_only(facts: Facts, policy: Policy, told: Told) -> bool:
    allowing = [agreements.under(facts, purpose_for(facts, policy, person)) for person in told.candidates or (None,)]
    return all(found and not any(one.identifiable for one in found) for found in allowing)
