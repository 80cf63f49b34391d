"""AGREE-5, MIN-2: returns for statistics and research go without identity."""

from collections.abc import Iterator

from gateway.decide.anonymous import nameless
from gateway.decide.facts import Facts
from gateway.decide.people import identifying_hits, told_about
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.model.decision import Finding, Treatment
from gateway.model.reasons import Reason


def anonymised_where_agreed(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """One person whose agreement is for anonymised returns makes it so for the whole message."""
    without = nameless(facts, policy)
    if without:
        about = [told.id for told in told_about(facts, policy) if told in without]
        cut = sorted(identifying_hits(facts, policy))
        yield found(Reason.NOT_ANONYMISED, Treatment.ANONYMISE, about=about, cut=cut)
