"""What parties have: it counts once it was delivered, and is forgotten with the month's content."""

from dataclasses import replace

import pytest

from gateway.model.lifecycle import Lane
from gateway.model.theirs import Delivered, PrintedParagraph
from gateway.spool.delivered_prints import DeliveredPrints
from gateway.spool.outcome_rows import UnlawfulOutcome
from gateway.spool.retention import purge
from tests.contracts.builders import ACCEPTED, ANA, BEN, LATER, World, outcome
from tests.store.builders import HOUR, NOON

PRINT = bytes(range(16))
GOES = PrintedParagraph(recipient=ANA, party="ELM", print=PRINT, people=("P-1 health", "P-1 name"))


def known(here: World, *prints: bytes) -> tuple[Delivered, ...]:
    """What is known of these."""
    return DeliveredPrints(here.database).delivered(prints or (PRINT,))


def test_a_paragraph_counts_from_its_delivery_with_the_instant_of_the_decision(here: World) -> None:
    case = here.accept(ANA)
    here.decide(replace(outcome(ready=(ANA,)), printed=(GOES,)))
    assert known(here) == ()  # on its way
    here.pass_time(HOUR)
    here.steps.commit_delivery(here.claim(Lane.DELIVER), {ANA: ACCEPTED}, here.clock.at, next_due=None)

    assert known(here) == (
        Delivered(party="ELM", print=PRINT, at=NOON, case=case, people=frozenset({"P-1 health", "P-1 name"})),
    )
    assert known(here, bytes(16)) == ()
    assert DeliveredPrints(here.database).delivered([]) == ()


def test_what_bounced_or_was_decided_again_is_nobodys(here: World) -> None:
    here.accept(ANA)
    here.decide(replace(outcome(ready=(ANA,)), printed=(GOES,)))
    here.steps.commit_delivery(here.claim(Lane.DELIVER), {ANA: LATER}, NOON, next_due=NOON + HOUR)
    here.pass_time(HOUR)
    here.steps.reopen(here.claim(Lane.DELIVER), here.clock.at)
    here.decide(outcome(ready=(ANA,)))  # the second look sends it without that paragraph
    here.steps.commit_delivery(here.claim(Lane.DELIVER), {ANA: ACCEPTED}, here.clock.at, next_due=None)
    assert known(here) == ()


def test_many_prints_are_asked_for_at_once(here: World) -> None:
    here.accept(ANA)
    many = tuple(replace(GOES, print=number.to_bytes(16, "big")) for number in range(1000))
    here.decide(replace(outcome(ready=(ANA,)), printed=many))
    here.steps.commit_delivery(here.claim(Lane.DELIVER), {ANA: ACCEPTED}, here.clock.at, next_due=None)

    assert [one.print for one in known(here, *(one.print for one in many))] == [one.print for one in many]


def test_a_print_of_what_goes_to_nobody_is_not_committed(here: World) -> None:
    here.accept(ANA, BEN)
    with pytest.raises(UnlawfulOutcome):
        here.decide(replace(outcome(ready=(BEN,), held=(ANA,)), printed=(GOES,)))


def test_prints_go_with_the_month(here: World) -> None:
    here.accept(ANA)
    here.decide(replace(outcome(ready=(ANA,)), printed=(GOES,)))
    here.steps.commit_delivery(here.claim(Lane.DELIVER), {ANA: ACCEPTED}, here.clock.at, next_due=None)

    purge(here.database, here.keys, "2026-11", here.clock.at, by="gateway")

    assert known(here) == ()
