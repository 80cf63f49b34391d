"""The files of a mail that waits: one is left out, one is opened with a password; both recorded, nobody else may."""

import io
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from typing import Final

import pikepdf
import pymupdf
import pytest

from gateway.model.lifecycle import RecipientState
from gateway.model.message import CaseId
from gateway.model.outcome import RecordKind
from gateway.record.reading import entries
from redaction import read
from redaction.locked import lock_of, unlock
from tests.console.scene import LEAD, Scene
from tests.console.screens import Person, chromium
from tests.e2e.installation import ANA, DUTY, MANAGER, mail, message_id
from tests.redaction.test_locked import KEY

pytestmark = pytest.mark.xdist_group("console")

ANSWERED: Final = RecordKind.ANSWERED
TEXT = "Purpose: early-help\nFact/opinion: fact\n\nDear colleagues,\n\nThe notes of the visit.\n\nKind regards\nAna\n"


@pytest.fixture(scope="module")
def ana(scene: Scene) -> Iterator[Person]:
    with chromium() as browser:
        person = Person(browser, scene.port)
        person.enter(scene.token(ANA))
        yield person
        assert person.complaints == []
        person.close()


def held(scene: Scene, number: str, content: bytes, name: str = "visit.pdf") -> CaseId:
    """A mail with a file that nobody can look into."""
    sent = mail(number, "Internal: the visit", TEXT, attachment=(name, "application/pdf", content))
    scene.gateway.client.send(ANA, (DUTY,), sent)
    return scene.waits(number).case


def arrived(scene: Scene, number: str) -> EmailMessage:
    """What its reader got."""
    scene.gateway.in_state(message_id(number), RecipientState.DELIVERED)
    got = [one for one in scene.box.arrived() if one.recipient == DUTY][-1].message()
    return message_from_bytes(bytes(got), policy=default)


def locked(text: str) -> bytes:
    """A letter under a password."""
    out = io.BytesIO()
    with pymupdf.open() as document:
        document.new_page().insert_text((72, 72), text)
        made: bytes = document.tobytes()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user=KEY, owner="o"))
    return out.getvalue()


def said(file: bytes) -> str:
    """All that a letter says, under the password or not."""
    opened = file if lock_of(file) is None else unlock(file, KEY)
    return " ".join(one.text for one in read(opened, "application/pdf").units)


def files_of(message: EmailMessage) -> list[bytes]:
    """What is attached."""
    return [one.get_payload(decode=True) for one in message.walk() if one.get_filename()]  # type: ignore[misc]  # no message


def test_a_locked_file_is_opened_redacted_and_goes_locked(scene: Scene, ana: Person) -> None:
    case = held(scene, "files-1", locked("Daniel Price was at home on Monday, on 07700 900123."))
    ana.open(f"/cases/{case}")
    assert "What is the password of the attachment?" in ana.text
    assert "See its pages" not in ana.text
    assert ana.faults("files-asked") == []
    answer, here = f"/cases/{case}/answer", f"/cases/{case}"

    ana.page.fill("#file_password", "not this one")
    ana.press("Send these answers")
    assert "The attachment does not open with this password." in ana.text
    assert "not this one" not in ana.page.content()
    assert ana.faults("files-wrong") == []
    for other in (MANAGER, LEAD):
        assert scene.posted(other, answer, here, file_password=KEY).status in {404, 422}
    ana.page.fill("#file_password", KEY)
    ana.press("Send these answers")
    assert ana.heading == "Thank you"

    scene.waits("files-1")
    ana.open(f"/cases/{case}")
    assert "was at home on Monday" in ana.text
    assert "See its pages" in ana.text
    assert "What is the password" not in ana.text
    # Two clicks, whatever else is chosen on the form.
    ana.page.check("input[name=decision][value=urgent]")
    ana.press("Hide these and send it")
    ana.page.wait_for_load_state("networkidle")
    assert ana.page.evaluate("[...document.images].map((one) => one.naturalWidth > 0)") == [True]
    assert ana.faults("files-check") == []
    ana.press("Confirm")
    (file,) = files_of(arrived(scene, "files-1"))
    assert lock_of(file) is not None
    assert "was at home on Monday" in said(file)
    assert "Daniel" not in said(file)
    assert "07700" not in said(file)
    answered = [one.facts["answer"] for one in entries(scene.gateway.app.database, case=case, kinds=[ANSWERED])]
    assert answered == ["password", "hide"]
    everything = str([(one.kind, one.facts) for one in entries(scene.gateway.app.database)])
    assert KEY not in everything + str(scene.gateway.log())
    scene.gateway.until(lambda: forgotten(scene, case) or None, seconds=60, what="the password forgotten")


def forgotten(scene: Scene, case: CaseId) -> bool:
    """Whether nothing opens its files any more."""
    return not scene.gateway.app.steps().load_message(case).passwords


def test_a_file_is_left_out_and_the_mail_says_so(scene: Scene, ana: Person) -> None:
    case = held(scene, "files-2", b"\x00\x01 nobody reads this" * 20, "notes.bin")
    ana.open(f"/cases/{case}")
    assert ana.page.locator("#leave_out_1").is_visible()
    assert ana.faults("files-leave-out") == []
    field = ana.page.locator("#leave_out_1").get_attribute("value")
    assert field is not None
    page, answer = f"/cases/{case}", f"/cases/{case}/answer"
    assert scene.posted(MANAGER, answer, page, leave_out_1=field).status in {404, 422}
    other = scene.posted(ANA, answer, page, leave_out_1="0" * 64)
    assert other.status == 422
    assert "Choose an attachment of this email." in other.text

    ana.page.check("#leave_out_1")
    ana.press("Send these answers")
    got = arrived(scene, "files-2")
    assert files_of(got) == []
    assert "The notes of the visit." in got.as_string()
    assert "An attachment was left out before this email was sent." in got.as_string()
    (told,) = entries(scene.gateway.app.database, case=case, kinds=[ANSWERED])
    assert (told.facts["answer"], told.facts["files"]) == ("leave-out", 1)


def test_the_command_line_does_both_at_once(scene: Scene) -> None:
    sent = message_from_bytes(
        mail(
            "files-3",
            "Internal: the visit",
            TEXT,
            attachment=("a.pdf", "application/pdf", locked("The hall is open.")),
        ),
        policy=SMTP,
    )
    sent.add_attachment(b"\x00\x01 nor this" * 20, maintype="application", subtype="octet-stream", filename="b.bin")
    scene.gateway.client.send(ANA, (DUTY,), sent.as_bytes())
    case = scene.waits("files-3").case
    key = scene.gateway.folder / "of-the-file"
    key.write_text(KEY + "\n", encoding="utf-8")
    shown = scene.gateway.command("held", "show", case, user=ANA)
    assert "attachment 1: application/pdf, 2 KB, needs a password (--file-password)" in shown
    assert "attachment 2: application/octet-stream" in shown
    with pytest.raises(AssertionError, match="there is no attachment 3"):
        scene.gateway.command("held", "answer", case, "--leave-out", "3", user=ANA)
    scene.gateway.command("held", "answer", case, "--leave-out", "2", "--file-password", str(key), user=ANA)
    (file,) = files_of(arrived(scene, "files-3"))
    assert lock_of(file) is not None
    assert "The hall is open." in said(file)
