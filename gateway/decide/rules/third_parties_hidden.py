"""MIN-1: people the message is not about are taken out, but for whom a safeguarding concern is about."""

from collections.abc import Iterator

from gateway.decide.approvals import released_on_safeguarding
from gateway.decide.coverage import concern_basis
from gateway.decide.facts import Facts
from gateway.decide.people import told_about
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.decide.recipient import is_internal
from gateway.model.decision import Finding, Treatment
from gateway.model.found import Role
from gateway.model.reasons import Reason


def third_parties_hidden(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Whoever is found but not in the register. Those of a concern are listed, for the disclosure."""
    if is_internal(facts, policy):
        return
    concern = concern_basis(facts, policy)
    # Somebody who saw this very message and released it on a safeguarding ground released all whom it names.
    released = bool(concern) and released_on_safeguarding(facts, policy)
    for told in told_about(facts, policy):
        if told.candidates:
            continue
        if concern and (released or told.role is Role.CONCERNED):
            yield found(Reason.COVERED, Treatment.SHARE, clause="MIN-1", about=[told.id], detail=concern)
        else:
            yield found(Reason.THIRD_PARTY_DATA, policy.third_parties, about=[told.id], cut=told.hits)
