"""MIN-1: a name on weak evidence, with no other kind beside it, is a note."""

from collections.abc import Iterator

from gateway.decide.facts import Facts
from gateway.decide.people import named
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.model.decision import Finding, Treatment
from gateway.model.reasons import Reason


def weak_finds_noted(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """So that what was seen and let go can be looked up."""
    about = [told.id for told in named(facts, policy).noted]
    if about:
        yield found(Reason.MODEL_ONLY, Treatment.SHARE, about=about)
