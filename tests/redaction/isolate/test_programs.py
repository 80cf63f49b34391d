"""A program confined: it answers, and reaches nothing else. The shell stands for one that was taken over."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from redaction.isolate.limits import MIB
from redaction.isolate.programs import PROGRAM_FILES, Confinement, NotHere, NotRun, Program, run
from tests.redaction.isolate.namespaces import CONFINEMENTS

SHELL = Program(
    path="/usr/bin/dash",
    readable=(*PROGRAM_FILES, "/bin"),
    environment={"LC_ALL": "C.UTF-8"},
    seconds=10,
    memory_bytes=512 * MIB,
    answer_bytes=1000,
    processes=4096,
    scratch_bytes=1 * MIB,
)


def said(how: Confinement, script: str, *words: str, seconds: float = 10) -> bytes:
    with open(os.devnull, "rb") as nothing:
        return run(SHELL, how, ("-c", script, "sh", *words), nothing.fileno(), seconds)


@pytest.mark.parametrize("how", CONFINEMENTS)
def test_it_writes_in_a_folder_of_its_own_that_is_gone_afterwards(how: Confinement) -> None:
    answer = said(how, "echo written > file && cat file && pwd && echo $HOME").decode().split()

    assert answer[0] == "written"
    assert answer[1] == answer[2]
    assert how is Confinement.BUBBLEWRAP or not Path(answer[1]).exists()
    assert not Path("/tmp/file").exists()


@pytest.mark.parametrize("how", CONFINEMENTS)
@pytest.mark.parametrize(
    "script",
    [
        pytest.param('cat "$1"', id="a-file-of-ours"),
        pytest.param('echo x > "$1"', id="writing-it"),
        pytest.param("cat /etc/passwd", id="the-system-s"),
        pytest.param("kill -0 $2", id="a-process"),
    ],
)
def test_it_reaches_nothing(how: Confinement, script: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("Ana Silva")
    secret.chmod(0o666)
    with pytest.raises(NotRun):
        said(how, script, str(secret), str(os.getpid()))

    assert secret.read_text() == "Ana Silva"


@pytest.fixture
def listening() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize("how", CONFINEMENTS)
def test_its_own_work_is_limited_and_not_the_time_it_waits_for_a_busy_machine(how: Confinement) -> None:
    short = replace(SHELL, seconds=1)
    with open(os.devnull, "rb") as nothing:
        assert run(short, how, ("-c", "sleep 2; echo done"), nothing.fileno(), 60) == b"done\n"
        with pytest.raises(NotRun, match="failed"):
            run(short, how, ("-c", "while :; do :; done"), nothing.fileno(), 60)


@pytest.mark.parametrize("how", CONFINEMENTS)
def test_it_has_no_network(how: Confinement, listening: int) -> None:
    connect = f"import socket; socket.create_connection(('127.0.0.1', {listening}), 2)"
    python = ["/usr/bin/python3", "-I", "-S", "-c", connect]
    if not Path(python[0]).exists():
        pytest.skip("no interpreter of the system's own")
    assert subprocess.run(python, check=False).returncode == 0

    with pytest.raises(NotRun):
        said(how, '"$@"', *python)


@pytest.mark.parametrize("how", CONFINEMENTS)
@pytest.mark.parametrize(
    ("script", "why"),
    [
        pytest.param("while :; do :; done", "too long", id="runs-for-ever"),
        pytest.param("while :; do echo yes; done", "too much", id="talks-for-ever"),
        pytest.param("exec >&2; sleep 100", "does not end|too long", id="closes-and-sleeps"),
        pytest.param("exit 3", "failed", id="fails"),
        pytest.param("while cat /usr/bin/dash; do :; done > file; exit 1", "failed", id="fills-the-folder"),
    ],
)
def test_it_ends(how: Confinement, script: str, why: str) -> None:
    began = time.monotonic()

    with pytest.raises(NotRun, match=why):
        said(how, script, seconds=2)

    assert time.monotonic() - began < 20


def test_what_it_started_ends_with_it() -> None:
    marked = f"100.{os.getpid()}"
    with pytest.raises(NotRun):
        said(Confinement.KERNEL, f"sleep {marked} & exec sleep {marked}", seconds=1)

    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            assert marked.encode() not in each.read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue


def test_without_confinement_it_is_not_run() -> None:
    with pytest.raises(NotHere):
        said(Confinement.NONE, "echo ran")
