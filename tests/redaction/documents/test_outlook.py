"""Outlook files and TNEF: a value in each place that it can stand in, what is written, and what must be held."""

import struct
import subprocess
import sys
from collections.abc import Sequence
from email import message_from_bytes, policy
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import redaction
from redaction import Cut, Limits, Plan, StillThere, TooLarge, Unreadable
from redaction.media_types import media_type
from tests.redaction.documents.builders import docx, paragraph
from tests.redaction.documents.hiding_mail import attached, mail, several
from tests.redaction.documents.hiding_word import NAME
from tests.redaction.documents.outlook_builders import (
    Tree,
    attachment,
    attribute,
    binary,
    item,
    listed,
    mail_within,
    named_property,
    numbered,
    ole,
    packed_rich_text,
    person,
    property_list,
    texts,
    tnef,
    tnef_file,
    within,
)
from tests.redaction.documents.test_archives import archive
from tests.redaction.documents.test_hiding_places import NEEDLES, VALUE, cut_everything
from tests.redaction.documents.wide_searcher import recovered

MAIL: Final = "message/rfc822"
STAYS: Final = "The meeting was moved."
RICH: Final = rb"{\rtf1\ansi\fromtext The meeting was moved.\par Dear Zebedee Quillfeather}"
_HTML: Final = "<html><body><p>The meeting was moved.</p><p title='%s'>%s</p></body></html>"


def msg(properties: dict[int, str] | None = None, people: Sequence[Tree] = (), files: Sequence[Tree] = ()) -> bytes:
    return ole(item({0x1000: STAYS, **(properties or {})}, people, files))


MSG: Final[dict[str, bytes]] = {
    "text": msg({0x1000: f"{STAYS} Dear {NAME}"}),
    "text-narrow": ole(item({}) | texts({0x1000: f"{STAYS} Dear {NAME}"}, narrow=True)),
    "html": ole(item({}) | binary(0x1013, (_HTML % ("", NAME)).encode())),
    "html-attribute": ole(item({}) | binary(0x1013, (_HTML % (NAME, "x")).encode())),
    "html-beside-text": ole(item({0x1000: STAYS}) | binary(0x1013, (_HTML % ("", NAME)).encode())),
    "rich-text": ole(item({}) | binary(0x1009, packed_rich_text(RICH))),
    "rich-text-unpacked": ole(item({}) | binary(0x1009, packed_rich_text(RICH, plain=True))),
    "subject": msg({0x0037: NAME}),
    "normalised-subject": msg({0x0E1D: NAME}),
    "topic": msg({0x0070: NAME}),
    "sender": msg({0x0C1A: NAME, 0x0C1F: "a@x.example"}),
    "sender-address": msg({0x0C1A: "x", 0x5D01: "zebedee.quillfeather@x.example"}),
    "author": msg({0x0042: NAME}),
    "recipient": msg({}, [person(NAME)]),
    "recipient-address": msg({}, [person("x", "zebedee.quillfeather@x.example", 2)]),
    "hidden-recipient": msg({}, [person(NAME, kind=3)]),
    "shown-recipients": msg({0x0E04: f"x; {NAME}"}),
    "transport-headers": msg({0x007D: f"Received: x\r\nX-Note: {NAME}\r\n"}),
    "keywords": msg({0x8005: NAME}),
    "message-id": msg({0x1035: "<zebedee.quillfeather@x.example>"}),
    "file": msg({}, (), [attachment(NAME.encode())]),
    "file-name": msg({}, (), [attachment(b"x", f"{NAME}.txt")]),
    "file-short-name": msg({}, (), [attachment(b"x") | texts({0x3704: NAME})]),
    "file-word": msg({}, (), [attachment(docx(paragraph(NAME)), "a.docx")]),
    "file-zip": msg({}, (), [attachment(archive({"a.txt": NAME}), "a.zip")]),
    "file-msg": msg({}, (), [attachment(msg({0x1000: NAME}), "a.msg")]),
    "file-tnef": msg({}, (), [attachment(tnef(attribute(1, 0x800C, NAME.encode())), "winmail.dat")]),
    "file-identifier": msg({}, (), [attachment(b"x") | texts({0x3712: "zebedee.quillfeather"})]),
    "within": msg({}, (), [within(item({0x1000: NAME}, head=24))]),
    "within-subject": msg({}, (), [within(item({0x0037: NAME}, head=24))]),
    "within-recipient": msg({}, (), [within(item({}, [person(NAME)], head=24))]),
    "within-file": msg({}, (), [within(item({}, (), [attachment(NAME.encode())], head=24))]),
    "large": msg({0x1000: f"{STAYS} " + "Long. " * 3000 + NAME}),
    "unknown-stream": ole(item({0x1000: STAYS}) | {NAME: NAME.encode()}),
}  # fmt: skip

