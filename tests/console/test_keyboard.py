"""The console by keyboard alone, each role's way through it: with scripts and without."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser

from gateway.model.message import CaseId
from gateway.sign_in.accounts import AccountRole
from tests.console.conftest import RunningConsole
from tests.console.keyboard import Keyboard
from tests.console.mails import about_daniel, decided
from tests.console.people import IRIS, known, token_of
from tests.console.screens import Person, chromium
from tests.e2e.installation import ANA, MANAGER

At = Callable[[str], tuple[Person, Keyboard]]
UNMARKED = "Purpose: early-help\nFact/opinion: fact\n\nDear colleagues,\n\nMia Okafor will come on {day}.\n\nAna\n"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as made:
        yield made


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def at(request: pytest.FixtureRequest, running: RunningConsole, browser: Browser) -> Iterator[At]:
    people: list[Person] = []

    def made(account: str) -> tuple[Person, Keyboard]:
        person = Person(browser, running.port, scripts=request.param)
        person.enter(token_of(running, account))
        people.append(person)
        return person, Keyboard(person)

    yield made
    for person in people:
        assert person.complaints == []
        person.close()


@pytest.fixture(scope="module")
def case(running: RunningConsole) -> CaseId:
    return decided(running.app, "keys-0", "CONFIDENTIAL: Daniel", about_daniel("has a new scooter"))


def new(running: RunningConsole, what: str) -> str:
    return f"{what}-{datetime.now(UTC):%H%M%S%f}"


def test_a_sender_answers(running: RunningConsole, at: At) -> None:
    number = new(running, "sender")
    waits = decided(running.app, number, "Mia Okafor", UNMARKED.format(day=f"day {number}"))
    person, keys = at(ANA)
    person.open(f"/cases/{waits}")
    keys.press("Tab")
    assert person.focused() == "Skip to main content"
    keys.press("Enter", "Tab")
    assert keys.focused("main a, main button, main summary, main input")
    keys.choose("marking", "confidential")
    keys.enter("form[action$='/answer'] button")
    assert person.heading == "Thank you"
    assert keys.faults() == []


def test_a_manager_decides(running: RunningConsole, at: At) -> None:
    number = new(running, "manager")
    waits = decided(running.app, number, "CONFIDENTIAL: Daniel", about_daniel(f"has won prize {number}"))
    person, keys = at(MANAGER)
    person.open("/held?whose=mine")
    keys.enter(f"a[href$='{waits}']")
    keys.enter("form[action$='/check'] button[type=submit]:not([formaction])")
    assert keys.focused(".govuk-error-summary")
    keys.press("Tab", "Enter")
    assert keys.focused("#decision")
    keys.choose("decision", "return")
    keys.to("#why")
    keys.write("Please ask the family first.")
    keys.enter("form[action$='/check'] button[type=submit]:not([formaction])")
    assert person.heading == "Check your decision"
    keys.enter("main form button[type=submit]")
    assert person.heading == "Thank you"


def test_information_governance_changes_an_entry(at: At) -> None:
    person, keys = at(IRIS)
    person.open("/")
    keys.enter("nav a[href='/governance']")
    keys.enter("a[href='/registers']")
    keys.enter("main a[href='/registers/people']")
    keys.to("#search")
    keys.write("haddad")
    with person.page.expect_navigation():
        keys.press("Enter")
    keys.enter("main tbody a")
    keys.enter("a[href*='/change?']")
    keys.to("#date_of_birth")
    keys.write("14/02/2011")
    keys.enter("main form button[type=submit]")
    assert keys.focused(".govuk-error-summary")
    keys.press("Tab", "Enter")
    assert keys.focused("#date_of_birth")
    keys.write("2011-02-14")
    keys.to("#language")
    keys.write(datetime.now(UTC).strftime("Language %H %M %S %f"))
    keys.enter("main form button[type=submit]")
    assert person.heading == "Check before it counts"
    keys.enter("main form button[type=submit]")
    assert "It was changed." in person.text


def test_ict_finds_an_email(running: RunningConsole, at: At, case: CaseId) -> None:
    person, keys = at(known(running, AccountRole.ICT))
    person.open("/")
    keys.enter("nav a[href='/service']")
    keys.enter("main a[href='/trace']")
    keys.to("#key")
    keys.write(case)
    with person.page.expect_navigation():
        keys.press("Enter")
    keys.enter(f"main a[href$='{case}/looks/1'], main a[href$='/trace/{case}']")
    if person.page.url.endswith(case):
        keys.enter("main a[href$='/looks/1']")
    assert "Person 1: subject" in person.text


def test_an_auditor_checks_the_record(running: RunningConsole, at: At, case: CaseId) -> None:
    person, keys = at(known(running, AccountRole.AUDITOR))
    person.open("/")
    keys.enter("nav a[href='/record']")
    keys.to("#case")
    keys.write(case)
    with person.page.expect_navigation():
        keys.press("Enter")
    assert case in person.text
    keys.enter("main a[href='/record/verify']")
    keys.enter("main form button[type=submit]")
    assert "under way" in person.text or "Last done" in person.text


@pytest.mark.parametrize("at", [True], ids=["scripts"], indirect=True)
def test_the_keyboard_goes_through_every_kind_of_page(running: RunningConsole, at: At, case: CaseId) -> None:
    found: list[str] = []
    for name, paths in (
        (MANAGER, ("/", "/held", f"/cases/{case}", "/approvals", "/approve", "/account", "/account/passkeys")),
        (IRIS, ("/governance", "/registers/people", "/registers/people/add", "/reports", "/modes", "/views")),
        (known(running, AccountRole.ICT), ("/operations", "/explain", "/users", "/rules", "/rules/try")),
    ):
        person, keys = at(name)
        for path in paths:
            person.open(path)
            found += keys.faults()
    assert found == []
