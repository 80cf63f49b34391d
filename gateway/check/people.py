"""Checks of who would be asked: a hold that nobody answers is a silent loss (MIN-3)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from gateway.check.result import Area, Result, ok, problem, warning
from gateway.hold.asked import above, in_a_loop
from gateway.model.parties import RegisterSnapshot, StaffKind, StaffMember
from gateway.settings import Settings

_NEEDED: Final = 2  # one may be away, be the sender, or be named in the message (SAFE-2)
_ROLES: Final = {"ig": "information lead", "safeguarding": "safeguarding lead"}


def emergency(settings: Settings) -> Iterator[Result]:
    """Words for an emergency stand in every notice about mail that waits."""
    words = [line for line in settings.config.organisation.emergency if line.strip()]
    if words:
        yield ok(Area.EMERGENCY, "emergency words stand in every notice about mail that waits")
        return
    yield problem(
        Area.EMERGENCY,
        "organisation.emergency is empty: say whom to phone when mail cannot wait (999, the council's front door)",
    )


def roles(registers: RegisterSnapshot, today: date) -> Iterator[Result]:
    """Two people can be reached for each role that is asked, and for each line manager in use."""
    staff = registers.staff
    found = [*_leads(staff, today), *_managers(staff, today), *_without(staff, today), *_loops(staff, today)]
    yield from found
    if not found:
        yield ok(Area.ROLES, "at least two people can be reached for every role and line manager")


def _leads(staff: Mapping[str, StaffMember], today: date) -> Iterator[Result]:
    for word, title in _ROLES.items():
        holders = [member for member in staff.values() if word in member.roles]
        people = {email for member in holders for email in _reachable(member, staff, today)}
        if len(people) < _NEEDED:
            yield warning(
                Area.ROLES,
                f"{title}: {_count(people)} can be reached; give two staff the role {word}, or one and a deputy",
            )


def _managers(staff: Mapping[str, StaffMember], today: date) -> Iterator[Result]:
    working = [member for member in staff.values() if not _has_left(member, today)]
    for email in sorted({member.line_manager.lower() for member in working if member.line_manager}):
        manager = staff.get(email)
        people = frozenset[str]() if manager is None else _reachable(manager, staff, today)
        if len(people) < _NEEDED:
            yield warning(
                Area.ROLES, f"line manager {email}: {_count(people)} can be reached; give them a deputy who is here"
            )


def _without(staff: Mapping[str, StaffMember], today: date) -> Iterator[Result]:
    """Staff above whom nobody stands who could decide about their mail, or whose only second person is themselves."""
    managers = {member.line_manager.lower() for member in staff.values()}
    for member in sorted(staff.values(), key=lambda one: one.email):
        if member.kind is StaffKind.SYSTEM or _has_left(member, today):
            continue
        email = member.email.lower()
        if not member.line_manager and email in managers:
            continue  # whoever is at the top has nobody above them
        if not member.line_manager:
            yield warning(
                Area.ROLES, f"{email}: has no line manager; what they send goes to team manager and information lead"
            )
            continue
        manager = staff.get(member.line_manager.lower())
        people = frozenset[str]() if manager is None else _reachable(manager, staff, today)
        if len(people) >= _NEEDED and len(people - {email}) < _NEEDED:
            yield warning(
                Area.ROLES,
                f"{email}: {_count(people - {email})} can be reached besides themselves; "
                f"give {member.line_manager.lower()} another deputy",
            )


def _loops(staff: Mapping[str, StaffMember], today: date) -> Iterator[Result]:
    """Line managers who stand above themselves, each loop once."""
    seen: set[str] = set()
    for member in sorted(staff.values(), key=lambda one: one.email):
        email = member.email.lower()
        if email in seen or _has_left(member, today) or not in_a_loop(member, staff):
            continue
        loop = [one for one in above(member, staff) if one in staff and in_a_loop(staff[one], staff)]
        seen |= {email, *loop}
        yield warning(
            Area.ROLES, f"line managers in a loop: {', '.join(sorted({email, *loop}))}; correct line_manager of one"
        )


def _reachable(member: StaffMember, staff: Mapping[str, StaffMember], today: date) -> frozenset[str]:
    """The member and the deputy, as far as they are here."""
    deputy = staff.get(member.deputy.lower()) if member.deputy else None
    people = [one for one in (member, deputy) if one is not None and _is_here(one, today)]
    return frozenset(one.email.lower() for one in people)


def _is_here(member: StaffMember, today: date) -> bool:
    away = member.away_until is not None and member.away_until >= today
    return member.kind is StaffKind.PERSON and not away and not _has_left(member, today)


def _has_left(member: StaffMember, today: date) -> bool:
    return member.left_on is not None and member.left_on <= today


def _count(people: frozenset[str] | set[str]) -> str:
    return "nobody" if not people else "one person only"
