"""PURP-1: every sharing of personal data has a purpose, and the agreement allows it."""

from collections.abc import Iterable, Iterator

from gateway.decide import agreements
from gateway.decide.answers import releasing
from gateway.decide.facts import Facts
from gateway.decide.people import told_about
from gateway.decide.policy import Policy
from gateway.decide.purpose import purpose_for, remembered_for, words_of
from gateway.decide.reasons import found
from gateway.decide.requests import is_foi_reply
from gateway.decide.theirs import already_theirs
from gateway.model.decision import Finding, Treatment
from gateway.model.reasons import Reason


def purpose_covered(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """A purpose that cannot be told is asked of the sender; one that is not covered goes to the IG lead."""
    if is_foi_reply(facts):
        return
    # What the party has already is not shared for a purpose now: it went for one.
    people = [told for told in told_about(facts, policy) if already_theirs(facts, policy, told) is None]
    # Of each purpose, and of none that can be told, whom it is for.
    purposes: dict[str | None, dict[str, None]] = {}
    kept: dict[str, dict[str, None]] = {}
    for told in people:
        for person in told.candidates or (None,):
            purposes.setdefault(purpose_for(facts, policy, person), {})[told.id] = None
            said_before = remembered_for(facts, policy, person)
            if said_before is not None:
                kept.setdefault(words_of(said_before), {})[told.id] = None
    for words, about in sorted(kept.items()):
        yield found(Reason.PURPOSE_REMEMBERED, Treatment.SHARE, about=about, detail=words)
    unknown: Iterable[str] = purposes.pop(None, ())
    if len(purposes) > 1:
        # People under different purposes in one message: which one it is for is not the gateway's to say.
        unknown = dict.fromkeys(told.id for told in people)
    if unknown and releasing(facts, policy, Reason.PURPOSE_UNKNOWN) is None:
        yield found(Reason.PURPOSE_UNKNOWN, Treatment.HOLD, about=unknown)
    if not agreements.in_force(facts) or releasing(facts, policy, Reason.PURPOSE_NOT_COVERED) is not None:
        return
    for purpose in sorted(one for one in purposes if one is not None):
        if not agreements.under(facts, purpose):
            yield found(Reason.PURPOSE_NOT_COVERED, Treatment.HOLD, about=purposes[purpose], detail=purpose)
