"""The queue's cases: whose they are to see, how each is told in a few words, and what narrows them down."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Final, Self
from urllib.parse import urlencode

from gateway.console.case.shown import role_words
from gateway.console.desk import Desk
from gateway.console.replies import Viewer
from gateway.console.warming import StillReading
from gateway.decide.reasons import TABLE
from gateway.hold.answers import Setting, roles_of
from gateway.language import LATER, joined, mark
from gateway.model.decision import Asked
from gateway.model.outcome import AskedPerson
from gateway.model.parties import StaffMember
from gateway.model.reasons import Reason
from gateway.notices.sentences import words_for
from gateway.registers.resolve import recipient_facts
from gateway.spool.rows import HeldCase

_KEPT: Final = 1024
_NEEDS_A_CHECK: Final = mark("It needs a check before it can go.")
AGES: Final = {
    "2h": (mark("2 hours or more"), timedelta(hours=2)),
    "1d": (mark("a day or more"), timedelta(days=1)),
    "3d": (mark("3 days or more"), timedelta(days=3)),
    "7d": (mark("a week or more"), timedelta(days=7)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One case of the queue."""

    case: str
    sender: str
    sender_name: str  # as colleagues know them; who is not of the staff by address
    team: str  # the sender's, by the register of staff; empty: not known
    recipients: tuple[str, ...]
    partners: tuple[str, ...]  # names of the parties behind them
    held_at: datetime
    expires_at: datetime
    urgent_at: datetime | None
    reasons: tuple[str, ...]  # sentences
    why: frozenset[Reason]  # those of them that this viewer is told
    asked: tuple[str, ...]  # who is asked, in words
    asked_me: bool
    looked_at_by: str  # whoever claimed it, by name; empty: nobody
    claimed_by_me: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """What the viewer asked to see; empty: all."""

    search: str = ""
    whose: str = "all"  # "mine": those that ask me
    team: str = ""
    reason: str = ""
    age: str = ""
    partner: str = ""
    urgent: str = ""
    looked_at: str = ""  # "me", "nobody"

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        """From an address; what makes no sense counts as not said."""
        said = {name: query.get(name, "").strip()[:200] for name in cls.__slots__}
        if said["whose"] != "mine":
            said["whose"] = "all"
        if said["age"] not in AGES:
            said["age"] = ""
        if said["looked_at"] not in {"me", "nobody"}:
            said["looked_at"] = ""
        return cls(**{**said, "search": said["search"].lower()})

    @property
    def more(self) -> bool:
        """Whether any of the further filters is set."""
        return bool(self.team or self.reason or self.age or self.partner or self.urgent or self.looked_at)

    def query(self) -> dict[str, str]:
        """What stands in the address of this list."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in fields.items() if value and (name, value) != ("whose", "all")}

    def address(self) -> str:
        """The same, encoded."""
        return urlencode(self.query())

    def keeps(self, one: Waiting, now: datetime) -> bool:
        """Whether a case is among those asked for."""
        return (
            (not self.search or _says(one, self.search))
            and (self.whose == "all" or one.asked_me)
            and (not self.team or one.team == self.team)
            and (not self.reason or self.reason in one.why)
            and (not self.age or now - one.held_at >= AGES[self.age][1])
            and (not self.partner or self.partner in one.partners)
            and (not self.urgent or one.urgent_at is not None)
            and (self.looked_at != "me" or one.claimed_by_me)
            and (self.looked_at != "nobody" or not one.looked_at_by)
        )


def _says(one: Waiting, wanted: str) -> bool:
    texts = (one.case, one.sender, one.sender_name, *one.recipients, *one.partners)
    return any(wanted in text.lower() for text in texts)


def waiting_for(desk: Desk, viewer: Viewer, now: datetime) -> tuple[Waiting, ...]:
    """Every held case that this viewer may open, but for their own mail."""
    staff, partner = desk.organisation().registers.staff, _partners(desk)
    return tuple(_shaped(case, roles, viewer, partner, staff, now) for case, roles in _theirs(desk, viewer, now))


@dataclass(frozen=True, slots=True, kw_only=True)
class AsksMe:
    """What of the queue asks its viewer."""

    count: int
    urgent: int  # of all that they may open
    first: tuple[Waiting, ...]  # in the queue's order; empty while the registers are being read


def asking(desk: Desk, viewer: Viewer, now: datetime, most: int) -> AsksMe:
    """How many of these ask the viewer, how many are urgent, and the first of those that ask."""
    cases = list(_theirs(desk, viewer, now))
    mine = [(case, roles) for case, roles in cases if _asks(case, viewer)]
    return AsksMe(
        count=len(mine),
        urgent=sum(case.hold.urgent_at is not None for case, _ in cases),
        first=_first(desk, viewer, now, mine[:most]),
    )


def _first(
    desk: Desk, viewer: Viewer, now: datetime, cases: list[tuple[HeldCase, tuple[Asked, ...]]]
) -> tuple[Waiting, ...]:
    try:
        staff, partner = desk.organisation().registers.staff, _partners(desk)
    except StillReading:
        return ()
    return tuple(_shaped(case, roles, viewer, partner, staff, now) for case, roles in cases)


def why_it_waits(reasons: Iterable[Reason], roles: tuple[Asked, ...]) -> tuple[str, ...]:
    """Reasons in sentences, each once; a sensitive one that these roles are not told says no more than that it is."""
    every = tuple(dict.fromkeys(reasons))
    return _sentences(every, _told(every, roles))


def _theirs(desk: Desk, viewer: Viewer, now: datetime) -> Iterator[tuple[HeldCase, tuple[Asked, ...]]]:
    setting: Setting | None = None
    for case in desk.held.held():
        if case.sender.lower() in viewer.addresses:
            continue
        if setting is None:
            setting = desk.setting_of(case, frozenset(), now)
        # SAFE-2: whom a case is about is not known of one that could never be looked at; then nothing of it is shown.
        setting = replace(setting, hold=case.hold, sender=case.sender, named=case.not_asked or frozenset())
        roles = roles_of(viewer.account, setting)
        if roles:
            yield case, roles


def _asks(case: HeldCase, viewer: Viewer) -> bool:
    return any(one.email.lower() == viewer.account for one in case.hold.asked)


def _partners(desk: Desk) -> Callable[[str], str]:
    directory = desk.directory()
    settings = desk.app.settings

    @cache
    def partner(address: str) -> str:
        party = recipient_facts(
            address,
            directory,
            own_domains=settings.config.organisation.domains,
            social_media_domains=settings.policy.policy.social_media_domains,
        ).party
        # A family's own name is no filter.
        return "" if party is None or party.id.startswith("person:") else party.name

    return partner


def _shaped(
    case: HeldCase,
    roles: tuple[Asked, ...],
    viewer: Viewer,
    partner: Callable[[str], str],
    staff: Mapping[str, StaffMember],
    now: datetime,
) -> Waiting:
    claim = case.claim if case.claim is not None and case.claim.stands(now) else None
    sender = staff.get(case.sender.lower())
    why = _told(case.hold.reasons, roles)
    return Waiting(
        case=case.case,
        sender=case.sender,
        sender_name=name_of(case.sender, staff),
        team="" if sender is None else sender.team,
        recipients=case.recipients,
        partners=tuple(dict.fromkeys(filter(None, map(partner, case.recipients)))),
        held_at=case.hold.held_at,
        expires_at=case.hold.expires_at,
        urgent_at=case.hold.urgent_at,
        reasons=_sentences(case.hold.reasons, why),
        why=why,
        asked=_people(case.hold.asked, tuple(name_of(one.email, staff) for one in case.hold.asked), viewer.account),
        asked_me=_asks(case, viewer),
        looked_at_by="" if claim is None else name_of(claim.by, staff),
        claimed_by_me=claim is not None and claim.by == viewer.account,
    )


def name_of(account: str, staff: Mapping[str, StaffMember]) -> str:
    """Somebody as colleagues know them."""
    member = staff.get(account.lower())
    return account if member is None else member.name


@cache
def _sentence(reason: Reason) -> str:
    return words_for(reason, language=LATER).sentence


# Many cases wait for the same reasons and ask the same people: what is said of them is worked out once.
@lru_cache(_KEPT)
def _sentences(reasons: tuple[Reason, ...], told: frozenset[Reason]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_sentence(one) if one in told else _NEEDS_A_CHECK for one in reasons))


@lru_cache(_KEPT)
def _people(asked: tuple[AskedPerson, ...], names: tuple[str, ...], viewer: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_person(one, name, viewer) for one, name in zip(asked, names, strict=True)))


def _person(one: AskedPerson, name: str, viewer: str) -> str:
    if one.email.lower() == viewer:
        return mark("you")
    # Who sent it is named above; of everybody else both are worth knowing.
    return role_words(one.role) if one.role is Asked.SENDER else joined(", ", (name, role_words(one.role)))


@lru_cache(_KEPT)
def _told(reasons: tuple[Reason, ...], roles: tuple[Asked, ...]) -> frozenset[Reason]:
    """Those that are told somebody in these roles."""
    return frozenset(
        reason for reason in reasons if not TABLE[reason].sensitive or not set(roles).isdisjoint(TABLE[reason].asked)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the queue can be narrowed down to, as far as it holds any of it: value → words."""

    teams: Mapping[str, str]
    reasons: Mapping[str, str]
    partners: Mapping[str, str]


def choices(found: Iterable[Waiting], wanted: Narrowed) -> Choices:
    """The filters of a queue, with what is asked for now even where nothing that waits is like it."""
    teams: set[str] = {wanted.team}
    why = {reason for reason in Reason if reason.value == wanted.reason}
    partners: set[str] = {wanted.partner}
    for one in found:
        teams.add(one.team)
        why |= one.why
        partners.update(one.partners)
    return Choices(
        teams={team: team for team in sorted(teams) if team},
        reasons=dict(sorted(((reason.value, _sentence(reason)) for reason in why), key=lambda pair: pair[1])),
        partners={partner: partner for partner in sorted(partners) if partner},
    )
