"""Partners as those see them who run the service: which way mail takes to each, whether it answers, how much goes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from urllib.parse import quote

from gateway.channels import Channels
from gateway.check.partner_route import MOST, Way, asked, ways
from gateway.console.desk import Desk, RouteTested
from gateway.console.permissions import Permission, may
from gateway.console.replies import Fault, Missing, Page, Redirect, Reply, Visit
from gateway.deliver.partner_dns import Promise
from gateway.language import mark
from gateway.model.decision import Channel, Protection
from gateway.model.errors import PermanentFailure
from gateway.model.outcome import RecordKind, Scalar
from gateway.model.parties import Party, PartyId, PartyType
from gateway.record.reading import Search, found
from gateway.registers.resolve import recipient_facts
from gateway.reports.party_mail import Month, months_of
from gateway.reports.trends import Bar

PAGE_SIZE: Final = 25
MONTHS: Final = 12
TESTED: Final = "route-tested"  # in the record
_MOST_TESTS: Final = 200  # of the last tests that are looked through for a partner's own
# Families are no partners, and whom somebody reports a wrong to is nobody's to look up.
_NOT_LISTED: Final = frozenset({PartyType.PERSON, PartyType.PROTECTED_DISCLOSURE})
_LEVELS: Final = {
    Protection.NONE: mark("Ordinary email"),
    Protection.TRANSPORT: mark("What must travel over a secure connection"),
    Protection.CONTENT: mark("What must be encrypted for its reader"),
}
_CHANNELS: Final = {
    Channel.INTERNAL: mark("inside our own mail service"),
    Channel.PLAIN: mark("as ordinary email"),
    Channel.TLS: mark("over a secure connection to their own server"),
    Channel.SMIME: mark("encrypted with S/MIME"),
}
_PROMISES: Final = {
    Promise.ENFORCE: mark("They ask all senders for a secure connection (MTA-STS), and to send nothing without it."),
    Promise.TESTING: mark("They try out asking for a secure connection (MTA-STS): nothing rests on it yet."),
    Promise.NONE: mark("They have switched off asking for a secure connection (MTA-STS)."),
    Promise.MISSING: mark("They do not ask senders for a secure connection (no MTA-STS)."),
    Promise.BROKEN: mark("They ask for a secure connection (MTA-STS), but how cannot be read. Tell them."),
    Promise.UNKNOWN: mark("Whether they ask for a secure connection (MTA-STS) cannot be told now."),
}
_WAITS: Final = mark("we have no safe way for it, so it would wait")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The way to one domain or address, in words."""

    way: Way
    levels: tuple[tuple[str, str, bool], ...]  # what is sent, how it would travel, whether it would


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Months as bars."""

    bars: tuple[Bar, ...]
    most: int
    shares: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LastTest:
    """When a partner's way was last tried, out of the record."""

    at: datetime
    by: str
    hops: int
    answered: int


def partners(desk: Desk, visit: Visit) -> Reply:
    """Every partner, by name; filtered by words of name, reference or domain."""
    wanted = visit.query.get("search", "").strip().lower()[:200]
    every = sorted(_listed(desk), key=lambda one: (one.name.lower(), one.id))
    some = [one for one in every if wanted in f"{one.name} {one.id} {' '.join(one.domains)}".lower()]
    page, pages = _page_of(visit.query.get("page", "1"), len(some))
    values: dict[str, object] = {
        "partners": [(one, _path(one)) for one in some[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]],
        "count": len(some),
        "page": page,
        "pages": pages,
        "search": wanted,
    }
    return Page(template="partners.html", values=values)


def partner(desk: Desk, visit: Visit) -> Reply:
    """One of them."""
    one = _one(desk, visit)
    return Missing() if one is None else _page(desk, visit, one, ())


