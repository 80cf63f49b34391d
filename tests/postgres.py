"""A real PostgreSQL for tests, from Debian's binaries, in a folder of its own, reached by a Unix socket only."""

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

_BINARIES = Path("/usr/lib/postgresql")


class Server:
    """A running server."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def url(self, database: str) -> str:
        """What gateway.yaml would say."""
        return f"postgresql://gateway@/{database}?host={self._folder}"

    def execute(self, statement: str) -> None:
        """One statement outside any transaction, in the server's own database."""
        with psycopg.connect(f"host={self._folder} user=gateway dbname=postgres", autocommit=True) as connection:
            connection.execute(statement)

    @contextmanager
    def database(self) -> Iterator[str]:
        """A new empty database; its URL. Dropped afterwards, whoever is still connected."""
        name = f"t{uuid.uuid4().hex[:12]}"
        self.execute(f"CREATE DATABASE {name}")
        try:
            yield self.url(name)
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def running() -> Iterator[Server]:
    """Start a server; stop it whatever happens."""
    binaries = _newest_binaries()
    # Socket paths are limited to 107 bytes, so the folder is a short one of its own.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    run_as: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
        run_as = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    data = folder / "data"
    control = [*run_as, str(binaries / "pg_ctl"), "-D", str(data), "-s", "-w"]
    quick = f"-k {folder} -h '' -c fsync=off -c full_page_writes=off -c max_connections=60 -c shared_buffers=32MB"
    try:
        _run([*run_as, str(binaries / "initdb"), "-D", str(data), "-U", "gateway", "-A", "trust", "-N", "-E", "UTF8"])
        _run([*control, "-o", quick, "-l", str(folder / "log"), "start"])
        try:
            yield Server(folder)
        finally:
            _run([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _newest_binaries() -> Path:
    found = sorted(_BINARIES.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise RuntimeError("the tests need a real PostgreSQL: install the Debian package `postgresql`")
    return found[-1].parent


def _run(command: list[str]) -> None:
    # The server inherits what pg_ctl has open: a pipe here would never end.
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, timeout=60, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{Path(command[-1]).name}: exit {done.returncode}")
