"""The clock's rounds on both engines, at times that the tests choose."""

import email
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from email.policy import default
from pathlib import Path

import pytest
from sqlalchemy import select

from gateway.clock.rounds import Rounds
from gateway.log import StructuredLog
from gateway.model.errors import PermanentFailure, TemporaryFailure
from gateway.model.lifecycle import Lane, RecipientState
from gateway.model.message import CaseId, ContentId
from gateway.model.parties import RegisterSnapshot, StaffMember
from gateway.policy.risks import RiskPolicy
from gateway.record.chainer import verify
from gateway.record.reading import entries
from gateway.store.database import Database
from gateway.store.tables import hold
from tests.contracts.builders import ANA, MANAGER, WORKER, World, outcome, release, world
from tests.deliver.test_deliverer import CONFIG
from tests.store.builders import DAY, HOUR, NOON, SECOND

DEPUTY = "dee@family.example"
LEAD = "ida@family.example"
STAFF = {
    WORKER: StaffMember(email=WORKER, name="Wen", line_manager=MANAGER),
    MANAGER: StaffMember(email=MANAGER, name="Max", deputy=DEPUTY, roles=("manager",)),
    DEPUTY: StaffMember(email=DEPUTY, name="Dee", roles=("manager",)),
    LEAD: StaffMember(email=LEAD, name="Ida", roles=("ig",)),
}


@dataclass(slots=True)
class Scene:
    """A spool with a held case in it, and the clock's rounds."""

    here: World
    staff: dict[str, StaffMember] = field(default_factory=lambda: dict(STAFF))
    silent: bool = False

    def hold(self) -> CaseId:
        """A case held now, the sender and the manager asked."""
        case = self.here.accept(ANA)
        self.here.decide(outcome(held=(ANA,), held_at=self.here.clock.at))
        return case

    def rounds(self) -> Rounds:
        """The rounds, as the clock has them."""
        return Rounds(
            config=CONFIG,
            database=self.here.database,
            keys=self.here.keys,
            holding=self.here.holding,
            registers=self._registers,
            risks=RiskPolicy(overrides=3, overrides_days=30, quiet_days=30),
            bell=self.here.bell,
            log=StructuredLog(),
        )

    def at(self, now: datetime) -> list[tuple[str, str]]:
        """One round for people at that time; what they are told: to whom, and the subject line's first word."""
        self.here.clock.at = now
        before = {step.id for step in self.here.view.queue(lane=Lane.DELIVER)}
        self.rounds().people(now)
        told = []
        for step in self.here.view.queue(lane=Lane.DELIVER):
            if step.id not in before and step.outgoing is not None:
                mail = self.here.steps.load_outgoing(step.outgoing)
                message = email.message_from_bytes(self.here.contents.content(mail.content), policy=default)
                told += [(one.address, str(message["Subject"]).split()[0].rstrip(":")) for one in mail.recipients]
        return sorted(told)

    def moved(self) -> list[tuple[str, ...]]:
        """From whom cases moved on, by the record."""
        found = [dict(each.facts).get("moved_from") for each in entries(self.here.database)]
        return [tuple(one) for one in found if isinstance(one, list | tuple)]

    def _registers(self) -> RegisterSnapshot:
        if self.silent:
            raise TemporaryFailure("registers: cannot be asked")
        return RegisterSnapshot(generation=7, staff=self.staff)


@pytest.fixture
def scene(database: Database, tmp_path: Path) -> Iterator[Scene]:
    """An empty spool, on each engine in turn."""
    with world(database, tmp_path / "keys") as here:
        yield Scene(here)


def test_a_hold_grows_old(scene: Scene) -> None:
    case = scene.hold()
    end = NOON + 3 * DAY

    assert scene.at(NOON + 2 * HOUR - SECOND) == []
    assert scene.at(NOON + 2 * HOUR) == [(MANAGER, "Reminder")]
    assert scene.at(NOON + 4 * HOUR - SECOND) == []
    assert scene.at(NOON + 4 * HOUR) == [(DEPUTY, "An"), (LEAD, "An")]
    assert scene.at(end - SECOND) == []
    assert scene.here.states(case) == {ANA: RecipientState.HELD}
    assert scene.at(end) == [(WORKER, "Your")]
    assert scene.here.states(case) == {ANA: RecipientState.RETURNED}
    assert scene.at(end + 30 * DAY) == []


def test_nothing_held_is_ever_sent_by_time(scene: Scene) -> None:
    scene.hold()

    told = {address for days in range(10) for address, _ in scene.at(NOON + days * DAY)}

    assert told
    assert ANA not in told


