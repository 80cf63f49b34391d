"""Bodies in a transfer encoding: read back the same, and fit for the wire."""

import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.read import transfer
from gateway.read.transfer import Transfer
from gateway.treat import write_body


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))))
def test_quoted_printable_comes_back_to_two_readers(octets: bytes) -> None:
    written = write_body.encode_quoted(octets, b"\r\n")

    decoded = transfer.quoted_printable(written)
    assert decoded.sound
    assert decoded.content == octets
    assert quopri.decodestring(written) == octets
    assert all(len(line) <= 76 for line in written.split(b"\r\n"))
    assert written.isascii()


@given(st.binary(max_size=300))
def test_base64_comes_back(octets: bytes) -> None:
    written = write_body.encode_base64(octets, b"\r\n")

    assert transfer.base64(written) == transfer.Decoded(content=octets, sound=True)


@pytest.mark.parametrize(
    ("octets", "encoding", "expected"),
    [
        pytest.param(b"plain\r\n", Transfer.SEVEN_BIT, Transfer.SEVEN_BIT, id="fits"),
        pytest.param("é".encode(), Transfer.SEVEN_BIT, Transfer.QUOTED_PRINTABLE, id="eight-bit-in-seven"),
        pytest.param("é".encode(), Transfer.EIGHT_BIT, Transfer.EIGHT_BIT, id="eight-bit-in-eight"),
        pytest.param(b"x" * 998, Transfer.SEVEN_BIT, Transfer.SEVEN_BIT, id="the-longest-line"),
        pytest.param(b"x" * 1001, Transfer.EIGHT_BIT, Transfer.QUOTED_PRINTABLE, id="too-long-a-line"),
        pytest.param(b"a\nb", Transfer.EIGHT_BIT, Transfer.QUOTED_PRINTABLE, id="lone-lf"),
        pytest.param(b"a\rb", Transfer.EIGHT_BIT, Transfer.QUOTED_PRINTABLE, id="lone-cr"),
        pytest.param(b"a\r\n--out\r\nb", Transfer.SEVEN_BIT, Transfer.BASE64, id="a-boundary"),
        pytest.param(b"--output", Transfer.EIGHT_BIT, Transfer.BASE64, id="the-beginning-of-a-boundary"),
        pytest.param(b"--out", Transfer.QUOTED_PRINTABLE, Transfer.BASE64, id="a-boundary-in-quoted-printable"),
        pytest.param(b"--out", Transfer.BASE64, Transfer.BASE64, id="base64-stays"),
    ],
)
def test_fits_or_changes(octets: bytes, encoding: Transfer, expected: Transfer) -> None:
    written, used = write_body.fit(octets, encoding, b"\r\n", (b"out",))

    assert used is expected
    assert transfer.decode(written, used).content == octets
