"""REC-1, MIN-2: whoever was asked may send it back, say no, or choose the version with details hidden."""

from collections.abc import Iterator

from gateway.decide.answers import latest
from gateway.decide.facts import Facts
from gateway.decide.people import identifying_hits
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.model.decision import AnswerKind, Finding, Treatment
from gateway.model.reasons import Reason


def answered(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """A no ends it, whatever others answered; hidden stays hidden, whoever releases it afterwards."""
    kinds = {answer.kind for answer in facts.answers}
    if AnswerKind.RETURN in kinds:
        yield found(Reason.RETURNED, Treatment.REFUSE)
    if AnswerKind.REFUSE in kinds:
        yield found(Reason.REFUSED, Treatment.REFUSE)
    hidden = sorted(identifying_hits(facts, policy))
    if hidden and latest(facts, AnswerKind.HIDE) is not None:
        yield found(Reason.HIDDEN, Treatment.REDACT, cut=hidden)
