"""The trace field: what it says, what it does not, and that it is known again."""

from datetime import UTC, datetime

import pytest

from gateway.intake.trace import been_here, protocol, received_fields, trace_field
from gateway.model.message import CaseId, Envelope

HOST = "gateway.charity.example"
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ENVELOPE = Envelope(
    sender="ana@charity.example",
    recipients=("bob@partner.example", "carl@other.example"),
    listener="submission",
    client="192.0.2.7",
    user="ana@charity.example",
    received_at=AT,
    protocol="ESMTPSA",
)
FIELD = trace_field(ENVELOPE, HOST, CaseId("GW-7K3QXW9Z"), AT)


def test_says_who_took_it_and_how_and_nothing_of_the_sender_or_other_recipients() -> None:
    assert FIELD == (
        b"Received: by gateway.charity.example with ESMTPSA id GW-7K3QXW9Z;\r\n Mon, 02 Mar 2026 09:30:00 +0000\r\n"
    )


@pytest.mark.parametrize(
    ("content", "known"),
    [
        pytest.param(FIELD + b"Subject: x\r\n\r\n", True, id="as-made"),
        pytest.param(b"Subject: x\r\n" + FIELD + b"\r\n", True, id="anywhere-in-the-header"),
        pytest.param(FIELD.replace(b" with", b"\r\n\twith").lower() + b"\r\n", True, id="folded-and-lowered"),
        pytest.param(b"Subject: x\r\n\r\n" + FIELD, False, id="quoted-in-the-body"),
        pytest.param(FIELD.replace(b"gateway", b"xgateway") + b"\r\n", False, id="another-host"),
        pytest.param(FIELD.replace(b"Received", b"X-Received") + b"\r\n", False, id="another-field"),
        pytest.param(b"", False, id="nothing"),
    ],
)
def test_known_again(content: bytes, known: bool) -> None:
    assert been_here(content, HOST) is known


def test_received_fields_are_counted_in_the_header_only() -> None:
    assert received_fields(FIELD * 3 + b"\r\n" + FIELD) == 3


@pytest.mark.parametrize(
    ("extended", "tls", "signed_in", "smtputf8", "keyword"),
    [
        (False, False, False, False, "SMTP"),
        (True, False, False, False, "ESMTP"),
        (True, True, False, False, "ESMTPS"),
        (True, True, True, False, "ESMTPSA"),
        (True, True, True, True, "UTF8SMTPSA"),
        (True, False, False, True, "UTF8SMTP"),
    ],
)
def test_protocol(extended: bool, tls: bool, signed_in: bool, smtputf8: bool, keyword: str) -> None:
    assert protocol(extended=extended, tls=tls, signed_in=signed_in, smtputf8=smtputf8) == keyword
