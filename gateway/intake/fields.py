"""The header section as bytes: where it ends, which fields stand in it, and one field taken out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_END: Final = b"\r\n\r\n"
# RFC 5322 §2.2 with the obsolete blanks before the colon (§4.5): what any reader takes for a field is one here.
_FIELD: Final = re.compile(rb"(?:\A|(?<=\r\n))([!-9;-~]+)[ \t]*:([^\r\n]*(?:\r\n[ \t][^\r\n]*)*)(?:\r\n|\Z)")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawField:
    """One field and where it stands, its line end included; offsets into the content, half open."""

    name: bytes  # lower case
    value: bytes  # unfolded, without blanks around
    start: int
    end: int


def header_bytes(content: bytes) -> int:
    """How long the header section is, without the empty line; all of it when there is no empty line."""
    if content.startswith(b"\r\n"):
        return 0
    end = content.find(_END)
    return len(content) if end < 0 else end + 2


def fields(content: bytes, names: frozenset[bytes]) -> Iterator[RawField]:
    """The fields of these lower-case *names*, in order.

    Lines that are no field are passed over up to the empty line: a reader that stops at them sees fewer fields than
    this, never more.
    """
    for match in _FIELD.finditer(content, 0, header_bytes(content)):
        name = match[1].lower()
        if name in names:
            value = match[2].replace(b"\r\n", b"").strip(b" \t")
            yield RawField(name=name, value=value, start=match.start(), end=match.end())


def without(content: bytes, taken_out: tuple[RawField, ...]) -> bytes:
    """The content without these fields; every other byte stays as it was."""
    if not taken_out:
        return content
    kept, at = [], 0
    for field in taken_out:
        kept.append(content[at : field.start])
        at = field.end
    kept.append(content[at:])
    return b"".join(kept)
