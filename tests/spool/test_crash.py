"""Real processes, killed at any moment: what was answered for is there, and nothing is done twice past the fence."""

import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Self

from sqlalchemy import func, select

from gateway.model.message import ContentId
from gateway.record.chainer import chain, verify
from gateway.store.contents import Contents
from gateway.store.database import Database
from gateway.store.keys import KeyRing, create_keys, master_key
from gateway.store.tables import content, content_chunk, message, outgoing, recipient, record, sheet, step
from tests.contracts.builders import ENVELOPE, MAIL, World, world
from tests.spool.processes import RealClock, mail

KILLS = 4
DEADLINE = 40.0


def keys_of_now(database: Database, folder: Path) -> KeyRing:
    if not folder.exists():
        create_keys(folder)
    keys = KeyRing(database, folder, master_key("file:master.key", folder))
    keys.ensure_period(datetime.now(UTC))
    return keys


@contextmanager
def process(mode: str, url: str, keys: Path, name: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.spool.processes", mode, url, str(keys), name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        try:
            yield running
        finally:
            running.kill()


def test_everything_answered_survives_kills(database_url: str, tmp_path: Path) -> None:
    database = Database(database_url)
    keys = keys_of_now(database, tmp_path / "keys")
    answered: dict[str, str] = {}
    for run in range(KILLS):
        with process("take", database_url, tmp_path / "keys", f"run{run}") as taking:
            assert taking.stdout is not None
            wanted = random.Random(run).randint(5, 60)
            for _ in range(wanted):
                number, case = taking.stdout.readline().split()
                answered[number] = case
            taking.kill()  # SIGKILL, wherever it is
            for line in taking.stdout:
                if line.endswith("\n") and len(line.split()) == 2:
                    answered[line.split()[0]] = line.split()[1]

    contents = Contents(database, keys)
    with database.read() as connection:
        rows = connection.execute(select(message.c.case_id, message.c.content_id)).all()
        counts = {
            table.name: connection.scalar(select(func.count()).select_from(table))
            for table in (message, recipient, step, content, record)
        }
        orphans = connection.scalar(
            select(func.count()).where(content_chunk.c.content_id.not_in(select(message.c.content_id)))
        )
    stored = {row.case_id: ContentId(row.content_id) for row in rows}
    assert len(answered) >= KILLS * 5
    for number, case in answered.items():
        assert contents.content(stored[case]) == mail(number)
    # What was committed and not answered any more is there whole as well; nothing is there by half.
    assert set(counts.values()) == {len(stored)}
    assert orphans == 0
    database.close()


def test_killed_workers_lose_nothing_and_do_nothing_twice(database_url: str, tmp_path: Path) -> None:
    database = Database(database_url)
    keys = keys_of_now(database, tmp_path / "keys")
    cases: list[str] = []
    died_at_work = 0
    with Workers(database_url, tmp_path / "keys") as workers, world(database, tmp_path / "keys") as here:
        workers.start(4)
        kills, ends = 0, time.monotonic() + DEADLINE
        while kills < KILLS or (not died_at_work and time.monotonic() < ends):
            workers.start(1)
            here.clock.at = RealClock().now()
            cases += [accept(here, kills * 20 + n) for n in range(20)]
            # On a busy machine each may have died before it had begun: then later ones are given the time to.
            time.sleep(random.Random(kills).uniform(0.0, 0.05 if kills < KILLS else 0.5))
            died_at_work += leases(database, workers.kill_oldest())
            kills += 1
        ends = time.monotonic() + DEADLINE
        while left(database) and time.monotonic() < ends:
            time.sleep(0.02)

    assert left(database) == 0
    assert died_at_work
    with database.read() as connection:
        assert set(connection.scalars(select(recipient.c.state))) == {"delivered"}
        for table in (sheet, outgoing):
            looked = Counter(connection.scalars(select(table.c.case_id)))
            assert looked == Counter(cases)  # each case decided once, each mail made once
        decided = connection.scalar(select(func.count()).where(record.c.kind == "decided"))
    assert decided == len(cases)
    sent = Counter(line.split()[1] for line in workers.lines if line.startswith("sent"))
    assert sent.keys() == set(cases)
    # At least once across the peer's 250 and our commit, and a repeat only for a kill in between.
    assert sent.total() - len(cases) <= kills
    chain(database, keys.record_key, datetime.now(UTC))
    assert verify(database, keys.record_key).ok
    database.close()


class Workers:
    """Worker processes, and what they said."""

    def __init__(self, url: str, keys: Path) -> None:
        self.lines: list[str] = []
        self._command = [sys.executable, "-m", "tests.spool.processes", "work", url, str(keys)]
        self._running: list[tuple[str, subprocess.Popen[str]]] = []
        self._readers: list[threading.Thread] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        while self._running:
            self.kill_oldest()
        for reader in self._readers:
            reader.join()

    def start(self, many: int) -> None:
        """More of them, started together; all are at work when this returns."""
        started: list[tuple[str, subprocess.Popen[str]]] = []
        for _ in range(many):
            name = f"worker{len(self._readers) + len(started)}"
            started.append((name, subprocess.Popen([*self._command, name], stdout=subprocess.PIPE, text=True)))
        self._running += started
        for _, worker in started:
            assert worker.stdout is not None
            assert worker.stdout.readline() == "ready\n"
            self._readers.append(threading.Thread(target=self._read, args=(worker.stdout,)))
            self._readers[-1].start()

    def kill_oldest(self) -> str:
        """SIGKILL, wherever it is; its name."""
        name, victim = self._running.pop(0)
        victim.kill()
        victim.wait()
        return name

    def _read(self, said: IO[str]) -> None:
        with said:
            self.lines.extend(said)


def leases(database: Database, worker: str) -> int:
    """How many steps a worker holds."""
    with database.read() as connection:
        return connection.scalar(select(func.count()).where(step.c.worker == worker)) or 0


def accept(here: World, n: int) -> str:
    envelope = replace(ENVELOPE, received_at=here.clock.at)
    return here.spool.accept(envelope, MAIL.replace(b"<1@", b"<%d@" % n)).case


def left(database: Database) -> int:
    with database.read() as connection:
        return connection.scalar(select(func.count()).select_from(step)) or 0
