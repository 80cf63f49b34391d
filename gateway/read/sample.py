"""A message with something of everything that the reading room's tasks meet."""

import base64
import io
import zipfile
from typing import Final

from redaction.samples import ATTACHED


def _letter() -> bytes:
    """A word processor's document as small as can be."""
    schema = "http://schemas.openxmlformats.org"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    main = f"{schema}/officeDocument/2006/relationships/officeDocument"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{schema}/package/2006/content-types">'
        f'<Override PartName="/a.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{schema}/package/2006/relationships">'
        f'<Relationship Id="a" Type="{main}" Target="a.xml"/></Relationships>',
        "a.xml": f'<w:document xmlns:w="{schema}/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>A</w:t>'
        "</w:r></w:p></w:body></w:document>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()


# One message with something of everything. Libraries import some of their modules when they first meet a thing; a
# child may be unable to read program files, so all of it is met once here, in the server, before there is a child.
_MESSAGE: Final = b"""\
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
"""
_FILE: Final = b"""--b
Content-Type: application/octet-stream
Content-Transfer-Encoding: base64

"""
_FILES: Final = b"".join(_FILE + base64.encodebytes(data) for data in (_letter(), *ATTACHED))
SAMPLE: Final = (_MESSAGE + _FILES + b"--b--\n").replace(b"\n", b"\r\n")
