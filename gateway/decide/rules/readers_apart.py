"""MIN-1: people who should not know of each other do not see each other's addresses."""

from collections.abc import Iterator

from gateway.decide.facts import Facts
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.decide.recipient import is_internal
from gateway.model.decision import Finding, Treatment
from gateway.model.reasons import Reason


def readers_apart(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Held whatever the mail says: that a family is among the readers tells that we work with them.

    No release settles it: to send it apart, or in Bcc, costs nothing and shows nobody.
    """
    if is_internal(facts, policy):
        return
    families = facts.visible_households >= policy.visible_people
    if families or facts.visible_unknown >= policy.visible_unknown:
        detail = f"people:{facts.visible_households} public:{facts.visible_unknown}"
        yield found(Reason.VISIBLE_RECIPIENTS, Treatment.HOLD, detail=detail)
