"""Mails, each with the value in one hiding place."""

import base64
import quopri
from typing import Final

from tests.redaction.documents.builders import docx, paragraph
from tests.redaction.documents.hiding_word import NAME
from tests.redaction.documents.test_archives import archive

STAYS: Final = "The meeting was moved."
_HEAD: Final = "From: a@example.org\r\nSubject: Visit\r\nMIME-Version: 1.0\r\n"


def mail(
    body: str = STAYS, head: str = "", kind: str = "text/plain; charset=utf-8", more: str = "", top: str = _HEAD
) -> bytes:
    """A mail with one part."""
    return f"{top}{head}Content-Type: {kind}\r\n{more}\r\n{body}\r\n".encode()


def several(*parts: str | bytes, kind: str = "mixed", head: str = "", before: str = "", after: str = "") -> bytes:
    """A mail with parts, each with its own header."""
    start = f"{_HEAD}{head}Content-Type: multipart/{kind}; boundary=b\r\n\r\n{before}".encode()
    coded = (part if isinstance(part, bytes) else part.encode() for part in (f"\r\n{STAYS}", *parts))
    return start + b"".join(b"\r\n--b\r\n" + part for part in coded) + f"\r\n--b--\r\n{after}".encode()


def attached(data: bytes, name: str = "a.bin", kind: str = "application/octet-stream") -> str:
    """A part with a file."""
    return (
        f'Content-Type: {kind}; name="{name}"\r\nContent-Disposition: attachment\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{base64.encodebytes(data).decode()}"
    )


def _coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _coded_within(coding: str, body: bytes) -> str:
    return f"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: {coding}\r\n\r\n{body.decode()}"


_QUOTED: Final = "Content-Transfer-Encoding: quoted-printable\r\n"
_INNER: Final = mail(NAME).decode()
_DELIVERY: Final = (
    f"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nFinal-Recipient: {NAME}"
)

