"""Tests of the policy: facts kept of a mail or a look, tried on other policies, accepted, removed; who sees what."""

import json
import re
from datetime import UTC, datetime
from typing import Final

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner

from gateway.cli.main import app as command
from gateway.console.pages.service.policy_tests import _told
from gateway.demo.organisation import PASSWORD
from gateway.model.message import CaseId
from gateway.model.outcome import RecordKind
from gateway.past.kept_tests import MOST, KeptTests, run
from gateway.policy.file import parse
from gateway.record.reading import entries
from gateway.sign_in.accounts import AccountRole
from gateway.spool.retention import purge
from gateway.spool.sheets import sheets
from gateway.store.keys import period_of
from gateway.store.tables import content, content_chunk, policy_test
from tests.console.conftest import RunningConsole
from tests.console.http import Answered, Browser
from tests.console.mails import about_daniel, decided
from tests.console.people import signed_in, with_role
from tests.e2e.installation import mail

pytestmark = pytest.mark.xdist_group("console")

_RULE: Final = """
rules:
  - name: bicycles
    clause: OWN-1
    when: {to_party: [COUNCIL]}
    then: {treatment: refuse, note: "No bicycles."}
    tests:
      - given: {to_party: COUNCIL}
        expect: refuse
      - given: {to_party: ELM}
        expect: nothing
"""


@pytest.fixture(scope="module")
def lead(running: RunningConsole) -> Browser:
    return with_role(running, AccountRole.IG)


@pytest.fixture(scope="module")
def ict(running: RunningConsole) -> Browser:
    return with_role(running, AccountRole.ICT)


@pytest.fixture(scope="module")
def case(running: RunningConsole) -> CaseId:
    return decided(running.app, "policy-test", "CONFIDENTIAL: Daniel", about_daniel("has a red bicycle"))


@pytest.fixture
def book(running: RunningConsole) -> KeptTests:
    found = running.app.kept_tests()
    for one in found.all():
        found.remove(one.id, by="test", at=running.app.clock.now())
    return found


def stricter(running: RunningConsole) -> str:
    """A changed policy.yaml, in which nothing goes to the council."""
    text = (running.app.settings.folder / "policy.yaml").read_text()
    assert "rules: []\n" in text
    return text.replace("rules: []\n", _RULE)


def upload(browser: Browser, path: str, field: str, data: bytes, **said: str) -> Answered:
    return browser.upload(path, {"form_token": browser.get("/account").token, **said}, field, data)


def kept_look(browser: Browser, case: CaseId, name: str) -> Answered:
    path = f"/trace/{case}/looks/1"
    return browser.post(f"{path}/keep", {"form_token": browser.get(path).token, "test_name": name})


def test_a_look_is_kept_and_another_policy_asked_about_it(
    running: RunningConsole, lead: Browser, case: CaseId, book: KeptTests
) -> None:
    assert kept_look(lead, case, "  A letter   to the council ").goes_to == "/rules/tests?done=kept"
    (test,) = book.all()
    page = lead.get("/rules/tests").text
    assert "A letter to the council" in page
    assert "hold" in page
    same = upload(lead, "/rules/tests/try", "policy", b"")
    assert "0 of 1 tests would be answered otherwise." in same.text
    other = upload(lead, "/rules/tests/try", "policy", stricter(running).encode())
    assert "1 of 1 tests would be answered otherwise." in other.text
    assert re.search(r"Copy 1: hold(, \w+)? becomes <strong>refuse", other.text)
    assert "rule bicycles" in other.text
    wrong = upload(lead, "/rules/tests/try", "policy", b"rules: 7")
    assert wrong.status == 422
    told = [
        one.facts["what"]
        for one in entries(running.app.database, kinds=[RecordKind.OPERATED])
        if one.facts.get("test") == test.id or one.facts["what"] == "try-tests"
    ]
    assert told[-3:] == ["keep-test", "try-tests", "try-tests"]


def test_a_mail_in_a_file_is_decided_and_its_words_are_not_kept(
    running: RunningConsole, ict: Browser, book: KeptTests
) -> None:
    eml = mail("policy-test-file", "CONFIDENTIAL: Daniel", about_daniel("has a purple elephant"))
    answer = upload(ict, "/rules/tests", "mail", eml, test_name="From a file", to="duty@council.example")
    assert answer.goes_to == "/rules/tests?done=kept"
    (test,) = book.all()
    assert test.recipients()
    assert b"elephant" not in test.sheet
    page = ict.get(f"/rules/tests/{test.id}").text
    assert "You see kinds of what was found" in page
    assert "Daniel" not in page
    assert "P-1" not in page
    for fields, told in (
        ({"test_name": ""}, "Say in a few words what the test stands for."),
        ({"test_name": "x" * 81}, "Use 80 letters at most for the name."),
        ({"test_name": "x", "to": "nobody"}, "Enter whole email addresses"),
    ):
        refused = upload(ict, "/rules/tests", "mail", eml, **fields)
        assert (refused.status, told in refused.text) == (422, True)
    assert len(book.all()) == 1


