"""AGREE-6: nothing personal or sensitive goes to a social media service."""

from collections.abc import Iterator

from gateway.decide.classes import is_secret, marked
from gateway.decide.facts import Facts
from gateway.decide.people import named
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.decide.unread import unread_parts
from gateway.model.decision import Finding, Treatment
from gateway.model.marking import Classification
from gateway.model.reasons import Reason


def no_social_media(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Refused, on weak evidence too, and for parts that nobody could look into."""
    people = (*named(facts, policy).judged, *named(facts, policy).noted)
    sensitive = (marked(facts) or Classification.UNCLASSIFIED) >= Classification.INTERNAL
    if people or sensitive or is_secret(facts) or unread_parts(facts):
        yield found(Reason.SOCIAL_MEDIA, Treatment.REFUSE, about=[one.id for one in people])
