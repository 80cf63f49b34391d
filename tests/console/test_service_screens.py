"""The pages about the service in a real browser: for everybody, wide and narrow, in order, in error and empty."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from gateway.model.message import CaseId
from gateway.sign_in.accounts import AccountRole
from tests.console.conftest import RunningConsole
from tests.console.mails import about_daniel, decided, put_off
from tests.console.people import IRIS, known, token_of
from tests.console.screens import Person, chromium

As = Callable[[str], Person]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as made:
        yield made


@pytest.fixture
def as_(running: RunningConsole, browser: Browser) -> Iterator[As]:
    people: list[Person] = []

    def enter(account: str) -> Person:
        person = Person(browser, running.port)
        person.enter(token_of(running, account))
        people.append(person)
        return person

    yield enter
    for person in people:
        assert person.complaints == []
        person.close()


@pytest.fixture(scope="module")
def case(running: RunningConsole) -> CaseId:
    decided(running.app, "screens-0", "INTERNAL: the hall", "Dear colleagues,\n\nThe hall is open on Sunday.\n")
    put_off(running.app)
    return decided(running.app, "screens-1", "CONFIDENTIAL: Daniel", about_daniel("has a new bicycle"))


def test_what_ict_works_with_serves_everybody(running: RunningConsole, as_: As, case: CaseId) -> None:
    tom = as_(known(running, AccountRole.ICT))
    found: list[str] = []
    for path in ("/service", "/health", "/operations", "/trace", f"/trace/{case}", "/rules", "/rules/versions"):
        tom.open(path)
        found += tom.faults()
    tom.page.get_by_role("link", name="The service").first.click()
    tom.page.get_by_role("link", name="Find an email").click()
    tom.page.fill("#key", "nothing-like-it")
    tom.press("Search")
    assert "No email is known by that." in tom.text
    tom.page.fill("#day", "tomorrow")
    tom.press("Search")
    assert "There is a problem" in tom.text
    found += tom.faults()
    tom.open(f"/trace/{case}/looks/1")
    assert "Person 1: subject" in tom.text
    found += tom.faults()
    tom.open("/explain")
    tom.press("Explain it")
    assert "Choose a file" in tom.text
    found += tom.faults()
    tom.open("/rules/try")
    found += tom.faults()
    tom.open("/users?search=mo.hughes")
    found += tom.faults()
    tom.page.get_by_role("link", name="Mo Hughes").click()
    tom.press("Continue")
    assert "Choose what should happen." in tom.text
    found += tom.faults()
    assert found == []


def test_a_view_is_asked_for_granted_and_used(running: RunningConsole, as_: As, case: CaseId) -> None:
    tom, iris = as_(known(running, AccountRole.ICT)), as_(IRIS)
    found: list[str] = []
    tom.open(f"/trace/{case}/content")
    tom.page.fill("#why", "It stops the worker each time it is read.")
    tom.press("Ask information governance")
    iris.open("/")
    iris.page.get_by_role("link", name="asks to look into an email").click()
    iris.press(f"Continue with {case}")
    assert "Choose for how long" in iris.text
    found += iris.faults()
    iris.page.check("input[name=hours][value='1']")
    iris.page.fill("textarea[name=why]", "It is needed to mend it.")
    iris.press(f"Continue with {case}")
    assert iris.heading == "Check your answer"
    found += iris.faults()
    iris.press("Confirm")
    found += iris.faults()
    tom.open(f"/trace/{case}/content")
    assert "has a new bicycle" in tom.text
    found += tom.faults()
    iris.page.get_by_role("button", name="End it now").click()
    tom.open(f"/trace/{case}/content")
    assert "has a new bicycle" not in tom.text
    assert found == []


def test_modes_and_the_record_serve_everybody(running: RunningConsole, as_: As, case: CaseId) -> None:
    iris, ada = as_(IRIS), as_(known(running, AccountRole.AUDITOR))
    found: list[str] = []
    iris.open("/modes")
    found += iris.faults()
    iris.press("Continue")
    assert "Choose how far the rule goes." in iris.text
    found += iris.faults()
    ada.open("/")
    ada.page.get_by_role("link", name="The record").first.click()
    found += ada.faults()
    ada.open(f"/record?case={case}&first=x")
    found += ada.faults()
    ada.open("/record?words=nothing-like-it")
    assert "Nothing is recorded that fits." in ada.text
    ada.open("/record/verify")
    found += ada.faults()
    assert found == []
