"""What happens while mail waits: the next hop defers or refuses, registers and policy change, time runs out."""

import csv
import email
import json
import smtplib
import socket
import sqlite3
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.policy import default
from pathlib import Path

import pytest

from gateway.model.lifecycle import RecipientState
from gateway.model.reasons import Reason
from tests.e2e.installation import (
    ANA,
    BEN,
    DUTY,
    MANAGER,
    OFFICE,
    Installation,
    Setting,
    edit,
    mail,
    message_id,
    running,
)
from tests.e2e.unreliable import NOBODY, Chances, Hop, Taken, unreliable_hop

pytestmark = pytest.mark.xdist_group("later")

HEAD = "head@elmpark.example"
ABOUT_MIA = "Purpose: early-help\nFact/opinion: fact\n\nMia Okafor was well. Her asthma is better.\n"
OPEN = "Dear all,\n\nThe hall is open.\n"


@pytest.fixture(scope="module")
def hop(template: Path) -> Iterator[Hop]:
    """A next hop that defers whom it is told to, and takes all others."""
    with unreliable_hop(template / "partners", Chances(), 0) as made:
        yield made


@pytest.fixture(scope="module")
def gateway(template: Path, tmp_path_factory: pytest.TempPathFactory, hop: Hop) -> Iterator[Installation]:
    """A gateway that tries again soon."""
    with running(template, tmp_path_factory.mktemp("later") / "gateway", next_hop=hop.port) as made:
        yield made


@pytest.fixture(autouse=True)
def _nobody_deferred(hop: Hop) -> Iterator[None]:
    yield
    hop.defers.clear()


def test_one_of_two_is_refused(gateway: Installation, hop: Hop) -> None:
    wrong = f"{NOBODY}elmpark.example"
    content = mail("bounce", "Unclassified: hello", OPEN, sender=BEN, to=[OFFICE, wrong])

    gateway.client.send(BEN, [OFFICE, wrong], content)
    case = gateway.settled(message_id("bounce"))

    assert [one.state for one in case.recipients] == [RecipientState.DELIVERED, RecipientState.BOUNCED]
    assert len(_taken(hop, message_id("bounce"), OFFICE)) == 1
    (report,) = _reports(hop, BEN, case.case)
    assert report["Auto-Submitted"] == "auto-replied"
    assert report.get_content_type() == "multipart/report"
    (about,) = [one for one in report.walk() if one["Final-Recipient"]]
    assert about["Final-Recipient"] == f"rfc822; {wrong}"
    assert (about["Action"], about["Status"]) == ("failed", "5.1.1")
    assert [one.get_content_type() for one in report.walk()][-1] == "text/rfc822-headers"
    assert "hello" not in report.as_string()


def test_a_deferred_recipient_is_tried_again_alone(gateway: Installation, hop: Hop) -> None:
    hop.defers.add(HEAD)
    content = mail("deferred", "Unclassified: hello", OPEN, sender=BEN, to=[OFFICE, HEAD])

    gateway.client.send(BEN, [OFFICE, HEAD], content)
    gateway.until(lambda: _taken(hop, message_id("deferred"), OFFICE) or None, seconds=20, what="the first")
    _wait_for_retry(gateway, "deferred")
    hop.defers.clear()
    gateway.in_state(message_id("deferred"), RecipientState.DELIVERED)

    assert len(_taken(hop, message_id("deferred"), OFFICE)) == 1
    assert len(_taken(hop, message_id("deferred"), HEAD)) == 1


def test_consent_withdrawn_while_it_waits(gateway: Installation, hop: Hop, tmp_path: Path) -> None:
    hop.defers.add(DUTY)
    gateway.client.send(ANA, [DUTY], mail("withdrawn", "CONFIDENTIAL: Mia Okafor", ABOUT_MIA))
    _wait_for_retry(gateway, "withdrawn")

    _withdraw(gateway, tmp_path, consent="C-1")
    case = gateway.in_state(message_id("withdrawn"), RecipientState.HELD)
    hop.defers.clear()
    gateway.idle()
    time.sleep(1.5)  # longer than a retry takes

    assert Reason.CONSENT_WITHDRAWN in case.recipients[0].reasons
    assert not _taken(hop, message_id("withdrawn"), DUTY)
    assert gateway.trace(message_id("withdrawn")) == gateway.settled(message_id("withdrawn"))
    assert _notices(hop, ANA, case.case)
    assert json.loads(gateway.command("record", "disclosures", "--about", "P-1", "--json")) == []


