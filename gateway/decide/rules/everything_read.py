"""CLASS-2: what could not be read is never taken for harmless."""

from collections.abc import Iterator

from gateway.decide.answers import releasing
from gateway.decide.facts import Facts
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.decide.unread import unread_parts
from gateway.model.decision import Finding, Treatment
from gateway.model.message import UnreadReason
from gateway.model.reasons import Reason


def everything_read(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Each part that nobody could look into holds, unless it stays inside or a manager released it.

    What the sender encrypted for a party that the policy names goes to that party, with a note.
    """
    if releasing(facts, policy, Reason.UNREADABLE_ATTACHMENT) is not None:
        return
    party = facts.recipient.party
    passes = party is not None and party.id in policy.encrypted_to
    for part, why in unread_parts(facts):
        treatment = Treatment.SHARE if passes and why == UnreadReason.ENCRYPTED.value else Treatment.HOLD
        yield found(Reason.UNREADABLE_ATTACHMENT, treatment, detail=f"{part or 'header'}:{why}")
