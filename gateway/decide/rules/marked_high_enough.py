"""CLASS-3: no message goes under a lower marking than its content needs."""

from collections.abc import Iterator

from gateway.decide import agreements
from gateway.decide.classes import effective, floor, is_secret, marked
from gateway.decide.facts import Facts
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.decide.recipient import UNDER_AGREEMENT, party_type
from gateway.model.decision import Finding, Treatment
from gateway.model.parties import PartyType
from gateway.model.reasons import Reason


def marked_high_enough(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Raised and sent where the raised class may go to that recipient, held otherwise."""
    written = marked(facts)
    if written is None or is_secret(facts) or written >= floor(facts, policy):
        return
    detail = effective(facts, policy).word
    if _may_go(facts, policy):
        yield found(Reason.UNDER_MARKED, Treatment.SHARE, detail=detail)
        yield found(Reason.RAISED, Treatment.SHARE, detail=detail)
    else:
        yield found(Reason.UNDER_MARKED, Treatment.HOLD, detail=detail)


def _may_go(facts: Facts, policy: Policy) -> bool:
    kind = party_type(facts, policy)
    if kind in UNDER_AGREEMENT:
        return any(one.highest >= effective(facts, policy) for one in agreements.in_force(facts))
    return kind in (PartyType.INTERNAL, PartyType.PERSON)
