"""Paths and parameters: the grammar as a table, and what holds whatever comes."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.intake.paths import Mailbox, Malformed, Parameter, forward_path, mailbox, parameters, reverse_path

LONG_LOCAL = "a" * 64
LONG_DOMAIN = ".".join(["d" * 61] * 3 + ["e"])  # 187 octets; with the longest local part 252


@pytest.mark.parametrize(
    ("text", "address", "rest"),
    [
        pytest.param("<ana@charity.example>", "ana@charity.example", "", id="plain"),
        pytest.param("<Ana@Charity.EXAMPLE> SIZE=1", "Ana@charity.example", " SIZE=1", id="domain-lower-local-kept"),
        pytest.param("<o'hara+tag=1@x.example>", "o'hara+tag=1@x.example", "", id="atom-characters"),
        pytest.param('<"ana"@x.example>', "ana@x.example", "", id="needless-quotes-go"),
        pytest.param(r'<"a\na"@x.example>', "ana@x.example", "", id="needless-escape-goes"),
        pytest.param('<"a b"@x.example>', '"a b"@x.example', "", id="quotes-stay"),
        pytest.param('<"a..b"@x.example>', '"a..b"@x.example', "", id="two-dots-need-quotes"),
        pytest.param('<"a@b>c"@x.example>', '"a@b>c"@x.example', "", id="bracket-within-quotes"),
        pytest.param(r'<"a\"\\b"@x.example>', r'"a\"\\b"@x.example', "", id="escapes-stay-where-needed"),
        pytest.param('<""@x.example>', '""@x.example', "", id="empty-quoted"),
        pytest.param("<@a.example,@b.example:ana@x.example>", "ana@x.example", "", id="source-route-ignored"),
        pytest.param("<ana@[192.0.2.1]>", "ana@[192.0.2.1]", "", id="literal"),
        pytest.param("<ana@[IPv6:2001:DB8::1]>", "ana@[IPv6:2001:db8::1]", "", id="literal-v6"),
        pytest.param("<ana@localhost>", "ana@localhost", "", id="one-label"),
        pytest.param("<zoë@bücher.example>", "zoë@bücher.example", "", id="utf8"),
        pytest.param(f"<{LONG_LOCAL}@x.example>", f"{LONG_LOCAL}@x.example", "", id="local-64"),
        pytest.param(f"<{LONG_LOCAL}@{LONG_DOMAIN}e>", f"{LONG_LOCAL}@{LONG_DOMAIN}e", "", id="address-253"),
        pytest.param(f"<{LONG_LOCAL}@{LONG_DOMAIN}ee>", f"{LONG_LOCAL}@{LONG_DOMAIN}ee", "", id="address-254"),
    ],
)
def test_path(text: str, address: str, rest: str) -> None:
    for read in (reverse_path, forward_path):
        found, behind = read(text)

        assert found is not None
        assert (found.address, behind) == (address, rest)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("ana@x.example", id="no-brackets"),
        pytest.param("<ana@x.example", id="no-end"),
        pytest.param("ana@x.example>", id="no-beginning"),
        pytest.param("<<ana@x.example>>", id="two-brackets"),
        pytest.param("<ana@x.example>SIZE=1", id="no-blank-behind"),
        pytest.param("<ana>", id="no-domain"),
        pytest.param("<@x.example>", id="no-local"),
        pytest.param("<ana@>", id="empty-domain"),
        pytest.param("<ana@@x.example>", id="two-at"),
        pytest.param("<ana@x.example,ben@x.example>", id="two"),
        pytest.param("<a na@x.example>", id="blank"),
        pytest.param("< ana@x.example>", id="blank-first"),
        pytest.param("<ana@x.example >", id="blank-last"),
        pytest.param("<.ana@x.example>", id="dot-first"),
        pytest.param("<ana.@x.example>", id="dot-last"),
        pytest.param("<a..na@x.example>", id="two-dots"),
        pytest.param("<ana(comment)@x.example>", id="comment"),
        pytest.param("<Ana <ana@x.example>>", id="display-name"),
        pytest.param("<ana@-x.example>", id="hyphen-first"),
        pytest.param("<ana@x-.example>", id="hyphen-last"),
        pytest.param("<ana@x..example>", id="empty-label"),
        pytest.param("<ana@x.example.>", id="dot-at-the-end"),
        pytest.param("<ana@x_y.example>", id="underscore"),
        pytest.param(f"<ana@{'d' * 64}.example>", id="label-64"),
        pytest.param("<ana@[192.0.2.256]>", id="no-such-literal"),
        pytest.param("<ana@[relay]>", id="literal-word"),
        pytest.param('<"ana@x.example>', id="quote-open"),
        pytest.param('<"a"na@x.example>', id="quote-then-more"),
        pytest.param('<"a\tb"@x.example>', id="tab-quoted"),
        pytest.param("<ana\x00@x.example>", id="nul"),
        pytest.param("<a\u202ena@x.example>", id="turns-the-text-round"),
        pytest.param("<a\u200bna@x.example>", id="no-width"),
        pytest.param("<ana@x\u3002example>\udcff", id="surrogate"),
        pytest.param("<ana\udce9@x.example>", id="surrogate-within"),
        pytest.param(f"<{LONG_LOCAL}a@x.example>", id="local-65"),
        pytest.param(f"<{LONG_LOCAL}@{LONG_DOMAIN}eee>", id="address-255"),
        pytest.param("<@a.example ana@x.example>", id="route-without-colon"),
    ],
)
def test_no_path(text: str) -> None:
    for read in (reverse_path, forward_path):
        with pytest.raises(Malformed):
            read(text)


def test_the_null_sender_is_no_recipient() -> None:
    assert reverse_path("<> SIZE=1") == (None, " SIZE=1")
    with pytest.raises(Malformed):
        forward_path("<>")


def test_postmaster_needs_no_domain_as_recipient_only() -> None:
    assert forward_path("<PostMaster>") == (None, "")
    with pytest.raises(Malformed):
        reverse_path("<postmaster>")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("", (), id="none"),
        pytest.param("  ", (), id="blanks"),
        pytest.param(" size=1  Body=8bitMIME", (("SIZE", "1"), ("BODY", "8bitMIME")), id="value-keeps-its-case"),
        pytest.param(" SMTPUTF8", (("SMTPUTF8", None),), id="no-value"),
        pytest.param(" AUTH=<>", (("AUTH", "<>"),), id="brackets"),
    ],
)
def test_parameters(text: str, found: tuple[tuple[str, str | None], ...]) -> None:
    assert parameters(text) == tuple(Parameter(keyword=keyword, value=value) for keyword, value in found)


@pytest.mark.parametrize(
    "text", ["=1", "SIZE=", "SIZE=1=2", "A\tB", "-A", "SIZE=1 size=2", "A=\x7f", "A=\udcff", "é=1"]
)
def test_no_parameters(text: str) -> None:
    with pytest.raises(Malformed):
        parameters(text)


# Text that comes close to a path, so that more than the first check is reached.
NEARLY = st.lists(
    st.one_of(st.sampled_from([*'<>@.,:"\\[] ', "ana", "x.example", "IPv6:", "192.0.2.1"]), st.characters()),
    max_size=12,
).map("".join)


@given(st.one_of(st.text(), NEARLY, NEARLY.map(lambda text: f"<{text}>")))
def test_any_text_is_a_path_or_malformed(text: str) -> None:
    for read in (reverse_path, forward_path, parameters):
        with contextlib.suppress(Malformed):
            read(text)


@given(st.one_of(NEARLY, st.from_regex(r'("[ -~]{0,8}"|[a-z.]{1,8})@[A-Za-z0-9.\-]{1,12}', fullmatch=True)))
def test_one_spelling_is_read_as_itself(text: str) -> None:
    try:
        found = mailbox(text)
    except Malformed:
        return

    assert mailbox(found.address) == found
    assert reverse_path(f"<{found.address}>") == (found, "")
    assert isinstance(found, Mailbox)
    assert len(found.address.encode()) <= 254
