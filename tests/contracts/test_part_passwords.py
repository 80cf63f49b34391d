"""Passwords of attachments: sealed, of their case alone, and forgotten with its end."""

import pytest
from sqlalchemy import select, update

from gateway.model.message import CaseId
from gateway.model.preparation import PartPassword
from gateway.spool.part_passwords import forget_passwords
from gateway.store.seal import NotAuthentic
from gateway.store.tables import part_password
from tests.contracts.builders import ANA, BEN, World, outcome, release

FILE, OTHER = "a" * 64, "b" * 64


def held(here: World, to: str) -> CaseId:
    """A case that waits."""
    case = here.accept(to)
    here.decide(outcome(held=(to,), held_at=here.clock.at))
    return case


def give(here: World, case: CaseId, *passwords: tuple[str, str]) -> None:
    """Its sender gives these."""
    stored = here.steps.load_message(case)
    answers = [release(stored.content_hash, stored.envelope.recipients)]
    made = [PartPassword(digest=digest, password=password) for digest, password in passwords]
    here.holding.add_answers(case, answers, here.clock.at, passwords=made)


def known(here: World, case: CaseId) -> dict[str, str]:
    """What opens what."""
    return {one.digest: one.password for one in here.steps.load_message(case).passwords}


def test_the_last_one_counts_and_none_stands_there_in_clear(here: World) -> None:
    case = held(here, ANA)
    give(here, case, (FILE, "wrong"), (OTHER, "open"))
    give(here, case, (FILE, "sesame Æ"))

    assert known(here, case) == {FILE: "sesame Æ", OTHER: "open"}
    with here.database.read() as connection:
        assert all(b"sesame" not in sealed for sealed in connection.scalars(select(part_password.c.sealed)))


def test_one_moved_to_another_case_is_refused(here: World) -> None:
    first, second = held(here, ANA), held(here, BEN)
    give(here, first, (FILE, "first"))
    give(here, second, (FILE, "second"))
    with here.database.write() as connection:
        sealed = connection.scalar(select(part_password.c.sealed).where(part_password.c.case_id == first))
        connection.execute(update(part_password).where(part_password.c.case_id == second).values(sealed=sealed))

    with pytest.raises(NotAuthentic):
        here.steps.load_message(second)


def test_they_are_forgotten_when_nothing_waits_any_more(here: World) -> None:
    over, waits = held(here, ANA), held(here, BEN)
    give(here, over, (FILE, "one"), (OTHER, "two"))
    give(here, waits, (FILE, "three"))
    assert forget_passwords(here.database) == 0
    here.decide(outcome(refused=(ANA,)))

    assert forget_passwords(here.database) == 2
    assert forget_passwords(here.database) == 0
    assert known(here, over) == {}
    assert known(here, waits) == {FILE: "three"}
