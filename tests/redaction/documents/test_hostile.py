"""Packages that must be held: encrypted, damaged, too large, of unknown content, or two things at once."""

import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redaction import Limits, Plan, TooLarge, Unreadable, read, redact
from redaction.media_types import media_type
from tests.redaction.documents.builders import (
    DOCX,
    ODT,
    OFFICE,
    XLSX,
    Part,
    docx,
    odf,
    paragraph,
    relation,
    xlsx,
    xml,
    zipped,
)

FINE = docx(paragraph("Nothing here."))
FINE_ODT = odf(ODT, "<text:p>Nothing here.</text:p>")
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


def parts_of(data: bytes) -> dict[str, str | bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def with_document(data: str) -> bytes:
    return zipped(parts_of(FINE) | {"word/document.xml": data})


def body(text: str, head: str = "") -> bytes:
    return with_document(head + xml("w:document", f"<w:body>{text}</w:body>").split("?>", 1)[1])


def with_part(kind: str, data: str | bytes, relation_kind: str = "thing", name: str = "word/one.bin") -> bytes:
    return docx(parts={name: Part(kind, relation_kind, data)})


def with_member(name: str, data: bytes = b"x") -> bytes:
    return zipped(parts_of(FINE) | {name: data})


def twice() -> bytes:
    out = io.BytesIO(FINE)
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("word/document.xml", xml("w:document", ""))
    return out.getvalue()


def flagged(bit: int) -> bytes:
    """Every member said to be encrypted."""
    data = bytearray(FINE)
    with zipfile.ZipFile(io.BytesIO(FINE)) as archive:
        at = archive.start_dir
        for info in archive.infolist():
            data[info.header_offset + 6] |= bit
            data[at + 8] |= bit
            at += 46 + len(info.filename)
    return bytes(data)


def renamed_locally() -> bytes:
    """The local header names another file than the directory."""
    at = FINE.index(b"word/document.xml")
    return FINE[:at] + b"word/otherone.xml" + FINE[at + 17 :]


def hidden_member() -> bytes:
    """A member that only who reads from the front would see."""
    packed = zlib.compress(b"<a/>")[2:-4]
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, zlib.crc32(b"<a/>"), len(packed), 4, 5, 0)
    return local + b"h.xml" + packed + FINE


def nested(times: int) -> bytes:
    data = FINE
    for _ in range(times):
        data = docx(parts={"word/embeddings/a.docx": Part(DOCX, "package", data)})
    return data


LAUGHS = "<!DOCTYPE a [" + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(9)) + "]>"
EXTERNAL = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'

