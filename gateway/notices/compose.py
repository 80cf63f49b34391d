"""A notice: what happened, why with its clause, what to do, by when. Text and HTML from one set of facts.

Pure. A notice holds no personal data: it shows on lock screens and lies in mailboxes. It names parties and counts
people; what was found stands with the case.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from enum import StrEnum
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape


class NoticeKind(StrEnum):
    """What a notice tells."""

    HELD = "held"  # to the sender
    NEEDS_DECISION = "needs-decision"  # to whoever is asked
    HIDDEN = "hidden"  # to the sender: sent with details hidden
    RAISED = "raised"  # to the sender: sent under a higher marking
    RELEASED = "released"
    RETURNED = "returned"
    REFUSED = "refused"
    REMINDER = "reminder"
    ESCALATED = "escalated"
    EXPIRED = "expired"
    NOTED = "noted"  # to the sender: it was sent, and a rule of our own has a word on it
    RULE_APPLIED = "rule-applied"  # to whoever a rule of our own says
    APPROVED_AHEAD_USED = "approved-ahead-used"  # to whoever approved it before it was written
    ASKED_AFTERWARDS = "asked-afterwards"  # to sender and IG lead: an urgent email went with questions open


SUBJECTS: Final = {
    NoticeKind.HELD: "Your email has not been sent yet",
    NoticeKind.NEEDS_DECISION: "An email needs your decision",
    NoticeKind.HIDDEN: "Your email was sent with some details hidden",
    NoticeKind.RAISED: "Your email was sent with a higher marking",
    NoticeKind.RELEASED: "Your email has now been sent",
    NoticeKind.RETURNED: "Your email has come back to you",
    NoticeKind.REFUSED: "Your email will not be sent",
    NoticeKind.REMINDER: "Reminder: an email still needs your decision",
    NoticeKind.ESCALATED: "An email has waited too long for a decision",
    NoticeKind.EXPIRED: "Your email was not sent: nobody decided in time",
    NoticeKind.NOTED: "Your email was sent, with a note for you",
    NoticeKind.RULE_APPLIED: "An email that one of our own rules covers",
    NoticeKind.APPROVED_AHEAD_USED: "An email was sent as you approved",
    NoticeKind.ASKED_AFTERWARDS: "An urgent email was sent with questions still open",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """One reason, in words."""

    clause: str
    sentence: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing that whoever reads it can do."""

    title: str
    command: str  # what to type on the gateway, with the case and the reader filled in


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFacts:
    """All that a notice may say."""

    kind: NoticeKind
    case: str
    to: str
    sender: str  # who wrote the message; told to those who decide
    organisation: str
    hostname: str
    postmaster: str
    now: datetime  # aware, in the organisation's zone
    written_at: datetime  # when the message came, in the organisation's zone
    message_id: str  # of the message, so that the notice threads under it; empty: none
    waiting: Sequence[str]  # "1 person at Elm Park School", "2 people at an unknown address"
    reached: Sequence[str]  # the same, for who got it already
    why: Sequence[Why]
    choices: Sequence[Choice]
    until: datetime | None  # what happens then is told; None: nothing is waiting
    emergency: Sequence[str]
    reply_to: str = ""  # where an absence note is to come; empty: none is wanted
    trial: str = ""  # that rules are on trial, and until when; empty: none is
    link: str = ""  # the case in the console; empty: there is none, and what to type is told
    urgent: bool = False  # in the fast lane: the subject line says so, and it waits until somebody decides (MIN-3)


_TEMPLATES: Final = Environment(
    loader=PackageLoader("gateway.notices"),
    autoescape=select_autoescape(enabled_extensions=("html.j2",)),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


def moment(at: datetime) -> str:
    """A time as people write it: Wednesday 25 November at 3:04pm."""
    hour = at.hour % 12 or 12
    return f"{at:%A} {at.day} {at:%B} at {hour}:{at:%M}{'am' if at.hour < 12 else 'pm'}"


_TEMPLATES.filters["moment"] = moment


def compose(facts: NoticeFacts) -> bytes:
    """The notice as a message, CRLF line ends, ready to travel on the internal route.

    It is ASCII, unless the address of who is told is not: then its header is UTF-8 (RFC 6532 §3).
    """
    policy = SMTP if facts.to.isascii() else SMTPUTF8
    notice = EmailMessage(policy=policy.clone(max_line_length=998))
    notice["From"] = f"Mail gateway <{facts.postmaster}>"
    notice["To"] = facts.to
    heading = f"URGENT: {SUBJECTS[facts.kind]}" if facts.urgent else SUBJECTS[facts.kind]
    notice["Subject"] = f"{heading} ({facts.case})"
    notice["Date"] = format_datetime(facts.now)
    notice["Message-ID"] = f"<{facts.case}.{facts.kind}.{facts.now.timestamp():.6f}@{facts.hostname}>"
    if facts.reply_to:
        # An absence note is welcome: it comes to an address where nothing answers it, so no loop begins.
        notice["Reply-To"] = facts.reply_to
        notice["X-Auto-Response-Suppress"] = "DR, RN, NRN, AutoReply"
    else:
        # RFC 3834 §5: so that no out-of-office answers it.
        notice["Auto-Submitted"] = "auto-generated"
    notice["X-Gateway-Case"] = facts.case
    if facts.message_id:
        notice["In-Reply-To"] = facts.message_id
        notice["References"] = facts.message_id
    values: dict[str, object] = {"facts": facts, "heading": heading, "kind": facts.kind.value}
    # Rendered once as text, so that the page escapes the finished sentence.
    values["opening"] = _TEMPLATES.get_template("opening.txt.j2").render(values).strip()
    notice.set_content(_TEMPLATES.get_template("notice.txt.j2").render(values))
    notice.add_alternative(_TEMPLATES.get_template("notice.html.j2").render(values), subtype="html")
    return notice.as_bytes()
