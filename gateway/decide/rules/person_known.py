"""MIN-1: it is known which of several namesakes the message is about."""

from collections.abc import Iterator

from gateway.decide.facts import Facts
from gateway.decide.once import once
from gateway.decide.people import Told, told_about
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.decide.recipient import all_own
from gateway.model.decision import Finding, Treatment
from gateway.model.reasons import Reason


def person_known(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """The sender is asked; until then every candidate is judged and the strictest counts."""
    for told in told_about(facts, policy):
        if len(told.candidates) < 2:
            continue
        # FAM-1: of a mother and her child, at one address, the mother may read either's.
        if not all_own(facts, policy, told):
            yield _which(told)


@once
def _which(told: Told) -> Finding:
    detail = " ".join(told.candidates)
    return found(Reason.WHICH_PERSON, Treatment.HOLD, about=[told.id], cut=told.hits, detail=detail)
