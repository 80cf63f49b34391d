"""Whose words are passed on: quoted headers in the forms that mail programs write."""

from typing import Final

import pytest

from gateway.find.received import received
from gateway.model.found import Evidence, Found, FoundHit, FoundPerson, Role
from gateway.model.message import Place, Reading, Unit
from gateway.model.parties import Kind, PersonId
from gateway.read.zones import zones
from gateway.registers.directory import Directory
from gateway.registers.files.columns import RegisterKind
from tests.registers.builders import built, registers

DIRECTORY: Final = Directory.of(
    registers(
        built(RegisterKind.PARTIES, id="COUNCIL", name="Borough Council", domains="council.example"),
        built(RegisterKind.PARTIES, id="ELM", name="Elm Park School", domains="elm.example"),
        built(RegisterKind.PARTIES, id="FRIEND", name="Somebody", type="person", domains="", addresses="a@x.example"),
        built(RegisterKind.AGREEMENTS, id="A-1", party="COUNCIL", purposes="early-help|safeguarding"),
    )
)
MIA: Final = "Mia Okafor is well."


def authors(text: str, *, place: Place = Place.TEXT, part: str = "1", more: tuple[Unit, ...] = ()) -> list[str]:
    """The parties whose words a mail holds where it names her."""
    unit = Unit(id=0, place=place, part=part, label="", text=text, zones=zones(text))
    starts = [at for at in range(len(text)) if text.startswith("Mia Okafor", at)]
    person = FoundPerson(
        id="P-1", candidates=(PersonId("P-1"),), role=Role.SUBJECT, kinds=frozenset({Kind.NAME}),
        evidence=frozenset({Evidence.REGISTER}),
    )  # fmt: skip
    hits = tuple(
        FoundHit(
            id=number, unit=0, start=at, end=at + 10, detector="name", kind=Kind.NAME, evidence=Evidence.REGISTER,
            about="P-1",
        )
        for number, at in enumerate(starts)
    )  # fmt: skip
    reading = Reading(fields=(), units=(unit, *more), attachments=(), unread=(), signed=(), encrypted=False)
    return [one.party for one in received(reading, Found(hits=hits, people=(person,)), DIRECTORY)]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        pytest.param(MIA, [], id="own-words"),
        pytest.param(f"From: P. Lowe <p@council.example>\nSent: Monday\nTo: Ana\n\n{MIA}", ["COUNCIL"], id="block"),
        pytest.param(f"Von: P. Lowe <p@council.example>\nGesendet: Montag\nAn: Ana\n\n{MIA}", ["COUNCIL"], id="de"),
        pytest.param(f"*From:* p@council.example\n*Date:* Monday\n\n{MIA}", ["COUNCIL"], id="starred"),
        pytest.param(f"> From: p@council.example\n> Date: Monday\n>\n> {MIA}", ["COUNCIL"], id="block-in-quotes"),
        pytest.param(f"On Monday P. Lowe <p@council.example> wrote:\n> {MIA}", ["COUNCIL"], id="quote-marks"),
        pytest.param(f"On Monday at ten,\nP. Lowe\n<p@council.example> wrote:\n\n{MIA}", ["COUNCIL"], id="long"),
        pytest.param(f"Am Montag schrieb P. Lowe <p@council.example>:\n> {MIA}", ["COUNCIL"], id="german-intro"),
        pytest.param(f"From: [mailto:p@council.example]\nSent: Monday\n\n{MIA}", ["COUNCIL"], id="mailto"),
        pytest.param(f"From: P. Lowe, Borough Council\nSent: Monday\n\n{MIA}", ["COUNCIL"], id="name-of-the-party"),
        pytest.param(f"On Monday p@council.example wrote:\n> Thank you.\n\n{MIA}", [], id="own-words-below"),
        pytest.param(f"From: p@council.example is where to write.\n\n{MIA}", [], id="no-header"),
        pytest.param(f"From: a@ours.example\nSent: Monday\n\n{MIA}", [], id="ours"),
        pytest.param(f"From: a@x.example\nSent: Monday\n\n{MIA}", [], id="a-person"),
        pytest.param(
            f"From: p@council.example\nSent: Monday\n\nHello.\n\nFrom: a@ours.example\nSent: Sunday\n\n{MIA}",
            [],
            id="ours-below-theirs",
        ),
        pytest.param(
            f"On Monday p@council.example wrote:\n> On Sunday o@elm.example wrote:\n>> {MIA}\n> {MIA}",
            ["ELM", "COUNCIL"],
            id="one-within-the-other",
        ),
    ],
)
def test_who_wrote_it(text: str, parties: list[str]) -> None:
    assert authors(text) == parties


def test_a_message_within_the_message_has_an_author() -> None:
    sender = Unit(id=1, place=Place.FIELD, part="2/", label="From", text="P. Lowe <p@council.example>")
    ours = Unit(id=1, place=Place.FIELD, part="2/", label="From", text="Ana <a@ours.example>")
    another = Unit(id=1, place=Place.FIELD, part="3/", label="From", text="P. Lowe <p@council.example>")

    assert authors(MIA, part="2/1", more=(sender,)) == ["COUNCIL"]
    assert authors(MIA, part="2/1", more=(ours,)) == []
    assert authors(MIA, part="2/1", more=(another,)) == []
    assert authors(MIA, place=Place.SUBJECT, part="2/", more=(sender,)) == ["COUNCIL"]


def test_the_purposes_are_those_of_all_its_agreements() -> None:
    text = f"On Monday p@council.example wrote:\n> {MIA}"
    unit = Unit(id=0, place=Place.TEXT, part="1", label="", text=text)
    assert authors(text) == ["COUNCIL"]
    found = received(
        Reading(fields=(), units=(unit,), attachments=(), unread=(), signed=(), encrypted=False),
        Found(hits=(), people=()),
        DIRECTORY,
    )
    assert found == ()
