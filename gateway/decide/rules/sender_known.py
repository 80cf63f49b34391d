"""SEC-2: whoever the message says it is from sent it."""

from collections.abc import Iterator

from gateway.decide.facts import Facts
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.model.decision import Finding, Treatment
from gateway.model.reasons import Reason


def sender_known(facts: Facts, _policy: Policy) -> Iterator[Finding]:
    """The sign-in or listener allows this sender, and the From field agrees."""
    if not facts.sender.may_send:
        yield found(Reason.SENDER_MISMATCH, Treatment.HOLD)
