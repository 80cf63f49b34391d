"""Who is asked about a hold. Nobody who sent it, nobody whom it names (SAFE-2). Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gateway.model.decision import Asked
from gateway.model.outcome import AskedPerson
from gateway.model.parties import StaffKind, StaffMember

# The register's role word that stands for an asked role which is not tied to one sender.
_ROLE_WORDS = {Asked.IG_LEAD: "ig", Asked.SAFEGUARDING_LEAD: "safeguarding"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """Everyone who may matter to a hold."""

    sender: str
    staff: Mapping[str, StaffMember]  # by email, lower case
    named: frozenset[str]  # emails of the people whom the message is about, of their households, and who stepped back
    today: date
    postmaster: str
    author: str = ""  # whose mail it is by its From field, when the envelope names nobody; empty: not known
    unattended: bool = False  # a program answered in the sender's name: nobody reads what is sent there
    writers: frozenset[str] = frozenset()  # everybody who may have written it, lower case: they decide nothing of it
    on_duty: tuple[str, ...] = ()  # by the duty rota, now
    urgent: bool = False  # in the fast lane a manager and the deputy are asked together (MIN-3)

    @property
    def owner(self) -> str:
        """Whose mail it is, lower case; empty: nobody's of ours."""
        return (self.sender or self.author).lower()


def asked_people(roles: Iterable[Asked], circle: Circle) -> tuple[AskedPerson, ...]:
    """One or more people for each role, each role in the order given.

    A role whose holder is away, has left, is the sender or is named falls to the deputy, then upward and to the IG
    lead, and at the very last to the postmaster: a hold that nobody is asked about would be mail lost in silence.
    Of the duty manager there may be none: the rota is the organisation's choice, and others are asked beside them.
    """
    asked: list[AskedPerson] = []
    for role in dict.fromkeys(roles):
        asked.extend(AskedPerson(role=role, email=email) for email in _holders(role, circle))
    # A sender without a manager, or with themselves above them, is for the IG lead to put right.
    if any(one.role is Asked.LINE_MANAGER for one in asked) and _no_way_up(circle):
        asked.extend(AskedPerson(role=Asked.IG_LEAD, email=email) for email in holders_of("ig", circle))
    if not asked:
        asked.extend(AskedPerson(role=Asked.IG_LEAD, email=email) for email in _last_resort(circle))
    return tuple(dict.fromkeys(asked))


def told_instead(email: str, circle: Circle) -> tuple[str, ...]:
    """Who is told what this person would be: themselves, else their deputy, else as for a role without a holder."""
    return _with_deputy([email], circle) or _last_resort(circle)


def entry_of(address: str, staff: Mapping[str, StaffMember]) -> StaffMember | None:
    """The entry of somebody, by whichever of their addresses. None: nobody of ours has it.

    Args:
        staff: by email, lower case.
    """
    key = address.lower()
    if not key:
        return None
    others = (one for one in staff.values() if key in map(str.lower, one.aliases))
    return staff.get(key) or next(others, None)


def may_be_asked(email: str, circle: Circle) -> bool:
    """Whether somebody may be asked or told: here, not the sender, not named in it."""
    return email.lower() not in sender_addresses(circle) and _is_here(email, circle)


def is_here(member: StaffMember, today: date) -> bool:
    """Whether somebody has neither left nor is away on that day."""
    away = member.away_until is not None and member.away_until >= today
    left = member.left_on is not None and member.left_on <= today
    return not away and not left


def sender_addresses(circle: Circle) -> frozenset[str]:
    """Every address of whoever sent it, or may have written it."""
    member = _sending(circle)
    others = () if member is None else (member.email, *member.aliases)
    return circle.writers.union(address.lower() for address in (circle.sender, circle.owner, *others))


def deputies(emails: Iterable[str], circle: Circle) -> tuple[str, ...]:
    """The deputies of these people who may be asked."""
    members = (circle.staff.get(email.lower()) for email in emails)
    found = (member.deputy for member in members if member is not None)
    return tuple(dict.fromkeys(email for email in found if may_be_asked(email, circle)))


