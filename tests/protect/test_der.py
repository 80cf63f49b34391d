"""DER as X.690 has it, against the library's own and openssl's reading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.protect import der


@pytest.mark.parametrize(
    ("encoded", "expected"),
    [
        pytest.param(der.integer(0), "020100", id="zero"),
        pytest.param(der.integer(127), "02017f", id="largest-of-one-octet"),
        pytest.param(der.integer(128), "02020080", id="sign-octet"),
        pytest.param(der.integer(256), "02020100", id="two-octets"),
        # X.690 §8.19.5, example: {2 999 3}; and RSADSI's arc of three octets.
        pytest.param(der.object_identifier("2.999.3"), "0603883703", id="first-two-arcs-of-two-octets"),
        pytest.param(der.object_identifier("1.2.840.113549"), "06062a864886f70d", id="long-arc"),
        pytest.param(der.octet_string(b""), "0400", id="empty"),
        pytest.param(der.bit_string(b"\xff"), "030200ff", id="bit-string"),
        pytest.param(der.set_of(b"\x02\x01\x05", b"\x02\x01\x04"), "3106020104020105", id="set-is-sorted"),
        pytest.param(der.sequence(b"\x02\x01\x05", b"\x02\x01\x04"), "3006020105020104", id="sequence-is-not"),
        pytest.param(der.tagged(1, der.NULL), "a1020500", id="tagged"),
        pytest.param(der.tagged_octets(0, b"x"), "800178", id="tagged-octets"),
    ],
)
def test_elements(encoded: bytes, expected: str) -> None:
    assert encoded.hex() == expected


@pytest.mark.parametrize(
    ("size", "head"),
    [(127, "047f"), (128, "048180"), (255, "0481ff"), (256, "04820100"), (65535, "0482ffff"), (65536, "0483010000")],
)
def test_shortest_length(size: int, head: str) -> None:
    encoded = der.octet_string(bytes(size))

    assert encoded[:-size].hex() == head
    assert der.bounds(encoded, 0) == (len(head) // 2, len(encoded))


@given(content=st.binary(max_size=300), before=st.binary(max_size=5), after=st.binary(max_size=5))
def test_bounds_find_the_contents_again(content: bytes, before: bytes, after: bytes) -> None:
    encoded = before + der.octet_string(content) + after
    start, end = der.bounds(encoded, len(before))

    assert encoded[start:end] == content


@pytest.mark.parametrize(
    "encoded",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\x04", id="no-length"),
        pytest.param(b"\x04\x02x", id="cut-short"),
        pytest.param(b"\x30\x80\x00\x00", id="indefinite"),
        pytest.param(b"\x04\x82\x01", id="length-cut-short"),
        pytest.param(b"\x04\x85\x00\x00\x00\x00\x01x", id="length-of-five-octets"),
    ],
)
def test_what_is_no_element(encoded: bytes) -> None:
    with pytest.raises(der.NotDer):
        der.bounds(encoded, 0)
