"""What a message says: units, attachments, and what could not be read."""

import base64
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.model.message import Place, Unread, UnreadReason
from gateway.read.limits import ReadLimits
from gateway.read.mime import read
from tests.read.builders import LIMITS, crlf, multipart, part, texts, whys

PDF = b"%PDF-1.4\n1 0 obj\n"
PGP_ENCRYPTED = """-----BEGIN PGP MESSAGE-----

hQEMA0lcvq5rGn3AAQf+Jfs=
=abcd
-----END PGP MESSAGE-----
"""
PGP_ONLY_PACKED = """-----BEGIN PGP MESSAGE-----

owEBBgH5/kANAwAK
=abcd
-----END PGP MESSAGE-----
"""
BASE64_FILE = (base64.encodebytes(bytes(range(256)) * 2).decode("ascii")).replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("raw", "place", "expected"),
    [
        pytest.param(part("", "Subject: Plain"), Place.SUBJECT, ["Plain"], id="subject"),
        pytest.param(part("", "Subject: folded\n over lines"), Place.SUBJECT, ["folded over lines"], id="folded"),
        pytest.param(part("", "Subject: =?utf-8?q?Jos=C3=A9?="), Place.SUBJECT, ["José"], id="encoded-word"),
        pytest.param(
            part("", "Subject: =?utf-8?q?A?= =?utf-8?q?na?=\n =?iso-8859-1?q?_Jos=E9?="),
            Place.SUBJECT,
            ["Ana José"],
            id="encoded-words-join",
        ),
        pytest.param(
            part("", "Subject: =?utf-8?b?QW5hIMM=?= =?utf-8?b?qQ==?="),
            Place.SUBJECT,
            ["Ana é"],
            id="a-character-split-over-two-words",
        ),
        pytest.param(part("", "Subject: =?utf-8*en?q?Ana?="), Place.SUBJECT, ["Ana"], id="word-with-language"),
        pytest.param(
            part("", "Subject: =?utf-8?q?Ana\n _Silva?="), Place.SUBJECT, ["Ana  Silva"], id="word-split-over-lines"
        ),
        pytest.param(part("", "Subject: José"), Place.SUBJECT, ["José"], id="utf-8-header"),
        pytest.param(
            part("", 'From: "Silva, Ana" <a@x.example>, Ben <b@x.example>, c@x.example'),
            Place.DISPLAY_NAME,
            ["Silva, Ana", "Ben"],
            id="display-names",
        ),
        pytest.param(
            part("", "To: a@x.example (Ana (mother)), Team: b@x.example, Cy <c@x.example>;"),
            Place.DISPLAY_NAME,
            ["Ana (mother)", "Team", "Cy"],
            id="comments-and-groups",
        ),
        pytest.param(
            part("", 'Cc: "=?utf-8?q?Ana?=" <a@x.example>'), Place.DISPLAY_NAME, ["Ana"], id="word-in-quotes"
        ),
        pytest.param(
            part("", "To: undisclosed-recipients:;"), Place.DISPLAY_NAME, ["undisclosed-recipients"], id="group"
        ),
        pytest.param(
            part("", "Keywords: Ana", "X-Note: Ben", "Message-ID: <a@x.example>", "Received: from x by y"),
            Place.FIELD,
            ["Ana", "Ben", "<a@x.example>"],
            id="other-fields",
        ),
        pytest.param(
            part("", "References: <a@x.example>\n\t<b@x.example>", "In-Reply-To: your message about Ana"),
            Place.FIELD,
            ["<a@x.example>\t<b@x.example>", "your message about Ana"],
            id="words-where-an-identifier-belongs",
        ),
        pytest.param(part("Hello\nAna", "Subject: x"), Place.TEXT, ["Hello\nAna"], id="text-with-lf"),
        pytest.param(b"\r\nAna", Place.TEXT, ["Ana"], id="no-header"),
        pytest.param(
            part(
                "caf=E9 =\nAna",
                "Content-Type: text/plain; charset=iso-8859-1",
                "Content-Transfer-Encoding: quoted-printable",
            ),
            Place.TEXT,
            ["café Ana"],
            id="quoted-printable",
        ),
        pytest.param(
            part("Ana é", "Content-Type: text/plain; charset=UTF-8", encoding="base64"),
            Place.TEXT,
            ["Ana é"],
            id="base64",
        ),
        pytest.param(
            part(
                "Ana \N{LEFT SINGLE QUOTATION MARK}".encode("cp1252"), "Content-Type: text/plain; charset=iso-8859-1"
            ),
            Place.TEXT,
            ["Ana \N{LEFT SINGLE QUOTATION MARK}"],
            id="latin-1-is-windows-1252",
        ),
        pytest.param(
            part("Ana", "Content-Type: text/plain; charset=utf-16", encoding="base64").replace(
                base64.b64encode(b"Ana"), base64.b64encode("Ana".encode("utf-16"))
            ),
            Place.TEXT,
            ["Ana"],
            id="utf-16",
        ),
        pytest.param(
            part("<p>An<b>a</b> S</p>", "Content-Type: text/html"),
            Place.HTML,
            ["Ana S\n"],
            id="html-joined-over-tags",
        ),
        pytest.param(
            part("<p title='Ana'>x</p>", "Content-Type: text/html"),
            Place.HTML_ATTRIBUTE,
            ["Ana"],
            id="html-attribute",
        ),
        pytest.param(
            part(b"<meta charset=iso-8859-5><p>x" + b"\xb0", "Content-Type: text/html"),
            Place.HTML,
            ["xА\n"],
            id="charset-in-meta",
        ),
        pytest.param(
            multipart("b", part("x"), preamble="Ana before", epilogue="Ana after"),
            Place.PREAMBLE,
            ["Ana before"],
            id="preamble",
        ),
        pytest.param(multipart("b", part("x"), epilogue="Ana after"), Place.EPILOGUE, ["Ana after"], id="epilogue"),
        pytest.param(
            multipart(
                "b",
                part(
                    PDF,
                    'Content-Type: application/pdf; name="Ana.pdf"',
                    "Content-Disposition: attachment; filename*0*=utf-8''An%C3%A9; filename*1=.pdf",
                ),
            ),
            Place.FILE_NAME,
            ["Ana.pdf", "Ané.pdf"],
            id="file-names-both-ways",
        ),
        pytest.param(
            part(PDF, 'Content-Type: application/pdf; name="=?utf-8?q?An=C3=A9?=.pdf"'),
            Place.FILE_NAME,
            ["Ané.pdf"],
            id="file-name-as-encoded-word",
        ),
        pytest.param(
            part("x", 'Content-Type: text/plain; charset=utf-8; about="Ana"'),
            Place.FIELD,
            ["Ana"],
            id="odd-parameter",
        ),
        pytest.param(
            part(part("inner Ana", "Subject: Ana"), "Content-Type: message/rfc822"),
            Place.SUBJECT,
            ["Ana"],
            id="nested-subject",
        ),
        pytest.param(
            part(part("inner Ana", "Subject: Ana"), "Content-Type: message/rfc822", encoding="base64"),
            Place.TEXT,
            ["inner Ana"],
            id="nested-in-base64",
        ),
        pytest.param(
            part(part("inner Ana", "Subject: Ana"), "Content-Type: message/rfc822", encoding="quoted-printable"),
            Place.TEXT,
            ["inner Ana"],
            id="nested-in-quoted-printable",
        ),
        pytest.param(
            multipart(
                "b",
                part("text"),
                part(
                    "Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; ana@x.example",
                    "Content-Type: message/delivery-status",
                ),
                part("Subject: Ana", "Content-Type: text/rfc822-headers"),
                kind="report",
            ),
            Place.TEXT,
            ["text", "Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; ana@x.example", "Subject: Ana"],
            id="report",
        ),
        pytest.param(
            part("Ana", 'Content-Type: text/plain; name="a.txt"', "Content-Disposition: attachment"),
            Place.TEXT,
            ["Ana"],
            id="attached-text",
        ),
    ],
)
def test_reads(raw: bytes, place: Place, expected: list[str]) -> None:
    reading = read(raw, LIMITS)

    assert texts(reading, place) == expected
    assert {unread.why for unread in reading.unread} <= {UnreadReason.UNKNOWN_TYPE}


