"""What we have agreed with each partner, for whoever wants to share something: read by everybody (AGREE-1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from gateway.console.case.ticks import KINDS
from gateway.console.desk import Desk
from gateway.console.pages.governance.forms import list_taken_out
from gateway.console.pages.governance.shared import address, in_words, page_of
from gateway.console.replies import Page, Reply, Visit
from gateway.decide.agreements import why_not
from gateway.language import Language, joined, mark
from gateway.model.parties import ALL, Agreement, Kind, Party, PartyType, RegisterSnapshot
from gateway.model.reasons import Reason
from gateway.registers.shelf import folded
from gateway.reports.files import Format

PAGE_SIZE: Final = 25
# Families are no partners, and to whom somebody reports a wrong is nobody's to look up.
_NOT_LISTED: Final = frozenset({PartyType.PERSON, PartyType.PROTECTED_DISCLOSURE, PartyType.SOCIAL_MEDIA})
_MOMENT: Final = timedelta(microseconds=1)
_NOT_NOW: Final = {
    Reason.AGREEMENT_SUSPENDED: mark("It is suspended: nothing goes under it now."),
    Reason.AGREEMENT_NOT_YET: mark("It has not begun yet."),
    Reason.AGREEMENT_EXPIRED: mark("It is over: nothing goes under it any more."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """One agreement, in words."""

    purposes: str
    kinds: str
    highest: str
    identifiable: bool
    basis: str
    last_day: datetime | None  # None: open
    not_now: str  # why nothing goes under it; empty: it is in force


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Somebody mail goes to."""

    name: str
    domains: tuple[str, ...]
    agreements: tuple[Agreed, ...]  # those in force first; empty: none


def agreed(desk: Desk, visit: Visit) -> Reply:
    """Partners by name, or those that fit what is looked for: their name or a domain, or an address of theirs."""
    search = visit.query.get("search", "").strip()[:200]
    registers = desk.organisation().registers
    found = _found(registers, search)
    page = page_of(visit.query.get("page", ""), len(found), PAGE_SIZE)
    shown = found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return Page(
        template="agreed.html",
        values={
            "partners": tuple(_partner(one, registers, visit.at) for one in shown),
            "count": len(found),
            "search": search,
            "page": page,
            "pages": max(1, -(-len(found) // PAGE_SIZE)),
            "previous": address("/agreed", {"search": search, "page": str(page - 1)}),
            "next": address("/agreed", {"search": search, "page": str(page + 1)}),
            "formats": tuple(Format),
        },
    )


_COLUMNS: Final = (
    "partner",
    "domains",
    "purposes",
    "kinds",
    "highest",
    "identifiable",
    "basis",
    "last_day",
    "not_now",
)


def export(desk: Desk, visit: Visit) -> Reply:
    """All that the search leaves, with a line for each agreement; it is on the record first (REC-1)."""
    registers = desk.organisation().registers
    partners = [_partner(one, registers, visit.at) for one in _found(registers, visit.said("search").strip()[:200])]
    said, zone = desk.app.settings.config.organisation.speaks, desk.app.settings.timezone
    lines = (line for one in partners for line in _lines(one, said, zone))
    return list_taken_out(desk, visit, "agreed", _COLUMNS, lines)


def _lines(one: Partner, said: Language, zone: ZoneInfo) -> Iterator[tuple[str, ...]]:
    whose = (one.name, "|".join(one.domains))
    for each in one.agreements:
        last = "" if each.last_day is None else each.last_day.astimezone(zone).date().isoformat()
        words = (f"{said.said(word)}" for word in (each.purposes, each.kinds, each.highest))
        yield *whose, *words, "yes" if each.identifiable else "no", each.basis, last, f"{said.said(each.not_now)}"
    if not one.agreements:
        yield *whose, *("" for _ in _COLUMNS[2:])


def _found(registers: RegisterSnapshot, search: str) -> list[Party]:
    return sorted(_fitting(registers, search), key=lambda one: (folded(one.name), one.id))


def _fitting(registers: RegisterSnapshot, search: str) -> Iterator[Party]:
    # Of a whole address what stands after the @ tells the partner.
    wanted, domain = folded(search), search.lower().rpartition("@")[2]
    for one in registers.parties.values():
        if one.type in _NOT_LISTED:
            continue
        domains = tuple(each.lower() for each in one.domains)
        addresses = tuple(each.lower() for each in (*one.addresses, *one.front_door))
        if (
            not search
            or wanted in folded(one.name)
            or (
                domain and any(domain in each or (each.startswith(".") and domain.endswith(each)) for each in domains)
            )
            or search.lower() in addresses
        ):
            yield one


def _partner(party: Party, registers: RegisterSnapshot, now: datetime) -> Partner:
    theirs = [_agreed(one, now) for one in registers.agreements if one.party == party.id]
    return Partner(
        name=party.name,
        domains=party.domains,
        agreements=tuple(sorted(theirs, key=lambda one: (bool(one.not_now), one.purposes))),
    )


def _agreed(one: Agreement, now: datetime) -> Agreed:
    reason = why_not(one, now)
    kinds = tuple(KINDS.get(Kind(each), each) for each in sorted(one.kinds - {ALL}))
    return Agreed(
        purposes=mark("anything that we do")
        if ALL in one.purposes
        else ", ".join(each.replace("-", " ") for each in sorted(one.purposes)),
        kinds=mark("all that the purpose needs") if ALL in one.kinds else joined(", ", kinds),
        highest=in_words(one.highest.word),
        identifiable=one.identifiable,
        basis=one.basis,
        last_day=None if one.ends is None else one.ends - _MOMENT,
        not_now="" if reason is None else _NOT_NOW[reason],
    )
