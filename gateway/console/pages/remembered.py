"""What somebody asked to be remembered about their own mail, and forgetting it (PURP-1)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from gateway.case.remember import forget as forget_them
from gateway.console.desk import Desk
from gateway.console.pages.governance.shared import own_of
from gateway.console.replies import Fault, Page, Redirect, Reply, Visit
from gateway.language import mark
from gateway.model.outcome import RecordKind, Scalar
from gateway.model.parties import PartyId, PersonId, RegisterSnapshot, RememberedPurpose

PAGE_SIZE: Final = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One of them, in words."""

    id: str
    person: str
    party: str
    purpose: str
    case: str
    until: date
    stands: bool


def remembered(desk: Desk, visit: Visit) -> Reply:
    """Those of the viewer; what ends soonest first, what is over last."""
    return _page(desk, visit, ())


def forget(desk: Desk, visit: Visit) -> Reply:
    """One of them, or all: the next mail is asked about again. It only takes back, so it is not asked twice."""
    own = _own(desk, visit)
    chosen = [one.id for one in own if visit.said("all") == "yes" or one.id == visit.said("id")]
    if not chosen:
        why = mark("That is forgotten already.")
        return _page(desk, visit, (Fault(why=why),))
    forget_them(desk.app, desk.registers, frozenset(chosen), by=visit.viewer.account)
    return Redirect(to=f"/remembered?forgotten={len(chosen)}")


def _page(desk: Desk, visit: Visit, faults: tuple[Fault, ...]) -> Page:
    registers = desk.directory().registers
    today = visit.at.astimezone(desk.app.settings.timezone).date()
    found = sorted((_words(one, registers, today) for one in _own(desk, visit)), key=_order)
    text = visit.query.get("page", "1")
    pages = max(1, -(-len(found) // PAGE_SIZE))
    page = min(pages, max(1, int(text))) if text.isdecimal() and len(text) < 6 else 1
    facts: list[tuple[str, Scalar]] = [("what", "remembered"), ("count", len(found)), ("client", visit.client)]
    desk.record(RecordKind.VIEWED, visit.viewer.account, facts)
    forgotten = visit.query.get("forgotten", "")
    values: dict[str, object] = {
        "kept": found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE],
        "count": len(found),
        "forgotten": int(forgotten) if forgotten.isdecimal() and len(forgotten) < 6 else 0,
        "page": page,
        "pages": pages,
    }
    return Page(template="remembered.html", values=values, faults=faults, status=422 if faults else 200)


def _own(desk: Desk, visit: Visit) -> list[RememberedPurpose]:
    """SAFE-2: nothing about the viewer or their household, whoever said it."""
    own = own_of(desk, visit.viewer)
    return [
        one
        for one in desk.directory().registers.remembered
        if one.worker.lower() in visit.viewer.addresses and one.person.lower() not in own
    ]


def _words(one: RememberedPurpose, registers: RegisterSnapshot, today: date) -> Kept:
    person, party = registers.people.get(PersonId(one.person)), registers.parties.get(PartyId(one.party))
    return Kept(
        id=one.id,
        person=one.person if person is None else f"{person.name} ({person.id})",
        party=one.party if party is None else party.name,
        purpose=one.purpose.replace("-", " "),
        case=one.case,
        until=one.until,
        stands=one.until >= today,
    )


def _order(one: Kept) -> tuple[bool, date, str]:
    return not one.stands, one.until, one.id
