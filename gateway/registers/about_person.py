"""What the registers say about one person: on their own record and as the one who gave it for somebody else. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from gateway.model.parties import (
    ALL,
    Agreement,
    AgreementStatus,
    Approval,
    Consent,
    PersonId,
    RegisterSnapshot,
    RememberedPurpose,
    Request,
    Restriction,
)
from gateway.registers.files.columns import RegisterKind
from gateway.registers.moved import Moved


class Stand(StrEnum):
    """How an entry stands at one moment."""

    IN_FORCE = "in force"
    NOT_YET = "not yet"
    ENDED = "ended"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    SUSPENDED = "suspended"
    OPEN = "open"  # a request that was not answered
    ANSWERED = "answered"
    LEFT = "left"  # a colleague who did
    DIED = "died"
    MERGED = "entered twice"  # another entry goes on for both


class Part(StrEnum):
    """What the person is to an entry."""

    ABOUT = "about"
    GIVER = "given by"  # of a consent for somebody else
    KEPT_FROM = "kept from"
    CASELOAD = "caseload"  # an approval for everybody
    PARTNER = "partner"  # an agreement of a party that a consent or approval of theirs names


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry, as far as it is for whoever oversees consents: ids, words of the register and days."""

    register: RegisterKind
    id: str
    part: Part
    other: str  # whom else: the giver, the person it is for; empty: nobody
    party: str  # id, or `*`; empty: none
    what: str  # purposes and kinds, or what is kept, in the register's words
    since: datetime | None
    until: datetime | None
    stand: Stand


def about_person(registers: RegisterSnapshot, person: PersonId, at: datetime) -> tuple[Line, ...]:
    """Every consent, restriction, approval and request on a person's record, and the agreements behind them (CONS-2).

    Args:
        registers: with the entries of one person made one.
        person: the id that goes on.
        at: the moment at which each stands so.
    """
    consents = [one for one in registers.consents if person in (one.person, one.given_by)]
    approvals = [one for one in registers.approvals if one.person in (person, ALL)]
    remembered = [one for one in registers.remembered if one.person == person]
    parties = {
        *(one.party for one in consents),
        *(one.party for one in approvals),
        *(one.party for one in remembered),
    }
    return (
        *(_consent(one, person, at) for one in consents),
        *(_restriction(one, person, at) for one in registers.restrictions if person in (one.person, *one.kept_from)),
        *(_approval(one, at) for one in approvals),
        *(_agreement(one, at) for one in registers.agreements if one.party in parties),
        *(_request(one, at) for one in registers.requests if one.person == person),
        *(_remembered(one, at) for one in remembered),
    )


def who(registers: RegisterSnapshot, moved: Moved, written: str) -> PersonId | None:
    """The person of that id, or of an id that moved on. None: there is nobody."""
    now = moved.get(PersonId(written), PersonId(written))
    return now if now in registers.people else None


def _consent(one: Consent, person: PersonId, at: datetime) -> Line:
    own = one.person == person
    return Line(
        register=RegisterKind.CONSENTS,
        id=one.id,
        part=Part.ABOUT if own else Part.GIVER,
        other=one.given_by if own else one.person,
        party=one.party,
        what=f"{_words(one.purposes)} ({_words(one.kinds)}){'' if one.explicit else ', assumed'}",
        since=one.given_at or one.refused_at,
        until=min((each for each in (one.expires_at, one.withdrawn_at) if each is not None), default=None),
        stand=_stand_of_consent(one, at),
    )


def _stand_of_consent(one: Consent, at: datetime) -> Stand:
    if one.withdrawn_at is not None and one.withdrawn_at <= at:
        return Stand.WITHDRAWN
    if one.refused_at is not None and one.refused_at <= at:
        return Stand.REFUSED
    return _between(one.given_at or one.refused_at, one.expires_at, at)


def _restriction(one: Restriction, person: PersonId, at: datetime) -> Line:
    own = one.person == person
    # One that waits for its approval counts already, so it has no beginning.
    stand = _between(None, one.until, at)
    limit = f"only {_words(one.only_kinds)}" if one.only_kinds else ""
    return Line(
        register=RegisterKind.RESTRICTIONS,
        id=one.id,
        part=Part.ABOUT if own else Part.KEPT_FROM,
        other=_words(each for each in one.kept_from if each != person) if own else one.person,
        party="",
        what="; ".join(each for each in (one.about if own else "", limit) if each),
        since=one.approved_at,
        until=one.until,
        stand=stand,
    )


def _approval(one: Approval, at: datetime) -> Line:
    return Line(
        register=RegisterKind.APPROVALS,
        id=one.id,
        part=Part.CASELOAD if one.person == ALL else Part.ABOUT,
        other="",
        party=one.party,
        what=f"{one.purpose} on {one.ground}",
        since=one.approved_at,
        until=one.until,
        stand=_between(one.approved_at, one.until, at),
    )


def _agreement(one: Agreement, at: datetime) -> Line:
    stand = _between(one.starts, one.ends, at)
    if one.status is AgreementStatus.SUSPENDED and stand is Stand.IN_FORCE:
        stand = Stand.SUSPENDED
    elif one.status is AgreementStatus.ENDED:
        stand = Stand.ENDED
    return Line(
        register=RegisterKind.AGREEMENTS,
        id=one.id,
        part=Part.PARTNER,
        other="",
        party=one.party,
        what=f"{_words(one.purposes)} ({_words(one.kinds)}) up to {one.highest.word}",
        since=one.starts,
        until=one.ends,
        stand=stand,
    )


def _request(one: Request, at: datetime) -> Line:
    closed = one.closes is not None and one.closes < at.date()
    return Line(
        register=RegisterKind.REQUESTS,
        id=one.id,
        part=Part.ABOUT,
        other="",
        party="",
        what=one.type.value,
        since=None,
        until=None,
        stand=Stand.ENDED if closed else Stand.IN_FORCE,
    )


def _remembered(one: RememberedPurpose, at: datetime) -> Line:
    # Its last day is a whole one.
    until = datetime.combine(one.until + timedelta(days=1), time.min, one.remembered_at.tzinfo)
    return Line(
        register=RegisterKind.REMEMBERED,
        id=one.id,
        part=Part.ABOUT,
        other="",
        party=one.party,
        what=f"{one.purpose}, said by {one.worker} in {one.case}",
        since=one.remembered_at,
        until=until,
        stand=_between(one.remembered_at, until, at),
    )


def _between(first: datetime | None, last: datetime | None, at: datetime) -> Stand:
    if last is not None and last <= at:
        return Stand.ENDED
    return Stand.NOT_YET if first is not None and first > at else Stand.IN_FORCE


def _words(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))


def day(at: datetime | None, zone: ZoneInfo) -> str:
    """A day as the register writes it; empty: none."""
    return "" if at is None else at.astimezone(zone).date().isoformat()


def rows(lines: Iterable[Line], zone: ZoneInfo) -> Iterator[tuple[str, ...]]:
    """The lines as a table's cells."""
    for one in lines:
        since, until = day(one.since, zone), day(one.until, zone)
        yield (
            one.register.value,
            one.id,
            one.part.value,
            one.other,
            one.party,
            one.what,
            since,
            until,
            one.stand.value,
        )
