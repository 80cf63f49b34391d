"""What a child may have done outside of it."""

import time
from pathlib import Path

import pytest

from redaction.isolate import Room, RoomLimits, RoomRefused, RoomTimedOut
from redaction.isolate.answers import MOST_BYTES, Answers
from redaction.isolate.errands import WAY
from tests.redaction.isolate import tasks

_HERE = "tests.redaction.isolate.tasks"
TASKS = {"ask": f"{_HERE}:ask", "run": f"{_HERE}:say_by_program", "echo": f"{_HERE}:echo"}
ERRANDS = {
    "run": f"{_HERE}:say_by_program",
    "who": f"{_HERE}:started_by",
    "hang": f"{_HERE}:hang",
    "secret": f"{_HERE}:secret_error",
    "huge": f"{_HERE}:huge",
}


def test_what_a_child_may_not_do_is_done_for_it() -> None:
    with Room(TASKS, RoomLimits(seconds=20), ERRANDS) as room:
        with pytest.raises(RoomRefused):
            room.run("run", b"hello")

        assert room.run("ask", b"run hello|run again") == b"hello\n|again\n"


def test_who_does_it_ends_with_the_child() -> None:
    with Room(TASKS, RoomLimits(seconds=20), ERRANDS) as room:
        first, second = room.run("ask", b"who|who").split(b"|")
        other = room.run("ask", b"who")

    assert first == second
    assert other != first
    for pid in (first, other):
        assert not Path(f"/proc/{int(pid)}").exists()


def test_an_answer_of_before_serves_another_child_where_it_is_the_same_each_time() -> None:
    with Room(TASKS, RoomLimits(seconds=20), ERRANDS, ("who",)) as room:
        first, again = room.run("ask", b"who a page|who a page").split(b"|")
        later = room.run("ask", b"who a page")
        other = room.run("ask", b"who another page")

    assert first == again == later
    assert other != first


def test_what_is_kept_is_read_by_nobody_who_does_not_have_what_was_asked() -> None:
    answers = Answers.new()
    answers.keep("ocr", b"the picture", b"Ana Silva")

    assert answers.of("ocr", b"the picture") == b"Ana Silva"
    assert answers.of("ocr", b"another picture") is None
    assert answers.of("office", b"the picture") is None
    with open(answers.fileno(), "rb") as kept:
        assert b"Silva" not in kept.read()


def test_more_than_is_kept_is_forgotten_and_not_mixed_up() -> None:
    answers = Answers.new()
    size = 1_000_000
    answers.keep("ocr", b"large", bytes(2 * size))
    for number in range(MOST_BYTES // size + 2):
        answers.keep("ocr", b"%d" % number, bytes([number]) * size)
        assert answers.of("ocr", b"%d" % number) == bytes([number]) * size

    assert answers.of("ocr", b"0") is None
    assert answers.of("ocr", b"large") is None
    with open(answers.fileno(), "rb") as kept:
        assert len(kept.read()) <= MOST_BYTES


def test_an_errand_that_hangs_ends_with_the_room_s_patience() -> None:
    with Room(TASKS, RoomLimits(seconds=2), ERRANDS) as room:
        began = time.monotonic()
        with pytest.raises(RoomTimedOut):
            room.run("ask", b"hang")

        assert time.monotonic() - began < 20
        assert room.run("ask", b"run still here") == b"still here\n"


@pytest.mark.parametrize("errand", ["unknown x", "secret Ana Silva", f"huge {64 << 20}"])
def test_no_answer_is_an_exception_that_quotes_nothing(errand: str) -> None:
    with Room(TASKS, RoomLimits(seconds=20), ERRANDS) as room:
        with pytest.raises(RoomRefused) as refused:
            room.run("ask", errand.encode())

        assert refused.value.class_name == "ErrandFailed"
        assert room.run("echo", b"still here") == b"still here"


def test_a_room_without_errands_does_none() -> None:
    with Room(TASKS, RoomLimits(seconds=20)) as room, pytest.raises(RoomRefused) as refused:
        room.run("ask", b"run hello")

    assert refused.value.class_name == "ErrandFailed"


def test_a_process_that_is_no_child_does_it_itself() -> None:
    assert WAY.ask("run", b"hello", tasks.say_by_program) == b"hello\n"
