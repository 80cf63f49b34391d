"""Whom a message tells something about: people of the register and others, apart from mere correspondents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from gateway.decide.facts import Facts
from gateway.decide.once import once
from gateway.decide.policy import Policy
from gateway.model.decision import AnswerKind
from gateway.model.found import FoundPerson, Role
from gateway.model.parties import DataSubject, Kind, PersonId

SPECIAL: Final = frozenset(
    {
        Kind.HEALTH,
        Kind.SEN,
        Kind.ETHNICITY,
        Kind.RELIGION,
        Kind.SEXUAL_LIFE,
        Kind.OFFENCE,
        Kind.IMMIGRATION,
        Kind.SOCIAL_CARE,
        Kind.SAFEGUARDING,
    }
)

# Being written to or signing says no more than that: MIN-1, "not hits on their own".
_CORRESPONDING: Final = frozenset({Kind.NAME, Kind.CONTACT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A person the message tells something about, with all that was found of them."""

    id: str  # FoundPerson.id
    role: Role
    candidates: tuple[PersonId, ...]  # whom they may be, after what the sender said; empty: not in the register
    kinds: frozenset[Kind]
    hits: tuple[int, ...]  # indexes into Facts.hits


@once
def told_about(facts: Facts, policy: Policy) -> tuple[Told, ...]:
    """Everyone who is judged: found on evidence that counts, and more than a correspondent."""
    people = everyone(facts)
    # Beside somebody of the register a name is no chance find: whoever is named with them is told about (MIN-1).
    accompanied = any(told.candidates or told.kinds - {Kind.NAME} for told, _ in people if not _corresponds(told))
    return tuple(
        told for told, found in people if not _corresponds(told) and _counts(told, found, facts, policy, accompanied)
    )


@once
def all_of_register(facts: Facts) -> tuple[Told, ...]:
    """Everyone of the register who is found at all, mere correspondents too: a quoted signature names a person."""
    return tuple(told for told, _ in everyone(facts) if told.candidates)


@once
def noted_only(facts: Facts, policy: Policy) -> tuple[Told, ...]:
    """Those whom weak evidence alone speaks for: a note, not a hold."""
    judged = {told.id for told in told_about(facts, policy)}
    return tuple(told for told, _ in everyone(facts) if not _corresponds(told) and told.id not in judged)


@once
def everyone(facts: Facts) -> tuple[tuple[Told, FoundPerson], ...]:
    """All people found, correspondents too.

    Raises:
        ValueError: a hit is about nobody on the sheet; what it tells would be judged by no rule.
    """
    hits: dict[str, list[int]] = {person.id: [] for person in facts.people}
    for index, hit in enumerate(facts.hits):
        if hit.about not in hits:
            raise ValueError(f"hit {index} is about nobody on the fact sheet")
        hits[hit.about].append(index)
    return tuple(_each(facts, hits))


def _each(facts: Facts, hits: Mapping[str, list[int]]) -> Iterator[tuple[Told, FoundPerson]]:
    for person in facts.people:
        indexes = tuple(hits[person.id])
        kinds = person.kinds | {facts.hits[index].kind for index in indexes}
        yield (
            Told(
                id=person.id,
                role=person.role,
                candidates=_candidates(person, facts),
                kinds=kinds,
                hits=indexes,
            ),
            person,
        )


def register_entry(facts: Facts, person: PersonId) -> DataSubject:
    """The register's entry.

    Raises:
        ValueError: the sheet lacks it. To go on would be to look past a risk or a protected address.
    """
    entry = facts.subjects.get(person)
    if entry is None:
        raise ValueError(f"the fact sheet lacks the register entry of {person}")
    return entry


@once
def identifying_hits(facts: Facts, policy: Policy) -> frozenset[int]:
    """Everything that identifies anybody who is not a mere correspondent, on whatever evidence."""
    return frozenset(
        index
        for told, _ in everyone(facts)
        if not _corresponds(told)
        for index in told.hits
        if facts.hits[index].kind in policy.identifying
    )


@once
def correspondents_told_about(facts: Facts) -> tuple[Told, ...]:
    """Correspondents of whom something special is told: its class counts, though nobody is asked about them."""
    return tuple(told for told, _ in everyone(facts) if _corresponds(told) and told.kinds & SPECIAL)


def _corresponds(told: Told) -> bool:
    # A service user who is written to is more than a correspondent once something else is told about them: the same
    # mail may go to a partner in copy.
    return told.role is Role.CORRESPONDENT and not (told.candidates and told.kinds - _CORRESPONDING)


def _counts(told: Told, found: FoundPerson, facts: Facts, policy: Policy, accompanied: bool) -> bool:  # noqa: FBT001 -- a fact of the message, private
    if told.candidates:
        return True
    evidence = (found.evidence | {facts.hits[index].evidence for index in told.hits}) & policy.evidence
    if not evidence:
        return False
    return accompanied or not evidence <= policy.name_alone_is_note


def _candidates(person: FoundPerson, facts: Facts) -> tuple[PersonId, ...]:
    """Namesakes narrowed by what the sender said: an answer before the message's own `About`."""
    if len(person.candidates) < 2:
        return person.candidates
    answered = {answer.value for answer in facts.answers if answer.kind is AnswerKind.PERSON}
    for said in (answered, set(facts.about_said)):
        chosen = tuple(candidate for candidate in person.candidates if candidate in said)
        if chosen:
            return chosen
    return person.candidates
