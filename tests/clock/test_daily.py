"""Managers' daily mail about what waits: once a working day, to who decides and is here, never for nothing."""

import email
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from gateway.check.notices import digests
from gateway.check.result import Level
from gateway.clock.daily import Daily
from gateway.log import StructuredLog
from gateway.model.lifecycle import Lane
from gateway.model.outcome import RecordKind
from gateway.model.parties import RegisterSnapshot, StaffMember
from gateway.record.reading import entries
from gateway.registers.snapshot import snapshot
from gateway.sign_in.accounts import AccountBook, AccountRole
from gateway.sign_in.digest_choice import choose_digest, without_digest
from gateway.store.database import Database
from tests.contracts.builders import ANA, MANAGER, World, outcome, world
from tests.deliver.test_deliverer import CONFIG
from tests.store.builders import DAY, HOUR, MINUTE, NOON

MONDAY = NOON + timedelta(days=(7 - NOON.weekday()) % 7)
HALF_PAST_EIGHT = MONDAY - 4 * HOUR + 30 * MINUTE  # London keeps Greenwich time in November


@dataclass(slots=True)
class Scene:
    """A spool, and registers that a test changes."""

    here: World
    registers: RegisterSnapshot = field(default_factory=lambda: snapshot(1, ()))

    def digest(self, *moments: timedelta) -> None:
        """A clock that has just started, at each of these times after half past eight on a Monday."""
        for moment in moments or (timedelta(0),):
            Daily(
                config=CONFIG,
                database=self.here.database,
                keys=self.here.keys,
                bell=self.here.bell,
                registers=lambda: self.registers,
                log=StructuredLog(),
            ).digest(HALF_PAST_EIGHT + moment)

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
            mails += [(one.address, body.get_content()) for one in mail.recipients]
        return mails


@pytest.fixture
def scene(database: Database, tmp_path: Path) -> Iterator[Scene]:
    """An empty spool, on each engine in turn."""
    with world(database, tmp_path / "keys") as here:
        yield Scene(here)


def held(scene: Scene, *, content: bytes = b"From: a@b\r\n\r\none\r\n", urgent: bool = False) -> str:
    """One case on hold since Friday noon."""
    case = scene.here.accept(content=content)
    scene.here.decide(outcome(held=[ANA], urgent_at=NOON if urgent else None))
    return case


def test_nobody_is_told_when_nothing_waits(scene: Scene) -> None:
    scene.digest(*(day * DAY for day in range(8)))

    assert scene.told() == []


def test_once_a_day_whatever_restarts_and_not_at_the_weekend(scene: Scene) -> None:
    held(scene)
    friday = 4 * DAY
    scene.digest(-2 * DAY, -MINUTE, timedelta(0), HOUR, 8 * HOUR, friday, friday + DAY, friday + 2 * DAY)

    assert [to for to, _ in scene.told()] == [MANAGER, MANAGER]


def test_the_urgent_first_and_nothing_of_what_is_in_them(scene: Scene) -> None:
    first = held(scene)
    urgent = held(scene, content=b"From: a@b\r\n\r\ntwo\r\n", urgent=True)
    scene.digest()

    ((to, said),) = scene.told()
    assert to == MANAGER  # a sender has a notice of their own
    assert said.startswith("2 emails wait for your decision.")
    assert said.index(f"{urgent}: urgent") < said.index(first)
    assert "It goes back on Monday 23 November at 12:00pm." in said
    assert ANA not in said


@pytest.mark.parametrize(
    "gone",
    [
        StaffMember(email=MANAGER, name="Mo", away_until=date(2099, 1, 1)),
        StaffMember(email=MANAGER, name="Mo", left_on=date(2026, 1, 1)),
    ],
    ids=["away", "left"],
)
def test_who_is_not_here_is_not_told(scene: Scene, gone: StaffMember) -> None:
    held(scene)
    scene.registers = snapshot(1, [gone])
    scene.digest()

    assert scene.told() == []


def test_check_tells_when_it_last_went(scene: Scene) -> None:
    london = ZoneInfo("Europe/London")
    before = [one.what for one in digests(scene.here.database, HALF_PAST_EIGHT, london)]
    scene.digest()
    at_once = list(digests(scene.here.database, HALF_PAST_EIGHT + DAY, london))
    late = list(digests(scene.here.database, HALF_PAST_EIGHT + 8 * DAY, london))

    assert before[0] == "daily digest to managers: none was sent yet"
    assert at_once[0].what == "daily digest to managers: last done Monday 23 November 2026 at 08:30"
    assert (at_once[0].level, late[0].level) == (Level.OK, Level.WARNING)


@pytest.mark.parametrize("urgent", [False, True])
def test_who_declined_it_gets_none_unless_something_is_urgent(scene: Scene, urgent: bool) -> None:
    database = scene.here.database
    AccountBook(database).add(MANAGER, "correct horse battery", roles=[AccountRole.MANAGER], by="test", at=NOON)
    for wanted in (False, False, True, False):
        choose_digest(database, MANAGER, NOON, wanted=wanted)
    assert without_digest(database) == {MANAGER}
    changes = [one.facts["change"] for one in entries(database, kinds=[RecordKind.USER_CHANGED])]
    assert changes == ["added", "no-digest", "digest", "no-digest"]
    held(scene, urgent=urgent)
    scene.digest()
    assert [to for to, _ in scene.told()] == ([MANAGER] if urgent else [])
