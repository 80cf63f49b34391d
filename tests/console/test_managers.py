"""Deciding about other people's mail, in a real browser: what is shown, wide and narrow, with scripts and without."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from gateway.model.lifecycle import RecipientState
from tests.console.scene import LEAD, Scene, hidden_fields, playing, price
from tests.console.screens import Person, chromium
from tests.console.test_pages import pdf, with_attachment
from tests.e2e.installation import ANA, DUTY, MANAGER, message_id

pytestmark = pytest.mark.xdist_group("console")


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with playing(tmp_path_factory.mktemp("managers")) as scene:
        yield scene


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def person(scene: Scene, browser: Browser, name: str, *, scripts: bool = True) -> Person:
    someone = Person(browser, scene.port, scripts=scripts)
    someone.enter(scene.at(name).cookies["__Host-session"])
    return someone


def test_the_queue_serves_everybody(scene: Scene, browser: Browser) -> None:
    cases = [
        scene.held(f"look-{n}", "CONFIDENTIAL: Daniel Price", price(f"has said on day {n} that he likes chess")).case
        for n in range(3)
    ]
    manager = person(scene, browser, MANAGER)
    manager.open(f"/cases/{cases[0]}")
    manager.press("I am looking at this")
    assert "You are looking at this. Others see that." in manager.text
    lead = person(scene, browser, LEAD)
    lead.open(f"/cases/{cases[0]}")
    assert "Mo Hughes is looking at this" in lead.text
    lead.page.get_by_text("Hand it over to somebody else").click()
    found = lead.faults("case-claimed")
    lead.open("/held?age=&reason=no-consent&team=Early+Help")
    assert "3 emails wait" in lead.text
    found += lead.faults("queue")
    lead.press("Send the ticked ones back")
    assert "Tick at least one email." in lead.text
    found += lead.faults("queue-error")
    lead.open("/held?search=nothing-like-it")
    found += lead.faults("queue-empty")
    lead.open("/held")
    for case in cases[1:]:
        lead.page.check(f"#case-{case}")
    lead.press("Hand the ticked ones over")
    found += lead.faults("bulk-hand-over")
    lead.open("/held")
    for case in cases[1:]:
        lead.page.check(f"#case-{case}")
    lead.press("Send the ticked ones back")
    lead.press("Send them back")
    assert "Write a note that the senders will read." in lead.text
    found += lead.faults("bulk-return-error")
    lead.page.fill("#why", "Please ask the family first.")
    lead.press("Send them back")
    assert lead.heading == "2 emails are sent back"
    found += lead.faults("bulk-done")
    scene.gateway.in_state(message_id("look-1"), RecipientState.RETURNED)
    assert found == []
    assert lead.complaints == manager.complaints == []


def test_a_sender_asks_for_their_manager_without_scripts(scene: Scene, browser: Browser) -> None:
    text = "Purpose: early-help\nFact/opinion: fact\n\nMia Okafor will come on Friday, and not by bus.\n"
    case = scene.held("look-9", "Mia Okafor", text).case
    ana = person(scene, browser, ANA, scripts=False)
    ana.open(f"/cases/{case}")
    ana.page.get_by_text("Ask your manager").click()
    ana.press("Ask my manager")
    assert "Write what your manager should know." in ana.text
    ana.page.fill("#to_manager", "She rang me about it.")
    ana.press("Ask my manager")
    assert ana.heading == "Thank you"


def test_boxes_are_ticked_looked_at_and_decided(scene: Scene, browser: Browser) -> None:
    case = scene.held("look-7", "CONFIDENTIAL: Daniel Price", price("was not at school again on Tuesday")).case
    manager = person(scene, browser, MANAGER)
    manager.open(f"/cases/{case}")
    manager.page.get_by_label("Hide Daniel Price: Names").uncheck()
    manager.press("Show what they would read")
    assert manager.page.url.endswith("#look")
    assert "Daniel Price was not at school again" in manager.page.inner_text("#look")
    assert "[Mother of Child A]" in manager.page.inner_text("#look")
    found = manager.faults("case-ticked")
    manager.page.check("input[name=decision][value=hide]")
    manager.press("Continue")
    assert "Choose the law that allows what is not hidden." in manager.text
    assert not manager.page.is_checked("#tick-0")
    found += manager.faults("case-ticked-error")
    manager.page.check("input[name=ground][value=CA89-47]")
    manager.page.check("input[name=informed][value=yes]")
    manager.page.fill("#why", "The school must know today where he is.")
    manager.press("Continue")
    assert manager.heading == "Check your decision"
    found += manager.faults("check-ticked")
    manager.press("Confirm")
    assert manager.heading == "Thank you"
    scene.gateway.in_state(message_id("look-7"), RecipientState.DELIVERED)
    assert found == []
    assert manager.complaints == []


def test_pages_are_looked_at_side_by_side(scene: Scene, browser: Browser) -> None:
    scene.gateway.client.send(ANA, (DUTY,), with_attachment("look-8", pdf(2), "notes.pdf"))
    case = scene.waits("look-8").case
    manager = person(scene, browser, MANAGER)
    manager.open(f"/cases/{case}")
    manager.page.get_by_role("link", name="See its pages, before and after").click()
    assert manager.heading == "notes.pdf"
    drawn = "Array.from(document.images).every(one => one.complete && one.naturalWidth > 500)"
    for image in manager.page.locator("figure img").all():
        image.scroll_into_view_if_needed()
    manager.page.wait_for_function(drawn)
    assert manager.page.locator("figure img").count() == 4
    assert manager.faults("pages") == []
    assert manager.complaints == []


def test_earlier_cases_like_this_show_how_they_were_decided(scene: Scene, browser: Browser) -> None:
    first = scene.held("alike-1", "CONFIDENTIAL: Daniel Price", price("has lost his bus pass")).case
    said = {"decision": "refuse", "why": "They did not ask for it."}
    checked = scene.posted(MANAGER, f"/cases/{first}/check", f"/cases/{first}", **said)
    done = scene.posted(
        MANAGER, f"/cases/{first}/decide", f"/cases/{first}", **said, seal=hidden_fields(checked)["seal"]
    )
    assert done.status == 303
    scene.gateway.in_state(message_id("alike-1"), RecipientState.REFUSED)
    second = scene.held("alike-2", "CONFIDENTIAL: Daniel Price", price("has found his bus pass")).case
    manager = person(scene, browser, MANAGER)
    manager.open(f"/cases/{second}")
    manager.page.get_by_text("Earlier cases like this").click()
    assert "Refused" in manager.text
    assert "Mo Hughes, their line manager" in manager.text
    assert first not in manager.text
    assert manager.faults("like-cases") == []
    assert "Earlier cases like this" not in scene.at(ANA).get(f"/cases/{second}").text
    manager.close()
