"""AGREE-4: a link to a file of our own is an attachment that nobody has read."""

from collections.abc import Iterator

from gateway.decide.answers import releasing
from gateway.decide.facts import Facts
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.model.decision import Finding, Treatment
from gateway.model.reasons import Reason


def links_opened(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Each holds, unless it stays inside or a manager released it, as what could not be read does."""
    if releasing(facts, policy, Reason.LINKED_FILE) is not None:
        return
    for link in facts.linked:
        yield found(Reason.LINKED_FILE, Treatment.HOLD, detail=link)
