"""Runs libheif where it can harm nothing: no network, no file but program files, little memory and time.

What decodes such photographs starts threads, which a child of the reading room may not; and it is given a sender's
own bytes. So it has a process and a confinement of its own (see ``isolate.programs``), and answers bare pixels.
"""

import functools
import os
from pathlib import Path
from types import MappingProxyType
from typing import Final

from redaction.isolate.limits import MIB
from redaction.isolate.programs import LARGEST_ANSWER, PROGRAM_FILES, Confinement, Program, interpreter, run
from redaction.isolate.programs import confinement as tried_out
from redaction.limits import DEFAULT_LIMITS

_SECONDS: Final = 30.0
_PROBE_SECONDS: Final = 20.0
_DRIVER: Final = Path(__file__).with_name("kit.py").read_text("utf-8")
_PROBE: Final = "import ctypes; ctypes.CDLL('libheif.so.1'); print('here')"


@functools.cache
def _program() -> Program:
    path, base = interpreter()
    return Program(
        path=path,
        readable=(*PROGRAM_FILES, base),
        environment=MappingProxyType({"LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}),
        seconds=_SECONDS,
        memory_bytes=1024 * MIB,
        answer_bytes=LARGEST_ANSWER,
        # RLIMIT_NPROC counts threads too, and all those of the user: the gateway's own may be many.
        processes=4096,
    )


def decode(untrusted_data: bytes) -> bytes:
    """The pixels of a photograph, as ``kit`` writes them.

    Raises:
        NotRun: libheif cannot read it, took too long or (NotHere) may not run here.
    """
    with os.fdopen(os.memfd_create("photograph"), "w+b") as source:
        source.write(untrusted_data)
        source.flush()
        source.seek(0)
        arguments = ("-I", "-S", "-c", _DRIVER, str(DEFAULT_LIMITS.max_pixels))
        return run(_program(), confinement(), arguments, source.fileno(), _SECONDS)


@functools.cache
def confinement() -> Confinement:
    """What can confine the program here, tried out once a process."""
    return tried_out(_program(), ("-I", "-S", "-c", _PROBE), b"here", _PROBE_SECONDS)
