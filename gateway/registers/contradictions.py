"""What entries say against one another, each by itself in order. Told with the row that is imported. Pure.

What is refused here is what cannot be true (a child of her own grandchild, a consent before a birth) or would leave
nobody to decide (a loop of line managers). What can be true and is dangerous all the same, such as somebody who acts
for a person to whom they are a risk, is taken in and judged with each message: an import that records a danger must
never be turned away for what stood in the register before.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from gateway.decide.ages import CHILDREN, PARENTS
from gateway.model.parties import Approval, Consent, DataSubject, PersonId, RegisterSnapshot, StaffMember
from gateway.registers.files.columns import RegisterKind
from gateway.registers.moved import Moved, moved_to
from gateway.registers.snapshot import entry_id

# Of a step-parent the age says nothing. A carer may be anybody: a grown-up daughter is her mother's carer.
BY_BIRTH: Final = frozenset({"mother", "father", "parent", "mum", "dad", "grandmother", "grandfather", "grandparent"})
BORN_TO: Final = frozenset({"child", "son", "daughter", "grandchild", "grandson", "granddaughter"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two or more entries that cannot all be right."""

    kind: RegisterKind
    id: str  # the entry in which it shows
    column: str
    what: str  # never an email address or a name


def contradictions(registers: RegisterSnapshot, kind: RegisterKind, zone: ZoneInfo) -> Iterator[Contradiction]:
    """Everything in the registers that is against something in the register of *kind*.

    Args:
        registers: as written, before entries of one person are made one.
        kind: the register that is imported; what concerns others alone is not looked at.
        zone: says which day an instant is on.
    """
    if kind is RegisterKind.PEOPLE:
        moved = moved_to(registers.people)
        yield from _moves(registers.people, moved)
        yield from _families(registers.people, moved)
    if kind in (RegisterKind.PEOPLE, RegisterKind.CONSENTS):
        yield from _lifetimes(registers, kind, zone)
    if kind is RegisterKind.STAFF:
        yield from _managers(registers.staff)
    if kind in (RegisterKind.STAFF, RegisterKind.APPROVALS):
        yield from _own_approvals(registers, kind)


def _moves(people: Mapping[PersonId, DataSubject], moved: Moved) -> Iterator[Contradiction]:
    for entry in people.values():
        if entry.merged_into is None or entry.merged_into not in people:
            continue
        new = people.get(moved.get(entry.id, entry.id))
        if new is None or new.id == entry.id:
            yield _of_person(entry, "merged_into", "moves in a loop; one of them stands for all")
        elif entry.date_of_birth and new.date_of_birth and entry.date_of_birth != new.date_of_birth:
            what = f"has another date of birth than {new.id}; correct one, or they are two people"
            yield _of_person(entry, "date_of_birth", what)
        elif entry.nhs_number and new.nhs_number and entry.nhs_number != new.nhs_number:
            yield _of_person(entry, "nhs_number", f"not that of {new.id}; correct one, or they are two people")


def _families(people: Mapping[PersonId, DataSubject], moved: Moved) -> Iterator[Contradiction]:
    above: dict[PersonId, dict[PersonId, PersonId]] = {}  # child → parent → the entry that says so
    for entry in people.values():
        own = moved.get(entry.id, entry.id)
        for name, written in entry.relations:
            other = moved.get(written, written)
            if name not in PARENTS | CHILDREN:
                continue
            if other == own:
                yield _of_person(entry, "relations", "names this person themself under an id that moved on")
                continue
            child, parent = (own, other) if name in PARENTS else (other, own)
            above.setdefault(child, {}).setdefault(parent, entry.id)
            if name in BY_BIRTH | BORN_TO and _not_older(people.get(parent), people.get(child)):
                yield _of_person(entry, "relations", "a parent who was not born before the child")
    for person, entry_of in above.items():
        # Only who is above themself within a few steps; a family that loops does so closely.
        for parent, said in entry_of.items():
            if _reaches(parent, person, lambda one: above.get(one, {})):
                yield _of_person(people[said], "relations", "makes somebody their own parent or grandparent")


