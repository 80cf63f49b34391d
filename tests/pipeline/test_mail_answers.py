"""Answers to held notices, by a worker's own pipeline on a real store: what counts, and every way to abuse one."""

import email
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP, default
from pathlib import Path

import pytest

from gateway.app import App
from gateway.demo.organisation import make
from gateway.log import StructuredLog, configure
from gateway.model.decision import AnswerKind
from gateway.model.lifecycle import Lane, RecipientState
from gateway.model.message import CaseId, Envelope
from gateway.model.outcome import RecordKind
from gateway.read.room import ReadingRoom
from gateway.record.reading import entries
from gateway.registers.files.columns import RegisterKind
from gateway.registers.people.index import OwnPeople
from gateway.settings import Settings
from gateway.spool.view import QueueView
from tests.e2e.installation import ANA, BEN, DUTY, MANAGER, edit

NOTICES = "notices@family-support.example"
# No consent, and nothing said of fact or opinion: the sender is asked one thing, their manager the other.
HELD = (
    "Purpose: early-help\n\nDear colleagues,\n\nDaniel Price missed two sessions and says that he sleeps badly.\n\n"
    "Kind regards\nAna\n"
)


@dataclass(slots=True)
class Scene:
    """A mail of Ana's that is held, and the pipeline that takes answers to its notice."""

    app: App
    room: ReadingRoom
    at: datetime
    count: int = 0
    case: CaseId = field(default=CaseId(""))
    address: str = ""

    def now(self) -> datetime:
        """The clock of this test (ports.Clock)."""
        return self.at

    def work(self) -> None:
        """Everything that is to be looked at now."""
        steps = self.app.steps()
        pipeline = replace(self.app.pipeline(self.room, steps, StructuredLog(), OwnPeople()), clock=self)
        while (step := steps.claim(Lane.ANALYSE, "test", 60, self.at)) is not None:
            pipeline.handle(step)

    def taken_in(self, content: bytes, to: str, *, sender: str = ANA, user: str | None = ANA) -> CaseId:
        """As intake commits it; *user* None: by a listener that is trusted."""
        self.at += timedelta(seconds=1)
        envelope = Envelope(
            sender=sender,
            recipients=(to,),
            listener="in",
            client="127.0.0.1",
            user=user,
            received_at=self.at,
        )
        spool = self.app.spool()
        try:
            case = spool.accept(envelope, content).case
        finally:
            spool.close()
        self.at = max(self.at, self.app.clock.now())  # the spool goes by the machine's clock
        self.work()
        return case

    def answer(
        self,
        text: str,
        *,
        to: str = "",
        sender: str = ANA,
        author: str = ANA,
        user: str | None = ANA,
        fields: dict[str, str] | None = None,
    ) -> tuple[list[EmailMessage], str]:
        """What comes back to an answer, and what the record says of it."""
        case = self.taken_in(
            self.mail(text, to or self.address, author, fields), to or self.address, sender=sender, user=user
        )
        (said,) = [
            one.facts["why"] if "why" in one.facts else one.facts["reply"]
            for one in entries(self.app.database, kinds=(RecordKind.DECIDED,), case=case)
        ]
        return self.told(case), str(said)

    def mail(self, text: str, to: str, author: str = ANA, fields: dict[str, str] | None = None) -> bytes:
        """A mail as a mail program writes it."""
        self.count += 1
        message = EmailMessage(policy=SMTP)
        message["From"] = author
        message["To"] = to
        message["Subject"] = "CONFIDENTIAL: Re: something"
        message["Message-ID"] = f"<{self.count}@family-support.example>"
        for name, value in (fields or {}).items():
            message[name] = value
        message.set_content(text)
        return message.as_bytes()

    def told(self, case: CaseId) -> list[EmailMessage]:
        """Mail of ours about a case."""
        (found,) = (one for one in QueueView(self.app.database, self.app.bell).trace(case) if one.case == case)
        contents = self.app.contents()
        return [email.message_from_bytes(contents.content(one.content), policy=default) for one in found.outgoing]

    def answers(self) -> list[AnswerKind]:
        """What the case was answered so far."""
        return [one.kind for one in self.app.steps().load_message(self.case).answers]

    def state(self) -> RecipientState:
        """Where its one recipient stands."""
        (one,) = self.app.steps().load_message(self.case).recipients
        return one.state


