"""The console as people use it: a running gateway, real mail, a real browser."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import Message
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import update

from gateway.demo.mailbox import Mailbox
from gateway.demo.organisation import make
from gateway.model.lifecycle import RecipientState
from gateway.model.outcome import RecordKind
from gateway.record.reading import entries
from gateway.spool.rows import TracedCase
from gateway.store.tables import console_session
from tests.console.content import OF_PROCESSES, changed, content
from tests.console.http import free_port
from tests.console.screens import Person, chromium
from tests.e2e.installation import ANA, BEN, DUTY, MANAGER, Installation, mail, mailbox, message_id, running

pytestmark = pytest.mark.xdist_group("console")

LEAD = "iris.grant@family-support.example"
FORGOTTEN = (
    "Purpose: early-help\nFact/opinion: fact\n\nDear colleagues,\n\n"
    "Mia Okafor will come on Thursday.\n\nKind regards\nAna\n"
)


def price(what: str) -> str:
    """About a child without consent. What a party has read once is not asked about again, so each says its own."""
    return (
        "Purpose: early-help\nFact/opinion: fact\n\nDear colleagues,\n\n"
        f"Daniel Price {what}. His mother is Karen Price, who was told about it on the telephone.\n\n"
        "Kind regards\nAna\n"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything that runs."""

    gateway: Installation
    box: Mailbox
    browser: Browser
    port: int

    def person(self, *, scripts: bool = True) -> Person:
        """Somebody at a browser."""
        return Person(self.browser, self.port, scripts=scripts)

    def held(self, number: str, subject: str, text: str, *, sender: str = ANA) -> TracedCase:
        """A mail that waits."""
        self.gateway.client.send(sender, (DUTY,), mail(number, subject, text, sender=sender))
        case = self.gateway.in_state(message_id(number), RecipientState.HELD)
        self.gateway.idle()
        return case


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    folder: Path = tmp_path_factory.mktemp("story")
    port = free_port()
    template = folder / "made"
    make(template, next_hop=1, port=0, console=port)
    with (
        mailbox(template, folder / "arrived") as (box, next_hop),
        running(template, folder / "run", next_hop=next_hop) as gateway,
        chromium() as browser,
    ):
        gateway.until(
            lambda: (gateway.folder / "var" / "console.json").exists() or None, seconds=60, what="the console"
        )
        yield Scene(gateway=gateway, box=box, browser=browser, port=port)


@pytest.fixture(scope="module")
def ana(scene: Scene) -> Iterator[Person]:
    person = scene.person()
    person.open("/")
    assert person.heading == "Sign in"
    person.sign_in(ANA)
    assert person.heading == "Home"
    yield person
    assert person.complaints == []
    person.close()


@pytest.fixture(scope="module")
def manager(scene: Scene) -> Iterator[Person]:
    person = scene.person()
    person.sign_in(MANAGER)
    yield person
    assert person.complaints == []
    person.close()


def test_the_notice_leads_to_the_case_and_an_answer_sends_it(scene: Scene, ana: Person) -> None:
    case = scene.held("console-1", "Mia Okafor", FORGOTTEN)
    notice = next(one for one in scene.box.arrived() if one.recipient == ANA and one.case == case.case)
    links = re.findall(r"https://localhost:\d+(/cases/GW-[0-9A-Z]+)", notice.message().as_string())
    assert links
    ana.open(links[0])
    assert case.case in ana.heading
    assert "This email has no marking." in ana.text
    assert ana.faults() == []
    ana.page.check("input[name=marking][value=confidential]")
    ana.press("Send these answers")
    assert ana.heading == "Thank you"
    assert ana.faults() == []
    scene.gateway.in_state(message_id("console-1"), RecipientState.DELIVERED)
    ana.open(f"/cases/{case.case}")
    assert "Delivered" in ana.text
    assert ana.faults() == []


def test_every_page_serves_everybody(scene: Scene, ana: Person, manager: Person) -> None:
    found: list[str] = []
    for path in ("/", "/mail", "/account", "/help", "/no-such-page"):
        ana.open(path)
        found += ana.faults()
    for path in ("/", "/held", "/held?whose=mine", "/held?search=nothing-like-it"):
        manager.open(path)
        found += manager.faults()
    stranger = scene.person()
    stranger.open("/sign-in")
    found += stranger.faults()
    stranger.press("Continue")
    assert "There is a problem" in stranger.text
    assert stranger.page.title().startswith("Error:")
    found += stranger.faults()
    stranger.close()
    assert found == []


