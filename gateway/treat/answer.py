"""What the room answers about a message to treat: the message, or why there is none."""

import json
from typing import Final

from gateway.model.message import Place
from gateway.model.reasons import Reason
from gateway.read import wire
from gateway.treat.errors import StillShown, TreatFailed

_DONE: Final = b"D"
_FAILED: Final = b"F"


def done(treated: bytes) -> bytes:
    """It is done."""
    return _DONE + treated


def failed(error: TreatFailed) -> bytes:
    """It could not be done."""
    place = error.place.value if isinstance(error, StillShown) else ""
    return _FAILED + json.dumps([error.reason.value, error.part, place]).encode("ascii")


def open_answer(untrusted_answer: bytes) -> bytes:
    """The treated message out of an answer.

    Raises:
        TreatFailed, StillShown: what the child answered.
        NotOurs: it follows no schema.
    """
    if untrusted_answer[:1] == _DONE:
        return untrusted_answer[1:]
    if untrusted_answer[:1] != _FAILED:
        raise wire.NotOurs("treat: neither done nor failed")
    reason, part, place = wire.three_texts(untrusted_answer[1:])
    if place:
        raise StillShown(wire.path(part), wire.choice(place, Place))
    raise TreatFailed(wire.choice(reason, Reason), wire.path(part))
