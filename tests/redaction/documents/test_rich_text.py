"""Rich text: a value in each place that it can stand in, what is written, and what must be held."""

import io
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

import redaction
from redaction import Cut, Limits, Plan, StillThere, TooLarge, Unreadable
from redaction.media_types import media_type
from redaction.ocr import read_picture
from redaction.verify import verify
from tests.redaction.documents.drawings import drawing
from tests.redaction.documents.hiding_rich_text import HELD, LEFT_OUT, RICH_TEXT, STAYS, pixels, rtf
from tests.redaction.documents.hiding_word import NAME
from tests.redaction.documents.test_hiding_places import NEEDLES, VALUE, cut_everything
from tests.redaction.documents.wide_searcher import recovered

TYPE = "application/rtf"
SEEN = "The plan of Zebedee"
PIECES = [
    b"{", b"}", b"\\", b"\\'", b"\\'e", b"\\u", b"\\u99999999999", b"\\bin3 ", b"\\*", b"\\v", b"\\uc9 ", b"\xff",
    b"\\pict", b"\\f1", b"\\f2\\'81", b"\\fldinst", b"{\\*", b"{\\sp", b"\\u-10179?", b"\0", b"\\ansicpg65001\\'ff",
]  # fmt: skip
LETTERS_BETWEEN = {"hidden-letters-within"}


@pytest.mark.parametrize("place", RICH_TEXT)
def test_the_searcher_finds_it_before(place: str) -> None:
    needles = NEEDLES[:0] if place in LETTERS_BETWEEN else NEEDLES
    assert recovered(RICH_TEXT[place], needles) == list(needles)


@pytest.mark.parametrize("place", RICH_TEXT)
def test_nothing_is_left(place: str) -> None:
    assert media_type(RICH_TEXT[place]) == TYPE

    result = cut_everything(RICH_TEXT[place])

    assert recovered(result.data, (*NEEDLES, "Quill", "feather", "Zebe")) == []
    assert recovered(result.data, (STAYS,)) == [STAYS]
    assert result.media_type == media_type(result.data) == TYPE
    assert redaction.redact(result.data, TYPE, Plan()).data == result.data
    assert not any(VALUE.search(unit.text) for unit in redaction.read(result.data, TYPE).units)


@pytest.mark.parametrize("kind", HELD)
def test_held(kind: str) -> None:
    assert media_type(HELD[kind]) == TYPE
    with pytest.raises(Unreadable):
        redaction.read(HELD[kind], TYPE)


@pytest.mark.parametrize("kind", LEFT_OUT)
def test_a_picture_that_is_not_read_is_left_out(kind: str) -> None:
    assert "unread-unknown-pictures" in redaction.read(LEFT_OUT[kind], TYPE).notes

    result = redaction.redact(LEFT_OUT[kind], TYPE, Plan())

    assert "unknown pictures" in result.dropped
    (blip,) = re.findall(rb"\\pngblip ([0-9a-f]+)", result.data)
    assert read_picture(Image.open(io.BytesIO(bytes.fromhex(blip.decode())))).text == "[picture left out]"
    assert redaction.redact(result.data, TYPE, Plan()).data == result.data


@pytest.mark.parametrize("after", [NAME.encode(), rtf(NAME), b"\x00\x11{", rb"\par}"])
def test_bytes_after_the_end_are_left_out(after: bytes) -> None:
    assert redaction.read(rtf("Hello") + after, TYPE).notes == ("unread-bytes-after",)

    result = redaction.redact(rtf("Hello") + after, TYPE, Plan())

    assert "bytes after" in result.dropped
    assert recovered(result.data, NEEDLES) == []
    assert "Hello" in redaction.read(result.data, TYPE).units[0].text


def test_a_typeface_is_no_name_that_was_cut() -> None:
    data = rtf("Arial left.", head=r"{\fonttbl{\f0\fswiss Arial;}{\f1 Arial CE;}{\f2 MS Mincho Western;}}")

    result = redaction.redact(data, TYPE, _cut(data, "Arial"))

    assert result.data.count(b"Arial") == 4
    with pytest.raises(StillThere):
        verify(result.data.replace(b"[", b"Arial["), TYPE, result.removed)


def test_of_an_object_stays_what_it_looks_like() -> None:
    data = rtf(
        r"{\object\objemb\objw900{\*\objclass Word.Document}{\*\objdata 0105 d0cf11e0}"
        r"{\result {\pict\pngblip " + pixels("Dear Zebedee").hex() + r"}Zebedee's letter}}"
    )
    assert "unread-embedded-objects" in redaction.read(data, TYPE).notes

    result = redaction.redact(data, TYPE, _cut(data, "Zebedee"))

    assert "embedded objects" in result.dropped
    assert b"obj" not in result.data
    assert b"d0cf11e0" not in result.data
    again = " ".join(unit.text for unit in redaction.read(result.data, TYPE).units)
    assert "Dear" in again
    assert "'s letter" in again
    assert "Zebedee" not in again


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        pytest.param(r"caf\'e9", "café", id="western"),
        pytest.param(r"\f1\'cc\'e8\'ff", "Мия", id="by-the-charset-of-the-font"),
        pytest.param(r"\f2\'93\'fa", "日", id="two-bytes-a-character"),
        pytest.param(r"\u-10179?\u-8704?", "😀", id="two-numbers-a-character"),
        pytest.param(r"{\uc2\u233 xx}", "é", id="two-to-skip"),
        pytest.param(r"a\endash b\ldblquote c\rdblquote", "a\u2013b\u201cc\u201d", id="by-word"),
        pytest.param(r"\{a\}\\", "{a}\\", id="escaped"),
    ],
)
def test_characters_come_back(inner: str, text: str) -> None:
    data = rtf(rf"{inner} Quillfeather")
    assert text in redaction.read(data, TYPE).units[0].text

    result = redaction.redact(data, TYPE, _cut(data, "Quillfeather"))

    assert text in redaction.read(result.data, TYPE).units[0].text


