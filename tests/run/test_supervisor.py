"""Real supervisors and their children: started again, ended in order, none left behind."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from gateway.demo.organisation import make
from gateway.store.heartbeats import Heartbeats
from tests.e2e.installation import BEN, OFFICE, Installation, installation, mail

pytestmark = pytest.mark.xdist_group("mail")
ROLES = ("intake", "worker", "deliver", "clock", "index")


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation that is not started yet."""
    folder = tmp_path_factory.mktemp("supervised")
    make(folder / "template", next_hop=1, port=0)
    made = installation(folder / "template", folder / "gateway", next_hop=1)
    try:
        yield made
    finally:
        made.close()


@contextmanager
def supervised(folder: Path, *roles: str) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """A supervisor on any folder, and the file of its log."""
    log = folder / "log"
    command = [sys.executable, "-m", "tests.run.supervise", str(folder), *roles]
    with log.open("wb") as opened:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=opened, stderr=opened)
    try:
        yield process, log
    finally:
        process.kill()
        process.wait()


def test_what_dies_is_started_again_ever_later(tmp_path: Path) -> None:
    with supervised(tmp_path, "clock") as (process, log):  # there is no configuration: it dies at once
        _wait(lambda: len(_events(log, "process-started")) >= 3, 200, "the clock to be started a third time")
        process.terminate()
        assert process.wait(60) == 0

    starts, ends = _events(log, "process-started"), _events(log, "process-died")
    pauses = [_seconds(start) - _seconds(end) for end, start in zip(ends, starts[1:], strict=False)]
    assert {line["role"] for line in (*starts, *ends)} == {"clock"}
    assert [line["code"] for line in ends] == [1] * len(ends)
    # At least so long; a machine that is busy only adds to it.
    assert len(pauses) >= 2
    assert all(pause >= 0.9 * 2**n for n, pause in enumerate(pauses))
    assert _events(log, "cannot-run")


def test_every_worker_is_tended_and_the_index_without_which_they_find_nobody(tmp_path: Path) -> None:
    wanted = {("worker", 0), ("worker", 1), ("index", 0)}
    with supervised(tmp_path, "worker") as (_, log):
        _wait(lambda: {(one["role"], one["process"]) for one in _events(log, "process-died")} == wanted, 200, "them")


def test_roles_end_in_order_and_nothing_is_left(gateway: Installation) -> None:
    gateway.start()
    children = {role: gateway.pids(role) for role in ROLES}
    everybody = [below for pid in gateway.pids() for below in (pid, *_descendants(pid))]
    gateway.terminate()
    gone: list[str] = []
    ends = time.monotonic() + 30
    while len(gone) < len(ROLES) and time.monotonic() < ends:
        gone += [role for role in ROLES if role not in gone and not any(_alive(pid) for pid in children[role])]
        time.sleep(0.02)

    assert gateway.ended() == 0
    assert gone == list(ROLES)  # intake first, so that nothing new comes in while the rest finishes
    assert not [pid for pid in everybody if _alive(pid)]


def test_each_child_says_that_it_lives_and_takes_its_leave(gateway: Installation) -> None:
    gateway.start()
    beats = Heartbeats(gateway.app.database)
    _wait(lambda: {one.role for one in beats.all()} == set(ROLES), 30, "a sign of life of every role")
    assert {one.pid for one in beats.all()} == set(gateway.pids())
    gateway.stop()
    assert beats.all() == ()


def test_children_end_with_a_supervisor_that_was_killed(gateway: Installation) -> None:
    gateway.start()
    children = gateway.pids()
    everybody = [below for pid in children for below in (pid, *_descendants(pid))]
    gateway.kill("supervisor")

    assert len(children) == len(ROLES)
    _wait(lambda: not any(_alive(pid) for pid in everybody), 25, "every process to end")


def test_a_killed_child_takes_its_reading_room_along_and_is_replaced(gateway: Installation) -> None:
    gateway.start()
    (worker,) = gateway.pids("worker")
    gateway.client.send(
        BEN, [OFFICE], mail("room", "Unclassified: hello", "The hall is open.\n", sender=BEN, to=[OFFICE])
    )
    _wait(lambda: bool(_descendants(worker)), 20, "its reading room to start")
    below = _descendants(worker)
    gateway.kill("worker")

    _wait(lambda: not any(_alive(pid) for pid in below), 10, "its reading room to end")
    _wait(lambda: gateway.pids("worker") not in ([], [worker]), 10, "another worker")
    gateway.close()


def test_a_child_whose_parent_is_gone_does_not_begin(gateway: Installation) -> None:
    command = [sys.executable, "-m", "gateway.run.process", "clock", str(gateway.folder), "1", "0"]

    done = subprocess.run(command, capture_output=True, timeout=30)

    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_it_runs_as_process_1(gateway: Installation) -> None:
    """As in a container, where every child's parent is process 1 for good."""
    unshare = ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"]
    if subprocess.run([*unshare, "true"], capture_output=True).returncode:
        pytest.skip("no process namespace may be made here")
    listeners = gateway.folder / "var" / "listeners.json"
    listeners.unlink(missing_ok=True)
    command = [*unshare, sys.executable, "-m", "gateway", "run", "--config", str(gateway.folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(listeners.exists, 40, "the gateway to listen")
        finally:
            process.send_signal(signal.SIGKILL)


def _events(log: Path, event: str) -> list[dict[str, str | int]]:
    # The last line may be half written.
    whole = log.read_text().rpartition("\n")[0]
    lines: list[dict[str, str | int]] = [json.loads(line) for line in whole.splitlines()]
    return [line for line in lines if line["event"] == event]


def _seconds(line: dict[str, str | int]) -> float:
    return datetime.fromisoformat(str(line["timestamp"])).timestamp()


def _descendants(pid: int) -> list[int]:
    try:
        direct = [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return [below for child in direct for below in (child, *_descendants(child))]


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _wait(done: Callable[[], bool], seconds: float, what: str) -> None:
    ends = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < ends, f"waited in vain for {what}"
        time.sleep(0.05)
