"""Who was written to before is known from what was delivered, on both engines."""

from dataclasses import replace

from sqlalchemy import select

from gateway.model.decision import Channel
from gateway.model.lifecycle import Lane
from gateway.model.outcome import Finished, FinishedKind
from gateway.spool.written_to import WrittenTo
from gateway.store.tables import written_address
from tests.contracts.builders import ACCEPTED, ANA, BEN, CARA, LATER, NEVER, World, finished, outcome
from tests.store.builders import HOUR, NOON


def never(here: World, *addresses: str) -> set[str]:
    return set(WrittenTo(here.database, here.keys.commitment_key).never(addresses))


def test_only_what_the_next_hop_took_counts(here: World) -> None:
    here.accept(ANA, BEN, CARA)
    here.decide(outcome(ready=(ANA, BEN, CARA)))
    assert never(here, ANA, BEN, CARA) == {ANA, BEN, CARA}

    step = here.claim(Lane.DELIVER)
    replies = {ANA: ACCEPTED, BEN: LATER, CARA: NEVER}
    here.steps.commit_delivery(step, replies, here.clock.at, next_due=NOON + HOUR)
    assert never(here, ANA, BEN, CARA) == {BEN, CARA}

    here.pass_time(HOUR)
    again = here.claim(Lane.DELIVER)
    here.steps.commit_delivery(again, {BEN: ACCEPTED}, here.clock.at, next_due=None)
    assert never(here, ANA, BEN, CARA) == {CARA}


def test_it_is_known_however_the_address_is_written_and_once(here: World) -> None:
    for content in (b"Message-ID: <1@x>\r\n\r\n1", b"Message-ID: <2@x>\r\n\r\n2"):
        here.accept(ANA, content=content)
        here.decide(outcome(ready=(ANA,)))
        here.steps.commit_delivery(here.claim(Lane.DELIVER), {ANA: ACCEPTED}, here.clock.at, next_due=None)
        here.pass_time(HOUR)

    assert never(here, ANA.upper(), BEN) == {BEN}
    with here.database.read() as connection:
        (row,) = connection.execute(select(written_address)).all()
    assert row.first_at == NOON
    assert ANA.encode() not in row.commitment


def test_what_stays_inside_and_notices_do_not_count(here: World) -> None:
    here.accept(ANA)
    inside: Finished = replace(finished(ANA), channel=Channel.INTERNAL)
    notice = finished(BEN, kind=FinishedKind.NOTICE)
    here.decide(replace(outcome(ready=(ANA,)), finished=(inside, notice)))
    for _ in range(2):
        step = here.claim(Lane.DELIVER)
        assert step.outgoing is not None
        (who,) = here.steps.load_outgoing(step.outgoing).pending()
        here.steps.commit_delivery(step, {who: ACCEPTED}, here.clock.at, next_due=None)

    assert never(here, ANA, BEN) == {ANA, BEN}


def test_more_addresses_than_one_question_takes(here: World) -> None:
    many = {f"a{number}@school.example" for number in range(1000)}

    assert never(here, *many) == many
    assert never(here) == set()
