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
    named: frozenset[str]  # emails of the people whom the message is about, and of their households
    today: date
    postmaster: str
    author: str = ""  # whose mail it is by its From field, when the envelope names nobody; empty: not known
    unattended: bool = False  # a program answered in the sender's name: nobody reads what is sent there
    writers: frozenset[str] = frozenset()  # everybody who may have written it, lower case: they decide nothing of it

    @property
    def owner(self) -> str:
        """Whose mail it is, lower case; empty: nobody's of ours."""
        return (self.sender or self.author).lower()


def asked_people(roles: Iterable[Asked], circle: Circle) -> tuple[AskedPerson, ...]:
    """One or more people for each role, each role in the order given.

    A role whose holder is away, has left, is the sender or is named falls to the deputy, then to the IG lead, and at
    the very last to the postmaster: a hold that nobody is asked about would be a message lost in silence.
    """
    asked: list[AskedPerson] = []
    for role in dict.fromkeys(roles):
        asked.extend(AskedPerson(role=role, email=email) for email in _holders(role, circle))
    return tuple(dict.fromkeys(asked))


def told_instead(email: str, circle: Circle) -> tuple[str, ...]:
    """Who is told what this person would be: themselves, else their deputy, else as for a role without a holder."""
    return _with_deputy([email], circle) or _last_resort(circle)


def _holders(role: Asked, circle: Circle) -> tuple[str, ...]:
    if role is Asked.SENDER:
        return _sender_side(circle)
    sender = circle.staff.get(circle.owner)
    if role is Asked.LINE_MANAGER:
        first = _with_deputy([sender.line_manager] if sender else [], circle)
        return first or _with_deputy([sender.team_manager] if sender else [], circle) or _last_resort(circle)
    if role is Asked.TEAM_MANAGER:
        return _with_deputy([sender.team_manager] if sender else [], circle) or _last_resort(circle)
    return _with_deputy(_with_role(_ROLE_WORDS[role], circle), circle) or _last_resort(circle)


def _sender_side(circle: Circle) -> tuple[str, ...]:
    member = circle.staff.get(circle.owner)
    if member is not None and member.kind is not StaffKind.PERSON:
        # Nobody reads a system's mailbox; of a shared one its members are asked, who are its sender.
        people = [email for email in member.members if _is_here(email, circle)]
        return tuple(people) or _with_deputy([member.line_manager], circle) or _last_resort(circle)
    if member is None:
        return (circle.sender,) if circle.sender and not circle.unattended else _last_resort(circle)
    if circle.unattended or (member.left_on is not None and member.left_on <= circle.today):
        return _with_deputy([member.line_manager], circle) or _last_resort(circle)
    return (circle.sender or member.email,)


def _with_deputy(emails: Sequence[str], circle: Circle) -> tuple[str, ...]:
    chosen: list[str] = []
    for email in emails:
        if _may_answer(email, circle):
            chosen.append(email)
            continue
        member = circle.staff.get(email.lower())
        if member is not None and _may_answer(member.deputy, circle):
            chosen.append(member.deputy)
    return tuple(dict.fromkeys(chosen))


def _last_resort(circle: Circle) -> tuple[str, ...]:
    return _with_deputy(_with_role("ig", circle), circle) or (circle.postmaster,)


def _with_role(word: str, circle: Circle) -> list[str]:
    return [member.email for member in circle.staff.values() if word in member.roles]


def _may_answer(email: str, circle: Circle) -> bool:
    key = email.lower()
    return key not in {circle.sender.lower(), circle.owner} | circle.writers and _is_here(email, circle)


def _is_here(email: str, circle: Circle) -> bool:
    """Whether somebody can be asked at all: not named in it, not away, not gone."""
    key = email.lower()
    if not key or key in circle.named:
        return False
    member = circle.staff.get(key)
    if member is None:
        return True
    away = member.away_until is not None and member.away_until >= circle.today
    left = member.left_on is not None and member.left_on <= circle.today
    return not away and not left
