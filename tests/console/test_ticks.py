"""What is hidden, box by box: who may untick what, what is looked at before it counts, and what then arrives."""

import pytest

from gateway.model.lifecycle import RecipientState
from gateway.model.message import CaseId
from gateway.model.outcome import RecordKind
from gateway.record.reading import entries
from tests.console.scene import LEAD, Scene, boxes, form_of, hidden_fields, words
from tests.e2e.installation import ANA, DUTY, MANAGER, message_id

pytestmark = pytest.mark.xdist_group("console")

WHY = "The school must know today that he is not safe."


def text(what: str) -> str:
    return (
        "Purpose: early-help\nFact/opinion: fact\n\nDear colleagues,\n\n"
        f"Daniel Price {what}. His mother is Karen Price, on 07700 900123.\n\nKind regards\nAna\n"
    )


def held(scene: Scene, number: str, what: str) -> CaseId:
    return scene.held(number, "CONFIDENTIAL: Daniel Price", text(what), readers=(DUTY,)).case


def arrived(scene: Scene, number: str) -> str:
    scene.gateway.in_state(message_id(number), RecipientState.DELIVERED)
    return [one for one in scene.box.arrived() if one.recipient == DUTY][-1].message().as_string()


def test_a_manager_leaves_one_thing_in_clear_on_a_ground_and_just_that_arrives(scene: Scene) -> None:
    case = held(scene, "ticks-1", "was not at school again on Tuesday")
    page = scene.at(MANAGER).get(f"/cases/{case}")
    assert ("Daniel Price: Names", True) in boxes(page).values()
    form = form_of(page, "Daniel Price: Names")
    look = scene.posted(MANAGER, f"/cases/{case}/look", f"/cases/{case}", **form)
    assert look.status == 200
    assert "What they would read with these boxes" in look.text
    decided = {**form, "decision": "hide"}
    refused = scene.posted(MANAGER, f"/cases/{case}/check", f"/cases/{case}", **decided)
    assert refused.status == 422
    assert "Choose the law that allows what is not hidden." in refused.text
    decided |= {"ground": "CA89-47", "informed": "yes", "why": WHY}
    checked = scene.posted(MANAGER, f"/cases/{case}/check", f"/cases/{case}", **decided)
    assert "Hide the ticked details, and let the rest go" in checked.text
    assert "Daniel Price: Names" in checked.text
    seal = hidden_fields(checked)["seal"]
    # Bound to what was seen: other boxes, or another seal, and it is looked at again.
    for wrong in ({**decided, "seal": "0" * 64}, {**form_of(page), **decided, "ground": "CA89-47", "seal": seal}):
        again = scene.posted(MANAGER, f"/cases/{case}/decide", f"/cases/{case}", **wrong)
        assert again.status == 422
        assert "This case changed while you looked at it." in again.text
    done = scene.posted(MANAGER, f"/cases/{case}/decide", f"/cases/{case}", **{**decided, "seal": seal})
    assert done.status == 303
    got = arrived(scene, "ticks-1")
    assert "Daniel Price was not at school again" in got
    assert "Karen" not in got
    assert "07700" not in got
    answered = entries(scene.gateway.app.database, case=case, kinds=[RecordKind.ANSWERED])
    assert answered[-1].facts["answer"] == "release"
    assert "name text 1" in str(answered[-1].facts["clear"])
    assert "Daniel" not in str(answered[-1].facts)


def test_a_sender_hides_more_and_never_less(scene: Scene) -> None:
    case = held(scene, "ticks-2", "was late for the third time this week. Mia Okafor has epilepsy. Daniel")
    page = scene.at(ANA).get(f"/cases/{case}")
    known = boxes(page)
    assert "Daniel Price: Names" not in {what for what, _ in known.values()}
    assert "always hidden" in page.text
    more = "Mia Okafor: Health"
    assert (more, False) in known.values()
    form = {**form_of(page, ticked=(more,)), "decision": "hide"}
    checked = scene.posted(ANA, f"/cases/{case}/check", f"/cases/{case}", **form)
    assert checked.status == 200
    assert "epilepsy" not in checked.text
    # A form made by hand that unticks everything comes to the same as one that says nothing.
    forged = {"ticks": form["ticks"], "decision": "hide", "ground": "CA89-47", "informed": "yes", "why": WHY}
    checked = scene.posted(ANA, f"/cases/{case}/check", f"/cases/{case}", **forged)
    assert checked.status == 200
    assert "[Child A] was late" in words(checked)
    assert "Daniel" not in checked.text
    checked = scene.posted(ANA, f"/cases/{case}/check", f"/cases/{case}", **form)
    done = scene.posted(ANA, f"/cases/{case}/decide", f"/cases/{case}", **form, seal=hidden_fields(checked)["seal"])
    assert done.status == 303
    got = arrived(scene, "ticks-2")
    assert "Daniel" not in got
    assert "epilepsy" not in got


def test_boxes_of_another_look_are_not_taken(scene: Scene) -> None:
    case = held(scene, "ticks-3", "did not want to go home after the club")
    form = {**form_of(scene.at(MANAGER).get(f"/cases/{case}")), "ticks": "0" * 64, "decision": "hide"}
    for where in ("look", "check", "decide"):
        stale = scene.posted(MANAGER, f"/cases/{case}/{where}", f"/cases/{case}", **form)
        assert stale.status == 422
        assert "This case changed while you looked at it." in stale.text
    assert entries(scene.gateway.app.database, case=case, kinds=[RecordKind.ANSWERED]) == ()


def test_of_two_managers_who_decide_what_they_saw_the_second_looks_again(scene: Scene) -> None:
    case = held(scene, "ticks-4", "has a new teacher whom he likes")
    seals = {}
    for name in (MANAGER, LEAD):
        form = {**form_of(scene.at(name).get(f"/cases/{case}")), "decision": "return", "why": WHY}
        seals[name] = hidden_fields(scene.posted(name, f"/cases/{case}/check", f"/cases/{case}", **form))["seal"]
    forms = {name: scene.at(name).get(f"/cases/{case}").token for name in (MANAGER, LEAD)}
    first = scene.at(MANAGER).post(
        f"/cases/{case}/decide",
        {"form_token": forms[MANAGER], "decision": "return", "why": WHY, "seal": seals[MANAGER]},
    )
    second = scene.at(LEAD).post(
        f"/cases/{case}/decide", {"form_token": forms[LEAD], "decision": "return", "why": WHY, "seal": seals[LEAD]}
    )
    assert first.status == 303
    assert second.status in {422, 404}
    answered = entries(scene.gateway.app.database, case=case, kinds=[RecordKind.ANSWERED])
    assert [one.by for one in answered] == [MANAGER]
