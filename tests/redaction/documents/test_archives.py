"""Zip archives and JSON: a value in each place that one can stand in, and what must be held."""

import io
import json
import re
import struct
import time
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import redaction
from redaction import Cut, Plan, TooLarge, Unreadable
from redaction.limits import Limits
from redaction.media_types import media_type
from tests.redaction.documents.builders import docx, paragraph

SECRET = "Okafor"
ZIP = "application/zip"
JSON = "application/json"


def archive(members: Mapping[str, str | bytes], *, comment: bytes = b"", extra: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            info.extra = extra
            info.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(info, data)
        made.comment = comment
    return out.getvalue()


def redacted(data: bytes, kind: str) -> redaction.Redacted:
    cuts: list[Cut] = []
    for unit in redaction.read(data, kind).units:
        at = unit.text.find(SECRET)
        while at >= 0:
            cuts.append(Cut(unit=unit.id, start=at, end=at + len(SECRET), replacement="[Person 1]"))
            at = unit.text.find(SECRET, at + 1)
    return redaction.redact(data, kind, Plan(cuts=tuple(cuts)))


def everything(data: bytes) -> bytes:
    """All bytes of an archive, unpacked as deep as it goes."""
    found = [data]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            found += (everything(opened.read(info)) + info.filename.encode() for info in opened.infolist())
    return b"\n".join(found)


HIDDEN: dict[str, bytes] = {
    "text": archive({"note.txt": f"Dear Mrs {SECRET}"}),
    "wide-text": archive({"note.txt": f"Dear Mrs {SECRET}".encode("utf-16")}),
    "html": archive({"page.html": f"<html><body><p title='{SECRET}'>Dear</p></body></html>"}),
    "json": archive({"list.json": json.dumps({"name": SECRET})}),
    "xml": archive({"list.xml": f"<list><name>{SECRET}</name></list>"}),
    "document": archive({"letter.docx": docx(paragraph(f"Dear Mrs {SECRET}"))}),
    "lying-name": archive({"letter.txt": docx(paragraph(f"Dear Mrs {SECRET}"))}),
    "card": archive({"a.vcf": "BEGIN:VCARD\r\nFN:Okafor\r\nEND:VCARD\r\n"}),
    "svg": archive({"a.svg": "<svg xmlns='http://www.w3.org/2000/svg'><title>Mrs Okafor</title></svg>"}),
    "mail": archive({"a.eml": "Subject: Hello\nMIME-Version: 1.0\nContent-Type: text/plain\n\nDear Mrs Okafor\n"}),
    "nested": archive({"a/b.zip": archive({"c.zip": archive({"note.txt": SECRET})})}),
    "name": archive({f"Grace {SECRET}.txt": "Hello"}),
    "folder": archive({f"{SECRET}/note.txt": "Hello"}),
    "empty-folder": archive({f"{SECRET}/": b"", "note.txt": "Hello"}),
    "name-within": archive({"a.zip": archive({f"{SECRET}.txt": "Hello"})}),
    "comment": archive({"note.txt": "Hello"}, comment=SECRET.encode()),
    "extra-field": archive({"note.txt": "Hello"}, extra=struct.pack("<HH", 0x7777, 6) + SECRET.encode()),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_nothing_is_left_of_a_value(name: str) -> None:
    data = HIDDEN[name]
    before = everything(data)
    assert any(SECRET.encode(form) in before for form in ("utf-8", "utf-16-le"))

    result = redacted(data, ZIP)

    after = everything(result.data)
    assert not any(SECRET.encode(form) in after for form in ("utf-8", "utf-16-le"))
    assert media_type(result.data) == ZIP


def test_names_stay_apart_and_keep_their_endings() -> None:
    data = archive({f"{SECRET}.txt": "one", "Thornton.txt": "two", f"Mia {SECRET}.txt": "three"})
    cuts = tuple(
        Cut(unit=unit.id, start=match.start(), end=match.end(), replacement="[Person 1]")
        for unit in redaction.read(data, ZIP).units
        for match in re.finditer("Okafor|Thornton", unit.text)
    )

    result = redaction.redact(data, ZIP, Plan(cuts=cuts))

    with zipfile.ZipFile(io.BytesIO(result.data)) as opened:
        assert [(info.filename, opened.read(info)) for info in opened.infolist()] == [
            ("[Person 1].txt", b"one"),
            ("[Person 1] (2).txt", b"two"),
            ("Mia [Person 1].txt", b"three"),
        ]


def test_without_a_find_the_same_bytes() -> None:
    data = archive({"note.txt": "Hello", "a.zip": archive({"b.txt": "Hello"})})

    assert redacted(data, ZIP).data == data


def linked() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        info = zipfile.ZipInfo("link.txt")
        info.external_attr = 0o120777 << 16
        made.writestr(info, "/etc/passwd")
    return out.getvalue()


def twice() -> bytes:
    one = archive({"a.txt": "one", "b.txt": "two"})
    return one.replace(b"b.txt", b"a.txt")


def encrypted() -> bytes:
    data = bytearray(archive({"a.txt": "one"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def deep(levels: int) -> bytes:
    data = archive({"a.txt": "one"})
    for _ in range(levels):
        data = archive({"a.zip": data})
    return data


HELD: dict[str, bytes] = {
    "encrypted": encrypted(),
    "link": linked(),
    "two-of-one-name": twice(),
    "absolute": archive({"/etc/a.txt": "one"}),
    "upwards": archive({"../a.txt": "one"}),
    "upwards-within": archive({"a/../../b.txt": "one"}),
    "backslash": archive({"..\\a.txt": "one"}),
    "drive": archive({"C:a.txt": "one"}),
    "before-the-first": b"GIF89a" + archive({"a.txt": "one"}),
    "after-the-end": archive({"a.txt": "one"}) + b"Grace Okafor",
    "cut-off": archive({"a.txt": "one" * 400})[:-30],
    "too-deep": deep(9),
    "bomb": archive({"a.txt": b"a" * 30_000_000}),
    "bomb-within": archive({"a.zip": archive({"a.txt": b"a" * 30_000_000})}),
    "program": archive({"run.exe": b"MZ\0\0\0"}),
    "binary": archive({"a.bin": bytes(range(256))}),
    "mail-that-is-sealed": archive({"a.eml": "MIME-Version: 1.0\nContent-Type: multipart/encrypted; boundary=b\n\n"}),
    "half-a-calendar": archive({"a.ics": "BEGIN:VCALENDAR\r\nSUMMARY:Gra\r\n ce\r\n"}),
    "xml-with-a-type": archive({"a.xml": "<!DOCTYPE a [<!ENTITY b 'Okafor'>]><a>&b;</a>"}),
    "svg-with-a-type": archive({"a.svg": "<!DOCTYPE svg><svg xmlns='http://www.w3.org/2000/svg'/>"}),
    "coded-text": archive({"a.txt": ("QUJD" * 19 + "\n") * 5}),
    "half-an-office-file": archive({"[Content_Types].xml": "<Types/>", "a.txt": "one"}),
    "macros": archive({"a.docm": docx(paragraph("one"), macros=True)}),
}  # fmt: skip


@pytest.mark.parametrize("name", HELD)
def test_held(name: str) -> None:
    data = HELD[name]
    began = time.monotonic()

    with pytest.raises(Unreadable):
        redaction.read(data, ZIP)

    assert time.monotonic() - began < 20


def test_limits() -> None:
    with pytest.raises(TooLarge):
        redaction.read(archive({f"{n}.txt": "one" for n in range(20)}), ZIP, limits=Limits(max_members=10))


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, 2000), new=st.binary(min_size=1, max_size=8), cut_at=st.integers(0, 2000))
def test_damage_is_no_other_exception(at: int, new: bytes, cut_at: int) -> None:
    data = bytearray(HIDDEN["nested"])
    data[at % len(data) : at % len(data) + len(new)] = new

    try:
        redaction.redact(bytes(data[: cut_at % len(data) + 1]), ZIP, Plan())
    except Unreadable:
        return


JSONS: dict[str, str] = {
    "value": '{"name": "Okafor"}',
    "key": '{"Okafor": 1}',
    "escaped": '{"name": "\\u004f\\u006bafor"}',
    "slashes": '["\\/Okafor\\/"]',
    "deep": "[" * 50 + '"Okafor"' + "]" * 50,
    "alone": '["Okafor"]',
    "same-key-twice": '{"a": "x", "a": "Okafor"}',
}


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("name", JSONS)
def test_json(name: str, coding: str) -> None:
    data = JSONS[name].encode(coding)
    assert media_type(data) == JSON

    result = redacted(data, JSON)

    text = result.data.decode(coding)
    assert SECRET not in json.dumps(json.loads(text), ensure_ascii=False)
    assert "[Person 1]" in text


def test_json_keeps_its_form_and_a_number_becomes_a_string() -> None:
    data = b'{\n\t"nhs" : 9991234560,\n\t"ok": true, "n": 1.50e3\n}'
    (unit,) = redaction.read(data, JSON).units
    at = unit.text.index("9991234560")

    result = redaction.redact(
        data, JSON, Plan(cuts=(Cut(unit=0, start=at, end=at + 10, replacement="[NHS number]"),))
    )

    assert result.data == b'{\n\t"nhs" : "[NHS number]",\n\t"ok": true, "n": 1.50e3\n}'


@pytest.mark.parametrize("data", [b"{", b'{"a": NaN}', b'["\\ud800"]', b'{"a": 1} x', b"[" * 100_000])
def test_json_that_is_held(data: bytes) -> None:
    with pytest.raises(Unreadable):
        redaction.read(data, JSON)


XML = "text/xml"
XMLS: dict[str, str] = {
    "text": "<a><name>Okafor</name></a>",
    "attribute": "<a name='Mrs Okafor'/>",
    "cdata": "<a><![CDATA[Mrs Okafor]]></a>",
    "numbered": "<a>&#79;&#x6b;afor</a>",
    "split-over-elements": "<a>Mrs O<b>ka</b>for</a>",
    "split-by-a-comment": "<a>Mrs Oka<!-- x -->for</a>",
    "comment": "<a>one<!-- Okafor --></a>",
    "comment-outside": "<!-- Okafor --><a>one</a><!-- Okafor -->",
    "instruction": "<a><?note Okafor?>one</a>",
    "tail": "<a><b>one</b> Okafor</a>",
}


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", XMLS)
def test_xml(name: str, coding: str) -> None:
    data = XMLS[name].encode(coding)
    assert media_type(data) == XML

    result = redacted(data, XML)

    root = etree.fromstring(result.data)
    assert SECRET not in "".join(str(text) for text in root.itertext())
    assert SECRET.encode() not in result.data
    assert not any(SECRET in str(value) for element in root.iter() for value in element.attrib.values())


@pytest.mark.parametrize(
    "text",
    [
        "<a>", "<!DOCTYPE a><a>one</a>", "<a b='data:text/plain,Okafor'/>", f"<a>{'QUJD' * 80}</a>",
        "<w:p xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'/>",
        "<svg xmlns='http://www.w3.org/2000/svg'/>", "<a>" * 300 + "</a>" * 300,
    ],
)  # fmt: skip
def test_xml_that_is_held(text: str) -> None:
    with pytest.raises(Unreadable):
        redaction.read(text.encode(), XML)


def test_a_name_of_an_element_holds_rather_than_stays() -> None:
    with pytest.raises(redaction.StillThere):
        redacted(b"<a><Okafor>Dear Mrs Okafor</Okafor></a>", XML)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Dear all,\nSee you.", "text/plain"),
        ("From: Ana\nSubject: Visit\n\nHello", "text/plain"),
        ("Received: by x\nFrom: a@b.example\n\nHello", "message/rfc822"),
        ("Subject: a\nFrom: b\nMIME-Version: 1.0\n\nHello", "message/rfc822"),
        ("[see below]\nHello", "text/plain"),
        ('{"a": "\\u0047", ', JSON),
        ("<note>Hello</note>", "text/xml"),
        ("<3 from all of us", "text/plain"),
        ("begin:vcard\nFN:Grace", "text/vcard"),
    ],
)
def test_text_that_is_more_than_text(text: str, kind: str) -> None:
    assert media_type(text.encode()) == kind
    assert media_type(text.encode("utf-16")) == kind
