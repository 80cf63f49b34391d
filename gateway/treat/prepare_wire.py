"""What goes in and out of the reading room when a mail is prepared or locked again: bytes by a schema."""

from dataclasses import asdict, dataclass
from typing import Final

from gateway.model.preparation import PartPassword, Preparation, Prepared
from gateway.read import wire
from gateway.read.limits import ReadLimits

_MOST_CHARS: Final = 1000  # of a password or a note
_KEYS: Final = {"limits", "leave_out", "passwords", "note", "raw"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PrepareRequest:
    """What the room is given."""

    raw: bytes  # as it came
    treated: bytes  # what is to be locked again; empty: the mail is to be prepared
    wanted: Preparation
    limits: ReadLimits


def prepare_request(request: PrepareRequest) -> bytes:
    """As bytes."""
    head = {
        "limits": asdict(request.limits),
        "leave_out": list(request.wanted.leave_out),
        "passwords": [[one.digest, one.password] for one in request.wanted.passwords],
        "note": request.wanted.note,
        "raw": len(request.raw),
    }
    return wire.framed(head, request.raw + request.treated)


def open_prepare_request(payload: bytes) -> PrepareRequest:
    """The same, taken apart. Raises NotOurs."""
    head, both = wire.unframed(payload)
    if not isinstance(head, dict) or set(head) != _KEYS:
        raise wire.NotOurs("prepare: keys")
    length = head["raw"]
    if not isinstance(length, int) or not 0 <= length <= len(both):
        raise wire.NotOurs("prepare: length")
    return PrepareRequest(
        raw=both[:length],
        treated=both[length:],
        wanted=Preparation(
            leave_out=tuple(wire.digest(one) for one in wire.list_of(head["leave_out"], "leave_out")),
            passwords=tuple(_password(one) for one in wire.list_of(head["passwords"], "passwords")),
            note=wire.text_of(head["note"], "note", _MOST_CHARS),
        ),
        limits=wire.limits_of(head["limits"]),
    )


def _password(value: wire.Json) -> PartPassword:
    pair = wire.list_of(value, "password")
    if len(pair) != 2:
        raise wire.NotOurs("password: two texts")
    return PartPassword(digest=wire.digest(pair[0]), password=wire.text_of(pair[1], "password", _MOST_CHARS))


def prepared_to_bytes(prepared: Prepared) -> bytes:
    """A prepared mail as the room answers it."""
    head = {"left_out": sorted(prepared.left_out), "opened": sorted(prepared.opened)}
    return wire.framed(head, prepared.content)


def prepared_from_bytes(untrusted_answer: bytes) -> Prepared:
    """The same out of an answer that may be anything. Raises NotOurs."""
    head, content = wire.unframed(untrusted_answer)
    if not isinstance(head, dict) or set(head) != {"left_out", "opened"}:
        raise wire.NotOurs("prepared: keys")
    return Prepared(
        content=content,
        left_out=frozenset(wire.digest(one) for one in wire.list_of(head["left_out"], "left_out")),
        opened=frozenset(wire.digest(one) for one in wire.list_of(head["opened"], "opened")),
    )