def _cut(data: bytes, value: str) -> Plan:
    units = redaction.read(data, TYPE).units
    return Plan(
        cuts=tuple(
            Cut(unit=unit.id, start=at, end=at + len(value), replacement="[Person 1]")
            for unit in units
            if (at := unit.text.find(value)) >= 0
        )
    )


def test_the_look_stays() -> None:
    data = rtf(
        r"{\pard\qc\b\fs32 Mia Okafor\par}{\trowd\cellx900\intbl x\cell\row}", r"{\stylesheet{\s1\b heading 1;}}"
    )

    written = redaction.redact(data, TYPE, _cut(data, "Okafor")).data

    for kept in (rb"\pard \qc \b \fs32 Mia [Person 1]\par", rb"\trowd \cellx900 \intbl x\cell \row", b"heading 1;"):
        assert kept in written


def test_a_picture_is_painted_over() -> None:
    data = rtf(rf"{{\*\shppict{{\pict\picw70\pich12\pngblip {pixels('Dear Quillfeather').hex()}}}}}")

    result = redaction.redact(data, TYPE, _cut(data, "Quillfeather"))

    again = " ".join(unit.text for unit in redaction.read(result.data, TYPE).units)
    assert "Dear" in again
    assert "Quillfeather" not in again
    assert rb"\picw70 \pich12 \pngblip 89504e47" in result.data


def test_without_a_find_the_same_bytes_but_for_what_was_not_looked_into() -> None:
    assert redaction.redact(rtf("Hello"), TYPE, Plan()).data == rtf("Hello")
    themed = rtf(head=r"{\*\themedata 504b0304}{\*\datastore 0105}{\nonshppict{\pict\wmetafile8 0100}}")
    document = redaction.read(themed, TYPE)
    result = redaction.redact(themed, TYPE, Plan())

    assert document.notes == ("unread-theme", "unread-program-data", "unread-previews", "unread-pictures-in-shapes")
    assert b"504b" not in result.data
    assert {"theme", "program data", "previews"} <= set(result.dropped)


@pytest.mark.parametrize("limits", [Limits(max_bytes=20), Limits(max_chars=20), Limits(max_depth=2)])
def test_limits(limits: Limits) -> None:
    with pytest.raises(TooLarge):
        redaction.read(RICH_TEXT["groups"], TYPE, limits=limits)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    place=st.sampled_from(sorted(set(RICH_TEXT) - {"picture-property"})),
    at=st.integers(0, 400),
    new=st.sampled_from(PIECES),
)
def test_damage_is_no_other_exception(place: str, at: int, new: bytes) -> None:
    data = RICH_TEXT[place]
    damaged = data[: at % len(data)] + new + data[at % len(data) :]
    try:
        document = redaction.read(damaged, TYPE)
        cuts = tuple(Cut(unit=one.id, start=0, end=1, replacement="[é]") for one in document.units if one.text)
        redaction.redact(damaged, TYPE, Plan(cuts=cuts))
    except (Unreadable, StillThere):
        return


SHOWN_IN = {
    "emf": lambda: rtf(rf"{{\*\shppict{{\pict\emfblip\picwgoal4000\pichgoal1000 {drawing('emf', SEEN).hex()}}}}}"),
    "wmf": lambda: rtf(rf"{{\pict\wmetafile8\picwgoal10771\pichgoal15704 {drawing('wmf', SEEN)[22:].hex()}}}"),
    "shape": lambda: rtf(
        r"{\shp{\*\shpinst\shpleft1\shptop1\shpright9\shpbottom9{\sp{\sn shapeType}{\sv 75}}"
        rf"{{\sp{{\sn pib}}{{\sv {{\pict\pngblip {pixels(SEEN).hex()}}}}}}}}}}}"
    ),
}


@pytest.mark.parametrize("kind", SHOWN_IN)
def test_drawings_and_pictures_of_shapes_are_read_and_painted_over(kind: str) -> None:
    data = SHOWN_IN[kind]()
    found = redaction.read(data, TYPE)
    unit = next(unit for unit in found.units if "Zebedee" in unit.text)
    begin = unit.text.index("Zebedee")

    cut = Plan(cuts=(Cut(unit=unit.id, start=begin, end=begin + 7, replacement="[Person 1]"),))
    result = redaction.redact(data, TYPE, cut)

    again = redaction.read(result.data, TYPE)
    texts = "\n".join(unit.text for unit in again.units)
    assert "Zebedee" not in texts
    assert "plan" in texts
    assert b"pngblip" in result.data
    assert not any(word in result.data for word in (b"emfblip", b"wmetafile"))
