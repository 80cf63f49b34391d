"""CONS-4: sharing without consent is approved by the line manager, on a ground, and never by the sender."""

from collections.abc import Iterator

from gateway.decide import approvals
from gateway.decide.answers import by_sender, releasing
from gateway.decide.coverage import uncovered
from gateway.decide.facts import Facts
from gateway.decide.policy import Policy
from gateway.decide.purpose import purpose_for
from gateway.decide.reasons import found
from gateway.model.decision import AnswerKind, Finding, Treatment
from gateway.model.reasons import Reason


def approved_by_manager(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """What came near to an approval and does not count, and the ground that waits for one."""
    if not (facts.approvals or facts.answers or facts.ground_said):
        return
    people = [
        (person, purpose_for(facts, policy, person))
        for _, person, reason in uncovered(facts, policy)
        if releasing(facts, policy, reason) is None
    ]
    if not people:
        return
    ended = [person for person, purpose in people if approvals.has_ended(facts, person, purpose)]
    if ended:
        yield found(Reason.APPROVAL_EXPIRED, Treatment.HOLD, about=ended)
    own = [person for person, purpose in people if approvals.own_approval(facts, person, purpose)]
    released = any(answer.kind is AnswerKind.RELEASE and by_sender(facts, answer.by) for answer in facts.answers)
    if own or released:
        about = [person for person, _ in people] if released else own
        yield found(Reason.SENDER_NOT_APPROVER, Treatment.HOLD, about=about)
    if facts.ground_said:
        yield found(Reason.APPROVAL_MISSING, Treatment.HOLD, about=[person for person, _ in people])
