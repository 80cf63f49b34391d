"""What goes in and out of the reading room, as bytes by an explicit schema.

A child that read a hostile message may answer anything, so a reading is believed only after every type, length,
place and position has been checked here. Nothing is ever unpickled.
"""

import json
import re
import struct
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Final, TypeVar

from gateway.model.message import (
    Attachment,
    Field,
    Place,
    Reading,
    TextCut,
    Unit,
    Unread,
    UnreadReason,
    Zone,
    ZoneKind,
)
from gateway.read.limits import ReadLimits

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
_Choice = TypeVar("_Choice", bound=StrEnum)

_HEAD: Final = struct.Struct(">I")
_MAX_HEAD_BYTES: Final = 64 * 1024 * 1024
_MAX_ITEMS: Final = 1_000_000
_MAX_SIZE: Final = 1 << 40
_MAX_TYPE_CHARS: Final = 255
_MAX_PATH_CHARS: Final = 1000

# "", "1", "2.1", and for nested messages "2/" (its header), "2/1", "2/1.3/1".
_PATH: Final = re.compile(r"(?:\d{1,6}(?:\.\d{1,6})*/)*(?:\d{1,6}(?:\.\d{1,6})*)?")


_DIGEST: Final = re.compile(r"(?:[0-9a-f]{64})?")


class NotOurs(Exception):
    """Bytes that do not follow the schema; the text says where, never what stood there."""


def reading_to_bytes(reading: Reading) -> bytes:
    """A reading as the room answers it."""
    return json.dumps(asdict(reading), separators=(",", ":")).encode("ascii")


def reading_from_bytes(untrusted_answer: bytes, limits: ReadLimits) -> Reading:
    """A reading out of an answer that may be anything.

    Raises:
        NotOurs: it does not follow the schema or is beyond the limits.
    """
    whole = _object(_parse(untrusted_answer), Reading)
    units = tuple(_unit(each, number) for number, each in enumerate(list_of(whole["units"], "units")))
    if sum(len(unit.text) for unit in units) > limits.text_chars:
        raise NotOurs("units: more text than allowed")
    header_chars = limits.header_bytes * 2  # a name and a value; some charsets give more characters than octets
    return Reading(
        fields=tuple(_field(each, header_chars) for each in list_of(whole["fields"], "fields")),
        units=units,
        attachments=tuple(_attachment(each) for each in list_of(whole["attachments"], "attachments")),
        unread=tuple(_unread(each) for each in list_of(whole["unread"], "unread")),
        signed=tuple(path(each) for each in list_of(whole["signed"], "signed")),
        encrypted=_flag(whole["encrypted"], "encrypted"),
        rewritten=tuple(path(each) for each in list_of(whole["rewritten"], "rewritten")),
        pieces_left_out=tuple(path(each) for each in list_of(whole["pieces_left_out"], "pieces_left_out")),
    )


def read_request(raw: bytes, limits: ReadLimits) -> bytes:
    """What the room is given to read."""
    return framed(asdict(limits), raw)


def open_read_request(payload: bytes) -> tuple[bytes, ReadLimits]:
    """The same, taken apart. Raises NotOurs."""
    head, raw = unframed(payload)
    return raw, limits_of(head)


def part_request(raw: bytes, part: str, limits: ReadLimits) -> bytes:
    """What the room is given to take one attachment out of a message."""
    return framed({"limits": asdict(limits), "part": part}, raw)


def open_part_request(payload: bytes) -> tuple[bytes, str, ReadLimits]:
    """The same, taken apart. Raises NotOurs."""
    head, raw = unframed(payload)
    if not isinstance(head, dict) or set(head) != {"limits", "part"}:
        raise NotOurs("part: keys")
    return raw, path(head["part"]), limits_of(head["limits"])


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatRequest:
    """What the room is given to treat."""

    raw: bytes
    cuts: tuple[TextCut, ...]
    removed: tuple[str, ...]  # values that must be gone
    kept: tuple[str, ...]  # values that rightly stay
    limits: ReadLimits
    rewritten: tuple[str, ...] = ()  # part paths that are written anew even where nothing is cut


def treat_request(request: TreatRequest) -> bytes:
    """As bytes."""
    head = {
        "limits": asdict(request.limits),
        "cuts": [asdict(cut) for cut in request.cuts],
        "removed": list(request.removed),
        "kept": list(request.kept),
        "rewritten": list(request.rewritten),
    }
    return framed(head, request.raw)


def open_treat_request(payload: bytes) -> TreatRequest:
    """The same, taken apart. Raises NotOurs."""
    head, raw = unframed(payload)
    if not isinstance(head, dict) or set(head) != {"limits", "cuts", "removed", "kept", "rewritten"}:
        raise NotOurs("treat: keys")
    return TreatRequest(
        raw=raw,
        cuts=tuple(_cut(each) for each in list_of(head["cuts"], "cuts")),
        removed=tuple(text_of(each, "removed", _MAX_SIZE) for each in list_of(head["removed"], "removed")),
        kept=tuple(text_of(each, "kept", _MAX_SIZE) for each in list_of(head["kept"], "kept")),
        limits=limits_of(head["limits"]),
        rewritten=tuple(path(each) for each in list_of(head["rewritten"], "rewritten")),
    )


def three_texts(untrusted_answer: bytes) -> tuple[str, str, str]:
    """A JSON list of three short texts. Raises NotOurs."""
    found = list_of(_parse(untrusted_answer), "refusal")
    if len(found) != 3:
        raise NotOurs("refusal: three texts")
    first, second, third = (text_of(each, "refusal", _MAX_PATH_CHARS) for each in found)
    return first, second, third