WHY = UnreadReason


@pytest.mark.parametrize(
    ("raw", "unread"),
    [
        pytest.param(part("x", "Subject: a", "no field at all"), {("", WHY.MALFORMED)}, id="junk-line"),
        pytest.param(b"Ana", {("", WHY.MALFORMED)}, id="nothing-but-a-body"),
        pytest.param(
            b" folded first\r\n\r\nx", {("", WHY.MALFORMED), ("1", WHY.READINGS_DISAGREE)}, id="begins-folded"
        ),
        pytest.param(part("x", "Subject : a"), {("", WHY.MALFORMED)}, id="blank-before-the-colon"),
        pytest.param(
            b"Subject: a\rBcc: b\r\n\r\nx", {("", WHY.MALFORMED), ("", WHY.READINGS_DISAGREE)}, id="lone-cr"
        ),
        pytest.param(b"Subject: a\0b\r\n\r\nx", {("", WHY.MALFORMED)}, id="nul-in-a-header"),
        pytest.param(part("a\0b"), {("1", WHY.UNKNOWN_TYPE)}, id="nul-in-a-text"),
        pytest.param(
            part("x", "Content-Type: text/plain", "Content-Type: text/html"), {("", WHY.MALFORMED)}, id="two-types"
        ),
        pytest.param(
            part("x", "Content-Type: multipart/mixed"),
            {("", WHY.MALFORMED), ("", WHY.READINGS_DISAGREE)},
            id="no-boundary",
        ),
        pytest.param(
            part("x", "Content-Type: multipart/mixed; boundary=b"),
            {("", WHY.MALFORMED), ("", WHY.READINGS_DISAGREE)},
            id="no-parts",
        ),
        pytest.param(
            part("--b\n\nx\n--b--", 'Content-Type: multipart/mixed; boundary*0=b; boundary*1=""'),
            {("", WHY.MALFORMED), ("", WHY.READINGS_DISAGREE)},
            id="boundary-in-pieces",
        ),
        pytest.param(
            multipart("b", part("x")).replace(b"mixed;", b"mixed; boundary=c;"),
            {("", WHY.MALFORMED), ("", WHY.READINGS_DISAGREE)},
            id="two-boundaries",
        ),
        pytest.param(
            multipart("b", part("x"), part("y\n--b-more\nz")),
            {("", WHY.READINGS_DISAGREE)},
            id="boundary-as-a-beginning",
        ),
        pytest.param(
            multipart("b", part("x"), epilogue="--b\n\nhidden\n"),
            {("", WHY.READINGS_DISAGREE)},
            id="part-after-the-end",
        ),
        pytest.param(
            part("--b\n\nx\n--b--", "Content-Type: multipart/mixed; boundary=b", "Content-Transfer-Encoding: base64"),
            {("", WHY.MALFORMED)},
            id="multipart-in-base64",
        ),
        pytest.param(
            part("SGVsbG8=\nlist footer about Ana", "Content-Transfer-Encoding: base64"),
            {("1", WHY.BAD_ENCODING), ("1", WHY.READINGS_DISAGREE), ("1", WHY.UNKNOWN_CHARSET)},
            id="base64-with-a-tail",
        ),
        pytest.param(
            part("SGVsb", "Content-Transfer-Encoding: base64"),
            {("1", WHY.BAD_ENCODING), ("1", WHY.READINGS_DISAGREE)},
            id="base64-cut-short",
        ),
        pytest.param(
            part("a =ZZ b", "Content-Transfer-Encoding: quoted-printable"),
            {("1", WHY.BAD_ENCODING)},
            id="broken-quoted-printable",
        ),
        pytest.param(part("x", "Content-Transfer-Encoding: x-uuencode"), {("", WHY.BAD_ENCODING)}, id="odd-encoding"),
        pytest.param(
            part(b"\xe9", "Content-Type: text/plain; charset=utf-8"),
            {("1", WHY.UNKNOWN_CHARSET)},
            id="not-its-charset",
        ),
        pytest.param(part(b"\xe9"), {("1", WHY.UNKNOWN_CHARSET)}, id="eight-bit-of-no-charset"),
        pytest.param(
            part("x", "Content-Type: text/plain; charset=unknown-8bit"),
            {("1", WHY.UNKNOWN_CHARSET)},
            id="unknown-charset",
        ),
        pytest.param(
            part("+AEE-", "Content-Type: text/plain; charset=utf-7"), {("1", WHY.UNKNOWN_CHARSET)}, id="utf-7"
        ),
        pytest.param(b"Subject: \xe9\r\n\r\nx", {("", WHY.UNKNOWN_CHARSET)}, id="eight-bit-header"),
        pytest.param(part("x", "Subject: =?x-none?q?a?="), {("", WHY.UNKNOWN_CHARSET)}, id="word-of-unknown-charset"),
        pytest.param(
            part("x", "To: =?utf-8?b?w4M=?= <a@x.example>, =?utf-8?b?wyg=?= <b@x.example>"),
            {("", WHY.UNKNOWN_CHARSET)},
            id="bytes-that-fit-no-charset",
        ),
        pytest.param(part("x", "Keywords: =?utf-8?x?a?="), {("", WHY.BAD_ENCODING)}, id="word-of-unknown-coding"),
        pytest.param(part("x", 'To: "Ana <a@x.example>'), {("", WHY.MALFORMED)}, id="quote-without-end"),
        pytest.param(part("x", "To: Ana ana@x.example"), {("", WHY.MALFORMED)}, id="name-and-bare-address"),
        pytest.param(part("x", "To: <a@x.example> <b@x.example>"), {("", WHY.MALFORMED)}, id="two-brackets"),
        pytest.param(
            part("x", "To: =?utf-8?q?a,b?= <a@x.example>"), {("", WHY.MALFORMED)}, id="comma-in-an-encoded-word"
        ),
        pytest.param(
            part(PDF, "Content-Type: application/pdf; name=a; name=b"),
            {("", WHY.MALFORMED), ("1", WHY.UNKNOWN_TYPE)},
            id="two-names",
        ),
        pytest.param(part(PDF, "Content-Type: application/pdf"), {("1", WHY.UNKNOWN_TYPE)}, id="pdf"),
        pytest.param(
            part(PDF, "Content-Type: text/plain; name=a.txt"), {("1", WHY.UNKNOWN_TYPE)}, id="pdf-said-to-be-text"
        ),
        pytest.param(part("SUMMARY:x", "Content-Type: text/calendar"), {("1", WHY.MALFORMED)}, id="no-calendar"),
        pytest.param(part("x", "Content-Type: application/ms-tnef"), {("1", WHY.UNKNOWN_TYPE)}, id="tnef"),
        pytest.param(part("", "Content-Type: application/pdf"), set(), id="empty-attachment"),
        pytest.param(part("begin 644 a.doc\n#0V%T\n`\nend\n"), {("1", WHY.NESTED_CODING)}, id="uuencode"),
        pytest.param(part("=ybegin line=128 size=1 name=a\nx\n=yend"), {("1", WHY.NESTED_CODING)}, id="yenc"),
        pytest.param(part("A file:\n\n" + BASE64_FILE), {("1", WHY.NESTED_CODING)}, id="base64-in-text"),
        pytest.param(part("See below\n" + PGP_ENCRYPTED), {("1", WHY.ENCRYPTED)}, id="pgp-inline"),
        pytest.param(
            part("a \nb", "Content-Type: text/plain; format=flowed; delsp=yes"),
            {("1", WHY.READINGS_DISAGREE)},
            id="words-that-join-over-lines",
        ),
        pytest.param(
            part("<img src='data:image/png;base64,AAAA'>x", "Content-Type: text/html"),
            {("1", WHY.NESTED_CODING)},
            id="data-in-html",
        ),
        pytest.param(b"", set(), id="nothing"),
        pytest.param(part("", "Subject: x"), set(), id="empty-body"),
        pytest.param(b"Subject: no end of header\r\n", set(), id="no-blank-line"),
        pytest.param(b"Subject: x\n\nlines end with LF\n", set(), id="lf-only"),
        pytest.param(multipart("b", part("x"))[:-7], set(), id="no-closing-boundary"),
        pytest.param(
            multipart("out", multipart("in", part("x"))).replace(b"--in--\r\n", b""),
            set(),
            id="no-inner-closing-boundary",
        ),
        pytest.param(
            part("<p>html in text</p>", "Content-Type: text/plain"), set(), id="html-in-plain-text-is-plain-text"
        ),
    ],
)
def test_says_what_is_unread(raw: bytes, unread: set[tuple[str, UnreadReason]]) -> None:
    assert whys(read(raw, LIMITS)) == unread


