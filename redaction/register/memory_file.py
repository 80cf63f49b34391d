"""A file in memory that nobody can change any more, for processes to share."""

import fcntl
import mmap
import os
import weakref
from collections.abc import Callable
from typing import Final

SEALS: Final = fcntl.F_SEAL_SEAL | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE


class MemoryFile:
    """A sealed file, mapped read-only; ``descriptor`` may be sent to other processes."""

    def __init__(self, descriptor: int) -> None:
        """Take over an open descriptor; it is closed with this object.

        Raises:
            ValueError: it is not sealed, so whoever holds it could change it under our eyes, or cut it short and end
                this process.
        """
        self.descriptor: Final = descriptor
        try:
            sealed = fcntl.fcntl(descriptor, fcntl.F_GET_SEALS) & SEALS == SEALS
        except OSError:
            sealed = False
        if not sealed:
            os.close(descriptor)
            raise ValueError("not a sealed memory file")
        # The memory stays as long as a view of it does.
        weakref.finalize(self, os.close, descriptor)
        self.memory: Final = mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ)

    @classmethod
    def made(cls, name: str, write: Callable[[int], None]) -> "MemoryFile":
        """A file with what *write* puts into the descriptor it is given.

        Raises:
            OSError: there is not enough memory.
        """
        descriptor = os.memfd_create(name, os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        try:
            write(descriptor)
            fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, SEALS)
        except BaseException:
            os.close(descriptor)
            raise
        return cls(descriptor)
