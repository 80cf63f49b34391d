"""Runs a program of the system on bytes that may be hostile, where it can harm nothing.

bubblewrap gives it a system of its own: no network, no file but program files, and what it writes lies in memory and
is gone with it. Where no user namespace can be had (many containers), Landlock and seccomp confine it as they confine
a child of the reading room, and what it must write lies in a folder that is removed with it. Without either it is not
run. It is killed with all that it started.
"""

import contextlib
import os
import resource
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from redaction.isolate.confine import NOBODY, confine, limit
from redaction.isolate.limits import MIB, RoomLimits

_SYSTEM_PYTHON: Final = "/usr/bin/python3"
_BUBBLEWRAP: Final = "/usr/bin/bwrap"
_IN_MEMORY: Final = "/dev/shm"  # noqa: S108 - a folder of its own is made in it, closed to others


class NotRun(Exception):
    """The program gave no answer; why, in words of ours."""


class NotHere(NotRun):
    """It is not installed on this machine, or nothing can confine it here."""


class Confinement(StrEnum):
    """What confines a program on this machine."""

    BUBBLEWRAP = "bubblewrap"  # a system of its own, without a network
    KERNEL = "landlock-seccomp"  # no network, reading only of program files, writing at most in a folder of its own
    NONE = "none"  # it is not there, or nothing confines it: it is not run


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program and what it may have."""

    path: str
    readable: tuple[str, ...]  # folders and files of programs
    environment: Mapping[str, str]
    seconds: float
    memory_bytes: int  # of each process
    answer_bytes: int
    processes: int = 8  # where RLIMIT_NPROC counts all of the user's, enough for those too
    open_files: int = 32
    scratch_bytes: int = 0  # of each file in a folder of its own, its working directory; 0: it writes nothing


def confinement(program: Program, probe: tuple[str, ...], answers: bytes, seconds: float) -> Confinement:
    """What can confine the program here, tried out: run with the arguments *probe* it must answer so."""
    if Path(program.path).exists():
        for how in (Confinement.BUBBLEWRAP, Confinement.KERNEL):
            with contextlib.suppress(NotRun, OSError), open(os.devnull, "rb") as nothing:
                if run(program, how, probe, nothing.fileno(), seconds).startswith(answers):
                    return how
    return Confinement.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One start of a program."""

    arguments: tuple[str, ...]
    source: int  # the descriptor of its standard input


def run(program: Program, how: Confinement, arguments: tuple[str, ...], source: int, seconds: float) -> bytes:
    """What the program writes to its standard output; *source* is the descriptor of its standard input.

    Raises:
        NotRun: it failed, took too long, said too much, or cannot be started; NotHere: never can.
    """
    return run_together(program, how, (Job(arguments=arguments, source=source),), seconds)[0]


def run_together(program: Program, how: Confinement, jobs: Sequence[Job], seconds: float) -> list[bytes]:
    """The same of several processes of it that work at the same time; if one fails, all have.

    Raises:
        NotRun, NotHere: as ``run``.
    """
    if how is Confinement.NONE:
        raise NotHere("it is not here, or nothing confines it")
    deadline = time.monotonic() + seconds
    with contextlib.ExitStack() as ends:
        processes = [ends.enter_context(_running(program, how, job)) for job in jobs]
        # Each is heard to its end in turn: another's words wait in its pipe, or it waits for room there.
        return [_answer(process, program.answer_bytes, deadline) for process in processes]


@contextlib.contextmanager
def _running(program: Program, how: Confinement, job: Job) -> "Iterator[subprocess.Popen[bytes]]":
    """The program at work; killed with all that it started when this ends."""
    with _folder(program, how) as folder:
        prefix: tuple[str, ...] = ()
        if how is Confinement.BUBBLEWRAP:
            prefix, before = _bubblewrapped(program), _limiting(program)
        else:
            before = _entering(program, folder)
        try:
            # Who starts it has one thread: the runner of errands, or a program that uses this package alone.
            process = subprocess.Popen(
                [*prefix, program.path, *job.arguments],
                stdin=job.source,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**program.environment, **({} if folder is None else {"HOME": folder, "TMPDIR": folder})},
                cwd=folder,
                start_new_session=True,
                preexec_fn=before,  # noqa: PLW1509 - limits and Landlock are set by the process itself
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise NotRun("it cannot be started confined") from error
        try:
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            if process.stdout is not None:
                process.stdout.close()


