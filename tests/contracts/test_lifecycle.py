"""Whatever order things happen in: nobody is forgotten, nobody is sent to twice, no end is left again."""

import tempfile
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import delete, select

from gateway.model.errors import LeaseLost, PermanentFailure
from gateway.model.lifecycle import FINAL, Lane, RecipientState
from gateway.model.message import CaseId
from gateway.model.outcome import HoldEntry
from gateway.ports import Reply, Step
from gateway.record.chainer import chain, verify
from gateway.spool.rows import OutgoingState
from gateway.store.database import Database
from gateway.store.tables import hold, metadata, outgoing, outgoing_recipient, recipient, step
from tests.contracts.builders import (
    ACCEPTED,
    LATER,
    LEASE,
    MAIL,
    NEVER,
    World,
    hold_entry,
    notice,
    outcome,
    release,
    world,
)
from tests.store.builders import DAY, MINUTE

WAYS = st.sampled_from(["ready", "held", "returned", "refused"])
REPLIES = st.sampled_from([ACCEPTED, LATER, NEVER])


class Lifecycle(RuleBasedStateMachine):
    """Workers, deliverers, people and the clock, in any order, crashes included."""

    url: ClassVar[str]

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.database = Database(self.url)
        with self.database.write() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(delete(table))
        folder = self.stack.enter_context(tempfile.TemporaryDirectory())
        self.here: World = self.stack.enter_context(world(self.database, Path(folder)))
        self.cases: list[CaseId] = []
        self.lost: list[Step] = []  # claimed by workers that died
        self.seen: dict[tuple[CaseId, str], RecipientState] = {}
        self.delivered: dict[tuple[CaseId, str], int] = {}
        self.mails = 0

    def teardown(self) -> None:
        self.stack.close()
        self.database.close()

    @rule()
    def accept(self) -> None:
        if len(self.cases) < 4:
            self.mails += 1
            mail = MAIL.replace(b"<1@", b"<%d@" % self.mails)
            self.cases.append(self.here.accept("a@school.example", "b@school.example", content=mail))

    @precondition(lambda self: self.cases)
    @rule(n=st.integers(0, 3))
    def same_mail_to_another(self, n: int) -> None:
        number = n % len(self.cases) + 1
        mail = MAIL.replace(b"<1@", b"<%d@" % number)
        case = self.here.accept(f"c{n}@school.example", content=mail)
        if case not in self.cases:
            self.cases.append(case)

    @rule(ways=st.lists(WAYS, min_size=8, max_size=8), dies=st.booleans())
    def decide(self, ways: list[str], dies: bool) -> None:
        claimed = self.here.steps.claim(Lane.ANALYSE, "worker", LEASE, self.here.clock.at)
        if claimed is None:
            return
        if dies:
            self.lost.append(claimed)
            return
        waiting = [
            each.address
            for each in self.here.steps.load_message(claimed.case).recipients
            if each.state in {RecipientState.RECEIVED, RecipientState.HELD}
        ]
        chosen: dict[str, tuple[str, ...]] = {}
        for way, address in zip(ways, waiting, strict=False):
            chosen[way] = (*chosen.get(way, ()), address)
        made = outcome(
            ready=chosen.get("ready", ()),
            held=chosen.get("held", ()),
            returned=chosen.get("returned", ()),
            refused=chosen.get("refused", ()),
        )
        held_on: HoldEntry | None = hold_entry(self.here.clock.at) if "held" in chosen else None
        self.here.steps.commit_outcome(claimed, replace(made, hold=held_on), self.here.clock.at)

    @rule(replies=st.lists(REPLIES, min_size=8, max_size=8), gives_up=st.booleans(), dies=st.booleans())
    def deliver(self, replies: list[Reply], gives_up: bool, dies: bool) -> None:
        claimed = self.here.steps.claim(Lane.DELIVER, "deliverer", LEASE, self.here.clock.at)
        if claimed is None:
            return
        if dies:
            self.lost.append(claimed)
            return
        assert claimed.outgoing is not None
        mail = self.here.steps.load_outgoing(claimed.outgoing)
        answers = dict(zip(mail.pending(), replies, strict=False))
        due = None if gives_up else self.here.clock.at + MINUTE
        self.here.steps.commit_delivery(claimed, answers, self.here.clock.at, next_due=due)
        if mail.kind == "mail":
            for address, reply in answers.items():
                if reply.accepted:
                    key = (claimed.case, address)
                    self.delivered[key] = self.delivered.get(key, 0) + 1

    @rule()
    def reopen(self) -> None:
        claimed = self.here.steps.claim(Lane.DELIVER, "deliverer", LEASE, self.here.clock.at)
        if claimed is None or claimed.outgoing is None:
            return
        if self.here.steps.load_outgoing(claimed.outgoing).kind == "mail":
            self.here.steps.reopen(claimed, self.here.clock.at)
        else:
            self.here.steps.postpone(claimed, self.here.clock.at)

    @precondition(lambda self: self.cases)
    @rule(n=st.integers(0, 3))
    def answer(self, n: int) -> None:
        case = self.cases[n % len(self.cases)]
        held = self.here.holding.held_case(case)
        said = release(self.here.steps.load_message(case).content_hash, ("a@school.example",))
        if held is None:
            with pytest.raises(PermanentFailure):
                self.here.holding.add_answers(case, [said], self.here.clock.at)
        else:
            self.here.holding.add_answers(case, [said], self.here.clock.at)

    @rule(days=st.sampled_from([MINUTE, DAY, 4 * DAY]))
    def time_passes(self, days: timedelta) -> None:
        self.here.keys.ensure_period(self.here.pass_time(days))
        for case in self.here.holding.expired(self.here.clock.at):
            assert self.here.holding.expire(case, self.here.clock.at, finished=(notice(),))

    @rule()
    def the_dead_come_back(self) -> None:
        # A worker that hung past its lease, and whose step another has: it can commit nothing.
        for stale in self.lost:
            with self.database.read() as connection:
                epoch = connection.scalar(select(step.c.epoch).where(step.c.id == stale.id))
            if epoch != stale.epoch:
                with pytest.raises(LeaseLost):
                    self.here.steps.postpone(stale, self.here.clock.at)

    @rule()
    def chain(self) -> None:
        head = chain(self.database, self.here.keys.record_key, self.here.clock.at)
        assert verify(self.database, self.here.keys.record_key, head).ok

    @invariant()
    def no_end_is_left_again(self) -> None:
        for case in self.cases:
            for address, state in self.here.states(case).items():
                before = self.seen.get((case, address), RecipientState.RECEIVED)
                assert before not in FINAL or before is state
                self.seen[case, address] = state

    @invariant()
    def everybody_who_waits_has_somebody_working(self) -> None:
        with self.database.read() as connection:
            waiting = connection.execute(select(recipient.c.case_id, recipient.c.address, recipient.c.state)).all()
            analysed = set(connection.scalars(select(step.c.case_id).where(step.c.lane == "analyse")))
            held = set(connection.scalars(select(hold.c.case_id)))
            sending = connection.execute(
                select(outgoing.c.case_id, outgoing_recipient.c.address)
                .join(outgoing_recipient, outgoing_recipient.c.outgoing_id == outgoing.c.id)
                .join(step, step.c.outgoing_id == outgoing.c.id)
                .where(outgoing.c.kind == "mail", outgoing_recipient.c.state == OutgoingState.PENDING.value)
            ).all()
        for row in waiting:
            if row.state == "received":
                assert row.case_id in analysed
            elif row.state == "held":
                assert row.case_id in held
            elif row.state == "ready":
                assert [tuple(each) for each in sending].count((row.case_id, row.address)) == 1
        assert held == {row.case_id for row in waiting if row.state == "held"}
        assert len(sending) == len([row for row in waiting if row.state == "ready"])

    @invariant()
    def nobody_gets_it_twice(self) -> None:
        assert all(count == 1 for count in self.delivered.values())
        for case, address in self.delivered:
            assert self.here.states(case)[address] is RecipientState.DELIVERED


def test_lifecycle(database_url: str) -> None:
    run_state_machine_as_test(
        type("Machine", (Lifecycle,), {"url": database_url}),
        settings=settings(max_examples=30, stateful_step_count=40, deadline=None, derandomize=True),
    )
