"""Whatever place a document keeps a value in: it is read there, and gone after it was cut."""

import re

import pytest

from redaction import Cut, Plan, Redacted, read, redact
from redaction.media_types import media_type
from tests.redaction.documents.hiding_odf import ODF
from tests.redaction.documents.hiding_sheets import SHEETS, SLIDES
from tests.redaction.documents.hiding_word import WORD
from tests.redaction.documents.searcher import recovered

PLACES = {
    f"{kind}-{place}": data
    for kind, places in {"docx": WORD, "xlsx": SHEETS, "pptx": SLIDES, "odf": ODF}.items()
    for place, data in places.items()
}
NEEDLES = ("Quillfeather", "Zebedee")
LETTERS_BETWEEN = {"docx-hidden-letters-within", "docx-deleted-letters-within", "docx-inserted-letters-within"}
# A detector that knows the name, however it is broken up.
VALUE = re.compile(r"[\W_]*".join("Zebedee Quillfeather".replace(" ", "")))


def cut_everything(data: bytes) -> Redacted:
    kind = media_type(data)
    document = read(data, kind)
    cuts = tuple(
        Cut(unit=unit.id, start=found.start(), end=found.end(), replacement="[Person 1]")
        for unit in document.units
        for found in VALUE.finditer(re.sub("quillfeather", "Quillfeather", re.sub("zebedee", "Zebedee", unit.text)))
    )
    assert cuts, "the value was not read"
    return redact(data, kind, Plan(cuts=cuts))


@pytest.mark.parametrize("place", PLACES)
def test_the_searcher_finds_it_before(place: str) -> None:
    needles = NEEDLES[:1] if place in LETTERS_BETWEEN else NEEDLES
    assert recovered(PLACES[place], needles) == list(needles)


@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_left(place: str) -> None:
    result = cut_everything(PLACES[place])

    assert recovered(result.data, (*NEEDLES, "Quill", "feather", "Zebe")) == []
    # What was written can be read, says what it is, and is done with.
    again = read(result.data, result.media_type)
    assert media_type(result.data) == result.media_type
    assert redact(result.data, result.media_type, Plan()).data == result.data
    assert not any(VALUE.search(unit.text) for unit in again.units)


@pytest.mark.parametrize("place", [place for place in PLACES if "docx" in place or "odt" in place])
def test_the_rest_stays(place: str) -> None:
    if place in {"docx-strict"}:
        return
    assert recovered(cut_everything(PLACES[place]).data, ("The meeting was moved.",)) == ["The meeting was moved."]
