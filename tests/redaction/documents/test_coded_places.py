"""A value in a code within a text, beside the pixels, in a name of the format: found before, gone after, or held."""

import base64
import binascii
import gzip
import io
import json
import struct
import zipfile
import zlib
from datetime import date

import pytest
from PIL import Image

from redaction import People, PersonRow, Plan, StillThere, Style, Unreadable, find, read, redact
from redaction.command.work import Wish, planned
from redaction.decodings import PLACE, decoded
from redaction.formats.office.words import without_fonts
from redaction.formats.picture.metadata import beside
from redaction.limits import DEFAULT_LIMITS, Limits
from redaction.media_types import media_type
from redaction.verify import verify
from tests.redaction.documents.test_hiding_places import NEEDLES, cut_everything
from tests.redaction.documents.wide_searcher import recovered as wide

NAME = "Zebedee Quillfeather"
REST = "The meeting was moved."
HEX = "".join(f"{ord(one):02x}" for one in NAME)


def base64_of(text: str | bytes) -> str:
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


def in_address(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def page(head: str = "", body: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body><p>{REST}</p>{body}</body></html>".encode()


def archive(extra: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        info = zipfile.ZipInfo("plan.txt")
        info.extra = extra
        made.writestr(info, REST)
    return out.getvalue()


MAIL = "From: Desk <desk@council.example>\r\nMIME-Version: 1.0\r\nSubject: Plan\r\n"
CODED = {
    "base64": f"See {base64_of(NAME + ' came.')}",
    "base64-on-lines": "\n".join((base64_of(NAME + " came to us")[:20], base64_of(NAME + " came to us")[20:])),
    "hexadecimal-before-a-word": f"See {HEX}\nfetchers and others",
    "base64-after-a-word": f"See Correspondence\n{base64_of(NAME)}",
    "base64-of-utf-16": f"See {base64_of(NAME.encode('utf-16'))}",
    "base64-packed": f"See {base64_of(gzip.compress(NAME.encode() + b' came to us.'))}",
    "base64-twice": f"See {base64_of(base64_of(NAME))}",
    "segment-of-address": f"https://files.example/s/{in_address(NAME)}/view",
    "web-token": f"eyJhbGciOiJub25lIn0.{in_address(json.dumps({'sub': NAME}))}.c2ln",
    "data-address": f"data:text/plain;base64,{base64_of(NAME)}",
    "hexadecimal": f"See {HEX}",
    "hexadecimal-apart": f"See {binascii.hexlify(NAME.encode(), ' ').decode()}",
    "numbers-of-characters": " ".join(str(ord(one)) for one in NAME),
    "base32": f"See {base64.b32encode(NAME.encode()).decode()}",
    "base32-small": f"See {base64.b32encode(NAME.encode()).decode().lower()}",
    "base32-of-another-alphabet": f"See {base64.b32hexencode(NAME.encode()).decode()}",
    "ascii85": f"See {base64.a85encode(NAME.encode()).decode()}",
    "ascii85-in-its-marks": f"See {base64.a85encode(NAME.encode(), adobe=True, wrapcol=15).decode()}",
    "base85": f"See {base64.b85encode(NAME.encode()).decode()}",
    "base64-of-each-word": " ".join(map(base64_of, NAME.split())),
    "long-escapes": "\\U0000005aebedee \\U00000051uillfeather",
    "letters-on-lines": "\n".join(NAME.replace(" ", "")),
    "letters-with-tabs": "\t".join(NAME.replace(" ", "")),
    "letters-with-two-blanks": "  ".join(NAME.replace(" ", "")),
    "letters-with-commas": ", ".join(NAME.replace(" ", "")),
    "letters-with-bars": "|".join(NAME),
    "letters-with-slashes": "/".join(NAME.replace(" ", "")),
    "strings-of-a-formula": '="Zebe"&"dee Quill" & "feather"',
    "arguments-of-a-formula": '=CONCATENATE("Zebe","dee "; "Quill","feather")',
    "codes-of-a-sheets-header": "&CZebe&Bdee&B Quill&14feather",
    "escapes-of-a-number-format": "".join(f"\\{one}" for one in NAME),
    "octal": "".join(f"\\{ord(one):03o}" for one in NAME),
    "style-sheet-escapes": "".join(f"\\{ord(one):x} " for one in NAME),
    "hexadecimal-marked": ", ".join(f"0x{ord(one):02x}" for one in NAME),
    "hexadecimal-on-lines": "\n".join((HEX[:16], HEX[16:32], HEX[32:])),
    "code-points": " ".join(f"U+{ord(one):04X}" for one in NAME),
    "percent-signs-of-a-script": "".join(f"%u{ord(one):04X}" for one in NAME),
    "bits": " ".join(f"{ord(one):08b}" for one in NAME),
    "numbers-on-lines": "\n".join(str(ord(one)) for one in NAME),
    "entities-without-their-ends": "".join(f"&#{ord(one)}" for one in NAME),
    "signs-that-do-not-show": "".join(chr(0xE0000 + ord(one)) for one in NAME),
    "percent-signs": "https://files.example/%5Aebedee%20Quill%66eather",
    "entities": "&#90;ebedee Quill&#x66;eather",
    "escapes": "\\u005aebedee \\x51uillfeather",
    "utf-7": "Zebedee +AFE-uillfeather",
    "encoded-word": f"=?utf-8?b?{base64_of(NAME)}?=",
    "quoted-printable": "=5Aebedee =51uillfea=\r\nther",
    "tags": "<p>Zebe<b>dee</b> Quill<i class='x'>feather</i></p>",
    "against-its-order": f"\u202e{NAME[::-1]}\u202c",
}
PLACES = {
    **{f"text-{name}": f"{REST}\n{text}\n".encode() for name, text in CODED.items() if name != "against-its-order"},
    **{f"json-{name}": json.dumps({"a": CODED[name]}).encode() for name in ("base64", "tags", "percent-signs")},
    "json-lines": b'{"a": 1}\n{"a": "\\u005aebedee Quillfeather"}\n',
    "xml-base64": f"<a><file>{CODED['base64']}</file></a>".encode(),
    "xml-of-html": b"<a><b>&lt;p&gt;Zebe&lt;b&gt;dee&lt;/b&gt; Quillfeather&lt;/p&gt;</b></a>",
    "mail-base64": f"{MAIL}\r\n{REST}\r\n{CODED['base64']}\r\n".encode(),
    "mail-coded-twice": (
        f"{MAIL}Comments: =?utf-8?q?=3D=3Futf-8=3Fb=3F{in_address(NAME)}=3D=3F=3D?=\r\n\r\n{REST}".encode()
    ),
    "html-style": page(head="<style>p::after{content:'Zebe' 'dee' ' \\51 uillfeather'}</style>"),
    "html-style-of-strings": page(head="<style>p{quotes:'Zebedee ' 'Quillfeather'}</style>"),
    "html-unknown-element": page(body="<zebedee-quillfeather>x</zebedee-quillfeather>"),
    "html-unknown-attribute": page(body="<p zebedee-quillfeather=1>x</p>"),
    "zip-of-a-java-program": archive(b"\xfe\xca\x14\0" + NAME.encode()),
    "zip-in-times": archive(b"\x0a\0\x20\0" + (NAME.encode() + b"." * 32)[:32]),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_left(place: str) -> None:
    data = PLACES[place]

    result = cut_everything(data)

    assert wide(result.data, (*NEEDLES, "Quill", "feather", "Zebe")) == []
    assert wide(result.data, (REST,)) == [REST] or REST.encode() not in data
    again = read(result.data, result.media_type)
    assert redact(result.data, media_type(result.data), Plan()).data == result.data
    assert not any(NAME in unit.text for unit in again.units)


@pytest.mark.parametrize("name", CODED)
def test_a_cut_goes_back_to_what_was_coded(name: str) -> None:
    text = f"before {CODED[name]} behind"

    one = decoded(text)

    assert one is not None
    at = one.text.index(NAME)
    start, end = one.span(at, at + len(NAME))
    assert 0 < start < end <= len(text) - len(" behind")


def test_a_name_may_begin_as_packed_data_do() -> None:
    one = decoded(base64_of("xavier quillfeather"))

    assert one is not None
    assert one.text == "xavier quillfeather\n"


@pytest.mark.parametrize(
    "text",
    [
        "Administration of multidisciplinary reconsiderations.",
        "Multidisciplinary\nreconsiderations\nadministration",
        "Ring 07700 900123 or +44-7700-900123, at 10:30:15 on 12 11 2026; 100% of 50%",
        "6F9619FF-8B86-D011-B42D-00CF4FC964FF",
        "a < b and c > d, x=1&y=2, Mia <mia@mail.example>",
        "d41d8cd98f00b204e9800998ecf8427e",
        "https://www.council.example/families/early-help?page=2#referral, (020)7946-0958/0959; ABCDEFGHIJKLMNOP",
        "=?\xffutf-8?b?/////w==?=",
        "=?no-such?b?/////w==?= \\u{110000}",
    ],
)
def test_ordinary_text_is_no_code(text: str) -> None:
    assert decoded(text) is None


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"Hello\n-----BEGIN PGP MESSAGE-----\n\nwcFMA\n-----END PGP MESSAGE-----\n", "encrypted"),
        (json.dumps({"file": base64_of(b"%PDF-1.7" + bytes(200))}).encode(), "file in text form"),
        (f"<a>{base64_of(bytes((0x50, 0x4B, 3, 4)) + bytes(100))}</a>".encode(), "file in text form"),
        (page(body="<bdo dir=rtl>rehtaefllliuQ</bdo>"), "against its order"),
        (page(head="<style>p{unicode-bidi:bidi-override}</style>"), "against its order"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><g unicode-bidi='bidi-override'>a</g></svg>", "order"),
    ],
)  # fmt: skip
def test_what_no_reader_sees_is_held(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read(data, media_type(data))


def test_a_prefix_of_xml_cannot_be_cut() -> None:
    with pytest.raises(StillThere):
        cut_everything(b"<ZebedeeQuillfeather:a xmlns:ZebedeeQuillfeather='urn:x'>b</ZebedeeQuillfeather:a>")


@pytest.mark.parametrize("style", ["url(data:image/png;base64,AAAA)", "url( 'data:image/png;base64,AAAA')"])
def test_a_picture_in_a_style_goes(style: str) -> None:
    for data in (page(head=f"<style>p{{background:{style}}}</style>"), page(body=f'<p style="background:{style}">x')):
        assert b"data:" not in redact(data, "text/html", Plan()).data


def test_a_picture_in_a_filter_goes() -> None:
    image = "<filter id='f'><feImage href='data:image/png;base64,AAAA'/></filter>"
    data = f"<svg xmlns='http://www.w3.org/2000/svg'>{image}</svg>".encode()

    assert b"data:" not in redact(data, "image/svg+xml", Plan()).data


def png(data: bytes, extra: bytes) -> bytes:
    """The picture with more packed into its pixels than its size asks for."""
    at = data.index(b"IDAT") - 4
    (length,) = struct.unpack_from(">I", data, at)
    packed = b"IDAT" + zlib.compress(zlib.decompress(data[at + 8 : at + 8 + length]) + extra)
    chunk = struct.pack(">I", len(packed) - 4) + packed + struct.pack(">I", zlib.crc32(packed))
    return data[:at] + chunk + data[at + 12 + length :]


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA"])
def test_bytes_behind_the_pixels_of_a_png(mode: str) -> None:
    out = io.BytesIO()
    Image.new("L", (13, 7), 255).convert(mode).save(out, "PNG")

    assert beside(out.getvalue(), "image/png").allowed
    assert beside(png(out.getvalue(), b""), "image/png").allowed
    assert not beside(png(out.getvalue(), NAME.encode()), "image/png").allowed


def test_letters_of_a_palette_that_nobody_sees_go() -> None:
    picture = Image.new("P", (60, 20), 0)
    picture.putpalette([255, 255, 255, 255, 255, 255])
    picture.paste(1, (5, 5, 30, 15))
    out = io.BytesIO()
    picture.save(out, "PNG")

    new = redact(out.getvalue(), "image/png", Plan()).data

    with Image.open(io.BytesIO(new)) as image:
        assert len(image.getcolors() or ()) == 1


def test_files_of_the_system_go_and_do_not_hold() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in ("plan.txt", "__MACOSX/._plan.txt", ".DS_Store", "photos/Thumbs.db"):
            made.writestr(zipfile.ZipInfo(name), REST if name == "plan.txt" else b"\0\5\x16\7" + NAME.encode())

    result = redact(out.getvalue(), "application/zip", Plan())

    with zipfile.ZipFile(io.BytesIO(result.data)) as written:
        assert written.namelist() == ["plan.txt"]
    assert "system files" in result.dropped


def test_a_thumbnail_is_no_text_and_goes() -> None:
    small, large = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (40, 20), "teal").save(small, "JPEG")
    Image.new("RGB", (80, 40), "teal").save(large, "JPEG", comment=b"before " + small.getvalue() + b" Zebedee")

    document = read(large.getvalue(), "image/jpeg")

    assert [unit.text for unit in document.units if unit.place == "metadata"] == ["JFIF\nbefore \n Zebedee"]
    assert redact(large.getvalue(), "image/jpeg", Plan()).data.count(b"\xff\xd8\xff") == 1


def test_exif_that_is_none_does_not_hold() -> None:
    out = io.BytesIO()
    Image.new("RGB", (80, 40), "teal").save(out, "WEBP", exif=b"Exif\0\0" + NAME.encode())

    assert NAME.encode() not in redact(out.getvalue(), "image/webp", Plan()).data


@pytest.mark.parametrize(
    "text",
    ["7700900417", "\t7700900417\t8", "999\t000\t0018", "999,000,0018", "&L Quillfeather; Zebedee", "9990000018.0"],
)
def test_known_values_in_the_cells_of_a_table(text: str) -> None:
    row = PersonRow(id="P-1", name=NAME, nhs_number="999 000 0018", phones=("07700 900417",))

    assert find(text, People.from_rows([row]))


def test_an_invitation_keeps_its_times() -> None:
    zone = "BEGIN:VTIMEZONE\r\nTZID:London\r\nBEGIN:STANDARD\r\nDTSTART:19701025T020000\r\nTZOFFSETFROM:+0100\r\n"
    event = f"BEGIN:VEVENT\r\nUID:1@x.example\r\nDTSTART:20261124T090000Z\r\nSUMMARY:{NAME}\r\nEND:VEVENT\r\n"
    data = (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{zone}TZOFFSETTO:+0000\r\nTZNAME:GMT\r\nEND:STANDARD\r\n"
        f"END:VTIMEZONE\r\n{event}END:VCALENDAR\r\n"
    ).encode()
    people = People.from_rows([PersonRow(id="P-1", name=NAME)])
    wish = Wish(register=people, detectors=None, style=Style.LABEL, today=date(2026, 11, 23))

    made = planned(read(data, "text/calendar"), wish)
    new = redact(data, "text/calendar", made.plan).data

    assert b"DTSTART:20261124T090000Z" in new
    assert b"TZOFFSETTO:+0000" in new
    assert b"Quillfeather" not in new


def test_header_codes_of_a_sheet_are_no_letters() -> None:
    assert without_fonts("&LZebedee&C&12Quillfeather&RR&&D") == "&L Zebedee&C&12 Quillfeather&R R&&D"


def test_the_second_reader_undoes_codes_too() -> None:
    for text in (base64_of(NAME), in_address(NAME), HEX, base64_of(gzip.compress(NAME.encode()))):
        with pytest.raises(StillThere):
            verify(f"See {text} there".encode(), "text/plain", (NAME,))


def test_decoded_texts_count_against_the_limits() -> None:
    data = f"{REST} {CODED['base64']}".encode()
    small = Limits(max_chars=len(data) + 5)

    assert [unit.place for unit in read(data, "text/plain", limits=DEFAULT_LIMITS).units] == ["text", PLACE]
    with pytest.raises(Unreadable, match="limit"):
        read(data, "text/plain", limits=small)


@pytest.mark.parametrize("last", ["7S1M", "A3TP", "UreV", "DBQx"])
def test_the_armour_of_a_signature_says_nothing(last: str) -> None:
    armour = f"-----BEGIN PGP SIGNATURE-----\n\nvgHXH084MFep8d06YjAvXjqxQQ==\n={last}\n-----END PGP SIGNATURE-----\n"

    assert decoded(armour) is None
