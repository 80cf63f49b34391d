"""AGREE-2: personal data does not go to a list whose readers nobody can name."""

from collections.abc import Iterator

from gateway.decide.answers import releasing
from gateway.decide.facts import Facts
from gateway.decide.people import told_about
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.model.decision import Finding
from gateway.model.reasons import Reason


def readers_known(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Held for the IG lead, or noted by policy. An agreement is with the party, not with whoever joined its list."""
    if not facts.recipient.mailing_list:
        return
    people = told_about(facts, policy)
    if people and releasing(facts, policy, Reason.UNKNOWN_RECIPIENT) is None:
        about = [one.id for one in people]
        yield found(Reason.UNKNOWN_RECIPIENT, policy.mailing_list, about=about, detail="list")