def framed(head: object, raw: bytes) -> bytes:
    """A head and the bytes that it is about."""
    packed = json.dumps(head, separators=(",", ":")).encode("ascii")
    return _HEAD.pack(len(packed)) + packed + raw


def unframed(payload: bytes) -> tuple[Json, bytes]:
    """The same, taken apart. Raises NotOurs."""
    if len(payload) < _HEAD.size:
        raise NotOurs("request: too short")
    (length,) = _HEAD.unpack_from(payload)
    if length > _MAX_HEAD_BYTES or _HEAD.size + length > len(payload):
        raise NotOurs("request: length of the head")
    return _parse(payload[_HEAD.size : _HEAD.size + length]), payload[_HEAD.size + length :]


def _parse(untrusted: bytes) -> Json:
    try:
        parsed: Json = json.loads(untrusted)
    except (ValueError, RecursionError) as error:
        raise NotOurs("not JSON") from error
    return parsed


def _object(value: Json, kind: type) -> dict[str, Json]:
    if not isinstance(value, dict) or set(value) != {field.name for field in fields(kind)}:
        raise NotOurs(f"{kind.__name__}: keys")
    return value


def list_of(value: Json, where: str) -> list[Json]:
    """A list. Raises NotOurs."""
    if not isinstance(value, list) or len(value) > _MAX_ITEMS:
        raise NotOurs(f"{where}: a list")
    return value


def text_of(value: Json, where: str, longest: int) -> str:
    """A text. Raises NotOurs."""
    if not isinstance(value, str) or len(value) > longest:
        raise NotOurs(f"{where}: a text")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotOurs(f"{where}: surrogates") from error
    return value


def _number(value: Json, where: str, highest: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= highest:
        raise NotOurs(f"{where}: a number")
    return value


def _flag(value: Json, where: str) -> bool:
    if not isinstance(value, bool):
        raise NotOurs(f"{where}: true or false")
    return value


def choice(value: Json, kind: type[_Choice]) -> _Choice:
    """One of an enumeration's values. Raises NotOurs."""
    if not isinstance(value, str) or value not in {member.value for member in kind}:
        raise NotOurs(f"{kind.__name__}: not one of its values")
    return kind(value)


def path(value: Json) -> str:
    """A part path. Raises NotOurs."""
    found = text_of(value, "part", _MAX_PATH_CHARS)
    if not _PATH.fullmatch(found):
        raise NotOurs("part: a path")
    return found


def digest(value: Json) -> str:
    """A SHA-256, hex; empty: none is said. Raises NotOurs."""
    found = text_of(value, "digest", 64)
    if not _DIGEST.fullmatch(found):
        raise NotOurs("digest: hex")
    return found


def _unit(value: Json, number: int) -> Unit:
    given = _object(value, Unit)
    if _number(given["id"], "unit", _MAX_ITEMS) != number:
        raise NotOurs("unit: out of order")
    text = text_of(given["text"], "unit", _MAX_SIZE)
    return Unit(
        id=number,
        place=choice(given["place"], Place),
        part=path(given["part"]),
        label=text_of(given["label"], "label", _MAX_SIZE),
        text=text,
        zones=tuple(_zone(each, len(text)) for each in list_of(given["zones"], "zones")),
        codes_of=_earlier(given["codes_of"], number),
    )


def _earlier(value: Json, number: int) -> int | None:
    """A unit before another. Raises NotOurs."""
    if value is None:
        return None
    found = _number(value, "codes_of", _MAX_ITEMS)
    if found >= number:
        raise NotOurs("codes_of: not before it")
    return found


def _zone(value: Json, length: int) -> Zone:
    given = _object(value, Zone)
    zone = Zone(
        kind=choice(given["kind"], ZoneKind),
        start=_number(given["start"], "zone", length),
        end=_number(given["end"], "zone", length),
    )
    if zone.start > zone.end:
        raise NotOurs("zone: backwards")
    return zone


def _field(value: Json, longest: int) -> Field:
    given = _object(value, Field)
    return Field(name=text_of(given["name"], "field", longest), value=text_of(given["value"], "field", longest))


def _attachment(value: Json) -> Attachment:
    given = _object(value, Attachment)
    return Attachment(
        part=path(given["part"]),
        said_type=text_of(given["said_type"], "attachment", _MAX_TYPE_CHARS),
        found_type=text_of(given["found_type"], "attachment", _MAX_TYPE_CHARS),
        size=_number(given["size"], "attachment", _MAX_SIZE),
        digest=digest(given["digest"]),
    )


def _unread(value: Json) -> Unread:
    given = _object(value, Unread)
    return Unread(
        part=path(given["part"]),
        why=choice(given["why"], UnreadReason),
        media_type=text_of(given["media_type"], "unread", _MAX_TYPE_CHARS),
    )


def _cut(value: Json) -> TextCut:
    given = _object(value, TextCut)
    return TextCut(
        unit=_number(given["unit"], "cut", _MAX_ITEMS),
        start=_number(given["start"], "cut", _MAX_SIZE),
        end=_number(given["end"], "cut", _MAX_SIZE),
        replacement=text_of(given["replacement"], "cut", _MAX_ITEMS),
    )


def limits_of(value: Json) -> ReadLimits:
    """The limits of a request. Raises NotOurs."""
    given = _object(value, ReadLimits)
    try:
        return ReadLimits(**{name: _number(amount, name, _MAX_SIZE) for name, amount in given.items()})
    except ValueError as error:
        raise NotOurs("limits: zero") from error
