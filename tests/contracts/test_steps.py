"""Claims, leases and the fence."""

import threading

import pytest

from gateway.model.errors import LeaseLost
from gateway.model.lifecycle import Lane, RecipientState
from gateway.ports import Step
from tests.contracts.builders import ANA, LEASE, MAIL, World, outcome
from tests.store.builders import HOUR, MINUTE, NOON, SECOND


def mail(n: int) -> bytes:
    return MAIL.replace(b"<1@", b"<%d@" % n)


def test_an_empty_queue_has_no_step(here: World) -> None:
    assert here.steps.claim(Lane.ANALYSE, "one", LEASE, NOON) is None


def test_a_step_is_claimed_once(here: World) -> None:
    here.accept()

    assert here.claim().attempts == 0
    assert here.steps.claim(Lane.ANALYSE, "two", LEASE, NOON) is None
    assert here.steps.claim(Lane.DELIVER, "two", LEASE, NOON) is None


def test_the_longest_due_comes_first(here: World) -> None:
    cases = []
    for n in range(3):
        cases.append(here.accept(content=mail(n)))
        here.pass_time(SECOND)

    assert [here.claim().case for _ in range(3)] == cases


def test_a_step_is_not_given_before_it_is_due(here: World) -> None:
    here.accept()
    here.steps.postpone(here.claim(), NOON + MINUTE)

    assert here.steps.claim(Lane.ANALYSE, "two", LEASE, NOON + MINUTE - SECOND) is None
    again = here.steps.claim(Lane.ANALYSE, "two", LEASE, NOON + MINUTE)
    assert again is not None
    assert again.attempts == 1


def test_a_lease_that_ends_frees_the_step_and_fences_its_holder(here: World) -> None:
    case = here.accept()
    dead = here.claim(worker="dead")
    here.pass_time(LEASE * SECOND - SECOND)
    assert here.steps.claim(Lane.ANALYSE, "two", LEASE, here.clock.at) is None
    here.pass_time(SECOND)
    heir = here.claim(worker="heir")

    assert (heir.id, heir.attempts) == (dead.id, 1)
    assert heir.epoch > dead.epoch
    with pytest.raises(LeaseLost):
        here.steps.commit_outcome(dead, outcome(ready=(ANA,)), here.clock.at)
    with pytest.raises(LeaseLost):
        here.steps.renew(dead, LEASE, here.clock.at)
    with pytest.raises(LeaseLost):
        here.steps.postpone(dead, here.clock.at)
    assert here.states(case) == {ANA: RecipientState.RECEIVED}
    assert here.steps.claim(Lane.DELIVER, "one", LEASE, here.clock.at) is None

    here.steps.commit_outcome(heir, outcome(held=(ANA,)), here.clock.at)
    with pytest.raises(LeaseLost):
        here.steps.commit_outcome(heir, outcome(ready=(ANA,)), here.clock.at)
    assert here.states(case) == {ANA: RecipientState.HELD}


def test_an_ended_lease_that_nobody_took_still_counts(here: World) -> None:
    case = here.accept()
    slow = here.claim()
    here.pass_time(HOUR)

    here.steps.commit_outcome(slow, outcome(ready=(ANA,)), here.clock.at)

    assert here.states(case) == {ANA: RecipientState.READY}


def test_a_renewed_lease_lasts(here: World) -> None:
    here.accept()
    slow = here.claim()
    here.pass_time(50 * SECOND)
    here.steps.renew(slow, LEASE, here.clock.at)
    here.pass_time(LEASE * SECOND - SECOND)

    assert here.steps.claim(Lane.ANALYSE, "two", LEASE, here.clock.at) is None


def test_threads_never_get_the_same_step(here: World) -> None:
    for n in range(40):
        here.accept(content=mail(n))
    claimed: list[Step] = []

    def work(name: str) -> None:
        while (step := here.steps.claim(Lane.ANALYSE, name, LEASE, NOON)) is not None:
            claimed.append(step)

    threads = [threading.Thread(target=work, args=(str(n),)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(claimed) == 40
    assert len({step.id for step in claimed}) == 40
