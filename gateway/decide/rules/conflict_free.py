"""SAFE-2: nobody shares by themselves what is about them or those they live with."""

from collections.abc import Iterator

from gateway.decide.answers import releasing
from gateway.decide.facts import Facts
from gateway.decide.people import named
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.model.decision import Finding, Treatment
from gateway.model.reasons import Reason


def conflict_free(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Held for the safeguarding lead. Every namesake counts: it is the sender who would say which one is meant."""
    close = {*facts.sender.people, *facts.sender.household}
    if not close:
        return
    people = named(facts, policy)
    judged = {told.id for told in people.judged}
    about = [
        one for told, person in people.everyone if told.id in judged for one in person.candidates if one in close
    ]
    if about and releasing(facts, policy, Reason.CONFLICT_OF_INTEREST) is None:
        yield found(Reason.CONFLICT_OF_INTEREST, Treatment.HOLD, about=dict.fromkeys(about))
