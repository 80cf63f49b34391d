"""The pages about the service: who may ask for which, what they change, and what the record says of it."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy import update

from gateway.console.pages.service.routes import SERVICE
from gateway.console.permissions import Method, PageRoute, Permission
from gateway.console.sign_in.authenticators import AuthenticatorBook
from gateway.model.outcome import RecordKind
from gateway.record.reading import entries
from gateway.sign_in.accounts import AccountRole
from gateway.store.tables import console_session
from tests.console.conftest import RunningConsole
from tests.console.http import Browser
from tests.console.people import IRIS, path_of, signed_in, with_role

ALLOWED = {
    Permission.SIGNED_IN: set(AccountRole),
    Permission.GOVERNS: {AccountRole.IG},
    Permission.RUNS: {AccountRole.ICT},
    Permission.OVERSEES: {AccountRole.IG, AccountRole.ICT},
    Permission.AUDITS: {AccountRole.IG, AccountRole.AUDITOR},
}
TODAY = datetime.now(UTC).date()


@pytest.fixture(scope="module")
def browsers(running: RunningConsole) -> Mapping[AccountRole, Browser]:
    return {role: with_role(running, role) for role in AccountRole}


@pytest.fixture
def iris(running: RunningConsole) -> Browser:
    return signed_in(running, IRIS)


@pytest.mark.parametrize("route", SERVICE, ids=lambda one: f"{one.method} {one.path}")
def test_each_page_is_for_the_roles_of_its_permission_and_for_no_other(
    browsers: Mapping[AccountRole, Browser], route: PageRoute
) -> None:
    for role, browser in browsers.items():
        if route.method is Method.GET:
            # What is asked for is not there, and an allowed page may say so too: the menu tells who may.
            allowed = role in ALLOWED[route.permission]
            status = browser.get(path_of(route)).status
            assert status == 404 if not allowed else status in ({200} if "{" not in route.path else {200, 404}), role
        else:
            # A form without a token is refused as such only where the page is for this person at all.
            wanted = 403 if role in ALLOWED[route.permission] else 404
            assert browser.post(path_of(route), {}).status == wanted, role


@pytest.mark.parametrize("role", AccountRole)
def test_home_and_the_menu_lead_to_what_is_for_this_role(
    browsers: Mapping[AccountRole, Browser], role: AccountRole
) -> None:
    home = browsers[role].get("/").text
    assert ('href="/service"' in home) is (role in ALLOWED[Permission.OVERSEES])


def form(page: Browser, **said: str) -> dict[str, str]:
    start = {
        "mode": "coach",
        "clause": "FACT-1",
        "team": "Schools",
        "starts": TODAY.isoformat(),
        "ends": (TODAY + timedelta(days=20)).isoformat(),
        "reason": "New to the schools team",
    }
    return {**start, **said, "form_token": page.get("/modes").token}


def test_an_ig_lead_tries_a_rule_out_and_ends_it(running: RunningConsole, iris: Browser) -> None:
    checked = iris.post("/modes/check", form(iris))
    assert checked.status == 200
    assert "Check the change" in checked.text
    assert not [one for one in running.app.registers().snapshot().modes if one.clause == "FACT-1"]

    assert iris.post("/modes/change", form(iris)).goes_to == "/modes?done=changed"
    (made,) = [one for one in running.app.registers().snapshot().modes if one.clause == "FACT-1"]
    assert (made.mode.word, made.team, made.signed_by, made.reason) == (
        "coach",
        "Schools",
        IRIS,
        "New to the schools team",
    )
    assert made.in_force(datetime.now(UTC))
    last = entries(running.app.database, kinds=[RecordKind.REGISTER_CHANGED])[-1]
    assert (last.by, last.facts["register"]) == (IRIS, "modes")

    page = iris.get("/modes")
    assert "New to the schools team" in page.text
    form_of_it = iris.get(f"/modes?change={made.id}").text
    assert f'value="{made.id}"' in form_of_it
    assert iris.post("/modes/check-end", {"form_token": page.token, "id": made.id}).status == 200
    assert iris.post("/modes/end", {"form_token": page.token, "id": made.id}).goes_to == "/modes?done=ended"
    (over,) = [one for one in running.app.registers().snapshot().modes if one.clause == "FACT-1"]
    assert not over.in_force(datetime.now(UTC))
    again = iris.post("/modes/end", {"form_token": page.token, "id": made.id})
    assert (again.status, "not in force any more" in again.text) == (422, True)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"mode": ""}, "Choose how far the rule goes."),
        ({"mode": "sometimes"}, "How far it goes"),
        ({"starts": "30/11/2026"}, "First day"),
        ({"ends": ""}, "Enter the last day"),
        ({"ends": (TODAY - timedelta(days=3)).isoformat()}, "Last day: not after starts"),
        ({"ends": (TODAY + timedelta(days=500)).isoformat()}, "twelve months"),
        ({"reason": ""}, "Say why, in a sentence."),
        ({"clause": "not a clause"}, "Rule: not a clause"),
        ({"id": "M-999"}, "not there any more"),
    ],
)
def test_what_is_wrong_with_a_trial_is_told_and_the_form_kept(
    running: RunningConsole, iris: Browser, said: dict[str, str], told: str
) -> None:
    before = running.app.registers().generation()
    for path in ("/modes/check", "/modes/change"):
        answer = iris.post(path, form(iris, **said))
        assert answer.status == 422
        assert told in answer.text
        assert "There is a problem" in answer.text
        assert (said.get("reason", "New to the schools team") in answer.text) is True
    assert running.app.registers().generation() == before


def test_who_is_no_lead_in_the_staff_register_signs_nothing(
    running: RunningConsole, browsers: Mapping[AccountRole, Browser]
) -> None:
    browser = browsers[AccountRole.IG]
    answer = browser.post("/modes/change", form(browser))
    assert answer.status == 422
    assert "Only an information lead" in answer.text


def test_ict_reads_the_modes_and_has_no_form(browsers: Mapping[AccountRole, Browser]) -> None:
    page = browsers[AccountRole.ICT].get("/modes")
    assert page.status == 200
    assert 'action="/modes/check"' not in page.text


def test_a_change_needs_a_code_of_the_last_half_hour(running: RunningConsole, iris: Browser) -> None:
    book, now = AuthenticatorBook(running.app.database, running.app.keys.accounts), datetime.now(UTC)
    if not book.has(IRIS):
        assert book.take(IRIS, pyotp.TOTP(book.begin(IRIS, now)).at(now), now)
    with running.app.database.write() as connection:
        connection.execute(
            update(console_session)
            .where(console_session.c.account == IRIS)
            .values(checked_at=datetime.now(UTC) - timedelta(minutes=31))
        )
    before = running.app.registers().generation()
    said = form(iris)
    assert 'name="code"' in iris.post("/modes/check", said).text
    for code, told in (("", "Enter the code that your app shows now."), ("000000", "That code is not right")):
        answer = iris.post("/modes/change", {**said, "code": code})
        assert answer.status == 422
        assert told in answer.text
    assert running.app.registers().generation() == before