def begin_test(desk: Desk, visit: Visit) -> Reply:
    """Connect to the servers on the way to them, beside the page."""
    one = _one(desk, visit)
    if one is None:
        return Missing()
    by, client = visit.viewer.account, visit.client

    def work() -> RouteTested:
        came = asked(desk.app.settings, one)
        named = [domain for domain in one.domains if not domain.startswith(".")][:MOST]
        domains = tuple(desk.app.domain_mail(domain) for domain in named)
        facts: list[tuple[str, Scalar]] = [("what", TESTED), ("party", one.id), ("hops", len(came))]
        facts += [("answered", sum(each.answers for each in came)), ("client", client)]
        desk.record(RecordKind.OPERATED, by, facts)
        return RouteTested(party=one.id, asked=came, domains=domains)

    if not desk.route_tests.begin(work):
        return _page(desk, visit, one, (Fault(why=mark("One is under way. Wait until it is done.")),))
    desk.record(RecordKind.OPERATED, by, [("what", "test-route"), ("party", one.id), ("client", client)])
    return Redirect(to=_path(one))


def _listed(desk: Desk) -> Iterator[Party]:
    parties = desk.organisation().registers.parties
    return (one for one in parties.values() if one.type not in _NOT_LISTED)


def _one(desk: Desk, visit: Visit) -> Party | None:
    return next((one for one in _listed(desk) if one.id == PartyId(visit.here["id"])), None)


def _page(desk: Desk, visit: Visit, one: Party, faults: tuple[Fault, ...]) -> Page:
    state, months = desk.route_tests.state(), _months(desk, one, visit.at)
    came = state.came if state.came is not None and state.came.party == one.id else None
    values: dict[str, object] = {
        "party": one,
        "path": _path(one),
        "ways": _ways(desk, one, visit.at),
        "state": state,
        "asked": () if came is None else came.asked,
        "domains": () if came is None else tuple((one, _PROMISES[one.promise]) for one in came.domains),
        "last": _last_test(desk, one),
        "months": months,
        "chart": Chart(
            bars=tuple(Bar(what=month.month, count=month.delivered) for month in months),
            most=max(month.delivered for month in months),
        ),
        "any": any(month.states for month in months),
        "governs": may(visit.viewer, Permission.GOVERNS, half=False),
    }
    return Page(template="partner.html", values=values, faults=faults, status=422 if faults else 200)


def _ways(desk: Desk, one: Party, at: datetime) -> tuple[Shown, ...] | str:
    """Why they cannot be told, where the certificates cannot be read."""
    app = desk.app
    try:
        config = app.settings.config
        way_to = ways(config, Channels(config, app.certificates()), one, at)
    except PermanentFailure as error:
        return str(error)
    return tuple(Shown(way=way, levels=tuple(_levels(way))) for way in way_to)


def _levels(way: Way) -> Iterator[tuple[str, str, bool]]:
    for level, channel in way.channels:
        if channel is None:
            yield _LEVELS[level], _WAITS, False
        else:
            yield _LEVELS[level], _CHANNELS[channel], True


def _months(desk: Desk, one: Party, now: datetime) -> tuple[Month, ...]:
    """The last twelve, those without any mail too."""
    zone, directory = desk.app.settings.timezone, desk.directory()
    own, social = desk.app.settings.config.organisation.domains, desk.app.settings.policy.policy.social_media_domains

    def is_theirs(address: str) -> bool:
        party = recipient_facts(address, directory, own_domains=own, social_media_domains=social).party
        return party is not None and party.id == one.id

    return tuple(months_of(desk.app.database, one, is_theirs, list(_last_months(now.astimezone(zone).date())), zone))


def _last_months(today: date) -> Iterator[str]:
    for back in range(MONTHS - 1, -1, -1):
        year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
        yield f"{year}-{month + 1:02}"


def _last_test(desk: Desk, one: Party) -> LastTest | None:
    wanted = Search(kind=RecordKind.OPERATED.value, words=TESTED)
    for entry in found(desk.app.database, wanted, before=None, limit=_MOST_TESTS):
        hops, answered = entry.facts.get("hops"), entry.facts.get("answered")
        if entry.facts.get("party") == one.id and isinstance(hops, int) and isinstance(answered, int):
            return LastTest(at=entry.at, by=entry.by, hops=hops, answered=answered)
    return None


def _path(one: Party) -> str:
    return f"/partners/{quote(one.id, safe='')}"


def _page_of(text: str, count: int) -> tuple[int, int]:
    pages = max(1, -(-count // PAGE_SIZE))
    return (min(pages, max(1, int(text))) if text.isdecimal() and len(text) < 6 else 1), pages
