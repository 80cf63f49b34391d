"""What was seen is counted from the queue's rows, on both engines."""

from datetime import timedelta

from gateway.model.decision import Channel
from gateway.model.lifecycle import Lane
from gateway.spool.seen_mail import SeenRecipient, SeenSender, seen_recipients, seen_senders
from tests.contracts.builders import ACCEPTED, ANA, BEN, NEVER, WORKER, World, outcome
from tests.store.builders import DAY, NOON


def test_who_was_written_to_and_how_it_went(here: World) -> None:
    here.accept(ANA.upper(), BEN)
    here.decide(outcome(ready=(ANA.upper(),), held=(BEN,)))
    here.steps.commit_delivery(here.claim(Lane.DELIVER), {ANA.upper(): ACCEPTED}, here.clock.at, next_due=None)
    later = here.pass_time(DAY)
    here.accept(ANA, content=b"2")
    here.decide(outcome(ready=(ANA,)))
    here.steps.commit_delivery(here.claim(Lane.DELIVER), {ANA: NEVER}, here.clock.at, next_due=None)

    assert seen_recipients(here.database, NOON) == (
        SeenRecipient(address=ANA, mails=2, last_at=later, channels=(Channel.TLS,)),
        SeenRecipient(address=BEN, mails=1, last_at=NOON, channels=()),
    )
    assert seen_recipients(here.database, later) == (SeenRecipient(address=ANA, mails=1, last_at=later, channels=()),)
    assert seen_recipients(here.database, later + timedelta(microseconds=1)) == ()


def test_who_wrote(here: World) -> None:
    here.accept(ANA)
    here.accept(ANA, content=b"2")
    here.accept(ANA, content=b"3", sender="")

    assert seen_senders(here.database, NOON) == (SeenSender(address=WORKER, mails=2),)
    assert seen_senders(here.database, NOON + DAY) == ()