@pytest.fixture(scope="module")
def organisation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample organisation, with an address for its notices."""
    folder = make(tmp_path_factory.mktemp("answers") / "made", next_hop=1, port=0).folder
    edit(folder / "gateway.yaml", {"organisation.notices": NOTICES})
    return folder


@pytest.fixture(scope="module")
def room(organisation: Path) -> Iterator[ReadingRoom]:
    """One reading room for all."""
    configure(style="json")
    app = App(Settings.load(organisation))
    try:
        with app.room() as room:
            yield room
    finally:
        app.close()


@contextmanager
def held(organisation: Path, room: ReadingRoom, folder: Path) -> Iterator[Scene]:
    shutil.copytree(organisation, folder / "config")
    app = App(Settings.load(folder / "config"))
    try:
        scene = Scene(app=app, room=room, at=app.clock.now())
        scene.case = scene.taken_in(scene.mail(HELD, DUTY), DUTY)
        assert scene.state() is RecipientState.HELD
        (notice,) = [one for one in scene.told(scene.case) if one["To"] == ANA]
        scene.address = str(notice["Reply-To"])
        assert notice["Auto-Submitted"] == "auto-generated"
        yield scene
    finally:
        app.close()


@pytest.fixture
def scene(organisation: Path, room: ReadingRoom, tmp_path: Path) -> Iterator[Scene]:
    """Ana's mail is held, and she was told."""
    with held(organisation, room, tmp_path) as scene:
        yield scene


