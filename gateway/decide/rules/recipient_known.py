"""AGREE-2: no personal data, and nothing marked, goes to an address that nobody in the register stands behind."""

from collections.abc import Iterator

from gateway.decide.answers import releasing
from gateway.decide.classes import marked
from gateway.decide.facts import Facts
from gateway.decide.people import told_about
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.decide.requests import is_foi_reply
from gateway.model.decision import Finding, Treatment
from gateway.model.reasons import Reason


def recipient_known(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Held for the IG lead, who may allow a one-off case."""
    # REC-2: a freedom of information reply goes to anybody who asked, without people in it.
    people = () if is_foi_reply(facts) else told_about(facts, policy)
    written = marked(facts)
    # Unmarked with nothing found is let through by CLASS-2, in the protection of the class it is treated as.
    above = written is not None and written > policy.unknown_recipient_highest
    if (people or above) and releasing(facts, policy, Reason.UNKNOWN_RECIPIENT) is None:
        yield found(Reason.UNKNOWN_RECIPIENT, Treatment.HOLD, about=[one.id for one in people])
