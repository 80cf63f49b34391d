"""Delivery status notifications (RFC 3464): headers only, no personal data. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage, Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from enum import StrEnum

from gateway.language import ENGLISH, Language
from gateway.notices.compose import alarm, case_line
from gateway.notices.letter import Block, Item, Letter, Shape, page_of, plain, text_of
from gateway.ports import Reply


class DsnAction(StrEnum):
    """What happened to the recipient (RFC 3464 §2.3.3)."""

    FAILED = "failed"
    DELAYED = "delayed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DsnRecipient:
    """One recipient that the notification is about."""

    address: str
    reply: Reply
    last_attempt_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DsnFacts:
    """What a notification is made from."""

    action: DsnAction
    case: str
    reporter: str  # our host name
    postmaster: str
    organisation: str
    sender: str  # who is told
    message_id: str  # of the message it is about; empty: it had none
    arrived_at: datetime
    now: datetime
    recipients: Sequence[DsnRecipient]
    give_up_at: datetime  # for delayed: until when it is tried
    emergency: Sequence[str] = ()
    link: str = ""  # the case in the console; empty: there is none
    language: Language = ENGLISH


def dsn(facts: DsnFacts) -> bytes:
    """The notification, CRLF line ends, ready to travel.

    It returns no content and no subject line of the message: either may hold what the policy keeps back
    (RFC 3461 §6.2 lets the reporter return headers only). It is ASCII, unless the sender's address is not: then its
    header is UTF-8 and it travels under SMTPUTF8 (RFC 6532 §3).
    """
    policy = SMTP if facts.sender.isascii() else SMTPUTF8
    report = MIMEMultipart("report", report_type="delivery-status", policy=policy)
    report["From"] = f"{facts.language.say('Mail gateway')} <{facts.postmaster}>"
    report["To"] = facts.sender
    report["Subject"] = f"{_heading(facts)} ({facts.case})"
    report["Date"] = format_datetime(facts.now)
    report["Message-ID"] = f"<{facts.case}.{facts.action}.{int(facts.now.timestamp())}@{facts.reporter}>"
    report["Auto-Submitted"] = "auto-replied"
    report["X-Gateway-Case"] = facts.case
    if facts.message_id:
        report["In-Reply-To"] = facts.message_id
        report["References"] = facts.message_id
    letter = _letter(facts)
    words = MIMEMultipart("alternative", policy=SMTP)
    words.attach(MIMEText(text_of(letter), "plain", "utf-8", policy=SMTP))
    words.attach(MIMEText(page_of(letter), "html", "utf-8", policy=SMTP))
    report.attach(words)
    report.attach(_status(facts))
    headers = MIMEText(_headers(facts), "rfc822-headers", "us-ascii", policy=SMTP)
    report.attach(headers)
    return report.as_bytes()


def _heading(facts: DsnFacts) -> str:
    if facts.action is DsnAction.DELAYED:
        return facts.language.say("Your email is delayed")
    return facts.language.say("Your email could not be delivered")


def _letter(facts: DsnFacts) -> Letter:
    delayed, said = facts.action is DsnAction.DELAYED, facts.language
    opening = (
        said.say("Your email has not reached everyone yet. We are still trying.")
        if delayed
        else said.say("Your email did not reach everyone. We will not try again.")
    )
    step = (
        said.say(
            "We try until {when}, and tell you if it does not work. Do not send it again.",
            when=said.moment(facts.give_up_at),
        )
        if delayed
        else said.say("Check the address, or reach the person another way. If you change the address, send it again.")
    )
    who = tuple(Item(words=one.address, below=_reason(one.reply, said)) for one in facts.recipients)
    unreached = Block(shape=Shape.LIST, title=said.say("It did not reach"), items=who)
    link = (Block(shape=Shape.BUTTON, words=said.say("See where it went"), link=facts.link),) if facts.link else ()
    urgent = alarm((said.say("Call the person you wrote to."), *facts.emergency), said)
    return Letter(
        heading=_heading(facts),
        blocks=(
            plain(opening),
            unreached,
            plain(step),
            *link,
            urgent,
        ),
        foot=(case_line(facts.case, said), facts.organisation),
        language=said,
    )


def _reason(reply: Reply, language: Language) -> str:
    if reply.code == 0:
        return language.say("Their mail service could not be reached.")
    if reply.enhanced.startswith(("5.1", "4.1")):
        return language.say("Their mail service says that there is no such address.")
    if reply.enhanced.startswith(("5.2", "4.2")):
        return language.say("Their mailbox does not take mail at the moment.")
    if reply.enhanced.startswith(("4.7.5", "5.7.5")):
        return language.say("Their mail service could not prove that the line was secure.")
    return language.say("Their mail service refused it (code {code}).", code=reply.code)


def _status(facts: DsnFacts) -> Message:
    per_message = EmailMessage(policy=SMTP)
    per_message["Reporting-MTA"] = f"dns; {facts.reporter}"
    per_message["Arrival-Date"] = format_datetime(facts.arrived_at)
    blocks: list[Message | str] = [per_message]
    for recipient in facts.recipients:
        block = EmailMessage(policy=SMTP)
        block["Final-Recipient"] = _typed(recipient.address)
        block["Action"] = str(facts.action)
        block["Status"] = _status_code(facts.action, recipient.reply)
        if recipient.reply.code:
            block["Diagnostic-Code"] = f"smtp; {recipient.reply.code} {recipient.reply.enhanced}".rstrip()
        block["Last-Attempt-Date"] = format_datetime(recipient.last_attempt_at)
        if facts.action is DsnAction.DELAYED:
            block["Will-Retry-Until"] = format_datetime(facts.give_up_at)
        blocks.append(block)
    status = Message(policy=SMTP)
    status["Content-Type"] = "message/delivery-status"
    status.set_payload(blocks)
    return status


def _typed(address: str) -> str:
    """An address with its type; one that is not ASCII in the form that may stand anywhere (RFC 6533 §3)."""
    return f"rfc822; {address}" if address.isascii() else f"utf-8; {_in_ascii(address)}"


def _in_ascii(address: str) -> str:
    return "".join(char if char.isascii() else rf"\x{{{ord(char):X}}}" for char in address)


def _status_code(action: DsnAction, reply: Reply) -> str:
    # RFC 3463 §2: the class must agree with the action, whatever the peer said last.
    wanted = "4" if action is DsnAction.DELAYED else "5"
    if reply.enhanced:
        return wanted + reply.enhanced[1:]
    return f"{wanted}.4.7" if reply.code < 500 else f"{wanted}.0.0"


def _headers(facts: DsnFacts) -> str:
    lines = [f"From: <{_in_ascii(facts.sender)}>", "Subject: [...]"]
    if facts.message_id:
        lines.append(f"Message-ID: {facts.message_id}")
    lines.append(f"Date: {format_datetime(facts.arrived_at)}")
    return "\n".join(lines) + "\n"
