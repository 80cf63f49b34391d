"""AGREE-5, MIN-2: who goes without identity is one of enough people that nobody can tell who it is."""

from collections.abc import Iterator

from gateway.decide.anonymous import COARSE, NARROWING, nameless
from gateway.decide.answers import releasing
from gateway.decide.facts import Facts
from gateway.decide.people import told_about
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.model.decision import Finding, Treatment
from gateway.model.reasons import Reason


def group_large_enough(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Too few of the register are like somebody in the return: what narrows it down goes too, or is looked at."""
    told = told_about(facts, policy)
    if not nameless(facts, policy):
        return
    if releasing(facts, policy, Reason.NOT_ANONYMISED) is not None:
        return
    # Of whom neither age nor outward code is left, nothing narrows it down. A count that is not there is none.
    sizes = {one.id: facts.groups.get(one.id, 0) for one in told if one.candidates and one.kinds & NARROWING}
    small = {one: size for one, size in sizes.items() if size < policy.smallest_group}
    if small and policy.too_few is Treatment.HOLD:
        yield found(Reason.NOT_ANONYMISED, Treatment.HOLD, about=small, detail=str(min(small.values())))
    elif small:
        yield found(Reason.NOT_ANONYMISED, Treatment.ANONYMISE, about=small, detail=COARSE)