MAIL: Final[dict[str, bytes]] = {
    "text": mail(f"Dear {NAME}"),
    "text-folded-name": mail("Dear Zebedee\r\nQuillfeather"),
    "text-quoted-printable": mail("Zeb=65dee Quill=\r\nfeather", more=_QUOTED),
    "text-base64": mail(_coded(f"Dear {NAME}"), more="Content-Transfer-Encoding: base64\r\n"),
    "text-utf-16": mail(
        base64.b64encode(NAME.encode("utf-16")).decode(),
        kind="text/plain; charset=utf-16",
        more="Content-Transfer-Encoding: base64\r\n",
    ),
    "html": mail(f"<p>{NAME}</p>", kind="text/html; charset=utf-8"),
    "html-tags-within": mail("<p>Zeb<b>edee</b> Quill<i>feather</i></p>", kind="text/html; charset=utf-8"),
    "html-comment": mail(f"<p>x</p><!-- {NAME} -->", kind="text/html; charset=utf-8"),
    "html-attribute": mail(f"<p title='{NAME}'>x</p>", kind="text/html; charset=utf-8"),
    "subject": mail(head=f"Comments: {NAME}\r\n"),
    "subject-encoded": mail(top=f"From: a@b.example\r\nSubject: =?utf-8?B?{_coded(NAME)}?=\r\nMIME-Version: 1.0\r\n"),
    "subject-two-encoded-words": mail(
        top="From: a@b.example\r\nSubject: =?utf-8?Q?Zebedee_Quill?=\r\n =?utf-8?Q?feather?=\r\nMIME-Version: 1.0\r\n"
    ),
    "subject-folded": mail(top="From: a@b.example\r\nSubject: Zebedee\r\n Quillfeather\r\nMIME-Version: 1.0\r\n"),
    "display-name": mail(head=f'To: "{NAME}" <z@example.org>\r\n'),
    "display-name-escaped": mail(head='To: "Zeb\\edee Quill\\feather" <z@example.org>\r\n'),
    "display-name-encoded": mail(head=f"To: =?utf-8?B?{_coded(NAME)}?= <z@example.org>\r\n"),
    "address": mail(head="To: zebedee.quillfeather@example.org\r\n"),
    "address-quoted": mail(head='To: "zebedee quillfeather"@example.org\r\n'),
    "address-comment": mail(head=f"To: z@example.org ({NAME})\r\n"),
    "address-comment-nested": mail(head=f"To: z@example.org (a (b) {NAME})\r\n"),
    "address-comment-open": mail(head=f"To: z@example.org ({NAME}\r\n"),
    "address-group": mail(head=f"To: {NAME}: z@example.org;\r\n"),
    "hidden-copy": mail(head="Bcc: zebedee.quillfeather@example.org\r\n"),
    "date-comment": mail(head=f"Date: Mon, 2 Nov 2026 10:00:00 +0000 ({NAME})\r\n"),
    "message-id": mail(head="Message-ID: <zebedee.quillfeather@example.org>\r\n"),
    "references": mail(head="References: <a@b.example> <zebedee.quillfeather@example.org>\r\n"),
    "received": mail(head="Received: from x by y for <zebedee.quillfeather@example.org>; x\r\n"),
    "unknown-field": mail(head=f"X-Note: {NAME}\r\n"),
    "unknown-field-name": mail(head="X-Zebedee-Quillfeather: 1\r\n"),
    "unknown-field-encoded": mail(head=f"X-Note: =?utf-8?B?{_coded(NAME)}?=\r\n"),
    "thread-topic": mail(head=f"Thread-Topic: {NAME}\r\n"),
    "type-parameter": mail(kind=f'text/plain; charset=utf-8; x-note="{NAME}"'),
    "type-parameter-encoded": mail(kind="text/plain; x-note*=utf-8''Zebedee%20Quillfeather"),
    "type-parameter-in-pieces": mail(kind='text/plain; x-note*0="Zebedee Quillfeather"; x-note*1="x"'),
    "boundary": several(kind="mixed; x-b=Zebedee_Quillfeather"),
    "preamble": several(before=f"{NAME}\r\n"),
    "epilogue": several(after=f"{NAME}\r\n"),
    "epilogue-coded": several(after=f"--b\r\nContent-Transfer-Encoding: base64\r\n\r\n{_coded(NAME * 3)}\r\n"),
    "unknown-field-coded": mail(head=f"X-Data: {_coded(NAME * 3)}\r\n"),
    "part-field": several(f"Content-Description: {NAME}\r\n\r\nx"),
    "part-identifier": several("Content-ID: <zebedee.quillfeather@example.org>\r\n\r\nx"),
    "alternative": several(f"Content-Type: text/html\r\n\r\n<p>{NAME}</p>", kind="alternative"),
    "file-name": several(attached(b"x", f"{NAME}.txt")),
    "file-name-disposition": several(f'Content-Disposition: attachment; filename="{NAME}.txt"\r\n\r\nx'),
    "file-name-encoded": several(
        "Content-Disposition: attachment; filename*=utf-8''Zebedee%20Quillfeather.txt\r\n\r\nx"
    ),
    "file-name-in-pieces": several(
        'Content-Disposition: attachment; filename*0="Zebedee Quill"; filename*1="feather.txt"\r\n\r\nx'
    ),
    "file-text": several(attached(NAME.encode(), "a.txt")),
    "file-lying-type": several(attached(docx(paragraph(NAME)), "a.txt", "text/plain")),
    "file-word": several(attached(docx(paragraph(NAME)), "a.docx")),
    "file-zip": several(attached(archive({"a.txt": NAME}), "a.zip")),
    "file-mail": several(attached(mail(NAME), "a.eml")),
    "nested": several(f"Content-Type: message/rfc822\r\n\r\n{_INNER}"),
    "nested-in-base64": several(_coded_within("base64", base64.encodebytes(_INNER.encode()))),
    "nested-in-quoted-printable": several(_coded_within("quoted-printable", quopri.encodestring(_INNER.encode()))),
    "nested-subject": several(f"Content-Type: message/rfc822\r\n\r\nSubject: {NAME}\r\nMIME-Version: 1.0\r\n\r\nx"),
    "nested-unknown-field": several(f"Content-Type: message/rfc822\r\n\r\nX-A: {NAME}\r\nMIME-Version: 1.0\r\n\r\nx"),
    "nested-twice": several(
        b"Content-Type: message/rfc822\r\n\r\n"
        + several(f"Content-Type: message/rfc822\r\n\r\n{_INNER}").replace(b"--b", b"--c").replace(b"=b", b"=c")
    ),
    "report": several(_DELIVERY, kind="report; report-type=delivery-status"),
    "report-headers": several(f"Content-Type: text/rfc822-headers\r\n\r\nTo: {NAME}\r\n", kind="report"),
    "signed": several(
        "Content-Type: application/pgp-signature; name=s.asc\r\n\r\n-----BEGIN PGP SIGNATURE-----\r\n\r\niQ==\r\n",
        kind="signed",
        head=f"Comments: {NAME}\r\n",
    ),
    "mbox-line": b"From zebedee.quillfeather@example.org Mon Nov  2 10:00:00 2026\n" + mail().replace(b"\r\n", b"\n"),
    "line-feeds": mail(f"Dear {NAME}", head=f"To: {NAME} <z@example.org>\r\n").replace(b"\r\n", b"\n"),
}  # fmt: skip

