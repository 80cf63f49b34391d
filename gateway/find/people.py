"""The register's people, as the index of names and identifiers takes them."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from gateway.model.parties import PersonId, RegisterSnapshot
from gateway.registers.person_row import person_row
from redaction import People


def people_index(register: RegisterSnapshot) -> People:
    """The index of everybody in a snapshot."""
    return People.from_rows(map(person_row, register.people.values()))


def avoided(register: RegisterSnapshot) -> dict[PersonId, frozenset[PersonId]]:
    """Who is to have no contact with each person; built once for each generation."""
    found: defaultdict[PersonId, set[PersonId]] = defaultdict(set)
    for person in register.people.values():
        for other in person.no_contact:
            found[PersonId(other)].add(person.id)
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
        if entry is not None:
            near |= {*entry.acts_for, *entry.risk_to, *entry.no_contact, *avoiding.get(entry.id, ())}
    return frozenset(near)
