"""Which kind of mail a message is, by its header and, for a calendar, its method. Pure: a named question for each.

Programs say what they are in fields that nobody has to write, so a mail that bears no sign is taken for a person's:
the strictest kind but for a forward.
"""

import re
from collections.abc import Callable
from typing import Final

from gateway.model.mail_kind import MailKind
from gateway.model.message import Reading

# Who reads nothing that comes back; nobody is asked about what these send in their name.
MADE_BY_A_PROGRAM: Final = frozenset(MailKind) - {
    MailKind.PERSONAL,
    MailKind.FORWARD,
    MailKind.CALENDAR_REPLY,
    MailKind.LIST,
}

_REPORT: Final = re.compile(
    r"\s*multipart/report\b(?:.*?;\s*report-type\s*=\s*\"?([a-z-]+))?", re.IGNORECASE | re.DOTALL
)
# Gmail's, Exchange's and X.400's words for "a rule of a mailbox sent this on" (RFC 2156 §2.3.1.2 for the last).
_SENT_ON_BY_A_RULE: Final = ("x-forwarded-to", "x-forwarded-for", "x-ms-exchange-forwardingloop")
_SENT_ON_IF_TRUE: Final = ("x-autoforwarded", "x-auto-forwarded", "autoforwarded", "x-ms-exchange-autoforwarded")
_RESENT: Final = ("resent-from", "resent-sender", "resent-to", "resent-cc")
# Exchange's mark of a rule: on what a rule sends on, and on the absence notes that the same agent sends.
_INBOX_RULE: Final = "x-ms-exchange-inbox-rules-loop"
_ABSENCE_SUBJECT: Final = re.compile(
    r"\s*(?:automatic reply|auto(?:matic)?[ -]?reply|auto:|out of (?:the )?office)\b", re.IGNORECASE
)
_ABSENCE_FIELDS: Final = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply")
_ROBOTS: Final = frozenset({"mailer-daemon", "postmaster"})
_FALSE: Final = frozenset({"", "no", "false", "0"})


def mail_kind(reading: Reading, envelope_sender: str) -> MailKind:
    """The kind of a message; *envelope_sender* is empty for the null sender."""
    return next((kind for kind, fits in QUESTIONS if fits(reading, envelope_sender)), MailKind.PERSONAL)


def is_forward(reading: Reading, envelope_sender: str) -> bool:
    """Sent on by a rule, or resent: Exchange's, Gmail's and X.400's marks, and Resent-* (RFC 5322 §3.6.6)."""
    by_rule = any(_has(reading, name) for name in (*_SENT_ON_BY_A_RULE, *_RESENT))
    said = any(_word(reading, name) not in _FALSE for name in _SENT_ON_IF_TRUE)
    # An absence note bears Exchange's mark too; it is told by the null sender, which a rule that sends on never has.
    inbox_rule = _has(reading, _INBOX_RULE) and not (envelope_sender == "" and _answers(reading))
    return by_rule or said or inbox_rule


def is_bounce(reading: Reading, envelope_sender: str) -> bool:
    """A delivery status notification, or what an old mail service sends in place of one."""
    return report_type(reading) == "delivery-status" or (
        envelope_sender == "" and not _answers(reading) and _author_local_part(reading) in _ROBOTS
    )


def is_receipt(reading: Reading, _envelope_sender: str) -> bool:
    """A disposition notification: read, deleted, or delivered to a mailbox."""
    return report_type(reading) == "disposition-notification"


def is_absence(reading: Reading, envelope_sender: str) -> bool:
    """An out-of-office reply: RFC 3834's word for it, older fields, or Exchange's subject line and no sender."""
    answered = _auto_submitted(reading) == "auto-replied" or any(_has(reading, name) for name in _ABSENCE_FIELDS)
    return answered or _word(reading, "precedence") == "auto_reply" or (envelope_sender == "" and _answers(reading))


def is_calendar_reply(reading: Reading, _envelope_sender: str) -> bool:
    """An answer to an invitation: the calendar that is the mail's body, not a file beside it, says so."""
    attached = {attachment.part for attachment in reading.attachments}
    return any(
        unit.label == "METHOD" and unit.text.strip().upper() == "REPLY" and unit.part not in attached
        for unit in reading.units
    )


def is_list(reading: Reading, _envelope_sender: str) -> bool:
    """Mail to a list, or in bulk."""
    listed = any(field.name.lower().startswith("list-") for field in reading.fields)
    return listed or _word(reading, "precedence") in {"list", "bulk", "junk"}


def is_automatic(reading: Reading, envelope_sender: str) -> bool:
    """Any other sign that a program sent it: nobody writes with the null sender by hand."""
    suppressed = _has(reading, "x-auto-response-suppress")
    return envelope_sender == "" or _auto_submitted(reading) != "no" or suppressed


Question = Callable[[Reading, str], bool]
QUESTIONS: Final[tuple[tuple[MailKind, Question], ...]] = (
    (MailKind.FORWARD, is_forward),  # first: whatever else it says of itself, nobody looked at it before it left
    (MailKind.BOUNCE, is_bounce),
    (MailKind.RECEIPT, is_receipt),
    (MailKind.ABSENCE, is_absence),
    (MailKind.CALENDAR_REPLY, is_calendar_reply),
    (MailKind.LIST, is_list),
    (MailKind.AUTOMATIC, is_automatic),
)


def report_type(reading: Reading) -> str:
    """The kind of a multipart/report (RFC 6522 §3), lower case; empty: it is none, or does not say."""
    match = _REPORT.match(reading.field("Content-Type") or "")
    return (match[1] or "").lower() if match is not None else ""


def _answers(reading: Reading) -> bool:
    """Whether it says that it answers by itself, in the words that Exchange and Outlook use."""
    return _auto_submitted(reading) != "no" and _ABSENCE_SUBJECT.match(reading.field("Subject") or "") is not None


def _auto_submitted(reading: Reading) -> str:
    # RFC 3834 §5: the keyword, then perhaps parameters and comments.
    word = re.match(r"[\s]*([a-z-]*)", (reading.field("Auto-Submitted") or "no").lower())
    return word[1] if word is not None and word[1] else "no"


def _author_local_part(reading: Reading) -> str:
    match = re.search(r"([^\s<>\"@]+)@", reading.field("From") or "")
    return match[1].lower() if match is not None else ""


def _has(reading: Reading, name: str) -> bool:
    return reading.field(name) is not None


def _word(reading: Reading, name: str) -> str:
    return (reading.field(name) or "").strip().lower()
