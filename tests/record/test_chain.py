"""The chain, on values alone."""

import hmac
from dataclasses import replace
from datetime import timedelta

import pytest

from gateway.record.chain import START, DisclosureRow, Head, RecordRow, batch_mac
from gateway.store.types import EPOCH
from tests.store.builders import NOON, SECOND

KEY = bytes(range(32))
ONE = RecordRow(seq=1, at=NOON, kind="decided", case="GW-00000001", by="gateway", facts='{"a":1}')
TWO = replace(ONE, seq=2, kind="held", facts="{}")
TOLD = DisclosureRow(
    seq=1,
    at=NOON,
    case="GW-00000001",
    recipient_n=0,
    look=1,
    person="P-1",
    party="S-1",
    recipient=bytes(32),
    kinds=("name",),
    purpose="early-help",
    basis="consent:C-1",
    statement="fact",
    treatment="share",
    channel="tls",
)
MICROSECOND = timedelta(microseconds=1)


def mac(
    *,
    key: bytes = KEY,
    previous: bytes = START,
    batch: int = 1,
    at: timedelta = timedelta(0),
    records: tuple[RecordRow, ...] = (ONE, TWO),
    told: tuple[DisclosureRow, ...] = (TOLD,),
) -> bytes:
    return batch_mac(key, previous, batch, NOON + at, records, told)


def test_the_same_rows_have_the_same_mac() -> None:
    assert mac() == mac()
    assert len(mac()) == 32


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(mac(key=bytes(32)), id="key"),
        pytest.param(mac(previous=b"\x01" + START[1:]), id="batch-before"),
        pytest.param(mac(batch=2), id="number"),
        pytest.param(mac(at=MICROSECOND), id="time-of-batch"),
        pytest.param(mac(records=(TWO, ONE)), id="order"),
        pytest.param(mac(records=(ONE,)), id="record-left-out"),
        pytest.param(mac(records=(ONE, TWO, replace(TWO, seq=3))), id="record-added"),
        pytest.param(mac(told=()), id="disclosure-left-out"),
        pytest.param(mac(told=(TOLD, TOLD)), id="disclosure-doubled"),
        *(
            pytest.param(mac(records=(replace(ONE, **{name: value}), TWO)), id=f"record-{name}")  # type: ignore[arg-type] # each name has its type
            for name, value in (
                ("seq", 3),
                ("at", NOON + MICROSECOND),
                ("kind", "released"),
                ("case", None),
                ("by", "max@family.example"),
                ("facts", '{"a":2}'),
            )
        ),
        *(
            pytest.param(mac(told=(replace(TOLD, **{name: value}),)), id=f"disclosure-{name}")  # type: ignore[arg-type] # as above
            for name, value in (
                ("seq", 2),
                ("at", NOON + SECOND),
                ("case", "GW-00000002"),
                ("recipient_n", 1),
                ("look", 2),
                ("person", "P-2"),
                ("party", ""),
                ("recipient", b"\x01" + bytes(31)),
                ("kinds", ("name", "health")),
                ("purpose", ""),
                ("basis", "consent:C-2"),
                ("statement", "opinion"),
                ("treatment", "redact"),
                ("channel", "plain"),
            )
        ),
        pytest.param(mac(records=(replace(ONE, kind="decidedGW", case="-00000001"), TWO)), id="border-moved"),
    ],
)
def test_every_difference_shows(other: bytes) -> None:
    assert other != mac()


def test_a_head_is_read_as_it_was_written() -> None:
    head = Head(batch=12, mac=mac())

    assert Head.parse(f" {head}\n") == head
    assert str(Head(batch=0, mac=START)) == "0:" + "00" * 32


@pytest.mark.parametrize("text", ["", "12", "12:", "12:00", "-1:" + "00" * 32, "x:" + "00" * 32, "1:" + "zz" * 32])
def test_what_is_no_head_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Head.parse(text)


def test_a_row_from_before_details_were_kept_is_chained_as_it_was() -> None:
    # The line that the first version authenticated: fifteen values. With details it has one more.
    old = DisclosureRow(
        seq=1,
        at=NOON,
        case="GW-1",
        recipient_n=1,
        look=1,
        person="P-1",
        party="S-1",
        recipient=b"\1" * 32,
        kinds=("name",),
        purpose="early-help",
        basis="own",
        statement="",
        treatment="share",
        channel="tls",
    )
    line = (
        f'["disclosure",1,{(NOON - EPOCH) // MICROSECOND},"GW-1",1,1,"P-1","S-1","{"01" * 32}",["name"],'
        '"early-help","own","","share","tls"]'
    ).encode()
    header = f"[1,{(NOON - EPOCH) // MICROSECOND},0,1]".encode()
    mac = hmac.new(bytes(32), b"gateway record 1\0" + START, "sha256")
    for each in (header, line):
        mac.update(len(each).to_bytes(8, "big") + each)

    assert batch_mac(bytes(32), START, 1, NOON, [], [old]) == mac.digest()
    new = batch_mac(bytes(32), START, 1, NOON, [], [replace(old, details="{}")])
    assert new != mac.digest()
    assert new != batch_mac(bytes(32), START, 1, NOON, [], [replace(old, details='{"a":1}')])