PURE = base64.encodebytes(b"%PDF-1.4\n" + bytes(200_000)).replace(b"\n", b"\r\n")


@pytest.mark.parametrize(
    ("body", "unread"),
    [
        pytest.param(PURE, set(), id="pure-base64"),
        pytest.param(PURE + b"Ana Silva, list footer\r\n", {WHY.BAD_ENCODING, WHY.READINGS_DISAGREE}, id="a-tail"),
        pytest.param(
            PURE[:80_000] + b"\r--b\r\r\nAna" + PURE[80_000:], {WHY.READINGS_DISAGREE}, id="a-part-behind-a-cr"
        ),
        pytest.param(PURE[:78_000] + b"--bx\r\n" + PURE[78_000:], {WHY.READINGS_DISAGREE}, id="near-a-boundary"),
    ],
)
def test_nothing_hides_in_a_large_attachment(body: bytes, unread: set[UnreadReason]) -> None:
    """Of a large attachment the second reader is given the first line only, if it is pure base64."""
    attachment = b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n" + body
    whole = multipart("b", part("x"), attachment)
    nested = multipart("o", part("y"), part(whole, "Content-Type: message/rfc822"))

    for message in (whole, nested):
        found = {why for _, why in whys(read(message, LIMITS))} - {WHY.UNKNOWN_TYPE}
        assert unread <= found
        assert bool(found) is bool(unread)


