"""Who of ours reads what comes to an address inside, and who works with whom (AGREE-4). Pure."""

from collections.abc import Iterable, Iterator

from gateway.model.parties import PersonId, StaffKind, StaffMember
from gateway.registers.address import normal, without_tag
from gateway.registers.directory import Directory


def readers_inside(address: str, directory: Directory) -> tuple[StaffMember, ...]:
    """Everybody of the staff register who reads a mailbox: the members of a shared one, or itself if it names none.

    Empty: nobody in the register stands behind it.
    """
    whole = normal(address)
    member = directory.staff_by_address.get(whole) or directory.staff_by_address.get(without_tag(whole))
    return () if member is None else tuple(dict.fromkeys(_readers(member, directory, frozenset())))


def workers_of(people: Iterable[PersonId], directory: Directory) -> dict[PersonId, StaffMember]:
    """The worker of each person, as far as the registers name one who is there."""
    found: dict[PersonId, StaffMember] = {}
    for person in people:
        entry = directory.registers.people.get(person)
        worker = directory.staff_by_address.get(normal(entry.worker)) if entry is not None and entry.worker else None
        if worker is not None:
            found[person] = worker
    return found


def _readers(member: StaffMember, directory: Directory, within: frozenset[str]) -> Iterator[StaffMember]:
    # A list may be a member of a list, and by a slip of itself.
    if member.kind is not StaffKind.SHARED or not member.members:
        yield member
        return
    for address in member.members:
        inner = directory.staff_by_address.get(normal(address))
        if inner is not None and inner.email not in within:
            yield from _readers(inner, directory, within | {member.email, inner.email})
