"""The DATA reader: what ends a message, whatever the chunks; and how slowly one may come."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.intake.admission import Faults
from gateway.intake.data import DataReader, Pace

FINE = Faults()
LONE = Faults(lone_line_end=True)


def read(wire: bytes, sizes: list[int] | None = None, max_bytes: int = 10**6) -> DataReader:
    """Feed *wire* in chunks of these sizes, the last one over and over."""
    reader, at, turn = DataReader(max_bytes), 0, 0
    while at < len(wire) and not reader.ended:
        size = len(wire) if not sizes else sizes[min(turn, len(sizes) - 1)]
        reader.feed(wire[at : at + size])
        at, turn = at + size, turn + 1
    reader.behind += wire[at:]
    return reader


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 6, 1000])
@pytest.mark.parametrize(
    ("wire", "content", "behind"),
    [
        pytest.param(b".\r\n", b"", b"", id="empty"),
        pytest.param(b".\r\nQUIT\r\n", b"", b"QUIT\r\n", id="empty-and-more"),
        pytest.param(b"a\r\n.\r\n.\r\n", b"a\r\n", b".\r\n", id="first-end-counts"),
        pytest.param(b"..a\r\n.\r\n", b".a\r\n", b"", id="stuffed-first-line"),
        pytest.param(b"a\r\n..\r\n...\r\n.\r\n", b"a\r\n.\r\n..\r\n", b"", id="stuffed-dots"),
        pytest.param(b"a\r\n.b\r\n.\r\n", b"a\r\nb\r\n", b"", id="unstuffed-dot-goes-too"),
        pytest.param(b"a.\r\n.\r\n", b"a.\r\n", b"", id="dot-at-line-end"),
        pytest.param(b"\r\n\r\n.\r\n", b"\r\n\r\n", b"", id="empty-lines"),
    ],
)
def test_end(wire: bytes, content: bytes, behind: bytes, size: int) -> None:
    reader = read(wire, [size])

    assert reader.ended
    assert (reader.faults, reader.octets, reader.behind) == (FINE, len(content), behind)
    assert reader.content() == content
    assert reader.held_bytes == 0


# What other servers have taken for an end of data (CVE-2023-51764, -51765, -51766, -52354, CVE-2024-27305).
FALSE_ENDS = [
    b"\n.\n",
    b"\r.\r",
    b"\n.\r\n",
    b"\r\n.\n",
    b"\r\n.\r",
    b"\r.\r\n",
    b"\n.\r",
    b"\r.\n",
    b"\n\n.\r\n",
    b"\r\r\n.\n",
    b"\r\n\x00.\r\n",
    b"\r\n.\x00\r\n",
]


@pytest.mark.parametrize("size", [1, 2, 3, 1000])
@pytest.mark.parametrize("false_end", FALSE_ENDS, ids=repr)
def test_no_end(false_end: bytes, size: int) -> None:
    smuggled = b"MAIL FROM:<ana@charity.example>\r\nRCPT TO:<x@y.example>\r\nDATA\r\nowned"
    reader = read(b"first" + false_end + smuggled + b"\r\n.\r\nNOOP\r\n", [size])

    assert reader.ended
    assert reader.faults != FINE
    assert reader.behind == b"NOOP\r\n"
    assert reader.content() == b""


PIECES = st.lists(
    st.sampled_from([b"\r\n", b".", b"\r\n.", b"\r", b"\n", b"a", b"..", b"\0", b"\r\n.\r\n", b"\r\n..\r\n"]),
    max_size=20,
).map(b"".join)


@given(PIECES, st.lists(st.integers(1, 5), min_size=1, max_size=30))
def test_chunks_do_not_matter_and_lines_say_the_same(wire: bytes, sizes: list[int]) -> None:
    reader = read(wire, sizes)
    # The same by the letter of RFC 5321 §4.5.2: line by line, slowly.
    content, rest, ended = b"", wire, False
    while not ended and b"\r\n" in rest:
        line, _, rest = rest.partition(b"\r\n")
        ended = line == b"."
        if not ended:
            content += line.removeprefix(b".") + b"\r\n"

    assert reader.ended == ended
    if not ended:
        return
    lone = re.search(rb"(?<!\r)\n|\r(?!\n)", content) is not None
    assert reader.faults == Faults(lone_line_end=lone, nul=b"\0" in content)
    assert reader.octets == len(content)
    assert reader.behind == rest
    assert reader.content() == (b"" if reader.faults != FINE else content)


@pytest.mark.parametrize(("max_bytes", "faults"), [(12, FINE), (11, Faults(too_large=True))])
def test_size_is_that_of_the_content(max_bytes: int, faults: Faults) -> None:
    reader = read(b"..3456789\r\n\r\n.\r\n", max_bytes=max_bytes)

    assert reader.octets == 12
    assert reader.faults == faults


def test_what_is_too_large_is_not_kept() -> None:
    reader = DataReader(1000)
    for _ in range(5):
        reader.feed(b"x" * 998 + b"\r\n")
        assert reader.held_bytes <= 1000

    assert reader.endless
    assert reader.content() == b""


def test_dropped_content_is_still_read_to_its_end() -> None:
    reader = DataReader(1000)
    reader.feed(b"one\r\n")
    reader.drop()
    reader.feed(b"two\r\n.\r\n")

    assert reader.ended
    assert (reader.held_bytes, reader.content()) == (0, b"")


PACE = Pace(idle_seconds=300, grace_seconds=60, bytes_per_second=1024, total_seconds=3600)


@pytest.mark.parametrize(
    ("elapsed", "octets", "patience"),
    [
        pytest.param(0, 0, 60, id="nothing-yet"),
        pytest.param(59, 10, 1, id="grace-ends"),
        pytest.param(60, 60 * 1024, 0, id="exactly-the-rate"),
        pytest.param(60, 70 * 1024, 10, id="a-little-ahead"),
        pytest.param(100, 10**9, 300, id="a-burst-buys-no-more-than-idle"),
        pytest.param(3500, 10**9, 100, id="total"),
        pytest.param(3600, 10**9, 0, id="total-over"),
    ],
)
def test_pace(elapsed: float, octets: int, patience: float) -> None:
    assert PACE.patience(elapsed=elapsed, octets=octets) == patience