_INNER: Final = tnef(attribute(1, 0x800C, NAME.encode()))
_NOTE: Final = attribute(1, 0x8008, b"IPM.Microsoft Mail.Note\0") + attribute(1, 0x800C, STAYS.encode())


def _properties(properties: dict[int, str | bytes | int]) -> bytes:
    return attribute(1, 0x9003, property_list(properties))


TNEF: Final[dict[str, bytes]] = {
    "subject": tnef(_NOTE, attribute(1, 0x8004, NAME.encode() + b"\0")),
    "text": tnef(attribute(1, 0x800C, f"{STAYS} {NAME}".encode())),
    "text-property": tnef(_properties({0x1000: f"{STAYS} {NAME}"})),
    "html": tnef(_properties({0x1013: (_HTML % ("", NAME)).encode()})),
    "rich-text": tnef(_properties({0x1009: packed_rich_text(RICH)})),
    "sender": tnef(_NOTE, attribute(1, 0x8000, struct.pack("<4H", 4, 30, 21, 0) + NAME.encode() + b"\0")),
    "sender-property": tnef(_NOTE, _properties({0x0C1A: NAME})),
    "recipient": tnef(_NOTE, attribute(1, 0x9004, struct.pack("<I", 1) + property_list({0x3001: NAME, 0x0C15: 1}))),
    "other-property": tnef(_NOTE, _properties({0x0070: NAME})),
    "named-property": tnef(_NOTE, attribute(1, 0x9003, named_property("x", NAME))),
    "property-name": tnef(_NOTE, attribute(1, 0x9003, named_property(NAME, "x"))),
    "file": tnef(_NOTE, tnef_file(NAME.encode())),
    "file-name": tnef(_NOTE, tnef_file(b"x", f"{NAME}.txt")),
    "file-long-name": tnef(_NOTE, tnef_file(b"x", more=attribute(2, 0x9005, property_list({0x3707: f"{NAME}.txt"})))),
    "file-property": tnef(_NOTE, tnef_file(b"x", more=attribute(2, 0x9005, property_list({0x3001: NAME})))),
    "file-word": tnef(_NOTE, tnef_file(docx(paragraph(NAME)), "a.docx")),
    "second-file": tnef(_NOTE, tnef_file(b"x"), tnef_file(NAME.encode(), "b.txt")),
    "within": tnef(_NOTE, attribute(2, 0x9002, bytes(14)), attribute(2, 0x9005, mail_within(_INNER))),
    "unknown-attribute": tnef(_NOTE, attribute(1, 0x7777, NAME.encode())),
}  # fmt: skip
FILES: Final = {f"msg-{name}": data for name, data in MSG.items()} | {
    f"tnef-{name}": data for name, data in TNEF.items()
}
# Compressed rich text cannot be searched raw; nor what a zip within OLE sectors is cut into.
PACKED: Final = {"msg-rich-text", "tnef-rich-text", "msg-file-word", "msg-file-zip", "tnef-file-word"}
# Nobody is shown these: they are not read, and always gone.
NEVER_READ: Final = {"msg-unknown-stream", "tnef-unknown-attribute"}


@pytest.mark.parametrize("place", sorted(set(FILES) - PACKED))
def test_the_searcher_finds_it_before(place: str) -> None:
    assert recovered(FILES[place], NEEDLES) == list(NEEDLES)


@pytest.mark.parametrize("place", FILES)
def test_nothing_is_left(place: str) -> None:
    data = FILES[place]
    kind = media_type(data)
    assert kind == ("application/vnd.ms-outlook" if place.startswith("msg") else "application/vnd.ms-tnef")

    result = redaction.redact(data, kind, Plan()) if place in NEVER_READ else cut_everything(data)

    assert recovered(result.data, (*NEEDLES, "Quill", "feather", "Zebe")) == []
    assert recovered(result.data, (STAYS,)) == [STAYS]
    assert result.media_type == media_type(result.data) == MAIL
    assert not any(VALUE.search(unit.text) for unit in redaction.read(result.data, MAIL).units)
    assert not any(part.defects for part in message_from_bytes(result.data, policy=policy.default).walk())


