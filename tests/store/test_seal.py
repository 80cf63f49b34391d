"""Sealed contents: opened whole and as sealed, or refused."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from gateway.model.message import ContentId
from gateway.store.seal import (
    CHUNK_BYTES,
    NotAuthentic,
    RegisterSeal,
    Sealed,
    SmallSeal,
    derive,
    seal,
    unseal,
    unseal_beginning,
)

KEY = X25519PrivateKey.generate()
MONTH = "2026-11"


def sealed(content: bytes) -> Sealed:
    return seal(content, MONTH, KEY.public_key())


@pytest.mark.parametrize(
    ("size", "chunks"),
    [
        pytest.param(0, 1, id="empty"),
        pytest.param(1, 1, id="one-byte"),
        pytest.param(CHUNK_BYTES - 1, 1, id="one-byte-less-than-a-chunk"),
        pytest.param(CHUNK_BYTES, 1, id="just-a-chunk"),
        pytest.param(CHUNK_BYTES + 1, 2, id="one-byte-over"),
        pytest.param(3 * CHUNK_BYTES, 3, id="three-chunks"),
    ],
)
def test_round_trip(size: int, chunks: int) -> None:
    content = bytes(index % 251 for index in range(size))
    stored = sealed(content)

    assert len(stored.chunks) == chunks
    assert unseal(stored, KEY) == content
    assert unseal_beginning(stored, KEY) == content[:CHUNK_BYTES]
    assert unseal_beginning(replace(stored, chunks=stored.chunks[:1]), KEY) == content[:CHUNK_BYTES]


def test_nothing_shows_and_nothing_repeats() -> None:
    content = b"Ana Example, 999 000 0018 " * 100
    first, second = sealed(content), sealed(content)

    assert b"Ana" not in b"".join(first.chunks)
    assert first.chunks != second.chunks
    assert first.wrapped_key != second.wrapped_key
    assert first.id != second.id


CONTENT = bytes(range(256)) * 1024  # four chunks
STORED = sealed(CONTENT)
OTHER = sealed(bytes(len(CONTENT)))


@pytest.mark.parametrize(
    "tampered",
    [
        pytest.param(replace(STORED, chunks=STORED.chunks[:-1]), id="truncated-at-a-chunk-border"),
        pytest.param(replace(STORED, chunks=STORED.chunks[1:]), id="first-chunk-cut-off"),
        pytest.param(replace(STORED, chunks=()), id="all-cut-off"),
        pytest.param(
            replace(STORED, chunks=STORED.chunks[:-1], size=STORED.size - CHUNK_BYTES), id="truncated-with-its-size"
        ),
        pytest.param(
            replace(STORED, chunks=(STORED.chunks[1], STORED.chunks[0], *STORED.chunks[2:])), id="chunks-swapped"
        ),
        pytest.param(replace(STORED, chunks=(*STORED.chunks, STORED.chunks[-1])), id="last-chunk-doubled"),
        pytest.param(replace(STORED, chunks=(OTHER.chunks[0], *STORED.chunks[1:])), id="chunk-of-another-content"),
        pytest.param(replace(STORED, id=OTHER.id), id="id-of-another-content"),
        pytest.param(replace(STORED, id=OTHER.id, wrapped_key=OTHER.wrapped_key), id="id-and-key-of-another-content"),
        pytest.param(replace(STORED, wrapped_key=OTHER.wrapped_key), id="key-of-another-content"),
        pytest.param(replace(STORED, period="2026-10"), id="another-month"),
        pytest.param(replace(STORED, size=STORED.size + 1), id="another-size"),
        pytest.param(replace(STORED, algorithm="none"), id="unknown-algorithm"),
        pytest.param(replace(STORED, chunks=(STORED.chunks[0][:10], *STORED.chunks[1:])), id="shorter-than-a-tag"),
    ],
)
def test_tampering_is_refused(tampered: Sealed) -> None:
    with pytest.raises(NotAuthentic):
        unseal(tampered, KEY)


@given(st.integers(0, 3), st.integers(0, CHUNK_BYTES + 15), st.integers(0, 7))
def test_any_flipped_bit_is_refused(n: int, byte: int, bit: int) -> None:
    chunk = bytearray(STORED.chunks[n])
    chunk[byte] ^= 1 << bit
    chunks = (*STORED.chunks[:n], bytes(chunk), *STORED.chunks[n + 1 :])

    with pytest.raises(NotAuthentic):
        unseal(replace(STORED, chunks=chunks), KEY)


def test_another_months_key_opens_nothing() -> None:
    with pytest.raises(NotAuthentic):
        unseal(STORED, X25519PrivateKey.generate())


def test_an_error_names_the_content_only() -> None:
    with pytest.raises(NotAuthentic, match=r"^content 00ff: not as it was sealed$"):
        unseal(replace(STORED, id=ContentId("00ff")), KEY)


def test_a_small_value_is_bound_to_its_place() -> None:
    seals: SmallSeal = RegisterSeal(derive(bytes(32), "registers"))
    value = seals.seal(b"C-1,P-1,Ana", "consents/C-1/12")

    assert seals.unseal(value, "consents/C-1/12") == b"C-1,P-1,Ana"
    assert seals.seal(b"C-1,P-1,Ana", "consents/C-1/12") != value
    for other, place in ((value, "consents/C-2/12"), (value[:-1], "consents/C-1/12"), (b"", "consents/C-1/12")):
        with pytest.raises(NotAuthentic):
            seals.unseal(other, place)
    with pytest.raises(NotAuthentic):
        SmallSeal(derive(bytes(32), "answers")).unseal(value, "consents/C-1/12")


def test_a_beginning_is_no_end() -> None:
    whole, longer = sealed(b"x" * CHUNK_BYTES), sealed(b"x" * (CHUNK_BYTES + 1))
    for wrong in (
        replace(longer, size=CHUNK_BYTES),
        replace(whole, size=CHUNK_BYTES + 1),
        replace(longer, chunks=longer.chunks[1:]),
        replace(longer, chunks=whole.chunks),
        replace(longer, chunks=()),
    ):
        with pytest.raises(NotAuthentic):
            unseal_beginning(wrong, KEY)