def test_the_words_around_a_junk_line_are_read_all_the_same() -> None:
    reading = read(crlf("Subject: Ana\njunk line\nX-Note: Ben\n\nCy"), LIMITS)

    assert texts(reading, Place.SUBJECT) == ["Ana"]
    assert texts(reading, Place.TEXT) == ["junk line\nX-Note: Ben\n\nCy"]


def test_paths() -> None:
    inner = multipart(
        "in",
        part("a", "Subject: not a header of a message"),
        part(part("c", "Subject: deep"), "Content-Type: message/rfc822"),
    )
    message = multipart("out", part("b"), part(inner, "Content-Type: message/rfc822"), fields=["Subject: top"])

    units = [(unit.part, unit.place, unit.text, unit.nested) for unit in read(message, LIMITS).units]

    assert units == [
        ("", Place.SUBJECT, "top", False),
        ("1", Place.TEXT, "b", False),
        ("2/1", Place.SUBJECT, "not a header of a message", True),
        ("2/1", Place.TEXT, "a", True),
        ("2/2/", Place.SUBJECT, "deep", True),
        ("2/2/1", Place.TEXT, "c", True),
    ]


def test_ids_are_indexes_and_the_same_again() -> None:
    message = multipart("b", part("a"), part("<p title=x>b</p>", "Content-Type: text/html"), fields=["Subject: s"])

    first, again = read(message, LIMITS), read(message, LIMITS)

    assert first == again
    assert [unit.id for unit in first.units] == list(range(len(first.units)))