def test_a_manager_lets_it_go_on_a_ground(scene: Scene, ana: Person, manager: Person) -> None:
    case = scene.held(
        "console-2", "CONFIDENTIAL: Daniel Price", price("was seen with bruises on his arm by his teacher")
    )
    ana.open(f"/cases/{case.case}")
    assert "Let it go as it is" not in ana.text
    manager.open("/held?whose=mine")
    manager.page.get_by_role("link", name=case.case).click()
    assert "The seven questions of our policy" in manager.text
    assert "[Child A]" in manager.text
    manager.press("Continue")
    assert "Choose what should happen." in manager.text
    assert manager.faults() == []
    manager.page.check("input[name=decision][value=release]")
    manager.press("Continue")
    assert "Choose the law that allows what is not hidden." in manager.text
    assert manager.page.is_checked("input[name=decision][value=release]")
    manager.page.check("input[name=ground][value=CA89-47]")
    manager.page.check("input[name=informed][value=no]")
    manager.page.fill("#informed_why", "It would put him at risk tonight.")
    manager.page.fill("#why", "The school must know today: he is not safe at home.")
    manager.press("Continue")
    assert manager.heading == "Check your decision"
    assert manager.faults() == []
    manager.press("Confirm")
    assert manager.heading == "Thank you"
    scene.gateway.in_state(message_id("console-2"), RecipientState.DELIVERED)
    answered = entries(scene.gateway.app.database, case=case.case, kinds=[RecordKind.ANSWERED])
    assert [(one.by, one.facts["answer"]) for one in answered] == [(MANAGER, "release")]
    viewed = entries(scene.gateway.app.database, case=case.case, kinds=[RecordKind.VIEWED])
    assert {one.by for one in viewed} == {ANA, MANAGER}


def test_with_details_hidden_what_was_shown_is_what_arrives(scene: Scene, ana: Person) -> None:
    case = scene.held(
        "console-3", "CONFIDENTIAL: Daniel Price", price("missed two sessions and says that he sleeps badly")
    )
    ana.open(f"/cases/{case.case}")
    assert "[Mother of Child A]" in ana.text
    ana.page.check("input[name=decision][value=hide]")
    ana.press("Continue")
    shown = ana.text
    assert "[Child A] missed two sessions" in shown
    assert "Daniel" not in shown
    ana.press("Confirm")
    scene.gateway.in_state(message_id("console-3"), RecipientState.DELIVERED)


def test_a_case_that_changed_meanwhile_is_looked_at_again(scene: Scene, manager: Person) -> None:
    case = scene.held(
        "console-4", "CONFIDENTIAL: Daniel Price", price("has asked to move to another group on Fridays")
    )
    manager.open(f"/cases/{case.case}")
    manager.page.check("input[name=decision][value=return]")
    manager.page.fill("#why", "Please ask the family first.")
    manager.press("Continue")
    manager.page.evaluate("document.querySelector('input[name=seal]').value = '0'.repeat(64)")
    manager.press("Confirm")
    assert "This case changed while you looked at it." in manager.text
    assert scene.gateway.trace(message_id("console-4")) is not None
    lead = scene.person()
    lead.sign_in(LEAD)
    lead.open(f"/cases/{case.case}")
    lead.page.check("input[name=decision][value=return]")
    lead.page.fill("#why", "Please ask the family first.")
    lead.press("Continue")
    lead.press("Confirm")
    scene.gateway.in_state(message_id("console-4"), RecipientState.RETURNED)
    manager.page.check("input[name=decision][value=return]")
    manager.page.fill("#why", "Please ask the family first.")
    manager.press("Continue")
    assert manager.heading == "Page not found"
    answered = entries(scene.gateway.app.database, case=case.case, kinds=[RecordKind.ANSWERED])
    assert [one.by for one in answered] == [LEAD]
    lead.close()


