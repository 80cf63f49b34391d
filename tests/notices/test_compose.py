"""Notices: both forms say the same, nothing leaks, nothing answers them."""

import html
import re
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default
from importlib import resources
from zoneinfo import ZoneInfo

import pytest

from gateway.language import ENGLISH
from gateway.notices.compose import SUBJECTS, Choice, NoticeFacts, NoticeKind, Why, compose

LONDON = ZoneInfo("Europe/London")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=LONDON)
HELD = NoticeFacts(
    kind=NoticeKind.HELD,
    case="GW-7F3K2QXA",
    to="ana@ours.example",
    sender="ana@ours.example",
    organisation="Family Support",
    hostname="gw.ours.example",
    postmaster="postmaster@ours.example",
    now=NOON,
    written_at=NOON,
    message_id="<1@ours.example>",
    waiting=["1 person at Elm & Oak <School>"],
    reached=[],
    why=[Why(clause="CONS-1", sentence="Nobody said yes.", remedy="Ask them.")],
    choices=[Choice(title="Hide it", command="gateway held answer GW-7F3K2QXA --hide")],
    make_urgent="gateway held answer GW-7F3K2QXA --urgent",
    until=NOON + timedelta(days=3),
    emergency=["Call 999."],
)


def forms(notice: bytes) -> tuple[str, str]:
    message = message_from_bytes(notice, policy=default)
    text, page = (part.get_content() for part in message.iter_parts())
    return text, page


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_kind_has_a_subject_and_an_opening(kind: NoticeKind) -> None:
    notice = compose(replace(HELD, kind=kind))

    text, page = forms(notice)
    opening = text.splitlines()[0]
    assert opening
    assert opening in html.unescape(page)
    assert SUBJECTS[kind] in message_from_bytes(notice, policy=default)["Subject"]


def test_both_forms_say_the_same() -> None:
    text, page = forms(compose(HELD))

    shown = html.unescape(re.sub(r"<style.*?</style>|<head.*?</head>|<[^>]+>", " ", page, flags=re.DOTALL))
    for words in (
        "Nobody said yes.",
        "CONS-1",
        "Ask them.",
        "Hide it",
        "Call 999.",
        "GW-7F3K2QXA",
        "Thursday 26 November",
    ):
        assert words in text
        assert words in shown


def test_a_party_name_cannot_write_markup() -> None:
    _, page = forms(compose(HELD))

    assert "Elm &amp; Oak &lt;School&gt;" in page


def test_headers() -> None:
    message = message_from_bytes(compose(HELD), policy=default)

    assert message["Auto-Submitted"] == "auto-generated"
    assert message["In-Reply-To"] == "<1@ours.example>"
    assert message["X-Gateway-Case"] == "GW-7F3K2QXA"


@pytest.mark.parametrize("kind", [NoticeKind.RELEASED, NoticeKind.HIDDEN, NoticeKind.RAISED])
def test_no_alarm_where_it_was_sent(kind: NoticeKind) -> None:
    text, page = forms(compose(replace(HELD, kind=kind)))

    assert "999" not in text + page


def test_line_ends() -> None:
    assert b"\n" not in compose(HELD).replace(b"\r\n", b"")


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [(0, 5, "12:05am"), (9, 0, "9:00am"), (12, 0, "12:00pm"), (15, 4, "3:04pm")],
)
def test_moment(hour: int, minute: int, words: str) -> None:
    assert ENGLISH.moment(NOON.replace(hour=hour, minute=minute)) == f"Monday 23 November at {words}"


def test_urgent_says_so_in_subject_heading_and_both_forms() -> None:
    """MIN-3: it waits day and night, so nothing says that it goes back; the emergency words stand in it."""
    notice = compose(replace(HELD, kind=NoticeKind.NEEDS_DECISION, urgent=True, until=None))

    text, page = forms(notice)
    subject = message_from_bytes(notice, policy=default)["Subject"]
    assert subject == "URGENT: An email needs your decision (GW-7F3K2QXA)"
    assert "<h1" in page
    assert "URGENT: An email needs your decision" in page
    for form in (text, html.unescape(page)):
        assert "Whoever answers first may let all of it go" in form
        assert "It waits until somebody decides, day or night." in form
        assert "Call 999." in form
        assert "goes back to the sender on" not in form


def test_what_is_not_urgent_does_not_say_so() -> None:
    notice = compose(replace(HELD, kind=NoticeKind.NEEDS_DECISION))

    assert b"URGENT" not in notice
    assert b"day or night" not in notice


WAITING = [NoticeKind.HELD, NoticeKind.NEEDS_DECISION, NoticeKind.REMINDER, NoticeKind.ESCALATED]


@pytest.mark.parametrize("kind", WAITING)
@pytest.mark.parametrize("link", ["", "https://gateway.ours.example/cases/GW-7F3K2QXA"])
def test_what_waits_can_be_made_urgent_from_its_notice(kind: NoticeKind, link: str) -> None:
    """MIN-3: and the organisation's own numbers stand beside it."""
    for form in forms(compose(replace(HELD, kind=kind, link=link))):
        assert "A child may be at risk: make this urgent" in form
        assert (f"{link}#decide" if link else "--urgent") in form
        assert "Call 999." in form


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_notice_leads_to_its_case(kind: NoticeKind) -> None:
    text, page = forms(
        compose(replace(HELD, kind=kind, choices=[], link="https://gw.ours.example/cases/GW-7F3K2QXA"))
    )

    assert "https://gw.ours.example/cases/GW-7F3K2QXA" in text
    assert 'href="https://gw.ours.example/cases/GW-7F3K2QXA"' in page


def test_the_page_is_for_dark_screens_too_and_asks_nothing_of_other_hosts() -> None:
    _, page = forms(compose(replace(HELD, link="https://gw.ours.example/cases/GW-7F3K2QXA")))

    assert "prefers-color-scheme: dark" in page
    assert '<meta name="color-scheme" content="light dark">' in page
    assert not re.search(r"<(?:img|script|link|iframe|object)|url\(|@import", page)


def test_where_the_link_to_make_it_urgent_leads() -> None:
    """The place on the case's page that notices point to is there."""
    page = (resources.files("gateway.console") / "templates" / "case.html").read_text()

    assert 'id="decide"' in page
