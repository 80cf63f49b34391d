"""A room holds whatever a document makes a reader do; real processes throughout."""

import colorsys
import json
import os
import platform
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from redaction.isolate import (
    Room,
    RoomDied,
    RoomError,
    RoomLimits,
    RoomRefused,
    RoomTimedOut,
    RoomUnavailable,
)
from tests.redaction.isolate import tasks

MIB = 1024 * 1024
NAMES = [
    name
    for name, value in vars(tasks).items()
    if callable(value) and getattr(value, "__module__", "") == tasks.__name__
]
TASKS = {name.replace("_", "-"): f"{tasks.__name__}:{name}" for name in NAMES}


@pytest.fixture(scope="module")
def room() -> Iterator[Room]:
    with Room(TASKS, RoomLimits(seconds=2, memory_bytes=512 * MIB, output_bytes=8 * MIB)) as opened:
        yield opened


def alive(pid: int) -> bool:
    """Whether there is such a process, other than one that ended and waits to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.parametrize("payload", [b"", b"x", bytes(range(256)) * 20_000], ids=["empty", "one", "megabytes"])
def test_answers(room: Room, payload: bytes) -> None:
    assert room.run("echo", payload) == payload


@pytest.mark.parametrize(
    ("task", "payload", "error"),
    [
        pytest.param("hang", b"", RoomTimedOut, id="hangs"),
        pytest.param("sleep", b"60", RoomTimedOut, id="sleeps"),
        pytest.param("close-and-hang", b"", RoomTimedOut, id="closes-all-and-hangs"),
        pytest.param("bomb", b"", RoomRefused, id="asks-for-a-terabyte"),
        pytest.param("hoard", b"", RoomRefused, id="hoards-memory"),
        pytest.param("huge", b"9000000", RoomDied, id="answers-too-much"),
        pytest.param("talk-over", b"", RoomError, id="talks-on"),
        pytest.param("forge", b"", RoomDied, id="announces-exabytes"),
        pytest.param("kill-self", b"", RoomDied, id="segmentation-fault"),
        pytest.param("exit-quietly", b"", RoomDied, id="leaves"),
        pytest.param("kill-parent", b"", RoomRefused, id="kills-the-server"),
        pytest.param("run-program", b"", RoomRefused, id="runs-a-program"),
        pytest.param("become-program", b"", RoomRefused, id="becomes-a-program"),
    ],
)
def test_misbehaviour_ends_there(room: Room, task: str, payload: bytes, error: type[RoomError]) -> None:
    began = time.monotonic()

    with pytest.raises(error):
        room.run(task, payload)

    assert time.monotonic() - began < 6
    assert room.run("echo", b"still here") == b"still here"


def test_the_longest_answer_that_is_allowed(room: Room) -> None:
    assert len(room.run("huge", str(8 * MIB).encode())) == 8 * MIB


def test_starts_no_process(room: Room) -> None:
    assert room.run("forks", b"") == b"0"


def test_runs_programs_where_they_are_allowed() -> None:
    with Room(TASKS, RoomLimits(seconds=10, processes=4)) as room:
        assert room.run("run-program", b"") == b""


def test_signals_nobody(room: Room) -> None:
    assert room.run("signal-parent", b"") == b"-1"


def test_a_refusal_never_quotes_the_document(room: Room) -> None:
    with pytest.raises(RoomRefused) as refused:
        room.run("secret-error", b"Ana Silva")

    assert refused.value.class_name == "LookupError"
    assert "Ana" not in str(refused.value)


def test_inherits_nothing(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASTER_KEY", "secret")
    kept = os.open("/dev/null", os.O_RDONLY)
    os.set_inheritable(kept, True)
    with Room(TASKS, RoomLimits(seconds=5)) as fresh:
        seen = json.loads(fresh.run("surroundings", b""))
    os.close(kept)

    assert seen == {"environment": {}, "descriptors": [0, 1, 2, 3], "group": True}


def test_no_network(room: Room) -> None:
    assert room.isolation().without_network
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert tasks.connect(str(port).encode()) == b"connected"
        with pytest.raises(RoomRefused):
            room.run("connect", str(port).encode())


def test_no_files(room: Room, tmp_path: Path) -> None:
    key = tmp_path / "master.key"
    key.write_bytes(b"secret")
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o777)
    key.chmod(0o666)

    with pytest.raises(RoomRefused):
        room.run("write", str(key).encode())
    if room.isolation().files:
        with pytest.raises(RoomRefused):
            room.run("read-file", str(key).encode())

    assert key.read_bytes() == b"secret"


def test_program_files_can_be_read_where_anybody_can(room: Room) -> None:
    library = Path(colorsys.__file__)
    open_to_all = all(folder.stat().st_mode & stat.S_IXOTH for folder in library.parents)

    if open_to_all or os.getuid() != 0:
        assert room.run("late-import", b"") == b"colorsys"
    else:  # an interpreter in root's home: the child, which is not root, cannot get there
        with pytest.raises(RoomRefused):
            room.run("late-import", b"")


def test_isolation_says_what_is_missing(room: Room) -> None:
    found = room.isolation()

    assert found.unprivileged
    assert found.no_new_privileges
    assert found.limits
    if platform.machine() in {"x86_64", "aarch64"}:
        assert found.system_calls
    assert set(found.missing) <= {"own_network", "system_calls", "files"}


def test_a_killed_server_is_replaced(room: Room) -> None:
    first = int(room.run("server-pid", b""))
    os.kill(first, signal.SIGKILL)

    assert int(room.run("server-pid", b"")) != first


def test_a_server_lost_in_between_is_tried_again(room: Room) -> None:
    pid = int(room.run("server-pid", b""))
    killer = threading.Timer(0.3, os.kill, (pid, signal.SIGKILL))
    killer.start()

    assert room.run("sleep", b"0.8") == b"0.8"

    killer.join()


def test_a_time_out_leaves_nothing_running(room: Room) -> None:
    server = int(room.run("server-pid", b""))
    with pytest.raises(RoomTimedOut):
        room.run("hang", b"")

    deadline = time.monotonic() + 5
    children = Path(f"/proc/{server}/task/{server}/children")
    while children.read_text("ascii") and time.monotonic() < deadline:
        time.sleep(0.01)
    assert children.read_text("ascii") == ""


def test_many_at_once() -> None:
    # Time enough for eight children on a busy machine: a network namespace of one's own is slow to make there.
    with Room(TASKS, RoomLimits(seconds=60)) as room, ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda number: room.run("echo", b"%d" % number * 1000), range(64)))

    assert answers == [b"%d" % number * 1000 for number in range(64)]


def test_a_number_used_again_is_not_taken_for_the_child_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A descriptor that was closed is given to the next child; what is still told of the old one is not about it.
    program = tmp_path / "python"
    late = Path(__file__).with_name("late_server.py")
    program.write_text(f'#!/bin/sh\nexec {sys.executable} {late} "$4" "$5"\n')
    program.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(program))
    with Room(TASKS, RoomLimits(seconds=60)) as room, ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda number: room.run("echo", b"%d" % number), range(64)))

    assert answers == [b"%d" % number for number in range(64)]


def test_closing_ends_server_and_children() -> None:
    room = Room(TASKS, RoomLimits(seconds=30))
    server = int(room.run("server-pid", b""))
    faults: list[BaseException] = []

    def wait() -> None:
        try:
            room.run("sleep", b"20")
        except RoomError as error:
            faults.append(error)

    waiting = threading.Thread(target=wait)
    waiting.start()
    time.sleep(0.3)
    room.close()
    waiting.join(10)

    assert isinstance(faults[0], RoomUnavailable)
    assert not alive(server)
    with pytest.raises(RoomUnavailable):
        room.run("echo", b"")


def test_a_server_that_cannot_start_is_temporary() -> None:
    tasks_given = {"none": f"{tasks.__name__}:no_such_task"}
    with Room(tasks_given, RoomLimits()) as room, pytest.raises(RoomUnavailable, match="AttributeError"):
        room.run("none", b"")


@pytest.mark.parametrize("tasks_given", [{"x": "os.system"}, {"X Y": "os:system"}, {"x": "os:system('')"}])
def test_only_named_functions_are_tasks(tasks_given: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="not a task"):
        Room(tasks_given, RoomLimits())


def test_only_listed_tasks_run(room: Room) -> None:
    with pytest.raises(ValueError, match="no such task"):
        room.run("os-system", b"")


@pytest.mark.parametrize("wrong", [{"seconds": 0}, {"memory_bytes": -1}, {"open_files": 3}, {"processes": -1}])
def test_limits_are_limits(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"room|child"):
        RoomLimits(**wrong)


ORPHAN = """
import sys
from redaction.isolate import Room, RoomLimits
room = Room({"server-pid": "tests.redaction.isolate.tasks:server_pid"}, RoomLimits())
print(int(room.run("server-pid", b"")), flush=True)
sys.stdin.read()
"""


def test_a_server_ends_with_its_parent() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", ORPHAN], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[3]
    )
    with parent:
        assert parent.stdout is not None
        server = int(parent.stdout.readline())
        assert alive(server)
        parent.kill()

    deadline = time.monotonic() + 5
    while alive(server) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not alive(server)