def test_it_is_a_mail_afterwards() -> None:
    people = [person("Mia Okafor", "mia@x.example"), person("Kay", "kay@x.example", 2)]
    files = [attachment(b"Hello", "plan.txt"), within(item({0x0037: "Inner", 0x1000: "Text"}, head=24))]
    data = ole(
        item({0x0C1A: "Ana", 0x5D01: "ana@x.example", 0x1000: "Dear Mia"}, people, files)
        | listed({0x0017: 2, 0x0036: 3, 0x3FFD: 1252}, 32)
        | binary(0x1013, b"<p>Dear Mia</p>")
    )

    result = redaction.redact(data, media_type(data), Plan())
    message = message_from_bytes(result.data, policy=policy.default)

    assert (message["From"], message["To"]) == ("Ana <ana@x.example>", "Mia Okafor <mia@x.example>")
    assert (message["Cc"], message["Subject"]) == ("Kay <kay@x.example>", "Visit")
    assert (message["Importance"], message["Sensitivity"]) == ("High", "Company-Confidential")
    body, file, inner = message.iter_parts()
    assert [part.get_content().strip() for part in body.iter_parts()] == ["Dear Mia", "<p>Dear Mia</p>"]
    assert (file.get_filename(), file.get_content()) == ("plan.txt", "Hello")
    assert inner.get_content()["Subject"] == "Inner"
    assert result.dropped == ("Outlook properties",)


def test_in_a_mail_and_in_an_archive_it_has_another_name() -> None:
    outer = several(attached(MSG["text"], f"About {NAME}.msg", "application/vnd.ms-outlook"))

    message = message_from_bytes(cut_everything(outer).data, policy=policy.default)
    packed = cut_everything(archive({"a.msg": MSG["text"], "winmail.dat": TNEF["text"]}))

    assert [part.get_filename() for part in message.iter_parts()] == [None, "About [Person 1].eml"]
    assert b"a.eml" in packed.data
    assert b"winmail.eml" in packed.data
    assert b".msg" not in packed.data


