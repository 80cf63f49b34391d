"""CLASS-1, CLASS-2: the message is marked before it is shared."""

from collections.abc import Iterator
from typing import Final

from gateway.decide.classes import is_clean, is_secret, unmarked_rule
from gateway.decide.classes import marked as highest_marking
from gateway.decide.facts import Facts
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.decide.recipient import is_internal
from gateway.model.decision import AnswerKind, Finding, Treatment
from gateway.model.mail_kind import MailKind
from gateway.model.marking import Classification, MarkingOrigin
from gateway.model.reasons import Reason

_NEVER_MARKED: Final = frozenset({MailKind.ABSENCE, MailKind.BOUNCE, MailKind.RECEIPT, MailKind.CALENDAR_REPLY})


_IN_ORDER: Final = found(Reason.IN_ORDER, Treatment.SHARE)


def marked(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Answers for every message, so that no decision is empty."""
    yield _IN_ORDER
    if is_secret(facts):
        # A charity is not accredited for national-security classes; no answer and no mode lets one through.
        yield found(Reason.SECRET_MARKING, Treatment.HOLD)
    if highest_marking(facts) is None and not is_secret(facts):
        rule = unmarked_rule(facts, policy)
        # CLASS-2 speaks of outbound mail; inside, it is treated as its class (AGREE-4).
        unasked = is_internal(facts, policy) or _tells_nothing(facts, policy)
        treatment = Treatment.SHARE if unasked else rule.treatment
        yield found(Reason.NO_MARKING, treatment, detail=rule.treated_as.word)
    if _disagree(facts):
        treatment = Treatment.SHARE if is_internal(facts, policy) else policy.marking_conflict
        yield found(Reason.CONFLICT_OF_MARKINGS, treatment)


def _tells_nothing(facts: Facts, policy: Policy) -> bool:
    """Whether a program sent it that no marking can be asked of, and all of it was read and nothing found."""
    return facts.mail_kind in _NEVER_MARKED and is_clean(facts, policy)


def _disagree(facts: Facts) -> bool:
    """Whether the sender wrote one class and something in the message a higher one. The highest counts anyway."""
    if len(facts.markings) < 2:
        return False
    levels = [marking.level for marking in facts.markings if marking.level is not None]
    own = [
        marking.level
        for marking in facts.markings
        if marking.level is not None and marking.origin is MarkingOrigin.OWN
    ]
    chosen = [Classification.of(answer.value) for answer in facts.answers if answer.kind is AnswerKind.MARKING]
    # A marking chosen when asked settles it from the highest up; below that it settles nothing.
    return bool(own) and min(own) < max(levels) and not (chosen and max(chosen) >= max(levels))
