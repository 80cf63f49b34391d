"""What holds of the engine as a whole: rules commute, more text never loosens, a release leaves no trace."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.decide.decide import decide
from gateway.decide.facts import Facts
from gateway.decide.policy import Policy
from gateway.decide.questions import Reply, principles, questions
from gateway.decide.rules import RULES
from gateway.model.answers import Answer
from gateway.model.decision import Decision, Finding
from gateway.notices.questions import PRINCIPLES, QUESTIONS, reply_words
from tests.decide.test_properties import PEOPLE, POLICIES, answers, no_looser, sheets


def settled(decision: Decision) -> tuple[object, ...]:
    """All of a decision but the order in which the findings stand."""

    def words(found: Finding) -> str:
        return repr(found)

    return (
        decision.recipient,
        decision.effective,
        decision.treatment,
        decision.protection,
        sorted(map(words, decision.findings)),
        decision.cut,
        decision.hidden_cut,
        decision.channel,
    )


@settings(max_examples=150, deadline=None)
@given(sheets(), POLICIES, st.permutations(range(len(RULES))))
def test_rules_commute(facts: Facts, policy: Policy, order: list[int]) -> None:
    shuffled = tuple(RULES[index] for index in order)

    assert settled(decide(facts, policy, rules=shuffled)) == settled(decide(facts, policy))


@settings(max_examples=150, deadline=None)
@given(sheets(), POLICIES, st.sampled_from(PEOPLE))
def test_more_words_about_somebody_never_loosen(facts: Facts, policy: Policy, person: str) -> None:
    told = frozenset(one for one in PEOPLE if one == person)

    no_looser(decide(facts, policy), decide(replace(facts, told_of=facts.told_of | told), policy))


@settings(max_examples=150, deadline=None)
@given(sheets(), POLICIES, st.lists(answers(), min_size=2, max_size=4))
def test_a_release_is_decided_as_if_everything_had_been_said_at_once(
    facts: Facts, policy: Policy, said: list[Answer]
) -> None:
    """Answers loosen by standing on the sheet, not by having been given: the path to them leaves no trace."""
    sheet = replace(facts, answers=())
    for count in range(len(said)):
        # Decided again after each, as the hold does; no decision is carried into the next.
        decide(replace(sheet, answers=tuple(said[: count + 1])), policy)
    at_release = decide(replace(sheet, answers=tuple(said)), policy)

    assert settled(decide(replace(facts, answers=tuple(said)), policy)) == settled(at_release)


@settings(max_examples=150, deadline=None)
@given(sheets(), POLICIES)
def test_every_decision_answers_the_seven_questions_and_the_eight_principles(facts: Facts, policy: Policy) -> None:
    decision = decide(facts, policy)
    seven = questions(facts, decision, policy, decision.findings)
    eight = principles(facts, decision, policy, decision.findings)

    assert [one.number for one in seven] == list(range(1, len(QUESTIONS) + 1))
    assert [one.number for one in eight] == list(range(1, len(PRINCIPLES) + 1))
    for one in (*seven, *eight):
        reply, evidence = reply_words(one)
        assert reply
        assert all(evidence)
        assert one.evidence or one.reply is not Reply.MISSING