def test_attachments_are_told_by_content() -> None:
    message = multipart("b", part("x"), part(PDF, "Content-Type: Application/MSWord; name=a.doc", encoding="base64"))

    (attachment,) = read(message, LIMITS).attachments

    assert (attachment.part, attachment.said_type, attachment.found_type, attachment.size) == (
        "2",
        "application/msword",
        "application/pdf",
        len(PDF),
    )


@pytest.mark.parametrize(
    ("raw", "encrypted", "unread"),
    [
        pytest.param(part(PGP_ENCRYPTED), True, {("1", WHY.ENCRYPTED)}, id="inline-whole"),
        # The same armour around a message that is only packed: anybody can read it.
        pytest.param(part(PGP_ONLY_PACKED), False, {("1", WHY.ENCRYPTED)}, id="only-armoured"),
        pytest.param(
            multipart(
                "b",
                part("Version: 1", "Content-Type: application/pgp-encrypted"),
                part(PGP_ENCRYPTED, "Content-Type: application/octet-stream"),
                kind="encrypted",
            ),
            True,
            {("2", WHY.ENCRYPTED)},
            id="pgp-mime",
        ),
        pytest.param(
            multipart(
                "b",
                part("Version: 1", "Content-Type: application/pgp-encrypted"),
                part("hello", "Content-Type: application/octet-stream"),
                kind="encrypted",
            ),
            False,
            {("1", WHY.UNKNOWN_TYPE), ("2", WHY.UNKNOWN_TYPE)},
            id="pgp-mime-with-nothing-encrypted",
        ),
        pytest.param(
            part(
                bytes.fromhex("300d06092a864886f70d010703a000"),
                "Content-Type: application/pkcs7-mime; name=smime.p7m",
                encoding="base64",
            ),
            True,
            {("1", WHY.ENCRYPTED)},
            id="smime",
        ),
        pytest.param(
            part("x", "Content-Type: application/pkcs7-mime; smime-type=enveloped-data"),
            False,
            {("1", WHY.UNKNOWN_TYPE)},
            id="said-to-be-smime",
        ),
        pytest.param(
            multipart(
                "b",
                part("x"),
                part(bytes.fromhex("300d06092a864886f70d010703a000"), "Content-Type: application/pkcs7-mime"),
            ),
            False,
            {("2", WHY.ENCRYPTED)},
            id="one-part-of-two",
        ),
    ],
)
def test_encrypted(raw: bytes, encrypted: bool, unread: set[tuple[str, UnreadReason]]) -> None:
    reading = read(raw, LIMITS)

    assert reading.encrypted is encrypted
    assert whys(reading) == unread