def test_an_answer_stops_reminders_and_expiry(scene: Scene) -> None:
    case = scene.hold()
    message = scene.here.steps.load_message(case)
    scene.here.holding.add_answers(case, [release(message.content_hash, (ANA,))], NOON + HOUR)

    scene.at(NOON + 3 * DAY)

    # It is due to be looked at, and that look decides; time does not.
    assert scene.here.states(case) == {ANA: RecipientState.HELD}


@pytest.mark.parametrize(
    "absent",
    [
        pytest.param(replace(STAFF[DEPUTY], left_on=date(2026, 11, 20)), id="left-today"),
        pytest.param(replace(STAFF[DEPUTY], away_until=date(2026, 11, 20)), id="away-today"),
    ],
)
def test_who_is_not_here_is_not_escalated_to(scene: Scene, absent: StaffMember) -> None:
    scene.hold()
    scene.staff[DEPUTY] = absent

    scene.at(NOON + 2 * HOUR)

    assert scene.at(NOON + 4 * HOUR) == [(LEAD, "An")]


@pytest.mark.parametrize(
    "gone",
    [
        pytest.param(replace(STAFF[MANAGER], left_on=date(2026, 11, 20)), id="left-today"),
        pytest.param(replace(STAFF[MANAGER], away_until=date(2026, 11, 20)), id="away-today"),
    ],
)
def test_the_cases_of_who_is_gone_are_decided_again(scene: Scene, gone: StaffMember) -> None:
    case = scene.hold()
    assert scene.at(NOON + SECOND) == []
    assert not scene.here.view.queue(lane=Lane.ANALYSE)

    scene.staff[MANAGER] = gone
    # Nobody who is not here is told anything: the look asks who stands in for them.
    assert scene.at(NOON + 2 * HOUR) == []

    (step,) = scene.here.view.queue(lane=Lane.ANALYSE)
    assert step.case == case
    assert [e for e in scene.moved() if e == (MANAGER,)] == [(MANAGER,)]
    scene.at(NOON + 2 * HOUR + SECOND)
    assert len(scene.moved()) == 1  # once


def test_a_sender_who_is_away_keeps_their_case(scene: Scene) -> None:
    scene.hold()
    scene.staff[WORKER] = replace(STAFF[WORKER], away_until=date(2026, 11, 30))

    scene.at(NOON + SECOND)

    assert not scene.here.view.queue(lane=Lane.ANALYSE)


def test_a_sender_who_left_does_not(scene: Scene) -> None:
    case = scene.hold()
    scene.staff[WORKER] = replace(STAFF[WORKER], left_on=date(2026, 11, 20))

    scene.at(NOON + SECOND)

    assert [step.case for step in scene.here.view.queue(lane=Lane.ANALYSE)] == [case]


def test_nobody_above_leaves_the_postmaster(scene: Scene) -> None:
    scene.hold()
    scene.staff = {}
    scene.at(NOON + 2 * HOUR)

    assert scene.at(NOON + 4 * HOUR) == [("postmaster@family.example", "An")]


def test_the_sender_is_never_escalated_to(scene: Scene) -> None:
    scene.hold()
    scene.staff[MANAGER] = StaffMember(email=MANAGER, name="Max", deputy=WORKER)
    scene.staff[WORKER] = replace(STAFF[WORKER], roles=("ig",))
    del scene.staff[LEAD]
    scene.at(NOON + 2 * HOUR)

    assert scene.at(NOON + 4 * HOUR) == [("postmaster@family.example", "An")]


def test_registers_that_cannot_be_asked_stop_no_expiry(scene: Scene) -> None:
    case = scene.hold()
    scene.silent = True

    scene.at(NOON + 3 * DAY)

    assert scene.here.states(case) == {ANA: RecipientState.RETURNED}


def test_the_record_is_chained(scene: Scene) -> None:
    scene.hold()
    scene.rounds().chain(NOON)

    found = verify(scene.here.database, scene.here.keys.record_key)

    assert found.ok
    assert (found.batches, found.tail) == (1, 0)


@pytest.mark.parametrize(
    ("settled", "later", "gone"),
    [
        pytest.param(True, timedelta(days=41), True, id="month-over-and-thirty-days-more"),
        pytest.param(True, timedelta(days=40), False, id="not-yet"),
        pytest.param(False, timedelta(days=400), False, id="somebody-waits"),
    ],
)
def test_old_content_is_destroyed(scene: Scene, settled: bool, later: timedelta, gone: bool) -> None:
    case = scene.here.accept(ANA)
    scene.here.decide(outcome(returned=(ANA,)) if settled else outcome(held=(ANA,)))
    content = scene.here.steps.load_message(case).content
    now = scene.here.pass_time(later)

    scene.rounds().housekeeping(now)

    assert _is_gone(scene.here, content) is gone
    # And there is a key for the new month, so that mail can be taken in.
    assert scene.here.accept(ANA, content=b"Message-ID: <2@family.example>\r\n\r\nx\r\n")


