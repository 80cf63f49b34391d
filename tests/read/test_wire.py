"""What crosses the wall of the reading room is believed only as far as its schema."""

import json
from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.model.message import (
    Attachment,
    Field,
    Place,
    Reading,
    TextCut,
    Unit,
    Unread,
    UnreadReason,
    Zone,
    ZoneKind,
)
from gateway.read import wire
from gateway.read.limits import ReadLimits
from tests.read.builders import LIMITS

FINE = Reading(
    fields=(Field(name="Subject", value="Ana"),),
    units=(
        Unit(id=0, place=Place.SUBJECT, part="", label="Subject", text="Ana"),
        Unit(
            id=1,
            place=Place.TEXT,
            part="2/1.3",
            label="",
            text="Dear é\N{GRINNING FACE},",
            zones=(Zone(kind=ZoneKind.GREETING, start=0, end=8),),
        ),
    ),
    attachments=(Attachment(part="3", said_type="a/b", found_type="application/pdf", size=9),),
    unread=(Unread(part="3", why=UnreadReason.UNKNOWN_TYPE, media_type="application/pdf"),),
    signed=("1.1",),
    encrypted=False,
)

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_PATH = st.sampled_from(["", "1", "2.1", "2/", "2/1.4/3"])


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    units = []
    for number in range(draw(st.integers(0, 4))):
        text = draw(_TEXT)
        ends = sorted(draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
        zone = Zone(kind=draw(st.sampled_from(ZoneKind)), start=ends[0], end=ends[1])
        units.append(
            Unit(
                id=number,
                place=draw(st.sampled_from(Place)),
                part=draw(_PATH),
                label=draw(_TEXT),
                text=text,
                zones=draw(st.sampled_from([(), (zone,)])),
                codes_of=draw(st.sampled_from([None, *range(number)])),
            )
        )
    unread = st.builds(Unread, part=_PATH, why=st.sampled_from(UnreadReason), media_type=_TEXT)
    return replace(
        FINE,
        fields=tuple(draw(st.lists(st.builds(Field, name=_TEXT, value=_TEXT), max_size=3))),
        units=tuple(units),
        unread=tuple(draw(st.lists(unread, max_size=3))),
        encrypted=draw(st.booleans()),
    )


@given(readings())
def test_comes_back_as_it_went(reading: Reading) -> None:
    assert wire.reading_from_bytes(wire.reading_to_bytes(reading), LIMITS) == reading


def _changed(*path: str | int, to: object) -> bytes:
    """FINE as JSON with one value replaced."""
    whole = json.loads(wire.reading_to_bytes(FINE))
    inside = whole
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = to
    return json.dumps(whole).encode()


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\x80\x04N.", id="a-pickle"),
        pytest.param(b"[" * 100_000, id="deep"),
        pytest.param(b"1" * 10_000, id="a-long-number"),
        pytest.param(b"[]", id="a-list"),
        pytest.param(b"{}", id="no-keys"),
        pytest.param(_changed("more", to=1), id="a-key-too-many"),
        pytest.param(_changed("encrypted", to=0), id="zero-for-false"),
        pytest.param(_changed("units", to={}), id="units-no-list"),
        pytest.param(_changed("units", 0, "id", to=1), id="ids-out-of-order"),
        pytest.param(_changed("units", 0, "id", to=False), id="a-flag-for-a-number"),
        pytest.param(_changed("units", 0, "place", to="password"), id="unknown-place"),
        pytest.param(_changed("units", 0, "place", to=["subject"]), id="a-list-for-a-place"),
        pytest.param(_changed("units", 0, "part", to="../1"), id="no-path"),
        pytest.param(_changed("units", 0, "text", to=None), id="no-text"),
        pytest.param(_changed("units", 0, "text", to="\ud800"), id="a-surrogate"),
        pytest.param(_changed("units", 0, "text", to="x" * 101), id="too-much-text"),
        pytest.param(_changed("units", 1, "zones", 0, "end", to=9), id="zone-beyond-the-text"),
        pytest.param(_changed("units", 1, "codes_of", to=1), id="codes-of-itself"),
        pytest.param(_changed("units", 0, "codes_of", to=-1), id="codes-of-nothing"),
        pytest.param(_changed("units", 1, "codes_of", to="0"), id="codes-of-a-word"),
        pytest.param(_changed("units", 1, "zones", 0, "start", to=9), id="zone-backwards"),
        pytest.param(_changed("units", 1, "zones", 0, "start", to=-1), id="zone-before-the-text"),
        pytest.param(_changed("units", 1, "zones", 0, "start", to=0.0), id="a-fraction"),
        pytest.param(_changed("unread", 0, "why", to="all-fine"), id="unknown-reason"),
        pytest.param(_changed("attachments", 0, "size", to=-1), id="negative-size"),
        pytest.param(_changed("attachments", 0, "said_type", to="x" * 256), id="long-type"),
        pytest.param(_changed("signed", 0, to=1), id="signed-no-path"),
    ],
)
def test_refuses(answer: bytes) -> None:
    with pytest.raises(wire.NotOurs):
        wire.reading_from_bytes(answer, ReadLimits(text_chars=100))


def test_never_quotes_what_it_refuses() -> None:
    with pytest.raises(wire.NotOurs) as refused:
        wire.reading_from_bytes(_changed("units", 0, "place", to="Ana Silva"), LIMITS)

    assert "Ana" not in str(refused.value)


@given(st.binary(max_size=100))
def test_any_other_bytes_are_refused(answer: bytes) -> None:
    with pytest.raises(wire.NotOurs):
        wire.reading_from_bytes(answer, LIMITS)


@given(st.binary(max_size=50))
def test_a_read_request_comes_back(raw: bytes) -> None:
    limits = ReadLimits(parts=7)

    assert wire.open_read_request(wire.read_request(raw, limits)) == (raw, limits)


@given(st.binary(max_size=50), _TEXT)
def test_a_treat_request_comes_back(raw: bytes, text: str) -> None:
    cut = TextCut(unit=1, start=2, end=3, replacement=text)
    request = wire.TreatRequest(raw=raw, cuts=(cut,), removed=(text,), kept=(text, "b"), limits=LIMITS)

    assert wire.open_treat_request(wire.treat_request(request)) == request


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\0\0\0\x05{}", id="shorter-than-said"),
        pytest.param(b"\xff\xff\xff\xff{}", id="gigabytes-said"),
        pytest.param(b"\0\0\0\x02{}raw", id="no-limits"),
        pytest.param(wire.read_request(b"", LIMITS).replace(b'"parts":1000', b'"parts":0000'), id="not-json"),
        pytest.param(wire.read_request(b"", LIMITS).replace(b'"parts":1000', b'"parts":   0'), id="zero-parts"),
    ],
)
def test_refuses_requests(payload: bytes) -> None:
    with pytest.raises(wire.NotOurs):
        wire.open_read_request(payload)


def test_the_schema_names_every_key() -> None:
    assert set(json.loads(wire.reading_to_bytes(FINE))) == set(asdict(FINE))
