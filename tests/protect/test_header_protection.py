"""What goes inside, what is seen outside, and that the body stays as it came."""

import email
import email.policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.protect.errors import Fault, ProtectionFailed
from gateway.protect.fields import Field, join_message, split_message
from gateway.protect.header_protection import Protected, protect_header
from gateway.protect.outer_header import bare_addresses, outer_fields
from tests.protect.messages import LEAKY, PLAIN, message

SENDER = "priya.nair@family-support.example"
RECIPIENTS = ("carol.deane@partner.example",)


def protect(untrusted_message: bytes, *, subject: str = "[...]") -> Protected:
    return protect_header(untrusted_message, envelope_from=SENDER, envelope_to=RECIPIENTS, subject=subject)


def outer_text(untrusted_message: bytes) -> list[str]:
    return [field.raw.decode() for field in protect(untrusted_message).outer]


def inner_fields(untrusted_message: bytes) -> list[Field]:
    return list(split_message(protect(untrusted_message).inner)[0])


def test_outer_header_holds_addresses_identifiers_and_a_date() -> None:
    assert outer_text(LEAKY) == [
        "Date: Mon, 1 Jun 2026 11:59:57 +0100",
        "From: priya.nair@family-support.example",
        "Reply-To: case-4411@family-support.example",
        "To: carol.deane@partner.example,\r\n jo.okafor@partner.example",
        "Cc: sam.lee@partner.example,\r\n ellie.marsh@kin.example",
        "Message-ID: <20260601105957.4411@family-support.example>",
        "In-Reply-To: <a1@partner.example>",
        "References: <a0@partner.example>\r\n <a1@partner.example>",
        "Subject: [...]",
    ]


def test_inner_header_is_the_original_less_traces() -> None:
    came, _ = split_message(LEAKY)
    went = inner_fields(LEAKY)
    traces = {
        "return-path",
        "received",
        "arc-seal",
        "dkim-signature",
        "x-ms-exchange-organization-authsource",
        "bcc",
    }

    assert [field.name for field in came if field.name not in traces] == [
        field.name for field in went if field.name != "hp-outer"
    ]
    for field in came:
        if field.name not in traces and field.name != "content-type":
            assert field in went


def test_hp_outer_repeats_the_outer_header() -> None:
    told = [field.raw.removeprefix(b"HP-Outer: ") for field in inner_fields(LEAKY) if field.name == "hp-outer"]

    assert told == [field.raw for field in protect(LEAKY).outer]


def test_python_reads_the_inner_header_as_it_was() -> None:
    came = email.message_from_bytes(LEAKY, policy=email.policy.default)
    went = email.message_from_bytes(protect(LEAKY).inner, policy=email.policy.default)

    assert went["Subject"] == came["Subject"]
    assert went["To"] == came["To"]
    assert went["Content-Type"].params == {
        "hp": "cipher",
        "protected-headers": "v1",
        "charset": "utf-8",
        "format": "flowed",
    }
    assert went.get_content() == came.get_content()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param("text/plain", 'text/plain; hp="cipher"; protected-headers="v1"', id="bare"),
        pytest.param(
            'TEXT/html;charset="utf-8"', 'TEXT/html; hp="cipher"; protected-headers="v1";charset="utf-8"', id="quoted"
        ),
        pytest.param("text/plain;", 'text/plain; hp="cipher"; protected-headers="v1";', id="semicolon-at-the-end"),
        pytest.param(
            'text/plain; name="open', 'text/plain; hp="cipher"; protected-headers="v1"; name="open', id="open-quote"
        ),
        pytest.param(
            'text/plain; hp="clear"; charset=utf-8; protected-headers=v1',
            'text/plain; hp="cipher"; protected-headers="v1"; charset=utf-8',
            id="already-has-them",
        ),
        pytest.param(
            'text/plain; name="a; hp=clear"',
            'text/plain; hp="cipher"; protected-headers="v1"; name="a; hp=clear"',
            id="look-alike-in-quotes",
        ),
        pytest.param(
            "\n text/plain;\n\tcharset=utf-8",
            '\n text/plain; hp="cipher"; protected-headers="v1";\n\tcharset=utf-8',
            id="folded",
        ),
        pytest.param("text", "text", id="names-no-type"),
    ],
)
def test_content_type(given: str, expected: str) -> None:
    [field] = [
        field
        for field in inner_fields(message(f"From: a@b.example\nContent-Type: {given}"))
        if field.name == "content-type"
    ]

    assert field.raw.decode().replace("\r\n", "\n") == f"Content-Type: {expected}"


