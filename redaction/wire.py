"""What goes in and out of the room in which the command opens files, as bytes by an explicit schema.

A child that read a hostile file may answer anything: an answer is believed only after every type, length and
character that a terminal could obey has been checked here. Nothing is ever unpickled.
"""

import json
import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from redaction.document import Document, Unit
from redaction.errors import StillThere, TooLarge, Unreadable
from redaction.limits import DEFAULT_LIMITS
from redaction.page_pictures import HIGHEST, DrawnPage, DrawnPages, PageLimits
from redaction.plan import Cut, Plan

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

_HEAD: Final = struct.Struct(">I")
_MEDIA_TYPE: Final = re.compile(r"[a-z0-9][a-z0-9.+-]{0,99}/[a-z0-9][a-z0-9.+-]{0,99}")
_MOST_WORDS: Final = 10_000  # notes, or names of dropped things
_MOST_CHARS: Final = 300  # of a place, a note, a reason
_UNREADABLE: Final = "unreadable"
_TOO_LARGE: Final = "too-large"
_STILL_THERE: Final = "still-there"


class NotOurs(Exception):
    """Bytes that do not follow the schema; the text says where, never what stood there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """A document with the plan's cuts made, as the room gives it back."""

    data: bytes
    media_type: str
    dropped: tuple[str, ...]


def document_to_bytes(document: Document) -> bytes:
    """A document as the room answers it."""
    units: list[Json] = [[unit.id, unit.place, unit.text] for unit in document.units]
    return _framed({"media_type": document.media_type, "units": units, "notes": list(document.notes)}, b"")


def document_from_bytes(untrusted_answer: bytes) -> Document:
    """The same, out of an answer that may be anything.

    Raises:
        Unreadable, TooLarge: the reader said so.
        NotOurs: it does not follow the schema.
    """
    head, _ = _answered(untrusted_answer)
    units = tuple(_unit(one) for one in _list(head.get("units"), "units", DEFAULT_LIMITS.max_units))
    if len({unit.id for unit in units}) < len(units):
        raise NotOurs("units: two of one id")
    if sum(len(unit.text) for unit in units) > DEFAULT_LIMITS.max_chars:
        raise NotOurs("units: more text than allowed")
    return Document(media_type=_media_type(head), units=units, notes=_words(head.get("notes"), "notes"))


def rewrite_request(data: bytes, media_type: str, plan: Plan, removed: Sequence[str] | None = None) -> bytes:
    """What the room is given to rewrite; *removed*: what the cuts take out, where it is known."""
    cuts: list[Json] = [[cut.unit, cut.start, cut.end, cut.replacement] for cut in plan.cuts]
    head: dict[str, Json] = {"media_type": media_type, "cuts": cuts, "kept": list(plan.kept)}
    return _framed(head | ({} if removed is None else {"removed": list(removed)}), data)


def open_rewrite_request(payload: bytes) -> tuple[bytes, str, Plan, tuple[str, ...] | None]:
    """The same, taken apart: bytes, media type, plan and what its cuts take out. Raises NotOurs."""
    head, data = _unframed(payload)
    cuts = tuple(_cut(one) for one in _list(head.get("cuts"), "cuts", len(payload)))
    kept = tuple(_text(one, "kept") for one in _list(head.get("kept"), "kept", len(payload)))
    removed = None
    if "removed" in head:
        removed = tuple(_text(one, "removed") for one in _list(head["removed"], "removed", len(payload)))
    return data, _media_type(head), Plan(cuts=cuts, kept=kept), removed


def rewritten_to_bytes(rewritten: Rewritten) -> bytes:
    """A rewritten document as the room answers it."""
    return _framed({"media_type": rewritten.media_type, "dropped": list(rewritten.dropped)}, rewritten.data)


def rewritten_from_bytes(untrusted_answer: bytes) -> Rewritten:
    """The same, out of an answer that may be anything.

    Raises:
        Unreadable, TooLarge, StillThere: the writer or the second reader said so.
        NotOurs: it does not follow the schema.
    """
    head, data = _answered(untrusted_answer)
    return Rewritten(data=data, media_type=_media_type(head), dropped=_words(head.get("dropped"), "dropped"))


def pages_request(data: bytes, limits: PageLimits) -> bytes:
    """What the room is given to draw."""
    return _framed({"pages": limits.pages, "width": limits.width}, data)


def open_pages_request(payload: bytes) -> tuple[bytes, PageLimits]:
    """The same, taken apart. Raises NotOurs."""
    head, data = _unframed(payload)
    return data, PageLimits(pages=_number(head.get("pages"), "pages"), width=_number(head.get("width"), "width"))


