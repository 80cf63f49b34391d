"""The reminder of a breach whose 72 hours run: plain words, no personal data (REC-4). Pure."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime

from gateway.model.decision import Channel
from gateway.model.outcome import Finished, FinishedKind
from gateway.notices.compose import moment


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachFacts:
    """All that the reminder says."""

    breach: str  # "BR-3"
    case: str  # empty: of no case
    to: str
    organisation: str
    hostname: str
    postmaster: str
    now: datetime  # aware, in the organisation's zone
    aware_at: datetime  # the same
    due_at: datetime  # the same


def breach_reminder(facts: BreachFacts) -> Finished:
    """To the IG lead: what must be done by when, and how it is noted."""
    left = (facts.due_at - facts.now).total_seconds() / 3600
    policy = SMTP if facts.to.isascii() else SMTPUTF8
    notice = EmailMessage(policy=policy.clone(max_line_length=998))
    notice["From"] = f"Mail gateway <{facts.postmaster}>"
    notice["To"] = facts.to
    when = f"{left:.0f} hours left" if left > 0 else "time is over"
    notice["Subject"] = f"Data breach {facts.breach}: {when} to tell the ICO"
    notice["Date"] = format_datetime(facts.now)
    notice["Message-ID"] = f"<{facts.breach}.{facts.now.timestamp():.6f}@{facts.hostname}>"
    notice["Auto-Submitted"] = "auto-generated"  # RFC 3834 §5
    notice.set_content(_text(facts, left))
    content = notice.as_bytes()
    return Finished(
        kind=FinishedKind.NOTICE,
        sender="",
        recipients=(facts.to,),
        content=content,
        channel=Channel.INTERNAL,
        smtputf8=not facts.to.isascii(),
        body_8bit=not content.isascii(),
    )


def _text(facts: BreachFacts, left: float) -> str:
    command = f"gateway breach {{}} {facts.breach} --as {facts.to}"
    by = moment(facts.due_at)
    lines = [
        f"We have known about data breach {facts.breach} since {moment(facts.aware_at)}.",
        f"The ICO must be told by {by}."
        if left > 0
        else f"The ICO had to be told by {by}. Tell them now, and why late.",
        "",
        "What you can do (typed on the gateway; your ICT manager can help)",
        "  1. Read what happened",
        f"     {command.format('show')}",
        "  2. Tell the ICO (ico.org.uk, or 0303 123 1113), then note it",
        f"     {command.format('told')} --whom ico",
        "  3. If no harm to anybody is likely, say why; then the ICO need not be told",
        f'     {command.format("set")} --likelihood unlikely --note "…"',
        "",
        "You may tell the ICO before you know everything. You can add the rest later (REC-4).",
        "",
        *([f"Case number: {facts.case}"] if facts.case else []),
        facts.organisation,
    ]
    return "\n".join(lines) + "\n"
