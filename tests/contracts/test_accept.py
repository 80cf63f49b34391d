"""Taking a message over."""

import hashlib
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from gateway.model.errors import LeaseLost, TemporaryFailure
from gateway.model.lifecycle import RecipientState
from gateway.model.message import Envelope
from gateway.ports import Accepted
from gateway.spool.accept import Spool
from gateway.spool.bell import bell_for
from gateway.store.database import Database
from gateway.store.keys import SealOnly
from gateway.store.tables import content, message, recipient, record, step
from tests.contracts.builders import ANA, BEN, ENVELOPE, MAIL, StoppedClock, World, outcome, world
from tests.store.builders import DAY, MINUTE, NOON, SECOND

FULL_ENVELOPE = Envelope(
    sender="Wen.O'Hara@family.example",
    recipients=("Ana@school.example", "zoë@health.example"),
    listener="staff",
    client="2001:db8::1",
    user="wen@family.example",
    received_at=datetime(2026, 11, 20, 12, 0, 0, 123456, tzinfo=UTC),
    smtputf8=True,
    body_8bit=True,
    envid="QQ314159",
    protocol="UTF8SMTPSA",
)


def counts(database: Database) -> dict[str, int]:
    with database.read() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in (message, recipient, step, content, record)
        }


def test_what_was_accepted_is_there_whole(here: World) -> None:
    mail = MAIL + bytes(range(256)) * 1000
    accepted = here.spool.accept(FULL_ENVELOPE, mail)

    assert not accepted.doubled
    assert len(accepted.case) == 11
    assert accepted.case.startswith("GW-")
    stored = here.steps.load_message(accepted.case)
    assert stored.envelope == FULL_ENVELOPE
    assert stored.content_hash == hashlib.sha256(mail).hexdigest()
    assert here.contents.content(stored.content) == mail
    assert [each.state for each in stored.recipients] == [RecipientState.RECEIVED] * 2
    assert (stored.answers, stored.hold, stored.looks) == ((), None, 0)
    claimed = here.claim()
    assert (claimed.case, claimed.outgoing, claimed.attempts) == (accepted.case, None, 0)


def test_nothing_of_the_content_stands_in_the_database(database: Database, tmp_path: Path) -> None:
    secret = b"Zoe Example 999 000 0018"
    with world(database, tmp_path / "keys") as here:
        here.accept(content=MAIL + secret)
    if database.path is not None:
        database.close()
        assert secret not in b"".join(path.read_bytes() for path in database.path.parent.glob("gateway.db*"))
        return
    with database.read() as connection:
        tables = connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
        rows = [str(row) for name in tables for row in connection.execute(text(f'SELECT * FROM "{name}"'))]
    assert not any("Zoe Example" in row for row in rows)


def test_one_transaction_holds_message_step_and_record(here: World) -> None:
    here.accept(ANA, BEN)

    assert counts(here.database) == {"message": 1, "recipient": 2, "step": 1, "content": 1, "record": 1}


@pytest.mark.parametrize(
    ("again", "doubled"),
    [
        pytest.param(ENVELOPE, True, id="at-once"),
        pytest.param(replace(ENVELOPE, received_at=NOON + DAY - SECOND), True, id="a-second-less-than-a-day"),
        pytest.param(replace(ENVELOPE, received_at=NOON + DAY), False, id="a-day-later"),
        pytest.param(replace(ENVELOPE, client="192.0.2.8"), True, id="from-another-address"),
        pytest.param(replace(ENVELOPE, sender=ANA), False, id="another-sender"),
        pytest.param(replace(ENVELOPE, user=None), False, id="another-account"),
        pytest.param(replace(ENVELOPE, listener="scanner"), False, id="another-listener"),
    ],
)
def test_the_same_mail_again(here: World, again: Envelope, doubled: bool) -> None:
    first = here.spool.accept(ENVELOPE, MAIL)
    here.clock.at = again.received_at
    second = here.spool.accept(again, MAIL)

    assert second.doubled is doubled
    assert (second.case == first.case) is doubled
    assert counts(here.database)["message"] == (1 if doubled else 2)
    assert counts(here.database)["content"] == (1 if doubled else 2)


