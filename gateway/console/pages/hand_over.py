"""Asking somebody else: a manager hands a case over or asks its sender, a sender asks for their manager."""

from gateway.case.answers import NotTaken, judged
from gateway.console.case.page import page, stored
from gateway.console.desk import Desk
from gateway.console.replies import Fault, Reply, Visit
from gateway.model.decision import AnswerKind


def hand_over(desk: Desk, visit: Visit) -> Reply:
    """A deputy or a safeguarding lead is asked instead."""
    return _said(desk, visit, AnswerKind.HAND_OVER, visit.said("to"), visit.said("hand_over_why"), "to")


def ask(desk: Desk, visit: Visit) -> Reply:
    """The sender's line manager is asked too, and reads what the sender wrote to them."""
    return _said(desk, visit, AnswerKind.ASK, "", visit.said("to_manager"), "to_manager")


def question(desk: Desk, visit: Visit) -> Reply:
    """Its sender is asked something; it waits on, and for the same people."""
    return _said(desk, visit, AnswerKind.QUESTION, "", visit.said("to_sender"), "to_sender")


def _said(desk: Desk, visit: Visit, kind: AnswerKind, value: str, why: str, field: str) -> Reply:
    file = desk.case(visit.here["case"], visit.viewer)
    answers = judged(file, {kind: value}, why=why)
    if isinstance(answers, NotTaken):
        return page(desk, visit, file, tuple(Fault(why=one, field=field) for one in answers.why))
    return stored(desk, visit, file, answers)
