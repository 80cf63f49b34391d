"""Every process killed at random moments, and a next hop that fails: what was answered with 250 is answered for."""

import json
import os
import random
import smtplib
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import select

from gateway.model.lifecycle import RecipientState
from gateway.record.chainer import chain, verify
from gateway.store.tables import record
from tests.e2e.installation import ANA, BEN, DUTY, OFFICE, Installation, mail, message_id, running
from tests.e2e.unreliable import NOBODY, Chances, Hop, Taken, unreliable_hop

SENDERS: Final = 4
VICTIMS: Final = ("intake", "worker", "worker", "deliver", "deliver", "clock", "supervisor")
# Between the hop's 250 and our commit lie milliseconds; on a machine with other work, at times much more.
COMMIT_SECONDS: Final = 3.0
CHANCES: Final = Chances(at_mail=0.05, at_rcpt=0.05, after_dot=0.05, drop_after_dot=0.05)


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of mail, and where each of its recipients must end."""

    subject: str
    text: str
    sender: str
    ends: dict[str, RecipientState]


_DELIVERED: Final = RecipientState.DELIVERED
PLAIN: Final = Kind("Unclassified: newsletter", "Dear all,\n\nThe hall is open.\n", BEN, {OFFICE: _DELIVERED})
KINDS: Final = (
    Kind(
        "CONFIDENTIAL: Daniel Price",
        "Purpose: early-help\nFact/opinion: fact\n\nDaniel Price missed two sessions.\n",
        ANA,
        {DUTY: RecipientState.HELD},
    ),
    Kind(
        "CONFIDENTIAL: Mia Okafor",
        "Purpose: early-help\nFact/opinion: fact\n\nMia Okafor was well. Her asthma is better.\n",
        ANA,
        {DUTY: _DELIVERED},
    ),
    Kind(
        "Unclassified: two of you",
        "Dear both,\n\nThe hall is shut.\n",
        BEN,
        {OFFICE: _DELIVERED, "head@elmpark.example": _DELIVERED},
    ),
    Kind(
        "Unclassified: one is wrong",
        "Dear both,\n\nThe hall is open.\n",
        BEN,
        {OFFICE: _DELIVERED, f"{NOBODY}elmpark.example": RecipientState.BOUNCED},
    ),
    *(PLAIN,) * 6,
)


@dataclass(slots=True)
class Story:
    """What was done to the gateway."""

    answered: list[int] = field(default_factory=list)  # numbers of the mails that got 250
    broken: int = 0  # attempts of clients that failed
    kills: list[tuple[float, str]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


@pytest.mark.xdist_group("kill")
@pytest.mark.timeout(900)
def test_nothing_is_lost(template: Path, tmp_path: Path) -> None:
    _kill_and_count(template, tmp_path, mails=300, kills=25, seed=_seed())


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_nothing_is_lost_in_the_long_run(template: Path, tmp_path: Path) -> None:
    _kill_and_count(template, tmp_path, mails=1000, kills=60, seed=_seed())


def _seed() -> int:
    """Another one each time; GATEWAY_SEED repeats a run as far as processes can be repeated."""
    return int(os.environ.get("GATEWAY_SEED", random.SystemRandom().randrange(1_000_000)))


def _kill_and_count(template: Path, folder: Path, *, mails: int, kills: int, seed: int) -> None:
    story = Story()
    changes = {
        "processes.lease_seconds": 4,
        "limits.messages_per_minute": 100_000,
        "limits.sessions_per_address": 50,
    }
    with unreliable_hop(template / "partners", CHANCES, seed) as hop:
        with running(template, folder / "gateway", next_hop=hop.port, changes=changes) as gateway:
            _send_while_killing(gateway, story, mails=mails, kills=kills, dice=random.Random(seed))
            gateway.idle(seconds=120)
            cases = {n: gateway.settled(message_id(f"kill-{n}"), seconds=5) for n in story.answered}
            delivered = _delivered_in_record(gateway)
            chain(gateway.app.database, gateway.app.keys.record_key, datetime.now(UTC))
            chained = verify(gateway.app.database, gateway.app.keys.record_key)
        _tell(story, hop, seed)

    assert sorted(story.answered) == list(range(mails))
    for number, case in cases.items():
        assert {one.address: one.state for one in case.recipients} == _kind(number).ends, (seed, number)
    arrived = Counter((one.message_id, one.recipient) for one in hop.taken)
    for number in story.answered:
        for address, state in _kind(number).ends.items():
            came = arrived[(message_id(f"kill-{number}"), address)]
            assert bool(came) == (state is _DELIVERED), (seed, number, address, came)
    assert not list(_unexplained(hop.taken, story.kills)), seed
    # Once each in the record, however often it was sent.
    assert delivered == sum(state is _DELIVERED for n in story.answered for state in _kind(n).ends.values())
    # Whoever is to hear of it heard: each bounce by a notification, each hold by a notice.
    told = Counter(_case_told(one) for one in hop.taken if one.recipient.endswith("@family-support.example"))
    for number, case in cases.items():
        if set(_kind(number).ends.values()) - {_DELIVERED}:
            assert told[case.case], (seed, number)
    assert chained.ok


def _kind(number: int) -> Kind:
    return KINDS[number % len(KINDS)]


def _send_while_killing(gateway: Installation, story: Story, *, mails: int, kills: int, dice: random.Random) -> None:
    """Let a share of the mails go, kill somebody while they are under way, and so on until all are gone."""
    numbers = iter(range(mails))
    let_go = threading.Semaphore(0)
    senders = [threading.Thread(target=_send, args=(gateway, numbers, let_go, story)) for _ in range(SENDERS)]
    for sender in senders:
        sender.start()
    victims = list(VICTIMS) * (kills // len(VICTIMS) + 1)
    dice.shuffle(victims)
    try:
        for role in victims[:kills]:
            before = len(story.answered)
            let_go.release(mails // kills)
            # It is up again, and at work.
            gateway.until(partial(_more, story, before), seconds=60, what="a 250")
            time.sleep(dice.uniform(0.0, 0.7))
            gateway.until(partial(gateway.kill, role), seconds=40, what=f"a {role} to kill")
            story.kills.append((time.monotonic(), role))
            if role == "supervisor":
                time.sleep(dice.uniform(0.0, 0.5))
                gateway.start()
    finally:
        let_go.release(mails + SENDERS)
        for sender in senders:
            sender.join(180)
    assert not any(sender.is_alive() for sender in senders)


def _more(story: Story, before: int) -> bool | None:
    return True if len(story.answered) > before else None


def _send(gateway: Installation, numbers: Iterator[int], let_go: threading.Semaphore, story: Story) -> None:
    """Send mail after mail, each until it is answered with 250, as a mail client does."""
    while True:
        let_go.acquire()
        with story.lock:
            number = next(numbers, None)
        if number is None:
            return
        kind = _kind(number)
        content = mail(f"kill-{number}", kind.subject, kind.text, sender=kind.sender, to=list(kind.ends))
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            try:
                gateway.client.send(kind.sender, list(kind.ends), content)
            except (OSError, smtplib.SMTPException):
                with story.lock:
                    story.broken += 1
                time.sleep(0.2)
            else:
                with story.lock:
                    story.answered.append(number)
                break


def _unexplained(taken: list[Taken], kills: list[tuple[float, str]]) -> Iterable[tuple[str, str]]:
    """Mail taken twice where no 250 was lost: the hop had answered, and nobody was killed just then."""
    deadly = [at for at, role in kills if role in {"deliver", "supervisor"}]
    for key, arrivals in _by_key(taken).items():
        for one in arrivals[:-1]:
            killed = any(one.at - 0.1 <= at <= one.at + COMMIT_SECONDS for at in deadly)
            if one.answered and not killed:
                yield key


def _by_key(taken: list[Taken]) -> dict[tuple[str, str], list[Taken]]:
    found: defaultdict[tuple[str, str], list[Taken]] = defaultdict(list)
    for one in sorted(taken, key=lambda one: one.at):
        found[(one.message_id, one.recipient)].append(one)
    return found


def _case_told(one: Taken) -> str:
    """The case that a notice or a notification is about."""
    _, _, rest = one.content.partition(b"X-Gateway-Case: ")
    return rest[:11].decode("ascii", "replace")


def _delivered_in_record(gateway: Installation) -> int:
    """How many of the senders' mails the record says were delivered."""
    with gateway.app.database.read() as connection:
        facts = connection.scalars(select(record.c.facts).where(record.c.kind == "delivered")).all()
    return sum(dict(json.loads(one))["what"] == "mail" for one in facts)


def _tell(story: Story, hop: Hop, seed: int) -> None:
    twice = sum(len(arrivals) - 1 for arrivals in _by_key(hop.taken).values())
    kills = Counter(role for _, role in story.kills)
    print(
        f"seed {seed}: {len(story.answered)} mails answered 250, {story.broken} attempts of clients broke; "
        f"killed {dict(kills)}; the hop took {len(hop.taken)}, deferred {hop.deferred}, refused {hop.refused}, "
        f"dropped {hop.dropped} after the dot; {twice} duplicates"
    )
