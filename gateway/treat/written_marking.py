"""A message's marking in its reader's scheme: in front of the subject line and in header fields, no more. Pure.

Our own words stay where they are, so that it never says less than it did. Bodies and signed parts keep every byte.
"""

from typing import Final

from gateway.intake.fields import RawField, fields, without
from gateway.model.outward import Dialect

# They cover the subject line; one that no longer fits is worse than none at some receivers (RFC 6376 §6.1).
_BROKEN_BY_CHANGE: Final = frozenset({b"dkim-signature", b"domainkey-signature"})
_SUBJECT: Final = frozenset({b"subject"})
_LINE: Final = 78  # RFC 5322 §2.1.1


def written_marking(content: bytes, dialect: Dialect) -> bytes:
    """The message with the marking written; the same bytes where it stands there already, or none is asked for."""
    changed = _with_subject(content, dialect.subject) if dialect.subject else content
    for name, value in reversed(dialect.fields):
        changed = _with_field(changed, name, value)
    if changed == content:
        return content
    return without(changed, tuple(fields(changed, _BROKEN_BY_CHANGE)))


def _with_field(content: bytes, name: str, value: str) -> bytes:
    old = tuple(fields(content, frozenset({name.lower().encode("ascii")})))
    said = value.encode("ascii")
    if len(old) == 1 and old[0].value == said:
        return content
    return f"{name}: ".encode("ascii") + said + b"\r\n" + without(content, old)


def _with_subject(content: bytes, words: str) -> bytes:
    mark = words.encode("ascii")
    found = tuple(fields(content, _SUBJECT))
    if not found:
        return b"Subject: " + mark + b"\r\n" + content
    pieces: list[bytes] = []
    at = 0
    for field in found:
        pieces += (content[at : field.start], _marked(content, field, mark))
        at = field.end
    return b"".join((*pieces, content[at:]))


def _marked(content: bytes, field: RawField, mark: bytes) -> bytes:
    whole = content[field.start : field.end]
    if mark.lower() in field.value.lower():
        return whole
    name, _, rest = whole.partition(b":")
    start = name + b": " + mark
    if not rest.strip():
        return start + b"\r\n"
    rest = rest if rest[:1] in {b" ", b"\t", b"\r"} else b" " + rest
    first = rest.partition(b"\r\n")[0]
    # A line of blanks alone is none that RFC 5322 §3.2.2 lets anybody write.
    fold = b"\r\n" if len(start) + len(first) > _LINE and first.strip() else b""
    return start + fold + rest