def test_what_is_right_now_becomes_its_answer_and_it_lives_no_longer(
    running: RunningConsole, case: CaseId, book: KeptTests
) -> None:
    (look,) = sheets(running.app.database, running.app.contents(), case)
    now = running.app.clock.now()
    then = datetime(2025, 3, 15, tzinfo=UTC)
    running.app.keys.ensure_period(then)
    number = book.keep("One", look.document, look.policy, then, by="test", at=now)
    policy = parse(stricter(running), "policy.yaml").policy
    test = book.one(number)
    assert test is not None
    (before,) = run([test], policy)
    assert before.changed
    assert book.accept(test, policy, by="test", at=now)
    again = book.one(number)
    assert again is not None
    (after,) = run([again], policy)
    assert (after.changed, after.other_rules, after.tried.unread) == (False, (), 0)
    assert run([again], running.app.settings.policy.policy)[0].changed
    # Whoever looked at the answer from before has not seen this one.
    assert not book.accept(test, running.app.settings.policy.policy, by="test", at=now)
    with running.app.database.read() as connection:
        period = connection.scalar(
            select(content.c.period_id).join(policy_test, policy_test.c.content_id == content.c.id)
        )
    assert period == period_of(then) != period_of(now)


def test_what_is_removed_leaves_nothing_sealed(
    running: RunningConsole, lead: Browser, case: CaseId, book: KeptTests
) -> None:
    def stored() -> tuple[int, int]:
        with running.app.database.read() as connection:
            return (
                connection.scalar(select(func.count()).select_from(content)) or 0,
                connection.scalar(select(func.count()).select_from(content_chunk)) or 0,
            )

    before = stored()
    kept_look(lead, case, "One")
    (test,) = book.all()
    assert stored() != before
    path = f"/rules/tests/{test.id}"
    answer = lead.post(f"{path}/remove", {"form_token": lead.get(path).token})
    assert answer.goes_to == "/rules/tests?done=removed"
    assert stored() == before
    assert lead.get(path).status == 404


def test_nobody_sees_one_that_is_about_them(running: RunningConsole, case: CaseId, book: KeptTests) -> None:
    """Karen Price's own account, of information governance: Daniel is her household (SAFE-2)."""
    (look,) = sheets(running.app.database, running.app.contents(), case)
    number = book.keep("One", look.document, look.policy, look.at, by="test", at=running.app.clock.now())
    account = "karen.price@mail.example"
    running.app.accounts.add(account, PASSWORD, roles=[AccountRole.IG], by="t", at=datetime.now(UTC))
    browser = signed_in(running, account)
    assert "1 test is about you or your household" in browser.get("/rules/tests").text
    assert browser.get(f"/rules/tests/{number}").status == 404


def test_when_retention_took_it_it_says_so(
    running: RunningConsole, ict: Browser, case: CaseId, book: KeptTests
) -> None:
    (look,) = sheets(running.app.database, running.app.contents(), case)
    then = datetime(2024, 1, 15, tzinfo=UTC)
    running.app.keys.ensure_period(then)
    number = book.keep("Old", look.document, look.policy, then, by="test", at=running.app.clock.now())
    purge(running.app.database, running.app.keys, period_of(then), running.app.clock.now(), by="test")
    test = book.one(number)
    assert test is not None
    assert (test.name, test.sheet, test.recipients()) == ("", b"", None)
    page = ict.get(f"/rules/tests/{number}").text
    assert "deleted when its time was over" in page
    assert "Gone" in upload(ict, "/rules/tests/try", "policy", b"").text


def test_so_many_and_no_more(running: RunningConsole, lead: Browser, case: CaseId, book: KeptTests) -> None:
    (look,) = sheets(running.app.database, running.app.contents(), case)
    for _ in range(MOST):
        book.keep("x", b"{}", look.policy, look.at, by="test", at=running.app.clock.now())
    answer = kept_look(lead, case, "One more")
    assert (answer.status, "There are 200 tests. Remove one first." in answer.text) == (422, True)


def test_a_sensitive_rule_is_no_news_for_who_runs_the_service() -> None:
    assert _told(("protected-address", "rule bicycles", "no-marking"), veiled=False) == (
        "protected-address",
        "rule bicycles",
        "no-marking",
    )
    assert _told(("protected-address", "kept-from-subject", "no-marking"), veiled=True) == (
        "a check that only information governance sees",
        "no-marking",
    )


def test_the_command_line_asks_the_same(running: RunningConsole, case: CaseId, book: KeptTests) -> None:
    (look,) = sheets(running.app.database, running.app.contents(), case)
    number = book.keep("To the council", look.document, look.policy, look.at, by="test", at=running.app.clock.now())
    folder = running.app.settings.folder
    candidate = folder / "candidate.yaml"
    candidate.write_text(stricter(running))
    same = CliRunner().invoke(command, ["rules", "test", "--kept", "--config", str(folder)])
    assert same.exit_code == 0, same.output
    assert "1 kept email, 0 would be decided otherwise" in same.output
    args = ["rules", "test", "--kept", "--policy", str(candidate), "--config", str(folder), "--json"]
    other = CliRunner().invoke(command, args)
    assert other.exit_code == 1
    said = json.loads(other.output)
    (kept,) = said["kept"]
    assert (said["ok"], kept["test"], kept["changes"][0]["would_be"].partition(",")[0]) == (False, number, "refuse")
