"""Approving ahead, keeping from somebody, and ending what was approved: over HTTP on a running gateway."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser as Chromium

from gateway.console.permissions import Method
from gateway.console.routes import ROUTES
from gateway.model.lifecycle import RecipientState
from gateway.model.outcome import RecordKind
from gateway.model.parties import PersonId
from gateway.record.reading import entries
from gateway.registers.files.columns import RegisterKind
from tests.console.http import Answered
from tests.console.scene import LEAD, SAFE, Scene, playing
from tests.console.screens import Person, chromium
from tests.e2e.installation import ANA, BEN, MANAGER, message_id

pytestmark = pytest.mark.xdist_group("console")

WHY = "He is not safe tonight, and nobody answers the telephone."
DANIEL = {"worker": ANA, "person": "Daniel  PRICE", "party": "COUNCIL", "ground": "CA89-47", "hours": "4", "why": WHY}
AHEAD = {**DANIEL, "informed": "no", "informed_why": "It would put him at risk."}
TEXT = "Purpose: early-help\nFact/opinion: fact\n\nDear colleagues,\n\nDaniel Price {what}.\n\nKind regards\nAna\n"
KEPT = {"worker": ANA, "person": "P-3", "about": "who rang us", "phrases": "the caller from Larch Road\n\nnumber 12"}


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with playing(tmp_path_factory.mktemp("approvals")) as scene:
        yield scene


def of(path: str, case: str) -> str:
    return re.sub(r"\{[a-z]+\}", "1", path.replace("{case}", case))


def tried(scene: Scene, name: str, form: dict[str, str], *, path: str = "/approve/check") -> Answered:
    return scene.posted(name, path, "/account", **form)


@pytest.mark.parametrize(
    ("name", "change", "why"),
    [
        pytest.param(ANA, {}, "Nobody approves for themselves", id="not-ones-own"),
        pytest.param(BEN, {}, "may approve", id="not-anybody"),
        pytest.param(MANAGER, {"worker": "x@x.example"}, "No such person in the staff register", id="nobody-of-ours"),
        pytest.param(MANAGER, {"person": "Nobody Known"}, "Nobody of that name or number", id="nobody-known"),
        pytest.param(MANAGER, {"person": ""}, "Give the register number or the name.", id="no-person"),
        pytest.param(MANAGER, {"party": "NONE"}, "No such id in the parties register", id="no-party"),
        pytest.param(MANAGER, {"ground": "DPA-S1-1"}, "Not a statutory ground", id="no-statute"),
        pytest.param(MANAGER, {"hours": "240"}, "From 1 to 24", id="too-long"),
        pytest.param(MANAGER, {"why": "Now."}, "at least 20 characters", id="no-reason"),
        pytest.param(MANAGER, {"informed": ""}, "Say whether the family was told", id="not-said"),
        pytest.param(MANAGER, {"informed_why": ""}, "Say whether the family was told", id="not-said-why-not"),
    ],
)
def test_what_is_not_approved(scene: Scene, name: str, change: dict[str, str], why: str) -> None:
    before = len(scene.gateway.app.registers().snapshot().approvals)
    for path in ("/approve/check", "/approve/confirm"):
        answer = tried(scene, name, {**AHEAD, **change}, path=path)
        assert answer.status == 422
        assert why in answer.text
    assert len(scene.gateway.app.registers().snapshot().approvals) == before


def test_mail_that_waits_goes_once_it_is_approved_and_nothing_more_once_it_is_ended(scene: Scene) -> None:
    scene.held("ahead-1", "CONFIDENTIAL: Daniel Price", TEXT.format(what="ran away from home on Sunday"))
    checked = tried(scene, MANAGER, AHEAD)
    assert checked.status == 200
    assert "Daniel Price" in checked.text
    done = tried(scene, MANAGER, AHEAD, path="/approve/confirm")
    assert done.status == 303
    identity = re.search(r"AP-[0-9A-F]{8}", done.goes_to)
    assert identity is not None
    scene.gateway.in_state(message_id("ahead-1"), RecipientState.DELIVERED)
    listed = scene.at(MANAGER).get("/approvals").text
    assert identity[0] in listed
    assert "Ahead" in listed
    # Whoever neither gave it nor manages who sends it does not see it, and does not end it.
    assert identity[0] not in scene.at(BEN).get("/approvals?show=all").text
    for path in ("/approvals/end", "/approvals/withdraw"):
        assert tried(scene, BEN, {"id": identity[0]}, path=path).status == 404
    assert identity[0] in scene.at(LEAD).get("/approvals").text
    assert tried(scene, SAFE, {"id": identity[0]}, path="/approvals/end").status == 200
    assert tried(scene, MANAGER, {"id": identity[0]}, path="/approvals/withdraw").status == 303
    # Given and taken back within one second, it counts to the end of that second.
    for _ in range(30):
        in_force = identity[0] in scene.at(MANAGER).get("/approvals").text
        if not in_force:
            break
        time.sleep(0.1)
    assert not in_force
    assert identity[0] in scene.at(MANAGER).get("/approvals?show=all").text
    assert tried(scene, MANAGER, {"id": identity[0]}, path="/approvals/withdraw").status == 404
    scene.held("ahead-2", "CONFIDENTIAL: Daniel Price", TEXT.format(what="came home late on Monday"))
    changed = entries(scene.gateway.app.database, kinds=[RecordKind.REGISTER_CHANGED])
    assert [one.by for one in changed[-2:]] == [MANAGER, MANAGER]


def test_from_a_case_its_sender_stands_there_and_the_way_leads_back(scene: Scene) -> None:
    case = scene.held("kept-1", "CONFIDENTIAL: Daniel Price", TEXT.format(what="rang us on Sunday")).case
    link = f'href="/keep?case={case}"'
    assert link in scene.at(MANAGER).get(f"/cases/{case}").text
    assert link not in scene.at(ANA).get(f"/cases/{case}").text
    page = scene.at(MANAGER).get(f"/keep?case={case}").text
    assert re.search(rf'<option value="{re.escape(ANA)}" selected', page)
    assert f'name="case" value="{case}"' in page
    # Whose case it is not learns nothing of it.
    assert case not in scene.at(BEN).get(f"/keep?case={case}").text
    checked = tried(scene, MANAGER, {**KEPT, "case": case}, path="/keep/check")
    assert f'name="case" value="{case}"' in checked.text
    done = tried(scene, MANAGER, {**KEPT, "case": case, "about": ""}, path="/keep/confirm")
    assert (done.status, f'href="/cases/{case}"' in done.text) == (422, True)


@pytest.mark.parametrize(
    ("name", "change", "why"),
    [
        pytest.param(ANA, {}, "Nobody approves for themselves", id="not-ones-own"),
        pytest.param(BEN, {}, "may approve", id="not-anybody"),
        pytest.param(MANAGER, {"about": ""}, "Say in a few words", id="about-nothing"),
        pytest.param(MANAGER, {"phrases": " \n|"}, "Give the words that would tell it", id="no-words"),
        pytest.param(MANAGER, {"until": "2020-01-01"}, "still to come", id="over"),
        pytest.param(MANAGER, {"until": "soon"}, "still to come", id="no-day"),
        pytest.param(MANAGER, {"person": "P-999"}, "Nobody of that name or number", id="nobody"),
    ],
)
def test_what_is_not_kept(scene: Scene, name: str, change: dict[str, str], why: str) -> None:
    for path in ("/keep/check", "/keep/confirm"):
        answer = tried(scene, name, {**KEPT, **change}, path=path)
        assert answer.status == 422
        assert why in answer.text


def test_what_a_manager_keeps_from_somebody_is_in_the_register(scene: Scene) -> None:
    assert tried(scene, MANAGER, KEPT, path="/keep/check").status == 200
    assert (
        tried(scene, MANAGER, {**KEPT, "case": "GW-00000000"}, path="/keep/confirm").goes_to == "/cases/GW-00000000"
    )
    found = scene.gateway.app.registers().snapshot().restrictions[-1]
    assert found.person == PersonId("P-3")
    assert found.kept_from == (PersonId("P-3"),)
    assert found.phrases == ("the caller from Larch Road", "number 12")
    assert (found.approved_by, found.requested_by) == (MANAGER, ANA)


def test_nobody_approves_keeps_or_sees_what_is_about_them(scene: Scene) -> None:
    """SAFE-2: the manager's own household is in the register of people now."""
    book = scene.gateway.app.registers()
    row = {"id": "P-77", "name": "Robin Hughes", "emails": MANAGER}
    book.apply(RegisterKind.PEOPLE, [row], replace=False, by="test", at=scene.gateway.app.clock.now())
    approval = {"id": "AP-77", "person": "P-77", "party": "POLICE", "ground": "CA89-47", "approved_by": LEAD}
    approval |= {"approved_on": "2026-01-01", "worker": ANA, "purpose": "*", "justification": WHY}
    book.apply(RegisterKind.APPROVALS, [approval], replace=False, by="test", at=scene.gateway.app.clock.now())
    assert "AP-77" in scene.at(LEAD).get("/approvals?show=all").text
    assert "AP-77" not in scene.at(MANAGER).get("/approvals?show=all").text
    assert tried(scene, MANAGER, {"id": "AP-77"}, path="/approvals/withdraw").status == 404
    for path, form in (("/approve/confirm", AHEAD), ("/keep/confirm", KEPT)):
        refused = tried(scene, MANAGER, {**form, "person": "P-77"}, path=path)
        assert refused.status == 422
        assert "This is about you or someone you live with" in refused.text


