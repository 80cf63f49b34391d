"""PURP-1: every sharing of personal data has a purpose, and the agreement allows it."""

from collections.abc import Iterator

from gateway.decide import agreements
from gateway.decide.answers import releasing
from gateway.decide.facts import Facts
from gateway.decide.people import Told, told_about
from gateway.decide.policy import Policy
from gateway.decide.purpose import purpose_for
from gateway.decide.reasons import found
from gateway.decide.recipient import UNDER_AGREEMENT, party_type
from gateway.decide.requests import is_foi_reply
from gateway.decide.theirs import already_theirs
from gateway.model.decision import Finding, Treatment
from gateway.model.parties import PartyType
from gateway.model.reasons import Reason


def purpose_covered(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """A purpose that cannot be told is asked of the sender; one that is not covered goes to the IG lead."""
    kind = party_type(facts, policy)
    if (kind not in UNDER_AGREEMENT and kind is not PartyType.UNKNOWN) or is_foi_reply(facts):
        return
    # What the party has already is not shared for a purpose now: it went for one.
    purposes = {
        told.id: _purposes(told, facts, policy)
        for told in told_about(facts, policy)
        if already_theirs(facts, policy, told) is None
    }
    unknown = [one for one, known in purposes.items() if None in known]
    several = {purpose for known in purposes.values() for purpose in known} - {None}
    if len(several) > 1:
        # People under different purposes in one message: which one it is for is not the gateway's to say.
        unknown = list(purposes)
    if unknown and releasing(facts, policy, Reason.PURPOSE_UNKNOWN) is None:
        yield found(Reason.PURPOSE_UNKNOWN, Treatment.HOLD, about=unknown)
    if not agreements.in_force(facts) or releasing(facts, policy, Reason.PURPOSE_NOT_COVERED) is not None:
        return
    for purpose in sorted(one for one in several if one is not None):
        if not agreements.under(facts, purpose):
            about = [one for one, known in purposes.items() if purpose in known]
            yield found(Reason.PURPOSE_NOT_COVERED, Treatment.HOLD, about=about, detail=purpose)


def _purposes(told: Told, facts: Facts, policy: Policy) -> frozenset[str | None]:
    return frozenset(purpose_for(facts, policy, one) for one in told.candidates or (None,))