def test_message_without_content_type_gets_the_default() -> None:
    assert (
        b'Content-Type: text/plain; charset=us-ascii; hp="cipher"; protected-headers="v1"\r\n' in protect(PLAIN).inner
    )


@pytest.mark.parametrize(
    "name",
    [
        *("Received", "Return-Path", "DKIM-Signature", "Bcc", "Resent-Bcc", "ARC-Seal", "ARC-Message-Signature"),
        *("X-MS-Exchange-Organization-SCL", "BCC", "dkim-signature"),
    ],
)
def test_traces_and_hidden_recipients_go_nowhere(name: str) -> None:
    assert b"trace.example" not in protect(message(f"From: a@b.example\n{name}: trace.example")).inner


def test_hp_outer_of_the_sender_is_not_believed() -> None:
    forged = message("From: a@b.example\nHP-Outer: Subject: forged\nContent-Type: text/plain")

    assert b"forged" not in protect(forged).inner


@pytest.mark.parametrize(
    ("header", "outer"),
    [
        pytest.param("From: a@b.example", "From: a@b.example|Subject: [...]", id="from-alone"),
        pytest.param("Subject: Ellie", f"From: {SENDER}|Subject: [...]", id="no-from"),
        pytest.param("From: Ellie Marsh", f"From: {SENDER}|Subject: [...]", id="from-without-address"),
        pytest.param(
            'From: a@b.example\nTo: "Ellie <x@y.example>',
            f"From: a@b.example|To: {RECIPIENTS[0]}|Subject: [...]",
            id="to-unreadable",
        ),
        pytest.param(
            "From: a@b.example\nTo: undisclosed-recipients:;", "From: a@b.example|Subject: [...]", id="nobody-named"
        ),
        pytest.param("From: a@b.example\nCc: Ellie Marsh", "From: a@b.example|Subject: [...]", id="cc-unreadable"),
        pytest.param(
            "From: a@b.example\nDate: Ellie's birthday", "From: a@b.example|Subject: [...]", id="date-with-words"
        ),
        pytest.param(
            "From: a@b.example\nDate: 1 Jun 2026 11:59 GMT",
            "Date: 1 Jun 2026 11:59 GMT|From: a@b.example|Subject: [...]",
            id="short-date",
        ),
        pytest.param(
            "From: a@b.example\nMessage-ID: about Ellie <x@y>",
            "From: a@b.example|Message-ID: <x@y>|Subject: [...]",
            id="words-before-identifier",
        ),
        pytest.param(
            "From: a@b.example\nMessage-ID: <about Ellie@y>",
            "From: a@b.example|Subject: [...]",
            id="words-in-id",
        ),
        pytest.param(
            "From: a@b.example\nMessage-ID: <x@y>\nMessage-ID: <z@y>",
            "From: a@b.example|Subject: [...]",
            id="two-identifiers",
        ),
        pytest.param(
            "From: a@b.example\nTo: c@d.example\nTo: e@f.example",
            "From: a@b.example|To: c@d.example,\r\n e@f.example|Subject: [...]",
            id="two-to-fields",
        ),
        pytest.param(
            "From: a@b.example\nAuto-Submitted: auto-generated (Ellie)",
            "From: a@b.example|Auto-Submitted: auto-generated|Subject: [...]",
            id="auto-submitted",
        ),
        pytest.param(
            "From: a@b.example\nAuto-Submitted: Ellie", "From: a@b.example|Subject: [...]", id="auto-submitted-words"
        ),
        pytest.param(
            "From: a@b.example\nSubject: one\nSubject: two",
            "From: a@b.example|Subject: [...]",
            id="two-subjects",
        ),
        pytest.param("FROM : a@b.example", "From: a@b.example|Subject: [...]", id="blank-before-colon"),
    ],
)
def test_outer_header(header: str, outer: str) -> None:
    assert outer_text(message(header)) == outer.split("|")


