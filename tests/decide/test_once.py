"""What is worked out once answers as if it were worked out each time, and never for another sheet or policy."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.decide.decide import decide, decide_each
from gateway.decide.facts import Facts
from gateway.decide.needs import rule
from gateway.decide.once import Sheet, once, once_each, once_under, work_out_together
from gateway.decide.policy import Policy
from gateway.decide.rules import RULES
from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind, Asked, Treatment
from tests.decide.builders import POLICY
from tests.decide.test_properties import POLICIES, answers, no_looser, sheets
from tests.decide.twenty_recipients import RECIPIENTS, mixed, nobody, partners


@pytest.mark.parametrize("mail", [partners, mixed, lambda: nobody(mixed())], ids=["partners", "mixed", "nobody"])
def test_recipients_together_are_decided_as_each_alone(mail: Callable[[], tuple[Facts, ...]]) -> None:
    alone = tuple(decide(replace(one), POLICY) for one in mail())

    assert decide_each(mail(), POLICY) == alone
    assert len(alone) == RECIPIENTS


def test_the_mixed_mail_is_of_all_sorts() -> None:
    decisions = decide_each(mixed(), POLICY)

    assert {one.treatment for one in decisions} >= {Treatment.SHARE, Treatment.HOLD, Treatment.REFUSE}
    assert len({tuple(found.reason for found in one.findings) for one in decisions}) > RECIPIENTS / 3


@settings(max_examples=100, deadline=None)
@given(sheets(), sheets(), POLICIES, st.lists(answers(), max_size=2))
def test_sheets_that_differ_in_anything_are_not_taken_for_one_another(
    facts: Facts, other: Facts, policy: Policy, said: Sequence[Answer]
) -> None:
    """Another recipient, other answers, other registers: of each, what it would have been alone."""
    together = (
        facts,
        replace(facts, recipient=other.recipient, subjects={**facts.subjects, **other.subjects}),
        replace(facts, answers=tuple(said)),
        replace(facts, consents=other.consents, subjects={**facts.subjects, **other.subjects}),
        replace(facts, at=other.at, today=other.today),
        other,
    )

    assert decide_each(together, policy) == tuple(decide(replace(one), policy) for one in together)


@settings(max_examples=100, deadline=None)
@given(sheets(), POLICIES, POLICIES)
def test_a_sheet_decided_under_one_policy_is_decided_anew_under_another(
    facts: Facts, policy: Policy, other: Policy
) -> None:
    decide(facts, policy)

    assert decide(facts, other) == decide(replace(facts), other)


@settings(max_examples=100, deadline=None)
@given(sheets(), POLICIES)
def test_a_rule_that_is_asked_everywhere_only_adds(facts: Facts, policy: Policy) -> None:
    everywhere = tuple(rule(one.ask) for one in RULES)

    no_looser(decide(facts, policy), decide(facts, policy, rules=everywhere))


def test_a_changed_sheet_knows_nothing_of_the_first() -> None:
    facts = partners()[0]
    decide(facts, POLICY)

    assert facts.known
    assert not replace(facts).known
    assert replace(facts) == facts
    assert repr(facts) == repr(replace(facts))


def test_a_namesake_that_the_sender_named_for_one_recipient_stays_open_for_the_others() -> None:
    first, second, *_ = mixed()
    meant = Answer(
        kind=AnswerKind.PERSON, value="P-3", by=first.sender.address, at=first.at, role=Asked.SENDER,
        content_hash=first.content_hash, recipients=(first.recipient.address,), policy=POLICY.version,
    )  # fmt: skip
    asked = [
        [found.about for found in one.findings if found.reason.value == "which-person"]
        for one in decide_each((replace(first, answers=(meant,)), second), POLICY)
    ]

    assert asked == [[], [("P-3",)]]


class _Counted(Sheet):
    """A sheet that counts how often it was looked at."""

    __slots__ = ("looks",)

    def __init__(self) -> None:
        self.looks = 0


@once
def _looked(sheet: _Counted) -> int:
    sheet.looks += 1
    return sheet.looks


@once_each
def _looked_for(sheet: _Counted, whom: str) -> str:
    sheet.looks += 1
    return whom


@once_under
def _looked_under(sheet: _Counted, policy: list[str]) -> str:
    sheet.looks += 1
    return policy[0]


def test_each_question_is_worked_out_once() -> None:
    sheet, one, other = _Counted(), ["one"], ["one"]

    assert [_looked(sheet), _looked(sheet)] == [1, 1]
    assert [_looked_for(sheet, "a"), _looked_for(sheet, "b"), _looked_for(sheet, "a")] == ["a", "b", "a"]
    assert sheet.looks == 3
    assert [_looked_under(sheet, one), _looked_under(sheet, one)] == ["one", "one"]
    assert sheet.looks == 4
    # An equal policy that is another object is asked again: it may have been changed in place.
    assert _looked_under(sheet, other) == "one"
    assert sheet.looks == 5


@pytest.mark.parametrize(("same", "looks"), [(True, [1, 0, 0]), (False, [1, 1, 1])])
def test_what_is_the_same_is_worked_out_of_the_first(same: bool, looks: list[int]) -> None:
    some = [_Counted(), _Counted(), _Counted()]
    policy = ["one"]
    work_out_together(_looked_under, some, policy, same=lambda _one, _other: same)

    assert [_looked_under(one, policy) for one in some] == ["one"] * 3
    assert [one.looks for one in some] == looks
