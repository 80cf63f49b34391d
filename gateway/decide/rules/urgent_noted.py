"""MIN-3: everybody who sees the decision sees that the message is urgent, and why."""

from collections.abc import Iterator

from gateway.decide.facts import Facts
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.decide.urgent import why_urgent
from gateway.model.decision import Finding, Treatment
from gateway.model.reasons import Reason


def urgent_noted(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """A note; what the fast lane changes stands in lane.py."""
    why = why_urgent(facts, policy)
    if why:
        yield found(Reason.URGENT, Treatment.SHARE, detail=why)