def test_a_decision_needs_a_code_or_a_passkey_of_the_last_half_hour(scene: Scene, manager: Person) -> None:
    case = scene.held(
        "console-5", "CONFIDENTIAL: Daniel Price", price("lost his school bag and was late for the third time")
    )
    database = scene.gateway.app.database
    manager.give_passkeys()
    manager.open("/account/passkeys")
    manager.press("Add a passkey")
    manager.page.wait_for_url("**/account/passkeys?done=added")
    with database.write() as connection:
        connection.execute(
            update(console_session)
            .where(console_session.c.account == MANAGER)
            .values(checked_at=datetime.now(UTC) - timedelta(minutes=31))
        )
    manager.open(f"/cases/{case.case}")
    manager.page.check("input[name=decision][value=refuse]")
    manager.page.fill("#why", "The family said no.")
    manager.press("Continue")
    assert "You signed in a while ago." in manager.text
    manager.press("Confirm")
    assert "Enter the code that your app shows now." in manager.text
    assert manager.faults() == []
    assert entries(database, case=case.case, kinds=[RecordKind.ANSWERED]) == ()
    manager.page.fill("#code", "000000")
    manager.press("Confirm")
    assert "That code is not right" in manager.text
    assert entries(database, case=case.case, kinds=[RecordKind.ANSWERED]) == ()
    manager.press("Confirm with a passkey")
    manager.page.wait_for_url("**/done")
    assert manager.heading == "Thank you"
    answered = entries(database, case=case.case, kinds=[RecordKind.ANSWERED])
    assert [(one.by, one.facts["answer"]) for one in answered] == [(MANAGER, "refuse")]


def test_it_works_without_scripts_and_by_keyboard_alone(scene: Scene) -> None:
    case = scene.held("console-6", "Mia Okafor", FORGOTTEN.replace("Ana", "Ben"), sender=BEN)
    person = scene.person(scripts=False)
    person.sign_in(BEN)
    person.open(f"/cases/{case.case}")
    keys = person.page.keyboard
    keys.press("Tab")
    assert person.focused() == "Skip to main content"
    for _ in range(60):
        if person.page.locator("input[name=marking]:focus").count():
            break
        keys.press("Tab")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    assert person.page.is_checked("input[name=marking][value=confidential]")
    for _ in range(10):
        keys.press("Tab")
        if person.focused() == "Send these answers":
            break
    keys.press("Enter")
    person.page.wait_for_url("**/done")
    assert person.heading == "Thank you"
    scene.gateway.in_state(message_id("console-6"), RecipientState.DELIVERED)
    person.close()


def test_what_presses_every_button_without_signing_in_changes_nothing(scene: Scene) -> None:
    """A link scanner with a real browser: it opens every link of every notice, runs scripts, fills in and presses."""
    case = scene.held(
        "console-7", "CONFIDENTIAL: Daniel Price", price("did not come to the play scheme at all this week")
    )
    notices = [one for one in scene.box.arrived() if one.case == case.case]
    links = {
        link for one in notices for link in re.findall(r"https://localhost:\d+(/[^\s\"<>]*)", _read(one.message()))
    }
    assert f"/cases/{case.case}" in links
    before = content(scene.gateway.app.database, without=OF_PROCESSES)
    scanner = scene.person()
    todo, seen = [*sorted(links), f"/cases/{case.case}/done", "/held", "/"], set[str]()
    while todo:
        path = todo.pop()
        if path in seen:
            continue
        seen.add(path)
        scanner.open(path)
        found = scanner.page.locator("a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
        todo += [one for one in found if one.startswith("/")]
        for number in range(scanner.page.locator("button").count()):
            scanner.open(path)
            for box in scanner.page.locator("input:visible, textarea:visible").all():
                box.fill("scanner@example.com")
            if scanner.page.locator("button").nth(number).is_visible():
                scanner.page.locator("button").nth(number).click()
    assert scanner.complaints == []
    scanner.close()
    gone = changed(before, content(scene.gateway.app.database, without=OF_PROCESSES))
    # That somebody nobody knows tried to sign in is written down; else only the gateway's own work goes on, whose
    # lines are chained into batches meanwhile.
    ours = re.compile(r"[+-] record .*'(signed-in|gateway)'")
    assert [one for one in gone if not ours.match(one)] == []
    tried = entries(scene.gateway.app.database, kinds=[RecordKind.SIGNED_IN])
    assert {one.facts["what"] for one in tried if one.by == "nobody"} <= {"wrong-password"}
    trace = scene.gateway.trace(message_id("console-7"))
    assert trace is not None
    assert {one.state for one in trace.recipients} == {RecipientState.HELD}


def _read(message: Message) -> str:
    """Every text of a message, decoded."""
    texts = (part.get_payload(decode=True) for part in message.walk() if part.get_content_maintype() == "text")
    return "\n".join(text.decode("utf-8", "replace") for text in texts if isinstance(text, bytes))
