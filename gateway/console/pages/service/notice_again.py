"""Sending a notice again, to the very person it was for: it was deleted, or their mailbox had lost it.

Nothing else is sent and nobody else gets it. It says what it said then; its link shows how the case stands now.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from gateway.console.desk import Desk
from gateway.console.pages.service.named import named_in, sheets_of
from gateway.console.pages.service.trace import found_case, traced_page
from gateway.console.replies import Fault, Missing, Redirect, Reply, Visit
from gateway.deliver.routes import domain_of
from gateway.language import mark
from gateway.model.decision import Channel
from gateway.model.errors import PermanentFailure
from gateway.model.outcome import Finished, FinishedKind, RecordEntry, RecordKind
from gateway.record.reading import entries
from gateway.spool.rows import OutgoingState, StoredOutgoing, TracedCase

AGAIN_AFTER: Final = timedelta(hours=1)  # to one person about one case
_JOB: Final = "notice-again"
_WHAT: Final = "resend-notice"  # in the record
_MESSAGE_ID: Final = re.compile(rb"(?im)^Message-ID: *<([^>@\r\n]+)@")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """One notice, and whom it was for."""

    mail: StoredOutgoing
    to: str


def send_again(desk: Desk, visit: Visit) -> Reply:
    """It goes out now, once an hour at most."""
    case = found_case(desk, visit)
    wanted = None if case is None else _wanted(case, visit.here["notice"])
    if case is None or wanted is None:
        return Missing()
    fault = _fault(desk, visit, case, wanted)
    if fault is not None:
        return traced_page(desk, visit, (fault,))
    try:
        content = desk.app.contents().content(wanted.mail.content)
    except PermanentFailure:
        return traced_page(desk, visit, (Fault(why=mark("It is not kept any more.")),))
    facts = (("what", _WHAT), ("to", wanted.to), ("client", visit.client))
    entry = RecordEntry(kind=RecordKind.OPERATED, case=case.case, by=visit.viewer.account, facts=facts)
    # Two who press at once send one: the hour is the lock, the record tells the rest of it.
    once = hashlib.sha256(f"{case.case} {wanted.to} {visit.at:%Y-%m-%d %H}".encode()).hexdigest()[:32]
    again = Finished(
        kind=FinishedKind.NOTICE,
        sender=wanted.mail.sender,
        recipients=(wanted.to,),
        content=_anew(content, once[:8]),
        channel=Channel.INTERNAL,
        smtputf8=wanted.mail.smtputf8,
        body_8bit=wanted.mail.body_8bit,
    )
    if not desk.app.steps().notice_once(again, visit.at, job=_JOB, stretch=once, case=case.case, records=(entry,)):
        return traced_page(desk, visit, (_TOO_SOON,))
    return Redirect(to=f"/trace/{case.case}?again=yes")


_TOO_SOON: Final = Fault(why=mark("It was sent again within the last hour. Ask them to look into their junk folder."))


def _wanted(case: TracedCase, number: str) -> _Wanted | None:
    for mail in case.outgoing:
        if str(mail.id) == number and mail.kind is FinishedKind.NOTICE and len(mail.recipients) == 1:
            return _Wanted(mail=mail, to=mail.recipients[0].address)
    return None


def _fault(desk: Desk, visit: Visit, case: TracedCase, wanted: _Wanted) -> Fault | None:
    config, member = desk.app.settings.config, desk.member(wanted.to)
    if wanted.mail.channel is not Channel.INTERNAL or domain_of(wanted.to) not in config.organisation.domains:
        return Fault(why=mark("This one does not stay inside, so it is not sent again."))
    if wanted.mail.recipients[0].state is OutgoingState.PENDING:
        return Fault(why=mark("It is still on its way."))
    today = visit.at.astimezone(desk.app.settings.timezone).date()
    if member is not None and member.left_on is not None and member.left_on <= today:
        return Fault(why=mark("They have left."))
    # Since then the case may have become one about them (SAFE-2). Its sender is told of their own mail all the same.
    sender = desk.member(case.sender)
    own = wanted.to.lower() == case.sender.lower() or (member is not None and member == sender)
    if not own and wanted.to.lower() in named_in(desk, case.case, sheets_of(desk, case.case)):
        return Fault(why=mark("It cannot be sent to them now."))
    since = visit.at - AGAIN_AFTER
    lately = entries(desk.app.database, case=case.case, kinds=[RecordKind.OPERATED], since=since)
    if any(one.facts.get("what") == _WHAT and one.facts.get("to") == wanted.to for one in lately):
        return _TOO_SOON
    return None


def _anew(content: bytes, mark_: str) -> bytes:
    """With a Message-ID of its own: a mailbox may drop a second mail that has the first one's (RFC 5322 §3.6.4)."""
    head, blank, body = content.partition(b"\r\n\r\n")
    return _MESSAGE_ID.sub(rb"Message-ID: <\1.again-" + mark_.encode("ascii") + rb"@", head, count=1) + blank + body