@pytest.mark.parametrize(
    ("value", "addresses"),
    [
        pytest.param("", (), id="empty"),
        pytest.param("a@b.example", ("a@b.example",), id="bare"),
        pytest.param(" Ana Kin <a@b.example> ", ("a@b.example",), id="named"),
        pytest.param('"Kin, A \\"x\\" (y)" <a@b.example>, c@d.example', ("a@b.example", "c@d.example"), id="quoted"),
        pytest.param("=?utf-8?q?Ana?= <a@b.example>", ("a@b.example",), id="encoded-word"),
        pytest.param('a@b.example (Ana (5" tall) Kin)', ("a@b.example",), id="comment"),
        pytest.param("(Ana) <a@b.example> (Kin)", ("a@b.example",), id="comments-around"),
        pytest.param("Team: a@b.example, Ana <c@d.example>;", ("a@b.example", "c@d.example"), id="group"),
        pytest.param("T: a@b.example;, U:;, c@d.example", ("a@b.example", "c@d.example"), id="groups"),
        pytest.param(",a@b.example,,", ("a@b.example",), id="empty-elements"),
        pytest.param("ana@bücher.example", ("ana@bücher.example",), id="not-ascii"),
        pytest.param("Ana Kin", None, id="name-alone"),
        pytest.param("a@b.example c@d.example", None, id="no-comma"),
        pytest.param("<a@b.example> Ana", None, id="words-after"),
        pytest.param("<a@b.example><c@d.example>", None, id="two-in-one"),
        pytest.param("<Ana Kin>", None, id="words-in-brackets"),
        pytest.param('"Ana Kin"@b.example', None, id="quoted-local-part"),
        pytest.param('<"Ana Kin"@b.example>', None, id="quoted-local-part-in-brackets"),
        pytest.param("<@x.example:a@b.example>", None, id="route"),
        pytest.param("<>", None, id="nobody"),
        pytest.param('"Ana <a@b.example>', None, id="open-quote"),
        pytest.param("a@b.example (Ana", None, id="open-comment"),
        pytest.param("a@b.example) Ana", None, id="closed-before-opened"),
        pytest.param("a(x)b@c.example", None, id="comment-inside-a-word"),
        pytest.param("Ana <a@b.example", None, id="open-bracket"),
        pytest.param("<a@b.example", None, id="open-bracket-alone"),
        pytest.param("a@b.example>", None, id="closing-bracket-alone"),
        pytest.param("Team: a@b.example", None, id="open-group"),
        pytest.param("T: U: a@b.example;", None, id="group-in-group"),
        pytest.param("a@b.example;", None, id="group-never-opened"),
        pytest.param("a@b.example\\", None, id="escape-at-the-end"),
        pytest.param("a..b@c.example", None, id="two-dots"),
        pytest.param("a@[192.0.2.1]", None, id="address-literal"),
    ],
)
def test_bare_addresses(value: str, addresses: tuple[str, ...] | None) -> None:
    expected = None if addresses is None else tuple(address.encode() for address in addresses)

    assert bare_addresses(value.encode()) == expected


def test_address_that_is_not_utf8() -> None:
    assert bare_addresses(b"an\xe9@b.example") is None


@pytest.mark.parametrize(
    "untrusted_message",
    [
        pytest.param(b"From: a@b.example\nSubject: x\r\n\r\n", id="bare-line-feed"),
        pytest.param(b"From: a@b.example\rSubject: x\r\n\r\n", id="bare-carriage-return"),
        pytest.param(b"From: a\x00@b.example\r\n\r\n", id="nul"),
        pytest.param(b"From a@b.example Mon Jun  1\r\nSubject: x\r\n\r\n", id="mailbox-separator"),
        pytest.param(b"From: a@b.example\r\nDear Carol\r\n\r\n", id="line-without-colon"),
        pytest.param(b" folded: first\r\n\r\n", id="starts-folded"),
        pytest.param(b"From: a@b.example\n\nwhole message with bare line feeds\n", id="unix-message"),
        pytest.param("Betreff\u00e9: x\r\n\r\n".encode(), id="field-name-not-ascii"),
    ],
)
def test_header_that_readers_would_differ_on_is_refused(untrusted_message: bytes) -> None:
    with pytest.raises(ProtectionFailed) as failure:
        protect(untrusted_message)

    assert failure.value.fault is Fault.HEADER_UNREADABLE


