"""Paragraphs: the same words, however they are quoted, wrapped, spaced or marked up."""

from typing import Final

import pytest

from gateway.find.paragraphs import Sort, paragraphs
from gateway.model.message import Place, Reading, Unit
from gateway.read.zones import zones

SAID: Final = ("mia", "okafor", "was", "seen", "at", "home", "on", "monday", "with", "andre")
TEXT: Final = "Mia Okafor was seen at home on Monday with Andr\u00e9."


def reading(text: str, place: Place = Place.TEXT, label: str = "") -> Reading:
    unit = Unit(id=0, place=place, part="1", label=label, text=text, zones=zones(text))
    return Reading(fields=(), units=(unit,), attachments=(), unread=(), signed=(), encrypted=False)


def prose(text: str, place: Place = Place.TEXT) -> list[tuple[str, ...]]:
    return [one.words for one in paragraphs(reading(text, place)) if one.sort is Sort.PROSE]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TEXT, id="as-it-is"),
        pytest.param(f"> {TEXT}\n", id="quoted"),
        pytest.param(f">> {TEXT.replace('at home', 'at' + chr(10) + '>> home')}", id="quoted-twice-and-wrapped"),
        pytest.param("MIA OKAFOR was seen - at home - on Monday, with Andre", id="case-and-punctuation"),
        pytest.param(TEXT.replace("Monday", "Mon\u00adday").replace("Mia", "M\u200bia"), id="invisible-characters"),
        pytest.param(TEXT.replace(" was", "\u00a0was"), id="no-break-space"),
        pytest.param(TEXT.replace("Monday", "Mon-\nday"), id="word-over-a-line-end"),
        pytest.param(f"On Mon, 16 Nov 2026, Ana Sharma wrote:\n> {TEXT}", id="below-who-wrote-it"),
        pytest.param(f"Dear colleagues,\n{TEXT}\nKind regards\nAna", id="between-greeting-and-signature"),
        pytest.param(f"Purpose: early-help\n\n{TEXT}", id="below-what-is-told-the-gateway"),
    ],
)
def test_same_words(text: str) -> None:
    assert prose(text) == [SAID]


def test_an_html_block_is_a_paragraph() -> None:
    assert prose(f"{TEXT}\nHer asthma is better.", Place.HTML) == [SAID, ("her", "asthma", "is", "better")]


def test_a_blank_line_ends_a_paragraph() -> None:
    assert prose(f"{TEXT}\n \nHer asthma\nis better.") == [SAID, ("her", "asthma", "is", "better")]


@pytest.mark.parametrize(
    "subject",
    ["Mia Okafor", "Re: Mia Okafor", "FW: RE: Mia Okafor", "AW: [EXTERNAL] Mia Okafor", "[a] Re: [b] mia okafor"],
)
def test_a_reply_has_the_subject_line_that_it_answers(subject: str) -> None:
    (one,) = paragraphs(reading(subject, Place.SUBJECT, "Subject"))

    assert (one.sort, one.words) == (Sort.SUBJECT, ("mia", "okafor"))
    assert subject[one.start : one.end].lower() == "mia okafor"


def test_spans_point_at_the_words() -> None:
    text = f"Dear all,\n\n{TEXT}\n\n> quoted words\n"
    here = [(text[one.start : one.end], one.quoted) for one in paragraphs(reading(text)) if one.sort is Sort.PROSE]

    assert here == [(TEXT, False), ("> quoted words", True)]
