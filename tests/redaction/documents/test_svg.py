"""SVG: a value in each place that it can stand in, what is written, and what must be held."""

import base64
import io
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image, ImageDraw, ImageFont

import redaction
from redaction import Cut, Limits, Plan, StillThere, TooLarge, Unreadable
from redaction.media_types import media_type
from tests.redaction.documents.builders import docx, paragraph
from tests.redaction.documents.hiding_word import NAME
from tests.redaction.documents.test_hiding_places import NEEDLES, VALUE, cut_everything
from tests.redaction.documents.wide_searcher import recovered

TYPE: Final = "image/svg+xml"
STAYS: Final = "The meeting was moved."


def svg(inner: str = "", head: str = "", attributes: str = "") -> bytes:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:x="urn:x"'
    return (
        f'{head}<svg {names} width="400" height="200"{attributes}><text x="5" y="15">{STAYS}</text>{inner}</svg>'
    ).encode()


def picture(text: str) -> bytes:
    image = Image.new("RGB", (700, 120), "white")
    ImageDraw.Draw(image).text((20, 30), text, fill="black", font=ImageFont.load_default(40))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def data_of(data: bytes, kind: str = "image/png") -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


PLACES: Final[dict[str, bytes]] = {
    "text": svg(f"<text x='5' y='40'>{NAME}</text>"),
    "spans": svg("<text>Zeb<tspan>edee Quill</tspan>feather</text>"),
    "lines": svg("<text><tspan x='5' y='40'>Zebedee</tspan><tspan x='5' y='60'>Quillfeather</tspan></text>"),
    "letters-placed": svg("<text x='5 9 14'>" + "".join(f"<tspan dx='1'>{one}</tspan>" for one in NAME) + "</text>"),
    "numbered": svg("<text>&#90;ebedee &#x51;uillfeather</text>"),
    "cdata": svg(f"<text><![CDATA[{NAME}]]></text>"),
    "wrapped": svg("<text>Zebedee\n      Quillfeather</text>"),
    "text-path": svg(f"<text><textPath href='#a'>{NAME}</textPath></text>"),
    "around-a-comment": svg("<text>Zebedee Quill<!-- x -->feather</text>"),
    "hidden": svg(f"<text display='none'>{NAME}</text>"),
    "white": svg(f"<text fill='white'>{NAME}</text>"),
    "title": svg(f"<title>{NAME}</title>"),
    "description": svg(f"<g><desc>{NAME}</desc></g>"),
    "metadata": svg(f"<metadata><x:creator>{NAME}</x:creator></metadata>"),
    "metadata-attribute": svg(f"<metadata><x:creator x:name='{NAME}'/></metadata>"),
    "style": svg(f"<style>/* {NAME} */ .a {{ fill: red }}</style>"),
    "style-content": svg(f"<style>.a::after {{ content: '{NAME}' }}</style>"),
    "style-imported": svg("<style>@import url(https://x.example/Zebedee-Quillfeather)</style>"),
    "style-attribute": svg(f"<g style=\"font-family: '{NAME}'\"/>"),
    "class": svg("<style>.Zebedee_Quillfeather { fill: red }</style><g class='Zebedee_Quillfeather'/>"),
    "identifier": svg("<g id='Zebedee_Quillfeather'/><use href='#Zebedee_Quillfeather'/>"),
    "label": svg(f"<g aria-label='{NAME}'/>"),
    "unknown-attribute": svg(f"<g data-note='{NAME}'/>"),
    "foreign-attribute": svg(f"<g x:label='{NAME}'/>"),
    "unknown-attribute-name": svg("<g data-Zebedee-Quillfeather='1'/>"),
    "unknown-element-attribute-name": svg("<x:note Zebedee-Quillfeather='1'/>"),
    "namespace": svg("<g xmlns:y='urn:Zebedee-Quillfeather'/>"),
    "namespace-prefix": svg("<g xmlns:Zebedee-Quillfeather='urn:y'/>"),
    "number-that-is-none": svg(f"<g x='{NAME}'/>"),
    "foreign-object": svg(f"<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>{NAME}</p></foreignObject>"),
    "unknown-element": svg(f"<x:note>{NAME}</x:note>"),
    "unknown-element-name": svg("<x:Zebedee_Quillfeather/>"),
    "script": svg(f"<script>alert('{NAME}')</script>"),
    "event": svg(f"<g onclick=\"alert('{NAME}')\"/>"),
    "animated": svg(f"<text>x<set attributeName='x' to='{NAME}'/></text>"),
    "comment": svg(f"<!-- {NAME} -->"),
    "comment-outside": svg(head=f"<!-- {NAME} -->"),
    "instruction": svg(head="<?xml-stylesheet href='zebedee-quillfeather.css'?>"),
    "link": svg("<a href='mailto:zebedee.quillfeather@x.example'><text>x</text></a>"),
    "link-of-old": svg("<a xlink:href='https://x.example/?q=Zebedee%20Quillfeather'><text>x</text></a>"),
    "picture-elsewhere": svg("<image href='file:///home/zebedee-quillfeather/a.png'/>"),
    "unused": svg(f"<defs><text>{NAME}</text></defs>"),
    "outside-of-the-picture": svg(f"<text x='5000'>{NAME}</text>"),
}


@pytest.mark.parametrize("place", PLACES)
def test_the_searcher_finds_it_before(place: str) -> None:
    assert recovered(PLACES[place], NEEDLES) == list(NEEDLES)