def test_two_content_types_are_refused() -> None:
    with pytest.raises(ProtectionFailed) as failure:
        protect(message("From: a@b.example\nContent-Type: text/plain\nContent-Type: text/html"))

    assert failure.value.fault is Fault.CONTENT_TYPE_TWICE


@pytest.mark.parametrize("subject", ["", "two\r\nlines", "naïve"])
def test_neutral_subject_is_one_printable_line(subject: str) -> None:
    with pytest.raises(ProtectionFailed):
        protect(PLAIN, subject=subject)


@pytest.mark.parametrize(
    "sender", ["", "a b@c.example", "a@b.example\r\nSubject: x", "\udce9@b.example", "\ud800@b.c"]
)
def test_envelope_address_that_cannot_be_shown(sender: str) -> None:
    with pytest.raises(ProtectionFailed):
        protect_header(message("Subject: x"), envelope_from=sender, envelope_to=RECIPIENTS)


def test_nobody_to_be_shown_in_place_of_an_unreadable_to() -> None:
    with pytest.raises(ProtectionFailed):
        protect_header(message("From: a@b.example\nTo: Ellie Marsh"), envelope_from=SENDER, envelope_to=())


FIELD_NAMES = st.sampled_from(
    [
        *("From", "To", "Cc", "Bcc", "Subject", "Thread-Topic", "Date", "Message-ID", "References"),
        *("X-Sharing-About", "Content-Type", "Received"),
    ]
)
VALUES = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\x00"), max_size=60)
HEADERS = st.lists(
    st.tuples(FIELD_NAMES, VALUES), max_size=8, unique_by=lambda field: "" if field[0] == "Content-Type" else field
)


@given(header=HEADERS, body=st.binary(max_size=300))
def test_body_bytes_never_change(header: list[tuple[str, str]], body: bytes) -> None:
    whole = "".join(f"{name}: {value}\r\n" for name, value in header).encode() + b"\r\n" + body

    assert split_message(whole)[1] == body
    assert split_message(protect(whole).inner)[1] == body


@given(header=HEADERS, body=st.binary(max_size=40))
def test_splitting_loses_nothing(header: list[tuple[str, str]], body: bytes) -> None:
    whole = "".join(f"{name}: {value}\r\n" for name, value in header).encode() + b"\r\n" + body

    assert join_message(*split_message(whole)) == whole


@given(untrusted=st.binary(max_size=200))
def test_any_bytes_are_split_or_refused(untrusted: bytes) -> None:
    try:
        fields, body = split_message(untrusted)
    except ProtectionFailed:
        return
    assert untrusted.endswith(body)
    assert all(b"\r" not in field.value and b"\n" not in field.value for field in fields)


@given(header=HEADERS)
def test_outer_header_given_again_comes_out_the_same(header: list[tuple[str, str]]) -> None:
    whole = "".join(f"{name}: {value}\r\n" for name, value in header).encode() + b"\r\n"
    outer = protect(whole).outer

    assert outer_fields(outer, envelope_from="", envelope_to=(), subject="[...]") == outer


@given(
    name=FIELD_NAMES,
    before=st.text(st.sampled_from('<>@,;:()"\\ .ab=?\t'), max_size=12),
    after=st.text(st.sampled_from('<>@,;:()"\\ .ab=?\t'), max_size=12),
)
def test_two_words_never_stand_outside(name: str, before: str, after: str) -> None:
    """Whatever punctuation is around them, words with a blank between are free text."""
    whole = f"{name}: {before}Ellie Marsh{after}\r\n\r\n".encode()
    if name != "Content-Type":
        assert not any(b"Ellie Marsh" in field.raw for field in protect(whole).outer)
