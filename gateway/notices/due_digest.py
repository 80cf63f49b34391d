"""The weekly mail to the IG lead about what is due (REV-1, AWARE-1). Pure.

It counts what belongs to people we support, and names no id of theirs: a mailbox is no register.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final
from zoneinfo import ZoneInfo

from gateway.config import Config
from gateway.decide.ages import AgeFor
from gateway.model.decision import Channel
from gateway.model.outcome import Finished, FinishedKind
from gateway.registers.columns import RegisterKind
from gateway.registers.due import Beside, Due

DAYS: Final = 30  # how far it looks ahead

_TITLES: Final[dict[tuple[str, str], str]] = {
    (Beside.POLICY, "reviews.policy"): "Our sharing policy is to be looked at again",
    (Beside.PRIVACY_NOTICE, "reviews.privacy_notice"): "Our privacy notice is to be looked at again",
    (RegisterKind.AGREEMENTS, "review"): "Sharing agreements to look at again",
    (RegisterKind.AGREEMENTS, "assurance_review"): "Partners whose care of data is to be checked again",
    (RegisterKind.AGREEMENTS, "ends"): "Sharing agreements that end",
    (RegisterKind.STAFF, "trained_on"): "Staff whose training is over or ends",
    (RegisterKind.APPROVALS, "review"): "Approvals to look at again",
    (RegisterKind.APPROVALS, "until"): "Approvals that end",
    (RegisterKind.APPROVALS, "approved_by"): "Approvals by managers who have left",
    (RegisterKind.CONSENTS, "expires_on"): "Times for which people said yes that end",
    (RegisterKind.RESTRICTIONS, "until"): "Limits on what we share that end",
    (RegisterKind.REQUESTS, "closes"): "Requests to answer",
    (RegisterKind.REQUESTS, "answer_by"): "Requests that the law wants answered",
    (RegisterKind.MODES, "ends"): "Rules whose trial ends: they count fully from then on",
}
_BIRTHDAYS: Final = "Birthdays that change who may say yes"
# Entries that belong to no person we support are named; of the others only how many.
_NAMED: Final = frozenset({Beside.POLICY, Beside.PRIVACY_NOTICE, "agreements", "staff", "modes", "parties"})
_MOST_NAMED: Final = 20


def due_digest(found: Sequence[Due], to: str, config: Config, at: datetime) -> Finished:
    """The mail, ready to travel inside.

    Args:
        found: what is due; at least one.
    """
    organisation = config.organisation
    now = at.astimezone(ZoneInfo(organisation.timezone))
    year, week, _ = now.isocalendar()
    mail = EmailMessage(policy=SMTP.clone(max_line_length=998))
    mail["From"] = f"Mail gateway <{organisation.postmaster}>"
    mail["To"] = to
    mail["Subject"] = f"What is due: week {week} of {year}"
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<due.{year}-{week:02}.{now.timestamp():.6f}@{organisation.hostname}>"
    # RFC 3834 §5: so that no out-of-office answers it.
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content("\n".join(_lines(found, now.date(), organisation.name)) + "\n")
    content = mail.as_bytes()
    return Finished(
        kind=FinishedKind.NOTICE,
        sender="",
        recipients=(to,),
        content=content,
        channel=Channel.INTERNAL,
        smtputf8=not to.isascii(),
        body_8bit=not content.isascii(),
    )


def _lines(found: Sequence[Due], today: date, organisation: str) -> Iterator[str]:
    yield f"This is due now, or within {DAYS} days."
    groups: dict[str, list[Due]] = {}
    for one in found:
        groups.setdefault(_title(one), []).append(one)
    for title, group in groups.items():
        yield ""
        yield title
        if group[0].kind in _NAMED:
            yield from (f"  - {one.id}: {_when(one.on, today)}" for one in group[:_MOST_NAMED])
            if len(group) > _MOST_NAMED:
                yield f"  - and {len(group) - _MOST_NAMED} more"
        else:
            first = min((one.on for one in group if one.on is not None), default=None)
            yield f"  - {len(group)}, the first {_when(first, today)}"
    yield ""
    yield "The whole list, on the gateway: gateway register due"
    yield "You do not need to answer this email."
    yield organisation


def _title(one: Due) -> str:
    if one.column in set(AgeFor):
        return _BIRTHDAYS
    return _TITLES.get((one.kind, one.column), f"In the register of {one.kind}: {one.column}")


def _when(on: date | None, today: date) -> str:
    if on is None:
        return "no day is written down"
    said = f"{on.day} {on:%B %Y}"
    return f"since {said}" if on < today else f"by {said}"
