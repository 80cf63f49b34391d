"""Messages a second through the whole gateway, beside Postfix alone relaying to the same sink in the same run.

The mail holds nothing personal, so it is read, searched, decided, stored twice and relayed. Measured from the first
MAIL until the sink has the last message; rounds alternate, and the ratio is that of each round's pair, so that a busy
machine touches both alike. Then the milliseconds of each stage of one mail, in this process alone. Needs root and
Postfix, as the tests do.

    python -m benchmarks.whole [--messages 100] [--rounds 3] [--workers 1]
"""

import argparse
import asyncio
import itertools
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from benchmarks.sink import SinkProcess, sink_process
from gateway.app import App
from gateway.channels import Channels
from gateway.demo.organisation import make
from gateway.finish import Finisher
from gateway.look import Asked, Looker
from gateway.model.lifecycle import Lane
from gateway.model.message import Envelope, Reading
from gateway.model.preparation import Preparation, Prepared
from gateway.read.room import ReadingRoom
from gateway.registers.directory import Directory
from gateway.registers.people.index import OwnPeople
from gateway.registers.store import Registers
from gateway.settings import Settings
from gateway.settle.settle import settle
from gateway.spool.accept import Spool
from gateway.spool.delivered_prints import DeliveredPrints
from gateway.spool.written_to import WrittenTo
from gateway.store.contents import Contents
from tests.e2e.installation import Setting, free_port, running
from tests.e2e.postfix import postfix

SIZES: Final = {"2 KB": 2_000, "50 KB": 50_000}
SESSIONS: Final = (1, 10)
SENDER: Final = "ana.sharma@family-support.example"
OFFICE: Final = "office@elmpark.example"
DUTY: Final = "duty@council.example"
STAGES: Final = (
    "accept",
    "claim",
    "load",
    "read",
    "registers",
    "find, gather, decide",
    "treat, protect",
    "settle",
    "commit",
)
_LINE: Final = b"The hall is open on Saturdays, and there is tea for everybody who comes by.\r\n"
_MANY: Final = 1_000_000
_WAIT_SECONDS: Final = 120


_NUMBERS: Final = itertools.count()


