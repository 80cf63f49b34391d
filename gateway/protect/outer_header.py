"""What a protected message's outer header may say: addresses, identifiers and a date, and no word of anybody's.

The outer header is written from an allow-list, each field in a form that has no room for free text. Display names,
comments, labels and fields nobody thought of (Thread-Topic repeats the subject line, msip_labels the marking) thus
stay inside without being listed. RFC 9788 calls such a rule a header confidentiality policy; this one drops
more than its `hcp_shy`.
"""

import re
import secrets
from collections.abc import Iterable, Sequence
from typing import Final

from gateway.protect.errors import Fault, ProtectionFailed
from gateway.protect.fields import Field

NEUTRAL_SUBJECT: Final = "[...]"  # RFC 9788, hcp_baseline

_ATOM: Final = rb"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\x80-\xff-]+"
_LABEL: Final = rb"[A-Za-z0-9\x80-\xff-]+"
# Dot-atoms only. A quoted local part could hold a sentence, and no mailbox that we write to needs one.
_ADDRESS: Final = re.compile(rb"%b(?:\.%b)*@%b(?:\.%b)*" % (_ATOM, _ATOM, _LABEL, _LABEL))
_MESSAGE_ID: Final = re.compile(rb"<[!#-'*-;=?-~]+>")
_DATE: Final = re.compile(
    rb"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?[0-9]{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) "
    rb"[0-9]{4} [0-9]{2}:[0-9]{2}(?::[0-9]{2})? (?:[+-][0-9]{4}|UT|GMT|[ECMP][SD]T|Z)"
)
_AUTO_SUBMITTED: Final = re.compile(rb"(?i:no|auto-generated|auto-replied|auto-notified)")
_PRINTABLE_LINE: Final = re.compile(r"[ -~]+")

# An address list's lexemes, comments gone: quoted string, angle address, separator, white space, anything else.
_LEXEME: Final = re.compile(rb'"(?:[^"\\]|\\.)*"|<[^<>"]*>|[,:;]|[ \t]+|[^"<>,:; \t]+', re.DOTALL)
_QUOTE, _BACKSLASH, _OPEN, _CLOSE = b'"\\()'

_ADDRESS_FIELDS: Final = ("from", "sender", "reply-to", "to", "cc")
_WRITTEN_AS: Final = {
    "date": b"Date",
    "from": b"From",
    "sender": b"Sender",
    "reply-to": b"Reply-To",
    "to": b"To",
    "cc": b"Cc",
    "message-id": b"Message-ID",
    "in-reply-to": b"In-Reply-To",
    "references": b"References",
    "auto-submitted": b"Auto-Submitted",
}

_IDENTIFIERS: Final = frozenset({"message-id", "in-reply-to", "references"})
ADDRESS_OR_DATE: Final = frozenset({*_ADDRESS_FIELDS, "date"})


def outer_fields(
    fields: Iterable[Field], *, envelope_from: str, envelope_to: Sequence[str], subject: str
) -> tuple[Field, ...]:
    """The outer header, without the fields that describe the body.

    A From or To that cannot be read is replaced by the envelope's addresses; any other field is left out then. Outer
    fields given again come out the same.

    Raises:
        ProtectionFailed: header-unreadable: not even the envelope has a usable address, or the subject line
            configured is not one line of printable ASCII.
    """
    values: dict[str, list[bytes]] = {}
    for field in fields:
        values.setdefault(field.name, []).append(field.value)
    outer = []
    for name, written in _WRITTEN_AS.items():
        items = _outer_items(name, values.get(name, []))
        if name == "from" and not items:
            items = _envelope_addresses((envelope_from,))
        elif name == "to" and items is None:
            items = _envelope_addresses(envelope_to)
        if items:
            separator = b",\r\n " if name in _ADDRESS_FIELDS else b"\r\n "
            outer.append(Field.of(written, separator.join(items)))
    if not _PRINTABLE_LINE.fullmatch(subject):
        raise ProtectionFailed(Fault.HEADER_UNREADABLE)
    return (*outer, Field.of(b"Subject", subject.encode("ascii")))


