"""What an email says, for whoever runs the service: not without a grant, not after it, and not about themselves."""

import re
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from sqlalchemy import update

from gateway.model.lifecycle import Lane
from gateway.model.message import CaseId
from gateway.model.outcome import RecordKind
from gateway.record.reading import entries
from gateway.sign_in.accounts import AccountRole
from gateway.store.tables import content_view
from tests.console.conftest import RunningConsole
from tests.console.http import Browser
from tests.console.mails import about_daniel, decided
from tests.console.people import IRIS, account_of, signed_in, with_role

SECRET = "asked for a place in the breakfast club"
WHY = "It stops the worker each time it is read."
# Emails of other tests of the same console may be asked for too.
ASKS = re.compile(r"(person asks|people ask) to look into an email")


@pytest.fixture(scope="module")
def ict(running: RunningConsole) -> Browser:
    return with_role(running, AccountRole.ICT)


@pytest.fixture(scope="module")
def iris(running: RunningConsole) -> Browser:
    return signed_in(running, IRIS)


@pytest.fixture
def case(running: RunningConsole, request: pytest.FixtureRequest) -> CaseId:
    name = f"views-{abs(hash(request.node.name))}"
    return decided(running.app, name, "CONFIDENTIAL: Daniel", about_daniel(SECRET))


def asked(running: RunningConsole, ict: Browser, case: CaseId) -> int:
    page = ict.get(f"/trace/{case}/content")
    done = ict.post(f"/trace/{case}/ask", {"form_token": page.token, "why": WHY})
    assert done.goes_to == f"/trace/{case}/content"
    found = running.app.content_views().newest(case, account_of(AccountRole.ICT), datetime.now(UTC))
    assert found is not None
    return found.n


def answered(iris: Browser, n: int, hours: str) -> str:
    form = {"form_token": iris.get("/views").token, "hours": hours, "why": "It is needed to mend it."}
    assert "Check your answer" in iris.post(f"/views/{n}/check", form).text
    return iris.post(f"/views/{n}/answer", form).goes_to


def test_without_a_grant_there_is_nothing_and_with_one_all_until_it_is_taken_back(
    running: RunningConsole, ict: Browser, iris: Browser, case: CaseId
) -> None:
    assert SECRET not in ict.get(f"/trace/{case}/content").text
    n = asked(running, ict, case)
    assert SECRET not in ict.get(f"/trace/{case}/content").text
    assert ASKS.search(iris.get("/").text)
    waiting = iris.get("/views").text
    assert case in waiting
    assert WHY in waiting
    assert SECRET not in waiting
    assert answered(iris, n, "2") == "/views?done=granted"
    shown = ict.get(f"/trace/{case}/content").text
    assert SECRET in shown
    assert "console-hit" in shown
    viewed = entries(running.app.database, case=case, kinds=[RecordKind.VIEWED])
    assert [(one.by, one.facts["what"], one.facts["view"]) for one in viewed] == [
        (account_of(AccountRole.ICT), "content", n)
    ]
    token = iris.get("/views").token
    assert iris.post(f"/views/{n}/revoke", {"form_token": token}).goes_to == "/views?done=revoked"
    assert SECRET not in ict.get(f"/trace/{case}/content").text
    assert iris.post(f"/views/{n}/revoke", {"form_token": token}).status == 422


def test_it_ends_by_itself(running: RunningConsole, ict: Browser, iris: Browser, case: CaseId) -> None:
    n = asked(running, ict, case)
    answered(iris, n, "1")
    assert SECRET in ict.get(f"/trace/{case}/content").text
    with running.app.database.write() as connection:
        connection.execute(
            update(content_view).where(content_view.c.n == n).values(until=datetime.now(UTC) - timedelta(seconds=1))
        )
    assert SECRET not in ict.get(f"/trace/{case}/content").text


def test_a_grant_is_for_one_person(running: RunningConsole, ict: Browser, iris: Browser, case: CaseId) -> None:
    answered(iris, asked(running, ict, case), "1")
    assert SECRET not in iris.get(f"/trace/{case}/content").text


