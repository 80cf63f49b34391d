"""The reading room's task: runs in the child, bytes in and bytes out."""

from gateway.read import wire
from gateway.read.limits import ReadLimits
from gateway.read.mime import read as read_message
from gateway.read.sample import SAMPLE


def read(payload: bytes) -> bytes:
    """A read request to a reading."""
    raw, limits = wire.open_read_request(payload)
    return wire.reading_to_bytes(read_message(raw, limits))


read_message(SAMPLE, ReadLimits())
