"""OpenDocument in one XML file: what packages hide, pictures within, and what must be held."""

import base64
import io
import zipfile
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

import redaction
from redaction import Cut, Limits, Plan, StillThere, TooLarge, Unreadable
from redaction.media_types import media_type
from tests.redaction.documents.builders import ODT, odf
from tests.redaction.documents.hiding_odf import ODF
from tests.redaction.documents.hiding_rich_text import pixels
from tests.redaction.documents.test_hiding_places import NEEDLES, VALUE, cut_everything
from tests.redaction.documents.wide_searcher import recovered

OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT: Final = "application/vnd.oasis.opendocument.text-flat-xml"
STAYS: Final = "The meeting was moved."
PARTS: Final = ("meta.xml", "settings.xml", "styles.xml", "content.xml")


def flat(package: bytes, *, head: str = "") -> bytes:
    """A package's parts in one file."""
    root = etree.Element(f"{{{OFFICE}}}document", nsmap={"office": OFFICE})
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        root.set(f"{{{OFFICE}}}mimetype", archive.read("mimetype").decode())
        for name in PARTS:
            if name in archive.namelist():
                root.extend(list(etree.fromstring(archive.read(name))))
    return (head + etree.tostring(root, encoding="unicode")).encode()


def in_parts(package: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return set(archive.namelist()) <= {"mimetype", "META-INF/manifest.xml", *PARTS}


# In a package it is the manifest that says these.
PLACES: Final = {place: flat(data) for place, data in ODF.items() if in_parts(data) and place != "manifest-entry"}


def picture(data: bytes, around: str = "") -> bytes:
    """A document with a picture in a frame."""
    coded = base64.encodebytes(data).decode()
    inner = f"<draw:image><office:binary-data>{coded}</office:binary-data></draw:image>"
    return flat(odf(ODT, f"<text:p>{STAYS}</text:p><text:p><draw:frame>{around}{inner}</draw:frame></text:p>"))


@pytest.mark.parametrize("place", PLACES)
def test_the_searcher_finds_it_before(place: str) -> None:
    assert recovered(PLACES[place], NEEDLES) == list(NEEDLES)


@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_left(place: str) -> None:
    kind = media_type(PLACES[place])
    assert kind.endswith("-flat-xml")

    result = cut_everything(PLACES[place])

    assert recovered(result.data, (*NEEDLES, "Quill", "feather", "Zebe")) == []
    assert result.media_type == media_type(result.data) == kind
    assert redaction.redact(result.data, kind, Plan()).data == result.data
    assert not any(VALUE.search(unit.text) for unit in redaction.read(result.data, kind).units)
    if kind == TEXT and "metadata" not in place:
        assert recovered(result.data, (STAYS,)) == [STAYS]


def test_a_picture_stays_and_what_is_written_on_it_goes() -> None:
    data = picture(pixels("Dear Quillfeather"))
    document = redaction.read(data, TEXT)
    cuts = tuple(
        Cut(unit=unit.id, start=at, end=at + 12, replacement="[Person 1]")
        for unit in document.units
        if (at := unit.text.find("Quillfeather")) >= 0
    )

    result = redaction.redact(data, TEXT, Plan(cuts=cuts))

    again = " ".join(unit.text for unit in redaction.read(result.data, TEXT).units)
    assert "Dear" in again
    assert "Quillfeather" not in again
    assert b"draw:image" in result.data


def test_the_picture_of_an_object_goes() -> None:
    data = picture(b"VCLMTF of an object", "<draw:object/>")

    assert redaction.read(data, TEXT).notes == ("unread-previews",)
    result = redaction.redact(data, TEXT, Plan())
    assert b"binary-data" not in result.data
    assert result.dropped == ("previews",)


def test_a_picture_of_a_package_stays_in_its_place() -> None:
    image = '<draw:frame><draw:image xlink:href="Pictures/1.png"/></draw:frame>'
    data = odf(ODT, f"<text:p>Zebedee Quillfeather {image}</text:p>", parts={"Pictures/1.png": pixels("Hello")})

    with zipfile.ZipFile(io.BytesIO(cut_everything(data).data)) as archive:
        assert b'xlink:href="Pictures/1.png"' in archive.read("content.xml")
        assert archive.read("Pictures/1.png").startswith(b"\x89PNG")


HELD: Final = {
    "document-type": flat(ODF["paragraph"], head="<!DOCTYPE a>"),
    "cut-off": PLACES["paragraph"][:-20],
    "deep": PLACES["paragraph"].replace(
        b"</office:document>", b"<office:x>" * 300 + b"</office:x>" * 300 + b"</office:document>"
    ),
    "object": PLACES["paragraph"].replace(
        b"</office:document>", b"<office:binary-data>0M8R4KGxGuE=</office:binary-data></office:document>"
    ),
    "not-whole": picture(b"x").replace(b"eA==", b"e"),
}  # fmt: skip


@pytest.mark.parametrize("kind", HELD)
def test_held(kind: str) -> None:
    with pytest.raises(Unreadable):
        redaction.read(HELD[kind], TEXT)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\x01\0\0\0" + bytes(36) + b" EMF", id="drawing"),
        pytest.param(pixels("x")[:70], id="damaged"),
        pytest.param(b"%PDF-1.4", id="a-page"),
    ],
)
def test_a_picture_that_is_not_read_is_left_out(data: bytes) -> None:
    assert "unread-unknown-pictures" in redaction.read(picture(data), TEXT).notes

    result = redaction.redact(picture(data), TEXT, Plan())

    assert "unknown pictures" in result.dropped
    assert "[picture left out]" in " ".join(unit.text for unit in redaction.read(result.data, TEXT).units)


def test_another_root_is_no_such_document() -> None:
    assert media_type(b"<office:document xmlns:office='urn:x'/>") == "text/xml"
    with pytest.raises(Unreadable):
        redaction.read(b"<office:document xmlns:office='urn:x' office:mimetype='application/pdf'/>", TEXT)


@pytest.mark.parametrize("limits", [Limits(max_bytes=20), Limits(max_chars=3)])
def test_limits(limits: Limits) -> None:
    with pytest.raises(TooLarge):
        redaction.read(PLACES["paragraph"], TEXT, limits=limits)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    place=st.sampled_from(sorted(PLACES)),
    at=st.integers(0, 900),
    new=st.sampled_from([b"<", b">", b"&", b"'", b"\xff", b"<text:p>", b"</text:p>", b"office:binary-data", b"\0"]),
)
def test_damage_is_no_other_exception(place: str, at: int, new: bytes) -> None:
    data = PLACES[place]
    damaged = data[: at % len(data)] + new + data[at % len(data) :]
    kind = media_type(damaged)
    try:
        document = redaction.read(damaged, kind)
        cuts = tuple(Cut(unit=one.id, start=0, end=1, replacement="[é]") for one in document.units if one.text)
        redaction.redact(damaged, kind, Plan(cuts=cuts))
    except (Unreadable, StillThere):
        return
