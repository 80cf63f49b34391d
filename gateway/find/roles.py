"""What each person found is to the message (MIN-1). Who is *concerned* is for the rules: it depends on a ground."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from gateway.find.addressed import Correspondents
from gateway.find.kinds import KINDS
from gateway.find.namesakes import CHILDREN, ELDERS
from gateway.find.spots import Sort, Spot, Who
from gateway.model.found import Evidence, FoundPerson, Role
from gateway.model.parties import Kind, PersonId, RegisterSnapshot

_CORRESPONDING: Final = frozenset({Kind.NAME, Kind.CONTACT})
_NAMED_ONLY: Final = _CORRESPONDING | {Kind.FAMILY}


def people(spots: Iterable[Spot], register: RegisterSnapshot, who: Correspondents) -> dict[Who, FoundPerson]:
    """Everybody who was found, in order of appearance, with ids and roles."""
    by_person: dict[Who, list[Spot]] = defaultdict(list)
    for spot in spots:
        by_person[spot.who].append(spot)
    roles = {one: _role(one, theirs, register, who) for one, theirs in by_person.items()}
    kinds = {one: frozenset(KINDS[spot.hit.detector] for spot in theirs) for one, theirs in by_person.items()}
    subjects = {one.ids[0] for one, role in roles.items() if role is Role.SUBJECT and len(one.ids) == 1}
    elders = {
        one: told
        for one, role in roles.items()
        if role is Role.SUBJECT and len(one.ids) == 1 and kinds[one] <= _NAMED_ONLY
        if (told := dict(_elder_of(one.ids[0], subjects, register)))
    }
    # A relation is that of a subject: of two who are elders to each other, by whatever slip, neither is a mere one.
    of_subjects = subjects - {one.ids[0] for one in elders}
    relations = {
        one: relation
        for one, told in elders.items()
        if (relation := next((told[subject] for subject in told if subject in of_subjects), ""))
    }
    found: dict[Who, FoundPerson] = {}
    others = 0
    for one, theirs in by_person.items():
        others += not one.ids
        found[one] = FoundPerson(
            id="|".join(one.ids) if one.ids else f"?{others}",
            candidates=tuple(PersonId(person) for person in one.ids),
            role=Role.RELATION if one in relations else roles[one],
            kinds=kinds[one],
            evidence=frozenset(Evidence(spot.hit.evidence.value) for spot in theirs),
            relation=relations.get(one, ""),
        )
    return found


def _role(one: Who, theirs: list[Spot], register: RegisterSnapshot, who: Correspondents) -> Role:
    if one.sort is Sort.CORRESPONDENT:
        return Role.CORRESPONDENT
    if one.sort is Sort.STRANGER:
        return Role.THIRD_PARTY
    entry = register.people.get(PersonId(one.ids[0])) if len(one.ids) == 1 else None
    only_writes = all(spot.corresponding and KINDS[spot.hit.detector] in _CORRESPONDING for spot in theirs)
    if entry is not None and only_writes and who.addressed(entry):
        return Role.CORRESPONDENT
    return Role.SUBJECT


def _elder_of(person: str, subjects: set[str], register: RegisterSnapshot) -> Iterator[tuple[str, str]]:
    """To which subjects the register says this person is an elder, and as what: "P-1", "mother of P-1".

    Only an elder is taken for a mere relation: brothers and sisters, and children, are subjects in their own right.
    """
    for subject in sorted(subjects - {person}):
        entry = register.people.get(PersonId(subject))
        for relation, other in entry.relations if entry is not None else ():
            if other == person and relation.lower() in ELDERS:
                yield subject, f"{relation.lower()} of {subject}"
    entry = register.people.get(PersonId(person))
    for relation, other in entry.relations if entry is not None else ():
        if other in subjects and relation.lower() in CHILDREN:
            yield other, f"parent of {other}"
