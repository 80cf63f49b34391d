"""What a child may have done outside of it."""

import time
from pathlib import Path

import pytest

from redaction.isolate import Room, RoomLimits, RoomRefused, RoomTimedOut
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
