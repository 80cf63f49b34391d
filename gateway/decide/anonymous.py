"""Whether a person may go to this recipient without identity only, how they are shown, and what is left (AGREE-5)."""

from collections.abc import Collection, Iterable
from typing import Final

from gateway.decide import agreements
from gateway.decide.facts import Facts
from gateway.decide.once import once_under
from gateway.decide.people import Told, told_about
from gateway.decide.policy import Policy
from gateway.decide.purpose import purpose_for
from gateway.decide.recipient import UNDER_AGREEMENT, party_type
from gateway.model.decision import Finding, HiddenAs, Treatment
from gateway.model.parties import Kind
from gateway.model.reasons import Reason
from redaction.groups import Left, Trait

_ANYBODY: Final = 1_000_000_000
COARSE: Final = "coarse"  # Finding.detail of not-anonymised: not even these are left


def is_coarse(findings: Iterable[Finding]) -> bool:
    """Whether a copy must not even show an age or half a postcode of those it is about."""
    return any(found.reason is Reason.NOT_ANONYMISED and found.detail == COARSE for found in findings)


def left_of(kinds: Collection[Kind], traits: Collection[Trait] = ()) -> Left:
    """What a label leaves of these kinds: of a date of birth the age, of a postcode the outward code."""
    return Left(age=Kind.DATE_OF_BIRTH in kinds, district=Kind.ADDRESS in kinds, traits=frozenset(traits))


def counted(facts: Facts, told: Told) -> tuple[int, int] | None:
    """Among how many of the register somebody is who is told of without identity: as labels leave them, and coarser.

    None: nothing is left that narrows it down. A count that is not there is none.
    """
    if not told.candidates or (left_of(told.kinds).nothing and told.id not in facts.coarse_groups):
        return None
    # Without age and district, who has no trait told is anybody of the register.
    return facts.groups.get(told.id, 0), facts.coarse_groups.get(told.id, _ANYBODY)


def hidden_as(facts: Facts, policy: Policy) -> HiddenAs:
    """How they are shown: as the party's agreements in force all say, else with labels that last for one message."""
    said = {one.hidden_as or policy.hidden_as for one in agreements.in_force(facts)} or {policy.hidden_as}
    return next(iter(said)) if len(said) == 1 else HiddenAs.LABEL


def anonymises(policy: Policy) -> bool:
    """Whether the policy sends anything without identity, besides under agreements for that."""
    ways = (policy.without_consent, policy.no_agreement, *(rule.treatment for rule in policy.rules))
    return Treatment.ANONYMISE in ways


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
