"""Takes a written mail apart by its blank and boundary lines alone, as neither its reader nor its writer did."""

import base64
import binascii
import quopri
import re
from collections.abc import Callable
from email.errors import HeaderParseError
from email.header import decode_header
from typing import Final
from urllib.parse import unquote

from redaction.charset import decode
from redaction.errors import Unreadable

_BOUNDARY: Final = re.compile(rb"^--[^\r\n]{1,200}\r?\n?", re.MULTILINE)
_BLANK: Final = re.compile(rb"\r?\n\r?\n")
_FOLD: Final = re.compile(r"\r?\n(?=[ \t])")
_CODING: Final = re.compile(r"^content-transfer-encoding:\s*([\w-]+)", re.IGNORECASE | re.MULTILINE)
_CHARSET: Final = re.compile(r"charset\s*=\s*\"?([\w.:-]+)", re.IGNORECASE)
_MAIL: Final = re.compile(r"^content-type:\s*message/", re.IGNORECASE | re.MULTILINE)
_TEXT: Final = re.compile(r"^content-type:\s*text/", re.IGNORECASE | re.MULTILINE)

Texts = tuple[list[str], list[str]]


def texts_of_mail(data: bytes, look: Callable[[bytes], Texts]) -> Texts:
    """Texts as a person sees them, and all others: whole headers, raw and decoded; *look* opens what is attached."""
    shown: list[str] = []
    hidden: list[str] = []
    for segment in _BOUNDARY.split(data):
        _segment(segment, look, shown, hidden)
    return shown, hidden


def _segment(segment: bytes, look: Callable[[bytes], Texts], shown: list[str], hidden: list[str]) -> None:
    head, *rest = _BLANK.split(segment, maxsplit=1)
    fields = _FOLD.sub("", head.decode("latin-1"))
    hidden += (fields, unquote(fields))
    shown.append(_words(fields))
    if not rest:
        return
    if _MAIL.search(fields):
        _segment(rest[0], look, shown, hidden)
        return
    coding = _CODING.search(fields)
    content = _decoded(rest[0], coding[1].lower() if coding else "")
    charset = _CHARSET.search(fields)
    if _TEXT.search(fields) or coding is None:
        try:
            content = decode(content, charset[1] if charset else None)[0].encode("utf-8", "replace")
        except Unreadable:
            content = content.decode("latin-1").encode("utf-8")
        shown.append(content.decode("utf-8"))
    if content.strip():
        inner_shown, inner_hidden = look(content)
        shown += inner_shown
        hidden += inner_hidden


def _decoded(body: bytes, coding: str) -> bytes:
    if coding == "quoted-printable":
        return quopri.decodestring(body)
    if coding != "base64":
        return body
    try:
        return base64.b64decode(body)
    except (binascii.Error, ValueError):
        return body


def _words(fields: str) -> str:
    lines: list[str] = []
    for line in fields.splitlines():
        try:
            parts = decode_header(line)
            lines.append("".join(part.decode(charset or "utf-8", "replace") if isinstance(part, bytes) else part
                                 for part, charset in parts))  # fmt: skip
        except (HeaderParseError, LookupError, ValueError):
            lines.append(line)
    return "\n".join(lines)
