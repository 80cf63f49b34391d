"""The pipeline on the sample organisation's store, with a reading room that does what it is told to."""

import email
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from email.policy import default
from pathlib import Path

import pytest

from gateway.app import App
from gateway.channels import Channels
from gateway.demo.organisation import make
from gateway.finish import Finisher
from gateway.log import StructuredLog, configure
from gateway.look import Looker
from gateway.mail_to_us.replies import Replies
from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind, Asked
from gateway.model.errors import TemporaryFailure
from gateway.model.lifecycle import Lane, RecipientState
from gateway.model.message import Envelope, Field, Place, Reading, Unit
from gateway.model.preparation import Preparation, Prepared
from gateway.model.reasons import Reason
from gateway.pipeline import Pipeline
from gateway.ports import Step
from gateway.registers.people.index import OwnPeople
from gateway.settings import Settings
from gateway.spool.delivered_prints import DeliveredPrints
from gateway.spool.rows import TracedCase
from gateway.spool.view import QueueView
from gateway.spool.written_to import WrittenTo
from gateway.store.contents import Contents
from gateway.treat.plan import TreatPlan
from tests.contracts.builders import StoppedClock

BEN = "ben.doyle@family-support.example"
LEAD = "iris.grant@family-support.example"
OFFICE = "office@elmpark.example"
MAIL = b"Message-ID: <p@family-support.example>\r\nSubject: Unclassified: hello\r\n\r\nThe hall is open.\r\n"
READING = Reading(
    fields=(Field(name="From", value=BEN),), units=(), attachments=(), unread=(), signed=(), encrypted=False
)


@dataclass(slots=True)
class SayingRoom:
    """A reading room that answers the same, or raises."""

    raises: Exception | None = None
    asked: int = 0
    says: Reading = READING

    def read(self, raw: bytes) -> Reading:
        """What every message says."""
        assert raw == MAIL
        self.asked += 1
        if self.raises is not None:
            raise self.raises
        return self.says

    def prepare(self, raw: bytes, wanted: Preparation) -> Prepared:
        """The same bytes."""
        assert not wanted
        return Prepared(content=raw)

    def treat(self, raw: bytes, plan: TreatPlan) -> bytes:
        """The same bytes."""
        assert not plan.cuts
        return raw

    def lock(self, treated: bytes, raw: bytes, wanted: Preparation) -> bytes:
        """The same bytes."""
        assert not wanted
        assert raw == MAIL
        return treated


@dataclass(slots=True)
class Scene:
    """One message taken in, and a worker's pipeline."""

    app: App
    clock: StoppedClock
    room: SayingRoom = field(default_factory=SayingRoom)

    def pipeline(self) -> Pipeline:
        """What a worker has."""
        config, policy = self.app.settings.config, self.app.settings.policy
        return Pipeline(
            config=config,
            policy=policy.policy,
            looker=Looker(
                config=config,
                policy=policy,
                room=self.room,
                registers=self.app.registers(),
                channels=Channels(config, self.app.certificates()),
                prints=DeliveredPrints(self.app.database),
                print_key=self.app.print_key(),
                written_to=WrittenTo(self.app.database, self.app.keys.commitment_key),
                people=OwnPeople(),
            ),
            finisher=Finisher(config=config, room=self.room, signer=self.app.signer(), pseudonym_key=b"p" * 32),
            steps=self.app.steps(),
            unsealer=Contents(self.app.database, self.app.keys),
            clock=self.clock,
            log=StructuredLog(),
        )

    def claim(self) -> Step:
        """What is due."""
        step = self.app.steps().claim(Lane.ANALYSE, "test", 60, self.clock.at)
        assert step is not None
        return step

    def work(self) -> None:
        """Take what is due, and handle it."""
        self.pipeline().handle(self.claim())

    @property
    def view(self) -> QueueView:
        """The queue."""
        return QueueView(self.app.database, self.app.bell)

    def case(self) -> TracedCase:
        """The one case."""
        (found,) = self.view.trace("<p@family-support.example>")
        return found

    def told(self) -> dict[str, str]:
        """Who is told what: the text of each notice that waits to go, by address."""
        contents = Contents(self.app.database, self.app.keys)
        found = {}
        for mail in self.case().outgoing:
            message = email.message_from_bytes(contents.content(mail.content), policy=default)
            body = message.get_body(("plain",))
            found[mail.recipients[0].address] = body.get_content() if body is not None else ""
        return found


