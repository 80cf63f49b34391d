"""The trace field that we put on top of what we pass on, and how we know it again (RFC 5321 §4.4)."""

import re
from datetime import datetime
from email.utils import format_datetime
from typing import Final

from gateway.intake.fields import fields
from gateway.model.message import CaseId, Envelope

RECEIVED: Final = b"received"
_NAMES: Final = frozenset({RECEIVED})


def trace_field(envelope: Envelope, hostname: str, case: CaseId, at: datetime) -> bytes:
    """The Received field for a message that came with *envelope*, ended by CRLF.

    There is no `from` and no `for` clause: the name and address of a member of staff's own machine, the account and
    the other recipients are nobody's business outside; the record has them under the case number.

    Args:
        envelope: How the message came.
        hostname: Ours, as in the greeting.
        case: Its case number.
        at: When it was taken, aware.
    """
    return f"Received: by {hostname} with {envelope.protocol} id {case};\r\n {format_datetime(at)}\r\n".encode(
        "ascii"
    )


def received_fields(content: bytes) -> int:
    """How many Received fields the header section has."""
    return sum(1 for _ in fields(content, _NAMES))


def been_here(content: bytes, hostname: str) -> bool:
    """Whether a field that trace_field made for *hostname* is in the header section."""
    host = re.escape(hostname.encode("ascii"))
    own = re.compile(rb"by\s+" + host + rb"\s+with\s+[A-Z0-9]+\s+id\s+GW-[0-9A-Z]+\s*;", re.IGNORECASE)
    return any(own.match(field.value) for field in fields(content, _NAMES))


def protocol(*, extended: bool, tls: bool, signed_in: bool, smtputf8: bool) -> str:
    """The keyword of the `with` clause (RFC 3848; RFC 6531 §4.3 for SMTPUTF8)."""
    if not extended:
        return "SMTP"
    first = "UTF8SMTP" if smtputf8 else "ESMTP"
    return first + ("S" if tls else "") + ("A" if signed_in else "")