@pytest.mark.parametrize(
    ("mail", "doubled"),
    [
        pytest.param(b"Received: from x by y\r\n" + MAIL, True, id="another-trace-field"),
        pytest.param(MAIL + b"\r\n", False, id="another-body"),
        pytest.param(MAIL.replace(b"Plan", b"[INTERNAL] Plan"), False, id="marked-now"),
        pytest.param(MAIL.replace(b"<1@", b"<2@"), False, id="another-message-id"),
    ],
)
def test_what_makes_it_the_same(here: World, mail: bytes, doubled: bool) -> None:
    here.accept()

    assert here.spool.accept(ENVELOPE, mail).doubled is doubled


def test_without_a_message_id_nothing_is_the_same(here: World) -> None:
    alarm = b"Subject: Alarm\r\n\r\nDoor open\r\n"

    assert here.accept(content=alarm) != here.accept(content=alarm)


def test_other_recipients_join_while_undecided(here: World) -> None:
    case = here.accept(ANA)
    here.pass_time(SECOND)

    assert here.spool.accept(replace(ENVELOPE, recipients=(ANA, BEN), smtputf8=True), MAIL) == Accepted(
        case=case, doubled=False
    )

    stored = here.steps.load_message(case)
    assert stored.envelope == replace(ENVELOPE, recipients=(ANA, BEN), smtputf8=True)
    assert counts(here.database) == {"message": 1, "recipient": 2, "step": 1, "content": 1, "record": 2}
    here.decide(outcome(ready=(ANA, BEN)))


def test_joining_voids_a_look_that_has_not_seen_them(here: World) -> None:
    case = here.accept(ANA)
    looking = here.claim(worker="one")
    here.accept(BEN)

    with pytest.raises(LeaseLost):
        here.steps.commit_outcome(looking, outcome(ready=(ANA,)), here.clock.at)
    assert here.states(case) == {ANA: RecipientState.RECEIVED, BEN: RecipientState.RECEIVED}
    here.decide(outcome(ready=(ANA, BEN)))


@pytest.mark.parametrize("state", ["ready", "held"])
def test_after_a_decision_others_are_a_case_of_their_own(here: World, state: str) -> None:
    case = here.accept(ANA)
    here.decide(outcome(**{state: (ANA,)}))  # type: ignore[arg-type] # the keyword is the parameter

    here.pass_time(SECOND)
    other = here.accept(ANA, BEN)  # Ana is answered for: only Ben is new

    assert other != case
    assert here.states(case).keys() == {ANA}
    assert here.states(other) == {BEN: RecipientState.RECEIVED}
    assert here.spool.accept(replace(ENVELOPE, recipients=(BEN, ANA)), MAIL) == Accepted(case=case, doubled=True)


@pytest.mark.parametrize("state", ["returned", "refused"])
def test_mail_that_came_back_is_taken_again(here: World, state: str) -> None:
    case = here.accept(ANA)
    here.decide(outcome(**{state: (ANA,)}))  # type: ignore[arg-type] # as above

    assert here.accept(ANA) != case