def _der(tag: int, *contents: bytes) -> bytes:
    content = b"".join(contents)
    length = len(content).to_bytes(4, "big")
    return bytes([tag, 0x84]) + length + content


def _signed_data(content: bytes, *, indefinite: bool = False) -> bytes:
    octets = _der(0x04, content)
    if indefinite:  # as OpenSSL streams it: in pieces, lengths left open
        half = len(content) // 2
        octets = b"\x24\x80" + _der(0x04, content[:half]) + _der(0x04, content[half:]) + b"\0\0"
    data = bytes.fromhex("06092a864886f70d010701")
    encapsulated = _der(0x30, data, _der(0xA0, octets))
    signed = _der(0x30, b"\x02\x01\x01", _der(0x31), encapsulated, _der(0x31))
    return _der(0x30, bytes.fromhex("06092a864886f70d010702"), _der(0xA0, signed))


@pytest.mark.parametrize("indefinite", [False, True], ids=["definite", "in-pieces"])
def test_an_opaque_signature_is_read_through(indefinite: bool) -> None:
    entity = part("Ana under a signature", "Content-Type: text/plain")
    raw = part(_signed_data(entity, indefinite=indefinite), "Content-Type: application/pkcs7-mime", encoding="base64")

    reading = read(raw, LIMITS)

    assert texts(reading, Place.TEXT) == ["Ana under a signature"]
    assert "1/1" in reading.signed
    assert reading.unread == ()


