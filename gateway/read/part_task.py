"""The reading room's third task: one attachment out of a message, its transfer encoding undone; runs in the child."""

from gateway.read import transfer, wire
from gateway.read.walk import walk

FOUND = b"P"
NONE = b"N"


def run(payload: bytes) -> bytes:
    """A part request to the part's bytes behind FOUND; or NONE: there is no such part with bytes of its own."""
    raw, wanted, limits = wire.open_part_request(payload)
    messages = [walk(raw, limits)]
    while messages:
        message = messages.pop()
        for part in message.walk():
            if part.inner is not None:
                messages.append(part.inner)
            if part.content == wanted and not part.multipart and part.encoding is not None:
                return FOUND + transfer.decode(message.data[part.body : part.end], part.encoding).content
    return NONE
