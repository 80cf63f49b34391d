"""AGREE-1, AGREE-2, CLASS-4: identifiable data goes under an agreement in force, up to its highest class."""

from collections.abc import Iterator

from gateway.decide import agreements
from gateway.decide.answers import releasing
from gateway.decide.classes import effective, marked
from gateway.decide.facts import Facts
from gateway.decide.people import identifying_hits, told_about
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.decide.requests import is_foi_reply
from gateway.model.decision import Finding, Treatment
from gateway.model.reasons import Reason


def agreement_in_force(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """None, not yet, expired or suspended: held for the IG lead, or anonymised by policy."""
    people = () if is_foi_reply(facts) else told_about(facts, policy)
    in_force = agreements.in_force(facts)
    if people and not in_force:
        reason = agreements.why_none(facts)
        if releasing(facts, policy, reason) is None:
            cut = sorted(identifying_hits(facts, policy))
            yield found(reason, policy.no_agreement, about=[one.id for one in people], cut=cut)
    written = marked(facts)
    # A marking that is too low for the content is asked about by itself (CLASS-3).
    level = effective(facts, policy) if written is None else written
    if (
        in_force
        and level > max(one.highest for one in in_force)
        and releasing(facts, policy, Reason.CLASS_NOT_COVERED) is None
    ):
        yield found(Reason.CLASS_NOT_COVERED, Treatment.HOLD, detail=level.word)
