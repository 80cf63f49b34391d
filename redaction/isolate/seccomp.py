"""A system call filter: what a reader of documents never needs is refused with EPERM.

A deny list on purpose: the calls that an interpreter and its libraries make differ by version of the C library, and
the list names what would reach outside. Landlock, limits and namespaces stand beside it.
"""

import ctypes
import errno
import os
import platform
import struct
from typing import Final

# include/uapi/linux/{filter,seccomp,audit,prctl}.h
_LOAD: Final = 0x20  # BPF_LD | BPF_W | BPF_ABS
_JUMP_EQUAL: Final = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
_JUMP_AT_LEAST: Final = 0x35  # BPF_JMP | BPF_JGE | BPF_K
_JUMP_ANY_BIT: Final = 0x45  # BPF_JMP | BPF_JSET | BPF_K
_RETURN: Final = 0x06  # BPF_RET | BPF_K
_ALLOW: Final = 0x7FFF0000
_ERRNO: Final = 0x00050000
_KILL_PROCESS: Final = 0x80000000
_OFFSET_NUMBER: Final = 0
_OFFSET_ARCHITECTURE: Final = 4
_OFFSET_FIRST_ARGUMENT: Final = 16  # low half on a little-endian machine
_CLONE_THREAD: Final = 0x00010000
_X32: Final = 0x40000000  # the x32 calls of x86_64: the same kernel under other numbers
_PR_SET_SECCOMP: Final = 22
_MODE_FILTER: Final = 2
_TRIES: Final = 3

_X86_64: Final = 0xC000003E
_AARCH64: Final = 0xC00000B7

# Numbers: arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h (aarch64).
# Calls newer than 424 have the same number on both.
_COMMON: Final = {
    "pidfd_send_signal": 424, "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427,
    "open_tree": 428, "move_mount": 429, "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433,
    "pidfd_open": 434, "pidfd_getfd": 438, "process_madvise": 440, "mount_setattr": 442, "memfd_secret": 447,
    "fchmodat2": 452,
}  # fmt: skip
_DENIED: Final[dict[str, dict[str, int]]] = {
    "x86_64": _COMMON | {
        "socket": 41, "connect": 42, "accept": 43, "bind": 49, "listen": 50, "socketpair": 53, "accept4": 288,
        "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "kcmp": 312, "perf_event_open": 298,
        "kill": 62, "tkill": 200, "rt_sigqueueinfo": 129, "rt_tgsigqueueinfo": 297,
        "mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161, "unshare": 272, "setns": 308,
        "bpf": 321, "userfaultfd": 323, "keyctl": 250, "add_key": 248, "request_key": 249,
        "init_module": 175, "finit_module": 313, "delete_module": 176, "kexec_load": 246, "kexec_file_load": 320,
        "shmget": 29, "shmat": 30, "semget": 64, "msgget": 68, "mq_open": 240, "name_to_handle_at": 303,
        "open_by_handle_at": 304, "memfd_create": 319, "setpriority": 141, "sched_setaffinity": 203, "prlimit64": 302,
        "chmod": 90, "fchmod": 91, "fchmodat": 268, "chown": 92, "fchown": 93, "lchown": 94, "fchownat": 260,
        "setpgid": 109, "setsid": 112,
        "setxattr": 188, "lsetxattr": 189, "fsetxattr": 190, "utime": 132, "utimes": 235, "utimensat": 280,
    },
    "aarch64": _COMMON | {
        "socket": 198, "connect": 203, "accept": 202, "bind": 200, "listen": 201, "socketpair": 199, "accept4": 242,
        "ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271, "kcmp": 272, "perf_event_open": 241,
        "kill": 129, "tkill": 130, "rt_sigqueueinfo": 138, "rt_tgsigqueueinfo": 240,
        "mount": 40, "umount2": 39, "pivot_root": 41, "chroot": 51, "unshare": 97, "setns": 268,
        "bpf": 280, "userfaultfd": 282, "keyctl": 219, "add_key": 217, "request_key": 218,
        "init_module": 105, "finit_module": 273, "delete_module": 106, "kexec_load": 104, "kexec_file_load": 294,
        "shmget": 194, "shmat": 196, "semget": 190, "msgget": 186, "mq_open": 180, "name_to_handle_at": 264,
        "open_by_handle_at": 265, "memfd_create": 279, "setpriority": 140, "sched_setaffinity": 122, "prlimit64": 261,
        "fchmod": 52, "fchmodat": 53, "fchown": 55, "fchownat": 54,
        "setpgid": 154, "setsid": 157,
        "setxattr": 5, "lsetxattr": 6, "fsetxattr": 7, "utimensat": 88,
    },
}  # fmt: skip
_PROGRAMS: Final[dict[str, dict[str, int]]] = {  # refused unless the task may start processes
    "x86_64": {"fork": 57, "vfork": 58, "execve": 59, "execveat": 322},
    "aarch64": {"execve": 221, "execveat": 281},
}
_TGKILL: Final = {"x86_64": 234, "aarch64": 131}
_CLONE: Final = {"x86_64": 56, "aarch64": 220}
_CLONE3: Final = 435
_ARCHITECTURE: Final = {"x86_64": _X86_64, "aarch64": _AARCH64}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def restrict(*, programs: bool) -> bool:
    """Install the filter in this process for good; False: not this machine's kind, or the kernel refuses.

    *programs*: whether further processes and other programs are allowed. Threads always are.
    """
    machine = platform.machine()
    if machine not in _ARCHITECTURE:
        return False
    code = _assemble(machine, programs=programs)
    program = _Program(len(code) // 8, code)
    libc = ctypes.CDLL(None, use_errno=True)
    # The kernel may be short of memory for the compiled filter for a moment (seccomp(2), ENOMEM).
    return any(libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(program), 0, 0) == 0 for _ in range(_TRIES))


