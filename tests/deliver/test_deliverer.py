"""The deliverer on a real store, with a next hop that says what it is told to say."""

import email
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.message import Message
from email.policy import SMTPUTF8, default
from pathlib import Path

import pytest

from gateway.config import Config, Hop
from gateway.deliver.deliverer import Deliverer
from gateway.log import StructuredLog
from gateway.model.decision import Channel
from gateway.model.errors import TemporaryFailure
from gateway.model.lifecycle import Lane, RecipientState
from gateway.model.message import CaseId
from gateway.model.outcome import FinishedKind
from gateway.ports import Reply, Step
from gateway.spool.rows import OutgoingState
from gateway.store.database import Database
from tests.contracts.builders import (
    ACCEPTED,
    ANA,
    BEN,
    CARA,
    LATER,
    NEVER,
    NO_CONNECTION,
    WORKER,
    World,
    finished,
    outcome,
    world,
)
from tests.store.builders import DAY, HOUR, MINUTE, NOON, SECOND

CONFIG = Config.model_validate(
    {
        "version": 1,
        "organisation": {
            "name": "Family Support",
            "domains": ["family.example"],
            "hostname": "gateway.family.example",
            "postmaster": "postmaster@family.example",
        },
        "listeners": [
            {
                "name": "staff",
                "port": 0,
                "tls": "none",
                "auth": False,
                "require_tls": False,
                "trust": {"networks": ["127.0.0.0/8"]},
            }
        ],
        "delivery": {
            "smarthost": {
                "host": "127.0.0.1",
                "tls": "none",
                "forces_tls_to": ["school.example", "health.example", "housing.example"],
            },
            "retry_minutes": [1, 5],
            "delayed_notice_hours": 4,
            "give_up_hours": 48,
        },
    }
)
MAIL = b"Message-ID: <1@family.example>\r\nSubject: Plan for Zo\xc3\xab\r\n\r\nDear Ana,\r\n"


@dataclass(slots=True)
class SayingHop:
    """A next hop (ports.Outbound) that answers from a table, and remembers what it was given."""

    replies: dict[str, Reply] = field(default_factory=dict)
    given: list[tuple[str, tuple[str, ...], bytes]] = field(default_factory=list)
    raises: Exception | None = None

    def send(
        self, sender: str, recipients: Sequence[str], message: bytes, *, smtputf8: bool, body_8bit: bool
    ) -> dict[str, Reply]:
        """What the table says; 250 for who is not in it."""
        assert isinstance(smtputf8, bool)
        assert isinstance(body_8bit, bool)
        self.given.append((sender, tuple(recipients), message))
        if self.raises is not None:
            raise self.raises
        return {one: self.replies.get(one, ACCEPTED) for one in recipients}


@dataclass(slots=True)
class Scene:
    """A store with one finished mail in it, and a deliverer in front of a hop."""

    here: World
    hop: SayingHop = field(default_factory=SayingHop)
    generation: Callable[[], int] = lambda: 7
    policy: str = "p-1"
    config: Config = CONFIG

    def ready(self, *recipients: str, channel: Channel = Channel.TLS) -> CaseId:
        """A case that was decided: everybody is ready."""
        case = self.here.accept(*recipients)
        made = outcome(ready=recipients)
        mail = replace(finished(*recipients, content=MAIL), channel=channel)
        self.here.decide(replace(made, finished=(mail,)))
        return case

    def deliver(self) -> Step:
        """Claim what is to be delivered and hand it to the deliverer."""
        step = self.here.claim(Lane.DELIVER)
        Deliverer(
            config=self.config,
            policy=self.policy,
            staff=dict,
            stands=lambda mail, _: mail.generation == self.generation(),
            hop=self._hop,
            steps=self.here.steps,
            unsealer=self.here.contents,
            clock=self.here.clock,
            log=StructuredLog(),
        ).handle(step)
        return step

    def _hop(self, asked: Hop) -> SayingHop:
        assert asked == self.config.delivery.smarthost
        return self.hop

    def due(self, lane: Lane = Lane.DELIVER) -> list[datetime]:
        """When the steps of a lane are due."""
        return [step.due_at for step in self.here.view.queue(lane=lane)]

    def reports(self) -> list[Message]:
        """The notifications that wait to be delivered, delivered now; nothing else may be due."""
        found = []
        while self.here.steps.claim(Lane.DELIVER, "peek", 0.0, self.here.clock.at) is not None:
            before = len(self.hop.given)
            self.deliver()
            found += [message for _, _, message in self.hop.given[before:]]
        return [email.message_from_bytes(one, policy=default) for one in found]


