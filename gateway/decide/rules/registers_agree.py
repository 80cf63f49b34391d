"""AGREE-1, CONS-2: what the registers say does not contradict itself, as far as this message rests on it."""

from collections.abc import Iterator

from gateway.decide.answers import releasing
from gateway.decide.consents import contradicting
from gateway.decide.contradictory import differing_agreements
from gateway.decide.coverage import uncovered
from gateway.decide.facts import Facts
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.decide.recipient import UNDER_AGREEMENT, party_type
from gateway.model.decision import Finding, Treatment
from gateway.model.reasons import Reason


def registers_agree(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Held for the IG lead, who keeps the registers; the consent or agreement in question is never relied on."""
    if releasing(facts, policy, Reason.REGISTER_CONTRADICTION) is not None:
        return
    for _, person, _ in uncovered(facts, policy):
        doubtful = contradicting(facts, policy, person)
        if doubtful:
            yield found(
                Reason.REGISTER_CONTRADICTION,
                Treatment.HOLD,
                clause="CONS-2",
                about=[person],
                detail=" ".join(doubtful),
            )
    differing = differing_agreements(facts, policy) if party_type(facts, policy) in UNDER_AGREEMENT else None
    if differing is not None:
        detail = " ".join(one.id for one in differing)
        yield found(Reason.REGISTER_CONTRADICTION, Treatment.HOLD, detail=detail)
