"""Hiding places that few people know of: found before, and gone after, or the document is held."""

import base64
import binascii
import io
import re
import zipfile

import pytest

from redaction import Plan, StillThere, Unreadable, read, redact
from redaction.media_types import media_type
from tests.redaction.documents import hiding_further
from tests.redaction.documents.searcher import recovered as shallow
from tests.redaction.documents.searcher import squeezed, texts
from tests.redaction.documents.test_hiding_places import NEEDLES, VALUE, cut_everything

PLACES = {
    f"{kind}-{place}": data
    for kind, places in {
        "docx": hiding_further.WORD, "xlsx": hiding_further.SHEETS, "pptx": hiding_further.SLIDES,
        "odf": hiding_further.ODF,
    }.items()
    for place, data in places.items()
}  # fmt: skip
# Nobody looks into these; they go in any case.
UNSEEN = {
    "docx-embedded-font", "docx-field-data", "docx-drawing-packed-in-attribute", "docx-custom-xml-packed",
    "docx-ink", "odf-layout-cache", "odf-macro-library",
}  # fmt: skip
# Names of the formats' own language: nothing can be put there, so the document is held when they are cut.
NAMES = {"docx-relation-of-a-kind", "docx-content-type-of-a-part"}
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{24,}={0,2}")


def recovered(data: bytes, needles: tuple[str, ...]) -> list[str]:
    """As the plain searcher, and in what is coded in a part of the package."""
    found = set(shallow(data, needles))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        everything = [squeezed(text) for info in package.infolist() for text in _coded(package.read(info))]
    return [one for one in needles if one in found or any(squeezed(one) in text for text in everything)]


def _coded(part: bytes) -> list[str]:
    found = [part.decode("utf-16-be", "replace"), part[1:].decode("utf-16-be", "replace")]
    for run in _BASE64.findall(part):
        try:
            found += texts(base64.b64decode(run + b"=" * (-len(run) % 4)))
        except (binascii.Error, zipfile.BadZipFile):
            continue
    return found


@pytest.mark.parametrize("place", PLACES)
def test_the_searcher_finds_it_before(place: str) -> None:
    assert recovered(PLACES[place], NEEDLES) == list(NEEDLES)


@pytest.mark.parametrize("place", sorted(NAMES))
def test_what_cannot_be_cut_is_held(place: str) -> None:
    with pytest.raises(StillThere):
        cut_everything(PLACES[place])


@pytest.mark.parametrize("place", [place for place in PLACES if place not in NAMES])
def test_nothing_is_left(place: str) -> None:
    data = PLACES[place]

    result = redact(data, media_type(data), Plan()) if place in UNSEEN else cut_everything(data)

    assert recovered(result.data, (*NEEDLES, "Quill", "feather", "Zebe")) == []
    again = read(result.data, result.media_type)
    assert media_type(result.data) == result.media_type
    assert redact(result.data, result.media_type, Plan()).data == result.data
    assert not any(VALUE.search(unit.text) for unit in again.units)


@pytest.mark.parametrize("place", hiding_further.HELD)
def test_what_nobody_can_read_is_held(place: str) -> None:
    data = hiding_further.HELD[place]

    with pytest.raises(Unreadable):
        read(data, media_type(data))