def _assemble(machine: str, *, programs: bool) -> bytes:
    refuse = _ERRNO | errno.EPERM
    lines = [
        _line(_LOAD, _OFFSET_ARCHITECTURE),
        _line(_JUMP_EQUAL, _ARCHITECTURE[machine], 1, 0),
        _line(_RETURN, _KILL_PROCESS),
        _line(_LOAD, _OFFSET_NUMBER),
    ]
    if machine == "x86_64":
        lines += [_line(_JUMP_AT_LEAST, _X32, 0, 1), _line(_RETURN, refuse)]
    denied = _DENIED[machine] if programs else _DENIED[machine] | _PROGRAMS[machine]
    for number in sorted(denied.values()):
        lines += [_line(_JUMP_EQUAL, number, 0, 1), _line(_RETURN, refuse)]
    # A process may signal its own threads (abort does), and nobody else.
    lines += [
        _line(_JUMP_EQUAL, _TGKILL[machine], 0, 4),
        _line(_LOAD, _OFFSET_FIRST_ARGUMENT),
        _line(_JUMP_EQUAL, os.getpid(), 1, 0),
        _line(_RETURN, refuse),
        _line(_LOAD, _OFFSET_NUMBER),
    ]
    if not programs:
        # clone3 takes its flags in memory, which a filter cannot look at; the C library goes back to clone on ENOSYS.
        lines += [_line(_JUMP_EQUAL, _CLONE3, 0, 1), _line(_RETURN, _ERRNO | errno.ENOSYS)]
        lines += [
            _line(_JUMP_EQUAL, _CLONE[machine], 0, 3),
            _line(_LOAD, _OFFSET_FIRST_ARGUMENT),
            _line(_JUMP_ANY_BIT, _CLONE_THREAD, 1, 0),
            _line(_RETURN, refuse),
        ]
    lines.append(_line(_RETURN, _ALLOW))
    return b"".join(lines)


def _line(code: int, value: int, when_true: int = 0, when_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, when_true, when_false, value)
