"""The room in which the command opens files, and that its answers are not believed."""

import json
import struct
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redaction import Cut, Document, Plan, StillThere, TooLarge, Unit, Unreadable, wire
from redaction.file_room import FileRoom
from redaction.isolate import RoomLimits, RoomUnavailable
from tests.redaction.documents.outlook_builders import item, listed, ole

DOCUMENT = Document(media_type="text/plain", units=(Unit(id=0, place="text", text="\u00e9\n\x1b"),), notes=("odd",))
PLAN = Plan(cuts=(Cut(unit=0, start=0, end=3, replacement="X"),), kept=("Y",))


def framed(head: object, data: bytes = b"") -> bytes:
    written = json.dumps(head).encode()
    return struct.pack(">I", len(written)) + written + data


def test_reads_and_rewrites() -> None:
    with FileRoom(RoomLimits(seconds=20)) as room:
        room.check()
        document = room.read("M\u00eda was here".encode())
        result = room.redact("M\u00eda was here".encode(), document.media_type, PLAN)

    assert document.units[0].text == "M\u00eda was here"
    assert (result.data, result.media_type, result.dropped) == (b"X was here", "text/plain", ())


def test_what_a_child_raises_comes_back_as_what_it_is() -> None:
    coded = b"Mia Okafor. TWlhIE9rYWZvciB3YXMgaGVyZQ=="
    with FileRoom(RoomLimits(seconds=20)) as room:
        with pytest.raises(Unreadable, match="no reader for application/x-7z-compressed"):
            room.read(b"7z\xbc\xaf\x27\x1c")
        with pytest.raises(StillThere) as left:
            room.redact(coded, "text/plain", Plan(cuts=(replace(PLAN.cuts[0], end=10),)))
        with pytest.raises(Unreadable, match="its reader failed"):
            room.redact(b"x", "text/plain", PLAN)  # a plan that was made for another file

    assert left.value.indexes == (0,)


def test_what_takes_too_long_is_unreadable_and_no_room_is_no_answer() -> None:
    with FileRoom(RoomLimits(seconds=0.000001)) as room, pytest.raises(Unreadable, match="takes longer"):
        room.read(b"a")
    with FileRoom(RoomLimits(start_seconds=0.000001)) as room, pytest.raises(RoomUnavailable):
        room.check()


def test_round_trips() -> None:
    assert wire.document_from_bytes(wire.document_to_bytes(DOCUMENT)) == DOCUMENT
    for removed in (None, ("Mia",)):
        asked = wire.rewrite_request(b"ab", "text/html", PLAN, removed)
        assert wire.open_rewrite_request(asked) == (b"ab", "text/html", PLAN, removed)
    done = wire.Rewritten(data=b"\x00", media_type="text/html", dropped=("script",))
    assert wire.rewritten_from_bytes(wire.rewritten_to_bytes(done)) == done


@pytest.mark.parametrize("error", [Unreadable("why"), TooLarge("why"), StillThere((1, 2))])
def test_failures_come_back(error: Unreadable | StillThere) -> None:
    for opened in (wire.document_from_bytes, wire.rewritten_from_bytes):
        with pytest.raises(type(error)) as met:
            opened(wire.failure_to_bytes(error))
        assert type(met.value) is type(error)
        assert str(met.value) == str(error)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\xff\xff\xff\xff{}", id="head-beyond-the-end"),
        pytest.param(framed([]), id="no-object"),
        pytest.param(framed({}), id="empty"),
        pytest.param(struct.pack(">I", 20_000) + b"[" * 20_000, id="deep"),
        pytest.param(framed({"media_type": "text/plain\x1b[2J", "units": [], "notes": []}), id="terminal-media-type"),
        pytest.param(framed({"media_type": "text/plain", "units": [], "notes": ["\x1b[2J"]}), id="terminal-note"),
        pytest.param(framed({"media_type": "text/plain", "units": [], "notes": ["n" * 301]}), id="long-note"),
        pytest.param(framed({"media_type": "text/plain", "units": [[0, "p"]], "notes": []}), id="short-unit"),
        pytest.param(framed({"media_type": "text/plain", "units": [[-1, "p", ""]], "notes": []}), id="below-zero"),
        pytest.param(framed({"media_type": "text/plain", "units": [[True, "p", ""]], "notes": []}), id="true"),
        pytest.param(
            framed({"media_type": "text/plain", "units": [[0, "p", ""], [0, "p", ""]], "notes": []}),
            id="one-id-twice",
        ),
        pytest.param(
            framed({"media_type": "text/plain", "units": [[0, "p", "a" * 8_000_001]], "notes": []}), id="long-text"
        ),
        pytest.param(framed({"failed": "maybe"}), id="unknown-failure"),
        pytest.param(framed({"failed": "unreadable", "why": "\x1b[2J"}), id="terminal-reason"),
        pytest.param(framed({"failed": "still-there", "indexes": ["1"]}), id="indexes"),
    ],
)
def test_answers_that_are_not_believed(answer: bytes) -> None:
    with pytest.raises(wire.NotOurs):
        wire.document_from_bytes(answer)


@given(st.binary(max_size=200), st.booleans())
def test_any_answer_is_taken_or_refused(rest: bytes, framed_well: bool) -> None:
    answer = struct.pack(">I", len(rest)) + rest if framed_well else rest
    for opened in (wire.document_from_bytes, wire.rewritten_from_bytes):
        with pytest.raises((wire.NotOurs, Unreadable, StillThere)):
            opened(answer)


@pytest.mark.parametrize("page", [850, 936, 949, 950, 1361, 28592])
def test_a_text_in_a_code_page_is_read_in_a_child(page: int, room: FileRoom) -> None:
    coded = {850: "cp850", 1361: "johab", 28592: "iso8859-2"}.get(page, f"cp{page}")
    text = {936: "\u4e2d\u6587", 949: "\ud55c", 950: "\u4e2d\u6587", 1361: "\ud55c"}.get(page, "\u00e9")
    tree = item({}) | listed({0x3FFD: page}, 32) | {"__substg1.0_1000001E": text.encode(coded)}

    document = room.read(ole(tree))

    assert any(text in unit.text for unit in document.units)


@pytest.fixture(scope="module")
def room() -> Iterator[FileRoom]:
    with FileRoom(RoomLimits(seconds=20)) as made:
        yield made
