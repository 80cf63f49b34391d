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
from gateway.read.contents import HTML_TYPES, TEXT_TYPES
from gateway.read.headers import value_text
from gateway.read.transfer import Transfer
from gateway.read.walk import NESTED_TYPES, Message, Part

_WHITE: Final = re.compile(r"\s+")
_FOLD: Final = re.compile(r"\r?\n(?=[ \t])")
_PARSED_BY_EMAIL: Final = "message/"
_LARGE: Final = 64 * 1024
_KEPT: Final = 76  # one line of base64: whole groups of four
# Nothing but base64: there is one way only to read it, and no boundary line can hide in it, for it has no hyphen.
_PURE_BASE64: Final = re.compile(rb"(?:[A-Za-z0-9+/]{4,76}\r?\n)*[A-Za-z0-9+/]{2,76}={0,2}(?:\r?\n)*")


def disagreements(message: Message) -> tuple[str, ...]:
    """Paths of the parts that the email package reads otherwise; empty: both agree. Never raises but MemoryError."""
    try:
        other = second_reading(message)
        return tuple(dict.fromkeys(_compare(message, message.root, other)))
    except MemoryError:
        raise
    # CPython's parser lets IndexError, AttributeError and RecursionError escape on malformed input (python/cpython
    # #151857, #83281), so no narrower class covers it. A reader that breaks off does not agree.
    except Exception:
        return (message.root.path,)


def second_reading(message: Message) -> EmailMessage:
    """The message as the email package reads it; of large attachments only the first line.

    The package keeps a message several times over, as text and as lists of lines. An attachment of pure base64 can be
    read in one way only, so that leaving out the rest of it changes nothing else of what the package sees.
    """
    pieces: list[bytes] = []
    at = 0
    for start, end in sorted(_left_out(message, 0)):
        pieces.append(message.data[at:start])
        at = end
    return BytesParser(policy=compat32).parsebytes(b"".join((*pieces, message.data[at:])))


def _left_out(message: Message, base: int) -> Iterator[tuple[int, int]]:
    for part in message.walk():
        if part.inner is not None and _stands_as_it_is(part):
            yield from _left_out(part.inner, base + part.body)
        elif _is_thin(message, part):
            yield base + part.body + _KEPT, base + part.end


def _stands_as_it_is(part: Part) -> bool:
    return part.media_type in NESTED_TYPES and (part.encoding is None or part.encoding.identity)


def _is_thin(message: Message, part: Part) -> bool:
    return (
        part.encoding is Transfer.BASE64
        and part.end - part.body > _LARGE
        and not part.multipart
        and part.inner is None
        and part.media_type not in TEXT_TYPES | HTML_TYPES
        and message.data[part.body + _KEPT : part.body + _KEPT + 1] in {b"\r", b"\n"}
        and _PURE_BASE64.fullmatch(message.data, part.body, part.end) is not None
    )


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
    if _stands_as_it_is(part):
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
    end = part.body + _KEPT if _is_thin(message, part) else part.end
    return transfer.decode(message.data[part.body : end], part.encoding or Transfer.BINARY).content


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
