"""File access by Landlock: program files may be read and folders of its own written to, nothing else: landlock(7)."""

import contextlib
import ctypes
import os
import stat
import struct
from typing import Final

# The numbers are the same on every architecture (include/uapi/asm-generic/unistd.h).
_CREATE_RULESET: Final = 444
_ADD_RULE: Final = 445
_RESTRICT_SELF: Final = 446
_VERSION_FLAG: Final = 1
_RULE_PATH_BENEATH: Final = 1

_EXECUTE: Final = 1 << 0
_READ: Final = 1 << 2 | 1 << 3  # files and folders
_OF_FILES: Final = _EXECUTE | 1 << 1 | 1 << 2  # run, write, read: a rule for a file may have no others
_FIRST_RIGHTS: Final = (1 << 13) - 1  # ABI 1: execute … make symlink
_REFER: Final = 1 << 13  # ABI 2
_TRUNCATE: Final = 1 << 14  # ABI 3


def restrict(readable: tuple[str, ...], writable: tuple[str, ...], *, programs: bool) -> bool:
    """Forbid this process all file access but reading below *readable* and all but running programs below *writable*.

    False: the kernel has no Landlock.

    *programs*: whether what can be read may also be run.

    no_new_privs must be set. Descriptors that are open stay usable.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    version = int(libc.syscall(_CREATE_RULESET, None, 0, _VERSION_FLAG))
    if version < 1:
        return False
    rights = _FIRST_RIGHTS | (_REFER if version >= 2 else 0) | (_TRUNCATE if version >= 3 else 0)
    attributes = struct.pack("=Q", rights)
    ruleset = int(libc.syscall(_CREATE_RULESET, attributes, len(attributes), 0))
    if ruleset < 0:
        return False
    try:
        for folder in readable:
            _allow(libc, ruleset, folder, _READ | (_EXECUTE if programs else 0))
        for folder in writable:
            _allow(libc, ruleset, folder, rights & ~_EXECUTE)
        return int(libc.syscall(_RESTRICT_SELF, ruleset, 0)) == 0
    finally:
        os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, folder: str, rights: int) -> None:
    with contextlib.suppress(OSError):  # a folder that is not there needs no rule
        descriptor = os.open(folder, os.O_PATH | os.O_CLOEXEC)
        try:
            if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
                rights &= _OF_FILES
            rule = struct.pack("=Qi", rights, descriptor)
            libc.syscall(_ADD_RULE, ruleset, _RULE_PATH_BENEATH, rule, 0)
        finally:
            os.close(descriptor)
