"""AGREE-3: the party's safeguards were looked at, and are due for no new look."""

from collections.abc import Iterator

from gateway.decide import agreements
from gateway.decide.answers import releasing
from gateway.decide.facts import Facts
from gateway.decide.people import told_about
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.model.decision import Finding
from gateway.model.reasons import Reason


def assurance_current(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """On the day of its review an assurance still counts; without a date nobody is known to have looked."""
    in_force = agreements.in_force(facts)
    if not in_force or not told_about(facts, policy):
        return
    if any(one.assurance_review is not None and one.assurance_review >= facts.today for one in in_force):
        return
    if releasing(facts, policy, Reason.ASSURANCE_OVERDUE) is None:
        yield found(Reason.ASSURANCE_OVERDUE, policy.assurance_overdue, detail=" ".join(one.id for one in in_force))
