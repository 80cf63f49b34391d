"""The packed register of people, handed from the process that keeps it to those of the same installation.

Over a local socket in the state folder travels the descriptor of a sealed memory file and nothing else: the people
themselves are in no message, and on no disk.
"""

import os
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from gateway.model.errors import TemporaryFailure
from redaction.register.memory_file import MemoryFile

_NAME: Final = "people"
_TURN_SECONDS: Final = 0.2
_PAUSE_SECONDS: Final = 0.1
_WAIT_SECONDS: Final = (
    10.0  # as long as a process may take that starts beside us; packing a large register takes longer
)


@contextmanager
def _reached(folder: Path) -> Iterator[str]:
    """The socket's path by the folder's descriptor: the whole path may be longer than a socket's may be."""
    descriptor = os.open(folder, os.O_PATH | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{descriptor}/{_NAME}"
    finally:
        os.close(descriptor)


@contextmanager
def listening(folder: Path) -> Iterator[socket.socket]:
    """A socket that others ask at, while the block runs; one that a killed process left is taken away."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        with _reached(folder) as path:
            (folder / _NAME).unlink(missing_ok=True)
            listener.bind(path)
        (folder / _NAME).chmod(0o600)
        listener.listen(64)
        listener.settimeout(_TURN_SECONDS)
        yield listener


def hand_out(listener: socket.socket, file: MemoryFile | None) -> None:
    """Answer whoever asks next, if anybody does; None: there is no file yet."""
    try:
        other, _ = listener.accept()
    except TimeoutError:
        return
    with other:
        other.settimeout(_TURN_SECONDS)
        try:
            if _is_ours(other) and file is not None:
                send(other, file)
        except OSError:
            return  # they are gone; they will ask again


def send(other: socket.socket, file: MemoryFile) -> None:
    """Hand over a file."""
    socket.send_fds(other, [b"1"], [file.descriptor])


def receive(other: socket.socket) -> MemoryFile | None:
    """Take one over. None: nothing came.

    Raises:
        ValueError: what came is no sealed memory file.
    """
    _, descriptors, _, _ = socket.recv_fds(other, 1, 1)
    return MemoryFile(descriptors[0]) if descriptors else None


def newest(folder: Path, seconds: float = _WAIT_SECONDS) -> MemoryFile:
    """The newest file there is, waited for a while: who keeps it may be starting.

    Raises:
        TemporaryFailure: nobody hands one out.
    """
    until = time.monotonic() + seconds
    while True:
        file = _asked(folder)
        if file is not None:
            return file
        if time.monotonic() >= until:
            raise TemporaryFailure("people index: there is none yet, or nobody hands it out (role index)")
        time.sleep(_PAUSE_SECONDS)


def _asked(folder: Path) -> MemoryFile | None:
    try:
        with _reached(folder) as path, socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as other:
            other.settimeout(_WAIT_SECONDS)
            other.connect(path)
            return receive(other) if _is_ours(other) else None
    except (OSError, ValueError):
        return None


def _is_ours(other: socket.socket) -> bool:
    """Whether the process at the other end runs as we do."""
    credentials = other.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    _, user, _ = struct.unpack("3i", credentials)
    return bool(user == os.geteuid())
