"""AGREE-4: inside the organisation too, what is sensitive about a person goes to those who work with them."""

from collections.abc import Iterator

from gateway.decide.answers import releasing
from gateway.decide.facts import Facts
from gateway.decide.inside import needs_to_know
from gateway.decide.people import told_about
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.model.decision import Finding, Treatment
from gateway.model.reasons import Reason


def needed_to_know(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Noted, or held for the line manager by policy: colleagues outside the team, and an address nobody is behind."""
    if releasing(facts, policy, Reason.NEED_TO_KNOW) is not None:
        return
    readers = facts.recipient.readers
    for told in told_about(facts, policy):
        if not any(policy.floors[kind] >= policy.inside.floor for kind in told.kinds):
            continue
        if not readers:
            treatment, detail = policy.inside.unknown_address, "unknown"
        elif told.candidates and not all(needs_to_know(one, told, facts, policy) for one in readers):
            treatment, detail = policy.inside.outside_team, "team"
        else:
            continue
        # A note cuts nothing; what is held is cut where the hidden version is chosen.
        cut = told.hits if treatment is Treatment.HOLD else ()
        yield found(Reason.NEED_TO_KNOW, treatment, about=[told.id], cut=cut, detail=detail)
