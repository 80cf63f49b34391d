"""A notice is sent again to whom it was for: inside alone, once an hour, on record, under a Message-ID of its own."""

import re
from email import message_from_bytes
from email.policy import default

import pytest
from sqlalchemy import select, update

from gateway.console.pages.service.notice_again import _anew
from gateway.model.message import CaseId
from gateway.model.outcome import FinishedKind, RecordKind
from gateway.record.reading import entries
from gateway.sign_in.accounts import AccountRole
from gateway.spool.rows import StoredOutgoing
from gateway.store.tables import outgoing_recipient
from tests.console.conftest import RunningConsole
from tests.console.http import Answered, Browser
from tests.console.mails import about_daniel, decided, taken
from tests.console.people import account_of, with_role


@pytest.fixture(scope="module")
def ict(running: RunningConsole) -> Browser:
    return with_role(running, AccountRole.ICT)


@pytest.fixture
def waiting(running: RunningConsole, request: pytest.FixtureRequest) -> CaseId:
    """One that waits, whose notices are on their way."""
    name = f"again-{request.node.name}"[:60]
    return decided(running.app, name, "CONFIDENTIAL: Daniel", about_daniel(f"has a {name} bicycle"))


@pytest.fixture
def case(running: RunningConsole, waiting: CaseId) -> CaseId:
    """One that waits, whose notices were handed over."""
    taken(running.app)
    return waiting


def notices(running: RunningConsole, case: CaseId) -> list[StoredOutgoing]:
    (found,) = running.app.queue().trace(case)
    return [one for one in found.outgoing if one.kind is FinishedKind.NOTICE]


def again(browser: Browser, case: CaseId, number: int | str) -> Answered:
    return browser.post(f"/trace/{case}/notices/{number}/again", {"form_token": browser.get("/account").token})


def test_it_goes_once_more_to_the_same_person_and_no_sooner_than_in_an_hour(
    running: RunningConsole, ict: Browser, case: CaseId
) -> None:
    first = notices(running, case)[0]
    to = first.recipients[0].address
    assert f"/trace/{case}/notices/{first.id}/again" in ict.get(f"/trace/{case}").text
    answer = again(ict, case, first.id)
    assert answer.goes_to == f"/trace/{case}?again=yes", re.findall(
        r"error-summary__list.*?</ul>", answer.text, re.DOTALL
    )
    assert "The notice goes out again now." in ict.get(f"/trace/{case}?again=yes").text
    *_, newest = notices(running, case)
    assert newest.id != first.id
    assert ([one.address for one in newest.recipients], newest.channel, newest.sender) == (
        [to],
        first.channel,
        first.sender,
    )
    contents = running.app.contents()
    before, after = (message_from_bytes(contents.content(one.content), policy=default) for one in (first, newest))
    assert before["Message-ID"] != after["Message-ID"]
    assert before["Message-ID"].rpartition("@")[2] == after["Message-ID"].rpartition("@")[2]
    del before["Message-ID"], after["Message-ID"]
    assert before.as_bytes() == after.as_bytes()
    (told,) = [
        one
        for one in entries(running.app.database, case=case, kinds=[RecordKind.OPERATED])
        if one.facts["what"] == "resend-notice"
    ]
    assert (told.by, told.facts["to"]) == (account_of(AccountRole.ICT), to)
    taken(running.app)
    for number in (first.id, newest.id):
        soon = again(ict, case, number)
        assert (soon.status, "within the last hour" in soon.text) == (422, True)
    assert notices(running, case)[-1].id == newest.id


def test_what_is_on_its_way_is_not_sent_twice(running: RunningConsole, ict: Browser, waiting: CaseId) -> None:
    before = notices(running, waiting)
    assert "/again" not in ict.get(f"/trace/{waiting}").text
    answer = again(ict, waiting, before[0].id)
    assert (answer.status, "It is still on its way." in answer.text) == (422, True)
    assert len(notices(running, waiting)) == len(before)


def test_what_would_leave_is_never_sent_again(running: RunningConsole, ict: Browser, case: CaseId) -> None:
    one = notices(running, case)[0]
    with running.app.database.write() as connection:
        connection.execute(
            update(outgoing_recipient)
            .where(outgoing_recipient.c.outgoing_id == one.id)
            .values(address="somebody@elsewhere.example")
        )
    answer = again(ict, case, one.id)
    assert (answer.status, "does not stay inside" in answer.text) == (422, True)
    with running.app.database.read() as connection:
        sent = connection.scalars(
            select(outgoing_recipient.c.outgoing_id).where(
                outgoing_recipient.c.address == "somebody@elsewhere.example"
            )
        ).all()
    assert sent == [one.id]


def test_another_cases_notice_is_none_of_this_one(running: RunningConsole, ict: Browser, case: CaseId) -> None:
    other = decided(running.app, "again-other", "CONFIDENTIAL: Daniel", about_daniel("has another bicycle"))
    taken(running.app)
    for number in (notices(running, other)[0].id, "0", "x"):
        assert again(ict, case, number).status == 404
    assert again(with_role(running, AccountRole.MANAGER), case, notices(running, case)[0].id).status == 404


def test_only_its_own_message_id_changes() -> None:
    written = b"From: a@b.example\r\nMessage-ID: <x.1@h.example>\r\n\r\nMessage-ID: <y@z>\r\n\r\nend"
    made = _anew(written, "0123abcd")
    assert re.findall(rb"<([^>]+)>", made) == [b"x.1.again-0123abcd@h.example", b"y@z"]
    assert made.replace(b".again-0123abcd", b"") == written
