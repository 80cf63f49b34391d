"""The pages of information governance in a real browser: for everybody's eyes, ears and hands, wide and narrow."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from gateway.demo.organisation import PASSWORD
from gateway.model.risks import Likelihood
from gateway.registers.files.columns import RegisterKind
from gateway.sign_in.accounts import AccountRole
from tests.console.conftest import RunningConsole
from tests.console.held_rows import held_and_let_go
from tests.console.screens import Person, chromium

LEAD = "eyes.lead@family-support.example"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def lead(running: RunningConsole, browser: Browser) -> Iterator[Person]:
    now = datetime.now(UTC)
    running.app.accounts.add(LEAD, PASSWORD, roles=[AccountRole.IG], by="test", at=now)
    asked = {"id": "S-EYES", "type": "sar", "requester": "P-2", "person": "P-2", "opened": "2026-10-01"}
    kept = {"id": "R-EYES", "person": "P-3", "from": "P-4", "about": "who told us", "approved_on": "2026-10-01"}
    kept |= {"approved_by": "mo.hughes@family-support.example", "requested_by": "ana.sharma@family-support.example"}
    registers = running.app.registers()
    registers.apply(RegisterKind.REQUESTS, [asked], replace=False, by="test", at=now)
    registers.apply(RegisterKind.RESTRICTIONS, [kept], replace=False, by="test", at=now)
    running.app.breach_book().open(
        "A letter was opened.", aware_at=now, case=None, about=("P-1",), likelihood=Likelihood.RISK, by="test", at=now
    )
    running.app.risk_book().open(("HOUSING",), "No agreement.", by="test", at=now)
    person = Person(browser, running.port)
    held_and_let_go(running.app, now)
    person.sign_in(LEAD)
    yield person
    assert person.complaints == []
    person.close()


def test_the_way_from_home_to_a_change_that_counts(running: RunningConsole, lead: Person) -> None:
    lead.open("/")
    lead.page.get_by_role("link", name="Information governance", exact=True).first.click()
    lead.page.get_by_role("link", name="Registers", exact=True).click()
    lead.page.get_by_role("link", name="People", exact=True).click()
    lead.page.fill("#search", "haddad")
    lead.press("Show")
    lead.page.get_by_role("link", name="P-7", exact=True).click()
    lead.page.get_by_role("button", name="Change", exact=True).click()
    lead.page.fill("#date_of_birth", "14/02/2011")
    lead.press("Continue")
    assert "There is a problem" in lead.text
    assert lead.page.title().startswith("Error:")
    assert lead.page.evaluate("document.activeElement.className") == "govuk-error-summary"
    assert lead.faults() == []
    lead.page.get_by_role("link", name="Date of birth: not a date").click()
    lead.page.fill("#date_of_birth", "2011-02-14")
    lead.page.fill("#language", "English")
    lead.press("Continue")
    assert lead.heading == "Check before it counts"
    assert lead.faults() == []
    lead.press("Change it")
    assert lead.page.input_value("#language") == "English"
    lead.press("Continue")
    lead.press("Confirm")
    assert "It was changed." in lead.text
    assert lead.faults() == []


def test_people_and_partners_are_chosen_by_name(lead: Person) -> None:
    lead.open("/registers/consents/add")
    offered = lead.page.locator("#party-offered option").all()
    assert ("COUNCIL", "Borough Council") in [(one.get_attribute("value"), one.text_content()) for one in offered]
    lead.page.fill("#person", "price")
    lead.page.fill("#given_by", "karen price")
    lead.press("Continue")
    assert "Choose who is meant." in lead.text
    assert lead.page.input_value("#given_by") == "P-4"
    found = lead.faults("consent-who")
    lead.page.select_option("#person", "P-3")
    lead.press("Continue")
    assert "Choose who is meant." not in lead.text
    assert lead.page.input_value("#person") == "P-3"
    assert found == []


def test_a_file_is_brought_in_by_hand(lead: Person, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(b"Ref,Full name,Date of birth\nP-E1,Eve Nolan,2014-01-02\n")
    lead.open("/registers/people/import")
    lead.press("Continue")
    assert "Choose a file" in lead.text
    assert lead.faults() == []
    lead.page.set_input_files("#file", file)
    lead.press("Continue")
    assert lead.heading == "Which column is which?"
    assert lead.faults() == []
    lead.page.select_option("#column-0", "id")
    lead.page.select_option("#column-1", "name")
    lead.press("Continue")
    assert lead.heading == "What the file would change"
    assert lead.faults() == []
    lead.press("Put it into the register")
    assert "The file is in the register." in lead.text
    file.write_bytes(b"id,name,date_of_birth\nP-E1,,2.1.2014\n")
    lead.open("/registers/people/import")
    lead.page.set_input_files("#file", file)
    lead.press("Continue")
    assert "2 things are wrong" in lead.text
    assert lead.faults() == []
    lead.open("/registers/people/changes")
    lead.page.get_by_role("link", name="Put it back").first.click()
    assert lead.faults() == []
    lead.press("Put it back")
    assert "The change was put back." in lead.text


def test_the_list_for_whoever_asks_is_read_first(lead: Person) -> None:
    lead.open("/people/about?id=P-2")
    lead.press("Show it")
    assert "Nothing about them was shared" in lead.text
    assert lead.faults() == []
    lead.open("/registers/people/merge?old=P-1&new=P-1")
    lead.press("Continue")
    assert lead.faults() == []


def test_it_works_without_scripts(running: RunningConsole, browser: Browser) -> None:
    name, now = "plain.lead@family-support.example", datetime.now(UTC)
    running.app.accounts.add(name, PASSWORD, roles=[AccountRole.IG], by="test", at=now)
    person = Person(browser, running.port, scripts=False)
    person.sign_in(name)
    person.open("/risks/add")
    person.page.fill("#what", "The printer stands in the corridor.")
    person.press("Add it")
    assert "The risk was added." in person.text
    person.open("/registers/requests/add")
    for field, value in (("id", "F-PLAIN"), ("requester", "A paper"), ("opened", "2026-11-02")):
        person.page.fill(f"#{field}", value)
    person.page.select_option("#type", "foi")
    person.press("Continue")
    person.press("Confirm")
    assert "20 working days" in person.text
    with person.page.expect_download() as download:
        person.open("/requests")
        person.press("CSV")
    assert download.value.suggested_filename == "requests.csv"
    person.close()
