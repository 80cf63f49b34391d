"""Programs that tests of the spool start and kill: `python -m tests.spool.processes take|work URL KEYS NAME`."""

import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from gateway.model.errors import LeaseLost
from gateway.model.lifecycle import Lane
from gateway.model.message import Envelope
from gateway.ports import Step
from gateway.spool.accept import Spool
from gateway.spool.bell import bell_for
from gateway.spool.steps import Steps
from gateway.store.database import Database
from gateway.store.keys import KeyRing, SealOnly, master_key
from tests.contracts.builders import ACCEPTED, outcome

LEASE_SECONDS: Final = 0.5
THINKING_SECONDS: Final = 0.02  # so that a kill mostly hits a worker that holds a lease


class RealClock:
    """The time."""

    def now(self) -> datetime:
        """Now."""
        return datetime.now(UTC)


def mail(name: str) -> bytes:
    """A mail that can be told from every other, of up to two chunks."""
    return b"Message-ID: <%s@family.example>\r\n\r\n" % name.encode() + name.encode() * (hash_of(name) % 4000)


def hash_of(name: str) -> int:
    """A number that is the same in every process."""
    return sum(byte * 31**place for place, byte in enumerate(name.encode()))


def take(url: str, name: str) -> None:
    """Accept from four threads until killed; a line for each answer given: number and case."""
    database = Database(url)
    clock = RealClock()
    spool = Spool(database, SealOnly(database), bell_for(database), clock, limit=10**6)
    printing = threading.Lock()

    def offer(thread: int) -> None:
        for n in range(10**6):
            number = f"{name}-{thread}-{n}"
            envelope = Envelope(
                sender="wen@family.example",
                recipients=("ana@school.example",),
                listener="staff",
                client="192.0.2.7",
                user=None,
                received_at=clock.now(),
            )
            accepted = spool.accept(envelope, mail(number))
            with printing:
                print(number, accepted.case, flush=True)

    threads = [threading.Thread(target=offer, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def work(url: str, keys_folder: Path, name: str) -> None:
    """Decide and deliver until killed; a line for each hand-over, written before it is committed."""
    database = Database(url)
    keys = KeyRing(database, keys_folder, master_key("file:master.key", keys_folder))
    bell = bell_for(database)
    steps = Steps(database, keys, bell)
    clock = RealClock()
    print("ready", flush=True)
    with bell.sleeper(Lane.ANALYSE) as sleeper:
        while True:
            worked = False
            for lane in (Lane.DELIVER, Lane.ANALYSE):
                claimed = steps.claim(lane, name, LEASE_SECONDS, clock.now())
                if claimed is None:
                    continue
                worked = True
                time.sleep(THINKING_SECONDS)
                try:
                    _do(steps, claimed, clock)
                except LeaseLost:
                    print("fenced", claimed.case, flush=True)
            if not worked:
                sleeper.wait(0.05)


def _do(steps: Steps, claimed: Step, clock: RealClock) -> None:
    if claimed.outgoing is None:
        stored = steps.load_message(claimed.case)
        steps.commit_outcome(claimed, outcome(ready=stored.envelope.recipients), clock.now())
        return
    pending = steps.load_outgoing(claimed.outgoing).pending()
    print("sent", claimed.case, flush=True)  # the peer has said 250; a crash from here on repeats it
    steps.commit_delivery(claimed, dict.fromkeys(pending, ACCEPTED), clock.now(), next_due=None)


if __name__ == "__main__":
    if sys.argv[1] == "take":
        take(sys.argv[2], sys.argv[4])
    else:
        work(sys.argv[2], Path(sys.argv[3]), sys.argv[4])