def test_concurrent_offers_share_commits_and_lose_nothing(here: World) -> None:
    answers: list[tuple[bytes, Accepted]] = []

    def offer(n: int) -> None:
        for m in range(10):
            mail = MAIL.replace(b"<1@", b"<%d-%d@" % (n, m))
            answers.append((mail, here.spool.accept(ENVELOPE, mail)))

    threads = [threading.Thread(target=offer, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len({accepted.case for _, accepted in answers}) == 200
    for mail, accepted in answers:
        assert here.contents.content(here.steps.load_message(accepted.case).content) == mail
    assert counts(here.database) == {"message": 200, "recipient": 200, "step": 200, "content": 200, "record": 200}


def test_the_same_mail_from_many_connections_is_one_case(here: World) -> None:
    answers: list[Accepted] = []

    def offer(n: int) -> None:
        answers.append(here.spool.accept(replace(ENVELOPE, recipients=(ANA, f"r{n}@school.example")), MAIL))

    threads = [threading.Thread(target=offer, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    (case,) = {accepted.case for accepted in answers}
    assert len(here.states(case)) == 21


def test_two_nodes_offered_the_same_mail(database_url: str, tmp_path: Path) -> None:
    databases = [Database(database_url), Database(database_url)]
    with world(databases[0], tmp_path / "keys"):
        spools = [
            Spool(database, SealOnly(database), bell_for(database), StoppedClock(NOON), limit=10)
            for database in databases
        ]
        answers: list[Accepted] = []
        threads = [
            threading.Thread(target=lambda spool=spool: answers.append(spool.accept(ENVELOPE, MAIL)))
            for spool in spools * 5
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for spool in spools:
            spool.close()

    assert sorted(accepted.doubled for accepted in answers) == [False] + [True] * 9
    for database in databases:
        database.close()


def test_one_that_cannot_be_stored_fails_alone(here: World) -> None:
    # A lone surrogate cannot be written as UTF-8: no database takes it.
    bad = replace(ENVELOPE, recipients=("\udcff@school.example",))
    results: list[Accepted | TemporaryFailure] = []

    def offer(envelope: Envelope, mail: bytes) -> None:
        try:
            results.append(here.spool.accept(envelope, mail))
        except TemporaryFailure as error:
            results.append(error)

    with here.database.write():  # nothing is committed until all are waiting together
        threads = [
            threading.Thread(target=offer, args=(envelope, MAIL.replace(b"<1@", b"<%d@" % n)))
            for n, envelope in enumerate([ENVELOPE, bad, ENVELOPE, ENVELOPE])
        ]
        for thread in threads:
            thread.start()
    for thread in threads:
        thread.join()

    assert [type(result) for result in results].count(TemporaryFailure) == 1
    assert counts(here.database)["message"] == 3
    (error,) = [result for result in results if isinstance(result, TemporaryFailure)]
    assert "school" not in str(error)


def test_a_database_that_fails_is_temporary(database: Database, tmp_path: Path) -> None:
    with world(database, tmp_path / "keys") as here:
        here.accept()
        with database.write() as connection:
            connection.execute(text("ALTER TABLE step RENAME TO elsewhere"))
        try:
            with pytest.raises(TemporaryFailure):
                here.accept(content=MAIL + b"other")
        finally:
            with database.write() as connection:
                connection.execute(text("ALTER TABLE elsewhere RENAME TO step"))
        assert counts(database) == {"message": 1, "recipient": 1, "step": 1, "content": 1, "record": 1}
        here.accept(content=MAIL + b"other")  # the writer thread goes on


def test_a_clock_that_went_back_is_temporary(here: World) -> None:
    here.accept()
    here.pass_time(-MINUTE)
    here.accept(content=MAIL + b"within a minute")
    here.pass_time(-SECOND)

    with pytest.raises(TemporaryFailure, match="clock"):
        here.accept(content=MAIL + b"more than a minute")


def test_full_counts_what_is_undecided(database: Database, tmp_path: Path) -> None:
    def full() -> bool:
        spool = Spool(database, SealOnly(database), bell_for(database), StoppedClock(NOON), limit=2)
        try:
            return spool.full()
        finally:
            spool.close()

    with world(database, tmp_path / "keys") as here:
        for n in range(2):
            here.accept(content=MAIL + b"%d" % n)
        assert not full()
        here.accept(content=MAIL + b"2")
        assert full()
        here.decide(outcome(held=(ANA,)))  # held mail is not waiting for us
        assert not full()


def test_a_closed_spool_takes_nothing(here: World) -> None:
    here.spool.close()

    with pytest.raises(TemporaryFailure, match="closed"):
        here.accept()


def test_a_message_for_nobody_is_a_bug(here: World) -> None:
    with pytest.raises(ValueError, match="without recipients"):
        here.spool.accept(replace(ENVELOPE, recipients=()), MAIL)


def test_a_recipient_named_twice_is_one(here: World) -> None:
    case = here.accept(ANA, BEN, ANA)

    assert list(here.states(case)) == [ANA, BEN]
