"""Drafts sent to be checked, by a worker's own pipeline: what is told, to whom, and that nothing ever goes."""

import email
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP, default

import pytest

from gateway.app import App
from gateway.demo.organisation import make
from gateway.log import StructuredLog, configure
from gateway.mail_to_us.drafts import asks_for_a_check
from gateway.model.lifecycle import Lane, RecipientState
from gateway.model.message import CaseId, Envelope
from gateway.model.outcome import FinishedKind, RecordKind
from gateway.model.reasons import Reason
from gateway.read.room import ReadingRoom
from gateway.record.reading import entries
from gateway.registers.people.index import OwnPeople
from gateway.settings import Settings
from gateway.spool.rows import TracedCase
from gateway.spool.view import QueueView
from tests.e2e.installation import ANA, DUTY, OFFICE, edit
from tests.store.builders import NOON

CHECK = "check@family-support.example"
DANIEL = "Dear colleagues,\n\nDaniel Price missed two sessions and says that he sleeps badly.\n\nKind regards\nAna\n"
OPEN = "Dear colleagues,\n\nThe hall is open from nine.\n\nKind regards\nAna\n"


@dataclass(slots=True)
class Scene:
    """A gateway that checks drafts."""

    app: App
    room: ReadingRoom
    at: datetime
    count: int = 0

    def now(self) -> datetime:
        """The clock of this test (ports.Clock)."""
        return self.at

    def check(
        self,
        text: str,
        *,
        to: str = CHECK,
        subject: str = "CONFIDENTIAL: a family",
        envelope: tuple[str, ...] = (CHECK,),
        sender: str = ANA,
        html: str = "",
        fields: dict[str, str] | None = None,
        number: int | None = None,
    ) -> tuple[TracedCase, list[EmailMessage]]:
        """Send a draft; the case, and every mail that came of it."""
        self.count += 1
        message = EmailMessage(policy=SMTP)
        message["From"] = sender or ANA
        message["To"] = to
        message["Subject"] = subject
        message["Message-ID"] = f"<{number or self.count}@family-support.example>"
        for name, value in (fields or {}).items():
            message[name] = value
        message.set_content(text)
        if html:
            message.add_alternative(html, subtype="html")
        spool = self.app.spool()
        try:
            case = spool.accept(
                Envelope(
                    sender=sender,
                    recipients=envelope,
                    listener="in",
                    client="127.0.0.1",
                    user=sender or None,
                    received_at=self.at,
                ),
                message.as_bytes(),
            ).case
        finally:
            spool.close()
        self.at = max(self.at, self.app.clock.now())  # the spool goes by the machine's clock
        self.work()
        return self.traced(case)

    def work(self) -> None:
        """Everything that is to be looked at now."""
        steps = self.app.steps()
        pipeline = replace(self.app.pipeline(self.room, steps, StructuredLog(), OwnPeople()), clock=self)
        while (step := steps.claim(Lane.ANALYSE, "test", 60, self.at)) is not None:
            pipeline.handle(step)

    def traced(self, case: CaseId) -> tuple[TracedCase, list[EmailMessage]]:
        """A case and its mails."""
        (found,) = (one for one in QueueView(self.app.database, self.app.bell).trace(case) if one.case == case)
        contents = self.app.contents()
        mails = [email.message_from_bytes(contents.content(one.content), policy=default) for one in found.outgoing]
        return found, mails


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """The sample organisation, with an address for checks."""
    configure(style="json")
    folder = make(tmp_path_factory.mktemp("checks") / "made", next_hop=1, port=0).folder
    edit(folder / "gateway.yaml", {"organisation.check": CHECK})
    app = App(Settings.load(folder))
    try:
        with app.room() as room:
            yield Scene(app=app, room=room, at=app.clock.now())
    finally:
        app.close()
        shutil.rmtree(folder)


