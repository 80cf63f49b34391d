"""Held cases as lists show them: kept in memory, and never other than the database has them, on both engines."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from gateway.model.message import CaseId
from gateway.spool.claims import Claims
from gateway.spool.held_list import HeldList
from gateway.spool.sealed_emails import seal_emails
from gateway.store.tables import hold
from tests.contracts.builders import ANA, BEN, CARA, MANAGER, World, outcome, release
from tests.store.builders import HOUR, NOON, SECOND


def held(here: World, *recipients: str, urgent: bool = False) -> CaseId:
    case = here.accept(*recipients, content=f"at {here.clock.at}".encode())
    here.decide(
        outcome(
            held=recipients,
            held_at=here.clock.at,
            not_asked=frozenset({BEN}),
            urgent_at=here.clock.at if urgent else None,
        )
    )
    here.pass_time(SECOND)
    return case


def as_read_whole(here: World, cases: tuple[CaseId, ...]) -> list[object]:
    return [here.holding.held_case(case) for case in cases]


def _claimed(here: World, case: CaseId) -> None:
    Claims(here.database).claim(case, MANAGER, here.clock.at)


def _reminded(here: World, case: CaseId) -> None:
    here.holding.told(case, here.clock.at, finished=())


def _decided_again(here: World, case: CaseId) -> None:
    content_hash = here.steps.load_message(case).content_hash
    here.holding.add_answers(case, [release(content_hash, (ANA,))], here.clock.at)
    here.decide(outcome(ready=(ANA,), held=(CARA,), held_at=NOON, not_asked=frozenset({MANAGER})))


def _tampered(here: World, case: CaseId) -> None:
    elsewhere = seal_emails(frozenset({BEN}), here.keys.answers, CaseId("GW-ELSEWHERE"))
    with here.database.write() as connection:
        connection.execute(update(hold).where(hold.c.case_id == case).values(not_asked=elsewhere))


def _unsealed_anew(here: World, case: CaseId) -> None:
    with here.database.write() as connection:
        sealed = seal_emails(frozenset({CARA}), here.keys.answers, case)
        connection.execute(update(hold).where(hold.c.case_id == case).values(not_asked=sealed))


@pytest.mark.parametrize("change", [_claimed, _reminded, _decided_again, _tampered, _unsealed_anew])
def test_what_changes_is_read_again_and_nothing_else(here: World, change: Callable[[World, CaseId], None]) -> None:
    cases = held(here, ANA, CARA), held(here, BEN), held(here, ANA)
    held_list = HeldList(here.database, here.keys)
    before = held_list.held()
    assert list(before) == as_read_whole(here, cases)

    change(here, cases[0])
    after = held_list.held()

    assert list(after) == as_read_whole(here, cases)
    assert after[0] != before[0]
    assert [one is old for one, old in zip(after, before, strict=True)] == [False, True, True]


def test_what_waits_no_longer_is_gone_and_urgent_cases_come_first(here: World) -> None:
    first, second, urgent = held(here, ANA), held(here, BEN), held(here, CARA, urgent=True)
    held_list = HeldList(here.database, here.keys)
    assert [one.case for one in held_list.held()] == [urgent, first, second]
    here.pass_time(100 * HOUR)

    assert here.holding.expire(first, here.clock.at, finished=())

    assert [one.case for one in held_list.held()] == [urgent, second]
    with here.database.read() as connection:
        assert len(connection.execute(select(hold)).all()) == 2