def _not_older(parent: DataSubject | None, child: DataSubject | None) -> bool:
    if parent is None or child is None or parent.date_of_birth is None or child.date_of_birth is None:
        return False
    return parent.date_of_birth >= child.date_of_birth


def _reaches(start: PersonId, goal: PersonId, above: Callable[[PersonId], Mapping[PersonId, PersonId]]) -> bool:
    seen, ahead = {start}, [start]
    while ahead:
        for one in above(ahead.pop()):
            if one == goal:
                return True
            if one not in seen:
                seen.add(one)
                ahead.append(one)
    return False


def _lifetimes(registers: RegisterSnapshot, kind: RegisterKind, zone: ZoneInfo) -> Iterator[Contradiction]:
    """CONS-2: nobody gives a consent before they are born, or after they died, and none is given for who is not."""
    for consent in registers.consents:
        day = _day(consent.given_at, zone)
        for column, identity in (("person", consent.person), ("given_by", consent.given_by)):
            person = registers.people.get(identity)
            if person is None or day is None:
                continue
            for when, wrong in (
                ("date_of_birth", person.date_of_birth is not None and day < person.date_of_birth),
                ("died_on", person.died_on is not None and day > person.died_on),
            ):
                if not wrong:
                    continue
                if kind is RegisterKind.PEOPLE:
                    before = "before the birth" if when == "date_of_birth" else "after the death"
                    yield _of_person(person, when, f"consent {consent.id} was given {before}; one date is wrong")
                else:
                    yield _of_consent(consent, column, when)
                break


def _of_consent(consent: Consent, column: str, when: str) -> Contradiction:
    who = "whom it is about" if column == "person" else "who gave it"
    what = f"before {who} was born" if when == "date_of_birth" else f"after {who} died"
    return Contradiction(kind=RegisterKind.CONSENTS, id=consent.id, column="given_on", what=what)


def _managers(staff: Mapping[str, StaffMember]) -> Iterator[Contradiction]:
    """CONS-4: at the end of the line somebody has no manager here; in a loop each would approve the other's mail.

    Deputies may stand in for each other: whom nobody stands in for falls to the IG lead.
    """
    by_address = {address: member for member in staff.values() for address in (*member.aliases, member.email)}
    for member in staff.values():
        seen, at = {member.email}, by_address.get(member.line_manager)
        while at is not None and at.email not in seen:
            seen.add(at.email)
            at = by_address.get(at.line_manager)
        if at is not None and at.email == member.email:
            yield Contradiction(
                kind=RegisterKind.STAFF,
                id=member.email,
                column="line_manager",
                what="is in a loop of line managers; leave it empty for who is at the top",
            )


def _own_approvals(registers: RegisterSnapshot, kind: RegisterKind) -> Iterator[Contradiction]:
    mailbox = {address: member for member in registers.staff.values() for address in (*member.aliases, member.email)}
    for approval in registers.approvals:
        by, worker = mailbox.get(approval.approved_by), mailbox.get(approval.worker)
        if by is None or worker is None or by.email != worker.email:
            continue
        if kind is RegisterKind.STAFF:
            what = f"makes approval {approval.id} the worker's own; a manager approves (CONS-4)"
            yield Contradiction(kind=kind, id=by.email, column="aliases", what=what)
        else:
            yield _of_approval(approval)


def _of_approval(approval: Approval) -> Contradiction:
    what = "the worker themself, by another address; a manager approves (CONS-4)"
    return Contradiction(kind=RegisterKind.APPROVALS, id=approval.id, column="approved_by", what=what)


def _of_person(person: DataSubject, column: str, what: str) -> Contradiction:
    return Contradiction(kind=RegisterKind.PEOPLE, id=entry_id(person), column=column, what=what)


def _day(at: datetime | None, zone: ZoneInfo) -> date | None:
    return None if at is None else at.astimezone(zone).date()
