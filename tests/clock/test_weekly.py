"""The week's mail about what is due: once, whatever restarts, and never for nothing. On both engines."""

import email
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from sqlalchemy import select

from gateway.clock.weekly import Weekly
from gateway.log import StructuredLog
from gateway.model.errors import TemporaryFailure
from gateway.model.lifecycle import Lane
from gateway.model.parties import RegisterSnapshot, StaffMember
from gateway.policy.file import LoadedPolicy, parse
from gateway.registers.files.columns import RegisterKind
from gateway.registers.snapshot import snapshot
from gateway.store.database import Database
from gateway.store.tables import record
from tests.contracts.builders import World, world
from tests.deliver.test_deliverer import CONFIG
from tests.registers.builders import built
from tests.store.builders import DAY, HOUR, NOON, SECOND

LEAD = StaffMember(email="ida@family.example", name="Ida", roles=("ig",), trained_on=date(2099, 1, 1))
AGREEMENT = built(RegisterKind.AGREEMENTS, review="2026-12-01")
CONSENT = built(RegisterKind.CONSENTS, expires_on="2026-12-01")
SET = "version: 1\nreviews: {policy: 2099-01-01, privacy_notice: 2099-01-01}\n"
MONDAY = NOON + timedelta(days=(7 - NOON.weekday()) % 7)  # noon, of the next Monday or today


@dataclass(slots=True)
class Scene:
    """A spool, and registers that a test changes."""

    here: World
    registers: RegisterSnapshot = field(default_factory=lambda: snapshot(1, [LEAD]))
    policy: LoadedPolicy = field(default_factory=lambda: parse(SET, "policy.yaml"))
    silent: bool = False

    def weekly(self) -> Weekly:
        """As a clock that has just started has it."""
        return Weekly(
            config=CONFIG,
            policy=self.policy,
            database=self.here.database,
            keys=self.here.keys,
            bell=self.here.bell,
            registers=self._registers,
            log=StructuredLog(),
        )

    def told(self) -> list[tuple[str, str]]:
        """Every mail so far: to whom, and what it says."""
        mails = []
        for step in self.here.view.queue(lane=Lane.DELIVER):
            assert step.outgoing is not None
            mail = self.here.steps.load_outgoing(step.outgoing)
            message = email.message_from_bytes(self.here.contents.content(mail.content), policy=default)
            assert isinstance(message, EmailMessage)
            body = message.get_body(("plain",))
            assert isinstance(body, EmailMessage)
            mails += [(one.address, body.get_content().replace("\r\n", "\n")) for one in mail.recipients]
        return mails

    def _registers(self) -> RegisterSnapshot:
        if self.silent:
            raise TemporaryFailure("registers: cannot be asked")
        return self.registers


@pytest.fixture
def scene(database: Database, tmp_path: Path) -> Iterator[Scene]:
    """An empty spool, on each engine in turn."""
    with world(database, tmp_path / "keys") as here:
        yield Scene(here)


def test_nothing_is_told_when_nothing_is_due(scene: Scene) -> None:
    for hours in range(0, 24 * 15, 12):
        scene.weekly().digest(MONDAY + hours * HOUR)

    assert scene.told() == []


def test_once_a_week_whatever_restarts(scene: Scene) -> None:
    scene.registers = snapshot(1, [LEAD, AGREEMENT])
    for hours in (0, 1, 30, 6 * 24 + 11):  # the last: an hour before the next Monday begins
        scene.weekly().digest(MONDAY + hours * HOUR)
    assert [to for to, _ in scene.told()] == [LEAD.email]

    scene.weekly().digest(MONDAY + 7 * DAY)
    assert len(scene.told()) == 2
    with scene.here.database.read() as connection:
        facts = connection.scalars(select(record.c.facts).order_by(record.c.seq)).all()
    assert facts == ['{"notice":"due-digest","to":"ida@family.example","due":1,"waiting":0}'] * 2


