"""A mail that went, as it arrived: out of the copies that were handed over, for its sender alone."""

import pytest

from gateway.model.lifecycle import RecipientState
from gateway.model.outcome import RecordKind
from gateway.record.reading import entries
from tests.console.scene import LEAD, Scene, price
from tests.e2e.installation import ANA, BEN, DUTY, MANAGER, mail, message_id

pytestmark = pytest.mark.xdist_group("console")


def test_its_sender_sees_what_was_hidden_and_that_only_its_reader_can_open_it(scene: Scene) -> None:
    """The council's desk has a certificate, so what it got nobody here can open."""
    case = scene.held("arrived-1", "CONFIDENTIAL: Daniel", price("was seen twice")).case
    page = scene.at(ANA).get(f"/cases/{case}/arrived")
    assert "No copy of it went." in page.text
    scene.gateway.command("held", "answer", case, "--hide", user=ANA)
    scene.gateway.in_state(message_id("arrived-1"), RecipientState.DELIVERED)
    assert f"/cases/{case}/arrived" in scene.at(ANA).get(f"/cases/{case}").text
    shown = scene.at(ANA).get(f"/cases/{case}/arrived").text
    assert f"To {DUTY}" in shown
    assert "It went encrypted" in shown
    assert "Hidden in it:" in shown
    assert "name (" in shown
    assert "was seen twice" not in shown
    (seen,) = [
        one
        for one in entries(scene.gateway.app.database, case=case, kinds=[RecordKind.VIEWED])
        if one.facts["what"] == "arrived"
    ]
    assert seen.by == ANA
    for other in (BEN, MANAGER, LEAD):
        assert scene.at(other).get(f"/cases/{case}/arrived").status == 404
    assert scene.at(ANA).get("/cases/GW-00000000/arrived").status == 404


def test_what_went_in_the_open_shows_as_it_went(scene: Scene) -> None:
    scene.gateway.client.send(ANA, (BEN,), mail("arrived-2", "INTERNAL: the hall", "The hall is open.\n", to=(BEN,)))
    case = scene.gateway.in_state(message_id("arrived-2"), RecipientState.DELIVERED).case
    shown = scene.at(ANA).get(f"/cases/{case}/arrived").text
    assert "The hall is open." in shown
    assert "Hidden in it" not in shown
    assert scene.at(BEN).get(f"/cases/{case}/arrived").status == 404