HELD = {
    "empty": b"",
    "not-a-zip": b"PK\x03\x04 this is not one",
    "cut-short": FINE[: len(FINE) // 2],
    "no-directory": FINE[:-30],
    "bytes-before": b"MZ" + FINE,
    "bytes-after": FINE + b"more",
    "zip-after": FINE + FINE,
    "member-seen-from-the-front": hidden_member(),
    "wrong-checksum": FINE[:14] + b"\0\0\0\0" + FINE[18:60] + b"\xff" + FINE[61:],
    "encrypted-flag": flagged(0x1),
    "strong-encryption-flag": flagged(0x40),
    "encrypted-office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le"),
    "old-office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504,
    "encrypted-odf": odf(
        ODT,
        entries='<manifest:file-entry manifest:full-path="a.xml" manifest:media-type=""><manifest:encryption-data/>'
        "</manifest:file-entry>",
    ),
    "two-of-a-name": twice(),
    "two-names-by-case": with_member("WORD/DOCUMENT.XML"),
    "names-differ": renamed_locally(),
    "name-up": with_member("../evil.xml"),
    "name-up-within": with_member("word/../../evil.xml"),
    "name-absolute": with_member("/etc/evil.xml"),
    "name-backslash": with_member("word\\evil.xml"),
    "name-drive": with_member("C:evil.xml"),
    "name-control": with_member("word/a\x01.xml"),
    "name-dot": with_member("./word/a.xml"),
    "name-empty-segment": with_member("word//a.xml"),
    "doctype": body("", "<!DOCTYPE document>"),
    "billion-laughs": body("<w:p>&l8;</w:p>", LAUGHS),
    "external-entity": body("<w:p>&x;</w:p>", EXTERNAL),
    "doctype-in-content-types": zipped(parts_of(FINE) | {"[Content_Types].xml": "<!DOCTYPE a><Types/>"}),
    "doctype-in-relations": zipped(parts_of(FINE) | {"_rels/.rels": "<!DOCTYPE a><Relationships/>"}),
    "doctype-odf": zipped(parts_of(FINE_ODT) | {"content.xml": "<!DOCTYPE a><a/>"}),
    "doctype-utf-16": zipped(
        parts_of(FINE)
        | {"word/document.xml": '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16")}
    ),
    "not-well-formed": with_document("<w:document>"),
    "unknown-charset": with_document('<?xml version="1.0" encoding="UTF-7"?><a/>'),
    "odd-charset": with_document('<?xml version="1.0" encoding="IBM037"?><a/>'),
    "too-deep": body("<w:p>" * 400 + "</w:p>" * 400),
    "no-content-types": zipped({name: part for name, part in parts_of(FINE).items() if "Content" not in name}),
    "no-relations": zipped({name: part for name, part in parts_of(FINE).items() if name != "_rels/.rels"}),
    "no-main-part": zipped({name: part for name, part in parts_of(FINE).items() if name != "word/document.xml"}),
    "both-kinds": zipped({"mimetype": ODT} | parts_of(FINE)),
    "no-manifest": zipped({name: part for name, part in parts_of(FINE_ODT).items() if "manifest" not in name}),
    "no-content": zipped({name: part for name, part in parts_of(FINE_ODT).items() if name != "content.xml"}),
    "picture-typed-as-xml": with_part(f"{OFFICE}wordprocessingml.header+xml", PNG, "header"),
    "ole-object": with_part(f"{OFFICE}oleObject", b"\xd0\xcf\x11\xe0", "oleObject"),
    "control": with_part("application/vnd.ms-office.activeX", b"x", "activeXControlBinary"),
    "sound": with_part("audio/mpeg", b"ID3", "audio"),
    "film": with_part("video/mp4", b"x", "video"),
    "imported-film": with_part("video/mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 64, "aFChunk"),
    "unknown-part": with_part("application/x-mystery", b"x"),
    "part-without-type": zipped(parts_of(with_part("", b"x"))),
    "embedded-damaged": with_part(DOCX, b"PK\x03\x04", "package"),
    "nested-too-deep": nested(8),
    "unknown-relation": docx(rels=relation(5, "urn:x/y", "a", external=True)),
    "two-relations-of-an-id": docx(rels=relation(5, "hyperlink", "a:b", external=True) * 2),
    "data-in-attribute": docx('<w:p w:x="data:image/png;base64,AAAA"/>'),
    "binary-in-xml": docx("<w:p><w:binData>AAAA</w:binData></w:p>"),
    "binary-in-odf": odf(ODT, "<text:p><office:binary-data>AAAA</office:binary-data></text:p>"),
    "odf-unknown": odf(ODT, '<draw:object-ole xlink:href="./thing.bin"/>', parts={"thing.bin": b"\0\1\2"}),
    "odf-formula-kind": zipped(parts_of(FINE_ODT) | {"mimetype": "application/vnd.oasis.opendocument.base"}),
    "binary-workbook": with_part("application/vnd.ms-excel.sheet.binary.macroEnabled.main", b"x", "x"),
}

# Of a kind that is not read, or damaged: a picture of which nobody can tell what it shows does not go.
PICTURES = {
    "picture": with_part("image/png", PNG, "image", "word/media/image1.png"),
    "metafile": with_part("image/x-emf", b"\x01\0\0\0", "image", "word/media/image1.emf"),
    "ink": with_part("application/inkml+xml", "<ink/>", "customXml"),
    "embedded-picture": with_part(DOCX, with_part("image/png", PNG, "image", "word/media/i.png"), "package"),
    "odf-picture": odf(ODT, parts={"Pictures/1.png": PNG}),
}


@pytest.mark.parametrize("kind", HELD)
def test_held(kind: str) -> None:
    claimed = ODT if "odf" in kind or kind in {"no-manifest", "no-content"} else DOCX
    with pytest.raises(Unreadable):
        read(HELD[kind], claimed)


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_that_cannot_be_read_is_left_out_and_said(kind: str) -> None:
    claimed = ODT if "odf" in kind else DOCX
    assert "unread-unknown-pictures" in read(PICTURES[kind], claimed).notes

    result = redact(PICTURES[kind], claimed, Plan(cuts=()))

    assert "unknown pictures" in result.dropped
    assert not any(PNG in part for part in parts_of(result.data).values() if isinstance(part, bytes))


@pytest.mark.parametrize("data", [with_member("word/mystery.dat", b"Zebedee"), odf(ODT, parts={"a.bin": b"Zebedee"})])
def test_what_nothing_leads_to_goes(data: bytes) -> None:
    kind = media_type(data)
    assert "unread-unreached-parts" in read(data, kind).notes

    result = redact(data, kind, Plan(cuts=()))

    assert "unreached parts" in result.dropped
    assert not any(b"Zebedee" in part for part in parts_of(result.data).values() if isinstance(part, bytes))


@pytest.mark.parametrize("kind", HELD)
def test_its_type_is_told_without_trouble(kind: str) -> None:
    assert "/" in media_type(HELD[kind])


@pytest.mark.parametrize(
    ("data", "limits"),
    [
        pytest.param(with_member("word/a.xml", b"0" * 20_000_000), Limits(), id="ratio"),
        pytest.param(FINE, Limits(max_members=3), id="members"),
        pytest.param(FINE, Limits(max_unpacked_bytes=1_000), id="unpacked"),
        pytest.param(FINE, Limits(max_bytes=len(FINE) - 1), id="bytes"),
        pytest.param(FINE, Limits(max_chars=20), id="characters"),
        pytest.param(FINE, Limits(max_units=1), id="texts"),
        pytest.param(nested(2), Limits(max_nesting=1), id="nesting"),
        pytest.param(nested(2), Limits(max_members=8), id="members-of-all-together"),
    ],
)
def test_too_large(data: bytes, limits: Limits) -> None:
    with pytest.raises(TooLarge):
        read(data, DOCX, limits=limits)


def test_what_it_claims_must_be_so() -> None:
    assert read(FINE, DOCX).media_type == DOCX
    with pytest.raises(Unreadable):
        read(FINE, XLSX)
    with pytest.raises(Unreadable):
        read(FINE_ODT, DOCX)


def test_archive_comments_and_extra_fields_are_read() -> None:
    out = io.BytesIO(FINE)
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = b"by Zebedee Quillfeather"
    assert any("Zebedee" in unit.text for unit in read(out.getvalue(), DOCX).units)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_bytes_are_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(data.draw(st.sampled_from([FINE, FINE_ODT, xlsx('<row r="1"><c r="A1"><v>1</v></c></row>')])))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    changed = bytes(whole)
    for kind in (DOCX, ODT, XLSX):
        try:
            read(changed, kind)
        except Unreadable:
            continue
    assert media_type(changed)
