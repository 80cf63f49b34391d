"""Accepts a second, against a plain file with fsync for each message: `python -m benchmarks.spool [--seconds S]`.

Both take turns in one run, so that a busy machine slows both. The peer does what a spool without a database does:
write, fsync, rename, fsync the folder. It neither seals nor records nor knows the same mail again.
"""

import argparse
import os
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from gateway.model.message import Envelope
from gateway.spool.accept import Spool
from gateway.spool.bell import bell_for
from gateway.store.database import Database
from gateway.store.keys import KeyRing, SealOnly, create_keys, master_key
from gateway.store.schema import upgrade

SIZES: Final = {"2 KB": 2_000, "50 KB": 50_000, "1 MB": 1_000_000}
THREADS: Final = (1, 10, 50)
ROUNDS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """What one round came to."""

    per_second: float
    p50_ms: float
    p99_ms: float


class RealClock:
    """The time."""

    def now(self) -> datetime:
        """Now."""
        return datetime.now(UTC)


def measure(store: Callable[[bytes, int], None], size: int, threads: int, seconds: float) -> Rate:
    """Call *store* from several threads until the time is over."""
    body = os.urandom(size // 4 * 3).hex().encode()[:size]
    ends = time.perf_counter() + seconds
    latencies: list[float] = []

    def run(thread: int) -> None:
        while (began := time.perf_counter()) < ends:
            store(body, thread)
            latencies.append(time.perf_counter() - began)

    began = time.perf_counter()
    running = [threading.Thread(target=run, args=(n,)) for n in range(threads)]
    for each in running:
        each.start()
    for each in running:
        each.join()
    took = time.perf_counter() - began
    latencies.sort()
    return Rate(
        per_second=len(latencies) / took,
        p50_ms=latencies[len(latencies) // 2] * 1000,
        p99_ms=latencies[int(len(latencies) * 0.99)] * 1000,
    )


def file_store(folder: Path) -> Callable[[bytes, int], None]:
    """A file a message, durable before it returns."""
    directory = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)

    def store(body: bytes, _thread: int) -> None:
        name = os.urandom(8).hex()
        descriptor = os.open(folder / f"{name}.tmp", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        (folder / f"{name}.tmp").rename(folder / name)
        os.fsync(directory)

    return store


def spool_store(spool: Spool, clock: RealClock) -> Callable[[bytes, int], None]:
    """The gateway's own, sealed, with its record."""

    def store(body: bytes, thread: int) -> None:
        envelope = Envelope(
            sender="wen@family.example",
            recipients=("ana@school.example",),
            listener="staff",
            client="192.0.2.7",
            user=None,
            received_at=clock.now(),
        )
        spool.accept(
            envelope, b"Message-ID: <%s.%d@x.example>\r\n\r\n" % (os.urandom(8).hex().encode(), thread) + body
        )

    return store


def main() -> None:
    """Print a table in Markdown: medians over the rounds."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=1.0, help="for each cell of each round")
    options.add_argument("--folder", type=Path, default=None, help="on the disk to be measured")
    options.add_argument("--url", default=None, help="a PostgreSQL database; without it SQLite in the folder")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.folder) as name:
        _run(Path(name), chosen.url, chosen.seconds)


def _run(folder: Path, url: str | None, seconds: float) -> None:
    clock = RealClock()
    database = Database(url or f"sqlite:///{folder}/var/gateway.db")
    upgrade(database)
    keys = KeyRing(database, folder / "keys", master_key("file:master.key", create_keys(folder / "keys").parent))
    keys.ensure_period(clock.now())
    spool = Spool(database, SealOnly(database), bell_for(database), clock, limit=10**9)
    plain = folder / "plain"
    plain.mkdir()
    peers = {"spool": spool_store(spool, clock), "file + fsync": file_store(plain)}
    print("| size, threads | spool /s | p50 / p99 ms | file + fsync /s | p50 / p99 ms | spool / file |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for label, size in SIZES.items():
        for threads in THREADS:
            rounds = [
                {peer: measure(store, size, threads, seconds) for peer, store in peers.items()} for _ in range(ROUNDS)
            ]
            cells = []
            for peer in peers:
                middle = sorted((each[peer] for each in rounds), key=lambda rate: rate.per_second)[ROUNDS // 2]
                cells += [f"{middle.per_second:,.0f}", f"{middle.p50_ms:.1f} / {middle.p99_ms:.1f}"]
            ratios = sorted(each["spool"].per_second / each["file + fsync"].per_second for each in rounds)
            cells.append(f"**{ratios[ROUNDS // 2]:.2f}** ({ratios[0]:.2f}-{ratios[-1]:.2f})")
            print(f"| {label}, {threads} | " + " | ".join(cells) + " |", flush=True)
    spool.close()
    database.close()


if __name__ == "__main__":
    main()
