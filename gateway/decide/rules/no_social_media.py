"""AGREE-6: nothing personal or sensitive goes to a social media service."""

from collections.abc import Iterator

from gateway.decide.classes import is_secret, marked
from gateway.decide.facts import Facts
from gateway.decide.people import noted_only, told_about
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.decide.recipient import party_type
from gateway.decide.unread import unread_parts
from gateway.model.decision import Finding, Treatment
from gateway.model.marking import Classification
from gateway.model.parties import PartyType
from gateway.model.reasons import Reason


def no_social_media(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Refused, on weak evidence too, and for parts that nobody could look into."""
    if party_type(facts, policy) is not PartyType.SOCIAL_MEDIA:
        return
    people = (*told_about(facts, policy), *noted_only(facts, policy))
    sensitive = (marked(facts) or Classification.UNCLASSIFIED) >= Classification.INTERNAL
    if people or sensitive or is_secret(facts) or unread_parts(facts):
        yield found(Reason.SOCIAL_MEDIA, Treatment.REFUSE, about=[one.id for one in people])
