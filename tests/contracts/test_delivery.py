"""Committing what the next hop said, recipient by recipient."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from gateway.model.errors import LeaseLost
from gateway.model.lifecycle import Lane, RecipientState
from gateway.model.message import CaseId
from gateway.model.outcome import FinishedKind, RecordEntry, RecordKind
from gateway.ports import Reply, Step
from gateway.spool.rows import OutgoingState, StoredOutgoing
from gateway.store.tables import record
from tests.contracts.builders import (
    ACCEPTED,
    ANA,
    BEN,
    CARA,
    LATER,
    LEASE,
    NEVER,
    NO_CONNECTION,
    WORKER,
    World,
    finished,
    notice,
    outcome,
    release,
)
from tests.store.builders import MINUTE, NOON, SECOND


def ready(here: World, *recipients: str) -> tuple[CaseId, Step]:
    """A message decided, its delivery claimed."""
    case = here.accept(*recipients)
    here.decide(outcome(ready=recipients))
    return case, here.claim(Lane.DELIVER)


def stored(here: World, step: Step) -> StoredOutgoing:
    assert step.outgoing is not None
    return here.steps.load_outgoing(step.outgoing)


def test_each_recipient_by_its_own_reply(here: World) -> None:
    case, step = ready(here, ANA, BEN, CARA)
    replies = {ANA: ACCEPTED, BEN: LATER, CARA: NEVER}
    here.steps.commit_delivery(step, replies, NOON, next_due=NOON + MINUTE)

    assert here.states(case) == {
        ANA: RecipientState.DELIVERED,
        BEN: RecipientState.READY,
        CARA: RecipientState.BOUNCED,
    }
    mail = stored(here, step)
    assert mail.pending() == (BEN,)
    assert mail.state is OutgoingState.PENDING
    assert [(each.attempts, each.last_code, each.last_enhanced, each.next_at) for each in mail.recipients] == [
        (1, 250, "2.0.0", None),
        (1, 451, "4.3.0", NOON + MINUTE),
        (1, 550, "5.1.1", None),
    ]
    assert here.steps.claim(Lane.DELIVER, "one", LEASE, NOON + MINUTE - SECOND) is None

    here.pass_time(MINUTE)
    again = here.claim(Lane.DELIVER)
    assert (again.id, again.attempts) == (step.id, 1)
    here.steps.commit_delivery(again, {BEN: ACCEPTED}, here.clock.at, next_due=NOON + MINUTE)
    assert here.states(case)[BEN] is RecipientState.DELIVERED
    assert stored(here, step).state is OutgoingState.DELIVERED
    assert here.view.queue() == ()


def test_when_time_has_run_out_what_failed_has_failed(here: World) -> None:
    case, step = ready(here, ANA, BEN)
    dsn = finished(WORKER, kind=FinishedKind.DSN, content=b"it did not arrive")
    bounced = RecordEntry(kind=RecordKind.BOUNCED, case=case, by="gateway", facts=(("recipients", 2),))
    replies = {ANA: LATER, BEN: NO_CONNECTION}
    here.steps.commit_delivery(step, replies, NOON, next_due=None, finished=(dsn,), records=(bounced,))

    assert set(here.states(case).values()) == {RecipientState.BOUNCED}
    assert stored(here, step).state is OutgoingState.BOUNCED
    told = here.claim(Lane.DELIVER)
    assert (stored(here, told).kind, stored(here, told).sender, stored(here, told).case) == (
        FinishedKind.DSN,
        "",
        case,
    )
    with here.database.read() as connection:
        assert connection.scalars(select(record.c.kind).order_by(record.c.seq)).all()[-1] == "bounced"


def test_who_was_not_tried_stays_as_they_are(here: World) -> None:
    case, step = ready(here, ANA, BEN)
    here.steps.commit_delivery(step, {ANA: ACCEPTED}, NOON, next_due=NOON + MINUTE)

    assert here.states(case) == {ANA: RecipientState.DELIVERED, BEN: RecipientState.READY}
    assert stored(here, step).recipients[1].attempts == 0


@pytest.mark.parametrize(
    ("replies", "says"),
    [
        pytest.param({}, "never will be", id="nobody-tried-and-no-next-time"),
        pytest.param({ANA: ACCEPTED}, "never will be", id="one-not-tried-and-no-next-time"),
        pytest.param({ANA: ACCEPTED, BEN: ACCEPTED, CARA: ACCEPTED}, "not pending", id="a-stranger"),
    ],
)
def test_nobody_is_forgotten(here: World, replies: dict[str, Reply], says: str) -> None:
    case, step = ready(here, ANA, BEN)

    with pytest.raises(ValueError, match=says):
        here.steps.commit_delivery(step, replies, NOON, next_due=None)

    assert set(here.states(case).values()) == {RecipientState.READY}
    here.steps.renew(step, LEASE, NOON)  # the step is still ours


def test_a_stale_deliverer_changes_nothing(here: World) -> None:
    case, dead = ready(here, ANA)
    here.pass_time(2 * MINUTE)
    heir = here.claim(Lane.DELIVER)

    for due in (None, NOON + MINUTE):
        with pytest.raises(LeaseLost):
            here.steps.commit_delivery(dead, {ANA: NEVER}, here.clock.at, next_due=due, finished=(notice(),))
        with pytest.raises(LeaseLost):
            here.steps.reopen(dead, here.clock.at)
    assert here.states(case) == {ANA: RecipientState.READY}
    here.steps.commit_delivery(heir, {ANA: ACCEPTED}, here.clock.at, next_due=None)
    assert here.states(case) == {ANA: RecipientState.DELIVERED}
    assert here.view.queue() == ()


def test_a_late_mail_is_told_of_once(here: World) -> None:
    _, step = ready(here, ANA)
    assert stored(here, step).delay_told_at is None
    here.steps.commit_delivery(
        step, {ANA: LATER}, NOON, next_due=NOON + MINUTE, finished=(notice(),), delay_told=True
    )

    assert stored(here, step).delay_told_at == NOON


def test_a_withdrawn_mail_is_decided_again(here: World) -> None:
    case, step = ready(here, ANA, BEN)
    here.steps.commit_delivery(step, {ANA: ACCEPTED, BEN: LATER}, NOON, next_due=NOON + MINUTE)
    here.pass_time(MINUTE)
    here.steps.reopen(here.claim(Lane.DELIVER), here.clock.at)

    assert here.states(case) == {ANA: RecipientState.DELIVERED, BEN: RecipientState.RECEIVED}
    mail = stored(here, step)
    assert [each.state for each in mail.recipients] == [OutgoingState.DELIVERED, OutgoingState.WITHDRAWN]
    assert mail.state is OutgoingState.DELIVERED
    assert here.steps.claim(Lane.DELIVER, "one", LEASE, here.clock.at) is None
    here.decide(outcome(held=(BEN,)))
    assert here.states(case) == {ANA: RecipientState.DELIVERED, BEN: RecipientState.HELD}


def test_the_clock_of_a_withdrawn_mail_goes_on(here: World) -> None:
    """Else registers that change every day would keep the sender waiting for ever."""
    case, step = ready(here, ANA, BEN)
    here.steps.commit_delivery(
        step, {ANA: LATER, BEN: LATER}, NOON, next_due=NOON + MINUTE, finished=(notice(),), delay_told=True
    )
    here.pass_time(MINUTE)
    here.steps.reopen(step_of(here, FinishedKind.MAIL), here.clock.at)
    here.decide(replace(outcome(ready=(ANA,), held=(BEN,)), finished=(finished(ANA), notice())))

    again = stored(here, step_of(here, FinishedKind.MAIL))
    assert (again.created_at, again.delay_told_at) == (NOON, NOON)

    here.holding.add_answers(case, [release(here.steps.load_message(case).content_hash, (BEN,))], here.clock.at)
    here.decide(outcome(ready=(BEN,)))
    released = [each for each in here.view.trace(case)[0].outgoing if BEN in each.pending()]
    assert [each.created_at for each in released] == [here.clock.at]


def step_of(here: World, kind: FinishedKind) -> Step:
    """The next delivery of that kind; others are left to their lease."""
    while True:
        step = here.claim(Lane.DELIVER)
        if stored(here, step).kind is kind:
            return step


def test_two_withdrawn_mails_make_one_look(here: World) -> None:
    case = here.accept(ANA, BEN)
    here.decide(replace(outcome(ready=(ANA, BEN)), finished=(finished(ANA), finished(BEN))))
    for _ in range(2):
        here.steps.reopen(here.claim(Lane.DELIVER), NOON)

    assert [(each.lane, each.case) for each in here.view.queue()] == [(Lane.ANALYSE, case)]
    here.decide(outcome(ready=(ANA, BEN)))


def test_mail_of_ours_is_never_decided_again(here: World) -> None:
    here.steps.notice((notice(),), NOON, case=None)
    step = here.claim(Lane.DELIVER)

    assert step.case == ""
    with pytest.raises(ValueError, match="only a sender's mail"):
        here.steps.reopen(step, NOON)
    here.steps.commit_delivery(step, {WORKER: ACCEPTED}, NOON, next_due=None)
    assert stored(here, step).state is OutgoingState.DELIVERED


def test_an_analyse_step_has_nothing_to_deliver(here: World) -> None:
    here.accept()

    with pytest.raises(ValueError, match="nothing to deliver"):
        here.steps.commit_delivery(here.claim(), {}, NOON, next_due=None)
