"""AWARE-1: who shares Confidential information was trained lately."""

from collections.abc import Iterator
from datetime import date

from gateway.decide.answers import releasing
from gateway.decide.classes import effective
from gateway.decide.facts import Facts
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.model.decision import Finding
from gateway.model.marking import Classification
from gateway.model.parties import StaffKind
from gateway.model.reasons import Reason


def trained(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Reminded, or held by policy. A shared or system mailbox takes no training; its people do."""
    staff = facts.sender.staff
    if effective(facts, policy) is not Classification.CONFIDENTIAL:
        return
    if staff is not None and staff.kind is not StaffKind.PERSON:
        return
    last = None if staff is None else staff.trained_on
    overdue = last is None or _after_months(last, policy.training_months) < facts.today
    if overdue and releasing(facts, policy, Reason.TRAINING_OVERDUE) is None:
        yield found(Reason.TRAINING_OVERDUE, policy.training_overdue)


def _after_months(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    # The 28th where that month has no such day: a day or three early, never late.
    try:
        return start.replace(year=start.year + years, month=month + 1)
    except ValueError:
        return start.replace(year=start.year + years, month=month + 1, day=28)
