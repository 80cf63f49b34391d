"""Header protection (RFC 9788): the real header goes inside, the outer one says as little as it can."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from gateway.protect.errors import Fault, ProtectionFailed
from gateway.protect.fields import Field, join_message, split_message
from gateway.protect.outer_header import NEUTRAL_SUBJECT, outer_fields, without_details

# Not inside either: traces of our own network, hidden recipients, and a DKIM hash of the plaintext that no longer
# holds. An HP-Outer that came with the message would be believed as ours.
_DROPPED: Final = frozenset({"received", "return-path", "dkim-signature", "bcc", "resent-bcc", "hp-outer"})
_DROPPED_FAMILIES: Final = ("arc-", "x-ms-exchange-organization-")

# "hp" is RFC 9788's. Thunderbird and K-9 read a protected subject line only under the older "protected-headers".
_PARAMETERS: Final = b'; hp="cipher"; protected-headers="v1"'
_TYPE: Final = re.compile(rb"[^:]+:\s*[!#$%&'*+.^_`{|}~0-9A-Za-z-]+/[!#$%&'*+.^_`{|}~0-9A-Za-z-]+")
_QUOTED_OR_OURS: Final = re.compile(
    rb'"(?:[^"\\]|\\.)*"|;\s*(?:hp|protected-headers)\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^;\s]*)', re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """A message split into what is encrypted and what is seen."""

    inner: bytes  # a MIME entity: the header, HP-Outer fields and the body as it came
    outer: tuple[Field, ...]  # without the fields that describe the encrypted body


def protect_header(
    message: bytes,
    *,
    envelope_from: str,
    envelope_to: Sequence[str],
    subject: str = NEUTRAL_SUBJECT,
    forbidden: Sequence[str] = (),
) -> Protected:
    """Move the header inside; the body's bytes are not touched.

    Args:
        message: CRLF line ends.
        envelope_from: Stands in the outer From when the message's own cannot be read.
        envelope_to: The same for To.
        subject: The subject line that everyone may see; printable ASCII.
        forbidden: Details that no identifier outside may hold.

    Raises:
        ProtectionFailed: header-unreadable or content-type-twice.
    """
    fields, body = split_message(message)
    kept = tuple(field for field in fields if not _dropped(field))
    outer = outer_fields(kept, envelope_from=envelope_from, envelope_to=envelope_to, subject=subject)
    outer = without_details(outer, forbidden, envelope_from=envelope_from)
    seen = (Field.of(b"HP-Outer", field.raw) for field in outer)
    return Protected(inner=join_message((*_marked(kept), *seen), body), outer=outer)


def _dropped(field: Field) -> bool:
    return field.name in _DROPPED or field.name.startswith(_DROPPED_FAMILIES)


def _marked(fields: Iterable[Field]) -> tuple[Field, ...]:
    """The fields, with the content type saying that the header is protected."""
    marked = tuple(_with_parameters(field) if field.name == "content-type" else field for field in fields)
    match [field.name for field in marked].count("content-type"):
        case 0:  # RFC 2045 §5.2: what a body is that says nothing
            return (*marked, Field.of(b"Content-Type", b"text/plain; charset=us-ascii" + _PARAMETERS))
        case 1:
            return marked
        case _:
            raise ProtectionFailed(Fault.CONTENT_TYPE_TWICE)


def _with_parameters(field: Field) -> Field:
    # Behind the type, not at the end: a value that ends in an open quote or a semicolon would swallow them. A value
    # that names no type stays as it is; its reader then shows the outer subject line.
    raw = _QUOTED_OR_OURS.sub(_unless_ours, field.raw)
    named = _TYPE.match(raw)
    if named is None:
        return field
    return Field(name=field.name, raw=raw[: named.end()] + _PARAMETERS + raw[named.end() :])


def _unless_ours(matched: re.Match[bytes]) -> bytes:
    return matched[0] if matched[0].startswith(b'"') else b""
