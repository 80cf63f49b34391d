"""Runs tesseract where it can harm nothing: no network, no file but its own, one thread, little memory and time.

It is given bare grey pixels, which this package made, and answers words with boxes. bubblewrap gives it a system of
its own; where no user namespace can be had (many containers), Landlock and seccomp confine it as they confine a
child of the reading room. Without either it is not run.
"""

import contextlib
import functools
import os
import resource
import select
import signal
import struct
import subprocess
import time
from collections.abc import Callable
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Final

from redaction.isolate.confine import confine
from redaction.isolate.limits import MIB, RoomLimits

_TESSERACT: Final = "/usr/bin/tesseract"
_BUBBLEWRAP: Final = "/usr/bin/bwrap"
_HEAD: Final = struct.Struct(">IIHB")  # width, height, dots per inch, layout
_LONGEST_SIDE: Final = 32_000  # tesseract's own limit is 32,767
_MOST_PIXELS: Final = 60_000_000
_MOST_ANSWERED: Final = 8 * MIB
_SECONDS: Final = 40.0
_MEMORY_BYTES: Final = 1536 * MIB
_PROCESSES: Final = 8
_PROBE_SECONDS: Final = 20.0
_READABLE: Final = ("/usr/bin", "/usr/lib", "/lib", "/lib64", "/usr/share/tesseract-ocr", "/etc/ld.so.cache")
_ENVIRONMENT: Final = {"LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}


class NotRead(Exception):
    """The program gave no answer; why, in a word of ours."""


class Layout(IntEnum):
    """How tesseract takes a picture (its ``--psm``)."""

    PAGE = 3  # columns, paragraphs, lines
    TURNED = 1  # the same, after finding which way is up
    BLOCK = 6  # one block of lines
    SCATTERED = 11  # words anywhere


class Confinement(StrEnum):
    """What confines the program on this machine."""

    BUBBLEWRAP = "bubblewrap"  # a system of its own, without a network
    KERNEL = "landlock-seccomp"  # no writing, no network, reading only of program files
    NONE = "none"  # it is not there, or nothing confines it: pictures are not read


def request(pixels: bytes, *, width: int, height: int, dpi: int, layout: Layout) -> bytes:
    """What ``recognise`` takes: one byte a pixel, 0 black, row after row."""
    return _HEAD.pack(width, height, dpi, layout) + pixels


def recognise(payload: bytes) -> bytes:
    """Tesseract's table of words (its TSV) for a request.

    Raises:
        NotRead: the request is none, or the program failed, took too long or may not run here.
    """
    if len(payload) < _HEAD.size:
        raise NotRead("no request")
    width, height, dpi, layout = _HEAD.unpack(payload[: _HEAD.size])
    pixels = memoryview(payload)[_HEAD.size :]
    if not 0 < width <= _LONGEST_SIDE or not 0 < height <= _LONGEST_SIDE or width * height > _MOST_PIXELS:
        raise NotRead("a picture of no size that is read")
    if len(pixels) != width * height or layout not in tuple(Layout):
        raise NotRead("no request")
    how = confinement()
    if how is Confinement.NONE:
        raise NotRead("nothing confines it here")
    arguments = (
        "stdin", "stdout", "--psm", str(layout), "--dpi", str(min(max(dpi, 70), 1200)), "-l", "eng",
        "-c", "tessedit_create_tsv=1",
    )  # fmt: skip
    with os.fdopen(os.memfd_create("picture"), "w+b") as source:
        source.write(b"P5\n%d %d\n255\n" % (width, height))
        source.write(pixels)
        source.flush()
        source.seek(0)
        return _run(how, arguments, source.fileno(), _SECONDS)


@functools.cache
def confinement() -> Confinement:
    """What can confine the program here, tried out once a process."""
    if not Path(_TESSERACT).exists():
        return Confinement.NONE
    for how in (Confinement.BUBBLEWRAP, Confinement.KERNEL):
        with contextlib.suppress(NotRead, OSError), open(os.devnull, "rb") as nothing:
            if _run(how, ("--version",), nothing.fileno(), _PROBE_SECONDS).startswith(b"tesseract "):
                return how
    return Confinement.NONE


def _bubblewrapped() -> tuple[str, ...]:
    folders = (*_READABLE, "/usr/lib64")
    links = [("--symlink", f"usr{name}", name) for name in ("/lib", "/lib64") if Path(name).is_symlink()]
    bound = [("--ro-bind", name, name) for name in folders if Path(name).exists() and not Path(name).is_symlink()]
    return (
        _BUBBLEWRAP, "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL",
        *(word for each in (*bound, *links) for word in each),
        "--dev", "/dev", "--tmpfs", "/tmp", "--chdir", "/tmp", "--clearenv",  # noqa: S108 - its own, and empty
        *(word for name, value in _ENVIRONMENT.items() for word in ("--setenv", name, value)),
        "--",
    )  # fmt: skip


def _run(how: Confinement, arguments: tuple[str, ...], source: int, seconds: float) -> bytes:
    prefix: tuple[str, ...] = ()
    before: Callable[[], None] = _enter
    if how is Confinement.BUBBLEWRAP:
        prefix, before = _bubblewrapped(), _limit
    try:
        # Who starts it has one thread: the runner of errands, or a program that uses this package alone.
        process = subprocess.Popen(
            [*prefix, _TESSERACT, *arguments],
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_ENVIRONMENT,
            start_new_session=True,
            preexec_fn=before,  # noqa: PLW1509 - limits and Landlock are set by the process itself
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise NotRead("it cannot be started confined") from error
    try:
        return _answer(process, seconds)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _answer(process: "subprocess.Popen[bytes]", seconds: float) -> bytes:
    """All that it writes, until it ends."""
    if process.stdout is None:
        raise AssertionError("started with a pipe")
    deadline = time.monotonic() + seconds
    answer = bytearray()
    with process.stdout as pipe:
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([pipe], [], [], left)[0]:
                raise NotRead("it takes too long")
            chunk = os.read(pipe.fileno(), 1 << 16)
            if not chunk:
                break
            answer += chunk
            if len(answer) > _MOST_ANSWERED:
                raise NotRead("it says too much")
    try:
        process.wait(max(deadline - time.monotonic(), 0.1))
    except subprocess.TimeoutExpired as error:
        raise NotRead("it does not end") from error
    if process.returncode != 0:
        raise NotRead("it failed")
    return bytes(answer)


def _limit() -> None:
    for which, amount in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CPU, int(_SECONDS)),
        (resource.RLIMIT_AS, _MEMORY_BYTES),
    ):
        hard = resource.getrlimit(which)[1]
        bound = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        resource.setrlimit(which, (bound, bound))


def _enter() -> None:
    limits = RoomLimits(seconds=_SECONDS, memory_bytes=_MEMORY_BYTES, processes=_PROCESSES)
    isolation = confine(limits, readable=_READABLE)
    if not isolation.without_network or not isolation.files:
        raise PermissionError("nothing confines it")
