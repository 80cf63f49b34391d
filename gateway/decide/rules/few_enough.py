"""MIN-1: personal data goes to those who need it, which are seldom many at once."""

from collections.abc import Iterator

from gateway.decide.answers import releasing
from gateway.decide.facts import Facts
from gateway.decide.people import told_about
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.model.decision import Finding, Treatment
from gateway.model.reasons import Reason


def few_enough(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Held for the line manager."""
    if facts.outside <= policy.bulk:
        return
    people = told_about(facts, policy)
    if people and releasing(facts, policy, Reason.BULK) is None:
        yield found(Reason.BULK, Treatment.HOLD, about=[one.id for one in people], detail=str(facts.outside))
