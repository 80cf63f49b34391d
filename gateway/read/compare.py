"""The second reader: the standard library's email package must see the same message, or nobody knows what is seen.

It is called only on messages that are within their limits: its time is quadratic in some header fields and its
depth is bounded by the interpreter's stack.
"""

import re
from collections.abc import Iterator
from email.header import decode_header
from email.message import Message as EmailMessage
from email.parser import BytesParser
from email.policy import compat32
from typing import Final

from gateway.read import charsets, transfer
from gateway.read.headers import value_text
from gateway.read.transfer import Transfer
from gateway.read.walk import NESTED_TYPES, Message, Part

_WHITE: Final = re.compile(r"\s+")
_FOLD: Final = re.compile(r"\r?\n(?=[ \t])")
_PARSED_BY_EMAIL: Final = "message/"


def disagreements(message: Message) -> tuple[str, ...]:
    """Paths of the parts that the email package reads otherwise; empty: both agree. Never raises."""
    try:
        other = BytesParser(policy=compat32).parsebytes(message.data)
        return tuple(dict.fromkeys(_compare(message, message.root, other)))
    # CPython's parser lets IndexError, AttributeError and RecursionError escape on malformed input
    # (python/cpython#151857, #83281), so no narrower class covers it. A reader that breaks off does not agree.
    except Exception:
        return (message.root.path,)


def _compare(message: Message, part: Part, other: EmailMessage) -> Iterator[str]:
    if not _same_header(message, part, other) or part.media_type != other.get_content_type():
        yield part.path
        return
    if part.multipart:
        below = other.get_payload()
        if not isinstance(below, list) or len(below) != len(part.parts):
            yield part.path
            return
        for child, child_other in zip(part.parts, below, strict=True):
            if isinstance(child_other, EmailMessage):
                yield from _compare(message, child, child_other)
        return
    yield from _compare_leaf(message, part, other)


def _compare_leaf(message: Message, part: Part, other: EmailMessage) -> Iterator[str]:
    identity = part.encoding is None or part.encoding.identity
    if part.media_type in NESTED_TYPES and identity:
        below = other.get_payload()
        if part.inner is None or not isinstance(below, list) or len(below) != 1:
            # An empty body: the email package makes an empty message of it.
            if part.body < part.end:
                yield part.content
            return
        if isinstance(below[0], EmailMessage):
            yield from _compare(part.inner, part.inner.root, below[0])
        return
    if part.inner is not None:
        yield from disagreements(part.inner)
    # The email package splits these by their own grammar and keeps no body of them.
    if part.media_type.startswith(_PARSED_BY_EMAIL):
        return
    if other.is_multipart():
        yield part.content
        return
    payload = other.get_payload(decode=True)
    if not isinstance(payload, bytes) or payload != _content(message, part):
        yield part.content


def _content(message: Message, part: Part) -> bytes:
    body = message.data[part.body : part.end]
    return transfer.decode(body, part.encoding or Transfer.BINARY).content


def _same_header(message: Message, part: Part, other: EmailMessage) -> bool:
    raw = list(other.raw_items())
    if [name for name, _ in raw] != [field.name for field in part.fields]:
        return False
    for field, (_, value) in zip(part.fields, raw, strict=True):
        ours = field.raw(message.data)
        theirs = str(value).encode("ascii", "surrogateescape")
        if ours.strip(b" \t\r\n") != theirs.strip(b" \t\r\n"):
            return False
        if field.key == "subject" and not _same_words(ours):
            return False
    return True


def _same_words(raw: bytes) -> bool:
    """Whether the email package decodes a subject line to the same words, white space aside."""
    if not raw.isascii() or b"=?" not in raw:
        return True
    theirs = "".join(
        content if isinstance(content, str) else charsets.decode(content, (charset or "").partition("*")[0]).text
        for content, charset in decode_header(_FOLD.sub("", raw.decode("ascii")))
    )
    return _WHITE.sub("", theirs) == _WHITE.sub("", value_text(raw).text)
