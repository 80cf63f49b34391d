"""Messages a second that intake takes in, beside stock aiosmtpd in the same run.

Both drop what they take: what is measured is the receiver. Each server has a process of its own, the driver another;
rounds alternate, and the ratio is that of each round's pair, so that a busy machine touches both alike.

    python -m benchmarks.intake [--seconds 2] [--rounds 3] [--sessions 10]
"""

import argparse
import asyncio
import multiprocessing
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from typing import Final

from aiosmtpd.controller import Controller

from gateway.config import Limits, Listener, Organisation
from gateway.intake.server import IntakeServer
from gateway.model.message import CaseId, Envelope
from gateway.ports import Accepted

SIZES: Final = {"2 KB": 2_000, "50 KB": 50_000, "1 MB": 1_000_000}
_LINE: Final = b"The quick brown fox jumps over the lazy dog, and then it does so once more.\r\n"
_MANY: Final = 10**9


class NullSpool:
    """Drops what it is given."""

    def accept(self, envelope: Envelope, content: bytes) -> Accepted:
        """Drop it."""
        return Accepted(case=CaseId("GW-00000000"), doubled=False)

    def full(self) -> bool:
        """Never."""
        return False


class SystemClock:
    """The time."""

    def now(self) -> datetime:
        """Now."""
        return datetime.now(UTC)


class NullLog:
    """Drops every line."""

    def info(self, event: str, /, **keys: str | int | float | bool | None) -> None:
        """Drop it."""

    warning = error = info


class DropHandler:
    """Stock aiosmtpd's hook: says 250."""

    async def handle_DATA(self, _server: object, _session: object, _envelope: object) -> str:  # noqa: N802 -- aiosmtpd's name
        """Drop it."""
        return "250 OK"


def serve_ours(pipe: "Connection[int, None]") -> None:
    """Run the intake server until the other side says so."""
    listener = {"name": "clear", "port": 0, "tls": "none", "require_tls": False, "auth": False}
    server = IntakeServer(
        listeners=(Listener.model_validate({**listener, "trust": {"networks": ["127.0.0.0/8"]}}),),
        limits=Limits(messages_per_minute=_MANY, sessions_per_address=100),
        tls=None,
        accounts=None,
        spool=NullSpool(),
        organisation=Organisation(
            name="Example",
            domains=("charity.example",),
            hostname="gateway.charity.example",
            postmaster="p@charity.example",
        ),
        log=NullLog(),
        clock=SystemClock(),
    )
    server.start()
    pipe.send(server.addresses["clear"][1])
    pipe.recv()
    server.stop()


def serve_stock(pipe: "Connection[int, None]") -> None:
    """Run aiosmtpd as it comes until the other side says so."""
    controller = Controller(DropHandler(), hostname="127.0.0.1", port=0, data_size_limit=200_000_000)
    # Its own start() connects to the port it was given to see whether it works, and port 0 is none to connect to.
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(loop.create_server(controller.factory, host="127.0.0.1", port=0))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    pipe.send(server.sockets[0].getsockname()[1])
    pipe.recv()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    for task in asyncio.all_tasks(loop):
        task.cancel()
    loop.run_until_complete(asyncio.sleep(0.1))


async def session(port: int, content: bytes, until: float, taken: list[float]) -> None:
    """One connection that sends message after message, each command waiting for its reply."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    await reader.readline()
    writer.write(b"EHLO bench.example\r\n")
    while (await reader.readline())[3:4] == b"-":
        pass
    steps = (b"MAIL FROM:<a@charity.example>\r\n", b"RCPT TO:<b@partner.example>\r\n", b"DATA\r\n", content)
    while time.perf_counter() < until:
        began = time.perf_counter()
        for step in steps:
            writer.write(step)
            reply = await reader.readline()
            if reply[:1] not in b"23":
                raise RuntimeError(f"refused: {reply!r}")
        taken.append(time.perf_counter() - began)
    writer.close()


async def drive(port: int, size: int, sessions: int, seconds: float) -> tuple[float, float]:
    """Messages a second, and the 99th percentile of one message in milliseconds."""
    content = b"Subject: bench\r\n\r\n" + _LINE * (size // len(_LINE)) + b".\r\n"
    taken: list[float] = []
    began = time.perf_counter()
    await asyncio.gather(*(session(port, content, began + seconds, taken) for _ in range(sessions)))
    spent = time.perf_counter() - began
    return len(taken) / spent, 1000 * sorted(taken)[int(len(taken) * 0.99)]


@dataclass
class Receiver:
    """A server process."""

    serve: Callable[["Connection[int, None]"], None]

    def __enter__(self) -> int:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=self.serve, args=(theirs,))
        self.process.start()
        port: int = self.pipe.recv()
        return port

    def __exit__(self, *_: object) -> None:
        self.pipe.send(None)
        self.process.join(20)


def main() -> None:
    """Print one line for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sessions", type=int, default=10)
    given = parser.parse_args()
    with Receiver(serve_ours) as ours, Receiver(serve_stock) as stock:
        print(f"{'size':>6} {'ours/s':>8} {'p99 ms':>8} {'stock/s':>8} {'p99 ms':>8}  ratio (lowest-highest)")
        for label, size in SIZES.items():
            pairs = [
                [asyncio.run(drive(port, size, given.sessions, given.seconds)) for port in (ours, stock)]
                for _ in range(given.rounds)
            ]
            (rate, p99), (other, other_p99) = (
                [statistics.median(pair[side][value] for pair in pairs) for value in (0, 1)] for side in (0, 1)
            )
            ratios = [pair[0][0] / pair[1][0] for pair in pairs]
            print(
                f"{label:>6} {rate:8.0f} {p99:8.1f} {other:8.0f} {other_p99:8.1f}  "
                f"{statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})"
            )


if __name__ == "__main__":
    main()
