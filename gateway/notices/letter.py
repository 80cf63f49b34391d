"""Mail of our own: what it says is written down once, and shown as text and as a page. Pure.

Every notice, digest and answer is a `Letter`. Whoever writes one chooses words, never markup, so both forms say the
same and no name from a register can write a tag.
"""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from enum import StrEnum
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from gateway.language import ENGLISH, Language
from gateway.model.decision import Channel
from gateway.model.outcome import Finished, FinishedKind


class Shape(StrEnum):
    """How a block looks; the templates have a branch for each."""

    PLAIN = "plain"  # a paragraph
    PANEL = "panel"  # a paragraph set apart
    LIST = "list"
    STEPS = "steps"  # a numbered list
    REASONS = "reasons"  # each with what to do below it
    BUTTON = "button"
    ALARM = "alarm"  # what to do when it cannot wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a list."""

    words: str
    beside: str = ""  # smaller, after it: a clause
    below: str = ""  # on a line of its own
    command: str = ""  # what to type on the gateway


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One piece of a letter."""

    shape: Shape
    title: str = ""
    words: str = ""
    items: tuple[Item, ...] = ()
    link: str = ""
    lines: tuple[str, ...] = ()  # of an alarm: what the organisation says


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a mail of ours says."""

    heading: str
    blocks: tuple[Block, ...]
    foot: tuple[str, ...]  # the case number, the organisation
    language: Language = ENGLISH  # that all of it is written in


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """How it travels."""

    to: str
    subject: str
    postmaster: str
    hostname: str
    identity: str  # left of our Message-ID, before the time: "GW-7F3K2QXA.held"
    now: datetime  # aware, in the organisation's zone
    case: str = ""  # empty: of none
    message_id: str = ""  # of the mail that it threads under; empty: none
    reply_to: str = ""  # where an answer is to come; empty: none is wanted
    absence_welcome: bool = False  # an absence note is to come to reply_to


def plain(words: str) -> Block:
    """A paragraph."""
    return Block(shape=Shape.PLAIN, words=words)


_TEMPLATES: Final = Environment(
    loader=PackageLoader("gateway.notices"),
    autoescape=select_autoescape(enabled_extensions=("html.j2",)),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


def text_of(letter: Letter) -> str:
    """The letter as plain text."""
    return _TEMPLATES.get_template("letter.txt.j2").render(letter=letter)


def page_of(letter: Letter) -> str:
    """The letter as HTML: tables and styles beside what they are for, which is all that mail programs agree on."""
    return _TEMPLATES.get_template("letter.html.j2").render(letter=letter)


def mailed(letter: Letter, cover: Cover) -> bytes:
    """The mail, CRLF line ends, ready to travel on the internal route.

    It is ASCII, unless the address of who is told is not: then its header is UTF-8 (RFC 6532 §3).
    """
    policy = SMTP if cover.to.isascii() else SMTPUTF8
    mail = EmailMessage(policy=policy.clone(max_line_length=998))
    mail["From"] = f"{letter.language.say('Mail gateway')} <{cover.postmaster}>"
    mail["To"] = cover.to
    mail["Subject"] = cover.subject
    mail["Date"] = format_datetime(cover.now)
    mail["Message-ID"] = f"<{cover.identity}.{cover.now.timestamp():.6f}@{cover.hostname}>"
    if cover.reply_to:
        mail["Reply-To"] = cover.reply_to
    if cover.absence_welcome:
        # It comes to an address where nothing answers it, so no loop begins.
        mail["X-Auto-Response-Suppress"] = "DR, RN, NRN, AutoReply"
    else:
        # RFC 3834 §5: so that no out-of-office answers it.
        mail["Auto-Submitted"] = "auto-generated"
    if cover.case:
        mail["X-Gateway-Case"] = cover.case
    if cover.message_id:
        mail["In-Reply-To"] = cover.message_id
        mail["References"] = cover.message_id
    mail.set_content(text_of(letter))
    mail.add_alternative(page_of(letter), subtype="html")
    return mail.as_bytes()


def inside(content: bytes, to: str, *, sender: str = "") -> Finished:
    """A mail of ours on the internal route.

    Args:
        sender: of the envelope; empty: the null sender, whom nothing answers.
    """
    return Finished(
        kind=FinishedKind.NOTICE,
        sender=sender,
        recipients=(to,),
        content=content,
        channel=Channel.INTERNAL,
        smtputf8=not to.isascii(),
        body_8bit=not content.isascii(),
    )
