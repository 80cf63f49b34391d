"""Whom a message tells something about: people of the register and others, apart from mere correspondents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from gateway.decide.facts import Facts
from gateway.decide.once import Sheet, once_under
from gateway.decide.policy import Policy
from gateway.model.decision import AnswerKind
from gateway.model.found import FoundPerson, Role
from gateway.model.marking import Classification
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Told(Sheet):
    """A person the message tells something about, with all that was found of them. Each is only itself."""

    id: str  # FoundPerson.id
    role: Role
    candidates: tuple[PersonId, ...]  # whom they may be, after what the sender said; empty: not in the register
    kinds: frozenset[Kind]
    hits: tuple[int, ...]  # indexes into Facts.hits


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Named:
    """Whom a message names, as the policy takes it: what is the same for all of its recipients."""

    everyone: tuple[tuple[Told, FoundPerson], ...]  # correspondents too
    of_register: tuple[Told, ...]  # mere correspondents too: a quoted signature names a person
    judged: tuple[Told, ...]  # found on evidence that counts, and more than a correspondent
    noted: tuple[Told, ...]  # those whom weak evidence alone speaks for: a note, not a hold
    written_to: tuple[Told, ...]  # correspondents of whom something special is told: nobody is asked about them
    candidates: frozenset[PersonId]  # whom all of them may be, whoever the sender says it is
    identifying: frozenset[int]  # hits that identify anybody but mere correspondents, on whatever evidence
    telling: frozenset[int]  # every hit about anybody but mere correspondents
    floor: Classification  # the lowest class that the kinds told of those judged and written to may go under


@once_under
def named(facts: Facts, policy: Policy) -> Named:
    """Everybody found, by how they count.

    Raises:
        ValueError: a hit is about nobody on the sheet; what it tells would be judged by no rule.
    """
    people = tuple(_each(facts, _hits_of(facts)))
    others = tuple((told, found) for told, found in people if not _corresponds(told))
    # Beside somebody of the register a name is no chance find: whoever is named with them is told about (MIN-1).
    accompanied = any(told.candidates or told.kinds - {Kind.NAME} for told, _ in others)
    judged = tuple(told for told, found in others if _counts(told, found, facts, policy, accompanied))
    counted = {told.id for told in judged}
    written_to = tuple(told for told, _ in people if _corresponds(told) and told.kinds & SPECIAL)
    special = {kind for told in written_to for kind in told.kinds & SPECIAL}
    kinds = special.union(*(told.kinds for told in judged))
    return Named(
        everyone=people,
        of_register=tuple(told for told, _ in people if told.candidates),
        judged=judged,
        noted=tuple(told for told, _ in others if told.id not in counted),
        written_to=written_to,
        candidates=frozenset(person for _, found in people for person in found.candidates),
        identifying=frozenset(
            index for told, _ in others for index in told.hits if facts.hits[index].kind in policy.identifying
        ),
        telling=frozenset(index for told, _ in others for index in told.hits),
        floor=max((policy.floors[kind] for kind in kinds), default=Classification.UNCLASSIFIED),
    )


def names_the_same(one: Facts, other: Facts) -> bool:
    """Whether `named` is the same of two sheets, as of those of one message's recipients."""
    return one.people is other.people and one.hits is other.hits and _chosen(one) == _chosen(other)


def told_about(facts: Facts, policy: Policy) -> tuple[Told, ...]:
    """Everyone who is judged."""
    return named(facts, policy).judged


def _hits_of(facts: Facts) -> dict[str, list[int]]:
    hits: dict[str, list[int]] = {person.id: [] for person in facts.people}
    for index, hit in enumerate(facts.hits):
        if hit.about not in hits:
            raise ValueError(f"hit {index} is about nobody on the fact sheet")
        hits[hit.about].append(index)
    return hits


def _each(facts: Facts, hits: Mapping[str, list[int]]) -> Iterator[tuple[Told, FoundPerson]]:
    chosen = _chosen(facts)
    for person in facts.people:
        indexes = tuple(hits[person.id])
        kinds = person.kinds | {facts.hits[index].kind for index in indexes}
        yield (
            Told(
                id=person.id,
                role=person.role,
                candidates=_candidates(person, chosen),
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


def identifying_hits(facts: Facts, policy: Policy) -> frozenset[int]:
    """Everything that identifies anybody who is not a mere correspondent, on whatever evidence."""
    return named(facts, policy).identifying


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


def _chosen(facts: Facts) -> tuple[frozenset[str], frozenset[str]]:
    """Whom the sender says they mean: asked, and in the message's own `About`."""
    answered = frozenset(answer.value for answer in facts.answers if answer.kind is AnswerKind.PERSON)
    return answered, frozenset(facts.about_said)


def _candidates(person: FoundPerson, chosen: tuple[frozenset[str], frozenset[str]]) -> tuple[PersonId, ...]:
    """Namesakes narrowed by what the sender said: an answer before the message's own `About`."""
    if len(person.candidates) > 1:
        for said in chosen:
            meant = tuple(candidate for candidate in person.candidates if candidate in said)
            if meant:
                return meant
    return person.candidates
