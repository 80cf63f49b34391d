"""Two nodes at the same case at the same moment: one is held open in the middle of its transaction."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import Connection

from gateway.model.errors import PermanentFailure
from gateway.model.lifecycle import Lane, RecipientState
from gateway.ports import Accepted
from gateway.spool.bell import Bell, bell_for
from gateway.spool.holding import Holding
from gateway.spool.identity import identify
from gateway.spool.intake_rows import Arrival, store_arrivals
from gateway.spool.steps import Steps
from gateway.store.database import Database
from tests.contracts.builders import ANA, ENVELOPE, MAIL, outcome, release, world
from tests.store.builders import NOON

A_MOMENT = 0.2  # long enough for the other to get as far as it can


class HeldBell:
    """A bell that stops who rings it, in the middle of the transaction."""

    def __init__(self, bell: Bell) -> None:
        self.sleeper = bell.sleeper
        self.reached, self.go_on = threading.Event(), threading.Event()

    def in_transaction(self, connection: Connection, lane: Lane) -> None:
        """Wait to be let go."""
        self.reached.set()
        assert self.go_on.wait(5)

    def after_commit(self, lane: Lane) -> None:
        """Nobody listens."""


def test_the_same_mail_while_its_first_copy_is_being_committed(database_url: str, tmp_path: Path) -> None:
    first = Database(database_url)
    answers: list[Accepted] = []
    with world(Database(database_url), tmp_path / "keys") as second:
        arrival = Arrival(
            envelope=ENVELOPE,
            recipients=ENVELOPE.recipients,
            identity=identify(ENVELOPE, MAIL),
            sealed=second.keys.seal(MAIL, NOON),
        )
        offering = threading.Thread(target=lambda: answers.append(second.spool.accept(ENVELOPE, MAIL)))
        with first.write() as connection:
            (stored,) = store_arrivals(connection, [arrival], NOON)
            offering.start()
            offering.join(A_MOMENT)
            assert not answers
        offering.join()
        second.database.close()
    first.close()

    assert answers == [Accepted(case=stored.case, doubled=True)]


def test_an_answer_while_the_case_is_being_decided(database_url: str, tmp_path: Path) -> None:
    other = Database(database_url)
    with world(Database(database_url), tmp_path / "keys") as here:
        case = here.accept(ANA)
        here.decide(outcome(held=(ANA,)))
        said = release(here.steps.load_message(case).content_hash, (ANA,))
        here.holding.add_answers(case, [said], NOON)
        claimed = here.claim()
        bell = HeldBell(here.bell)
        deciding = threading.Thread(
            target=Steps(here.database, here.keys, bell).commit_outcome, args=(claimed, outcome(ready=(ANA,)), NOON)
        )
        deciding.start()
        assert bell.reached.wait(5)
        refused = threading.Event()

        def answer() -> None:
            with pytest.raises(PermanentFailure, match="nothing is held"):
                Holding(other, here.keys, bell_for(other)).add_answers(case, [said], NOON)
            refused.set()

        answering = threading.Thread(target=answer)
        answering.start()
        answering.join(A_MOMENT)
        bell.go_on.set()
        deciding.join()
        answering.join()

        assert refused.is_set()
        assert here.states(case) == {ANA: RecipientState.READY}
        assert [each.lane for each in here.view.queue()] == [Lane.DELIVER]
        here.database.close()
    other.close()