def _is_gone(here: World, content: ContentId) -> bool:
    try:
        here.contents.content(content)
    except PermanentFailure:
        return True
    return False


def test_what_is_older_than_its_retention_is_forgotten_and_the_rest_still_verifies(scene: Scene) -> None:
    here = scene.here
    here.accept(ANA)
    here.decide(outcome(refused=(ANA,)))
    scene.rounds().chain(NOON)
    years = CONFIG.retention.record_years * timedelta(days=365.25)

    scene.rounds().housekeeping(NOON + years)
    assert verify(here.database, here.keys.record_key).cut == 0  # to the instant
    scene.rounds().housekeeping(NOON + years + DAY)
    scene.rounds().chain(NOON + years + DAY)

    found = verify(here.database, here.keys.record_key)
    assert (found.ok, found.cut) == (True, 1)
    assert here.view.trace(ANA) == ()


URGENT = timedelta(minutes=10)


def urgent(scene: Scene, not_asked: frozenset[str] | None = frozenset()) -> CaseId:
    """A case held in the fast lane now, the sender and the manager asked."""
    case = scene.here.accept(ANA)
    now = scene.here.clock.at
    scene.here.decide(replace(outcome(held=(ANA,), held_at=now, urgent_at=now), not_asked=not_asked))
    return case


def test_an_urgent_hold_goes_wider_and_never_ends(scene: Scene) -> None:
    """MIN-3: every ten minutes, day and night, to more people; it never expires and never sends by itself."""
    scene.staff["tru@family.example"] = StaffMember(email="tru@family.example", name="Tru", roles=("trustee",))
    case = urgent(scene)
    postmaster = "postmaster@family.example"

    assert scene.at(NOON + URGENT - SECOND) == []
    first = [(DEPUTY, "URGENT"), (LEAD, "URGENT"), (MANAGER, "URGENT")]
    assert scene.at(NOON + URGENT) == first
    assert scene.at(NOON + URGENT + SECOND) == []
    second = sorted([*first, ("tru@family.example", "URGENT")])
    assert scene.at(NOON + 2 * URGENT) == second
    assert scene.at(NOON + 3 * URGENT) == sorted([*second, (postmaster, "URGENT")])
    # Long after any other hold would have gone back to its sender.
    assert scene.at(NOON + 5 * DAY) == sorted([*second, (postmaster, "URGENT")])
    assert scene.here.states(case) == {ANA: RecipientState.HELD}


def test_nobody_whom_it_names_is_reminded(scene: Scene) -> None:
    """SAFE-2: whoever lives with the child is not told at night either."""
    urgent(scene, frozenset({DEPUTY, LEAD}))

    assert scene.at(NOON + 3 * URGENT) == [(MANAGER, "URGENT"), ("postmaster@family.example", "URGENT")]


def test_of_what_is_not_known_nobody_new_is_told(scene: Scene) -> None:
    urgent(scene, None)

    assert scene.at(NOON + URGENT) == [(MANAGER, "URGENT"), ("postmaster@family.example", "URGENT")]


def test_nobody_whom_it_names_is_escalated_to(scene: Scene) -> None:
    case = scene.here.accept(ANA)
    scene.here.decide(outcome(held=(ANA,), held_at=scene.here.clock.at, not_asked=frozenset({DEPUTY})))
    scene.at(NOON + 2 * HOUR)

    assert scene.at(NOON + 4 * HOUR) == [(LEAD, "An")]
    assert scene.here.states(case) == {ANA: RecipientState.HELD}


def test_what_is_urgent_is_listed_first(scene: Scene) -> None:
    older = scene.hold()
    scene.here.clock.at = NOON + HOUR
    case = scene.here.accept(ANA, content=b"Message-ID: <9@family.example>\r\n\r\nx\r\n")
    scene.here.decide(outcome(held=(ANA,), held_at=NOON + HOUR, urgent_at=NOON + HOUR))

    assert [one.case for one in scene.here.holding.held()] == [case, older]


def test_who_is_not_asked_stands_sealed(scene: Scene) -> None:
    case = urgent(scene, frozenset({DEPUTY}))

    with scene.here.database.read() as connection:
        stored = connection.scalar(select(hold.c.not_asked).where(hold.c.case_id == case))

    assert stored is not None
    assert DEPUTY.encode() not in stored