@pytest.fixture(scope="module")
def waiting(organisation: Path, room: ReadingRoom, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """The same, for what must change nothing in it."""
    with held(organisation, room, tmp_path_factory.mktemp("waiting")) as scene:
        yield scene
        assert scene.answers() == []
        assert scene.state() is RecipientState.HELD


def words(notice: EmailMessage) -> str:
    body = notice.get_body(("plain",))
    assert isinstance(body, EmailMessage)
    text: str = body.get_content()
    return text


def test_the_notice_says_which_words_help_and_managers_get_no_such_address(waiting: Scene) -> None:
    for notice in waiting.told(waiting.case):
        if notice["To"] == ANA:
            assert "CANCEL, HIDE, FACT, OPINION or BOTH." in words(notice)
        else:
            assert notice["Reply-To"] in (None, NOTICES)


@pytest.mark.parametrize(
    ("word", "kind", "state"),
    [
        ("CANCEL", AnswerKind.RETURN, RecipientState.RETURNED),
        ("Hide", AnswerKind.HIDE, RecipientState.READY),
        ("opinion", AnswerKind.STATEMENT, RecipientState.HELD),  # the manager is still asked
    ],
)
def test_a_word_counts_as_the_senders_answer(
    scene: Scene, word: str, kind: AnswerKind, state: RecipientState
) -> None:
    (back,), said = scene.answer(f"{word}\n\nKind regards\nAna\n")

    assert said == word.upper()
    assert scene.answers() == [kind]
    assert scene.state() is state
    assert back["To"] == ANA
    assert f"You wrote {word.upper()}." in words(back)
    assert back["Auto-Submitted"] == "auto-generated"


def test_hide_sends_what_was_shown_once_nothing_else_is_open(scene: Scene) -> None:
    scene.answer("FACT")
    (notice,) = [one for one in scene.told(scene.case) if one["Reply-To"] not in (None, scene.address, NOTICES)]
    _, said = scene.answer("HIDE", to=str(notice["Reply-To"]))

    assert said == "HIDE"
    assert scene.state() is RecipientState.READY


@pytest.mark.parametrize(
    ("text", "how", "why"),
    [
        pytest.param("CANCEL", {"sender": BEN, "author": BEN, "user": BEN}, "not-ours", id="another-sender"),
        pytest.param("CANCEL", {"sender": MANAGER, "author": MANAGER, "user": MANAGER}, "not-ours", id="the-manager"),
        pytest.param("CANCEL", {"author": BEN}, "not-ours", id="from-is-another"),
        pytest.param("CANCEL", {"sender": BEN, "user": BEN}, "not-ours", id="from-is-hers-and-the-account-is-not"),
        pytest.param(
            "CANCEL",
            {"user": None, "fields": {"Authentication-Results": "mx; dmarc=fail header.from=family-support.example"}},
            "not-proven",
            id="spoofed-from-outside",
        ),
        pytest.param(
            "CANCEL",
            {"user": None, "fields": {"X-MS-Exchange-Organization-AuthAs": "Anonymous"}},
            "not-proven",
            id="anonymous",
        ),
        pytest.param("CANCEL\nHIDE", {}, "two-words", id="two-verbs"),
        pytest.param("> CANCEL", {}, "no-word", id="quoted"),
        pytest.param("Please RELEASE it", {}, "no-word", id="release"),
        pytest.param("CONFIDENTIAL", {}, "not-asked", id="not-asked"),
    ],
)
def test_what_does_not_count_is_answered_once_and_changes_nothing(
    waiting: Scene, text: str, how: dict[str, str], why: str
) -> None:
    told, said = waiting.answer(text, **how)  # type: ignore[arg-type]  # a row names only what is odd about it

    assert said == why
    assert waiting.answers() == []
    assert waiting.state() is RecipientState.HELD
    (back,) = told
    assert back["To"] == how.get("sender", ANA)
    assert "Nothing was changed." in words(back)
    assert (waiting.case in back.as_string()) is (why not in ("not-ours", "not-proven"))


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"Auto-Submitted": "auto-replied"}, id="out-of-office"),
        pytest.param({"Auto-Submitted": "auto-generated"}, id="a-program"),
        pytest.param({"X-Auto-Response-Suppress": "All"}, id="exchange"),
        pytest.param({"Precedence": "bulk"}, id="a-list"),
        pytest.param({"Resent-From": ANA}, id="sent-on"),
    ],
)
def test_no_program_answers_and_none_is_answered(waiting: Scene, fields: dict[str, str]) -> None:
    told, _ = waiting.answer("CANCEL", fields=fields)

    assert told == []
    assert waiting.answers() == []


def test_an_answer_counts_once(scene: Scene) -> None:
    scene.answer("FACT")
    (back,), said = scene.answer("CANCEL")

    assert said == "changed"
    assert scene.answers() == [AnswerKind.STATEMENT]
    assert "It was answered before" in words(back)


def test_after_it_has_come_back_nothing_is_taken(scene: Scene) -> None:
    scene.answer("CANCEL")
    _, said = scene.answer("CANCEL")

    assert said == "settled"


def test_an_address_that_is_too_old(scene: Scene) -> None:
    scene.at += timedelta(days=4)
    _, said = scene.answer("CANCEL")

    assert said == "too-late"
    assert scene.answers() == []


@pytest.mark.parametrize("change", ["a letter", "the case", "no case at all"])
def test_an_address_that_we_did_not_make(waiting: Scene, change: str) -> None:
    local, _, domain = waiting.address.partition("@")
    made = {
        "a letter": local[:-1] + ("a" if local[-1] != "a" else "b"),
        "the case": local.replace(local[8:16], "00000000"),
        "no case at all": "notices+hello",
    }[change]
    _, said = waiting.answer("CANCEL", to=f"{made}@{domain}")

    assert said == "not-ours"
    assert waiting.answers() == []


def test_hide_is_for_the_version_that_was_shown(scene: Scene) -> None:
    """Meanwhile more of it is known to be about him: what would go is not what she was told of."""
    scene.app.registers().apply(
        RegisterKind.PEOPLE, [{"id": "P-3", "aliases": "Kind regards"}], replace=False, by="test", at=scene.at
    )
    _, said = scene.answer("HIDE")

    assert said == "changed"
    assert scene.answers() == []