HELD: Final[dict[str, bytes]] = {
    "encrypted": several("Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1", kind="encrypted"),
    "sealed": mail("MIAG", kind="application/pkcs7-mime; smime-type=enveloped-data"),
    "cut-off": several(attached(b"x"))[:-20],
    "no-boundary": mail(kind="multipart/mixed"),
    "two-types": mail(head="Content-Type: text/html\r\n"),
    "two-subjects": mail(head="Subject: other\r\n"),
    "two-from": mail(head="From: other@example.org\r\n"),
    "unknown-coding": mail("x", more="Content-Transfer-Encoding: x-own\r\n"),
    "uuencoded": mail("x", more="Content-Transfer-Encoding: x-uuencode\r\n"),
    "broken-base64": mail("QQ=Q!", more="Content-Transfer-Encoding: base64\r\n"),
    "unknown-charset": mail(kind="text/plain; charset=x-own"),
    "unknown-charset-of-a-word": mail(head="X-A: =?x-own?Q?a?=\r\n"),
    "partial": mail(kind="message/partial; id=a; number=1"),
    "external-body": mail("Content-Type: text/plain\r\n\r\n", kind="message/external-body; access-type=URL"),
    "coded-report-within": several(
        f"Content-Type: message/delivery-status\r\nContent-Transfer-Encoding: base64\r\n\r\n{_coded(_INNER)}"
    ),
    "coded-mail-within-that-is-cut-off": several(_coded_within("base64", _coded(_INNER)[:-5].encode())),
    "coded-mail-within-that-is-none": several(_coded_within("base64", _coded("Dear all,").encode())),
    "file-in-text": mail("\r\n".join(["QUJD" * 19] * 5)),
    "program": several(attached(b"MZ\x90\0\x03\0\0\0")),
    "locked": several(attached(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)),
    "several-in-one-file": b"From a@b.example x\n" + mail() + b"\nFrom c@d.example x\nFrom: x\n\nx",
    "wide": mail().decode().encode("utf-16"),
    "deep-parts": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (level, level) for level in range(3000)
    ),
    "deep-mails": b"Content-Type: message/rfc822\r\n\r\n" * 30 + b"Subject: a\r\n\r\nx",
    "many-parts": several(*["\r\nx"] * 6000),
    "bomb": several(attached(archive({"a.txt": b"a" * 30_000_000}))),
}  # fmt: skip