def test_no_page_of_a_case_opens_for_whom_it_is_about_or_their_household(scene: Scene) -> None:
    """SAFE-2, over every route that names a case; the deputy, who is asked instead, sees it."""
    text = "Purpose: early-help\nFact/opinion: fact\n\nRobin Hughes has missed two sessions of the group.\n"
    case = scene.held("ahead-3", "CONFIDENTIAL: a family", text).case
    assert scene.at(SAFE).get(f"/cases/{case}").status == 200
    mine = scene.at(MANAGER)
    before = len(entries(scene.gateway.app.database, case=case))
    for route in ROUTES:
        if "{case}" not in route.path or route.path.endswith("/done"):
            continue
        path = of(route.path, case)
        answer = mine.get(path) if route.method is Method.GET else tried(scene, MANAGER, {"to": "deputy"}, path=path)
        assert answer.status == 404, path
        assert "Robin" not in answer.text
    assert case not in mine.get("/held").text
    refused = tried(scene, MANAGER, {"what": "return", "why": WHY, f"case-{case}": "yes"}, path="/held/confirm")
    assert f"{case}: It does not wait for you any more." in refused.text
    after = [one.kind for one in entries(scene.gateway.app.database, case=case)][before:]
    assert set(after) <= {RecordKind.REQUEST_REFUSED.value}


