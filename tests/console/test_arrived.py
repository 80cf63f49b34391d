"""A mail that went, as it arrived: out of the copies that were handed over, for its sender alone."""

from collections.abc import Iterator

import pytest

from gateway.model.lifecycle import RecipientState
from gateway.model.outcome import RecordKind
from gateway.record.reading import entries
from tests.console.scene import LEAD, Scene, playing, price
from tests.e2e.installation import ANA, BEN, DUTY, MANAGER, OFFICE, message_id

pytestmark = pytest.mark.xdist_group("console")


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with playing(tmp_path_factory.mktemp("arrived")) as scene:
        yield scene


def test_each_copy_shows_what_was_hidden_or_that_only_its_reader_can_open_it(scene: Scene) -> None:
    """The council's desk has a certificate, the school a proven connection."""
    case = scene.held("arrived-1", "CONFIDENTIAL: Daniel", price("was seen twice"), readers=(DUTY, OFFICE)).case
    page = scene.at(ANA).get(f"/cases/{case}/arrived")
    assert "No copy of it went." in page.text
    checked = scene.posted(ANA, f"/cases/{case}/check", f"/cases/{case}", at_once="hide", ticks="")
    assert checked.status in {200, 422}
    scene.gateway.command("held", "answer", case, "--hide", user=ANA)
    scene.gateway.in_state(message_id("arrived-1"), RecipientState.DELIVERED)
    past = scene.at(ANA).get(f"/cases/{case}").text
    assert f"/cases/{case}/arrived" in past
    shown = scene.at(ANA).get(f"/cases/{case}/arrived").text
    to_council, to_school = (shown.partition(f"To {one}")[2].partition("<section")[0] for one in (DUTY, OFFICE))
    assert "It went encrypted" in to_council
    assert "was seen twice" not in to_council
    assert "was seen twice" in to_school
    assert '<mark class="console-cut">[Child A]' in to_school
    assert "Daniel" not in to_school
    assert "Hidden in it:" in to_school
    assert "name (" in to_school
    (seen,) = [
        one
        for one in entries(scene.gateway.app.database, case=case, kinds=[RecordKind.VIEWED])
        if one.facts["what"] == "arrived"
    ]
    assert seen.by == ANA
    for other in (BEN, MANAGER, LEAD):
        assert scene.at(other).get(f"/cases/{case}/arrived").status == 404
    assert scene.at(ANA).get("/cases/GW-00000000/arrived").status == 404
