"""People: who may sign in, when they last did, and ending that."""

import re

import pytest

from gateway.demo.organisation import PASSWORD
from gateway.model.outcome import RecordKind
from gateway.record.reading import entries
from gateway.sign_in.accounts import AccountRole
from tests.console.conftest import RunningConsole
from tests.console.http import Browser
from tests.console.people import account_of, signed_in, with_role

ICT = account_of(AccountRole.ICT)


@pytest.fixture(scope="module")
def ict(running: RunningConsole) -> Browser:
    return with_role(running, AccountRole.ICT)


@pytest.fixture
def person(running: RunningConsole, request: pytest.FixtureRequest) -> str:
    name = f"u{abs(hash(request.node.name))}@family-support.example"
    running.app.accounts.add(name, PASSWORD, roles=[AccountRole.STAFF], by="test", at=running.app.clock.now())
    return name


def done(ict: Browser, account: str, what: str) -> str:
    path = f"/users/{account.replace('@', '%40')}"
    form = {"form_token": ict.get(path).token, "what": what}
    assert "Check before you do it" in ict.post(f"{path}/check", form).text
    return ict.post(f"{path}/change", form).goes_to


def test_people_show_with_role_team_manager_and_deputy(ict: Browser) -> None:
    page = ict.get("/users?search=mo.hughes").text
    assert "Mo Hughes" in page
    for text in ("Early Help", "manager", "Tess Cole", "Sam Field"):
        assert text in page
    assert "1 account." in page
    assert "Ana Sharma" in ict.get("/users?search=early+help").text
    assert "Nobody fits." in ict.get("/users?search=nobody-like-it").text
    assert ict.get("/users/nobody%40family-support.example").status == 404


def test_when_somebody_last_signed_in_shows(running: RunningConsole, ict: Browser, person: str) -> None:
    path = f"/users/{person.replace('@', '%40')}"
    assert "Never" in ict.get(path).text
    running.browser().sign_in(person)
    page = ict.get(path).text
    assert "Never" not in page
    assert "an authenticator app" in page
    assert "From 127.0.0.1" in page


def test_they_are_signed_out_at_once(running: RunningConsole, ict: Browser, person: str) -> None:
    browser = signed_in(running, person)
    assert browser.get("/").status == 200
    assert done(ict, person, "sessions").endswith("done=sessions")
    assert browser.get("/").status == 303
    last = entries(running.app.database, kinds=[RecordKind.USER_CHANGED])[-1]
    assert (last.by, last.facts["account"], last.facts["change"]) == (ICT, person, "signed-out")


def test_a_closed_account_opens_nothing(running: RunningConsole, ict: Browser, person: str) -> None:
    browser = signed_in(running, person)
    done(ict, person, "disable")
    assert browser.get("/").status == 303
    assert running.app.accounts.authenticate(person, PASSWORD) is None
    path = f"/users/{person.replace('@', '%40')}"
    again = ict.post(f"{path}/change", {"form_token": ict.get(path).token, "what": "disable"})
    assert (again.status, "closed already" in again.text) == (422, True)


def test_a_lost_telephone_is_forgotten(running: RunningConsole, ict: Browser, person: str) -> None:
    running.browser().sign_in(person)
    done(ict, person, "second-factor")
    answer = running.browser().password(person)
    assert answer.goes_to.startswith("/sign-in/set-up")
    last = entries(running.app.database, kinds=[RecordKind.USER_CHANGED])[-1]
    assert (last.by, last.facts["account"], last.facts["change"]) == (ICT, person, "authenticator")


@pytest.mark.parametrize(
    ("what", "told"), [("disable", "Somebody else must do this"), ("", "Choose what"), ("delete", "Choose what")]
)
def test_nobody_closes_the_door_behind_themselves(ict: Browser, what: str, told: str) -> None:
    path = f"/users/{ICT.replace('@', '%40')}"
    form = {"form_token": ict.get(path).token, "what": what}
    for step in ("check", "change"):
        answer = ict.post(f"{path}/{step}", form)
        assert (answer.status, told in answer.text) == (422, True)


