"""Calendars and cards: a value in each place that it can stand in, what is written, and what must be held."""

import base64
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import redaction
from redaction import Cut, Limits, Plan, StillThere, TooLarge, Unreadable
from redaction.media_types import media_type
from tests.redaction.documents.builders import docx, paragraph
from tests.redaction.documents.hiding_rich_text import pixels
from tests.redaction.documents.hiding_word import NAME
from tests.redaction.documents.test_hiding_places import NEEDLES, VALUE, cut_everything
from tests.redaction.documents.wide_searcher import recovered

STAYS: Final = "The meeting was moved."


def card(*lines: str, version: str = "3.0", end: str = "\r\n") -> bytes:
    return end.join(["BEGIN:VCARD", f"VERSION:{version}", f"TITLE:{STAYS}", *lines, "END:VCARD", ""]).encode()


def calendar(*lines: str, head: str = "", end: str = "\r\n") -> bytes:
    start = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:x",
        *([head] if head else []),
        "BEGIN:VEVENT",
        f"SUMMARY:{STAYS}",
    ]
    return end.join([*start, *lines, "END:VEVENT", "END:VCALENDAR", ""]).encode()


def coded(data: bytes) -> str:
    return base64.b64encode(data).decode()


_QUOTED: Final = "ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8"

PLACES: Final[dict[str, bytes]] = {
    "card-name": card(f"FN:{NAME}"),
    "card-structured-name": card("N:Quillfeather;Zebedee;;;"),
    "card-name-folded": card("FN:Zebedee Quill\r\n feather"),
    "card-name-folded-by-a-tab": card("FN:Zebedee Quill\r\n\tfeather"),
    "card-line-feeds": card(f"NOTE:Dear {NAME}", end="\n"),
    "card-note-escaped": card("NOTE:Zebedee\\nQuillfeather\\, hello"),
    "card-nickname": card(f"NICKNAME:x,{NAME}"),
    "card-address": card(f"ADR;TYPE=home:;;{NAME};Leeds;;LS1;"),
    "card-label": card(f'ADR;LABEL="{NAME}":;;x;;;;', version="4.0"),
    "card-organisation": card(f"ORG:x;{NAME}"),
    "card-mail": card("EMAIL:zebedee.quillfeather@x.example"),
    "card-messenger": card("IMPP:xmpp:zebedee.quillfeather@x.example"),
    "card-related": card(f"RELATED;VALUE=text:{NAME}", version="4.0"),
    "card-birthday-text": card(f"BDAY;VALUE=text:{NAME}", version="4.0"),
    "card-link": card("URL:https://x.example/?q=Zebedee%20Quillfeather"),
    "card-link-to-a-file": card("URL:file:///home/zebedee-quillfeather/a.html"),
    "card-unknown": card(f"X-NOTE:{NAME}"),
    "card-unknown-name": card("X-Zebedee-Quillfeather:x"),
    "card-group": card(f"item1.TEL:1\r\nitem1.X-ABLabel:{NAME}"),
    "card-group-name": card("Zebedee-Quillfeather.TEL:1"),
    "card-parameter": card(f'TEL;X-OWN="{NAME}":1'),
    "card-type": card("TEL;TYPE=zebedee-quillfeather:1"),
    "card-sort": card(f'N;SORT-AS="{NAME}":x;;;;', version="4.0"),
    "card-product": card(f"PRODID:{NAME}"),
    "card-quoted": card(f"NOTE;{_QUOTED}:Zebedee Quill=66eather", version="2.1"),
    "card-quoted-broken": card(f"NOTE;{_QUOTED}:Zebedee Quill=\r\nfeather", version="2.1"),
    "card-quoted-without-its-name": card("NOTE;QUOTED-PRINTABLE:Zebedee=20Quillfeather", version="2.1"),
    "card-quoted-structured": card(f"N;{_QUOTED}:Quillfeather;Zebedee", version="2.1"),
    "card-unknown-quoted": card(f"X-A;{_QUOTED}:Zebedee Quill=66eather", version="2.1"),
    "card-agent": card(f"AGENT:\r\nBEGIN:VCARD\r\nFN:{NAME}\r\nEND:VCARD"),
    "card-second": card() + card(f"FN:{NAME}"),
    "card-file": calendar(f"ATTACH;ENCODING=BASE64;VALUE=BINARY:{coded(docx(paragraph(NAME)))}"),
    "card-mark": b"\xef\xbb\xbf" + card(f"FN:{NAME}"),
    "card-utf-16": card(f"FN:{NAME}").decode().encode("utf-16"),
    "calendar-description": calendar(f"DESCRIPTION:Dear {NAME}"),
    "calendar-folded-often": calendar("DESCRIPTION:" + "\r\n ".join(NAME)),
    "calendar-location": calendar(f"LOCATION:{NAME}"),
    "calendar-attendee": calendar(f'ATTENDEE;CN="{NAME}";RSVP=TRUE:mailto:a@x.example'),
    "calendar-attendee-carets": calendar('ATTENDEE;CN="Zebedee^nQuillfeather":mailto:a@x.example'),
    "calendar-attendee-address": calendar("ATTENDEE:mailto:zebedee.quillfeather@x.example"),
    "calendar-attendee-coded": calendar("ATTENDEE:mailto:zebedee%2Equillfeather@x.example"),
    "calendar-sent-by": calendar('ORGANIZER;SENT-BY="mailto:zebedee.quillfeather@x.example":mailto:a@x.example'),
    "calendar-parameter": calendar(f'SUMMARY;ALTREP="cid:{NAME}":x'),
    "calendar-identifier": calendar("UID:zebedee.quillfeather@x.example"),
    "calendar-category": calendar(f"CATEGORIES:x,{NAME}"),
    "calendar-comment": calendar(f"COMMENT:{NAME}"),
    "calendar-date-that-is-none": calendar(f"DTSTART:{NAME}"),
    "calendar-rule-that-is-none": calendar("RRULE:FREQ=Zebedee-Quillfeather"),
    "calendar-html": calendar(f"X-ALT-DESC;FMTTYPE=text/html:<p>{NAME}</p>"),
    "calendar-own": calendar(f"X-MS-OLK-SENDER:{NAME}"),
    "calendar-name": calendar(head=f"X-WR-CALNAME:{NAME}"),
    "calendar-alarm": calendar(f"BEGIN:VALARM\r\nDESCRIPTION:{NAME}\r\nEND:VALARM"),
    "calendar-zone": calendar(head=f"BEGIN:VTIMEZONE\r\nTZID:{NAME}\r\nEND:VTIMEZONE"),
    "calendar-unknown-part": calendar(f"BEGIN:X-PART\r\nSUMMARY:{NAME}\r\nEND:X-PART"),
    "calendar-unknown-part-name": calendar("BEGIN:X-Zebedee-Quillfeather\r\nEND:X-Zebedee-Quillfeather"),
    "calendar-file": calendar(f"ATTACH;ENCODING=BASE64;VALUE=BINARY:{coded(NAME.encode())}"),
    "calendar-file-name": calendar(f"ATTACH;X-FILENAME={NAME}.txt;ENCODING=BASE64;VALUE=BINARY:{coded(b'x')}"),
    "calendar-file-elsewhere": calendar("ATTACH:https://x.example/Zebedee%20Quillfeather.docx"),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_the_searcher_finds_it_before(place: str) -> None:
    assert recovered(PLACES[place], NEEDLES) == list(NEEDLES)


@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_left(place: str) -> None:
    data = PLACES[place]
    kind = media_type(data)
    assert kind in {"text/calendar", "text/vcard"}

    result = cut_everything(data) if place != "card-structured-name" else _cut(data, "Zebedee", "Quillfeather")

    assert recovered(result.data, (*NEEDLES, "Quill", "feather", "Zebe")) == []
    assert recovered(result.data, (STAYS,)) == [STAYS]
    assert result.media_type == media_type(result.data) == kind
    assert redaction.redact(result.data, kind, Plan()).data == result.data
    assert not any(VALUE.search(unit.text) for unit in redaction.read(result.data, kind).units)
    assert all(len(line) <= 76 for line in result.data.split(b"\r\n"))


def _cut(data: bytes, *values: str) -> redaction.Redacted:
    kind = media_type(data)
    cuts = tuple(
        Cut(unit=unit.id, start=at, end=at + len(value), replacement="[Person 1]")
        for unit in redaction.read(data, kind).units
        for value in values
        if (at := unit.text.find(value)) >= 0
    )
    return redaction.redact(data, kind, Plan(cuts=cuts))


def test_a_name_is_read_in_the_order_in_which_it_is_said() -> None:
    assert (
        "Name: Dr Zebedee John Quillfeather"
        in redaction.read(card("N:Quillfeather;Zebedee;John;Dr;"), "text/vcard").units[0].text
    )


def test_what_is_not_cut_stays_as_it_was() -> None:
    data = calendar(
        "UID:a-1@x.example",
        "DTSTART;TZID=Europe/London:20261102T100000",
        "RRULE:FREQ=WEEKLY;BYDAY=MO,TU;COUNT=9",
        "ATTENDEE;CN=Mia Okafor;ROLE=REQ-PARTICIPANT:mailto:mia@x.example",
        "CATEGORIES:home,visit",
        "DESCRIPTION:Dear Zebedee\\, the plan\\; please\\nread",
    )

    lines = _cut(data, "Zebedee").data.decode().split("\r\n")

    assert lines[4:12] == [
        f"SUMMARY:{STAYS}",
        "UID:a-1@x.example",
        "DTSTART;TZID=Europe/London:20261102T100000",
        "RRULE:FREQ=WEEKLY;BYDAY=MO,TU;COUNT=9",
        'ATTENDEE;CN="Mia Okafor";ROLE=REQ-PARTICIPANT:mailto:mia@x.example',
        "CATEGORIES:home,visit",
        "DESCRIPTION:Dear [Person 1]\\, the plan\\; please\\nread",
        "END:VEVENT",
    ]


def test_a_portrait_stays_and_what_is_written_on_it_goes() -> None:
    data = card(f"PHOTO;ENCODING=b;TYPE=PNG:{coded(pixels('Dear Quillfeather'))}")

    result = _cut(data, "Quillfeather")

    again = " ".join(unit.text for unit in redaction.read(result.data, "text/vcard").units)
    assert "Dear" in again
    assert "Quillfeather" not in again
    assert b"PHOTO;ENCODING=b;TYPE=PNG:" in result.data


def test_accents_of_an_old_card_come_back() -> None:
    data = card(f"NOTE;{_QUOTED}:caf=C3=A9 Zebedee", "FN:x", version="2.1")

    result = _cut(data, "Zebedee")

    assert "Note: café [Person 1]" in redaction.read(result.data, "text/vcard").units[0].text
    assert result.data.isascii()


HELD: Final[dict[str, bytes]] = {
    "cut-off": card(f"FN:{NAME}")[:-12],
    "text-after": card() + b"Hello\r\n",
    "line-after": card() + b"FN:x\r\n",
    "overlapping": b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\nEND:VEVENT\r\n",
    "no-line": card("Hello"),
    "half-a-parameter": card('TEL;TYPE="x:1'),
    "deep": b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 50,
    "binary-not-whole": card("PHOTO;ENCODING=b:AAA!"),
    "portrait-of-no-picture": card(f"PHOTO;ENCODING=b:{coded(b'Hello')}"),
    "portrait-damaged": card(f"PHOTO;ENCODING=b:{coded(pixels('x')[:60])}"),
    "program-attached": calendar(f"ATTACH;ENCODING=BASE64;VALUE=BINARY:{coded(b'MZ' + bytes(60))}"),
    "unknown-charset": card("NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=x-own:=E9", version="2.1"),
    "nul": card("NOTE:a\0b"),
}


@pytest.mark.parametrize("kind", HELD)
def test_held(kind: str) -> None:
    with pytest.raises(Unreadable):
        redaction.read(HELD[kind], media_type(HELD[kind]))
    assert media_type(HELD[kind]) in {"text/calendar", "text/vcard", "application/octet-stream"}


def test_what_nobody_looked_into_goes_without_a_find_too() -> None:
    data = card(f"KEY;ENCODING=b:{coded(bytes(90))}")

    assert redaction.read(data, "text/vcard").notes == ("unread-keys,-sounds-and-other-data",)
    assert b"KEY" not in redaction.redact(data, "text/vcard", Plan()).data
    assert redaction.redact(card("X-A:b"), "text/vcard", Plan()).data == card("X-A:b")


@pytest.mark.parametrize("limits", [Limits(max_bytes=20), Limits(max_chars=20)])
def test_limits(limits: Limits) -> None:
    with pytest.raises(TooLarge):
        redaction.read(card(f"FN:{NAME}"), "text/vcard", limits=limits)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    place=st.sampled_from(sorted(PLACES)),
    at=st.integers(0, 400),
    new=st.sampled_from(
        [b":", b";", b'"', b"\\", b"=", b"=\r\n", b"\r\n", b"\r\n ", b"\xff", b"BEGIN:", b"\0", b";ENCODING=b:", b"^"]
    ),
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
