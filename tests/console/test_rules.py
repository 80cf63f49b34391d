"""Rules in words, policies that were in use, bringing one back, and trying one on past mail."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.model.message import CaseId
from gateway.model.outcome import RecordKind
from gateway.policy.file import parse
from gateway.record.reading import entries
from gateway.sign_in.accounts import AccountRole
from tests.console.conftest import RunningConsole
from tests.console.http import Browser
from tests.console.mails import about_daniel, decided
from tests.console.people import account_of, with_role

RULE = """\
rules:
  - name: no-halls
    clause: OWN-1
    when: {subject: [hall]}
    then: {treatment: hold, held_for: [line_manager]}
    tests:
      - given: {subject: "the hall is open"}
        expect: hold
      - given: {subject: "the room is open"}
        expect: nothing
"""


@pytest.fixture(scope="module")
def ict(running: RunningConsole) -> Browser:
    return with_role(running, AccountRole.ICT)


@pytest.fixture
def two(running: RunningConsole) -> Iterator[tuple[str, str]]:
    """The policy of the file is in use; an earlier one has a rule more. Their versions, the earlier first."""
    app, file = running.app, policy_file(running)
    now = file.read_text()
    before = now.replace("rules: []\n", RULE)
    assert before != now
    versions = tuple(parse(text, "x").policy.version for text in (before, now))
    for version, text in zip(versions, (before, now), strict=True):
        app.policies().take(version, text, app.clock.now())
    yield versions[0], versions[1]
    file.write_text(now)


def policy_file(running: RunningConsole) -> Path:
    return running.app.settings.folder / "policy.yaml"


def test_the_rules_stand_in_words_with_what_they_did(running: RunningConsole, ict: Browser, two: object) -> None:
    decided(running.app, "rules-1", "CONFIDENTIAL: Daniel", about_daniel("came late on Tuesday"))
    page = ict.get("/rules").text
    assert "The message is marked before it is shared." in page
    assert "You have no rules of your own." in page
    assert "Clauses under which no email was stopped or changed:" in page
    never = page.partition("Clauses under which no email was stopped or changed:")[2]
    assert "AGREE-6" in never
    assert "CONS-1" not in never


def test_a_version_tells_what_it_would_change(ict: Browser, two: tuple[str, str]) -> None:
    earlier, now = two
    page = ict.get("/rules/versions").text
    assert f'href="/rules/versions/{earlier}"' in page
    assert "policy.yaml was changed" in page
    shown = ict.get(f"/rules/versions/{earlier}").text
    assert "rules: no-halls" in shown
    assert "Bring it back" in shown
    assert "Bring it back" not in ict.get(f"/rules/versions/{now}").text
    assert ict.get("/rules/versions/0000000000000000").status == 404


def test_an_earlier_policy_is_brought_back_and_the_record_says_by_whom(
    running: RunningConsole, ict: Browser, two: tuple[str, str]
) -> None:
    earlier, now = two
    path = f"/rules/versions/{earlier}"
    token = ict.get("/rules/try").token
    assert "Check before you bring it back" in ict.post(f"{path}/check", {"form_token": token}).text
    policy_file(running).write_text(policy_file(running).read_text() + "# a change that nobody took\n")
    assert ict.post(f"{path}/roll-back", {"form_token": token}).goes_to == "/rules/versions?done=back"
    assert "no-halls" in policy_file(running).read_text()
    in_force = running.app.policies().in_force()
    assert in_force is not None
    assert in_force.version == earlier
    last = entries(running.app.database, kinds=[RecordKind.POLICY_CHANGED])[-1]
    assert (last.by, last.facts["policy"], last.facts["before"]) == (account_of(AccountRole.ICT), earlier, now)
    kept = [one for one in policy_file(running).parent.glob("policy.yaml.*") if "nobody took" in one.read_text()]
    assert len(kept) == 1
    again = ict.post(f"{path}/roll-back", {"form_token": token})
    assert (again.status, "is the one in use" in again.text) == (422, True)


def test_a_policy_whose_tests_fail_now_is_not_brought_back(
    running: RunningConsole, ict: Browser, two: object
) -> None:
    app, file = running.app, policy_file(running)
    bad = file.read_text().replace("rules: []\n", RULE.replace("expect: nothing", "expect: hold"))
    version = parse(bad, "x").policy.version
    app.policies().take(version, bad, app.clock.now())
    app.policies().take("in-use-now", file.read_text(), app.clock.now())
    before = file.read_text()
    token = ict.get("/rules/try").token
    for step in ("check", "roll-back"):
        answer = ict.post(f"/rules/versions/{version}/{step}", {"form_token": token})
        assert answer.status == 422
        assert "rule no-halls, test 2" in answer.text
    assert file.read_text() == before


def test_a_policy_is_tried_on_past_mail_beside_the_page(running: RunningConsole, ict: Browser) -> None:
    case = decided(running.app, "rules-2", "INTERNAL: the hall", "Dear colleagues,\n\nThe hall is open.\n")
    text = policy_file(running).read_text().replace("rules: []\n", RULE).encode()
    page = ict.get("/rules/try")
    form = {"form_token": page.token, "days": "1"}
    assert ict.upload("/rules/try", form, "policy", text, "policy.yaml").goes_to == "/rules/try"
    shown = done(ict)
    assert f'href="/trace/{case}"' in shown
    assert "rule no-halls" in shown
    assert "share" in shown
    told = entries(running.app.database, kinds=[RecordKind.OPERATED])[-1]
    assert told.facts["what"] == "try-policy"
    assert case == CaseId(case)


@pytest.mark.parametrize(
    ("content", "days", "told"),
    [
        (b"version: 1\nnot_a_key: 2\n", "7", "not_a_key"),
        (b"\xff\xfe", "7", "not text in UTF-8"),
        (b"", "x", "Choose how far back."),
    ],
)
def test_what_is_no_policy_is_told(ict: Browser, content: bytes, days: str, told: str) -> None:
    form = {"form_token": ict.get("/rules/try").token, "days": days}
    answer = ict.upload("/rules/try", form, "policy", content, "policy.yaml")
    assert (answer.status, told in answer.text) == (422, True)


def done(browser: Browser) -> str:
    deadline = time.monotonic() + 60
    while "One is under way" in (text := browser.get("/rules/try").text) or "Last done" not in text:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return text
