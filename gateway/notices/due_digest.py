"""The weekly mail to the IG lead about what is due (REV-1, AWARE-1). Pure.

It counts what belongs to people we support, and names no id of theirs: a mailbox is no register.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from gateway.config import Config
from gateway.decide.ages import AgeFor
from gateway.language import Language, mark
from gateway.model.outcome import Finished
from gateway.notices.digest import digest
from gateway.notices.letter import Block, Item, Shape, plain
from gateway.registers.due import Beside, Due
from gateway.registers.files.columns import RegisterKind

DAYS: Final = 30  # how far it looks ahead

_TITLES: Final[dict[tuple[str, str], str]] = {
    (Beside.POLICY, "reviews.policy"): mark("Our sharing policy is to be looked at again"),
    (Beside.PRIVACY_NOTICE, "reviews.privacy_notice"): mark("Our privacy notice is to be looked at again"),
    (RegisterKind.AGREEMENTS, "review"): mark("Sharing agreements to look at again"),
    (RegisterKind.AGREEMENTS, "assurance_review"): mark("Partners whose care of data is to be checked again"),
    (RegisterKind.AGREEMENTS, "ends"): mark("Sharing agreements that end"),
    (RegisterKind.STAFF, "trained_on"): mark("Staff whose training is over or ends"),
    (RegisterKind.APPROVALS, "review"): mark("Approvals to look at again"),
    (RegisterKind.APPROVALS, "until"): mark("Approvals that end"),
    (RegisterKind.APPROVALS, "approved_by"): mark("Approvals by managers who have left"),
    (RegisterKind.CONSENTS, "expires_on"): mark("Times for which people said yes that end"),
    (RegisterKind.RESTRICTIONS, "until"): mark("Limits on what we share that end"),
    (RegisterKind.REQUESTS, "closes"): mark("Requests to answer"),
    (RegisterKind.REQUESTS, "answer_by"): mark("Requests that the law wants answered"),
    (RegisterKind.REQUESTS, "ask_again"): mark("Requests that wait for the person: ask them again"),
    (RegisterKind.MODES, "ends"): mark("Rules whose trial ends: they count fully from then on"),
}
_BIRTHDAYS: Final = mark("Birthdays that change who may say yes")
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
    partners: Mapping[str, str] = field(default_factory=dict)  # agreement → the name of whom it is with


def due_digest(week: Week, to: str, config: Config, at: datetime) -> Finished:
    """The mail, ready to travel inside.

    Args:
        week: something is due, or something waits.
    """
    said = config.organisation.speaks
    now = at.astimezone(ZoneInfo(config.organisation.timezone))
    year, number, _ = now.isocalendar()
    heading = said.say("What is due: week {number} of {year}", number=number, year=year)
    blocks = tuple(_blocks(week, now, said, _link(week, config)))
    return digest(heading, blocks, to, config, identity=f"due.{year}-{number:02}", now=now)


def _link(week: Week, config: Config) -> str:
    """To what it tells of first. Empty: there is no console."""
    if config.console is None:
        return ""
    return f"{config.console.public_url}{'/due' if week.found else '/held'}"


def _blocks(week: Week, now: datetime, language: Language, link: str) -> Iterator[Block]:
    today = now.date()
    if week.oldest is not None:
        count = language.count("1 email is on hold.", "{n} emails are on hold.", week.waiting)
        since = language.moment(week.oldest.astimezone(now.tzinfo))
        oldest = language.say("The oldest has been since {when}.", when=since)
        yield plain(f"{count} {oldest}")
    if week.found:
        yield plain(language.say("This is due now, or within {days} days.", days=DAYS))
    groups: dict[str, list[Due]] = {}
    for one in week.found:
        groups.setdefault(_title(one, language), []).append(one)
    for title, group in groups.items():
        yield Block(shape=Shape.LIST, title=title, items=tuple(_items(group, week.partners, today, language)))
    if link:
        yield Block(shape=Shape.BUTTON, words=language.say("Sign in to see them"), link=link)
    elif week.found:
        yield plain(language.say("The whole list, on the gateway: {command}", command="gateway register due"))
    # Kept in a mailbox it shows that the record was cut short, which the record alone cannot (record/chain.py).
    yield Block(
        shape=Shape.LIST,
        title=language.say("Keep this email: it proves that our record is whole"),
        items=(Item(words=language.say("Up to now it ends with this seal:"), command=week.head),),
    )


def _items(group: Sequence[Due], partners: Mapping[str, str], today: date, language: Language) -> Iterator[Item]:
    if group[0].kind not in _NAMED:
        first = min((one.on for one in group if one.on is not None), default=None)
        yield Item(words=language.say("{n}, the first {when}", n=len(group), when=_when(first, today, language)))
        return
    for one in group[:_MOST_NAMED]:
        yield Item(words=_named(one, partners, _when(one.on, today, language)))
    if len(group) > _MOST_NAMED:
        yield Item(words=language.say("and {n} more", n=len(group) - _MOST_NAMED))


def _named(one: Due, partners: Mapping[str, str], when: str) -> str:
    """An entry by what people call it: its title says enough of what stands in no register."""
    if isinstance(one.kind, Beside):
        return when[:1].upper() + when[1:]
    # An id is of its own register alone: a team's rule may be called as an agreement is.
    partner = partners.get(one.id) if one.kind is RegisterKind.AGREEMENTS else None
    return f"{partner} ({one.id}): {when}" if partner else f"{one.id}: {when}"


def _title(one: Due, language: Language) -> str:
    if one.column in set(AgeFor):
        return language.say(_BIRTHDAYS)
    if (one.kind, one.column) in _TITLES:
        return language.say(_TITLES[one.kind, one.column])
    return language.say("In the register of {kind}: {column}", kind=one.kind, column=one.column)


def _when(on: date | None, today: date, language: Language) -> str:
    if on is None:
        return language.say("no day is written down")
    day = language.date(on)
    return language.say("since {day}", day=day) if on < today else language.say("by {day}", day=day)