@pytest.mark.parametrize("cut", range(0, 60, 7))
def test_a_broken_opaque_signature_is_unread(cut: int) -> None:
    whole = _signed_data(part("Ana"))
    reading = read(part(whole[:cut], "Content-Type: application/pkcs7-mime", encoding="base64"), LIMITS)

    assert not texts(reading, Place.TEXT)
    assert bool(reading.unread) == (cut > 0)


def test_what_stands_under_a_signature_is_read_and_named() -> None:
    signature = part(_signed_data(b"")[:-1] + b"", "Content-Type: application/pkcs7-signature", encoding="base64")
    signed = multipart("in", part("Ana"), signature, kind="signed")
    message = multipart("out", signed, part("footer"))

    reading = read(message, LIMITS)

    assert texts(reading, Place.TEXT) == ["Ana", "footer"]
    assert reading.signed == ("1.1", "1.2")


def test_a_detached_signature_needs_no_reading_but_only_if_it_is_one() -> None:
    detached = _der(
        0x30,
        bytes.fromhex("06092a864886f70d010702"),
        _der(
            0xA0,
            _der(0x30, b"\x02\x01\x01", _der(0x31), _der(0x30, bytes.fromhex("06092a864886f70d010701")), _der(0x31)),
        ),
    )
    kind = "Content-Type: application/pkcs7-signature; name=smime.p7s"
    real = read(multipart("b", part("x"), part(detached, kind, encoding="base64"), kind="signed"), LIMITS)
    false = read(multipart("b", part("x"), part(PDF, kind, encoding="base64"), kind="signed"), LIMITS)

    assert real.unread == ()
    assert whys(false) == {("2", WHY.UNKNOWN_TYPE)}


def test_cleartext_signed_text_is_read_and_named() -> None:
    text = (
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nAna\n"
        "-----BEGIN PGP SIGNATURE-----\n\nx\n-----END PGP SIGNATURE-----\n"
    )
    reading = read(part(text), LIMITS)

    assert reading.signed == ("1",)
    assert "Ana" in texts(reading, Place.TEXT)[0]


def nested(levels: int) -> bytes:
    """Multiparts in one another, none closed."""
    message = b"Content-Type: multipart/mixed; boundary=x0x\r\n\r\n"
    for level in range(levels):
        message += b"--x%dx\r\nContent-Type: multipart/mixed; boundary=x%dx\r\n\r\n" % (level, level + 1)
    return message


