"""AGREE-2, REC-3: what is personal or marked goes to an address that we have written to before."""

from collections.abc import Iterator

from gateway.decide.answers import confirmed
from gateway.decide.classes import marked
from gateway.decide.facts import Facts
from gateway.decide.people import told_about
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.decide.recipient import is_listed
from gateway.model.decision import Finding
from gateway.model.marking import Classification
from gateway.model.reasons import Reason


def written_to_before(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Noted, or its sender looks again. An address that stands in a register itself is known without that."""
    recipient = facts.recipient
    if recipient.people or is_listed(facts):
        return
    people = [one.id for one in told_about(facts, policy)]
    written = marked(facts)
    above = written is not None and written > Classification.UNCLASSIFIED
    if (people or above) and not confirmed(facts):
        yield found(Reason.FIRST_TIME_RECIPIENT, policy.first_time_recipient, about=people)
