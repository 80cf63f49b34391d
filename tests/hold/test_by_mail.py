"""Answers by mail: one word and no other reading of it; addresses that nobody else can make, and that wear out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.hold.answer_address import TAG_LENGTH, AnswerAddress, case_of, preview_of, read_tag, tag_for
from gateway.hold.by_mail import VERBS, NotTaken, Verb, offered, says_outside, verb_of
from gateway.model.decision import AnswerKind
from gateway.model.message import CaseId, Field, Place, Reading, Unit, Unread, UnreadReason
from gateway.model.own_address import is_at, tag_of, with_tag
from gateway.read.zones import zones
from tests.contracts.builders import hold_entry

KEY = bytes(range(32))
ANA = "ana@ours.example"
SAID = AnswerAddress(
    case=CaseId("GW-7F3K2QXA"),
    expires_at=datetime(2026, 11, 26, 15, tzinfo=UTC),
    answers=2,
    preview=preview_of(b"what would be sent"),
)


def reading(*texts: str, place: Place = Place.TEXT) -> Reading:
    units = tuple(
        Unit(id=n, place=place if n == 0 else Place.HTML, part=str(n + 1), label="", text=text, zones=zones(text))
        for n, text in enumerate(texts)
    )
    return Reading(fields=(), units=units, attachments=(), unread=(), signed=(), encrypted=False)


OUTLOOK = (
    "\n\nFrom: Mail gateway <postmaster@ours.example>\nSent: Monday\nTo: Ana\nSubject: on hold\n\nCANCEL or HIDE"
)
GMAIL = "\n\nOn Mon, 23 Nov 2026 at 15:04, Mail gateway <postmaster@ours.example> wrote:\n> HIDE\n> it\n"


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        pytest.param(["CANCEL"], "CANCEL", id="alone"),
        pytest.param(["\n \nhide\n"], "HIDE", id="small-letters-after-empty-lines"),
        pytest.param(["*Both.*"], "BOTH", id="bold-with-a-full-stop"),
        pytest.param(["Cancel" + OUTLOOK], "CANCEL", id="above-what-outlook-quotes"),
        pytest.param(["fact" + GMAIL], "FACT", id="above-what-gmail-quotes"),
        pytest.param(["CONFIDENTIAL\n\nKind regards\nAna Sharma\nFamily Support"], "CONFIDENTIAL", id="signature"),
        pytest.param(["INTERNAL\n\nSent from Outlook for iOS"], "INTERNAL", id="telephone"),
        pytest.param(["opinion", "Opinion"], "OPINION", id="both-forms-say-it"),
        pytest.param(["СANCEL"], "CANCEL", id="a-letter-that-looks-the-same"),
        pytest.param(["CANCEL", "HIDE"], NotTaken.TWO_WORDS, id="the-page-says-another"),
        pytest.param(["CANCEL\nHIDE"], NotTaken.TWO_WORDS, id="two-lines"),
        pytest.param(["CANCEL HIDE"], NotTaken.NO_WORD, id="two-on-one-line"),
        pytest.param(["CANCEL please"], NotTaken.NO_WORD, id="not-alone"),
        pytest.param(["Hello,\nCANCEL"], NotTaken.NO_WORD, id="not-first"),
        pytest.param(["> CANCEL"], NotTaken.NO_WORD, id="quoted"),
        pytest.param([GMAIL.strip()], NotTaken.NO_WORD, id="nothing-but-what-is-quoted"),
        pytest.param(["RELEASE"], NotTaken.NO_WORD, id="never-approves"),
        pytest.param(["UNCLASSIFIED"], NotTaken.NO_WORD, id="never-lowers"),
        pytest.param(["SEND"], NotTaken.NO_WORD, id="never-sends"),
        pytest.param(["YES"], NotTaken.NO_WORD, id="yes"),
        pytest.param([""], NotTaken.NO_WORD, id="empty"),
    ],
)
def test_what_was_said(texts: list[str], said: str | NotTaken) -> None:
    verb = verb_of(reading(*texts))

    assert (verb.word if isinstance(verb, Verb) else verb) == said


def test_a_page_alone_is_read() -> None:
    verb = verb_of(reading("HIDE" + OUTLOOK, place=Place.HTML))

    assert isinstance(verb, Verb)
    assert verb.kind is AnswerKind.HIDE


def test_what_cannot_be_read_says_nothing() -> None:
    unread = Unread(part="2", why=UnreadReason.ENCRYPTED, media_type="")

    assert verb_of(replace(reading("CANCEL"), unread=(unread,))) is NotTaken.NO_WORD


def test_no_word_lets_anything_go() -> None:
    kinds = {AnswerKind.RETURN, AnswerKind.HIDE, AnswerKind.STATEMENT, AnswerKind.MARKING}

    assert {one.kind for one in VERBS} == kinds
    assert not [one for one in VERBS if one.value == "unclassified"]


def test_only_what_the_hold_asks_is_offered() -> None:
    words = {one.word for one in offered(replace(hold_entry(), answers=(AnswerKind.HIDE, AnswerKind.RELEASE)))}

    assert words == {"CANCEL", "HIDE"}


@pytest.mark.parametrize(
    ("name", "value", "outside"),
    [
        (
            "Authentication-Results",
            "mx.ours.example; spf=pass; dkim=pass; dmarc=pass",
            False,
        ),
        (
            "Authentication-Results",
            "mx.ours.example; spf=pass; dmarc=fail action=none",
            True,
        ),
        ("authentication-results", "mx.ours.example; dmarc=none; compauth=FAIL reason=001", True),
        ("X-MS-Exchange-Organization-AuthAs", "Internal", False),
        ("X-MS-Exchange-CrossTenant-AuthAs", "Anonymous", True),
    ],
)
def test_what_our_mail_service_says_of_it(name: str, value: str, *, outside: bool) -> None:
    assert says_outside(replace(reading("CANCEL"), fields=(Field(name=name, value=value),))) is outside


def test_an_address_says_what_it_was_made_of() -> None:
    tag = tag_for(SAID, ANA, KEY)

    assert len(tag) == TAG_LENGTH
    assert read_tag(tag, ANA.upper(), KEY) == SAID
    assert case_of(tag) == SAID.case
    address = with_tag("notices@ours.example", tag)
    assert is_at(address.upper(), "Notices@ours.example")
    assert tag_of(address.upper()) == tag
    assert len(address.partition("@")[0]) <= 64


def test_it_is_good_for_a_full_hour_more_and_never_less() -> None:
    late = replace(SAID, expires_at=SAID.expires_at + timedelta(minutes=1))

    read = read_tag(tag_for(late, ANA, KEY), ANA, KEY)
    assert read is not None
    assert read.expires_at == SAID.expires_at + timedelta(hours=1)


@pytest.mark.parametrize(
    ("sender", "key"), [("ben@ours.example", KEY), (ANA, bytes(32))], ids=["another-sender", "another-key"]
)
def test_nobody_else_can_use_or_make_it(sender: str, key: bytes) -> None:
    assert read_tag(tag_for(SAID, ANA, KEY), sender, key) is None


@given(st.integers(0, TAG_LENGTH - 1), st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789+é"))
def test_no_letter_can_be_changed(place: int, letter: str) -> None:
    tag = tag_for(SAID, ANA, KEY)
    changed = tag[:place] + letter + tag[place + 1 :]

    assert (read_tag(changed, ANA, KEY) is None) is (changed != tag)


@given(st.text(max_size=60))
def test_any_tag_is_read_or_refused(tag: str) -> None:
    assert read_tag(tag, ANA, KEY) is None
    assert case_of(tag) == "" or len(tag) == TAG_LENGTH
