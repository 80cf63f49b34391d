"""Whatever place a PDF keeps a value in: it is read there, and gone after it was cut."""

import io
import re

import pymupdf
import pytest

from redaction import Cut, Plan, Redacted, StillThere, read, redact
from redaction.media_types import media_type
from tests.redaction.documents.hiding_pdf import BESIDE, FIRST, HELD_WHEN_CUT, LAST, PAGES, PLACES, UNREAD
from tests.redaction.documents.pdf_builders import NAME, PLAIN
from tests.redaction.documents.pdf_searcher import recovered

KIND = "application/pdf"
# A detector that knows the name, however it is broken up.
VALUE = re.compile(r"[\W_]*".join(NAME.replace(" ", "")), re.IGNORECASE)
# The searcher sees only what can be had without guessing.
NOT_SEEN = {"zip-behind"}


def cut_everything(data: bytes) -> Redacted:
    document = read(data, KIND)
    cuts = tuple(
        Cut(unit=unit.id, start=found.start(), end=found.end(), replacement="[Person 1]")
        for unit in document.units
        for found in VALUE.finditer(unit.text)
    )
    assert cuts or document.notes, "the value was not read"
    return redact(data, KIND, Plan(cuts=cuts))


@pytest.mark.parametrize("place", [*PLACES, *(place for place in UNREAD if place not in NOT_SEEN)])
def test_the_searcher_finds_it_before(place: str) -> None:
    assert recovered((PLACES | UNREAD)[place], (FIRST, LAST)) == [FIRST, LAST]


@pytest.mark.parametrize("place", [*PLACES, *UNREAD])
def test_nothing_is_left_and_the_rest_stays(place: str) -> None:
    data = (PLACES | UNREAD)[place]

    result = cut_everything(data)

    assert recovered(result.data, (FIRST, LAST, "Quill", "feather", "Zebe")) == []
    assert recovered(result.data, (PLAIN,)) == [PLAIN]
    # What was written can be read, says what it is, and is done with.
    again = read(result.data, KIND)
    assert media_type(result.data) == KIND
    assert redact(result.data, KIND, Plan()).data == result.data
    assert not any(VALUE.search(unit.text) for unit in again.units)
    with pymupdf.open("pdf", data) as before, pymupdf.open("pdf", result.data) as after:
        assert [page.rect for page in before] == [page.rect for page in after]


@pytest.mark.parametrize("place", UNREAD)
def test_unread_bytes_go_even_where_nothing_is_cut(place: str) -> None:
    data = UNREAD[place]

    document = read(data, KIND)
    result = redact(data, KIND, Plan())

    assert any(note.startswith("unread-") for note in document.notes)
    assert result.dropped
    assert recovered(result.data, (FIRST, LAST)) == []


@pytest.mark.parametrize("place", HELD_WHEN_CUT)
def test_what_cannot_be_cut_is_held(place: str) -> None:
    with pytest.raises(StillThere):
        cut_everything(HELD_WHEN_CUT[place])


@pytest.mark.parametrize("place", [place for place in PLACES if not read(PLACES[place], KIND).notes])
def test_nothing_to_cut_comes_back_byte_for_byte(place: str) -> None:
    assert redact(PLACES[place], KIND, Plan()).data == PLACES[place]


def test_the_label_stands_where_the_name_stood() -> None:
    result = cut_everything(PAGES["plain"])

    with pymupdf.open("pdf", result.data) as document:
        (found,) = document[0].search_for("[Person 1]")
    assert (round(found.x0), round(found.y1)) == (72, 842 - 646)


def test_what_was_beside_the_page_is_told() -> None:
    assert cut_everything(BESIDE["bookmark"]).dropped == ("bookmark",)
    assert "script" in cut_everything(BESIDE["script"]).dropped
    assert "earlier revision" in cut_everything(BESIDE["earlier-revision"]).dropped


def test_values_of_one_person_go_and_those_of_another_stay() -> None:
    document = pymupdf.open()
    page = document.new_page()
    page.insert_text((72, 100), "Grace Okafor and Mia Okafor were seen. Then Grace spoke.")
    data = document.tobytes()
    text = read(data, KIND).units[0].text
    spans = [found.span() for found in re.finditer("Grace Okafor|Grace(?= spoke)", text)]
    cuts = tuple(Cut(unit=0, start=start, end=end, replacement="[Child A]") for start, end in spans)

    result = redact(data, KIND, Plan(cuts=cuts, kept=("Mia Okafor",)))

    assert recovered(result.data, ("Mia Okafor", "Grace", "were seen", "spoke")) == [
        "Mia Okafor",
        "were seen",
        "spoke",
    ]

    followed = redact(data, KIND, Plan(cuts=cuts[:1], kept=("Mia Okafor",)))

    assert recovered(followed.data, ("Mia Okafor", "Grace", "spoke")) == ["Mia Okafor", "spoke"]


def test_lines_above_and_below_keep_their_letters() -> None:
    document = pymupdf.open()
    page = document.new_page()
    for number in range(30):
        words = f"{NAME} was seen." if number % 2 else "Apples grow on tall trees in June."
        page.insert_text((72, 100 + 10.5 * number), words, fontsize=11)

    result = cut_everything(document.tobytes())

    with pymupdf.open("pdf", io.BytesIO(result.data)) as after:
        text = after[0].get_text()
    assert text.count("Apples grow on tall trees in June.") == 15
    assert text.count("was seen.") == 15
