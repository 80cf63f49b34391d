"""MIN-1, AGREE-1: only the kinds of data that agreement and consent cover."""

from collections.abc import Iterator

from gateway.decide import agreements
from gateway.decide.answers import releasing
from gateway.decide.concern import concern_basis
from gateway.decide.consents import covers
from gateway.decide.coverage import Cover, cover
from gateway.decide.facts import Facts
from gateway.decide.people import Told, told_about
from gateway.decide.policy import Policy
from gateway.decide.purpose import purpose_for
from gateway.decide.reasons import found
from gateway.decide.recipient import UNDER_AGREEMENT, all_own, is_internal, party_type
from gateway.decide.theirs import already_theirs
from gateway.model.decision import Finding
from gateway.model.parties import Kind, PersonId
from gateway.model.reasons import Reason


def kinds_covered(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """The rest is taken out, or held by policy; on a safeguarding ground people go whole."""
    if is_internal(facts, policy) or concern_basis(facts, policy):
        return
    if releasing(facts, policy, Reason.CATEGORY_NOT_COVERED) is not None:
        return
    agreed = party_type(facts, policy) in UNDER_AGREEMENT
    for told in told_about(facts, policy):
        if all_own(facts, policy, told) or already_theirs(facts, policy, told) is not None:
            continue
        beyond = {kind for one in told.candidates for kind in _beyond(facts, policy, told, one, agreed=agreed)}
        if beyond:
            cut = [index for index in told.hits if facts.hits[index].kind in beyond]
            detail = " ".join(sorted(beyond))
            yield found(
                Reason.CATEGORY_NOT_COVERED, policy.category_not_covered, about=[told.id], cut=cut, detail=detail
            )


def _beyond(facts: Facts, policy: Policy, told: Told, person: PersonId, *, agreed: bool) -> frozenset[Kind]:
    beyond: frozenset[Kind] = frozenset()
    under = agreements.under(facts, purpose_for(facts, policy, person)) if agreed else ()
    if under:
        kinds = frozenset(kind for one in under for kind in one.kinds)
        beyond |= {kind for kind in told.kinds if not covers(kinds, kind)}
    covered = cover(facts, policy, told, person)
    if isinstance(covered, Cover):
        beyond |= {kind for kind in told.kinds if not covers(covered.kinds, kind)}
    return beyond
