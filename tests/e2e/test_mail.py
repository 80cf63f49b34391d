"""What staff and partners see of the gateway: one of them running, mail sent to it, and what arrives."""

import email
import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import pytest

from gateway.demo.mailbox import Arrived, Mailbox
from gateway.demo.organisation import MAILBOX, PASSWORD
from gateway.model.lifecycle import RecipientState
from gateway.model.reasons import Reason
from gateway.spool.rows import TracedCase
from tests.e2e.installation import (
    ANA,
    BEN,
    DUTY,
    MANAGER,
    OFFICE,
    Installation,
    Setting,
    mail,
    mailbox,
    message_id,
    running,
)
from tests.e2e.papers import holds_any, opened, papers
from tests.e2e.postfix import Postfix, postfix
from tests.redaction.documents.builders import docx, paragraph
from tests.redaction.documents.searcher import recovered

pytestmark = pytest.mark.xdist_group("mail")

LETTINGS = "lettings@westway-housing.example"  # their mail goes by a real Postfix
PRICE = (
    "Purpose: early-help\nFact/opinion: fact\n\nDear colleagues,\n\n"
    "Daniel Price missed two sessions and says that he sleeps badly. His mother is Karen Price.\n\n"
    "Kind regards\nAna\n"
)
# What a relay puts on top, and nothing below it.
_TRACE = re.compile(rb"(?:(?:Received|Return-Path|Delivered-To|X-Original-To):[^\n]*\n(?:[ \t][^\n]*\n)*)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything that runs."""

    gateway: Installation
    box: Mailbox
    postfix: Postfix

    def send(self, number: str, content: bytes, *, sender: str = ANA, to: tuple[str, ...] = (DUTY,)) -> TracedCase:
        """Send it as staff do, and wait until everybody is answered for."""
        self.gateway.client.send(sender, to, content)
        return self.gateway.settled(message_id(number))

    def arrived(self, case: TracedCase, recipient: str) -> list[Arrived]:
        """What came for a recipient that names the case."""
        found = [one for one in self.box.arrived() if one.recipient == recipient]
        return [one for one in found if case.case.encode() in one.path.read_bytes().partition(b"\r\n\r\n")[0]]

    def held(self, case: TracedCase) -> tuple[Reason, ...]:
        """The reasons why everybody of the case is held."""
        assert {one.state for one in case.recipients} == {RecipientState.HELD}
        return tuple(reason for one in case.recipients for reason in one.reasons)


@pytest.fixture(scope="module")
def scene(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """One gateway for all of these tests."""
    folder = tmp_path_factory.mktemp("scene")
    base = tmp_path_factory.mktemp("postfix")
    partners = template / "partners"
    with (
        mailbox(template, folder / "arrived") as (box, port),
        postfix(base, certificate=partners / "mailbox.pem", key=partners / "mailbox.key") as hop,
    ):
        changes: dict[str, Setting] = {
            "delivery.routes": [{"domains": ["westway-housing.example", "mail.example"], "hop": _hop(hop.port)}]
        }
        with running(template, folder / "gateway", next_hop=port, changes=changes) as gateway:
            yield Scene(gateway=gateway, box=box, postfix=hop)


def _hop(port: int) -> Setting:
    return {"host": "127.0.0.1", "port": port, "name": MAILBOX, "ca": "tls/root.pem"}


ODD = (
    b"From: Ben Doyle\t<ben.doyle@family-support.example>\r\n"
    b"To: Lettings <lettings@westway-housing.example>\r\n"
    b"subject:  Unclassified:   opening\r\n\t hours \r\n"
    b"X-Empty:\r\n"
    b"MIME-Version: 1.0 (as ever)\r\n"
    b'Content-Type: text/plain;\r\n charset="utf-8"\r\n'
    b"Content-Transfer-Encoding: 8bit\r\n"
    b"Message-ID: <%s@family-support.example>\r\n"
    b"Date: Sun, 22 Nov 2026 10:00:00 +0000\r\n"
    b"\r\n"
    b".\r\n..\r\n.a dot first\r\nFrom here on, the hall is open.  \r\n\r\n\tCaf\xc3\xa9 \xe2\x80\x93 free\r\n\r\n\r\n"
)


def test_mail_without_personal_data_arrives_byte_for_byte(scene: Scene) -> None:
    content = ODD % b"bytes"
    with scene.gateway.client.session(BEN) as smtp:
        smtp.sendmail(BEN, [LETTINGS], content, mail_options=["BODY=8BITMIME"])
    scene.gateway.settled(message_id("bytes"))

    arrived = [one for one in scene.postfix.arrived(1) if b"<bytes@" in one]

    assert len(arrived) == 1
    assert _below_trace(arrived[0]) == content.replace(b"\r\n", b"\n")
    assert re.search(rb"\(using TLSv1\.[23] ", arrived[0])


def test_what_swaks_sends_arrives_byte_for_byte(scene: Scene, tmp_path: Path) -> None:
    content = ODD % b"swaks"
    (tmp_path / "data").write_bytes(content.removesuffix(b"\r\n"))  # swaks adds the last line end
    root = scene.gateway.folder / "tls" / "root.pem"
    command = [
        *("swaks", "--server", "127.0.0.1", "--port", str(scene.gateway.port), "--from", BEN, "--to", LETTINGS),
        *("--tls", "--tls-verify", "--tls-ca-path", str(root), "--auth", "PLAIN", "--auth-user", BEN),
        *("--auth-password", PASSWORD, "--data", f"@{tmp_path / 'data'}"),
    ]

    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    scene.gateway.settled(message_id("swaks"))
    arrived = [one for one in scene.postfix.arrived(1) if b"<swaks@" in one]

    assert len(arrived) == 1
    assert _below_trace(arrived[0]) == content.replace(b"\r\n", b"\n")


def test_with_consent_it_arrives_encrypted_and_opens_with_openssl(scene: Scene) -> None:
    text = (
        "Dear colleagues,\n\nMia Okafor (born 4 March 2015, NHS number 999 000 0018) was seen at home on Monday with "
        "her mother, Grace Okafor. Her asthma is better.\n\nKind regards\nAna\n"
    )
    directives = "Purpose: early-help\nFact/opinion: fact\n\n"
    case = scene.send("consent", mail("consent", "CONFIDENTIAL: Mia Okafor, review", directives + text))

    (one,) = scene.arrived(case, DUTY)
    outside = one.path.read_bytes()
    inside = one.message()

    assert b"Okafor" not in outside  # three letters alone stand in any base64 by chance
    assert b"Subject: [...]\r\n" in outside
    assert one.opened is not None  # openssl cms -decrypt and -verify, with the council's key and our root
    assert isinstance(inside, EmailMessage)
    assert inside["Subject"] == "CONFIDENTIAL: Mia Okafor, review"
    # Whether it is fact or opinion is for its reader; what the rest was for is ours (FACT-1).
    assert _text(inside, "plain") == "Fact/opinion: fact\n\n" + text


def test_a_third_party_is_hidden_wherever_they_stand(scene: Scene) -> None:
    sentence = "Her neighbour Mrs {} Thornton, 07700 900456, told me that she looks after Mia on Fridays."
    directives = "Purpose: early-help\nFact/opinion: both\n\n"
    content = mail(
        "third",
        "CONFIDENTIAL: Mia Okafor and Margaret Thornton",
        directives + "Mia Okafor was well. " + sentence.format("Margaret") + "\n",
        html=f"<p>Purpose: early-help<br>Fact/opinion: both</p><p>Mia Okafor was well. "
        f"{sentence.format('<b>Marg</b>aret')}</p>",
        attachment=("Margaret Thornton.txt", "text/plain", b"Mia Okafor was well.\r\n"),
    )
    case = scene.send("third", content)

    (one,) = scene.arrived(case, DUTY)
    inside = one.message()
    notices = [_text(each.message(), "plain") for each in scene.arrived(case, ANA)]

    assert isinstance(inside, EmailMessage)
    whole = " ".join(
        [str(inside["Subject"]), _text(inside, "plain"), _text(inside, "html")]
        + [str(part.get_filename()) for part in inside.walk()]
    )
    for detail in ("Thornton", "Margaret", "Marg", "900456"):
        assert detail not in whole
    for text in (str(inside["Subject"]), _text(inside, "plain"), _text(inside, "html")):
        assert "Mia Okafor" in text
        assert "[" in text  # a label stands where the neighbour stood
    assert len(notices) == 1  # the sender is told that details were hidden
    assert "Thornton" not in notices[0]


def test_a_word_document_arrives_without_the_third_party(scene: Scene) -> None:
    text = "Purpose: early-help\nFact/opinion: fact\n\nDear colleagues,\n\nThe report is attached.\n\nAna\n"
    report = docx(
        paragraph("Mia Okafor was ", "well.")
        + paragraph("Her neighbour Mrs Margaret ", "Thornton, 07700 900456, called.")
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    content = mail("report", "CONFIDENTIAL: report", text, attachment=("report.docx", kind, report))

    case = scene.send("report", content)

    (one,) = scene.arrived(case, DUTY)
    inside = one.message()
    assert isinstance(inside, EmailMessage)
    (attached,) = inside.iter_attachments()
    document = attached.get_content()
    assert isinstance(document, bytes)
    assert recovered(report, ("Thornton", "900456"))
    assert not recovered(document, ("Thornton", "900456"))
    assert recovered(document, ("Mia Okafor",))
    assert attached.get_content_type() == kind
    assert attached.get_filename() == "report.docx"


def test_four_kinds_of_files_arrive_without_the_third_party_and_open(scene: Scene, tmp_path: Path) -> None:
    text = "Purpose: early-help\nFact/opinion: fact\n\nDear colleagues,\n\nPlease see what is attached.\n\nAna\n"
    files = papers("Mia Okafor was seen at home.", "Her neighbour Mrs Margaret Thornton, 07700 900456, called.")
    case = scene.send("papers", mail("papers", "CONFIDENTIAL: Mia Okafor", text, more=files))

    (one,) = scene.arrived(case, DUTY)
    inside = one.message()
    assert isinstance(inside, EmailMessage)
    attached = list(inside.iter_attachments())
    assert [(each.get_filename(), each.get_content_type()) for each in attached] == [each[:2] for each in files]
    for each, (name, kind, before) in zip(attached, files, strict=True):
        after = each.get_content()
        assert isinstance(after, bytes)
        assert holds_any(kind, before, "Thornton")
        assert not holds_any(kind, after, "Thornton", "Margaret", "900456"), name
        shown = opened(kind, after, str(tmp_path))
        assert "Mia Okafor was seen at home." in shown, name
        assert "Thornton" not in shown, name
    (decided,) = [each for each in _facts(scene.gateway, case) if "removed_from" in each]
    said = str(decided["removed_from"])
    for part in ("document of part 2", "worksheet of part 3", "page 1 of part 4", "picture of part 5"):
        assert f"name 1 in {part}" in said
    assert "Thornton" not in json.dumps(decided)


def test_who_is_asked_sees_what_would_go_by_kind_and_place(scene: Scene) -> None:
    files = papers("Daniel Price missed two sessions.", "His mother is Karen Price.")
    text = "Purpose: early-help\nFact/opinion: fact\n\nDear colleagues,\n\nPlease see what is attached.\n\nAna\n"
    case = scene.send("asked", mail("asked", "CONFIDENTIAL: report", text, more=files))

    assert Reason.NO_CONSENT in scene.held(case)
    (recipient,) = json.loads(scene.gateway.command("held", "show", case.case, "--json", user=MANAGER))["recipients"]

    for place in ("document of part 2", "worksheet of part 3", "page 1 of part 4", "picture of part 5"):
        assert any(line.startswith("name ") and line.endswith(place) for line in recipient["removed"]), place
    assert "Price" not in " ".join(recipient["removed"])
    assert "Karen" not in json.dumps(recipient["hidden"])


def test_without_consent_it_is_held_until_a_manager_releases_it(scene: Scene) -> None:
    case = scene.send("release", mail("release", "CONFIDENTIAL: Daniel Price", PRICE))
    asked = {who: scene.arrived(case, who) for who in (ANA, MANAGER)}

    assert Reason.NO_CONSENT in scene.held(case)
    assert not scene.arrived(case, DUTY)
    for who, notices in asked.items():
        assert len(notices) == 1, who
        for detail in (b"Daniel", b"Price", b"Karen", b"sessions"):
            assert detail not in notices[0].path.read_bytes(), who

    words = ("--release", "--ground", "CA89-47", "--why", "Reasonable cause to suspect significant harm.")
    scene.gateway.command(
        "held", "answer", case.case, *words, "--informed", "no: it would add to the risk", user=MANAGER
    )
    settled = scene.gateway.in_state(message_id("release"), RecipientState.DELIVERED)
    disclosed = json.loads(scene.gateway.command("record", "disclosures", "--about", "P-3", "--json"))
    (one,) = scene.arrived(settled, DUTY)
    inside = one.message()

    assert one.opened is not None
    assert isinstance(inside, EmailMessage)
    assert "Daniel Price missed two sessions" in _text(inside, "plain")
    (shared,) = [each for each in disclosed if each["case"] == case.case]
    assert (shared["party"], shared["recipient"], shared["channel"]) == ("COUNCIL", DUTY, "smime")
    assert "CA89-47" in shared["basis"]
    assert _story(scene.gateway, case) == ["accepted", "decided", "held", "answered", "decided", "delivered"]


def test_two_families_each_get_a_mail_of_their_own(scene: Scene) -> None:
    families = ("grace.okafor@mail.example", "karen.price@mail.example")
    content = mail(
        "apart", "Unclassified: coffee morning", "Dear all,\n\nThe hall is open on Saturday.\n", to=families
    )
    case = scene.send("apart", content, to=families)

    assert scene.held(case) == (Reason.VISIBLE_RECIPIENTS, Reason.VISIBLE_RECIPIENTS)
    scene.gateway.command("held", "answer", case.case, "--separate", user=ANA)
    scene.gateway.in_state(message_id("apart"), RecipientState.DELIVERED)

    arrived = [one for one in scene.postfix.arrived(2) if b"<apart@" in one]
    assert len(arrived) == 2
    for one in arrived:
        header = one.partition(b"\n\n")[0]
        assert [family.encode() in header for family in families].count(True) == 1


def test_unmarked_mail_goes_when_its_sender_marks_it(scene: Scene) -> None:
    text = "Purpose: early-help\nFact/opinion: fact\n\nMia Okafor will come on Thursday.\n"
    case = scene.send("unmarked", mail("unmarked", "Mia Okafor", text))

    assert Reason.NO_MARKING in scene.held(case)
    assert not scene.arrived(case, DUTY)
    assert scene.arrived(case, ANA)

    scene.gateway.command("held", "answer", case.case, "--marking", "confidential", user=ANA)
    settled = scene.gateway.in_state(message_id("unmarked"), RecipientState.DELIVERED)

    (one,) = scene.arrived(settled, DUTY)
    assert one.opened is not None


def test_an_attachment_that_cannot_be_read_holds_it(scene: Scene) -> None:
    drawing = ("drawing.bin", "application/octet-stream", bytes(range(256)) * 8)
    text = "Purpose: early-help\nFact/opinion: fact\n\nMia Okafor's drawing is attached.\n"
    case = scene.send("drawing", mail("drawing", "CONFIDENTIAL: Mia Okafor", text, attachment=drawing))

    assert Reason.UNREADABLE_ATTACHMENT in scene.held(case)
    assert not scene.arrived(case, DUTY)
    assert scene.arrived(case, ANA)


def test_each_recipient_has_an_answer_of_its_own(scene: Scene) -> None:
    text = "Purpose: early-help\nFact/opinion: fact\n\nMia Okafor was well.\n"
    to = (DUTY, "m.brown@freemail.example")
    case = scene.send("two", mail("two", "CONFIDENTIAL: Mia Okafor", text, to=to), to=to)

    assert [one.state for one in case.recipients] == [RecipientState.DELIVERED, RecipientState.HELD]
    assert len(scene.arrived(case, DUTY)) == 1
    assert not scene.arrived(case, "m.brown@freemail.example")


def test_the_same_mail_sent_again_arrives_once(scene: Scene) -> None:
    content = mail("again", "Unclassified: hello", "Dear all,\n\nThe hall is open.\n", sender=BEN, to=[OFFICE])
    case = scene.send("again", content, sender=BEN, to=(OFFICE,))
    assert scene.send("again", content, sender=BEN, to=(OFFICE,)).case == case.case
    scene.gateway.idle()

    assert len(scene.arrived(case, OFFICE)) == 1


def test_no_log_line_names_anybody(scene: Scene) -> None:
    scene.send("quiet", mail("quiet", "CONFIDENTIAL: Daniel Price", PRICE + "Once more.\n"))

    log = scene.gateway.raw_log()

    assert '"decided"' in log
    for word in ("Daniel", "Price", "Okafor", "Thornton", "duty@", "ana.sharma", "999 000"):
        assert word not in log
    for line in log.splitlines():
        assert "dropped" not in json.loads(line), line  # a key that is not allowed


def _below_trace(arrived: bytes) -> bytes:
    """What arrived without the fields that relays put on top."""
    match = _TRACE.match(arrived)
    return arrived[match.end() :] if match else arrived


def _text(message: email.message.Message, subtype: str) -> str:
    assert isinstance(message, EmailMessage)
    body = message.get_body((subtype,))
    assert isinstance(body, EmailMessage)
    content: str = body.get_content()
    return content.replace("\r\n", "\n")


def _story(gateway: Installation, case: TracedCase) -> list[str]:
    """What the record says happened to the case, notices left out."""
    lines = [json.loads(line) for line in gateway.command("record", "export").splitlines()]
    ours = [line for line in lines if line.get("case") == case.case and "facts" in line]
    return [line["kind"] for line in ours if line["kind"] != "notified" and line["facts"].get("what") != "notice"]


def _facts(gateway: Installation, case: TracedCase) -> list[dict[str, object]]:
    """What the record holds of the case."""
    lines = [json.loads(line) for line in gateway.command("record", "export").splitlines()]
    return [line["facts"] for line in lines if line.get("case") == case.case and "facts" in line]
