"""What errands answered before, for who asks the very same again: a scan is looked at to be read and to be rewritten.

Each step of a document has a child of its own, which forgets all. Here answers outlive it, in memory that no file
name leads to and that no child can reach. Each is sealed under a key made of what was asked, so that nobody can read
it, this process included, who does not hold the document again.
"""

import fcntl
import hashlib
import hmac
import os
import struct
from typing import Final, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from redaction.isolate.limits import MIB

MOST_BYTES: Final = 16 * MIB  # of all; then they are forgotten together
_LARGEST: Final = 1 * MIB
_HEAD: Final = struct.Struct(">32sI")  # what was asked, length of the answer
_NONCE_BYTES: Final = 12


class Answers:
    """A file in memory, which processes forked from the one that made it share; each opens it by its descriptor."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @classmethod
    def new(cls) -> Self:
        """With nothing in it."""
        return cls(os.memfd_create("answers", os.MFD_CLOEXEC))

    def fileno(self) -> int:
        """Its descriptor."""
        return self._descriptor

    def of(self, name: str, payload: bytes) -> bytes | None:
        """What this errand answered to this before; None: not known any more."""
        key, asked = _keys(name, payload)
        fcntl.lockf(self._descriptor, fcntl.LOCK_SH)
        try:
            sealed = self._find(asked)
        finally:
            fcntl.lockf(self._descriptor, fcntl.LOCK_UN)
        if sealed is None:
            return None
        try:
            return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], asked)
        except InvalidTag:
            return None

    def keep(self, name: str, payload: bytes, answer: bytes) -> None:
        """For the next who asks the same; what is large is not kept."""
        if len(answer) > _LARGEST:
            return
        key, asked = _keys(name, payload)
        nonce = os.urandom(_NONCE_BYTES)
        sealed = nonce + AESGCM(key).encrypt(nonce, answer, asked)
        record = _HEAD.pack(asked, len(sealed)) + sealed
        fcntl.lockf(self._descriptor, fcntl.LOCK_EX)
        try:
            end = os.fstat(self._descriptor).st_size
            if end + len(record) > MOST_BYTES:
                os.ftruncate(self._descriptor, 0)
                end = 0
            os.pwrite(self._descriptor, record, end)
        finally:
            fcntl.lockf(self._descriptor, fcntl.LOCK_UN)

    def _find(self, asked: bytes) -> bytes | None:
        at, end = 0, os.fstat(self._descriptor).st_size
        while at + _HEAD.size <= end:
            one, length = _HEAD.unpack(os.pread(self._descriptor, _HEAD.size, at))
            at += _HEAD.size
            if hmac.compare_digest(one, asked):
                return os.pread(self._descriptor, length, at)
            at += length
        return None


def _keys(name: str, payload: bytes) -> tuple[bytes, bytes]:
    """The key to an answer and the name under which it lies, of which neither tells the other."""
    whole = hashlib.sha256(name.encode("ascii") + b"\0" + payload).digest()
    return hashlib.sha256(b"key" + whole).digest(), hashlib.sha256(b"name" + whole).digest()
