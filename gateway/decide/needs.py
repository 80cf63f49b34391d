"""Where a rule is asked: about whom, to whom, and about what. A rule need not look for that again. Pure.

Half of all rules have nothing to look at in half of all mail. To leave a need out asks a rule too often, which can
only hold; to add one is to say that it is never needed elsewhere.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from gateway.decide.facts import Facts
from gateway.decide.policy import Policy
from gateway.decide.recipient import UNDER_AGREEMENT, party_type
from gateway.model.decision import Finding
from gateway.model.mail_kind import MailKind
from gateway.model.parties import PartyType


class Need(StrEnum):
    """Something about a message or its recipient, without which some rules have nothing to say."""

    PEOPLE = "people"  # somebody was found, on whatever evidence
    INSIDE = "inside"  # it stays in the organisation
    OUTSIDE = "outside"
    AGREED = "agreed"  # the recipient is shared with under an agreement
    FAMILY = "family"  # the recipient is a person of the register
    ORGANISATION = "organisation"  # the same, or nobody is known to stand behind it: neither family nor one of ours
    NOBODY = "nobody"  # nobody is known to stand behind the recipient
    SOCIAL = "social"  # a social media service
    ANSWERS = "answers"  # somebody was asked about it
    FIRST_TIME = "first-time"  # nothing of ours was ever delivered to the recipient
    FORWARDED = "forwarded"  # by a rule of a mailbox
    LINKS = "links"  # to our own cloud files
    OWN_RULES = "own-rules"  # the organisation has some
    REQUEST = "request"  # it names an authority
    RESTRICTIONS = "restrictions"
    UNREAD = "unread"
    PIECES = "pieces"  # of a document, which go when it leaves


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rule:
    """A rule, and all of what it needs."""

    ask: Callable[[Facts, Policy], Iterator[Finding]]
    needs: frozenset[Need]


def rule(ask: Callable[[Facts, Policy], Iterator[Finding]], *needs: Need) -> Rule:
    """A rule that is asked where all of these are there."""
    return Rule(ask=ask, needs=frozenset(needs))


_OF_TYPE: Final = {
    PartyType.INTERNAL: frozenset({Need.INSIDE}),
    PartyType.PERSON: frozenset({Need.OUTSIDE, Need.FAMILY}),
    PartyType.SOCIAL_MEDIA: frozenset({Need.OUTSIDE, Need.SOCIAL}),
    PartyType.UNKNOWN: frozenset({Need.OUTSIDE, Need.ORGANISATION, Need.NOBODY}),
    **dict.fromkeys(UNDER_AGREEMENT, frozenset({Need.OUTSIDE, Need.ORGANISATION, Need.AGREED})),
}


@lru_cache(maxsize=256)
def asked(rules: tuple[Rule, ...], present: frozenset[Need]) -> tuple[Rule, ...]:
    """Those of the rules that have all they need, in order."""
    return tuple(rule for rule in rules if rule.needs <= present)


def there(facts: Facts, policy: Policy) -> frozenset[Need]:
    """What of all this is there."""
    met: list[Need] = []
    if facts.people:
        met.append(Need.PEOPLE)
    if facts.answers:
        met.append(Need.ANSWERS)
    if facts.recipient.first_time:
        met.append(Need.FIRST_TIME)
    if policy.rules:
        met.append(Need.OWN_RULES)
    if facts.mail_kind is MailKind.FORWARD:
        met.append(Need.FORWARDED)
    if facts.linked:
        met.append(Need.LINKS)
    if facts.authority_said is not None:
        met.append(Need.REQUEST)
    if facts.restrictions:
        met.append(Need.RESTRICTIONS)
    if facts.unread or facts.encrypted:
        met.append(Need.UNREAD)
    if facts.pieces_left_out:
        met.append(Need.PIECES)
    return _OF_TYPE[party_type(facts, policy)].union(met)
