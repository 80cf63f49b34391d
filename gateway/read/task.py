"""The reading room's task: runs in the child, bytes in and bytes out."""

from typing import Final

from gateway.read import wire
from gateway.read.limits import ReadLimits
from gateway.read.mime import read as read_message

# One message with something of everything. Libraries import some of their modules when they first meet a thing; a
# child may be unable to read program files, so all of it is met once here, in the server, before there is a child.
SAMPLE: Final = b"""\
From: "A" <a@a.example>
To: =?utf-8?b?QQ==?= <b@b.example>
Subject: =?iso-8859-1?q?A=E9?= =?utf-8?b?QQ==?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"; x*0*=utf-8''a%41; x*1=b

--b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Dear A,
=41 \xc3\xa9
--b
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: base64

PHA+QTxiIHRpdGxlPSJBIj7DqTwvYj48L3A+
--b
Content-Type: application/octet-stream; name="a"
Content-Transfer-Encoding: base64

JVBERi0xLjQK
--b
Content-Type: message/rfc822

Subject: A

A
--b--
""".replace(b"\n", b"\r\n")


def read(payload: bytes) -> bytes:
    """A read request to a reading."""
    raw, limits = wire.open_read_request(payload)
    return wire.reading_to_bytes(read_message(raw, limits))


read_message(SAMPLE, ReadLimits())