def roles_form(browser: Browser, account: str, *roles: str) -> tuple[str, dict[str, str]]:
    """Where a form with these roles ticked goes, and the form."""
    path = f"/users/{account.replace('@', '%40')}"
    return path, {"form_token": browser.get(path).token, **{f"role_{role}": "yes" for role in roles}}


def test_a_role_is_given_and_sessions_end(running: RunningConsole, ict: Browser, person: str) -> None:
    browser = signed_in(running, person)
    path, form = roles_form(ict, person, "staff", "manager")
    assert "It counts at once" in ict.post(f"{path}/roles/check", form).text
    assert ict.post(f"{path}/roles/change", form).goes_to.endswith("done=roles")
    stored = running.app.accounts.stored(person)
    assert stored is not None
    assert stored.roles == (AccountRole.STAFF, AccountRole.MANAGER)
    assert browser.get("/").status == 303
    last = entries(running.app.database, kinds=[RecordKind.USER_CHANGED])[-1]
    assert (last.by, last.facts["change"], last.facts["roles"]) == (ICT, "roles", ["staff", "manager"])


@pytest.mark.parametrize(("answer", "given"), [("give", True), ("not", False)])
def test_an_administrators_right_takes_two(
    running: RunningConsole, ict: Browser, person: str, answer: str, given: bool
) -> None:
    lead = with_role(running, AccountRole.IG)
    path, form = roles_form(ict, person, "staff", "ict")
    assert "once somebody else" in ict.post(f"{path}/roles/check", form).text
    assert ict.post(f"{path}/roles/change", form).goes_to.endswith("done=roles-asked")
    stored = running.app.accounts.stored(person)
    assert stored is not None
    assert stored.roles == (AccountRole.STAFF,)
    page = lead.get(path)
    asked = re.search(r'name="asked" value="([^"]+)"', page.text)
    assert asked is not None
    said = {"asked": asked[1], "answer": answer}
    # Not by who asked, not for an older request, not with nothing chosen.
    mine = ict.post(f"{path}/roles/answer", {"form_token": ict.get(path).token, **said})
    assert (mine.status, "A second person must answer this." in mine.text) == (422, True)
    for wrong, told in (({"asked": "2026-01-01"}, "does not wait"), ({"answer": ""}, "Choose whether")):
        refused = lead.post(f"{path}/roles/answer", {"form_token": page.token, **said, **wrong})
        assert (refused.status, told in refused.text) == (422, True)
    browser = signed_in(running, person)
    assert "Check your answer" in lead.post(f"{path}/roles/answer/check", {"form_token": page.token, **said}).text
    done = lead.post(f"{path}/roles/answer", {"form_token": page.token, **said})
    assert done.goes_to.endswith("done=roles" if given else "done=roles-not-given")
    stored = running.app.accounts.stored(person)
    assert stored is not None
    assert (AccountRole.ICT in stored.roles) is given
    assert browser.get("/").status == (303 if given else 200)
    again = lead.post(f"{path}/roles/answer", {"form_token": page.token, **said})
    assert (again.status, "does not wait" in again.text) == (422, True)


@pytest.mark.parametrize(
    ("roles", "told"), [((), "Tick at least one role"), (("staff",), "These are their roles already.")]
)
def test_roles_that_change_nothing(ict: Browser, person: str, roles: tuple[str, ...], told: str) -> None:
    path, form = roles_form(ict, person, *roles)
    for step in ("check", "change"):
        answer = ict.post(f"{path}/roles/{step}", form)
        assert (answer.status, told in answer.text) == (422, True)


def test_nobody_gives_themselves_a_role(ict: Browser) -> None:
    path, form = roles_form(ict, ICT, "staff", "ict", "ig")
    answer = ict.post(f"{path}/roles/change", form)
    assert (answer.status, "Somebody else must change your own roles." in answer.text) == (422, True)
