"""SEC-2: whoever the message says it is from sent it, and works here."""

from collections.abc import Iterator

from gateway.decide.answers import releasing
from gateway.decide.facts import Facts
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.model.decision import Finding, Treatment
from gateway.model.reasons import Reason


def sender_known(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """The sign-in or listener allows this sender, the From field agrees, and they have not left."""
    if not facts.sender.may_send:
        yield found(Reason.SENDER_MISMATCH, Treatment.HOLD)
    if _has_left(facts) and releasing(facts, policy, Reason.SENDER_LEFT) is None:
        yield found(Reason.SENDER_LEFT, Treatment.HOLD)


def _has_left(facts: Facts) -> bool:
    """Whether the mailbox's owner left and wrote it themselves, as far as anybody can tell.

    A null sender is the mail service's own note that they are gone; who signed in as somebody else writes for them.
    """
    member, sender = facts.sender.staff, facts.sender
    if member is None or member.left_on is None or member.left_on > facts.today or not sender.address:
        return False
    return not sender.signed_in or sender.signed_in.lower() in {
        one.lower() for one in (member.email, *member.aliases)
    }