_TEN: Final = 134405928000000000  # 1 December 2026 at 10, in ticks
ITEMS: Final[dict[str, tuple[bytes, str]]] = {
    "appointment": (
        ole(item({0x001A: "IPM.Appointment", 0x0037: f"Visit of {NAME}", 0x1000: STAYS})
            | numbered({0x8208: f"At the home of {NAME}", 0x8232: "every week"}, {0x820D: _TEN})),
        "Location: At the home of [Person 1]\nStart: 01/12/2026 10:00\nRepeats: every week",
    ),
    "invitation": (msg({0x001A: "IPM.Schedule.Meeting.Request", 0x0037: NAME}), STAYS),
    "contact": (
        msg({0x001A: "IPM.Contact", 0x3001: NAME, 0x3A06: "Zebedee", 0x3A11: "Quillfeather", 0x3A17: "Carer"}),
        "Name: [Person 1]\nFirst name: [Person 1]\nSurname: [Person 1]\nJob title: Carer",
    ),
    "address-of-a-contact": (
        ole(item({0x001A: "IPM.Contact", 0x1000: STAYS}) | numbered({0x8083: "zebedee.quillfeather@x.example"}, {})),
        "E-mail: [Person 1]@x.example",
    ),
    "task": (ole(item({0x001A: "IPM.Task", 0x1000: STAYS}) | numbered({0x811F: NAME}, {0x8105: _TEN})),
             "Due: 01/12/2026 10:00\nOwner: [Person 1]"),
    "note": (msg({0x001A: "IPM.StickyNote", 0x1000: f"{STAYS} {NAME}"}), f"{STAYS} [Person 1]"),
    "journal": (msg({0x001A: "IPM.Activity", 0x0037: NAME}), STAYS),
    "tnef-contact": (
        tnef(attribute(1, 0x8008, b"IPM.Contact\0"), attribute(1, 0x800C, STAYS.encode()),
             attribute(1, 0x9003, property_list({0x3001: NAME}))),
        "Name: [Person 1]",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", ITEMS)
def test_what_is_no_mail_becomes_one_that_says_it(kind: str) -> None:
    data, said = ITEMS[kind]

    result = cut_everything(data)

    message = message_from_bytes(result.data, policy=policy.default)
    parts = [part.get_content() for part in message.walk() if not part.is_multipart()]
    shown = "\n".join(parts).replace("\r", "")
    assert said in shown
    assert STAYS in shown
    assert recovered(result.data, NEEDLES) == []


_OBJECT: Final = {**listed({0x3705: 6}, 8), "__substg1.0_3701000D": {"CONTENTS": b"x"}}
HELD: Final[dict[str, bytes]] = {
    "cut-off": MSG["text"][:1500],
    "list-of-people": msg({0x001A: "IPM.DistList"}),
    "class-of-another": msg({0x001A: "EML.Note"}),
    "object": msg({}, (), [_OBJECT]),
    "elsewhere": msg({}, (), [{**listed({0x3705: 7}, 8), **texts({0x3707: "a.docx"})}]),
    "program": msg({}, (), [attachment(b"MZ" + bytes(80), "a.exe")]),
    "locked-file": msg({}, (), [attachment(ole({"EncryptedPackage": b"x"}), "a.docx")]),
    "sealed": msg({0x001A: "IPM.Note.SMIME"}, (), [attachment(b"\x30\x82\x01\x00" + bytes(300), "smime.p7m")]),
    "bomb": msg({}, (), [attachment(archive({"a.txt": b"a" * 30_000_000}), "a.zip")]),
    "rich-text-cut-off": ole(item({}) | binary(0x1009, packed_rich_text(RICH)[:40])),
    "rich-text-changed": ole(item({}) | binary(0x1009, packed_rich_text(RICH)[:-3] + b"xyz")),
    "rich-text-of-another-form": ole(item({}) | binary(0x1009, struct.pack("<4I", 13, 1, 7, 0) + b"x")),
    "rich-text-that-is-none": ole(item({}) | binary(0x1009, packed_rich_text(b"Hello there"))),
    "tnef-cut-off": tnef(_NOTE, tnef_file(NAME.encode()))[:-9],
    "tnef-bytes-between": tnef(_NOTE) + b"\x07" * 40,
    "tnef-length": tnef(_NOTE) + struct.pack("<BHHI", 1, 0x8004, 6, 0xFFFFFFFF) + b"x",
    "tnef-count": tnef(attribute(1, 0x9003, struct.pack("<I", 0xFFFFFFF0))),
    "tnef-type": tnef(attribute(1, 0x9003, struct.pack("<IHH", 1, 0x99, 0x1000))),
    "tnef-object": tnef(_NOTE, tnef_file(b"x", more=attribute(2, 0x9005, property_list({0x3701: bytes(20)})))),
}  # fmt: skip


@pytest.mark.parametrize("kind", HELD)
def test_held(kind: str) -> None:
    with pytest.raises(Unreadable):
        redaction.read(HELD[kind], media_type(HELD[kind]))


def deep(levels: int) -> bytes:
    inner = item({0x1000: NAME}, head=24)
    for _ in range(levels):
        inner = item({}, (), [within(inner)], head=24)
    return ole(item({}, (), [within(inner)]))


@pytest.mark.parametrize(
    ("data", "limits"),
    [
        pytest.param(deep(12), Limits(), id="depth"),
        pytest.param(deep(1), Limits(max_nesting=1), id="nesting"),
        pytest.param(MSG["large"], Limits(max_bytes=500), id="bytes"),
        pytest.param(MSG["large"], Limits(max_unpacked_bytes=500), id="unpacked"),
        pytest.param(MSG["large"], Limits(max_chars=500), id="characters"),
        pytest.param(MSG["file"], Limits(max_members=0), id="members"),
        pytest.param(TNEF["second-file"], Limits(max_members=1), id="members-of-tnef"),
    ],
)
def test_too_large(data: bytes, limits: Limits) -> None:
    with pytest.raises(TooLarge):
        redaction.read(data, media_type(data), limits=limits)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    place=st.sampled_from(sorted(set(FILES) - {"msg-large"})),
    at=st.integers(0, 8000),
    new=st.binary(min_size=1, max_size=6),
)
def test_damage_is_no_other_exception(place: str, at: int, new: bytes) -> None:
    data = bytearray(FILES[place])
    data[at % len(data) : at % len(data) + len(new)] = new
    kind = media_type(bytes(data))
    try:
        document = redaction.read(bytes(data), kind)
        cuts = tuple(Cut(unit=one.id, start=0, end=1, replacement="[é]") for one in document.units if one.text)
        redaction.redact(bytes(data), kind, Plan(cuts=cuts))
    except (Unreadable, StillThere):
        return


def test_the_command_says_under_which_name_it_stands(tmp_path: Path) -> None:
    saved = tmp_path / "Visit.msg"
    saved.write_bytes(msg({0x1000: "Dear Mrs Sarah Jones, please call 07700 900123."}))

    done = subprocess.run(
        [sys.executable, "-m", "redaction", str(saved)], capture_output=True, text=True, timeout=60, check=True
    )

    assert f"written to {tmp_path / 'Visit.redacted.eml'}" in done.stdout
    written = (tmp_path / "Visit.redacted.eml").read_bytes()
    assert b"Dear [Person 1], please call [phone]." in written
    assert mail(NAME) != written
