"""Sealed bytes, pure but for randomness: what is stored of a mail can be read only with a period's private key.

A content has a random key of its own. That key is wrapped to the public key of the month (HPKE, RFC 9180: X25519,
HKDF-SHA256, AES-256-GCM), so that who only takes mail in cannot read it back. The bytes go in chunks of 64 KiB, each
AES-256-GCM. The nonce is the chunk's number and whether it is the last: a chunk left out, moved or cut off fails. The
content's id and size are authenticated with each, so a chunk of another content fails too. No key is used for two
contents, so no nonce is used twice under a key.
"""

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from gateway.model.errors import PermanentFailure
from gateway.model.message import ContentId

CHUNK_BYTES: Final = 64 * 1024
ALGORITHM: Final = "hpke-x25519+aes-256-gcm"
_SUITE: Final = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12


class NotAuthentic(PermanentFailure):
    """Sealed bytes that are not as they were sealed, or not where, or not under this key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A content as it is stored."""

    id: ContentId
    period: str  # "2026-11"
    wrapped_key: bytes
    algorithm: str
    size: int  # bytes, unsealed
    chunks: tuple[bytes, ...]  # at least one


def seal(content: bytes, period: str, public_key: X25519PublicKey) -> Sealed:
    """Seal to the public key of a period; only its private key opens it."""
    content_id = ContentId(secrets.token_hex(16))
    key = AESGCM.generate_key(256)
    cipher = AESGCM(key)
    bound = _bound(content_id, len(content))
    view = memoryview(content)
    last = max(0, (len(content) - 1) // CHUNK_BYTES)
    return Sealed(
        id=content_id,
        period=period,
        wrapped_key=_SUITE.encrypt(key, public_key, _wrap_info(period, content_id)),
        algorithm=ALGORITHM,
        size=len(content),
        chunks=tuple(
            cipher.encrypt(_nonce(n, last=n == last), view[n * CHUNK_BYTES : (n + 1) * CHUNK_BYTES], bound)
            for n in range(last + 1)
        ),
    )


def unseal(sealed: Sealed, private_key: X25519PrivateKey) -> bytes:
    """The bytes that were sealed, whole.

    Raises:
        NotAuthentic: something was changed, cut off, moved or taken from another content.
    """
    return _unsealed(sealed, private_key, len(sealed.chunks))


def unseal_beginning(sealed: Sealed, private_key: X25519PrivateKey) -> bytes:
    """The first 64 KiB of the bytes that were sealed, or all where there are fewer.

    Args:
        sealed: with its first chunk at least; the others are not looked at.

    Raises:
        NotAuthentic: something in it was changed, moved or taken from another content.
    """
    whole = max(1, -(-sealed.size // CHUNK_BYTES))
    return _unsealed(replace(sealed, chunks=sealed.chunks[:1]), private_key, whole)


def _unsealed(sealed: Sealed, private_key: X25519PrivateKey, whole: int) -> bytes:
    """The bytes of the chunks that are there; *whole*: how many the content has."""
    if sealed.algorithm != ALGORITHM:
        raise NotAuthentic(f"content {sealed.id}: sealed in a way this version does not know")
    try:
        key = _SUITE.decrypt(sealed.wrapped_key, private_key, _wrap_info(sealed.period, sealed.id))
        return _opened(AESGCM(key), sealed.chunks, _bound(sealed.id, sealed.size), last=whole - 1)
    except (InvalidTag, ValueError) as error:
        raise NotAuthentic(f"content {sealed.id}: not as it was sealed") from error


def _opened(cipher: AESGCM, chunks: Sequence[bytes], bound: bytes, *, last: int) -> bytes:
    if not chunks:
        raise ValueError("no chunk")
    return b"".join(cipher.decrypt(_nonce(n, last=n == last), chunk, bound) for n, chunk in enumerate(chunks))


def _nonce(n: int, *, last: bool) -> bytes:
    return n.to_bytes(_NONCE_BYTES - 1, "big") + (b"\x01" if last else b"\x00")


def _bound(content_id: ContentId, size: int) -> bytes:
    return f"gateway content 1\0{content_id}\0{size}".encode()


def _wrap_info(period: str, content_id: ContentId) -> bytes:
    return f"gateway content key 1\0{period}\0{content_id}".encode()


def derive(master: bytes, purpose: str) -> bytes:
    """A 32-byte key for one purpose alone (HKDF-SHA256, RFC 5869); *purpose* keeps the keys apart."""
    return HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=f"gateway 1\0{purpose}".encode()).derive(
        master
    )


class SmallSeal:
    """Seals short values (register rows, answers, private keys) under one symmetric key, each bound to its place."""

    def __init__(self, key: bytes) -> None:
        """*key*: 32 bytes, for this purpose alone."""
        self._cipher = AESGCM(key)

    def seal(self, value: bytes, place: str) -> bytes:
        """Seal; *place* says where the value stands, so that it cannot be moved to another ("consents/C-1/12")."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, value, place.encode())

    def unseal(self, sealed: bytes, place: str) -> bytes:
        """The value.

        Raises:
            NotAuthentic: it was changed, or stands elsewhere than where it was sealed for.
        """
        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place.encode())
        except (InvalidTag, ValueError) as error:
            raise NotAuthentic("a sealed value is not as it was sealed, or not where") from error


class RegisterSeal(SmallSeal):
    """Seals register rows and answers: what the database holds about people outside mail."""