@pytest.fixture
def scene(sqlite_template: Path, tmp_path: Path) -> Iterator[Scene]:
    """A store on SQLite."""
    path = tmp_path / "gateway.db"
    path.write_bytes(sqlite_template.read_bytes())
    path.chmod(0o600)
    database = Database(f"sqlite:///{path}")
    with world(database, tmp_path / "keys") as here:
        yield Scene(here)
    database.close()


def test_taken_for_everybody(scene: Scene) -> None:
    case = scene.ready(ANA, BEN)

    scene.deliver()

    assert scene.here.states(case) == {ANA: RecipientState.DELIVERED, BEN: RecipientState.DELIVERED}
    assert scene.hop.given == [(WORKER, (ANA, BEN), MAIL)]
    assert not scene.here.view.queue()


def test_each_recipient_by_its_own_reply(scene: Scene) -> None:
    case = scene.ready(ANA, BEN, CARA)
    scene.hop.replies = {BEN: NEVER, CARA: LATER}

    scene.deliver()

    assert scene.here.states(case) == {
        ANA: RecipientState.DELIVERED,
        BEN: RecipientState.BOUNCED,
        CARA: RecipientState.READY,
    }
    # The notification at once, and the one that failed for now a minute later, with the spread of a first retry.
    assert scene.due() == [NOON, NOON + 1.07 * MINUTE]


def test_a_retry_is_for_those_alone_who_wait(scene: Scene) -> None:
    case = scene.ready(ANA, CARA)
    scene.hop.replies = {CARA: NO_CONNECTION}
    scene.deliver()
    scene.hop.replies = {}
    scene.here.pass_time(2 * MINUTE)

    scene.deliver()

    assert scene.here.states(case) == {ANA: RecipientState.DELIVERED, CARA: RecipientState.DELIVERED}
    assert [recipients for _, recipients, _ in scene.hop.given] == [(ANA, CARA), (CARA,)]


def test_the_last_pause_repeats(scene: Scene) -> None:
    scene.ready(ANA)
    scene.hop.replies = {ANA: LATER}
    pauses = []
    for _ in range(4):
        scene.deliver()
        (due,) = scene.due()
        pauses.append(due - scene.here.clock.at)
        scene.here.clock.at = due

    assert [round(pause / MINUTE) for pause in pauses] == [1, 5, 6, 5]


def test_the_sender_hears_of_a_refusal(scene: Scene) -> None:
    case = scene.ready(ANA, BEN)
    scene.hop.replies = {BEN: NEVER}
    scene.deliver()

    (report,) = scene.reports()
    to = scene.hop.given[-1][:2]

    assert to == ("", (WORKER,))
    assert report["To"] == WORKER
    assert report["X-Gateway-Case"] == case
    assert report["In-Reply-To"] == "<1@family.example>"
    text = report.as_string()
    assert f"Final-Recipient: rfc822; {BEN}" in text
    assert "Action: failed" in text
    assert "Status: 5.1.1" in text
    assert ANA not in text  # who got it is not named
    assert "Plan" not in text  # neither is anything of the content
    assert "no such user" not in text  # nor what a stranger's server wrote


def test_a_refused_notification_makes_no_notification(scene: Scene) -> None:
    scene.ready(ANA)
    scene.hop.replies = {ANA: NEVER, WORKER: NEVER}
    scene.deliver()
    scene.deliver()

    assert not scene.here.view.queue()