def test_a_refusal_says_why_and_whoever_needs_it_no_longer_gives_it_back(
    running: RunningConsole, ict: Browser, iris: Browser, case: CaseId
) -> None:
    assert answered(iris, asked(running, ict, case), "no") == "/views?done=refused"
    assert "It is needed to mend it." in ict.get(f"/trace/{case}/content").text
    answered(iris, asked(running, ict, case), "4")
    page = ict.get(f"/trace/{case}/content")
    assert SECRET in page.text
    assert ict.post(f"/trace/{case}/content/give-back", {"form_token": page.token}).status == 303
    assert SECRET not in ict.get(f"/trace/{case}/content").text


def test_who_has_both_roles_does_not_let_themselves_in(running: RunningConsole, iris: Browser, case: CaseId) -> None:
    token = iris.get(f"/trace/{case}/content").token
    iris.post(f"/trace/{case}/ask", {"form_token": token, "why": WHY})
    found = running.app.content_views().newest(case, IRIS, datetime.now(UTC))
    assert found is not None
    assert "somebody else must answer it" in iris.get("/views").text
    form = {"form_token": token, "hours": "1", "why": "I want to."}
    answer = iris.post(f"/views/{found.n}/answer", form)
    assert (answer.status, "Somebody else must answer this" in answer.text) == (422, True)
    assert SECRET not in iris.get(f"/trace/{case}/content").text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"hours": "1", "why": ""}, "Say why, in a sentence."),
        ({"why": "x"}, "Choose for how long"),
        ({"hours": "100", "why": "x"}, "Choose for how long"),
    ],
)
def test_half_an_answer_is_none(
    running: RunningConsole, ict: Browser, iris: Browser, case: CaseId, said: dict[str, str], told: str
) -> None:
    n = asked(running, ict, case)
    token = iris.get("/views").token
    for step in ("check", "answer"):
        answer = iris.post(f"/views/{n}/{step}", {"form_token": token, **said})
        assert (answer.status, told in answer.text) == (422, True)
    assert iris.get("/views/none").status == 404
    assert iris.post("/views/999999/check", {"form_token": token, **said}).status == 404


def test_a_question_needs_a_reason(ict: Browser, case: CaseId) -> None:
    token = ict.get(f"/trace/{case}/content").token
    answer = ict.post(f"/trace/{case}/ask", {"form_token": token, "why": "please"})
    assert (answer.status, "Say why you need to see it" in answer.text) == (422, True)


def mailed(running: RunningConsole, n: int) -> list[tuple[str, str]]:
    """To whom mails about a view go, and which; every word of theirs is looked at."""
    found = []
    for step in running.app.queue().queue(lane=Lane.DELIVER, limit=10_000):
        assert step.outgoing is not None
        mail = running.app.steps().load_outgoing(step.outgoing)
        parsed = message_from_bytes(running.app.contents().content(mail.content), policy=default)
        if str(parsed["Message-ID"]).startswith(f"<view-{n}."):
            assert not [word for word in (WHY, SECRET, "Daniel") if word in parsed.as_string()]
            found.append((str(parsed["To"]), str(parsed["Subject"])))
    return found


def test_each_is_told_by_mail_and_once(running: RunningConsole, ict: Browser, iris: Browser, case: CaseId) -> None:
    asker = account_of(AccountRole.ICT)
    n = asked(running, ict, case)
    page = ict.get(f"/trace/{case}/content")
    assert ict.post(f"/trace/{case}/ask", {"form_token": page.token, "why": WHY}).status == 422
    assert mailed(running, n).count((IRIS, "Somebody asks to see what an email says")) == 1
    assert asker not in {to for to, _ in mailed(running, n)}

    answered(iris, n, "2")
    assert (asker, "You may look at the email that you asked for") in mailed(running, n)
    iris.post(f"/views/{n}/revoke", {"form_token": iris.get("/views").token})
    assert (asker, "You may not look at the email any more") in mailed(running, n)

    n = asked(running, ict, case)
    answered(iris, n, "no")
    assert (asker, "You may not look at the email that you asked for") in mailed(running, n)
    assert len([to for to, _ in mailed(running, n) if to == asker]) == 1
