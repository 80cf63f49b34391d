"""Who looks at a held case: the first has it, it lapses, and it stops nobody."""

import pytest

from gateway.model.errors import PermanentFailure
from gateway.model.message import CaseId
from gateway.spool.claims import Claims
from gateway.spool.holding import AnsweredMeanwhile
from gateway.spool.rows import CLAIM_LASTS, Claim
from tests.contracts.builders import ANA, MANAGER, WORKER, World, outcome, release
from tests.store.builders import NOON, SECOND

DEPUTY = "dee@family.example"


@pytest.fixture
def case(here: World) -> CaseId:
    found = here.accept(ANA)
    here.decide(outcome(held=(ANA,), held_at=here.clock.at))
    return found


def test_the_first_has_it_until_it_lapses(here: World, case: CaseId) -> None:
    claims = Claims(here.database)
    assert claims.of(case, NOON) is None
    mine = Claim(by=MANAGER, at=NOON)
    assert claims.claim(case, MANAGER, NOON) == mine
    assert claims.claim(case, DEPUTY, NOON + SECOND) == mine
    assert claims.of(case, NOON + CLAIM_LASTS - SECOND) == mine
    assert claims.of(case, NOON + CLAIM_LASTS) is None
    later = NOON + CLAIM_LASTS
    assert claims.claim(case, DEPUTY, later) == Claim(by=DEPUTY, at=later)


def test_it_is_taken_over_only_from_who_was_shown(here: World, case: CaseId) -> None:
    claims = Claims(here.database)
    claims.claim(case, MANAGER, NOON)
    assert claims.claim(case, DEPUTY, NOON, instead_of=WORKER).by == MANAGER
    assert claims.claim(case, DEPUTY, NOON, instead_of=MANAGER).by == DEPUTY
    assert not claims.let_go(case, MANAGER, NOON)
    assert claims.let_go(case, DEPUTY, NOON)
    assert claims.of(case, NOON) is None


def test_it_stays_while_the_case_is_decided_again_and_ends_with_the_hold(here: World, case: CaseId) -> None:
    claims = Claims(here.database)
    claims.claim(case, DEPUTY, NOON)
    stored = here.steps.load_message(case)
    here.holding.add_answers(case, [release(stored.content_hash, (ANA,))], NOON)
    here.decide(outcome(held=(ANA,), held_at=NOON))
    assert claims.of(case, NOON) == Claim(by=DEPUTY, at=NOON)
    here.holding.add_answers(case, [release(stored.content_hash, (ANA,))], NOON)
    here.decide(outcome(ready=(ANA,)))
    assert claims.of(case, NOON) is None
    with pytest.raises(PermanentFailure, match="nothing is held"):
        claims.claim(case, MANAGER, NOON)


def test_whoever_answers_looks_at_it_no_longer(here: World, case: CaseId) -> None:
    claims = Claims(here.database)
    given = release(here.steps.load_message(case).content_hash, (ANA,))
    claims.claim(case, given.by, NOON)
    here.holding.add_answers(case, [given], NOON)
    assert claims.of(case, NOON) is None


def test_of_two_who_answer_what_they_saw_the_first_is_heard(here: World, case: CaseId) -> None:
    given = release(here.steps.load_message(case).content_hash, (ANA,))
    here.holding.add_answers(case, [given], NOON, after=0)
    with pytest.raises(AnsweredMeanwhile):
        here.holding.add_answers(case, [given], NOON, after=0)
    assert here.steps.load_message(case).answers == (given,)
    here.holding.add_answers(case, [given], NOON, after=1)
