"""A mail with something of everything that the library imports late."""

from typing import Final

SAMPLE: Final = (
    b"From: =?utf-8?Q?M=C3=A9l?= <a@example.org>, =?iso-8859-1?B?6Q==?= (x)\r\nSubject: =?utf-8?B?w6k=?=\r\n"
    b"Date: Mon, 2 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    b"--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=C3=A9\r\n"
    b"--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+w6k8L3A+\r\n"
    b"--b\r\nContent-Type: text/csv; name*=utf-8''%C3%A9.csv\r\n\r\na,b\r\n"
    b"--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: A\r\nMIME-Version: 1.0\r\n\r\nA\r\n--b--\r\n"
)