@pytest.fixture(scope="module")
def organisation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample organisation."""
    return make(tmp_path_factory.mktemp("pipeline") / "made", next_hop=1, port=0).folder


@pytest.fixture
def scene(organisation: Path, tmp_path: Path) -> Iterator[Scene]:
    """The message has just been taken in."""
    shutil.copytree(organisation, tmp_path / "config")
    app = App(Settings.load(tmp_path / "config"))
    spool = app.spool()
    try:
        envelope = Envelope(
            sender=BEN,
            recipients=(OFFICE,),
            listener="submission",
            client="127.0.0.1",
            user=BEN,
            received_at=datetime.now(UTC),
            protocol="ESMTPSA",
        )
        spool.accept(envelope, MAIL)
        yield Scene(app=app, clock=StoppedClock(datetime.now(UTC)))
    finally:
        spool.close()
        app.close()


def test_in_order(scene: Scene) -> None:
    scene.work()

    assert scene.case().recipients[0].state is RecipientState.READY
    assert not scene.view.queue(lane=Lane.ANALYSE)


def test_what_nobody_foresaw_holds_it_and_tells_people(scene: Scene, capsys: pytest.CaptureFixture[str]) -> None:
    configure(style="json")  # to where this test listens, whatever another set up before
    scene.room.raises = RuntimeError("about Daniel Price")

    scene.work()

    (one,) = scene.case().recipients
    assert (one.state, one.reasons) == (RecipientState.HELD, (Reason.SYSTEM_FAULT,))
    assert BEN in scene.told()
    assert len(scene.told()) > 1  # not its sender alone
    said = capsys.readouterr()
    assert "Daniel" not in said.out + said.err
    assert "RuntimeError" in said.out + said.err


def test_what_cannot_be_looked_at_can_be_given_back_without_another_look(scene: Scene) -> None:
    scene.room.raises = RuntimeError("about Daniel Price")
    scene.work()
    message = scene.app.steps().load_message(scene.case().case)
    answer = Answer(
        kind=AnswerKind.RETURN, by=LEAD, role=Asked.IG_LEAD, at=scene.clock.at, content_hash=message.content_hash,
        recipients=(OFFICE,), policy="p", justification="It breaks our reader.",
    )  # fmt: skip

    scene.app.holding().add_answers(message.case, [answer], scene.clock.at)
    scene.work()

    (one,) = scene.case().recipients
    assert (one.state, one.reasons) == (RecipientState.RETURNED, (Reason.RETURNED,))
    assert scene.room.asked == 1
    assert "Daniel" not in scene.told()[BEN]


def test_what_cannot_answer_now_is_asked_again_ever_later(scene: Scene) -> None:
    scene.room.raises = TemporaryFailure("the reading room cannot be used now")
    pauses = []
    for _ in range(3):
        scene.work()
        (step,) = scene.view.queue(lane=Lane.ANALYSE)
        pauses.append(step.due_at - scene.clock.at)
        scene.clock.at = step.due_at
    scene.room.raises = None

    scene.work()

    assert pauses == [timedelta(seconds=5), timedelta(seconds=10), timedelta(seconds=20)]
    assert scene.case().recipients[0].state is RecipientState.READY


def test_patience_ends(scene: Scene) -> None:
    scene.room.raises = TemporaryFailure("the reading room cannot be used now")
    for _ in range(13):
        scene.work()
        scene.clock.at += timedelta(minutes=5)

    (one,) = scene.case().recipients
    assert (one.state, one.reasons) == (RecipientState.HELD, (Reason.SYSTEM_FAULT,))
    assert BEN in scene.told()


def test_what_kills_every_worker_is_not_looked_at_for_ever(scene: Scene) -> None:
    for _ in range(12):
        scene.claim()  # and die over it
        scene.clock.at += timedelta(seconds=61)

    scene.work()

    assert scene.room.asked == 0
    assert scene.case().recipients[0].reasons == (Reason.SYSTEM_FAULT,)


def test_a_lost_lease_commits_nothing(scene: Scene) -> None:
    late = scene.claim()
    scene.clock.at += timedelta(seconds=61)
    scene.work()
    before = scene.case()

    scene.pipeline().handle(late)

    assert scene.case() == before
    assert scene.app.steps().load_message(scene.case().case).looks == 1


NOTICES = "notices@family-support.example"


def replying(scene: Scene, fields: dict[str, str], sender: str) -> RecipientState:
    """What becomes of a reply to the notices of the scene's case, with these fields."""
    config = scene.app.settings.config
    config = config.model_copy(update={"organisation": config.organisation.model_copy(update={"notices": NOTICES})})
    scene.room.raises = RuntimeError("held, so that its sender is asked")
    scene.work()
    case = scene.case().case
    scene.room.raises = None
    known = {"From": BEN, "In-Reply-To": f"<{case}.held.1.5@{config.organisation.hostname}>", **fields}
    unit = Unit(id=0, place=Place.TEXT, part="1", label="", text="I am away for a while.")
    scene.room.says = replace(
        READING, fields=tuple(Field(name=name, value=value) for name, value in known.items()), units=(unit,)
    )
    spool = scene.app.spool()
    try:
        envelope = Envelope(
            sender=sender, recipients=(NOTICES,), listener="relay", client="127.0.0.1", user=None,
            received_at=scene.clock.at,
        )  # fmt: skip
        reply = spool.accept(envelope, MAIL).case
    finally:
        spool.close()
    scene.clock.at = datetime.now(UTC)
    replies = Replies(config=config, registers=scene.app.registers(), steps=scene.app.steps())
    replace(scene.pipeline(), replies=replies).handle(scene.claim())
    (one,) = scene.app.steps().load_message(reply).recipients
    return one.state


def away_until(scene: Scene) -> date | None:
    return scene.app.registers().snapshot().staff[BEN].away_until


def test_an_absence_note_to_a_notice_sets_its_writer_away_and_goes_no_further(scene: Scene) -> None:
    state = replying(scene, {"Auto-Submitted": "auto-replied"}, "")

    assert state is RecipientState.REFUSED
    assert away_until(scene) == scene.clock.at.astimezone(scene.app.settings.timezone).date()


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({}, id="written-by-hand"),
        pytest.param({"Auto-Submitted": "auto-replied", "From": LEAD}, id="of-somebody-who-was-not-asked"),
        pytest.param({"Auto-Submitted": "auto-replied", "In-Reply-To": ""}, id="to-no-notice"),
    ],
)
def test_nothing_else_to_the_notices_address_is_taken(scene: Scene, fields: dict[str, str]) -> None:
    state = replying(scene, fields, BEN)

    assert state is RecipientState.REFUSED
    assert away_until(scene) is None
    assert scene.app.registers().snapshot().staff[LEAD].away_until is None
