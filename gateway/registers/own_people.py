"""Whom in the registers somebody who looks into them is, lives with, or acts for (SAFE-2). Pure."""

from collections.abc import Iterable

from gateway.registers.address import normal
from gateway.registers.directory import Directory


def own_people(directory: Directory, addresses: Iterable[str]) -> frozenset[str]:
    """Ids, in small letters, of those whose entries are not theirs to see or keep, and the addresses themselves.

    As with held mail: whoever it is about, and their household, are not the ones who decide about it.

    Args:
        addresses: every address of whoever looks.
    """
    own = frozenset(map(normal, addresses))
    people = {one for address in own for one in directory.people_by_email.get(address, ())}
    if not people:
        return own
    acting = {one for each in people for one in directory.registers.people[each].acts_for}
    close = people | acting | directory.household(people)
    # Entries that moved on to one of them are theirs too.
    before = {old for old, now in directory.moved.items() if now in close}
    return own | {one.lower() for one in close | before}
