"""A copy of a message whose header names one reader and our own people, and none of the others. Pure.

Only the header changes: a signature over the body still holds. DKIM covers the header, so that goes.
"""

import re
from collections.abc import Iterator
from typing import Final

from gateway.intake.fields import RawField, fields
from gateway.model.reasons import Reason
from gateway.read.addresses import ADDRESS_FIELDS
from gateway.registers.address import domain_of, normal
from gateway.registers.resolve import ADDRESS_LIKE
from gateway.treat.errors import TreatFailed

_LISTED: Final = (b"to", b"cc")
# Who wrote it, and where an answer goes, is for its reader to see, and stays as it came.
_KEPT: Final = frozenset({"from", "sender", "reply-to", "disposition-notification-to", "return-receipt-to"})
_OTHER_LISTS: Final = frozenset(name.encode("ascii") for name in ADDRESS_FIELDS - _KEPT) - set(_LISTED)
_BROKEN: Final = frozenset({b"dkim-signature", b"domainkey-signature"})
_ANY: Final = re.compile(rb"(?:\A|(?<=\r\n))([!-9;-~]+)[ \t]*:[^\r\n]*(?:\r\n[ \t][^\r\n]*)*(?:\r\n|\Z)")
# A mailbox of a list: quoted words and comments may hold commas (RFC 5322 §3.4).
_MAILBOX: Final = re.compile(rb'(?:"(?:[^"\\]|\\.)*"|\((?:[^()\\]|\\.)*\)|<[^<>]*>|[^",;()<>])+')


def separate(content: bytes, recipient: str, own_domains: frozenset[str]) -> bytes:
    """The message as *recipient* alone may see it: To and Cc show them and our own people.

    Raises:
        TreatFailed: visible-recipients: another reader's address stands in a field that must stay.
    """
    end = content.find(b"\r\n\r\n")
    header, body = (content, b"") if end < 0 else (content[: end + 2], content[end + 2 :])
    keep = _Keep(recipient, own_domains)
    lists = tuple(fields(header, frozenset(_LISTED)))
    gone = {address for one in lists for address in _addresses(one.value) if not keep.may(address)}
    made = _rewritten(header, lists, keep)
    named = [address for one in fields(made, frozenset(_LISTED)) for address in _addresses(one.value)]
    if normal(recipient) not in map(normal, named):
        made = b"To: <" + recipient.encode("utf-8") + b">\r\n" + made
    # A field of some program may repeat the readers and goes; what says who wrote may not, and then nothing may.
    for field in _all(made):
        if not any(normal(address) in gone for address in _addresses(made[field.start : field.end])):
            continue
        if field.name.decode("latin-1") in _KEPT:
            raise TreatFailed(Reason.VISIBLE_RECIPIENTS)
    return _without_mentions(made, gone) + body


class _Keep:
    """Whose address stays."""

    def __init__(self, recipient: str, own_domains: frozenset[str]) -> None:
        self._recipient = normal(recipient)
        self._own = own_domains

    def may(self, address: str) -> bool:
        return normal(address) == self._recipient or domain_of(address) in self._own


def _rewritten(header: bytes, lists: tuple[RawField, ...], keep: _Keep) -> bytes:
    pieces: list[bytes] = []
    at = 0
    for field in lists:
        pieces.append(header[at : field.start])
        at = field.end
        mailboxes = [box for box in _mailboxes(field.value) if all(map(keep.may, _addresses(box)))]
        if mailboxes:
            name = header[field.start : field.end].partition(b":")[0]
            pieces.append(name + b": " + b",\r\n ".join(mailboxes) + b"\r\n")
    return b"".join((*pieces, header[at:]))


def _mailboxes(value: bytes) -> Iterator[bytes]:
    """The mailboxes of a list that have an address, each as written; of a group its members, without its name."""
    for match in _MAILBOX.finditer(value):
        box = match[0].strip()
        if b":" in re.sub(rb'"(?:[^"\\]|\\.)*"|<[^<>]*>|\((?:[^()\\]|\\.)*\)', b"", box):
            box = box.rpartition(b":")[2].strip()
        if _addresses(box):
            yield box


def _without_mentions(header: bytes, gone: set[str]) -> bytes:
    """The header without the fields that list readers in other ways, or name one who is gone."""
    pieces: list[bytes] = []
    at = 0
    for field in _all(header):
        named = any(normal(address) in gone for address in _addresses(header[field.start : field.end]))
        if field.name in _OTHER_LISTS | _BROKEN or (named and field.name not in _LISTED):
            pieces.append(header[at : field.start])
            at = field.end
    return b"".join((*pieces, header[at:]))


def _all(header: bytes) -> Iterator[RawField]:
    for match in _ANY.finditer(header):
        yield RawField(name=match[1].lower(), value=b"", start=match.start(), end=match.end())


def _addresses(value: bytes) -> set[str]:
    # Decoded for reading, a display name may hold an address of its own: it counts like any other.
    return {normal(address) for address in ADDRESS_LIKE.findall(value.decode("utf-8", "replace"))}
