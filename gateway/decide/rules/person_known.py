"""MIN-1: it is known which of several namesakes the message is about."""

from collections.abc import Iterator

from gateway.decide.facts import Facts
from gateway.decide.people import told_about
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.decide.recipient import entitled_to, is_internal
from gateway.model.decision import Finding, Treatment
from gateway.model.reasons import Reason


def person_known(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """The sender is asked; until then every candidate is judged and the strictest counts."""
    if is_internal(facts, policy):
        return
    for told in told_about(facts, policy):
        # FAM-1: of a mother and her child, at one address, the mother may read either's.
        entitled = all(entitled_to(facts, policy, one) for one in told.candidates)
        if len(told.candidates) > 1 and not entitled:
            yield found(
                Reason.WHICH_PERSON,
                Treatment.HOLD,
                about=[told.id],
                cut=told.hits,
                detail=" ".join(told.candidates),
            )