def pages_to_bytes(drawn: DrawnPages) -> bytes:
    """Drawn pages as the room answers them."""
    sizes: list[Json] = [[page.width, page.height] for page in drawn.pages]
    return _framed({"pages": sizes, "more": drawn.more}, b"".join(page.pixels for page in drawn.pages))


def pages_from_bytes(untrusted_answer: bytes, limits: PageLimits) -> DrawnPages:
    """The same, out of an answer that may be anything.

    Raises:
        Unreadable, TooLarge: there are none.
        NotOurs: it does not follow the schema, or is more than the limits.
    """
    head, pixels = _answered(untrusted_answer)
    pages: list[DrawnPage] = []
    at = 0
    for size in _list(head.get("pages"), "pages", limits.pages):
        wide, high = _size(size)
        if not 0 < wide <= limits.width or not 0 < high <= limits.width * HIGHEST:
            raise NotOurs("pages: of a size that was not asked for")
        end = at + 3 * wide * high
        pages.append(DrawnPage(width=wide, height=high, pixels=pixels[at:end]))
        at = end
    if at != len(pixels) or not pages:
        raise NotOurs("pages: more or fewer pixels than said")
    return DrawnPages(pages=tuple(pages), more=head.get("more") is True)


def failure_to_bytes(error: Unreadable | StillThere) -> bytes:
    """A failure as the room answers it; its text never quotes the file."""
    if isinstance(error, StillThere):
        return _framed({"failed": _STILL_THERE, "indexes": list(error.indexes)}, b"")
    return _framed({"failed": _TOO_LARGE if isinstance(error, TooLarge) else _UNREADABLE, "why": str(error)}, b"")


def _answered(untrusted_answer: bytes) -> tuple[dict[str, Json], bytes]:
    head, data = _unframed(untrusted_answer)
    match head.get("failed"):
        case None:
            return head, data
        case "still-there":
            indexes = _list(head.get("indexes"), "indexes", len(untrusted_answer))
            raise StillThere(tuple(_number(one, "indexes") for one in indexes))
        case "too-large":
            raise TooLarge(_word(head.get("why"), "why"))
        case "unreadable":
            raise Unreadable(_word(head.get("why"), "why"))
    raise NotOurs("failed: no such failure")


def _framed(head: dict[str, Json], data: bytes) -> bytes:
    written = json.dumps(head, separators=(",", ":")).encode("ascii")
    return _HEAD.pack(len(written)) + written + data


def _unframed(payload: bytes) -> tuple[dict[str, Json], bytes]:
    if len(payload) < _HEAD.size:
        raise NotOurs("no head")
    (length,) = _HEAD.unpack(payload[: _HEAD.size])
    end = _HEAD.size + length
    if end > len(payload):
        raise NotOurs("the head ends beyond the bytes")
    try:
        head: Json = json.loads(payload[_HEAD.size : end])
    except (ValueError, RecursionError):
        raise NotOurs("the head is not JSON") from None
    if not isinstance(head, dict):
        raise NotOurs("the head is no object")
    return head, payload[end:]


def _unit(value: Json) -> Unit:
    match value:
        case [int() as number, str() as place, str() as text] if not isinstance(number, bool) and number >= 0:
            return Unit(id=number, place=_word(place, "place"), text=text)
    raise NotOurs("units: not id, place and text")


def _size(value: Json) -> tuple[int, int]:
    match value:
        case [wide, high]:
            return _number(wide, "pages"), _number(high, "pages")
    raise NotOurs("pages: not width and height")


def _cut(value: Json) -> Cut:
    match value:
        case [int() as unit, int() as start, int() as end, str() as replacement] if 0 <= start < end:
            return Cut(unit=unit, start=start, end=end, replacement=replacement)
    raise NotOurs("cuts: not unit, start, end and replacement")


def _media_type(head: dict[str, Json]) -> str:
    value = head.get("media_type")
    if not isinstance(value, str) or _MEDIA_TYPE.fullmatch(value) is None:
        raise NotOurs("media_type: none")
    return value


def _words(value: Json, where: str) -> tuple[str, ...]:
    return tuple(_word(one, where) for one in _list(value, where, _MOST_WORDS))


def _word(value: Json, where: str) -> str:
    """A short text for a person: nothing in it that a terminal would obey."""
    if not isinstance(value, str) or len(value) > _MOST_CHARS or not value.isprintable():
        raise NotOurs(f"{where}: no short plain text")
    return value


def _text(value: Json, where: str) -> str:
    if not isinstance(value, str):
        raise NotOurs(f"{where}: no text")
    return value


def _number(value: Json, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise NotOurs(f"{where}: no number")
    return value


def _list(value: Json, where: str, most: int) -> list[Json]:
    if not isinstance(value, list) or len(value) > most:
        raise NotOurs(f"{where}: no list, or too long")
    return value