@contextlib.contextmanager
def _folder(program: Program, how: Confinement) -> Iterator[str | None]:
    """A folder for what it writes, gone afterwards; None: it needs none, or bubblewrap makes it in memory."""
    if how is Confinement.BUBBLEWRAP or not program.scratch_bytes:
        yield None
        return
    folder = tempfile.mkdtemp(prefix="isolated-", dir=_IN_MEMORY if os.access(_IN_MEMORY, os.W_OK) else None)
    try:
        if os.geteuid() == 0:  # it will not be root, see confine
            os.chown(folder, NOBODY, NOBODY)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _bubblewrapped(program: Program) -> tuple[str, ...]:
    folders = (*program.readable, "/usr/lib64")
    links = [("--symlink", f"usr{name}", name) for name in ("/bin", "/lib", "/lib64") if Path(name).is_symlink()]
    bound = [
        ("--ro-bind", name, name)
        for name in folders
        if Path(name).exists() and not Path(name).is_symlink() and not name.startswith("/dev/")  # it has its own
    ]
    size = ("--size", str(program.scratch_bytes)) if program.scratch_bytes else ()
    return (
        _BUBBLEWRAP, "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL",
        *(word for each in (*bound, *links) for word in each),
        "--dev", "/dev", *size, "--tmpfs", "/tmp", "--chdir", "/tmp", "--clearenv",  # noqa: S108 - its own, and empty
        *(word for name, value in program.environment.items() for word in ("--setenv", name, value)),
        "--setenv", "HOME", "/tmp", "--setenv", "TMPDIR", "/tmp",  # noqa: S108 - as above
        "--",
    )  # fmt: skip


def _answer(process: "subprocess.Popen[bytes]", most: int, deadline: float) -> bytes:
    """All that it writes, until it ends."""
    if process.stdout is None:
        raise AssertionError("started with a pipe")
    answer = bytearray()
    with process.stdout as pipe:
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([pipe], [], [], left)[0]:
                raise NotRun("it takes too long")
            chunk = os.read(pipe.fileno(), 1 << 16)
            if not chunk:
                break
            answer += chunk
            if len(answer) > most:
                raise NotRun("it says too much")
    try:
        process.wait(max(deadline - time.monotonic(), 0.1))
    except subprocess.TimeoutExpired as error:
        raise NotRun("it does not end") from error
    if process.returncode != 0:
        raise NotRun("it failed")
    return bytes(answer)


def _limits(program: Program) -> RoomLimits:
    return RoomLimits(
        seconds=program.seconds,
        memory_bytes=program.memory_bytes,
        open_files=program.open_files,
        processes=program.processes,
        file_bytes=program.scratch_bytes,
    )


def _limiting(program: Program) -> Callable[[], None]:
    """Limits alone: bubblewrap does the rest. It needs files and processes itself, so those have no limit here."""

    def before() -> None:
        for which, amount in (
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, program.scratch_bytes),
            (resource.RLIMIT_CPU, int(program.seconds)),
            (resource.RLIMIT_AS, program.memory_bytes),
        ):
            limit(which, amount)

    return before


def _entering(program: Program, folder: str | None) -> Callable[[], None]:
    def before() -> None:
        isolation = confine(_limits(program), readable=program.readable, writable=() if folder is None else (folder,))
        if not isolation.without_network or not isolation.files:
            raise PermissionError("nothing confines it")

    return before


PROGRAM_FILES: Final = ("/usr/bin", "/usr/lib", "/lib", "/lib64", "/etc/ld.so.cache")
"""What any program needs to be read."""


def interpreter() -> tuple[str, str]:
    """A Python that a process without rights can start, for what uses the standard library alone; and its folder.

    Ours may lie in a folder that is root's alone; then it is the system's.
    """
    ours = Path(sys.executable).resolve()
    closed = os.geteuid() == 0 and not all(
        folder.stat().st_mode & 0o001 for folder in ours.parents if folder.exists()
    )
    return _SYSTEM_PYTHON if closed else str(ours), sys.base_prefix


LARGEST_ANSWER: Final = 32 * MIB
"""Of a program, at most what an errand may answer."""
