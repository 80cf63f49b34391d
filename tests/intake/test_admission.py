"""Who and what is let in: tables over the pure decisions."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.intake import admission, replies
from gateway.intake.admission import HEADER_BYTES, Client, Faults, Mail, Stamp, Terms, content, mail, recipient
from gateway.intake.replies import Reply

TERMS = Terms(
    hostname="gateway.charity.example",
    postmaster="postmaster@charity.example",
    domains=frozenset({"charity.example"}),
    message_bytes=1000,
    recipients=3,
    received_fields=2,
    auth=True,
)
STAMPED = replace(TERMS, stamp=Stamp(name=b"x-stamp", value=b"secret"))
RELAY = Client(trusted=True)
ANA = Client(trusted=False, account="ana@charity.example", may_send_as=frozenset({"ben@charity.example"}))
STRANGER = Client(trusted=False)
MAIL = Mail(sender="ana@charity.example")


@pytest.mark.parametrize(
    ("client", "argument", "outcome"),
    [
        pytest.param(ANA, "FROM:<ana@charity.example>", MAIL, id="in-order"),
        pytest.param(ANA, "from: <ana@charity.example> ", MAIL, id="loose-but-common"),
        pytest.param(RELAY, "FROM:<ana@charity.example>", MAIL, id="relay"),
        pytest.param(RELAY, "FROM:<>", Mail(sender=""), id="null-from-relay"),
        pytest.param(ANA, "FROM:<>", replies.NULL_SENDER, id="null-from-user"),
        pytest.param(STRANGER, "FROM:<>", replies.AUTH_FIRST, id="stranger"),
        pytest.param(STRANGER, "nonsense", replies.AUTH_FIRST, id="stranger-learns-nothing"),
        pytest.param(ANA, "FROM:<ANA@CHARITY.EXAMPLE>", Mail(sender="ANA@charity.example"), id="any-case"),
        pytest.param(ANA, "FROM:<ben@charity.example>", Mail(sender="ben@charity.example"), id="delegated"),
        pytest.param(ANA, "FROM:<eve@charity.example>", replies.NOT_YOUR_SENDER, id="not-delegated"),
        pytest.param(RELAY, "FROM:<eve@charity.example>", Mail(sender="eve@charity.example"), id="relay-any-of-ours"),
        pytest.param(RELAY, "FROM:<eve@evil.example>", replies.NOT_OUR_SENDER, id="relay-not-ours"),
        pytest.param(RELAY, "FROM:<eve@charity.example.evil.example>", replies.NOT_OUR_SENDER, id="looks-like-ours"),
        pytest.param(RELAY, 'FROM:<"eve@charity.example"@evil.example>', replies.NOT_OUR_SENDER, id="ours-quoted"),
        pytest.param(RELAY, "FROM:<@charity.example:eve@evil.example>", replies.NOT_OUR_SENDER, id="ours-as-route"),
        pytest.param(ANA, "TO:<ana@charity.example>", replies.BAD_MAIL, id="no-from"),
        pytest.param(ANA, "FROM:ana@charity.example", replies.BAD_SENDER, id="no-brackets"),
        pytest.param(ANA, "FROM:<ana@charity.example> SIZE=1000", MAIL, id="size-at-limit"),
        pytest.param(ANA, "FROM:<ana@charity.example> SIZE=1001", replies.TOO_LARGE, id="size-one-over"),
        pytest.param(ANA, f"FROM:<ana@charity.example> SIZE={'9' * 20}", replies.TOO_LARGE, id="size-20-digits"),
        pytest.param(ANA, f"FROM:<ana@charity.example> SIZE={'9' * 21}", replies.BAD_PARAMETER, id="size-21-digits"),
        pytest.param(ANA, "FROM:<ana@charity.example> SIZE=\u0661", replies.BAD_PARAMETER, id="size-other-digits"),
        pytest.param(ANA, "FROM:<ana@charity.example> BODY=8BITMIME", replace(MAIL, body_8bit=True), id="8bit"),
        pytest.param(ANA, "FROM:<ana@charity.example> BODY", replies.BAD_PARAMETER, id="body-of-nothing"),
        pytest.param(ANA, "FROM:<ana@charity.example> ENVID=aB+2B", replace(MAIL, envid="aB+2B"), id="envid-kept"),
        pytest.param(ANA, "FROM:<ana@charity.example> ENVID=a+2b", replies.BAD_PARAMETER, id="no-xtext"),
        pytest.param(ANA, f"FROM:<ana@charity.example> ENVID={'x' * 101}", replies.BAD_PARAMETER, id="envid-long"),
        pytest.param(ANA, "FROM:<ana@charity.example> AUTH=<>", MAIL, id="auth-ignored"),
        pytest.param(ANA, "FROM:<ana@charity.example> AUTH=eve@evil.example", MAIL, id="auth-not-believed"),
        pytest.param(ANA, "FROM:<ana@charity.example> AUTH", replies.BAD_PARAMETER, id="auth-of-nothing"),
        pytest.param(ANA, "FROM:<ana@charity.example> RET=full", MAIL, id="ret"),
        pytest.param(ANA, "FROM:<ana@charity.example> RET=SOME", replies.BAD_PARAMETER, id="ret-other"),
        pytest.param(ANA, "FROM:<ana@charity.example> MT-PRIORITY=3", replies.UNKNOWN_PARAMETER, id="unknown"),
    ],
)
def test_mail(client: Client, argument: str, outcome: Mail | Reply) -> None:
    assert mail(argument, extended=True, client=client, terms=TERMS) == outcome


def test_where_no_sign_in_is_offered_none_is_asked_for() -> None:
    terms = replace(TERMS, auth=False)

    assert mail("FROM:<ana@charity.example>", extended=True, client=STRANGER, terms=terms) == replies.NOT_FROM_HERE


@pytest.mark.parametrize(
    ("argument", "outcome"),
    [
        pytest.param("TO:<bob@partner.example>", "bob@partner.example", id="in-order"),
        pytest.param("TO:<bob@PARTNER.example> NOTIFY=NEVER", "bob@partner.example", id="notify"),
        pytest.param("TO:<bob@partner.example> NOTIFY=DELAY,FAILURE", "bob@partner.example", id="notify-list"),
        pytest.param("TO:<bob@partner.example> ORCPT=rfc822;a@b", "bob@partner.example", id="orcpt"),
        pytest.param("TO:<bob@partner.example> NOTIFY=", replies.BAD_PARAMETER, id="notify-of-nothing"),
        pytest.param("TO:<bob@partner.example> NOTIFY", replies.BAD_PARAMETER, id="notify-bare"),
        pytest.param("TO:<bob@partner.example> NOTIFY=SOON", replies.BAD_PARAMETER, id="notify-other"),
        pytest.param("TO:<bob@partner.example> ORCPT=x", replies.BAD_PARAMETER, id="orcpt-without-type"),
        pytest.param(f"TO:<bob@partner.example> ORCPT=a;{'x' * 500}", replies.BAD_PARAMETER, id="orcpt-long"),
        pytest.param("TO:<bob@partner.example> BY=1;R", replies.UNKNOWN_PARAMETER, id="unknown"),
        pytest.param("TO:<postmaster>", "postmaster@charity.example", id="postmaster"),
        pytest.param("TO:<bob@[192.0.2.1]>", replies.LITERAL, id="literal"),
        pytest.param("TO:<zoë@partner.example>", replies.NEEDS_SMTPUTF8, id="utf8-unannounced"),
        pytest.param("FROM:<bob@partner.example>", replies.BAD_RCPT, id="no-to"),
    ],
)
def test_recipient(argument: str, outcome: str | Reply) -> None:
    assert recipient(argument, extended=True, mail=MAIL, taken=2, terms=TERMS) == outcome


def test_one_recipient_too_many() -> None:
    argument = "TO:<bob@partner.example>"

    assert recipient(argument, extended=True, mail=MAIL, taken=3, terms=TERMS) == replies.TOO_MANY_RECIPIENTS


def test_parameters_come_with_ehlo_only() -> None:
    argument = "TO:<bob@partner.example> NOTIFY=NEVER"

    assert recipient(argument, extended=False, mail=MAIL, taken=0, terms=TERMS) == replies.UNKNOWN_PARAMETER


BODY = b"\r\nHello\r\n"
RECEIVED = b"Received: from a by b;\r\n Mon, 2 Mar 2026 09:30:00 +0000\r\n"
OWN = b"RECEIVED : by Gateway.Charity.Example\r\n\twith ESMTPS id GW-0000000Z; Mon, 2 Mar 2026 09:30:00 +0000\r\n"


@pytest.mark.parametrize(
    ("client", "terms", "data", "outcome"),
    [
        pytest.param(ANA, TERMS, b"Subject: x\r\n" + BODY, b"Subject: x\r\n" + BODY, id="as-it-came"),
        pytest.param(ANA, TERMS, b"", b"", id="empty"),
        pytest.param(ANA, TERMS, RECEIVED * 2 + BODY, RECEIVED * 2 + BODY, id="received-at-limit"),
        pytest.param(ANA, TERMS, RECEIVED * 3 + BODY, replies.LOOP, id="received-one-over"),
        pytest.param(ANA, TERMS, BODY + RECEIVED * 3, BODY + RECEIVED * 3, id="received-in-the-body"),
        pytest.param(ANA, TERMS, OWN + BODY, replies.BEEN_HERE, id="own-trace"),
        pytest.param(ANA, TERMS, RECEIVED + OWN + BODY, replies.BEEN_HERE, id="own-trace-below-another"),
        pytest.param(ANA, TERMS, BODY + OWN, BODY + OWN, id="own-trace-in-the-body"),
        pytest.param(
            ANA,
            TERMS,
            OWN.replace(b"Gateway", b"Other") + BODY,
            OWN.replace(b"Gateway", b"Other") + BODY,
            id="others",
        ),
        pytest.param(RELAY, STAMPED, b"X-Stamp: secret\r\n" + BODY, BODY, id="stamp-stripped"),
        pytest.param(
            RELAY,
            STAMPED,
            b"A: 1\r\nx-stamp :\r\n secret\r\nB: 2\r\n" + BODY,
            b"A: 1\r\nB: 2\r\n" + BODY,
            id="folded",
        ),
        pytest.param(RELAY, STAMPED, b"X-Stamp: secret", b"", id="stamp-alone"),
        pytest.param(RELAY, STAMPED, BODY, replies.NOT_STAMPED, id="no-stamp"),
        pytest.param(RELAY, STAMPED, b"X-Stamp: secre\r\n" + BODY, replies.NOT_STAMPED, id="wrong-stamp"),
        pytest.param(
            RELAY, STAMPED, b"X-Stamp: secret\r\nX-Stamp: x\r\n" + BODY, replies.NOT_STAMPED, id="two-stamps"
        ),
        pytest.param(RELAY, STAMPED, b"X-Stamp: secret\r\n" * 2 + BODY, replies.NOT_STAMPED, id="same-stamp-twice"),
        pytest.param(RELAY, STAMPED, b"X-Stamped: secret\r\n" + BODY, replies.NOT_STAMPED, id="other-name"),
        pytest.param(
            RELAY, STAMPED, b"A: 1\r\n X-Stamp: secret\r\n" + BODY, replies.NOT_STAMPED, id="in-a-folded-line"
        ),
        pytest.param(RELAY, STAMPED, BODY + b"X-Stamp: secret\r\n", replies.NOT_STAMPED, id="in-the-body"),
        pytest.param(ANA, STAMPED, BODY, BODY, id="who-signed-in-needs-none"),
        pytest.param(ANA, STAMPED, b"X-Stamp: guess\r\nX-Stamp: guess\r\n" + BODY, BODY, id="and-keeps-none"),
    ],
)
def test_content(client: Client, terms: Terms, data: bytes, outcome: bytes | Reply) -> None:
    assert content(data, Faults(), client=client, terms=terms) == outcome


@pytest.mark.parametrize(
    ("faults", "reply"),
    [
        (Faults(lone_line_end=True), replies.LONE_LINE_END),
        (Faults(nul=True), replies.NUL),
        (Faults(too_large=True), replies.TOO_LARGE),
        (Faults(too_large=True, lone_line_end=True, nul=True), replies.TOO_LARGE),
    ],
)
def test_faults(faults: Faults, reply: Reply) -> None:
    assert content(b"", faults, client=ANA, terms=TERMS) == reply


@pytest.mark.parametrize("over", [0, 1])
def test_a_header_section_has_an_end(over: int) -> None:
    data = b"A: " + b"x" * (HEADER_BYTES - 5 + over) + b"\r\n\r\n"

    assert content(data, Faults(), client=ANA, terms=TERMS) == (replies.HEADER_TOO_LARGE if over else data)


@given(st.text(), st.text(), st.booleans())
def test_commands_are_total(first: str, second: str, extended: bool) -> None:
    assert isinstance(mail(f"FROM:{first}", extended=extended, client=RELAY, terms=TERMS), Mail | Reply)
    assert isinstance(
        recipient(f"TO:<{first}> {second}", extended=extended, mail=MAIL, taken=0, terms=TERMS), str | Reply
    )


PIECES = st.lists(
    st.sampled_from([b"X-Stamp: secret", b"x-stamp:", b"\r\n", b" ", b"Received: x", b":", b"a", b"\xff"]),
    max_size=15,
).map(b"".join)


@given(PIECES)
def test_the_stamp_never_passes(data: bytes) -> None:
    outcome = content(data, Faults(), client=RELAY, terms=STAMPED)

    if isinstance(outcome, bytes):
        head = b"\r\n" + outcome[: outcome.find(b"\r\n\r\n") + 2 if b"\r\n\r\n" in outcome else None]
        assert outcome.startswith(b"\r\n") or b"\r\nx-stamp:" not in head.lower()
        assert len(outcome) < len(data)


@pytest.mark.parametrize(
    ("recipient", "others", "together"),
    [
        pytest.param("notices@charity.example", [], True, id="alone"),
        pytest.param("ana@charity.example", ["ben@charity.example"], True, id="others"),
        pytest.param("Notices@charity.example", ["ben@charity.example"], False, id="beside-another"),
        pytest.param("ben@charity.example", ["notices@charity.example"], False, id="another-beside-it"),
        pytest.param("notices@charity.example", ["NOTICES@charity.example"], True, id="twice"),
    ],
)
def test_replies_to_notices_go_to_nobody_besides(recipient: str, others: list[str], together: bool) -> None:
    terms = replace(TERMS, notices="notices@charity.example")

    assert admission.together(recipient, others, terms) is together
    assert admission.together(recipient, others, TERMS)
