"""The register's people, as the index of names and identifiers takes them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping

from gateway.model.parties import PersonId, RegisterSnapshot
from gateway.registers.people.person_row import person_row
from redaction import People


def people_index(register: RegisterSnapshot) -> People:
    """The index of everybody in a snapshot."""
    return People.from_rows(map(person_row, register.people.values()))


def avoided(
    register: RegisterSnapshot, household: Callable[[Collection[PersonId]], Collection[PersonId]]
) -> dict[PersonId, frozenset[PersonId]]:
    """Of whom each person must learn nothing: as a danger to them, or living with one (SAFE-1).

    Built once for each generation. *household*: who shares a home with some people or is related to them.
    """
    kept: defaultdict[PersonId, set[PersonId]] = defaultdict(set)
    for person in register.people.values():
        for danger in person.no_contact:
            kept[PersonId(danger)].add(person.id)
        if person.risk_to:
            kept[person.id].update(person.risk_to)
    found: defaultdict[PersonId, set[PersonId]] = defaultdict(set)
    for danger, endangered in kept.items():
        for one in (danger, *household((danger,))):
            found[one] |= endangered - {one}
    return {person: frozenset(others) for person, others in found.items()}


def familiar(
    addressed: Collection[str],
    people: People,
    register: RegisterSnapshot,
    avoiding: Mapping[PersonId, Collection[PersonId]],
) -> frozenset[str]:
    """Whom these people of the register know by a first name: their family, whom they act for, whom they endanger.

    A mail to a mother says "Mia", and so does one to whoever must learn nothing of her (SAFE-1).
    """
    near = {row.id for row in people.household(addressed)}
    for one in addressed:
        entry = register.people.get(PersonId(one))
        if entry is None:
            continue
        near |= {*entry.acts_for, *entry.no_contact}
        for other in (entry.id, *entry.acts_for):
            near |= {*avoiding.get(other, ())}
    return frozenset(near)