def test_two_clocks_at_once_tell_it_once(scene: Scene) -> None:
    scene.registers = snapshot(1, [LEAD, AGREEMENT])
    threads = [threading.Thread(target=scene.weekly().digest, args=(MONDAY,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(scene.told()) == 1


def test_what_becomes_due_within_the_week_is_told_then(scene: Scene) -> None:
    scene.weekly().digest(MONDAY)
    scene.registers = snapshot(2, [LEAD, AGREEMENT])
    scene.weekly().digest(MONDAY + 2 * DAY)

    assert len(scene.told()) == 1


def test_not_before_eight_on_a_monday(scene: Scene) -> None:
    scene.registers = snapshot(1, [LEAD, AGREEMENT])
    eight = MONDAY - 4 * HOUR  # London keeps Greenwich time in November
    scene.weekly().digest(eight - SECOND)
    assert scene.told() == []

    scene.weekly().digest(eight)
    assert len(scene.told()) == 1


def test_registers_that_cannot_be_asked_use_up_no_week(scene: Scene) -> None:
    scene.registers, scene.silent = snapshot(1, [LEAD, AGREEMENT]), True
    with pytest.raises(TemporaryFailure):
        scene.weekly().digest(MONDAY)
    scene.silent = False
    scene.weekly().digest(MONDAY + HOUR)

    assert len(scene.told()) == 1


def test_what_it_says_names_nobody_we_support(scene: Scene) -> None:
    never = built(RegisterKind.STAFF, email="new@ours.example", name="Nia New")
    scene.registers = snapshot(1, [LEAD, AGREEMENT, CONSENT, never])
    scene.policy = parse("version: 1\n", "policy.yaml")
    scene.weekly().digest(MONDAY)

    ((_, said),) = scene.told()
    assert "Sharing agreements to look at again\n  - A-1: by 1 December 2026\n" in said
    assert "Times for which people said yes that end\n  - 1, the first by 1 December 2026\n" in said
    assert "Staff whose training is over or ends\n  - new@ours.example: no day is written down\n" in said
    assert "Our sharing policy is to be looked at again\n  - No day is written down\n" in said
    assert "C-1" not in said
    assert "P-1" not in said


def test_an_agreement_is_named_by_its_partner_never_by_a_family(scene: Scene) -> None:
    partner = built(RegisterKind.PARTIES, id="PAR", name="Elm Park School")
    family = built(
        RegisterKind.PARTIES, id="FAM", name="Grace Okafor", type="person", domains="", addresses="g@x.example"
    )
    ours = built(RegisterKind.AGREEMENTS, id="A-1", party="PAR", review="2026-12-01")
    theirs = built(RegisterKind.AGREEMENTS, id="A-2", party="FAM", review="2026-12-01")
    # Another register may call something of its own by the same id.
    mode = built(RegisterKind.MODES, id="A-1", ends="2026-11-30")
    scene.registers = snapshot(1, [LEAD, partner, family, ours, theirs, mode])
    scene.weekly().digest(MONDAY)

    ((_, said),) = scene.told()
    assert "\n  - Elm Park School (A-1): by 1 December 2026\n" in said
    assert "\n  - A-2: by 1 December 2026\n" in said
    assert "Okafor" not in said
    assert said.count("Elm Park School") == 1
    assert said.count("- A-1: ") == 1


@pytest.mark.parametrize(
    ("staff", "to"),
    [
        pytest.param((), CONFIG.organisation.postmaster, id="no-lead-at-all"),
        pytest.param((replace(LEAD, left_on=date(2026, 1, 1)),), CONFIG.organisation.postmaster, id="lead-has-left"),
        pytest.param(
            (replace(LEAD, away_until=date(2099, 1, 1), deputy="dee@family.example"),),
            "dee@family.example",
            id="away",
        ),
    ],
)
def test_somebody_is_always_told(scene: Scene, staff: tuple[StaffMember, ...], to: str) -> None:
    scene.registers = snapshot(1, [*staff, AGREEMENT])
    scene.weekly().digest(MONDAY)

    assert [who for who, _ in scene.told()] == [to]


def test_the_next_monday_is_a_monday() -> None:
    assert MONDAY.isoweekday() == 1
    assert datetime(2026, 11, 1, tzinfo=NOON.tzinfo) < MONDAY < datetime(2026, 12, 1, tzinfo=NOON.tzinfo)
