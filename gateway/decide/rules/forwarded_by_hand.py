"""PURP-2: what came to one of ours is sent on by somebody who looked at it, not by a rule of a mailbox."""

from collections.abc import Iterator

from gateway.decide.answers import releasing
from gateway.decide.facts import Facts
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.model.decision import Finding
from gateway.model.reasons import Reason


def forwarded_by_hand(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Held for the line manager, refused or noted by policy, whatever the mail says; inside it stays inside."""
    if releasing(facts, policy, Reason.AUTO_FORWARD) is None:
        yield found(Reason.AUTO_FORWARD, policy.auto_forward)
