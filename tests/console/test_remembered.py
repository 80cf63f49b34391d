"""A sender is asked once, has it remembered, is not asked again, and forgets it (PURP-1)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser

from gateway.model.lifecycle import RecipientState
from gateway.model.message import CaseId
from gateway.model.outcome import RecordKind
from gateway.record.reading import entries
from gateway.registers.files.columns import RegisterKind
from tests.console.scene import LEAD, Scene, playing, words
from tests.console.screens import Person, chromium
from tests.e2e.installation import ANA, DUTY, MANAGER, mail, message_id

pytestmark = pytest.mark.xdist_group("console")

_YES = {"id": "C-1", "person": "P-1", "given_by": "P-2", "capacity": "parent", "party": "COUNCIL", "kinds": "*"}
_TEXT = "Fact/opinion: fact\n\nMia Okafor {what}.\n"


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with playing(tmp_path_factory.mktemp("remembered")) as scene:
        app = scene.gateway.app
        # For both purposes of the agreement, so that nothing tells which one a mail is for.
        row = {**_YES, "purposes": "early-help|safeguarding", "given_on": "2026-02-03", "explicit": "yes"}
        app.registers().apply(RegisterKind.CONSENTS, [row], replace=False, by="test", at=app.clock.now())
        yield scene


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def test_the_whole_story(scene: Scene, browser: Browser) -> None:
    subject = "CONFIDENTIAL: Mia Okafor"
    case = scene.held("kept-1", subject, _TEXT.format(what="will come on Friday")).case
    other = scene.held("kept-2", subject, _TEXT.format(what="came by bus")).case
    ana = Person(browser, scene.port)
    ana.enter(scene.at(ANA).cookies["__Host-session"])
    ana.open(f"/cases/{case}")
    ana.page.check("#remember")
    found = ana.faults("case-remember")
    ana.press("Send these answers")
    assert "Say what it is shared for, so that we can remember it." in ana.text
    assert ana.page.is_checked("#remember")
    found += ana.faults("case-remember-error")
    ana.page.check("input[name=purpose][value=early-help]")
    ana.press("Send these answers")
    assert "We remember what it is shared for." in ana.text
    found += ana.faults("done-remembered")
    for number in ("kept-1", "kept-2"):  # what waited for the same answer goes too
        scene.gateway.in_state(message_id(number), RecipientState.DELIVERED)
    _sent(scene, "kept-3", "sang")

    ana.open("/mail")
    ana.page.get_by_role("link", name="What you asked us to remember").click()
    until = datetime.now(UTC).date() + timedelta(days=90)
    assert "Mia Okafor (P-1)" in ana.text
    assert f"{until.day} " in ana.text
    assert case in ana.text
    found += ana.faults("remembered")
    lead = scene.at(LEAD)
    assert "Remembered" in lead.get("/registers").text
    assert case in lead.get("/registers/remembered").text
    assert "Purposes remembered" in lead.get("/registers/people/entry?id=P-1").text
    explained = words(lead.get(f"/trace/{other}/looks/2"))
    assert f"purpose early-help remembered from {case} by {ANA} until {until}" in explained
    told = _told(scene, other)
    assert f"early-help, {case}, {ANA}, {until}" in told

    assert "Mia Okafor" not in scene.at(MANAGER).get("/remembered").text
    ana.page.get_by_role("button", name="Forget it").click()
    assert "We forgot it. You are asked again next time." in ana.text
    found += ana.faults("remembered-forgotten")
    assert "purpose" in words(
        scene.at(ANA).get(f"/cases/{scene.held('kept-4', subject, _TEXT.format(what='reads')).case}")
    )
    app = scene.gateway.app
    noted = [dict(one.facts) for one in entries(app.database, kinds=[RecordKind.REMEMBERED])]
    assert [(one["what"], one["person"], one["party"], one["purpose"]) for one in noted] == [
        ("remembered", "P-1", "COUNCIL", "early-help"),
        ("forgotten", "P-1", "COUNCIL", "early-help"),
    ]
    assert found == []
    assert ana.complaints == []


def test_nobody_forgets_what_another_said(scene: Scene) -> None:
    app = scene.gateway.app
    today = app.clock.now().date()
    row = {"id": "RM-9", "person": "P-1", "party": "COUNCIL", "purpose": "early-help", "worker": ANA, "case": "GW-1"}
    row |= {"remembered_on": str(today), "until": str(today)}
    app.registers().apply(RegisterKind.REMEMBERED, [row], replace=False, by="test", at=app.clock.now())

    assert scene.posted(MANAGER, "/remembered/forget", "/remembered", id="RM-9").status == 422
    assert scene.posted(MANAGER, "/remembered/forget", "/remembered", all="yes").status == 422
    assert [one.id for one in app.registers().snapshot().remembered] == ["RM-9"]
    assert scene.posted(ANA, "/remembered/forget", "/remembered", all="yes").status == 303
    assert app.registers().snapshot().remembered == ()


def test_what_cannot_be_remembered_says_so_and_the_answer_counts(scene: Scene) -> None:
    text = "Fact/opinion: fact\n\nMia Okafor paints.\n"
    case = scene.held("kept-5", "CONFIDENTIAL: Mia Okafor", text).case
    said = {"purpose": "housing", "remember": "yes"}

    done = scene.posted(ANA, f"/cases/{case}/answer", f"/cases/{case}", **said)

    assert done.goes_to.endswith("/done?remembered=no")
    assert "does not cover it" in words(scene.at(ANA).get(f"/cases/{case}/done?remembered=no"))
    assert scene.gateway.app.registers().snapshot().remembered == ()


def _sent(scene: Scene, number: str, what: str) -> None:
    text = _TEXT.format(what=what)
    scene.gateway.client.send(ANA, (DUTY,), mail(number, "CONFIDENTIAL: Mia Okafor", text, sender=ANA))
    scene.gateway.in_state(message_id(number), RecipientState.DELIVERED)


def _told(scene: Scene, case: CaseId) -> list[str]:
    """Where remembered purposes came from, as the record of its decisions has it."""
    found = entries(scene.gateway.app.database, case=case, kinds=[RecordKind.DECIDED])
    said = [dict(one.facts).get("remembered", ()) for one in found]
    return [each for one in said if isinstance(one, tuple | list) for each in one]
