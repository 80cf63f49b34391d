"""Looks at the bytes of a PDF themselves: what stands between its objects, and earlier revisions of it.

A program shows what the last table of objects reaches. Before it may stand older pages, after it anything at all.
"""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

import pikepdf

_END: Final = re.compile(rb"startxref\s+\d+\s+%%EOF[ \t]*(?:\r\n|\r|\n)?")
_HEADER: Final = re.compile(rb"%PDF-[12]\.\d[^\r\n]{0,8}(?:\r\n|\r|\n)")
_OBJECT: Final = re.compile(rb"(\d{1,10})\s+(\d{1,5})\s+obj\b")
_STREAM: Final = re.compile(rb"stream\r?\n")
_LENGTH: Final = re.compile(rb"/Length\s+(\d{1,10})(?!\s+\d{1,5}\s+R)\b")
_TABLE: Final = re.compile(rb"xref\s+(?:\d+\s+\d+\s*(?:\d{10} \d{5} [fn]\s*)*)*")
_POINTER: Final = re.compile(rb"startxref\s+\d+\s*")
_BLANK: Final = re.compile(rb"[\s\x00]+")
_COMMENT: Final = re.compile(rb"%([^\r\n]*)")
_BINARY_MARK: Final = re.compile(rb"[\x80-\xff]{2,16}\s*\Z")
_REFERENCE: Final = re.compile(rb"(?<![^\s\[/<>()])\d+\s+\d+\s+R(?![^\s\[\]/<>()])")
_STRING: Final = re.compile(rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)", re.DOTALL)
_MOST_REVISIONS: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Bytes:
    """What was found outside of what a reader of objects sees."""

    revisions: tuple[int, ...]  # where each earlier revision ends
    unread: tuple[str, ...]  # words for what nobody looks into
    comments: tuple[str, ...]  # the words of comments
    objects: frozenset[tuple[int, int]]  # numbers and generations of what is written out as an object


def look(data: bytes) -> Bytes:
    """Account for every byte, object by object."""
    unread: dict[str, None] = {}
    if _HEADER.match(data) is None:
        unread["bytes before"] = None
    ends = [match.end() for match in _END.finditer(data)]
    linearized = b"/Linearized" in data[:1024]
    if not ends or data[ends[-1] :].strip(b"\0 \t\r\n"):
        unread["bytes after"] = None
    earlier = ends[1:-1] if linearized else ends[:-1]
    if len(earlier) > _MOST_REVISIONS:
        unread["earlier revisions"] = None
        earlier = []
    comments: list[str] = []
    objects: set[tuple[int, int]] = set()
    _between(data, unread, comments, objects)
    return Bytes(revisions=tuple(earlier), unread=tuple(unread), comments=tuple(comments), objects=frozenset(objects))


def _between(data: bytes, unread: dict[str, None], comments: list[str], objects: set[tuple[int, int]]) -> None:
    met: set[tuple[int, int]] = set()  # in this revision
    at = 0
    while at < len(data):
        if (match := _BLANK.match(data, at)) is not None:
            at = match.end()
        elif (match := _COMMENT.match(data, at)) is not None:
            if match[0].startswith(b"%%EOF"):
                met.clear()
            elif not match[0].startswith(b"%PDF-") and not _BINARY_MARK.match(match[1]):
                comments.append(match[1].decode("latin-1"))
            at = match.end()
        elif (match := _OBJECT.match(data, at)) is not None:
            number = (int(match[1]), int(match[2]))
            if number in met:
                unread["objects twice"] = None
            met.add(number)
            objects.add(number)
            at = _object_end(data, match.end(), comments)
        elif (match := _TABLE.match(data, at) or _POINTER.match(data, at)) is not None:
            at = match.end()
        elif data.startswith(b"trailer", at):
            start, at = at, data.find(b"startxref", at)
            comments += _comments(data[start:at])
        else:
            at = -1
        if at < 0:
            unread["bytes between objects"] = None
            return


def _object_end(data: bytes, at: int, comments: list[str]) -> int:
    """Behind ``endobj``; below 0: there is none where it should be."""
    stream = _STREAM.search(data, at)
    end = data.find(b"endobj", at)
    if stream is None or (0 <= end < stream.start()):
        comments += _comments(data[at:end])
        return end + 6 if end >= 0 else -1
    comments += _comments(data[at : stream.start()])
    length = _LENGTH.search(data, at, stream.start())
    start = stream.end() + int(length[1]) if length is not None else stream.end()
    behind = data.find(b"endstream", start)
    if behind < 0 or (length is not None and data[start:behind].strip(b"\r\n")):
        return -1
    end = data.find(b"endobj", behind)
    return end + 6 if end >= 0 and not data[behind + 9 : end].strip() else -1


def of_objects(stream: pikepdf.Stream, alive: AbstractSet[int]) -> bool:
    """Whether a stream of objects holds nothing but the objects that it says it does, all of them known by number.

    ISO 32000-2, 7.5.7: pairs of number and place, then the objects; nothing says that readers see all of them.
    """
    data = stream.read_bytes()
    count: object = stream.get("/N")
    first: object = stream.get("/First")
    if not isinstance(count, int) or not isinstance(first, int) or not 0 <= first <= len(data):
        return False
    head = data[:first].split()
    if len(head) != 2 * count or not all(one.isdigit() for one in head):
        return False
    places = [first + int(one) for one in head[1::2]]
    if not {int(one) for one in head[::2]} <= alive or (places and data[first : places[0]].strip(b"\0\t\n\f\r ")):
        return False
    return all(_is_one_object(data[begin:end]) for begin, end in zip(places, (*places[1:], len(data)), strict=True))


def _is_one_object(syntax: bytes) -> bool:
    bare = _STRING.sub(b"()", syntax)
    if b"%" in bare:
        return False
    try:
        pikepdf.Object.parse(_REFERENCE.sub(b"null", bare).strip(b"\0\t\n\f\r "))
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return False
    return True


def _comments(syntax: bytes) -> list[str]:
    """What stands behind a per cent sign, in strings too: those are read by themselves."""
    return [match[1].decode("latin-1") for match in _COMMENT.finditer(syntax)]
