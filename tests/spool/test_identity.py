"""What makes two mails the same mail."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.spool.identity import hash_message_id, identify
from tests.contracts.builders import ENVELOPE

MAIL = b"Message-ID: <1@family.example>\r\nSubject: Plan\r\n\r\nDear Ana,\r\n"


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(b"Received: from a\r\n by b; today\r\n" + MAIL, id="received-folded"),
        pytest.param(b"ARC-Seal: i=1\r\nDKIM-Signature: v=1;\r\n\tbh=x\r\n" + MAIL, id="seals"),
        pytest.param(b"X-MS-Exchange-Organization-Id: 2\r\n" + MAIL, id="exchange-split"),
    ],
)
def test_what_relays_add_does_not_count(other: bytes) -> None:
    assert identify(ENVELOPE, other).same_mail_key == identify(ENVELOPE, MAIL).same_mail_key
    assert identify(ENVELOPE, other).content_hash != identify(ENVELOPE, MAIL).content_hash


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(MAIL.replace(b"Ana", b"Ben"), id="body"),
        pytest.param(b"X-Sharing-Purpose: early-help\r\n" + MAIL, id="purpose-added"),
        pytest.param(MAIL.replace(b"\r\n\r\n", b"\r\nX: \r\n\r\n"), id="field-added"),
        pytest.param(MAIL.replace(b"\r\n\r\n", b"\r\n \r\n\r\n"), id="field-folded"),
        pytest.param(b"Receivedx: y\r\n" + MAIL, id="no-trace-field"),
        pytest.param(MAIL[:-2], id="cut-off"),
    ],
)
def test_all_else_counts(other: bytes) -> None:
    assert identify(ENVELOPE, other).same_mail_key != identify(ENVELOPE, MAIL).same_mail_key


def test_where_a_field_ends_counts() -> None:
    one = identify(ENVELOPE, b"Message-ID: <1@x>\r\nA: b\r\n\r\n").same_mail_key
    assert identify(ENVELOPE, b"Message-ID: <1@x>\r\n\r\nA: b\r\n").same_mail_key != one
    assert identify(replace(ENVELOPE, sender="a", listener="bc"), MAIL) != identify(
        replace(ENVELOPE, sender="ab", listener="c"), MAIL
    )


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\r\n\r\nMessage-ID: <1@x>\r\n", id="id-in-the-body"),
        pytest.param(b"Message-ID:\r\n\r\n", id="empty-id"),
        pytest.param(b"Message-ID: \r\n \r\n\r\n", id="empty-folded-id"),
        pytest.param(b"A: b\r\n Message-ID: <1@x>\r\n\r\n", id="id-in-a-fold"),
    ],
)
def test_without_a_message_id_each_is_its_own(content: bytes) -> None:
    first, second = identify(ENVELOPE, content), identify(ENVELOPE, content)

    assert first.message_id_hash is None
    assert first.same_mail_key != second.same_mail_key


@pytest.mark.parametrize("written", [b"<1@x>", b" <1@x>  ", b"\r\n <1@x>", b"1@x"])
def test_a_message_id_is_found_however_it_is_written(written: bytes) -> None:
    mail = b"A: b\r\nmessage-id:" + written + b"\r\nMessage-ID: <2@x>\r\n\r\n"

    assert identify(ENVELOPE, mail).message_id_hash == hash_message_id("<1@x>") == hash_message_id(" 1@x ")


@given(st.binary(max_size=300))
def test_any_bytes_are_identified(content: bytes) -> None:
    identity = identify(ENVELOPE, content)

    assert len(identity.same_mail_key) == 64
    assert identify(ENVELOPE, content).content_hash == identity.content_hash