def test_late_is_told_once(scene: Scene) -> None:
    scene.ready(ANA)
    scene.hop.replies = {ANA: LATER}
    scene.deliver()
    scene.here.clock.at = NOON + 4 * HOUR
    scene.deliver()
    late = scene.reports()
    scene.here.clock.at += 6 * MINUTE
    scene.deliver()

    assert [report["Subject"].startswith("Your email is delayed") for report in late] == [True]
    assert "Will-Retry-Until: Sun, 22 Nov 2026 12:00:00 +0000" in late[0].as_string()
    assert not scene.reports()


@pytest.mark.parametrize(
    ("before_the_end", "state"),
    [
        pytest.param(SECOND, RecipientState.READY, id="a-second-before"),
        pytest.param(timedelta(0), RecipientState.BOUNCED, id="this-instant"),
    ],
)
def test_giving_up(scene: Scene, before_the_end: timedelta, state: RecipientState) -> None:
    case = scene.ready(ANA)
    scene.hop.replies = {ANA: LATER}
    scene.here.clock.at = NOON + 48 * HOUR - before_the_end

    scene.deliver()

    assert scene.here.states(case) == {ANA: state}
    if state is RecipientState.READY:
        assert NOON + 48 * HOUR in scene.due()  # tried once more at the promised hour


@pytest.mark.parametrize(
    ("changed", "attempts"),
    [
        pytest.param({"generation": lambda: 8}, 0, id="registers-before-the-first-attempt"),
        pytest.param({"generation": lambda: 8}, 1, id="registers-before-a-retry"),
        pytest.param({"policy": "p-2"}, 1, id="policy-before-a-retry"),
    ],
)
def test_changed_since_it_was_decided(scene: Scene, changed: dict[str, object], attempts: int) -> None:
    case = scene.ready(ANA)
    scene.hop.replies = {ANA: LATER}
    for _ in range(attempts):
        scene.deliver()
        scene.here.pass_time(10 * MINUTE)
    for name, value in changed.items():
        setattr(scene, name, value)

    scene.deliver()

    assert len(scene.hop.given) == attempts  # nothing further went (CONS-2)
    assert scene.here.states(case) == {ANA: RecipientState.RECEIVED}
    assert scene.due(Lane.ANALYSE)
    assert not scene.due(Lane.DELIVER)


def test_another_policy_before_the_first_attempt_is_the_workers_business(scene: Scene) -> None:
    case = scene.ready(ANA)
    scene.policy = "p-2"

    scene.deliver()

    assert scene.here.states(case) == {ANA: RecipientState.DELIVERED}


def test_who_has_it_keeps_it_when_the_rest_is_decided_again(scene: Scene) -> None:
    case = scene.ready(ANA, BEN)
    scene.hop.replies = {BEN: LATER}
    scene.deliver()
    scene.here.pass_time(10 * MINUTE)
    scene.generation = lambda: 8

    scene.deliver()

    assert scene.here.states(case) == {ANA: RecipientState.DELIVERED, BEN: RecipientState.RECEIVED}


def test_registers_that_cannot_be_asked_stop_it_for_now(scene: Scene) -> None:
    def silent() -> int:
        raise TemporaryFailure("registers: cannot be asked")

    case = scene.ready(ANA)
    scene.generation = silent

    scene.deliver()

    assert not scene.hop.given
    assert scene.here.states(case) == {ANA: RecipientState.READY}
    assert scene.due() == [NOON + 30 * SECOND]


def test_a_hop_that_proves_no_tls_any_more(scene: Scene) -> None:
    case = scene.ready("duty@council.example")

    scene.deliver()

    assert not scene.hop.given
    assert scene.here.states(case) == {"duty@council.example": RecipientState.RECEIVED}


