"""Whether a person may go to this recipient without identity only (AGREE-5)."""

from gateway.decide import agreements
from gateway.decide.facts import Facts
from gateway.decide.people import Told
from gateway.decide.policy import Policy
from gateway.decide.purpose import purpose_for
from gateway.decide.recipient import UNDER_AGREEMENT, party_type


def anonymised_only(facts: Facts, policy: Policy, told: Told) -> bool:
    """Whether every agreement that allows the purpose is for anonymised returns."""
    if party_type(facts, policy) not in UNDER_AGREEMENT:
        return False
    allowing = [agreements.under(facts, purpose_for(facts, policy, person)) for person in told.candidates or (None,)]
    return all(found and not any(one.identifiable for one in found) for found in allowing)
