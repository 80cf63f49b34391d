"""CLASS-4: the higher the class, the stronger the protection it travels in."""

from collections.abc import Iterator
from typing import Final

from gateway.decide.classes import effective, is_clean, is_secret, marked
from gateway.decide.facts import Facts
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.decide.recipient import is_internal
from gateway.model.decision import Finding, Protection, Treatment
from gateway.model.reasons import Reason

_AT: Final = {
    level: found(Reason.IN_ORDER, Treatment.SHARE, clause="CLASS-4", protection=level, detail=level.word)
    for level in Protection
}


def protected_enough(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """The level, which nothing lowers; whether a channel meets it is looked at when all rules have answered."""
    level = policy.protection[effective(facts, policy)]
    if marked(facts) is None and is_clean(facts, policy) and not is_secret(facts):
        # CLASS-2: all of it was read and nothing personal was found, so it is sent; there is nothing for encryption
        # to protect, and half of an office's mail would wait otherwise.
        level = Protection.NONE
    party = facts.recipient.party
    if party is not None:
        level = max(level, party.protection)
    if is_internal(facts, policy) and facts.channels.internal:
        # It never leaves our own mail service, whose connections are encrypted; there is no partner to encrypt to.
        level = min(level, Protection.TRANSPORT)
    yield _AT[level]
