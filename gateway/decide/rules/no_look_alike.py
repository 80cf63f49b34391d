"""AGREE-2, REC-3: an address that could be taken for a known one is the one that was meant."""

from collections.abc import Iterator

from gateway.decide.answers import confirmed
from gateway.decide.facts import Facts
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.model.decision import Finding
from gateway.model.reasons import Reason


def no_look_alike(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Its sender looks again, whatever is in the mail. That it is right makes the recipient no less unknown."""
    resembles = facts.recipient.resembles
    if resembles and not confirmed(facts):
        yield found(Reason.LOOK_ALIKE_RECIPIENT, policy.look_alike_recipient, detail=resembles)
