"""A raised marking is raised where it is written."""

import pytest

from gateway.model.marking import Classification, Marking, MarkingOrigin
from gateway.model.message import Place, Reading, Unit
from gateway.treat.raised import raised_cuts

UNCLASSIFIED, INTERNAL, CONFIDENTIAL = Classification


def reading(*units: tuple[Place, str, str], signed: tuple[str, ...] = ()) -> Reading:
    made = tuple(
        Unit(id=number, place=place, part=part, label="", text=text)
        for number, (place, part, text) in enumerate(units)
    )
    return Reading(fields=(), units=made, attachments=(), unread=(), signed=signed, encrypted=False)


def marking(
    text: str, where: str, level: Classification = UNCLASSIFIED, origin: MarkingOrigin = MarkingOrigin.OWN
) -> Marking:
    return Marking(scheme="own", level=level, where=where, text=text, origin=origin)


def shown(what: Reading, *markings: Marking, effective: Classification = CONFIDENTIAL) -> list[str]:
    texts = [unit.text for unit in what.units]
    for cut in sorted(raised_cuts(what, markings, effective), key=lambda one: -one.start):
        texts[cut.unit] = texts[cut.unit][: cut.start] + cut.replacement + texts[cut.unit][cut.end :]
    return texts


@pytest.mark.parametrize(
    ("text", "written", "after"),
    [
        pytest.param("Unclassified: visit", "Unclassified", "Confidential: visit", id="as-a-word"),
        pytest.param("UNCLASSIFIED - visit", "UNCLASSIFIED", "CONFIDENTIAL - visit", id="in-capitals"),
        pytest.param("[unclassified] visit", "unclassified", "[confidential] visit", id="in-brackets"),
        pytest.param(
            "RE: [INTERNAL] visit INTERNALLY", "INTERNAL", "RE: [CONFIDENTIAL] visit INTERNALLY", id="whole-words"
        ),
    ],
)
def test_subject_line(text: str, written: str, after: str) -> None:
    assert shown(reading((Place.SUBJECT, "", text)), marking(written, "subject")) == [after]


def test_first_and_last_lines_in_text_and_html() -> None:
    body = "INTERNAL\n\nThe INTERNAL door is open.\n\nINTERNAL"
    what = reading((Place.TEXT, "1", body), (Place.HTML, "2", body))

    after = shown(what, marking("INTERNAL", "first-lines", INTERNAL), marking("INTERNAL", "last-lines", INTERNAL))

    assert after == ["CONFIDENTIAL\n\nThe INTERNAL door is open.\n\nCONFIDENTIAL"] * 2


@pytest.mark.parametrize(
    ("what", "how"),
    [
        pytest.param(
            reading((Place.SUBJECT, "", "Confidential: x")),
            marking("Confidential", "subject", CONFIDENTIAL),
            id="as-high",
        ),
        pytest.param(
            reading((Place.SUBJECT, "", "Internal: x")),
            marking("Internal", "subject", INTERNAL, MarkingOrigin.QUOTED),
            id="quoted",
        ),
        pytest.param(
            reading((Place.TEXT, "1", "Internal"), signed=("1",)),
            marking("Internal", "first-lines", INTERNAL),
            id="signed",
        ),
        pytest.param(
            reading((Place.SUBJECT, "2/", "Internal")),
            marking("Internal", "subject", INTERNAL),
            id="in-an-attached-mail",
        ),
        pytest.param(
            reading((Place.SUBJECT, "", "x")), marking("Internal", "header:sensitivity", INTERNAL), id="in-a-header"
        ),
    ],
)
def test_left_as_it_is(what: Reading, how: Marking) -> None:
    assert raised_cuts(what, [how], CONFIDENTIAL) == ()
