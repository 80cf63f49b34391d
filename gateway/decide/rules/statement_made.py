"""FACT-1: information about a person says whether it is fact, opinion or both."""

from collections.abc import Iterator

from gateway.decide.anonymous import nameless
from gateway.decide.answers import latest
from gateway.decide.classes import effective
from gateway.decide.concern import concern_basis
from gateway.decide.facts import Facts
from gateway.decide.people import told_about
from gateway.decide.policy import Policy, StatementRule
from gateway.decide.reasons import found
from gateway.decide.requests import is_foi_reply
from gateway.decide.statement import said_of
from gateway.decide.theirs import already_theirs
from gateway.model.decision import AnswerKind, Finding, Treatment
from gateway.model.reasons import Reason


def statement_made(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Asked of the sender, noted in the mail or let pass, by class. Families need no such statement (FAM-1)."""
    if is_foi_reply(facts):
        return
    if facts.statement is not None or latest(facts, AnswerKind.STATEMENT) is not None:
        return
    concern = bool(concern_basis(facts, policy))
    without = nameless(facts, policy)
    # Third parties are taken out and anonymised people are not identified: nothing about them is stated.
    about = [
        told.id
        for told in told_about(facts, policy)
        if (told.candidates or concern)
        and told not in without
        and already_theirs(facts, policy, told) is None
        and not said_of(facts, told)
    ]
    rule = policy.statement[effective(facts, policy)]
    if about:
        treatment = Treatment.HOLD if rule is StatementRule.REQUIRE else Treatment.SHARE
        yield found(Reason.NO_FACT_OPINION, treatment, about=about, detail=rule.value)
