"""MIN-1, AGREE-1: only the kinds of data that agreement and consent cover."""

from collections.abc import Iterator

from gateway.decide import agreements
from gateway.decide.answers import releasing
from gateway.decide.concern import concern_basis
from gateway.decide.consents import ANY, not_covered
from gateway.decide.coverage import Cover, covers
from gateway.decide.facts import Facts
from gateway.decide.people import Told
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.decide.recipient import UNDER_AGREEMENT, all_own, party_type
from gateway.decide.theirs import already_theirs
from gateway.model.decision import Finding
from gateway.model.parties import Kind
from gateway.model.reasons import Reason


def kinds_covered(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """The rest is taken out, or held by policy; on a safeguarding ground people go whole."""
    if concern_basis(facts, policy):
        return
    if releasing(facts, policy, Reason.CATEGORY_NOT_COVERED) is not None:
        return
    agreed = party_type(facts, policy) in UNDER_AGREEMENT
    beyond_each: dict[Told, frozenset[Kind]] = {}
    for told, _, purpose, covered in covers(facts, policy):
        by = covered.kinds if isinstance(covered, Cover) else ANY
        under = agreements.kinds_under(facts, purpose) if agreed else ANY
        beyond = not_covered(told.kinds, by) | not_covered(told.kinds, under)
        if beyond:
            beyond_each[told] = beyond_each.get(told, beyond) | beyond
    for told, beyond in beyond_each.items():
        if not all_own(facts, policy, told) and already_theirs(facts, policy, told) is None:
            cut = [index for index in told.hits if facts.hits[index].kind in beyond]
            detail = " ".join(sorted(beyond))
            yield found(
                Reason.CATEGORY_NOT_COVERED, policy.category_not_covered, about=[told.id], cut=cut, detail=detail
            )
