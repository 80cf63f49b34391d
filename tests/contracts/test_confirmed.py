"""What a sender said of an address before the email came: whom it counts for, and how long."""

from datetime import timedelta

import pytest

from gateway.model.decision import AnswerKind, Asked
from gateway.model.message import CaseId
from gateway.spool.confirmed import COUNTS, KEPT, confirm_ahead, forget_old
from tests.contracts.builders import ANA, MANAGER, WORKER, World
from tests.store.builders import NOON, SECOND

BEN = "ben@council.example"
DRAFT = CaseId("GW-00000000")


@pytest.mark.parametrize(
    ("sender", "recipients", "later", "counts_for"),
    [
        pytest.param(WORKER, (ANA,), SECOND, (ANA,), id="the-next-mail"),
        pytest.param(WORKER.upper(), (ANA.upper(),), SECOND, (ANA.upper(),), id="however-it-is-written"),
        pytest.param(WORKER, (BEN, ANA), SECOND, (ANA,), id="one-of-two"),
        pytest.param(WORKER, (BEN,), SECOND, (), id="another-address"),
        pytest.param(MANAGER, (ANA,), SECOND, (), id="another-sender"),
        pytest.param(WORKER, (ANA,), -SECOND, (), id="it-came-before"),
        pytest.param(WORKER, (ANA,), COUNTS - SECOND, (ANA,), id="the-last-second"),
        pytest.param(WORKER, (ANA,), COUNTS, (), id="three-days-later"),
    ],
)
def test_for_whom_and_how_long(
    here: World, sender: str, recipients: tuple[str, ...], later: timedelta, counts_for: tuple[str, ...]
) -> None:
    said = NOON - later
    assert confirm_ahead(here.database, WORKER, [ANA], draft=DRAFT, by=WORKER, at=said) == said + COUNTS
    message = here.steps.load_message(here.accept(*recipients, sender=sender))

    assert [one.recipients for one in message.said_before] == [(one,) for one in counts_for]
    assert all(
        (one.kind, one.role, one.by, one.at, one.content_hash)
        == (AnswerKind.CONFIRM, Asked.SENDER, WORKER, said, message.content_hash)
        for one in message.said_before
    )
    assert message.answers == ()


def test_it_is_forgotten_once_no_mail_of_then_waits(here: World) -> None:
    confirm_ahead(here.database, WORKER, [ANA, BEN], draft=DRAFT, by=WORKER, at=NOON)
    over = NOON + COUNTS + KEPT
    assert forget_old(here.database, over) == 0
    assert forget_old(here.database, over + SECOND) == 2