def words(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert isinstance(body, EmailMessage)
    return str(body.get_content()).replace("\r\n", "\n")


def only(scene: Scene, case: TracedCase, mails: list[EmailMessage]) -> str:
    """The one answer, after a look at everything that must never come of a check."""
    (answer,) = mails
    assert {one.kind for one in case.outgoing} == {FinishedKind.NOTICE}
    assert [one.address for one in case.outgoing[0].recipients] == [ANA]
    assert answer["To"] == ANA
    assert {one.state for one in case.recipients} == {RecipientState.RETURNED}
    assert {one.reasons for one in case.recipients} == {(Reason.CHECKED,)}
    told = {entry.kind for entry in entries(scene.app.database, case=case.case)}
    assert told <= {RecordKind.ACCEPTED, RecordKind.DECIDED, RecordKind.NOTIFIED}
    assert "We sent it to nobody." in words(answer)
    return words(answer)


def test_it_says_what_is_missing_for_each_reader(scene: Scene) -> None:
    case, mails = scene.check(f"To: {DUTY}\nCc: {OFFICE}\nPurpose: early-help\n\n{DANIEL}")

    said = only(scene, case, mails)
    assert str(mails[0]["Subject"]).startswith("Checked: it would not go to everyone yet")
    council, school = said.index(DUTY), said.index(OFFICE)
    assert council < school
    assert "It would be put on hold." in said[council:school]
    assert "The email does not say if it tells facts, opinions or both." in said
    assert "Put this at the top of your email\n  - Fact/opinion: fact" in said
    assert "Daniel" not in said
    assert "Price" not in said


@pytest.mark.parametrize(
    ("to", "text", "envelope"),
    [
        pytest.param(CHECK, f"To: {OFFICE}\n\n{OPEN}", (CHECK,), id="said-at-the-top"),
        pytest.param(f"Office <{OFFICE}>, {CHECK}", OPEN, (CHECK,), id="real-reader-in-the-header"),
        pytest.param(f"{OFFICE}, {CHECK}", OPEN, (OFFICE, CHECK), id="real-reader-in-the-envelope"),
        pytest.param(f"{OFFICE}, Check <{CHECK.upper()}>", OPEN, (OFFICE,), id="split-by-the-mail-service"),
        pytest.param(OFFICE, OPEN, (CHECK, OFFICE), id="hidden-copy-to-check"),
    ],
)
def test_what_would_go_is_said_and_does_not_go(scene: Scene, to: str, text: str, envelope: tuple[str, ...]) -> None:
    case, mails = scene.check(text, to=to, envelope=envelope, subject="Unclassified: the hall")

    said = only(scene, case, mails)
    assert f"{OFFICE} (Elm Park School)\nIt would go as it is." in said
    assert CHECK not in said


def test_what_would_be_hidden_is_said(scene: Scene) -> None:
    neighbour = (
        f"To: {DUTY}\nPurpose: early-help\nFact/opinion: fact\n\nDear colleagues,\n\nMia Okafor was seen at home. "
        "Her neighbour Mrs Adele Thornton came in.\n\nKind regards\nAna\n"
    )
    case, mails = scene.check(neighbour)

    said = only(scene, case, mails)
    assert "It would go with some details hidden." in said
    assert "Thornton" not in said


def test_the_lines_for_us_are_no_part_of_the_draft(scene: Scene) -> None:
    """Both forms have them; the purpose and the statement behind them must still be read as said first."""
    top = f"To: {DUTY}\nPurpose: early-help\nFact/opinion: fact\n"
    page = "".join(f"<p>{line}</p>" for line in f"{top}{OPEN}".splitlines())
    case, mails = scene.check(f"{top}\n{OPEN}", html=f"<html><body>{page}</body></html>")

    assert "It would go as it is." in only(scene, case, mails)


def test_without_readers_it_says_how_to_name_them(scene: Scene) -> None:
    case, mails = scene.check(DANIEL)

    said = only(scene, case, mails)
    assert "we could not see who it is for" in str(mails[0]["Subject"])
    assert "To: office@school.example" in said


def test_of_a_mail_that_comes_in_several_copies_none_is_sent(scene: Scene) -> None:
    """As mail services split it; whichever comes first, each is told of, so none is lost in silence."""
    to = f"{OFFICE}, {DUTY}, {CHECK}"
    for envelope in ((OFFICE,), (DUTY,), (CHECK,)):
        case, mails = scene.check(OPEN, to=to, envelope=envelope, number=900)
        said = only(scene, case, mails)
        assert OFFICE in said
        assert DUTY in said


def test_sent_for_good_it_goes(scene: Scene) -> None:
    """The very same words, without the check address."""
    scene.check(f"To: {OFFICE}\n\n{OPEN}", subject="Unclassified: the hall")
    case, mails = scene.check(OPEN, to=OFFICE, envelope=(OFFICE,), subject="Unclassified: the hall")

    assert [one.state for one in case.recipients] == [RecipientState.READY]
    assert [one["To"] for one in mails] == [OFFICE]


@pytest.mark.parametrize(
    ("sender", "fields"),
    [
        pytest.param(ANA, {"Auto-Submitted": "auto-replied"}, id="out-of-office"),
        pytest.param(ANA, {"Auto-Submitted": "auto-generated"}, id="a-program"),
        pytest.param("", {}, id="null-sender"),
    ],
)
def test_a_program_is_not_answered(scene: Scene, sender: str, fields: dict[str, str]) -> None:
    case, mails = scene.check(f"To: {OFFICE}\n\n{OPEN}", sender=sender, fields=fields)

    assert mails == []
    assert {one.state for one in case.recipients} == {RecipientState.RETURNED}


def test_a_reason_that_says_something_about_a_person_is_not_in_it(scene: Scene) -> None:
    """What is kept from a young person is told only after sign-in, in a check as in a notice."""
    refused = f"To: {DUTY}\nPurpose: early-help\nFact/opinion: fact\n\nDear colleagues,\n\nSam Reid sleeps badly.\n"
    case, mails = scene.check(refused)

    said = only(scene, case, mails)
    assert "said no" not in said


@pytest.mark.parametrize(
    ("recipients", "header", "asks"),
    [
        ((CHECK,), b"", True),
        ((OFFICE, CHECK.upper()), b"", True),
        ((OFFICE,), b"To: x@elm.example\r\nCc: Check <" + CHECK.encode() + b">\r\n", True),
        ((OFFICE,), b"To: x@elm.example,\r\n " + CHECK.upper().encode() + b"\r\n", True),
        ((OFFICE,), b"Subject: " + CHECK.encode() + b"\r\n", False),
        ((OFFICE,), b"To: re" + CHECK.encode() + b"\r\n", False),
        ((OFFICE,), b"To: " + CHECK.encode() + b".other.example\r\n", False),
    ],
)
def test_when_a_mail_is_a_check(recipients: tuple[str, ...], header: bytes, *, asks: bool) -> None:
    envelope = Envelope(
        sender=ANA, recipients=recipients, listener="in", client="127.0.0.1", user=ANA, received_at=NOON
    )
    content = b"From: a@b.example\r\n" + header + b"\r\n" + CHECK.encode()

    assert asks_for_a_check(envelope, content, CHECK) is asks
    assert not asks_for_a_check(envelope, content, "")
