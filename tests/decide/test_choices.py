"""Chosen box by box: hiding more only hides, and what is left in clear is what somebody released to the letter."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.decide.decide import decide
from gateway.decide.facts import Facts
from gateway.decide.policy import Policy
from gateway.model.answers import Answer, Spot
from gateway.model.decision import AnswerKind, Asked, Treatment
from gateway.model.found import FoundHit
from gateway.model.message import Place
from gateway.model.parties import Kind
from tests.decide.builders import ANA, BEN, FINE, MANAGER, NOON, POLICY, SECOND, Person, about, answer, release
from tests.decide.test_properties import POLICIES, no_looser, sheets

TWO = replace(
    about(FINE, Person(id=ANA, kinds=(Kind.NAME, Kind.HEALTH)), Person(id=BEN, kinds=(Kind.NAME, Kind.ADDRESS))),
    consents=(),
)


def spot(hit: FoundHit) -> Spot:
    return Spot(unit=hit.unit, start=hit.start, end=hit.end, kind=hit.kind, place=Place.TEXT)


def spots(facts: Facts, *indexes: int) -> tuple[Spot, ...]:
    return tuple(spot(facts.hits[index]) for index in indexes)


def decided(*given: Answer, facts: Facts = TWO) -> tuple[Treatment, set[int]]:
    decision = decide(replace(facts, answers=given), POLICY)
    return decision.treatment, set(decision.cut)


HIDE = answer(AnswerKind.HIDE)
MOVED = replace(spots(TWO, 1)[0], start=TWO.hits[1].start + 1000, end=TWO.hits[1].end + 1000)


@pytest.mark.parametrize(
    ("given", "treatment", "cut"),
    [
        pytest.param((), Treatment.HOLD, None, id="nobody-answered"),
        pytest.param((release(),), Treatment.SHARE, set(), id="released-whole"),
        pytest.param((replace(release(), clear=spots(TWO, 0, 1)),), Treatment.REDACT, {2, 3}, id="one-person-clear"),
        pytest.param((replace(release(), clear=()),), Treatment.REDACT, {0, 1, 2, 3}, id="nothing-clear"),
        pytest.param((replace(release(), clear=(MOVED,)),), Treatment.REDACT, {0, 1, 2, 3}, id="not-where-it-was"),
        pytest.param(
            (replace(release(), clear=spots(TWO, 0, 1)), release(Asked.IG_LEAD, by="ig@family-support.example")),
            Treatment.REDACT,
            {2, 3},
            id="hidden-stays-hidden-whoever-releases-after",
        ),
        pytest.param(
            (replace(release(), clear=spots(TWO, 0, 1)), HIDE), Treatment.REDACT, {0, 2, 3}, id="then-hidden"
        ),
        pytest.param((replace(HIDE, more=(MOVED,)),), Treatment.HOLD, None, id="what-was-chosen-is-gone"),
        pytest.param(
            (replace(release(by=MANAGER), clear=spots(TWO, 0), at=NOON + SECOND),), Treatment.HOLD, None, id="later"
        ),
    ],
)
def test_what_is_hidden(given: tuple[Answer, ...], treatment: Treatment, cut: set[int] | None) -> None:
    found, hidden = decided(*given)

    assert found is treatment
    assert cut is None or hidden == cut


def test_the_sender_leaves_nothing_in_clear() -> None:
    """A release by the sender is none (CONS-4), and what it says of boxes only hides."""
    mine = replace(release(by=FINE.sender.address), clear=spots(TWO, 0, 1, 2, 3))
    assert decided(mine)[0] is Treatment.HOLD


def test_a_find_that_came_after_it_was_released_stays_hidden() -> None:
    chosen = replace(release(), clear=spots(TWO, 0, 1))
    more = about(
        FINE, Person(id=ANA, kinds=(Kind.NAME, Kind.HEALTH, Kind.ADDRESS)), Person(id=BEN, kinds=(Kind.NAME,))
    )
    treatment, cut = decided(chosen, facts=replace(more, consents=()))
    assert treatment is Treatment.REDACT
    assert cut >= {2}


@settings(max_examples=150, deadline=None)
@given(sheets(), POLICIES, st.data())
def test_hiding_more_never_loosens(facts: Facts, policy: Policy, data: st.DataObject) -> None:
    more = data.draw(st.sets(st.sampled_from(range(len(facts.hits))), max_size=4)) if facts.hits else set()
    hide = replace(HIDE, more=spots(facts, *sorted(more)))

    before = decide(replace(facts, answers=(*facts.answers, HIDE)), policy)
    after = decide(replace(facts, answers=(*facts.answers, hide)), policy)

    no_looser(before, after)
    # Unless somebody said so later, and was shown other things.
    assert after.cut >= more or any(one.at >= HIDE.at for one in facts.answers)


@settings(max_examples=150, deadline=None)
@given(sheets(), POLICIES, st.data())
def test_a_release_of_some_shows_no_more_than_a_release_of_all(
    facts: Facts, policy: Policy, data: st.DataObject
) -> None:
    clear = data.draw(st.sets(st.sampled_from(range(len(facts.hits))), max_size=4)) if facts.hits else set()
    some = replace(release(), clear=spots(facts, *sorted(clear)))

    whole = decide(replace(facts, answers=(*facts.answers, release())), policy)
    part = decide(replace(facts, answers=(*facts.answers, some)), policy)

    assert part.cut >= whole.cut
    assert part.treatment >= whole.treatment