def holders_of(word: str, circle: Circle) -> tuple[str, ...]:
    """Everybody with a role word of the staff register who may be asked."""
    return tuple(email for email in _with_role(word, circle) if may_be_asked(email, circle))


def _holders(role: Asked, circle: Circle) -> tuple[str, ...]:
    if role is Asked.SENDER:
        return _sender_side(circle)
    if role is Asked.DUTY_MANAGER:
        return tuple(email for email in circle.on_duty if may_be_asked(email, circle))
    sender = _sending(circle)
    if role is Asked.LINE_MANAGER:
        return _line(sender, circle) or _last_resort(circle)
    if role is Asked.TEAM_MANAGER:
        return _with_deputy([sender.team_manager] if sender else [], circle) or _last_resort(circle)
    return _with_deputy(_with_role(_ROLE_WORDS[role], circle), circle) or _last_resort(circle)


def _line(sender: StaffMember | None, circle: Circle) -> tuple[str, ...]:
    """The line manager, the team manager, or whoever is above the manager; a loop of managers ends it."""
    if sender is None:
        return ()
    found = _with_deputy([sender.line_manager], circle) or _with_deputy([sender.team_manager], circle)
    for manager in () if found else above(sender, circle.staff):
        found = found or _with_deputy([manager], circle)
    return found


def above(member: StaffMember, staff: Mapping[str, StaffMember]) -> tuple[str, ...]:
    """The managers above somebody, nearest first, each once."""
    chain: dict[str, None] = {}
    manager = member.line_manager.lower()
    while manager and manager not in chain:
        chain[manager] = None
        entry = staff.get(manager)
        manager = "" if entry is None else entry.line_manager.lower()
    return tuple(chain)


def in_a_loop(member: StaffMember, staff: Mapping[str, StaffMember]) -> bool:
    """Whether somebody stands above themselves."""
    return member.email.lower() in above(member, staff)


def _no_way_up(circle: Circle) -> bool:
    sender = _sending(circle)
    if sender is None or sender.kind is not StaffKind.PERSON:
        return False
    return not sender.line_manager or in_a_loop(sender, circle.staff)


def _sender_side(circle: Circle) -> tuple[str, ...]:
    member = _sending(circle)
    if member is not None and member.kind is not StaffKind.PERSON:
        # Nobody reads a system's mailbox; of a shared one its members are asked, who are its sender.
        people = [email for email in member.members if _is_here(email, circle)]
        return tuple(people) or _with_deputy([member.line_manager], circle) or _last_resort(circle)
    if member is None:
        return (circle.sender,) if circle.sender and not circle.unattended else _last_resort(circle)
    if circle.unattended or (member.left_on is not None and member.left_on <= circle.today):
        return _with_deputy([member.line_manager], circle) or _last_resort(circle)
    return (circle.sender or member.email,)


def _sending(circle: Circle) -> StaffMember | None:
    return entry_of(circle.owner, circle.staff)


def _with_deputy(emails: Sequence[str], circle: Circle) -> tuple[str, ...]:
    chosen: list[str] = []
    for email in emails:
        if may_be_asked(email, circle):
            chosen.append(email)
            if not circle.urgent:
                continue
        member = circle.staff.get(email.lower())
        if member is not None and may_be_asked(member.deputy, circle):
            chosen.append(member.deputy)
    return tuple(dict.fromkeys(chosen))


def _last_resort(circle: Circle) -> tuple[str, ...]:
    return _with_deputy(_with_role("ig", circle), circle) or (circle.postmaster,)


def _with_role(word: str, circle: Circle) -> list[str]:
    return [member.email for member in circle.staff.values() if word in member.roles]


def _is_here(email: str, circle: Circle) -> bool:
    """Whether somebody can be asked at all: not named in it, not away, not gone."""
    key = email.lower()
    if not key or key in circle.named:
        return False
    member = circle.staff.get(key)
    return member is None or is_here(member, circle.today)