def test_a_locked_database_is_a_451_and_loses_nothing(gateway: Installation, hop: Hop) -> None:
    content = mail("locked", "Unclassified: hello", OPEN, sender=BEN, to=[OFFICE])
    file = gateway.app.database.path
    assert file is not None
    lock = sqlite3.connect(file, isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")
    try:
        with gateway.client.session(BEN) as smtp, pytest.raises(smtplib.SMTPDataError) as refused:
            smtp.sendmail(BEN, [OFFICE], content)
    finally:
        lock.rollback()
        lock.close()
    assert refused.value.smtp_code == 451
    assert gateway.trace(message_id("locked")) is None

    gateway.client.send(BEN, [OFFICE], content)
    gateway.settled(message_id("locked"))

    assert len(_taken(hop, message_id("locked"), OFFICE)) == 1
    assert not gateway.log("process-died")  # nobody died of it


def test_told_to_stop_it_finishes_what_it_began(template: Path, tmp_path: Path, hop: Hop) -> None:
    with running(template, tmp_path / "gateway", next_hop=hop.port) as gateway:
        for number in range(8):
            content = mail(f"stop-{number}", "Unclassified: hello", OPEN, sender=BEN, to=[OFFICE])
            gateway.client.send(BEN, [OFFICE], content)
        half, rest = mail("stop-half", "Unclassified: hello", OPEN, sender=BEN, to=[OFFICE]).split(b"Dear")
        with gateway.client.session(BEN) as smtp:
            smtp.mail(BEN)
            smtp.rcpt(OFFICE)
            assert smtp.docmd("DATA")[0] == 354
            smtp.send(half)
            gateway.terminate()
            gateway.until(lambda: _refuses(gateway) or None, seconds=20, what="it to take nobody new")
            smtp.send(b"Dear" + rest + b".\r\n")
            assert smtp.getreply()[0] == 250
            smtp.close()
        assert gateway.ended() == 0

        gateway.start()
        for name in (*(f"stop-{number}" for number in range(8)), "stop-half"):
            gateway.settled(message_id(name))
            assert len(_taken(hop, message_id(name), OFFICE)) == 1
        died = gateway.log("process-died")
    assert not died


def test_a_policy_changed_while_it_waits_decides_again(template: Path, tmp_path: Path, hop: Hop) -> None:
    with running(template, tmp_path / "gateway", next_hop=hop.port) as gateway:
        hop.defers.add(OFFICE)
        gateway.client.send(BEN, [OFFICE], mail("policy", "Unclassified: hello", OPEN, sender=BEN, to=[OFFICE]))
        _wait_for_retry(gateway, "policy")
        assert gateway.stop() == 0
        rule: Setting = {
            "name": "no-mail-to-schools",
            "clause": "OWN-1",
            "when": {"to_party": ["ELM"]},
            "then": {"treatment": "hold", "held_for": ["line_manager"]},
        }
        edit(gateway.folder / "policy.yaml", {"rules": [rule]})
        gateway.start()
        case = gateway.in_state(message_id("policy"), RecipientState.HELD)
        hop.defers.clear()
        gateway.idle()

    assert case.recipients[0].reasons == (Reason.CUSTOM_RULE,)
    assert not _taken(hop, message_id("policy"), OFFICE)
    assert _notices(hop, MANAGER, case.case)


QUICK: dict[str, Setting] = {
    "delivery.delayed_notice_hours": 2 / 3600,
    "delivery.give_up_hours": 5 / 3600,
    "hold.remind_hours": 2 / 3600,
    "hold.escalate_hours": 4 / 3600,
    "hold.expire_days": 12 / 86400,
    "reading.seconds": 1.0,
}


def test_when_time_runs_out(template: Path, tmp_path: Path, hop: Hop) -> None:
    """Everything that waits for time waits together: late mail, held mail, and a mail that cannot be read in time."""
    hop.defers.add(HEAD)
    with running(template, tmp_path / "gateway", next_hop=hop.port, changes=QUICK) as gateway:
        gateway.client.send(BEN, [HEAD], mail("late", "Unclassified: hello", OPEN, sender=BEN, to=[HEAD]))
        gateway.client.send(ANA, [DUTY], mail("expires", "CONFIDENTIAL: Daniel Price", "Daniel Price is ill.\n"))
        gateway.client.send(
            BEN, [OFFICE], mail("poison", "Unclassified: hello", OPEN, sender=BEN, html=SLOW, to=[OFFICE])
        )
        gateway.client.send(BEN, [OFFICE], mail("flows", "Unclassified: hello", OPEN, sender=BEN, to=[OFFICE]))
        flows = gateway.settled(message_id("flows"))
        poison = gateway.settled(message_id("poison"), seconds=10)
        late = gateway.in_state(message_id("late"), RecipientState.BOUNCED)
        expired = gateway.in_state(message_id("expires"), RecipientState.RETURNED)
        gateway.idle()

    assert {one.state for one in flows.recipients} == {RecipientState.DELIVERED}

    delayed, failed = _reports(hop, BEN, late.case)
    assert "Action: delayed" in delayed.as_string()
    assert "Action: failed" in failed.as_string()
    assert not _taken(hop, message_id("late"), HEAD)

    assert poison.recipients[0].state is RecipientState.HELD
    assert Reason.UNREADABLE_ATTACHMENT in poison.recipients[0].reasons
    assert not _taken(hop, message_id("poison"), OFFICE)

    kinds = [str(one["Subject"]) for one in _notices(hop, MANAGER, expired.case)]
    assert len(kinds) == 2, kinds  # asked, and reminded once
    assert len(_notices(hop, "sam.field@family-support.example", expired.case)) == 1  # the deputy, once
    assert len(_notices(hop, ANA, expired.case)) == 2  # held, and came back
    assert not _taken(hop, message_id("expires"), DUTY)


SLOW = "<div>" * 40 + "<p>word</p>" * 400_000 + "</div>" * 40


def _wait_for_retry(gateway: Installation, number: str) -> None:
    """Until the next hop has deferred it at least twice."""

    def tried() -> bool | None:
        case = gateway.trace(message_id(number))
        attempts = [one.attempts for mail in case.outgoing for one in mail.recipients] if case else []
        return True if attempts and max(attempts) >= 2 else None

    gateway.until(tried, seconds=40, what=f"{number} to be tried twice")


def _withdraw(gateway: Installation, folder: Path, *, consent: str) -> None:
    """The IG lead imports the register of consents, with one withdrawn today."""
    file = folder / "consents.csv"
    gateway.command("register", "export", "consents", str(file))
    with file.open(newline="", encoding="utf-8-sig") as opened:
        rows = list(csv.DictReader(opened))
    today = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    for row in rows:
        if row["id"] == consent:
            row["withdrawn_on"] = today
    with file.open("w", newline="") as opened:
        writer = csv.DictWriter(opened, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    gateway.command("register", "import", "consents", str(file))


def _refuses(gateway: Installation) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", gateway.port), 5) as probe:
            return b"421" in probe.recv(1000)
    except OSError:
        return True


def _taken(hop: Hop, number: str, recipient: str) -> list[Taken]:
    return [one for one in hop.taken if (one.message_id, one.recipient) == (number, recipient)]


def _ours(hop: Hop, recipient: str, case: str) -> list[Message]:
    """What we wrote to somebody about a case, oldest first."""
    found = [email.message_from_bytes(one.content, policy=default) for one in hop.taken if one.recipient == recipient]
    return [one for one in found if one["X-Gateway-Case"] == case and not one["Received"]]


def _reports(hop: Hop, recipient: str, case: str) -> list[Message]:
    return [one for one in _ours(hop, recipient, case) if one.get_content_type() == "multipart/report"]


def _notices(hop: Hop, recipient: str, case: str) -> list[Message]:
    return [one for one in _ours(hop, recipient, case) if one.get_content_type() != "multipart/report"]