@pytest.mark.parametrize(
    ("raw", "limits", "why"),
    [
        pytest.param(nested(1000), LIMITS, WHY.TOO_DEEP, id="a-thousand-multiparts"),
        pytest.param(nested(49) + b"--x49x\r\n\r\nAna", LIMITS, None, id="fifty-deep"),
        pytest.param(nested(50) + b"--x50x\r\n\r\nAna", LIMITS, WHY.TOO_DEEP, id="fifty-one-deep"),
        pytest.param(multipart("b", *[part("x")] * 999), LIMITS, None, id="a-thousand-parts"),
        pytest.param(multipart("b", *[part("x")] * 1000), LIMITS, WHY.TOO_MANY_PARTS, id="one-part-more"),
        pytest.param(part("x", "X-A: " + "a" * (65_536 - 7)), LIMITS, None, id="the-longest-field"),
        pytest.param(part("x", "X-A: " + "a" * (65_536 - 6)), LIMITS, WHY.TOO_LARGE, id="one-octet-longer"),
        pytest.param(part("x", *["X-A: b"] * 33_000), LIMITS, WHY.TOO_LARGE, id="a-long-header"),
        pytest.param(part("1234567890"), ReadLimits(text_chars=10), None, id="all-the-text-allowed"),
        pytest.param(part("12345678901"), ReadLimits(text_chars=10), WHY.TOO_LARGE, id="one-character-more"),
        pytest.param(
            part("x", "Content-Type: text/plain" + ";" * 40_000), LIMITS, None, id="forty-thousand-semicolons"
        ),
        pytest.param(
            part("x", "To: " + ",\n ".join(f"A{n} <a{n}@x.example>" for n in range(16_000))),
            LIMITS,
            WHY.TOO_LARGE,
            id="sixteen-thousand-addresses",
        ),
        pytest.param(
            part("x", "Subject: " + "=?utf-8?q?" * 6000), LIMITS, WHY.BAD_ENCODING, id="words-that-never-end"
        ),
        pytest.param(part("x", "To: " + '"' * 60_001), LIMITS, WHY.MALFORMED, id="quotes"),
        pytest.param(part("x", "To: " + "(" * 60_000), LIMITS, WHY.MALFORMED, id="brackets"),
        pytest.param(part("<div>" * 10_000, "Content-Type: text/html"), LIMITS, WHY.TOO_LARGE, id="deep-html"),
        pytest.param(part("From: a\nOn aaaaaa\n" * 20_000), LIMITS, None, id="quotes-that-never-come"),
        pytest.param(part("_" * 30 + "\n" + "\n" * 3 + "Dear A, " * 3000), LIMITS, None, id="dividers"),
    ],
)
def test_bounded(raw: bytes, limits: ReadLimits, why: UnreadReason | None) -> None:
    began = time.monotonic()

    reading = read(raw, limits)

    assert time.monotonic() - began < 5
    assert ({why} if why else set()) <= {unread.why for unread in reading.unread}
    if why is None:
        assert reading.unread == ()


def test_an_unknown_charset_is_shown_as_a_guess() -> None:
    reading = read(part(b"Ana \xe9", "Content-Type: text/plain; charset=x-none"), LIMITS)

    assert texts(reading, Place.TEXT) == ["Ana é"]
    assert reading.unread == (Unread(part="1", why=WHY.UNKNOWN_CHARSET, media_type="text/plain"),)


_LINES = st.sampled_from(
    [
        b"Subject: Ana",
        b"Content-Type: multipart/mixed; boundary=b",
        b"Content-Type: text/html",
        b"--b",
        b"--b--",
        b"--bb",
        b"",
        b"Content-Transfer-Encoding: base64",
        b"Content-Transfer-Encoding: quoted-printable",
        b"QW5h",
        b"=41=ZZ",
        b"<p>Ana<p",
        b"Content-Type: message/rfc822",
        b" folded",
        b"junk",
        b'To: "A" <a@x.example>, =?utf-8?q?=41?= (c) b@x.example;',
        b"Content-Disposition: attachment; filename*0*=utf-8''%41; filename*1=b",
        b"\xe9\0",
        b"Content-Type: multipart/signed; boundary=b",
        b"On Monday Ana wrote:",
        b"> quoted",
        b"-- ",
        b"Kind regards",
        b"Content-Type: application/pkcs7-mime",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.lists(_LINES, max_size=25).map(b"\r\n".join)))
def test_answers_for_any_bytes(raw: bytes) -> None:
    reading = read(raw, LIMITS)

    assert [unit.id for unit in reading.units] == list(range(len(reading.units)))
    for unit in reading.units:
        assert all(0 <= zone.start <= zone.end <= len(unit.text) for zone in unit.zones)
        unit.text.encode("utf-8")