def test_a_notice_without_a_way_is_given_up(scene: Scene) -> None:
    scene.here.steps.notice(
        [finished("max@elsewhere.example", kind=FinishedKind.NOTICE)], NOON, case=None
    )  # its channel is internal, and the domain is not ours

    scene.deliver()

    assert not scene.hop.given
    assert not scene.here.view.queue()


def test_content_that_is_gone_is_told(scene: Scene) -> None:
    case = scene.ready(ANA)
    scene.here.keys.ensure_period(scene.here.pass_time(20 * DAY))
    scene.here.keys.destroy("2026-11", scene.here.clock.at)

    scene.deliver()

    assert not scene.hop.given
    assert scene.here.states(case) == {ANA: RecipientState.BOUNCED}


def test_a_fault_of_ours_loses_nothing_and_does_not_spin(scene: Scene) -> None:
    case = scene.ready(ANA)
    scene.hop.raises = RuntimeError("nobody foresaw it")
    pauses = []
    for _ in range(3):
        scene.deliver()
        (due,) = scene.due()
        pauses.append(due - scene.here.clock.at)
        scene.here.clock.at = due
    scene.hop.raises = None

    scene.deliver()

    assert pauses == [30 * SECOND, 60 * SECOND, 120 * SECOND]
    assert scene.here.states(case) == {ANA: RecipientState.DELIVERED}


def test_a_lost_lease_commits_nothing(scene: Scene) -> None:
    case = scene.ready(ANA)

    def meanwhile() -> int:
        scene.here.clock.at += 2 * HOUR
        assert scene.here.steps.claim(Lane.DELIVER, "other", 60.0, scene.here.clock.at) is not None
        return 7

    scene.generation = meanwhile

    scene.deliver()

    assert scene.here.states(case) == {ANA: RecipientState.READY}
    (mail,) = scene.here.view.trace(case)[0].outgoing
    assert mail.recipients[0].state is OutgoingState.PENDING


@pytest.mark.parametrize(
    ("sender", "recipient", "named"),
    [
        pytest.param("zo\u00eb@family.example", ANA, f"rfc822; {ANA}", id="sender-beyond-ascii"),
        pytest.param(
            WORKER, "\u00e9va@school.example", r"utf-8; \x{E9}va@school.example", id="recipient-beyond-ascii"
        ),
        pytest.param('"a b"@family.example', ANA, f"rfc822; {ANA}", id="quoted-sender"),
    ],
)
def test_unusual_addresses_hear_too(scene: Scene, sender: str, recipient: str, named: str) -> None:
    case = scene.here.accept(recipient, sender=sender)
    mail = replace(finished(recipient, content=MAIL), sender=sender)
    scene.here.decide(replace(outcome(ready=(recipient,)), finished=(mail,)))
    scene.hop.replies = {recipient: NEVER}
    scene.deliver()
    (report,) = scene.here.view.queue()
    assert report.outgoing is not None
    stored = scene.here.steps.load_outgoing(report.outgoing)

    scene.deliver()

    assert scene.here.states(case) == {recipient: RecipientState.BOUNCED}
    assert stored.smtputf8 is not sender.isascii()
    to, content = scene.hop.given[-1][1:]
    assert to == (sender,)
    assert content.isascii() is sender.isascii()
    found = email.message_from_bytes(content, policy=SMTPUTF8)
    assert found["To"] == sender
    assert [part["Final-Recipient"] for part in found.walk() if part["Final-Recipient"]] == [named]


@pytest.mark.parametrize(
    ("back", "sent"), [pytest.param(60 * SECOND, 1, id="a-minute"), pytest.param(61 * SECOND, 0, id="more")]
)
def test_nothing_is_sent_under_a_clock_set_back(scene: Scene, back: timedelta, sent: int) -> None:
    # What could not be committed would be sent again with every attempt.
    scene.ready(ANA)
    step = scene.here.claim(Lane.DELIVER)
    scene.here.steps.postpone(step, NOON - HOUR)
    scene.here.clock.at = NOON - back

    scene.deliver()

    assert len(scene.hop.given) == sent
