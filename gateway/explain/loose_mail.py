"""A mail that did not come in by SMTP: a file that somebody asks about. Its envelope is guessed from its header."""

import hashlib
from datetime import datetime
from email.utils import getaddresses
from typing import Final

from gateway.intake.fields import fields
from gateway.look import Asked
from gateway.model.message import Envelope

_SENDER_FIELDS: Final = (b"sender", b"from")  # RFC 5322 §3.6.2: Sender is who sent it, when that is not the author
_RECIPIENT_FIELDS: Final = (b"to", b"cc", b"bcc")

_YEARS: Final = range(1900, 2200)


def believable(at: datetime) -> bool:
    """Whether a mail can be looked at as at that time: days before and after it are counted, in any time zone."""
    return at.year in _YEARS


def asked_about(content: bytes, sender: str | None, to: list[str] | None, when: datetime) -> Asked | None:
    """What a look needs. None: the mail names no recipient, and none was given.

    Args:
        content: as saved; a mail program may have ended its lines with LF.
        sender: None: from the Sender or From field; `<>` is the null sender.
        to: None or empty: from To, Cc and Bcc.
    """
    content = content if b"\r" in content else content.replace(b"\n", b"\r\n")
    known = list(map(_normal, to)) if to else _addresses(content, _RECIPIENT_FIELDS)
    if not known:
        return None
    written = [address for name in _SENDER_FIELDS for address in _addresses(content, (name,))]
    envelope = Envelope(
        sender=(written[0] if written else "") if sender is None else _normal(sender),
        recipients=tuple(dict.fromkeys(known)),
        listener="explain",
        client="127.0.0.1",
        user=None,
        received_at=when,
        smtputf8=True,
        body_8bit=True,
    )
    return Asked(
        at=when,
        case="",
        content_hash=hashlib.sha256(content).hexdigest(),
        envelope=envelope,
        content=content,
        recipients=envelope.recipients,
        answers=(),
        hold=None,
    )


def _addresses(content: bytes, names: tuple[bytes, ...]) -> list[str]:
    values = [one.value.decode("utf-8", "replace") for one in fields(content, frozenset(names))]
    return [_normal(address) for _, address in getaddresses(values) if "@" in address]


def _normal(address: str) -> str:
    """As in an envelope: the domain in lower case; `<>` is the null sender."""
    local, at, domain = address.strip().removeprefix("<").removesuffix(">").rpartition("@")
    return f"{local}{at}{domain.lower()}"
