"""What makes two mails the same mail, pure.

A sender whose 250 got lost sends again; Exchange sends one copy for each group of recipients. Both are the same mail:
sender, Message-ID, listener, account, body and every header field but those that a relay adds on the way.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass
from typing import Final

from gateway.model.message import Envelope

# Written by relays, once for each copy: the same mail may carry others.
_TRACE: Final = re.compile(
    rb"(?:received|x-received|return-path|delivered-to|dkim-signature|authentication-results|received-spf|arc-[a-z-]+"
    rb"|x-ms-exchange-[a-z-]+|x-originating-ip)\Z",
    re.IGNORECASE,
)
_HEADER_END: Final = re.compile(rb"\r\n\r\n")
_FIELD_START: Final = re.compile(rb"\r\n(?![ \t])")
_FOLD: Final = re.compile(rb"[ \t\r\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class MailIdentity:
    """Hashes, hex, SHA-256."""

    content_hash: str  # of the message as received
    message_id_hash: str | None  # None: it has no Message-ID
    same_mail_key: str  # equal for the same mail, whoever receives it; random when it has no Message-ID


def identify(envelope: Envelope, content: bytes) -> MailIdentity:
    """Identify a mail, whatever its bytes.

    A mail without a Message-ID is like no other: two equal alarms an hour apart are two alarms, and a doubled mail is
    a smaller harm than one that was swallowed.
    """
    end = _HEADER_END.search(content)
    header = content[: end.start()] if end else content
    message_id: bytes | None = None
    kept = []
    for field in _FIELD_START.split(header):
        name, _, value = field.partition(b":")
        name = name.strip().lower()
        if name == b"message-id" and message_id is None:
            message_id = _FOLD.sub(b" ", value).strip()
        if not _TRACE.match(name):
            kept.append(field)
    content_hash = hashlib.sha256(content).hexdigest()
    if not message_id:
        return MailIdentity(content_hash=content_hash, message_id_hash=None, same_mail_key=secrets.token_hex(32))
    same = hashlib.sha256()
    said = (envelope.sender, envelope.listener, envelope.user or "")
    for item in (*kept, *(text.encode("utf-8", "surrogateescape") for text in said)):
        same.update(len(item).to_bytes(8, "big") + item)
    if end:
        same.update(memoryview(content)[end.start() :])
    return MailIdentity(
        content_hash=content_hash,
        message_id_hash=hash_message_id(message_id.decode("latin-1")),
        same_mail_key=same.hexdigest(),
    )


def hash_message_id(message_id: str) -> str:
    """What a Message-ID is looked up by; angle brackets and spaces around it do not count."""
    bare = message_id.strip().removeprefix("<").removesuffix(">")
    return hashlib.sha256(bare.encode("latin-1", "replace")).hexdigest()
