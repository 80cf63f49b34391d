"""A message's header block as the bytes it came in.

Not `email`: parsing and writing again would change folding, odd MIME and thereby signatures made by the sender.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from gateway.protect.errors import Fault, ProtectionFailed

CRLF: Final = b"\r\n"

_BETWEEN_FIELDS: Final = re.compile(rb"\r\n(?![ \t])")
_FOLD: Final = re.compile(rb"\r\n(?=[ \t])")
# RFC 5322 §3.6.8: a field name is printable ASCII without the colon; §4.5 lets old mail put blanks before it.
_FIELD: Final = re.compile(rb"([!-9;-~]+)[ \t]*:(.*)", re.DOTALL)
# What may not stand in a header block, once the CRLF at line ends are gone: readers differ in what follows.
_LONE_CONTROL: Final = re.compile(rb"[\r\n\x00]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One header field."""

    name: str  # lower case
    raw: bytes  # name, colon and value as they came, folding included; without the CRLF at the end

    @classmethod
    def of(cls, name: bytes, value: bytes) -> Self:
        """A field of ours."""
        return cls(name=name.decode("ascii").lower(), raw=name + b": " + value)

    @property
    def value(self) -> bytes:
        """The value, unfolded (RFC 5322 §2.2.3), without blanks around it."""
        return _FOLD.sub(b"", self.raw.partition(b":")[2]).strip(b" \t\r\n")


def split_message(message: bytes) -> tuple[tuple[Field, ...], bytes]:
    """Header fields and body; the body is every byte after the first empty line.

    Raises:
        ProtectionFailed: header-unreadable: a line that is no field, or a bare CR, LF or NUL among the fields.
    """
    if message.startswith(CRLF):
        return (), message[len(CRLF) :]
    block, _, body = message.partition(CRLF + CRLF)
    block = block.removesuffix(CRLF)  # a message that ends with its last field
    return tuple(map(_field, _BETWEEN_FIELDS.split(block) if block else ())), body


def join_message(fields: Iterable[Field], body: bytes) -> bytes:
    """Fields, an empty line, and the body as it is."""
    return b"".join((*(field.raw + CRLF for field in fields), CRLF, body))


def _field(raw: bytes) -> Field:
    matched = _FIELD.fullmatch(raw)
    if matched is None or _LONE_CONTROL.search(_FOLD.sub(b"", raw)):
        raise ProtectionFailed(Fault.HEADER_UNREADABLE)
    return Field(name=matched[1].decode("ascii").lower(), raw=raw)
