"""Mail addresses, written as programs write them or spelt out to hide them from programs."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.finds import Finds
from redaction.hit import Detector, Hit
from redaction.tokens import places, tokens

ADDRESS: Final = re.compile(
    r"(?<![\w.+%'-])[\w+%'-](?:[\w.+%'-]{0,62}[\w+%-])?@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,6}[^\W\d_]{2,24}(?![\w-])"
)
_LOCAL_LENGTH: Final = 64  # RFC 5321 §4.5.3.1.1
_LOCAL_BACKWARDS: Final = re.compile(rf"[\w.+%'-]{{1,{_LOCAL_LENGTH}}}+(?![\w.+%'-])")
_MESSAGE_ID: Final = re.compile(
    r"(?:(?:message-id|in-reply-to|references|content-id)[ \t]?:[^\r\n]{0,200}|\bcid:)\Z", re.IGNORECASE
)
_DOT: Final = r"(?:[ ]?\.[ ]?|,(?=(?:com|co|org|net|uk|ac|gov)\b)|[ ]?[\[({][ ]?dot[ ]?[\])}][ ]?|[ ]dot[ ])"
_NAME: Final = r"[a-z0-9][a-z0-9-]{0,40}+"
_ENDING: Final = r"(?:com|org|net|uk|co|eu|ie|info|me|io|biz|gov|ac|nhs|sch|example|test)(?![a-z0-9-])"
_DOMAIN: Final = rf"{_NAME}(?:{_DOT}{_NAME}){{0,3}}{_DOT}{_ENDING}"
# What stands after the local part: "[at] example.org", " @ example . org"; "at" in words needs its "dot" in words,
# for "meet me at example.org" tells of a place.
_HIDDEN: Final = re.compile(
    rf"(?:[ ]?[\[({{<][ ]?(?:at|@)[ ]?[\])}}>][ ]?|[ ]?@[ ]?){_DOMAIN}"
    rf"|[ ]at[ ](?!(?:the|a|an|this|that|our|my|their|his|her)[ ])(?=[a-z0-9. -]{{1,80}}?[ ]dot[ ]){_DOMAIN}",
    re.IGNORECASE,
)
_DOT_BEFORE: Final = re.compile(r"(?:[ ]dot[ ]|[ ]?[\[({][ ]?dot[ ]?[\])}][ ]?)\Z", re.IGNORECASE)
_MOST_PARTS: Final = 4


def addresses(text: str) -> Iterator[re.Match[str]]:
    """Every mail address, in order: as ``ADDRESS.finditer`` gives them, tried at its sign alone."""
    reach = 0
    at = text.find("@")
    while at >= 0:
        start = _local_before(text, at)
        match = ADDRESS.match(text, start) if reach <= start < at else None
        if match is not None:
            yield match
            reach = match.end()
        at = text.find("@", at + 1)


def email(text: str) -> Iterator[Hit]:
    """Find mail addresses, not message or content ids; evidence ``pattern``.

    *name at example dot org* and *name [at] example.org* count too.

    Source:
        RFC 5321 §4.1.2, in the dotted form that mail programs write.
    """
    found = Finds(Detector.EMAIL)
    at = text.find("@")
    while at >= 0:
        start = _local_before(text, at)
        match = ADDRESS.match(text, start) if start < at else None
        if match is not None:
            start = _dotted(text, start + len(match[0]) - len(match[0].lstrip("'")))
            if not _MESSAGE_ID.search(text[max(0, start - 240) : start]):
                found.add((start, match.end()), "shape")
        else:
            _add_hidden(text, at, found)
        at = text.find("@", at + 1)
    words, begins = tokens(text), places(text)
    for index in begins.get("at", ()):
        start = words[index].start
        if "dot" in begins or text[start - 1 : start] in {"[", "(", "{", "<"} or text[start - 2 : start] == "( ":
            _add_hidden(text, start, found)
    yield from found


def _add_hidden(text: str, at: int, found: Finds) -> None:
    """The address around the word *at* or the sign for it, with blanks or brackets about it."""
    end = at
    while end > max(0, at - 3) and text[end - 1] in " [({<":
        end -= 1
    match = _HIDDEN.match(text, end)
    start = _local_before(text, end)
    if match is None or start == end:
        return
    found.add((_dotted(text, start), match.end()), "spelt")


def _dotted(text: str, start: int) -> int:
    """Where a local part begins whose dots are words: *jo (dot) bloggs*."""
    for _ in range(_MOST_PARTS):
        dot = _DOT_BEFORE.search(text, max(0, start - 8), start)
        if dot is None:
            break
        start = _local_before(text, dot.start())
    return start


def _local_before(text: str, end: int) -> int:
    """Where the local part begins that ends at *end*; *end* if there is none."""
    local = _LOCAL_BACKWARDS.match(text[max(0, end - _LOCAL_LENGTH - 1) : end][::-1])
    return end if local is None else end - local.end()
