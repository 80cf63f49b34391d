"""What a child gives up before it sees the first byte of a document.

Each measure stands on its own, for each may be missing somewhere: a container often forbids user namespaces, an old
kernel has no Landlock, and RLIMIT_NPROC does not bind root. What is in force is asked of a real child, not assumed.
"""

import contextlib
import ctypes
import math
import os
import resource
import signal
from dataclasses import dataclass, fields
from typing import Final

from redaction.isolate import landlock, seccomp
from redaction.isolate.limits import RoomLimits

# include/uapi/linux/prctl.h, sched.h
_PR_SET_PDEATHSIG: Final = 1
_PR_SET_DUMPABLE: Final = 4
_PR_SET_CHILD_SUBREAPER: Final = 36
_PR_SET_NO_NEW_PRIVS: Final = 38
_PR_GET_NO_NEW_PRIVS: Final = 39
_CLONE_NEWIPC: Final = 0x08000000
_CLONE_NEWUSER: Final = 0x10000000
_CLONE_NEWNET: Final = 0x40000000

NOBODY: Final = 65_534
"""The user and group that root becomes."""

_libc: Final = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Isolation:
    """What confines a child on this machine."""

    unprivileged: bool  # not root, whatever the server is
    own_network: bool  # a network namespace of its own, with nothing in it
    no_new_privileges: bool
    system_calls: bool  # seccomp: no sockets, no programs, no tracing, no signals to others
    files: bool  # Landlock: no writing anywhere, reading only of program files
    limits: bool  # memory, time, file size, open files

    @property
    def missing(self) -> tuple[str, ...]:
        """The measures that are not in force, in a stable order."""
        return tuple(field.name for field in fields(self) if not getattr(self, field.name))

    @property
    def without_network(self) -> bool:
        """Whether the child cannot reach any network, by one measure or the other."""
        return self.own_network or self.system_calls


def adopt_orphans() -> None:
    """Become the parent of descendants whose parent ended, so that none can slip away by starting its own session."""
    _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def end_with_parent() -> None:
    """Be killed when the thread that started this process ends."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def confine(limits: RoomLimits, *, readable: tuple[str, ...], writable: tuple[str, ...] = ()) -> Isolation:
    """Give up everything a task does not need; to be called in the child, once, before it reads anything.

    *readable*: folders of program files; *writable*: of its own. Measures that the kernel refuses are left out and
    reported.
    """
    own_network = _leave_network()
    unprivileged = _leave_root()
    no_new_privileges = (
        _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 and _libc.prctl(_PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1
    )
    # Nobody else may look into its memory; and a change of user clears the death signal, so it is set after.
    _libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    end_with_parent()
    files = no_new_privileges and landlock.restrict(readable, writable, programs=limits.processes > 0)
    _limit(limits)
    system_calls = no_new_privileges and seccomp.restrict(programs=limits.processes > 0)
    return Isolation(
        unprivileged=unprivileged,
        own_network=own_network,
        no_new_privileges=no_new_privileges,
        system_calls=system_calls,
        files=files,
        limits=True,
    )


def _leave_network() -> bool:
    # A new user namespace is what lets an ordinary user have a new network namespace (user_namespaces(7)). Root does
    # without: in a new user namespace without a map it could no longer change to another user.
    flags = _CLONE_NEWNET | _CLONE_NEWIPC | (0 if os.geteuid() == 0 else _CLONE_NEWUSER)
    if _libc.unshare(flags) == 0:
        return True
    return os.geteuid() == 0 and _libc.unshare(flags | _CLONE_NEWUSER) == 0


def _leave_root() -> bool:
    if os.geteuid() != 0 and os.getuid() != 0:
        return True
    with contextlib.suppress(OSError):
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    return os.geteuid() != 0 and os.getuid() != 0


def _limit(limits: RoomLimits) -> None:
    for which, amount in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_NPROC, limits.processes),
        (resource.RLIMIT_CPU, math.ceil(limits.seconds) + 1),
        (resource.RLIMIT_AS, limits.memory_bytes),
    ):
        limit(which, amount)


def limit(which: int, amount: int) -> None:
    """Set a limit of this process for good, or a lower one where no more is allowed."""
    hard = resource.getrlimit(which)[1]
    bound = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
    resource.setrlimit(which, (bound, bound))
