"""The frames between a room, its server and the child; every length is checked before it is believed.

Control (SOCK_SEQPACKET, room and server): the server says `READY` or `BROKEN` and a class name once; then every
packet of the room is a task's name with two descriptors: the data socket's and the status socket's far ends.
Data (stream, room and child): length and payload one way; kind, length and answer the other.
Status (stream, room and server): one frame when the child has ended. It is apart from the data because the child,
which is not trusted, holds that end. When the room closes its end of the status socket, the server kills the child.
"""

import re
import struct
from collections.abc import Mapping
from typing import Final

READY: Final = b"ready"
BROKEN: Final = b"broken "
CONTROL_BYTES: Final = 65_536

PAYLOAD: Final = struct.Struct(">Q")  # length
ANSWER: Final = struct.Struct(">cQ")  # kind, length
ANSWERED: Final = b"A"
REFUSED: Final = b"R"

STATUS: Final = struct.Struct(">ci")  # kind, wait status
ENDED: Final = b"X"
NOT_STARTED: Final = b"F"

PROBE: Final = "isolation?"  # in place of a task's name: the child answers what confines it

_CLASS_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,79}")
_TASK_NAME: Final = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_FUNCTION: Final = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*:[A-Za-z_]\w*", re.ASCII)


def class_name(untrusted: bytes) -> str:
    """The name of an exception's class as a child gave it; anything that is not a plain name becomes `Exception`."""
    name = untrusted[:80].decode("ascii", "replace")
    return name if _CLASS_NAME.fullmatch(name) else "Exception"


def check_tasks(tasks: Mapping[str, str]) -> None:
    """Raise ValueError unless all are `name -> package.module:function`."""
    for name, function in tasks.items():
        if not _TASK_NAME.fullmatch(name) or not _FUNCTION.fullmatch(function):
            raise ValueError(f"not a task: {name!r} -> {function!r}; wanted name -> package.module:function")