@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_left(place: str) -> None:
    assert media_type(PLACES[place]) == TYPE

    result = cut_everything(PLACES[place])

    assert recovered(result.data, (*NEEDLES, "Quill", "feather", "Zebe")) == []
    assert recovered(result.data, (STAYS,)) == [STAYS]
    assert result.media_type == media_type(result.data) == TYPE
    assert redaction.redact(result.data, TYPE, Plan()).data == result.data
    assert not any(VALUE.search(unit.text) for unit in redaction.read(result.data, TYPE).units)
    etree.fromstring(result.data)


def test_a_picture_in_it_is_painted_over() -> None:
    data = svg(f"<image width='300' height='60' href='{data_of(picture('Dear Quillfeather'))}'/>")
    document = redaction.read(data, TYPE)
    cuts = tuple(
        Cut(unit=unit.id, start=at, end=at + 12, replacement="[Person 1]")
        for unit in document.units
        if (at := unit.text.find("Quillfeather")) >= 0
    )
    assert cuts

    result = redaction.redact(data, TYPE, Plan(cuts=cuts))

    again = " ".join(unit.text for unit in redaction.read(result.data, TYPE).units)
    assert "Dear" in again
    assert "Quillfeather" not in again


def outlined() -> bytes:
    """Letters that are no text: the edges of what a font draws."""
    image = Image.new("1", (360, 60), 0)
    ImageDraw.Draw(image).text((10, 5), "Quillfeather", fill=1, font=ImageFont.load_default(40))
    runs = "".join(f"M{x} {y}h1v1h-1z" for y in range(60) for x in range(360) if image.getpixel((x, y)))
    return svg(f"<path transform='translate(10,60)' d='{runs}'/>")


def test_letters_that_are_drawn_are_seen_and_hold_it() -> None:
    assert any("Quillfeather" in unit.text for unit in redaction.read(outlined(), TYPE).units)
    units = redaction.read(outlined(), TYPE).units
    cuts = tuple(
        Cut(unit=unit.id, start=at, end=at + 12, replacement="[Person 1]")
        for unit in units
        if (at := unit.text.find("Quillfeather")) >= 0
    )

    with pytest.raises(StillThere):
        redaction.redact(outlined(), TYPE, Plan(cuts=cuts))


HELD: Final[dict[str, bytes]] = {
    "document-type": svg(head="<!DOCTYPE svg>"),
    "entities": svg("<text>&a;</text>", head="<!DOCTYPE svg [<!ENTITY a 'Zebedee'>]>"),
    "laughs": svg(
        "<text>&l8;</text>",
        "<!DOCTYPE a [" + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(9)) + "]>",
    ),
    "unknown-entity": svg("<text>&nbsp;</text>"),
    "cut-off": svg()[:-10],
    "too-deep": svg("<g>" * 400 + "</g>" * 400),
    "other-root": b"<svg><text>x</text></svg>",
    "embedded-document": svg(f"<image href='{data_of(docx(paragraph('x')))}'/>"),
    "embedded-drawing": svg(f"<image href='{data_of(svg(), TYPE)}'/>"),
    "embedded-not-whole": svg("<image href='data:image/png;base64,AAA!'/>"),
    "embedded-text": svg("<a href='data:text/plain,Zebedee'/>"),
    "embedded-damaged": svg(f"<image href='{data_of(picture('x')[:60])}'/>"),
}


@pytest.mark.parametrize("kind", HELD)
def test_held(kind: str) -> None:
    assert media_type(HELD[kind]) == ("text/xml" if kind in {"entities", "laughs"} else TYPE)
    with pytest.raises(Unreadable):
        redaction.read(HELD[kind], TYPE)


def test_a_drawing_stays_a_drawing() -> None:
    drawing = (
        "<defs><linearGradient id='g'><stop offset='0' stop-color='red'/></linearGradient></defs>"
        "<style>.a { fill: url(#g) }</style><g transform='translate(1,2) scale(2)'><path class='a' d='M0 0h9v9z'/>"
        "<circle cx='9' cy='9' r='5' fill='#123456'/></g><text x='5' y='90'>Zebedee Quillfeather</text>"
    )

    result = cut_everything(svg(drawing))

    assert result.dropped == ()
    kept = etree.fromstring(result.data)
    assert [etree.QName(one).localname for one in kept.iter()] == [
        etree.QName(one).localname for one in etree.fromstring(svg(drawing)).iter()
    ]
    assert b"url(#g)" in result.data


def test_limits() -> None:
    with pytest.raises(TooLarge):
        redaction.read(svg(), TYPE, limits=Limits(max_chars=5))
    with pytest.raises(TooLarge):
        redaction.read(svg(), TYPE, limits=Limits(max_bytes=5))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    place=st.sampled_from(sorted(PLACES)),
    at=st.integers(0, 500),
    new=st.sampled_from(
        [b"<", b">", b"&#0;", b"'", b"\xff", b"<g>", b"</g>", b"<text>", b"xlink:", b"data:,", b"\0"]
    ),
)
def test_damage_is_no_other_exception(place: str, at: int, new: bytes) -> None:
    data = PLACES[place]
    damaged = data[: at % len(data)] + new + data[at % len(data) :]
    try:
        document = redaction.read(damaged, TYPE)
        cuts = tuple(Cut(unit=one.id, start=0, end=1, replacement="[é]") for one in document.units if one.text)
        redaction.redact(damaged, TYPE, Plan(cuts=cuts))
    except (Unreadable, StillThere):
        return
