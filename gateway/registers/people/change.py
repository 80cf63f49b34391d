"""What changed among the people of the register, and indexes of them brought up to date by it. Pure.

A million people are not gone through again because one of them moved house. What an index comes to here is what it
would come to if it were made anew; the tests hold the two against each other.
"""

from collections.abc import Callable, Collection, Mapping

from gateway.model.parties import DataSubject, PersonId

People = Mapping[PersonId, DataSubject]
Change = Mapping[PersonId, tuple[DataSubject | None, DataSubject | None]]
"""Who is not as they were: the entry before and after; None: there was or is none."""


def change(before: People, after: People) -> Change:
    """Who of the register is not as they were."""
    found: dict[PersonId, tuple[DataSubject | None, DataSubject | None]] = {}
    added = 0
    for person, entry in after.items():
        old = before.get(person)
        # Nearly all are the very same.
        if old is not entry and old != entry:
            found[person] = (old, entry)
            added += old is None
    if len(before) + added != len(after):
        found |= {person: (entry, None) for person, entry in before.items() if person not in after}
    return found


def regathered(
    old: Mapping[str, tuple[PersonId, ...]], changed: Change, keys: Callable[[DataSubject], Collection[str]]
) -> dict[str, tuple[PersonId, ...]]:
    """An index from what people have in common to their ids, in the order of the register."""
    found = dict(old)
    for person, (before, after) in changed.items():
        has = set(keys(after)) if after is not None else set()
        had = set(keys(before)) if before is not None else set()
        for key in had - has:
            left = tuple(one for one in found[key] if one != person)
            if left:
                found[key] = left
            else:
                del found[key]
        for key in has - had:
            found[key] = tuple(sorted((*found.get(key, ()), person)))
    return found


def related_again(
    old: Mapping[PersonId, frozenset[PersonId]], changed: Change, people: People
) -> dict[PersonId, frozenset[PersonId]]:
    """Who is related to whom, either way; *people*: as they are now."""
    found = dict(old)
    for person, (before, after) in changed.items():
        now = _relations(after)
        for other in now | _relations(before):
            linked = other in now or person in _relations(people.get(other))
            for one, two in ((person, other), (other, person)):
                theirs = found.get(one, frozenset()) - {two}
                theirs = theirs | {two} if linked else theirs
                if theirs:
                    found[one] = theirs
                else:
                    found.pop(one, None)
    return found


def _relations(entry: DataSubject | None) -> frozenset[PersonId]:
    return frozenset(other for _, other in entry.relations) if entry is not None else frozenset()
