"""The seven questions and the eight principles: what a decision rests on, and what is missing."""

from dataclasses import replace

import pytest

from gateway.decide.decide import decide
from gateway.decide.facts import Facts
from gateway.decide.questions import Reply, principles, questions
from gateway.model.parties import Kind
from gateway.model.statement import Statement
from gateway.notices.questions import reply_words
from tests.decide.builders import (
    ANA,
    APPROVAL,
    CLEAN,
    CONFIDENTIAL,
    FINE,
    HARM,
    MARIA,
    POLICY,
    Person,
    about,
    to_person,
)

YES, NO, MISSING, NOT = Reply.YES, Reply.NO, Reply.MISSING, Reply.NOT_NEEDED
NO_CONSENT = replace(FINE, consents=())
APPROVED = replace(NO_CONSENT, approvals=(replace(APPROVAL, ground=HARM.id),), ground_said=HARM.id)


def replies(facts: Facts) -> list[Reply]:
    decision = decide(facts, POLICY)
    return [one.reply for one in questions(facts, decision, POLICY, decision.findings)]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param(FINE, [YES, YES, YES, YES, NOT, YES, YES], id="in-order"),
        pytest.param(CLEAN, [NOT, NO, NO, NOT, NOT, YES, YES], id="about-nobody"),
        pytest.param(NO_CONSENT, [YES, YES, YES, MISSING, MISSING, YES, YES], id="no-consent"),
        pytest.param(APPROVED, [YES, YES, YES, NO, YES, YES, YES], id="approved-on-a-ground"),
        pytest.param(replace(FINE, purpose_said="because"), [MISSING, YES, YES, YES, NOT, YES, YES], id="no-purpose"),
        pytest.param(replace(FINE, statement=None), [YES, YES, YES, YES, NOT, MISSING, YES], id="no-statement"),
    ],
)
def test_questions(facts: Facts, expected: list[Reply]) -> None:
    assert replies(facts) == expected


def test_a_mother_needs_no_consent_for_her_own_childs_data() -> None:
    facts = to_person(about(FINE, Person(id=ANA, kinds=(Kind.NAME,))), MARIA, ANA)

    assert replies(facts)[3:5] == [YES, NOT]


def test_training_overdue_leaves_the_fifth_principle_missing() -> None:
    assert FINE.sender.staff is not None
    staff = replace(FINE.sender.staff, trained_on=None)
    facts = replace(FINE, markings=(CONFIDENTIAL,), sender=replace(FINE.sender, staff=staff))
    decision = decide(facts, POLICY)

    reply = {one.number: one.reply for one in principles(facts, decision, POLICY, decision.findings)}[5]
    trained = {one.number: one.reply for one in principles(FINE, decide(FINE, POLICY), POLICY, ())}[5]

    assert (reply, trained) == (MISSING, YES)


def test_what_is_not_shown_is_no_evidence() -> None:
    facts = replace(FINE, statement=None)
    decision = decide(facts, POLICY)

    assert "no-fact-opinion" in questions(facts, decision, POLICY, decision.findings)[5].evidence
    assert "no-fact-opinion" not in questions(facts, decision, POLICY, ())[5].evidence


def test_words_are_plain() -> None:
    facts = replace(FINE, statement=Statement.FACT)
    decision = decide(facts, POLICY)
    said = [reply_words(one) for one in questions(facts, decision, POLICY, decision.findings)]

    assert said[0] == ("Yes", ("purpose early-help", "agreement A-1"))
    assert said[3] == ("Yes", ("agreement A-1 with consent C-1",))
