"""Whatever further place a PDF keeps a value in: it is read there, and gone after it was cut."""

import pytest

from redaction import Cut, Plan, StillThere, read, redact
from redaction.document import Document
from tests.redaction.documents.hiding_pdf_aside import ASIDE, SLACK
from tests.redaction.documents.hiding_pdf_fonts import BEHIND, MADE_OF, MAKERS, NAMES_OF_GLYPHS, SET
from tests.redaction.documents.pdf_builders import NAME, PLAIN
from tests.redaction.documents.pdf_searcher import recovered
from tests.redaction.documents.test_pdf_places import KIND, VALUE

FIRST, LAST = NAME.split()
PIECES = (FIRST, LAST, "Quill", "feather", "Zebe")
PLACES = SET | MADE_OF | ASIDE
UNSEEN = SLACK | BEHIND


def plan_of(document: Document) -> Plan:
    return Plan(
        cuts=tuple(
            Cut(unit=unit.id, start=found.start(), end=found.end(), replacement="[Person 1]")
            for unit in document.units
            for found in VALUE.finditer(unit.text)
        )
    )


@pytest.mark.parametrize("place", PLACES)
def test_found_before_and_gone_after(place: str) -> None:
    data = PLACES[place]
    assert recovered(data, (FIRST, LAST)) == [FIRST, LAST]
    plan = plan_of(read(data, KIND))
    assert plan.cuts, "the value was not read"

    result = redact(data, KIND, plan)

    assert recovered(result.data, (*PIECES, PLAIN)) == [PLAIN]


@pytest.mark.parametrize("place", UNSEEN)
def test_bytes_that_no_reader_sees_go_even_where_nothing_is_cut(place: str) -> None:
    data = UNSEEN[place]
    assert recovered(data, (FIRST, LAST)) == [FIRST, LAST]

    result = redact(data, KIND, plan_of(read(data, KIND)))

    assert result.dropped
    assert recovered(result.data, (*PIECES, PLAIN)) == [PLAIN]


@pytest.mark.parametrize("place", NAMES_OF_GLYPHS)
def test_names_that_letters_go_by_are_held(place: str) -> None:
    document = read(NAMES_OF_GLYPHS[place], KIND)

    with pytest.raises(StillThere):
        redact(NAMES_OF_GLYPHS[place], KIND, plan_of(document))


@pytest.mark.parametrize("place", MAKERS)
def test_who_made_a_typeface_goes_with_the_rest(place: str) -> None:
    cut = Cut(unit=0, start=0, end=len(PLAIN), replacement="[x]")

    assert recovered(redact(MAKERS[place], KIND, Plan(cuts=(cut,))).data, PIECES) == []
