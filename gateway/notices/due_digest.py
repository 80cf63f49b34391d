"""The weekly mail to the IG lead about what is due (REV-1, AWARE-1). Pure.

It counts what belongs to people we support, and names no id of theirs: a mailbox is no register.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from gateway.config import Config
from gateway.decide.ages import AgeFor
from gateway.model.outcome import Finished
from gateway.notices.letter import Block, Cover, Item, Letter, Shape, inside, mailed, moment, plain
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What the week's mail tells of."""

    found: Sequence[Due]  # what is due
    waiting: int  # cases on hold now
    oldest: datetime | None  # since when the oldest of them is; None: there is none
    head: str  # of the record, as `gateway record verify --head` takes it


def due_digest(week: Week, to: str, config: Config, at: datetime) -> Finished:
    """The mail, ready to travel inside.

    Args:
        week: something is due, or something waits.
    """
    organisation = config.organisation
    now = at.astimezone(ZoneInfo(organisation.timezone))
    year, number, _ = now.isocalendar()
    letter = Letter(
        heading=f"What is due: week {number} of {year}",
        blocks=tuple(_blocks(week, now)),
        foot=("You do not need to answer this email.", organisation.name),
    )
    cover = Cover(
        to=to,
        subject=letter.heading,
        postmaster=organisation.postmaster,
        hostname=organisation.hostname,
        identity=f"due.{year}-{number:02}",
        now=now,
    )
    return inside(mailed(letter, cover), to)


def _blocks(week: Week, now: datetime) -> Iterator[Block]:
    today = now.date()
    if week.oldest is not None:
        count = "1 email is" if week.waiting == 1 else f"{week.waiting} emails are"
        yield plain(f"{count} on hold. The oldest has been since {moment(week.oldest.astimezone(now.tzinfo))}.")
    if week.found:
        yield plain(f"This is due now, or within {DAYS} days.")
    groups: dict[str, list[Due]] = {}
    for one in week.found:
        groups.setdefault(_title(one), []).append(one)
    for title, group in groups.items():
        yield Block(shape=Shape.LIST, title=title, items=tuple(_items(group, today)))
    if week.found:
        yield plain("The whole list, on the gateway: gateway register due")
    # Kept in a mailbox it shows that the record was cut short, which the record alone cannot (record/chain.py).
    yield Block(
        shape=Shape.LIST,
        title="Keep this email: it proves that our record is whole",
        items=(Item(words="Up to now it ends with this seal:", command=week.head),),
    )


def _items(group: Sequence[Due], today: date) -> Iterator[Item]:
    if group[0].kind not in _NAMED:
        first = min((one.on for one in group if one.on is not None), default=None)
        yield Item(words=f"{len(group)}, the first {_when(first, today)}")
        return
    for one in group[:_MOST_NAMED]:
        yield Item(words=f"{one.id}: {_when(one.on, today)}")
    if len(group) > _MOST_NAMED:
        yield Item(words=f"and {len(group) - _MOST_NAMED} more")


def _title(one: Due) -> str:
    if one.column in set(AgeFor):
        return _BIRTHDAYS
    return _TITLES.get((one.kind, one.column), f"In the register of {one.kind}: {one.column}")


def _when(on: date | None, today: date) -> str:
    if on is None:
        return "no day is written down"
    said = f"{on.day} {on:%B %Y}"
    return f"since {said}" if on < today else f"by {said}"
