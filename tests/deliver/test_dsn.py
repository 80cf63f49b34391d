"""Delivery status notifications: well-formed, and empty of what the message said."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message

import pytest

from gateway.deliver.dsn import DsnAction, DsnFacts, DsnRecipient, dsn
from gateway.ports import Reply

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def facts(action: DsnAction, reply: Reply) -> DsnFacts:
    return DsnFacts(
        action=action,
        case="GW-7F3K2QXA",
        reporter="gw.ours.example",
        postmaster="postmaster@ours.example",
        organisation="Family Support",
        sender="ana@ours.example",
        message_id="<1@ours.example>",
        arrived_at=NOW - timedelta(hours=4),
        now=NOW,
        recipients=(DsnRecipient(address="b@elm.example", reply=reply, last_attempt_at=NOW),),
        give_up_at=NOW + timedelta(hours=44),
    )


def parts(message: Message) -> list[Message]:
    payload = message.get_payload()
    assert isinstance(payload, list)
    return [part for part in payload if isinstance(part, Message)]


@pytest.mark.parametrize(
    ("action", "reply", "status"),
    [
        pytest.param(DsnAction.FAILED, Reply(code=550, enhanced="5.1.1", text="x"), "5.1.1", id="refused"),
        pytest.param(DsnAction.FAILED, Reply(code=451, enhanced="4.3.0", text="x"), "5.3.0", id="time-ran-out"),
        pytest.param(DsnAction.FAILED, Reply(code=0, enhanced="", text=""), "5.4.7", id="never-reached"),
        pytest.param(DsnAction.DELAYED, Reply(code=451, enhanced="4.3.0", text="x"), "4.3.0", id="delayed"),
        pytest.param(DsnAction.DELAYED, Reply(code=0, enhanced="4.4.1", text=""), "4.4.1", id="delayed-unreached"),
    ],
)
def test_report(action: DsnAction, reply: Reply, status: str) -> None:
    report = message_from_bytes(dsn(facts(action, reply)))

    assert report.get_content_type() == "multipart/report"
    assert report.get_param("report-type") == "delivery-status"
    assert report["Auto-Submitted"] == "auto-replied"
    words, delivery, headers = parts(report)
    assert [one.get_content_type() for one in parts(words)] == ["text/plain", "text/html"]
    assert headers.get_content_type() == "text/rfc822-headers"
    per_message, per_recipient = parts(delivery)
    assert per_message["Reporting-MTA"] == "dns; gw.ours.example"
    assert (per_recipient["Action"], per_recipient["Status"]) == (action.value, status)


def test_bytes_are_ready_for_the_wire() -> None:
    made = dsn(facts(DsnAction.FAILED, Reply(code=550, enhanced="5.1.1", text="Mia Okafor is not here")))

    assert b"\n" not in made.replace(b"\r\n", b"")
    # The peer's own words may quote the message: only its codes are told on.
    assert b"Okafor" not in made