def without_details(fields: Iterable[Field], details: Sequence[str], *, envelope_from: str) -> tuple[Field, ...]:
    """Outer fields whose identifiers hold none of *details*: programs make them from subject lines and record names.

    The message's own identifier becomes another, drawn at random; one of an earlier message is left out. Inside,
    the reader has those that were written.
    """
    kept: list[Field] = []
    for field in fields:
        if field.name not in _IDENTIFIERS or not _holds(field.raw, details):
            kept.append(field)
        elif field.name == "message-id":
            domain = envelope_from.rpartition("@")[2]
            kept.append(Field.of(b"Message-ID", f"<{secrets.token_hex(16)}@{domain or 'localhost'}>".encode()))
        else:
            safe = [one for one in _MESSAGE_ID.findall(field.value) if not _holds(one, details)]
            kept.extend([Field.of(_WRITTEN_AS[field.name], b"\r\n ".join(safe))] if safe else [])
    return tuple(kept)


def _holds(octets: bytes, details: Sequence[str]) -> bool:
    words = octets.decode("utf-8", "replace")
    return any(stands_in(detail, words) for detail in details)


def stands_in(detail: str, words: str) -> bool:
    """Whether a detail stands among words, between word edges: "Ann" is not in an identifier that has "rAnna3"."""
    wanted = detail.strip()
    return bool(wanted) and re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", words, re.IGNORECASE) is not None


def bare_addresses(value: bytes) -> tuple[bytes, ...] | None:
    """The addresses of an unfolded mailbox or address list, without names, comments and groups.

    None: it cannot be read for certain, and nothing of it may be shown.

    Source:
        RFC 5322 §3.4, without routes and quoted local parts.
    """
    text = _without_comments(value)
    lexemes = _LEXEME.findall(text or b"")
    if text is None or sum(map(len, lexemes)) != len(text):
        return None
    addresses: list[bytes] = []
    words, angle, in_group = b"", b"", False
    for lexeme in (*lexemes, b","):
        if lexeme == b":":  # what came before is a group's name
            if in_group or angle:
                return None
            words, in_group = b"", True
        elif lexeme in (b",", b";"):
            candidate = angle or words.strip()
            if (candidate and not _is_address(candidate)) or (lexeme == b";" and not in_group):
                return None
            addresses += [candidate] if candidate else []
            words, angle, in_group = b"", b"", in_group and lexeme == b","
        elif lexeme.startswith(b"<"):
            if angle or lexeme == b"<>":
                return None
            angle = lexeme[1:-1]
        elif angle and lexeme.strip():
            return None
        else:
            words += lexeme
    return None if in_group else tuple(addresses)


def _outer_items(name: str, values: list[bytes]) -> tuple[bytes, ...] | None:
    """What of the fields of one name may stand outside; empty: nothing; None: they cannot be read."""
    if name in _ADDRESS_FIELDS:
        return bare_addresses(b",".join(values))
    if name in ("in-reply-to", "references"):
        return tuple(_MESSAGE_ID.findall(b" ".join(values)))
    if len(values) != 1:
        return ()
    if name == "message-id":
        return tuple(_MESSAGE_ID.findall(values[0])[:1])
    text = b" ".join((_without_comments(values[0]) or b"").split())
    shape = _DATE if name == "date" else _AUTO_SUBMITTED
    return (text,) if shape.fullmatch(text) else ()


def _envelope_addresses(addresses: Sequence[str]) -> tuple[bytes, ...]:
    encoded = tuple(address.encode("utf-8", "surrogatepass") for address in addresses)
    if not encoded or not all(map(_is_address, encoded)):
        raise ProtectionFailed(Fault.HEADER_UNREADABLE)
    return encoded


def _is_address(candidate: bytes) -> bool:
    if not _ADDRESS.fullmatch(candidate):
        return False
    try:
        candidate.decode()
    except UnicodeDecodeError:
        return False
    return True


def _without_comments(value: bytes) -> bytes | None:
    """Comments, which nest, become a space (RFC 5322 §3.2.2). None: a comment or quoted string does not end."""
    kept = bytearray()
    depth, quoted, escaped = 0, False, False
    for octet in value:
        if escaped:
            escaped = False
        elif octet == _BACKSLASH:
            escaped = True
        elif quoted:
            quoted = octet != _QUOTE
        elif octet == _OPEN:
            depth += 1
        elif octet == _CLOSE:
            depth -= 1
            if depth < 0:
                return None
            kept += b"" if depth else b" "
            continue
        elif octet == _QUOTE and not depth:
            quoted = True
        if not depth:
            kept.append(octet)
    return None if depth or quoted else bytes(kept)
