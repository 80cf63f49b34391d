"""Holds, answers, reminders, expiry."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from gateway.model.decision import Asked
from gateway.model.errors import LeaseLost, PermanentFailure
from gateway.model.lifecycle import Lane, RecipientState
from gateway.model.message import CaseId
from gateway.model.outcome import AskedPerson, RecordEntry, RecordKind
from gateway.store.seal import NotAuthentic
from gateway.store.tables import answer, hold, record
from tests.contracts.builders import (
    ANA,
    BEN,
    LEASE,
    MANAGER,
    World,
    hold_entry,
    notice,
    outcome,
    release,
)
from tests.store.builders import DAY, HOUR, NOON, SECOND


def held(here: World, *recipients: str) -> CaseId:
    """A case of which everybody is held."""
    case = here.accept(*(recipients or (ANA,)))
    here.decide(outcome(held=recipients or (ANA,), held_at=here.clock.at))
    return case


def answer_it(here: World, case: CaseId) -> None:
    stored = here.steps.load_message(case)
    here.holding.add_answers(case, [release(stored.content_hash, stored.envelope.recipients)], here.clock.at)


def test_an_answer_is_kept_and_the_case_decided_again(here: World) -> None:
    case = held(here)
    assert here.view.queue() == ()  # held mail is not in the hot table
    answer_it(here, case)

    stored = here.steps.load_message(case)
    assert stored.answers == (release(stored.content_hash, (ANA,)),)
    assert stored.hold == hold_entry()
    here.decide(outcome(ready=(ANA,)))
    assert here.steps.load_message(case).hold is None
    assert here.holding.held() == ()
    with pytest.raises(PermanentFailure, match="nothing is held"):
        answer_it(here, case)


def test_answers_come_back_in_the_order_given(here: World) -> None:
    case = held(here)
    content_hash = here.steps.load_message(case).content_hash
    answers = [replace(release(content_hash, (ANA,)), value=str(n)) for n in range(12)]
    for each in answers:
        here.holding.add_answers(case, [each], NOON)

    assert here.steps.load_message(case).answers == tuple(answers)
    assert len(here.view.queue()) == 1


def test_the_words_of_an_answer_are_sealed(here: World) -> None:
    case = held(here)
    answer_it(here, case)

    with here.database.read() as connection:
        row = connection.execute(select(answer)).one()
        said = connection.scalars(select(record.c.facts).where(record.c.kind == "answered")).one()
    assert b"at risk" not in row.sealed
    assert "at risk" not in said
    assert '"ground":"G-1"' in said


def test_an_answer_moved_to_another_case_is_refused(here: World) -> None:
    first, second = held(here), held(here, BEN)
    for case in (first, second):
        answer_it(here, case)
    with here.database.write() as connection:
        sealed = connection.scalar(select(answer.c.sealed).where(answer.c.case_id == first))
        connection.execute(update(answer).where(answer.c.case_id == second).values(sealed=sealed))

    with pytest.raises(NotAuthentic):
        here.steps.load_message(second)


def test_an_answer_that_comes_during_a_look_is_not_lost(here: World) -> None:
    case = held(here)
    answer_it(here, case)
    looking = here.claim()
    answer_it(here, case)

    with pytest.raises(LeaseLost):
        here.steps.commit_outcome(looking, outcome(held=(ANA,)), NOON)
    again = here.claim()
    assert again.epoch > looking.epoch
    assert len(here.steps.load_message(case).answers) == 2
    here.steps.commit_outcome(again, outcome(ready=(ANA,)), NOON)


def test_the_list_of_held_cases(here: World) -> None:
    first = held(here, ANA, BEN)
    here.pass_time(HOUR)
    second = held(here, "dan@school.example")

    listed = here.holding.held()
    assert [each.case for each in listed] == [first, second]
    assert listed[0].recipients == (ANA, BEN)
    assert listed[0].hold == hold_entry()
    assert [each.case for each in here.holding.held(limit=1)] == [first]
    one = here.holding.held_case(second)
    assert one is not None
    assert one.recipients == ("dan@school.example",)
    assert here.holding.held_case(CaseId("GW-00000000")) is None


def test_reminders_and_escalation_each_once(here: World) -> None:
    case = held(here)
    assert here.holding.to_remind(NOON - SECOND) == ()
    assert [each.case for each in here.holding.to_remind(NOON)] == [case]
    here.pass_time(2 * HOUR)
    assert here.holding.told(case, here.clock.at, finished=(notice(MANAGER),))
    assert here.holding.to_remind(here.clock.at) == ()
    assert [each.case for each in here.holding.to_escalate(NOON)] == [case]
    assert here.holding.told(case, here.clock.at, finished=(notice(MANAGER),), escalated=True)
    assert here.holding.to_escalate(here.clock.at) == ()

    assert [each.lane for each in here.view.queue()] == [Lane.DELIVER, Lane.DELIVER]
    now = here.holding.held_case(case)
    assert now is not None
    assert (now.reminded_at, now.escalated_at) == (NOON + 2 * HOUR, NOON + 2 * HOUR)


def test_who_is_newly_asked_is_reminded_anew(here: World) -> None:
    case = held(here)
    here.holding.told(case, NOON, finished=(notice(),))
    answer_it(here, case)
    here.decide(outcome(held=(ANA,)))
    assert here.holding.to_remind(NOON) == ()  # the same people

    answer_it(here, case)
    others = replace(hold_entry(), asked=(AskedPerson(role=Asked.IG_LEAD, email="ig@family.example"),))
    here.decide(replace(outcome(held=(ANA,)), hold=others))
    assert [each.hold for each in here.holding.to_remind(NOON)] == [others]


def test_nobody_is_reminded_of_what_is_settled(here: World) -> None:
    case = held(here)
    answer_it(here, case)
    here.decide(outcome(refused=(ANA,)))

    assert not here.holding.told(case, NOON, finished=(notice(),))
    assert here.view.queue() == ()


def test_what_expires_goes_back_and_is_never_sent(here: World) -> None:
    case = held(here, ANA, BEN)
    expired = RecordEntry(kind=RecordKind.EXPIRED, case=case, by="gateway", facts=())
    here.pass_time(3 * DAY - SECOND)
    assert here.holding.expired(here.clock.at) == ()
    assert not here.holding.expire(case, here.clock.at, finished=(notice(),))
    here.pass_time(SECOND)
    assert here.holding.expired(here.clock.at) == (case,)
    assert here.holding.expire(case, here.clock.at, finished=(notice(),), records=(expired,))

    assert here.states(case) == {ANA: RecipientState.RETURNED, BEN: RecipientState.RETURNED}
    assert here.holding.expired(here.clock.at) == ()
    assert not here.holding.expire(case, here.clock.at, finished=(notice(),))
    step = here.claim(Lane.DELIVER)
    assert step.outgoing is not None
    assert here.steps.load_outgoing(step.outgoing).kind == "notice"
    assert here.steps.claim(Lane.DELIVER, "one", LEASE, here.clock.at) is None


def test_an_answer_in_the_last_moment_is_looked_at_first(here: World) -> None:
    case = held(here)
    here.pass_time(3 * DAY)
    answer_it(here, case)

    assert here.holding.expired(here.clock.at) == ()
    assert not here.holding.expire(case, here.clock.at, finished=(notice(),))
    here.decide(outcome(ready=(ANA,)))
    assert here.states(case) == {ANA: RecipientState.READY}


def test_one_hold_a_case(here: World) -> None:
    case = held(here, ANA, BEN)
    answer_it(here, case)
    here.decide(outcome(ready=(ANA,), held=(BEN,), held_at=NOON + HOUR))

    with here.database.read() as connection:
        assert len(connection.execute(select(hold)).all()) == 1
    (only,) = here.holding.held()
    assert (only.case, only.recipients, only.hold) == (case, (BEN,), hold_entry(NOON + HOUR))
