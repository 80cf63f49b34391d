"""Open hostile bytes in a child process with no network, no secrets, little memory and little time."""

from redaction.isolate.confine import Isolation
from redaction.isolate.errors import RoomDied, RoomError, RoomRefused, RoomTimedOut, RoomUnavailable
from redaction.isolate.limits import RoomLimits
from redaction.isolate.room import Room

__all__ = [
    "Isolation",
    "Room",
    "RoomDied",
    "RoomError",
    "RoomLimits",
    "RoomRefused",
    "RoomTimedOut",
    "RoomUnavailable",
]
