"""Greeting, signature, quoted mail, boilerplate and directives: rows of text with what is found in them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.model.message import ZoneKind
from gateway.read.zones import zones

GREETING, SIGNATURE, QUOTED = ZoneKind.GREETING, ZoneKind.SIGNATURE, ZoneKind.QUOTED
DISCLAIMER, DIRECTIVE = ZoneKind.DISCLAIMER, ZoneKind.DIRECTIVE

BOILERPLATE = (
    "This email and any attachments are confidential and intended solely for the addressee.\n"
    "If you have received it in error please notify the sender and delete it."
)


def found(text: str) -> list[tuple[ZoneKind, str]]:
    return [(zone.kind, text[zone.start : zone.end]) for zone in zones(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("Dear Ana,\nBen is well.", [(GREETING, "Dear Ana,")], id="greeting"),
        pytest.param("Hi both,\n\nBen is well.", [(GREETING, "Hi both,")], id="to-both"),
        pytest.param("  Hello Ana and Cy\n\nBen.", [(GREETING, "Hello Ana and Cy")], id="no-comma"),
        pytest.param("Hi Ana, Ben was hurt.", [(GREETING, "Hi Ana,")], id="greeting-and-sentence-on-one-line"),
        # A sentence that begins like a greeting is none: its names would count as correspondents.
        pytest.param("Hi Ana was seen today by us", [], id="a-sentence"),
        pytest.param("Dear me what a day it was at school", [], id="dear-me"),
        pytest.param("Ben is well.\nDear Ana,", [], id="greeting-further-down"),
        pytest.param("CONFIDENTIAL\n\nDear Ana,\nx", [(GREETING, "Dear Ana,")], id="below-a-marking"),
        pytest.param(
            "Purpose: review\nAbout: P-1\n\nDear Ana,\nx",
            [(DIRECTIVE, "Purpose: review\nAbout: P-1"), (GREETING, "Dear Ana,")],
            id="directives",
        ),
        pytest.param(
            "Internal\nPurpose: review\nx", [(DIRECTIVE, "Purpose: review")], id="directive-below-a-marking"
        ),
        pytest.param("Ben is well.\nPurpose: review", [], id="no-directive-below-text"),
        pytest.param("> Purpose: review\nx", [(QUOTED, "> Purpose: review")], id="no-directive-in-a-quote"),
        pytest.param("Ben.\n\nKind regards\nCy\nWorker", [(SIGNATURE, "Kind regards\nCy\nWorker")], id="closing"),
        pytest.param("Ben.\n-- \nCy\nWorker\n", [(SIGNATURE, "-- \nCy\nWorker")], id="delimiter"),
        pytest.param("Ben.\nMany thanks,\nCy\n-- \nTeam", [(SIGNATURE, "Many thanks,\nCy\n-- \nTeam")], id="both"),
        pytest.param("Ben.\n\nSent from my iPhone", [(SIGNATURE, "Sent from my iPhone")], id="phone"),
        # What follows "Thanks" may be the message itself.
        pytest.param(
            "Thanks,\nBen's mother told us that he was taken to hospital again last night.",
            [(SIGNATURE, "Thanks,")],
            id="prose-after-thanks",
        ),
        pytest.param(
            "Ben.\nRegards\nCy\nPS Ben's mother rang.", [(SIGNATURE, "Regards\nCy")], id="postscript-is-no-signature"
        ),
        pytest.param("See you.\n> earlier\nMine.", [(QUOTED, "> earlier")], id="quoted-between"),
        pytest.param(
            "Yes.\nOn Mon, 1 Jun 2026 at 10:00, Ana Silva wrote:\n> Ben?\nMine.",
            [(QUOTED, "On Mon, 1 Jun 2026 at 10:00, Ana Silva wrote:\n> Ben?")],
            id="on-wrote",
        ),
        pytest.param(
            "Yes.\nOn Mon, 1 Jun 2026 at 10:00, Ana Silva\n<ana@x.example> wrote:\n\nBen?\n",
            [(QUOTED, "On Mon, 1 Jun 2026 at 10:00, Ana Silva\n<ana@x.example> wrote:\n\nBen?")],
            id="on-wrote-over-two-lines-and-no-marks",
        ),
        pytest.param("On Monday Ben wrote a story.", [], id="wrote-a-story"),
        pytest.param(
            "Yes.\n-----Original Message-----\nFrom: Ana\n\nBen",
            [(QUOTED, "-----Original Message-----\nFrom: Ana\n\nBen")],
            id="original-message",
        ),
        pytest.param(
            "Yes.\n" + "_" * 32 + "\nFrom: Ana\nSent: 1 June\nTo: Cy\n\nBen",
            [(QUOTED, "_" * 32 + "\nFrom: Ana\nSent: 1 June\nTo: Cy\n\nBen")],
            id="outlook",
        ),
        pytest.param("From: Ana\nBen is well.", [], id="from-alone"),
        pytest.param("Ben.\n\n" + BOILERPLATE, [(DISCLAIMER, BOILERPLATE)], id="boilerplate"),
        pytest.param(
            "Ben.\n\nRegards\nCy\n\n" + BOILERPLATE,
            [(SIGNATURE, "Regards\nCy"), (DISCLAIMER, BOILERPLATE)],
            id="signature-and-boilerplate",
        ),
        pytest.param(("Ben was seen. " * 300) + BOILERPLATE, [], id="a-long-paragraph-is-no-boilerplate"),
        pytest.param("This message about Ben is confidential.", [], id="confidential-is-not-boilerplate"),
        pytest.param(
            "Regards\nCy\n\n> earlier\n> Regards\n> Ana",
            [(SIGNATURE, "Regards\nCy"), (QUOTED, "> earlier\n> Regards\n> Ana")],
            id="signature-above-a-quote",
        ),
    ],
)
def test_zones(text: str, expected: list[tuple[ZoneKind, str]]) -> None:
    assert found(text) == expected


_LINE = st.sampled_from(
    [
        "",
        "Dear Ana,",
        "> x",
        "-- ",
        "Regards",
        "On 1 June 2026 Ana wrote:",
        "From: a",
        "Sent: b",
        "To: c",
        "_" * 30,
        "x",
    ]
)


@given(st.one_of(st.text(max_size=200), st.lists(_LINE, max_size=12).map("\n".join)))
def test_in_order_and_within_the_text(text: str) -> None:
    spans = [(zone.start, zone.end) for zone in zones(text)]

    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("From: a\nOn aaaaaaa\n" * 20_000, id="quotes-that-never-come"),
        pytest.param("_" * 40 + "\n" + ("_" * 40 + "\n") * 20_000, id="dividers"),
        pytest.param("Dear " + "Ana, " * 100_000, id="greetings"),
        pytest.param("On " + "a" * 1_000_000, id="one-line"),
        pytest.param("Regards\n" * 100_000, id="closings"),
        pytest.param("email " * 200_000, id="boilerplate"),
    ],
)
def test_time_is_bounded(text: str) -> None:
    began = time.monotonic()

    zones(text)

    assert time.monotonic() - began < 5
