"""Writes a file whole or not at all (an edge)."""

import contextlib
import os
import tempfile
from pathlib import Path
from typing import Final

_NOT_RUN: Final = 0o666  # nothing that is written here is a program
FROM_NOWHERE: Final = 0o600
"""The mode of what was not made from a file: standard input, a preview."""


def write_whole(target: Path, data: bytes, mode: int, *, over: bool = True) -> None:
    """Write *data* under the name *target*, seen by others only once it is all there and on the disk.

    Args:
        mode: Of the file it was made from; the result is never open to more people.
        over: Whether a file of that name may be there and is replaced.

    Raises:
        OSError: it could not be written; nothing of it is left.
        FileExistsError: not *over*, and there is a file of that name.
    """
    handle, name = tempfile.mkstemp(prefix=".redact-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            os.fchmod(file.fileno(), mode & _NOT_RUN)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if over:
            # What a link of that name points to may be somebody's original: the link is replaced, not followed.
            Path(name).replace(target)
        else:
            target.hardlink_to(name)
    finally:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
