"""Drawings in documents: read as pictures, written as pictures, and nothing of them is left."""

import io
import re
import struct
import zipfile
from collections.abc import Callable

import pytest
from PIL import Image

from redaction import Cut, Document, Plan, Unreadable, read, redact
from redaction.isolate.programs import Confinement
from redaction.libreoffice import program
from redaction.libreoffice.drawings import MOST, as_pictures, is_drawing
from redaction.media_types import media_type
from tests.redaction.documents import picture_searcher
from tests.redaction.documents.builders import Part, docx, odf
from tests.redaction.documents.drawings import drawing

ODT = "application/vnd.oasis.opendocument.text"
SEEN = "The plan of Zebedee"


def in_word(data: bytes, kind: str) -> bytes:
    return docx(parts={f"word/media/image1.{kind}": Part(f"image/x-{kind}", "image", data)})


def in_writer(data: bytes, kind: str) -> bytes:
    return odf(ODT, f'<text:p><draw:frame><draw:image xlink:href="Pictures/1.{kind}"/></draw:frame></text:p>',
               {f"Pictures/1.{kind}": data})  # fmt: skip


PLACES = {
    "emf-in-word": lambda: in_word(drawing("emf", SEEN), "emf"),
    "wmf-in-word": lambda: in_word(drawing("wmf", SEEN), "wmf"),
    "emf-in-writer": lambda: in_writer(drawing("emf", SEEN), "emf"),
}


def pictures(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist() if re.search("media|Pictures", name)}


def cut(document: Document) -> Plan:
    return Plan(
        cuts=tuple(
            Cut(unit=unit.id, start=found.start(), end=found.end(), replacement="[Child A]")
            for unit in document.units
            for found in re.finditer("Zebedee", unit.text)
        )
    )


@pytest.mark.parametrize("place", PLACES)
def test_it_is_read_and_becomes_a_picture_without_what_is_cut(place: str) -> None:
    data = PLACES[place]()
    kind = media_type(data)
    document = read(data, kind)
    assert any(SEEN in unit.text for unit in document.units if unit.place == "picture")
    assert "unread-drawings" in document.notes

    result = redact(data, kind, cut(document))

    ((name, picture),) = pictures(result.data).items()
    assert media_type(picture) == "image/png"
    assert name.endswith(".png") or kind == ODT
    assert any("The plan of" in unit.text for unit in read(picture, "image/png").units)
    assert not picture_searcher.holds(picture, "Zebedee")
    assert b"EMF" not in picture
    assert redact(result.data, result.media_type, Plan()).data == result.data


def test_without_anything_to_cut_it_becomes_a_picture_too() -> None:
    data = in_word(drawing("emf", SEEN), "emf")

    result = redact(data, media_type(data), Plan())

    assert [media_type(one) for one in pictures(result.data).values()] == ["image/png"]
    assert "drawings" in result.dropped


def test_it_is_as_large_as_it_says() -> None:
    (picture,) = as_pictures([drawing("emf", SEEN)])

    with Image.open(io.BytesIO(picture or b"")) as image:
        left, top, right, bottom = struct.unpack_from("<4i", drawing("emf", SEEN), 24)
        assert image.width / image.height == pytest.approx((right - left) / (bottom - top), rel=0.02)
        assert image.info["dpi"] == pytest.approx((200, 200), rel=0.01)


def test_several_are_told_apart() -> None:
    made = [
        one or b""
        for one in as_pictures([drawing("emf", "first"), drawing("wmf", "second"), drawing("emf", "third")])
    ]

    assert ["first" in str(read(one, "image/png").units) for one in made] == [True, False, False]
    assert "second" in str(read(made[1], "image/png").units)


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(lambda: drawing("emf", SEEN)[:88] + b"\x0e\0\0\0\x14\0\0\0" + b"\0" * 12, id="nothing"),
        pytest.param(lambda: drawing("emf", SEEN)[:60], id="cut-off"),
    ],
)
@pytest.mark.parametrize("place", [in_word, in_writer])
def test_what_cannot_be_seen_is_left_out(made: Callable[[], bytes], place: Callable[[bytes, str], bytes]) -> None:
    data = made()
    assert is_drawing(data)
    whole = place(data, "emf")
    assert "unread-unknown-pictures" in read(whole, media_type(whole)).notes

    result = redact(whole, media_type(whole), Plan())

    assert "unknown pictures" in result.dropped
    (picture,) = pictures(result.data).values()
    assert "[picture left out]" in str(read(picture, "image/png").units)
    assert redact(result.data, result.media_type, Plan()).data == result.data


def test_more_than_can_be_drawn_in_time_are_not_drawn() -> None:
    made = as_pictures([drawing("emf", SEEN)] * (MOST + 2))

    assert [one is None for one in made] == [False] * MOST + [True] * 2


def test_without_libreoffice_it_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "confinement", lambda: Confinement.NONE)

    with pytest.raises(Unreadable, match="not installed"):
        read(in_word(drawing("emf", SEEN), "emf"), media_type(in_word(drawing("emf", SEEN), "emf")))