def test_fetching_pages_changes_nothing_but_who_looked(scene: Scene) -> None:
    case = scene.held(
        "ahead-4", "CONFIDENTIAL: Daniel Price", TEXT.format(what="was not in the group on Tuesday")
    ).case
    kinds = {RecordKind.VIEWED.value, RecordKind.REQUEST_REFUSED.value}
    before = [one.seq for one in entries(scene.gateway.app.database) if one.kind not in kinds]
    held = scene.gateway.app.holding().held_case(case)
    for route in ROUTES:
        if route.method is Method.GET and not route.path.startswith("/sign"):
            path = of(route.path, case)
            for name in (MANAGER, LEAD, ANA):
                scene.at(name).get(path)
    assert scene.gateway.app.holding().held_case(case) == held
    assert [one.seq for one in entries(scene.gateway.app.database) if one.kind not in kinds] == before


def test_it_is_done_on_a_telephone(scene: Scene) -> None:
    with chromium() as browser:
        manager = _person(scene, browser, MANAGER)
        manager.open("/approvals")
        manager.page.set_viewport_size({"width": 375, "height": 800})
        manager.page.get_by_role("button", name="Approve before it is written").click()
        found = manager.faults("approve-empty")
        manager.press("Continue")
        assert "Give the register number or the name." in manager.text
        found += manager.faults("approve-error")
        manager.page.fill("#person", "price")
        manager.press("Continue")
        assert "Choose who is meant." in manager.text
        assert "P-3, born in 2012" in manager.text
        found += manager.faults("approve-who")
        manager.page.get_by_label("Somebody else").check()
        manager.press("Continue")
        assert "Give the register number or the name." in manager.text
        for field, value in DANIEL.items():
            if field in {"worker", "party", "ground", "hours"}:
                manager.page.select_option(f"#{field}", value)
            else:
                manager.page.fill(f"#{field}", value)
        manager.page.check("input[name=informed][value=yes]")
        manager.press("Continue")
        assert manager.heading == "Check what you approve"
        found += manager.faults("approve-check")
        manager.press("Approve")
        assert "is in the register." in manager.text
        found += manager.faults("approvals")
        manager.open("/keep")
        manager.press("Continue")
        found += manager.faults("keep-error")
        stranger = _person(scene, browser, BEN)
        stranger.open("/approve")
        assert "You manage nobody" in stranger.text
        found += stranger.faults("approve-nobody")
        stranger.open("/approvals")
        found += stranger.faults("approvals-empty")
        assert found == []
        assert manager.complaints == stranger.complaints == []


def _person(scene: Scene, browser: Chromium, name: str) -> Person:
    someone = Person(browser, scene.port)
    someone.enter(scene.at(name).cookies["__Host-session"])
    return someone
