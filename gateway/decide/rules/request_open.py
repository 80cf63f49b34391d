"""REC-2: a reply answers a request that is in the register, of that kind, and open."""

from collections.abc import Iterator

from gateway.decide.answers import releasing
from gateway.decide.facts import Facts
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.decide.requests import answered, named
from gateway.model.decision import Finding, Treatment
from gateway.model.reasons import Reason


def request_open(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Held for the IG lead, who keeps the requests. The id is the sender's word and is not repeated."""
    said = named(facts.authority_said)
    if said is None or answered(facts, said[0]) is not None:
        return
    if releasing(facts, policy, Reason.REQUEST_NOT_OPEN) is None:
        yield found(Reason.REQUEST_NOT_OPEN, Treatment.HOLD, detail=said[0].value)
