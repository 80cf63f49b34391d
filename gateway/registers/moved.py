"""People who were entered twice: whatever is recorded under an id that moved on counts for who it moved to. Pure.

A mail may be about either entry, and a refusal, restriction or danger recorded under one of them holds for the
person. So nothing is looked up under the old id any longer: before anything is asked, both entries become one, with
what both have, and every other entry that names the old id names the new one. What is stored and exported stays as
written.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final, TypeVar

from gateway.model.parties import (
    ALL,
    Approval,
    Consent,
    DataSubject,
    PersonId,
    RegisterSnapshot,
    RememberedPurpose,
    Request,
    Restriction,
)

Register = TypeVar("Register")

Moved = Mapping[PersonId, PersonId]  # id that moved on → the entry that stands for both now

_LONGEST: Final = 50  # moves one after another; the import refuses loops, so that no chain comes near


def moved_to(people: Mapping[PersonId, DataSubject]) -> dict[PersonId, PersonId]:
    """Where every id that moved on leads in the end.

    A loop, or a move to an entry that is not there, is refused on import; one met here all the same is left as it is,
    so that none of its entries is lost.
    """
    found: dict[PersonId, PersonId] = {}
    for entry in people.values():
        if entry.merged_into is None:
            continue
        at, steps = entry, 0
        while at.merged_into is not None and at.merged_into in people and steps < _LONGEST:
            at, steps = people[at.merged_into], steps + 1
        if at.merged_into is None and at.id != entry.id:
            found[entry.id] = at.id
    return found


def as_one(
    registers: RegisterSnapshot, moved: Moved, before: tuple[RegisterSnapshot, RegisterSnapshot] | None = None
) -> RegisterSnapshot:
    """The registers with every two entries of one person made one.

    Args:
        registers: as written.
        moved: which id moved where (`moved_to`).
        before: earlier registers as written, and what was made of them with the same moves. What is the very same
            register in both is not made again.
    """
    if not moved:
        return registers
    written, made = before if before is not None else (None, None)

    def kept(register: str, make: Callable[[], Register]) -> Register:
        if written is None or getattr(written, register) is not getattr(registers, register):
            return make()
        old: Register = getattr(made, register)
        return old

    return replace(
        registers,
        people=kept("people", lambda: _people(registers.people, moved, written, made)),
        consents=kept("consents", lambda: tuple(_consent(one, moved) for one in registers.consents)),
        restrictions=kept("restrictions", lambda: tuple(_restriction(one, moved) for one in registers.restrictions)),
        approvals=kept("approvals", lambda: tuple(_approval(one, moved) for one in registers.approvals)),
        requests=kept("requests", lambda: tuple(_request(one, moved) for one in registers.requests)),
        remembered=kept("remembered", lambda: tuple(_remembered(one, moved) for one in registers.remembered)),
    )


def _people(
    people: Mapping[PersonId, DataSubject],
    moved: Moved,
    written: RegisterSnapshot | None,
    made: RegisterSnapshot | None,
) -> dict[PersonId, DataSubject]:
    before = written.people if written is not None else {}
    joined_before = made.people if made is not None else {}
    joined: dict[PersonId, list[DataSubject]] = {}
    for old, new in moved.items():
        joined.setdefault(new, []).append(people[old])
    found: dict[PersonId, DataSubject] = {}
    for identity, entry in people.items():
        if identity in moved:
            continue
        if before.get(identity) is entry and identity not in joined:
            found[identity] = joined_before[identity]
            continue
        whole = entry
        for other in joined.get(identity, ()):
            whole = _joined(whole, other)
        found[identity] = _renamed(whole, moved)
    return found


def _joined(entry: DataSubject, old: DataSubject) -> DataSubject:
    """One entry with what both have. Where only one value can stand, the entry that goes on has the say."""
    numbers = [
        other
        for kept, other in ((entry.nhs_number, old.nhs_number), (entry.upn, old.upn), (entry.nino, old.nino))
        if other and kept and kept != other
    ]
    return replace(
        entry,
        # By either name, and by an earlier number, a text is about this person.
        aliases=_each((*entry.aliases, old.name, *old.aliases)),
        case_ids=_each((*entry.case_ids, *old.case_ids, *numbers)),
        date_of_birth=entry.date_of_birth or old.date_of_birth,
        nhs_number=entry.nhs_number or old.nhs_number,
        upn=entry.upn or old.upn,
        nino=entry.nino or old.nino,
        addresses=_each((*entry.addresses, *old.addresses)),
        protected_addresses=_each((*entry.protected_addresses, *old.protected_addresses)),
        emails=_each((*entry.emails, *old.emails)),
        phones=_each((*entry.phones, *old.phones)),
        relations=tuple(dict.fromkeys((*entry.relations, *old.relations))),
        acts_for=tuple(dict.fromkeys((*entry.acts_for, *old.acts_for))),
        no_contact=tuple(dict.fromkeys((*entry.no_contact, *old.no_contact))),
        risk_to=tuple(dict.fromkeys((*entry.risk_to, *old.risk_to))),
        # Both notes are read: one that did not find understanding outweighs one that did.
        competence="; ".join(_each((entry.competence, old.competence))),
        worker=entry.worker or old.worker,
        contact_preference="; ".join(_each((entry.contact_preference, old.contact_preference))),
        language=entry.language or old.language,
        notice_version=entry.notice_version or old.notice_version,
        died_on=entry.died_on or old.died_on,
        school=entry.school or old.school,
        ward=entry.ward or old.ward,
        ethnicity=entry.ethnicity or old.ethnicity,
        conditions=_each((*entry.conditions, *old.conditions)),
    )


def _renamed(entry: DataSubject, moved: Moved) -> DataSubject:
    return replace(
        entry,
        relations=tuple(
            dict.fromkeys((name, new) for name, other in entry.relations if (new := _now(other, moved)) != entry.id)
        ),
        acts_for=_others(entry.acts_for, entry.id, moved),
        no_contact=_others(entry.no_contact, entry.id, moved),
        risk_to=_others(entry.risk_to, entry.id, moved),
    )


def _consent(one: Consent, moved: Moved) -> Consent:
    return replace(one, person=_now(one.person, moved), given_by=_now(one.given_by, moved))


def _restriction(one: Restriction, moved: Moved) -> Restriction:
    kept_from = tuple(dict.fromkeys(_now(other, moved) for other in one.kept_from))
    return replace(one, person=_now(one.person, moved), kept_from=kept_from)


def _approval(one: Approval, moved: Moved) -> Approval:
    return one if one.person == ALL else replace(one, person=_now(PersonId(one.person), moved))


def _request(one: Request, moved: Moved) -> Request:
    # Who asked may be written as an id.
    person, requester = (_now(PersonId(written), moved) for written in (one.person, one.requester))
    return replace(one, person=person, requester=requester)


def _remembered(one: RememberedPurpose, moved: Moved) -> RememberedPurpose:
    return replace(one, person=_now(one.person, moved))


def _others(people: Iterable[PersonId], own: PersonId, moved: Moved) -> tuple[PersonId, ...]:
    return tuple(dict.fromkeys(new for one in people if (new := _now(one, moved)) != own))


def _now(person: PersonId, moved: Moved) -> PersonId:
    return moved.get(person, person)


def _each(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(value for value in dict.fromkeys(values) if value)