def content(size: int) -> bytes:
    """A mail like no other, with nothing personal in it."""
    header = (
        f"From: {SENDER}\r\nTo: {OFFICE}\r\nSubject: Unclassified: newsletter\r\n"
        f"Message-ID: <{time.time_ns()}.{next(_NUMBERS)}@family-support.example>\r\n"
        "Date: Sun, 22 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n\r\n"
    )
    return header.encode() + _LINE * (size // len(_LINE))


async def session(port: int, size: int, numbers: Iterator[int]) -> None:
    """One connection that sends message after message, each command waiting for its reply."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    await reader.readline()
    writer.write(b"EHLO bench.example\r\n")
    while (await reader.readline())[3:4] == b"-":
        pass
    for _ in numbers:
        envelope = f"MAIL FROM:<{SENDER}>\r\n".encode(), f"RCPT TO:<{OFFICE}>\r\n".encode()
        for step in (*envelope, b"DATA\r\n", content(size) + b".\r\n"):
            writer.write(step)
            reply = await reader.readline()
            if reply[:1] not in b"23":
                raise RuntimeError(f"refused: {reply!r}")
    writer.close()
    await writer.wait_closed()


async def _send(port: int, size: int, sessions: int, messages: int) -> None:
    numbers = iter(range(messages))
    await asyncio.gather(*(session(port, size, numbers) for _ in range(sessions)))


def end_to_end(port: int, sink: SinkProcess, size: int, sessions: int, messages: int) -> float:
    """Messages a second, from the first MAIL until the sink has the last one.

    Raises:
        TimeoutError: some never came.
    """
    wanted = sink.count() + messages
    began = time.perf_counter()
    asyncio.run(_send(port, size, sessions, messages))
    while sink.count() < wanted:
        if time.perf_counter() - began > _WAIT_SECONDS:
            raise TimeoutError("the sink waits in vain")
        time.sleep(0.002)
    return messages / (time.perf_counter() - began)


def compare(template: Path, folder: Path, messages: int, rounds: int, workers: int) -> None:
    """Print a line for each size and number of sessions."""
    port = free_port()
    listener: Setting = {
        "name": "bench",
        "port": port,
        "tls": "none",
        "auth": False,
        "require_tls": False,
        "trust": {"networks": ["127.0.0.0/8"]},
    }
    partners = template / "partners"
    with sink_process() as sink:
        hop: Setting = {"host": "127.0.0.1", "port": sink.port, "tls": "none", "forces_tls_to": ["elmpark.example"]}
        changes: dict[str, Setting] = {
            "listeners.0": listener,
            "delivery.smarthost": hop,
            "processes.workers": workers,
            "limits.messages_per_minute": _MANY,
            "limits.commands": _MANY,
        }
        with (
            postfix(
                folder, certificate=partners / "mailbox.pem", key=partners / "mailbox.key", relay_to=sink.port
            ) as other,
            running(template, folder / "gateway", next_hop=sink.port, changes=changes),
        ):
            end_to_end(port, sink, 2_000, 1, 20)  # both are warm then
            end_to_end(other.port, sink, 2_000, 1, 20)
            print(f"{'size':>6} {'sessions':>8} {'gateway/s':>10} {'Postfix/s':>10}  ratio (lowest-highest)")
            for (label, size), sessions in itertools.product(SIZES.items(), SESSIONS):
                pairs = [
                    [end_to_end(one, sink, size, sessions, messages) for one in (port, other.port)]
                    for _ in range(rounds)
                ]
                ours, theirs = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
                ratios = [pair[0] / pair[1] for pair in pairs]
                print(
                    f"{label:>6} {sessions:8} {ours:10.0f} {theirs:10.0f}  "
                    f"{statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})"
                )


@dataclass
class Watch:
    """How long each stage took, in milliseconds, each time."""

    times: dict[str, list[float]] = field(default_factory=dict)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Remember how long the block took."""
        began = time.perf_counter()
        yield
        self.times.setdefault(stage, []).append(1000 * (time.perf_counter() - began))


@dataclass(frozen=True)
class TimedRoom:
    """The reading room, timed."""

    room: ReadingRoom
    watch: Watch

    def read(self, raw: bytes) -> Reading:
        """What the message says."""
        with self.watch.timed("read"):
            return self.room.read(raw)

    def prepare(self, raw: bytes, wanted: Preparation) -> Prepared:
        """The mail as its sender wants it looked at."""
        with self.watch.timed("read"):
            return self.room.prepare(raw, wanted)


@dataclass(frozen=True)
class TimedRegisters:
    """The registers, timed."""

    registers: Registers
    watch: Watch

    def directory(self) -> Directory:
        """Everything at one generation."""
        with self.watch.timed("registers"):
            return self.registers.directory()


PLAIN: Final = ("Unclassified: newsletter", OFFICE, "")
CONFIDENTIAL: Final = (
    "CONFIDENTIAL: Mia Okafor",
    DUTY,
    "Purpose: early-help\r\nFact/opinion: fact\r\n\r\nMia Okafor was well. Her asthma is better.\r\n",
)


def stages(folder: Path, kind: tuple[str, str, str], times: int) -> dict[str, float]:
    """Milliseconds for each stage of one mail of 2 KB, the median of many."""
    watch = Watch()
    app = App(Settings.load(folder))
    spool, room = app.spool(), app.room()
    config = app.settings.config
    looker = Looker(
        config=config,
        policy=app.settings.policy,
        room=TimedRoom(room, watch),
        registers=TimedRegisters(app.registers(), watch),
        channels=Channels(config, app.certificates()),
        prints=DeliveredPrints(app.database),
        print_key=app.print_key(),
        written_to=WrittenTo(app.database, app.keys.commitment_key),
        people=OwnPeople(),
    )
    finisher = Finisher(config=config, room=room, signer=app.signer(), pseudonym_key=app.keys.pseudonym_key)
    try:
        for _ in range(times):
            one_mail(app, spool, looker, finisher, watch, kind)
    finally:
        room.close()
        spool.close()
        app.close()
    found = {stage: statistics.median(taken) for stage, taken in watch.times.items()}
    found["find, gather, decide"] = found.pop("look") - found["read"] - found["registers"]
    return found


def one_mail(
    app: App, spool: Spool, looker: Looker, finisher: Finisher, watch: Watch, kind: tuple[str, str, str]
) -> None:
    """Take one mail from its DATA to its finished message, and time each stage."""
    subject, to, words = kind
    raw = content(2_000).replace(b"Unclassified: newsletter", subject.encode()).replace(OFFICE.encode(), to.encode())
    raw = raw.replace(b"\r\n\r\n", b"\r\n\r\n" + words.encode(), 1)
    envelope = Envelope(
        sender=SENDER,
        recipients=(to,),
        listener="submission",
        client="127.0.0.1",
        user=SENDER,
        received_at=datetime.now(UTC),
        protocol="ESMTPSA",
    )
    config, policy, steps = app.settings.config, app.settings.policy.policy, app.steps()
    with watch.timed("accept"):
        spool.accept(envelope, raw)
    with watch.timed("claim"):
        step = steps.claim(Lane.ANALYSE, "bench", 60, datetime.now(UTC))
    if step is None:
        raise RuntimeError("nothing to do")
    with watch.timed("load"):
        message = steps.load_message(step.case)
        stored = Contents(app.database, app.keys).content(message.content)
    asked = Asked(
        at=datetime.now(UTC),
        case=step.case,
        content_hash=message.content_hash,
        envelope=message.envelope,
        content=stored,
        recipients=message.envelope.recipients,
        answers=(),
        hold=None,
    )
    with watch.timed("look"):
        look = looker.look(asked)
    with watch.timed("treat, protect"):
        made = finisher.finish(look)
    if made.stuck or not made.finished:
        raise RuntimeError(f"the mail would be held: {look.decisions[0].findings}")
    with watch.timed("settle"):
        outcome = settle(look, made, before=None, config=config, policy=policy)
    with watch.timed("commit"):
        steps.commit_outcome(step, outcome, datetime.now(UTC))


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        template = Path(name) / "made"
        made = make(template, next_hop=1, port=0)
        (Path(name) / "run").mkdir()
        compare(template, Path(name) / "run", given.messages, given.rounds, given.workers)
        plain, confidential = (stages(made.folder, kind, 50) for kind in (PLAIN, CONFIDENTIAL))
        print(f"\n{'ms for one mail of 2 KB':>24} {'plain':>8} {'S/MIME':>8}")
        for stage in STAGES:
            print(f"{stage:>24} {plain[stage]:8.2f} {confidential[stage]:8.2f}")


if __name__ == "__main__":
    main()
