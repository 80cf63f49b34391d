"""Messages made by code: well-formed ones from pieces, and odd ones as raw lines."""

import base64
import quopri
from collections.abc import Sequence

from gateway.model.message import Place, Reading, Unit, UnreadReason
from gateway.read.limits import ReadLimits

LIMITS = ReadLimits()


def crlf(text: str) -> bytes:
    """Text as it stands in a test, to octets with CRLF."""
    return text.replace("\r\n", "\n").replace("\n", "\r\n").encode("utf-8")


def part(body: bytes | str, *fields: str, encoding: str = "") -> bytes:
    """A part or a message: header fields, blank line, body in its transfer encoding."""
    octets = crlf(body) if isinstance(body, str) else body
    named = list(fields)
    if encoding:
        named.append(f"Content-Transfer-Encoding: {encoding}")
    if encoding == "base64":
        octets = base64.encodebytes(octets).replace(b"\n", b"\r\n")
    elif encoding == "quoted-printable":
        octets = quopri.encodestring(octets.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
    return b"".join(crlf(field) + b"\r\n" for field in named) + b"\r\n" + octets


def multipart(
    boundary: str,
    *parts: bytes,
    fields: Sequence[str] = (),
    kind: str = "mixed",
    preamble: str = "",
    epilogue: str = "",
) -> bytes:
    """A multipart, or with fields such as a subject line a whole message."""
    mark = b"--" + boundary.encode("ascii")
    head = [*fields, f'Content-Type: multipart/{kind}; boundary="{boundary}"']
    body = crlf(preamble) + (b"\r\n" if preamble else b"")
    body += b"".join(mark + b"\r\n" + each + b"\r\n" for each in parts) + mark + b"--\r\n" + crlf(epilogue)
    return part(body, *head)


def texts(reading: Reading, place: Place) -> list[str]:
    """The texts of all units of one place."""
    return [unit.text for unit in reading.units if unit.place is place]


def whys(reading: Reading) -> set[tuple[str, UnreadReason]]:
    """What was not read: part and reason."""
    return {(unread.part, unread.why) for unread in reading.unread}


def unit(reading: Reading, place: Place, path: str = "") -> Unit:
    """The one unit of a place in a part."""
    (found,) = [each for each in reading.units if each.place is place and each.part == path]
    return found
