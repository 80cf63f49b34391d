"""Mail that the gateway itself reads, through real sockets: a notice answered, and a draft checked."""

import email
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP, default
from pathlib import Path

import pytest

from gateway.demo.mailbox import Mailbox
from gateway.model.lifecycle import RecipientState
from tests.e2e.installation import ANA, DUTY, Installation, mail, mailbox, message_id, running

pytestmark = pytest.mark.xdist_group("answers")

CHECK = "check@family-support.example"
NOTICES = "notices@family-support.example"
ABOUT_DANIEL = (
    "Purpose: early-help\nFact/opinion: fact\n\nDear colleagues,\n\nDaniel Price missed two sessions and says that "
    "he sleeps badly.\n\nKind regards\nAna\n"
)


@pytest.fixture(scope="module")
def scene(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Installation, Mailbox]]:
    """A gateway whose notices have an address of their own."""
    folder = tmp_path_factory.mktemp("answers")
    with (
        mailbox(template, folder / "arrived") as (box, port),
        running(
            template,
            folder / "gateway",
            next_hop=port,
            changes={"organisation.notices": NOTICES, "organisation.check": CHECK},
        ) as gateway,
    ):
        yield gateway, box


def test_hide_by_reply_sends_the_hidden_version_and_a_replay_does_nothing(
    scene: tuple[Installation, Mailbox],
) -> None:
    gateway, box = scene
    gateway.client.send(ANA, [DUTY], mail("hide", "CONFIDENTIAL: a family", ABOUT_DANIEL))
    case = gateway.in_state(message_id("hide"), RecipientState.HELD).case
    notice = awaited(gateway, box, case, "has not been sent yet")
    assert notice["In-Reply-To"] == message_id("hide")

    reply = as_outlook_replies(notice, "HIDE")
    gateway.client.send(ANA, [str(notice["Reply-To"])], reply)
    gateway.in_state(message_id("hide"), RecipientState.DELIVERED)

    sent = [one for one in box.arrived() if one.recipient == DUTY]
    assert len(sent) == 1
    inside = sent[0].message()
    assert "Daniel" not in str(inside)
    assert "Price" not in str(inside)
    awaited(gateway, box, case, "We took your answer")
    awaited(gateway, box, case, "sent with some details hidden")

    again = re.sub(rb"Message-ID: <[^>]+>", b"Message-ID: <again@family-support.example>", reply)
    gateway.client.send(ANA, [str(notice["Reply-To"])], again)
    awaited(gateway, box, case, "Your answer was not taken")
    assert len([one for one in box.arrived() if one.recipient == DUTY]) == 1
    assert not [one for one in box.arrived() if "notices" in one.recipient]


def test_a_draft_is_answered_and_goes_to_nobody(scene: tuple[Installation, Mailbox]) -> None:
    """As somebody writes it who adds the check address to a mail that is ready to go."""
    gateway, box = scene
    before = len([one for one in box.arrived() if one.recipient == DUTY])
    gateway.client.send(ANA, [DUTY, CHECK], mail("draft", "CONFIDENTIAL: a family", ABOUT_DANIEL, to=[DUTY, CHECK]))
    case = gateway.settled(message_id("draft"))

    answer = awaited(gateway, box, case.case, "Checked: it would not go to everyone yet")
    body = answer.get_body(("plain",))
    assert isinstance(body, EmailMessage)
    assert "The person has not said yes to sharing this" in body.get_content()
    assert answer["In-Reply-To"] == message_id("draft")
    gateway.idle()
    assert {one.state for one in case.recipients} == {RecipientState.RETURNED}
    assert len([one for one in box.arrived() if one.recipient == DUTY]) == before
    assert not [one for one in box.arrived() if one.recipient == CHECK]


def awaited(gateway: Installation, box: Mailbox, case: str, subject: str) -> EmailMessage:
    """The mail of ours to Ana about a case with these words in its subject line."""

    def found() -> EmailMessage | None:
        for one in box.arrived():
            content = email.message_from_bytes(one.path.read_bytes(), policy=default)
            if one.recipient == ANA and case in str(content["Subject"]) and subject in str(content["Subject"]):
                return content
        return None

    return gateway.until(found, seconds=30, what=subject)


def as_outlook_replies(notice: EmailMessage, word: str) -> bytes:
    """Text and page, the word above, the notice quoted below."""
    body = notice.get_body(("plain",))
    assert isinstance(body, EmailMessage)
    quoted = f"From: {notice['From']}\nSent: Monday\nTo: {ANA}\nSubject: {notice['Subject']}\n\n{body.get_content()}"
    reply = EmailMessage(policy=SMTP)
    reply["From"] = f"Ana Sharma <{ANA}>"
    reply["To"] = str(notice["Reply-To"])
    reply["Subject"] = f"RE: {notice['Subject']}"
    reply["Message-ID"] = "<reply@family-support.example>"
    reply["In-Reply-To"] = str(notice["Message-ID"])
    reply.set_content(f"{word}\n\n{quoted}")
    lines = "".join(f"<p>{line}</p>" for line in quoted.splitlines())
    reply.add_alternative(f"<html><body><div>{word}</div><div><hr>{lines}</div></body></html>", subtype="html")
    return reply.as_bytes()
