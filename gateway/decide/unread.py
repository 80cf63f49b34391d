"""What could not be read."""

from typing import Final

from gateway.decide.facts import Facts
from gateway.model.message import UnreadReason

WHOLE: Final = "whole"  # in place of a part path: the sender encrypted the body


def unread_parts(facts: Facts) -> tuple[tuple[str, str], ...]:
    """(part path, why) of each; a signed part was read and is not among them."""
    parts = tuple((one.part, one.why.value) for one in facts.unread if one.why is not UnreadReason.SIGNED)
    return (*parts, (WHOLE, UnreadReason.ENCRYPTED.value)) if facts.encrypted else parts


def signed_parts(facts: Facts) -> tuple[str, ...]:
    """Parts that may not be changed."""
    said = tuple(one.part for one in facts.unread if one.why is UnreadReason.SIGNED)
    return tuple(dict.fromkeys((*facts.signed, *said)))
