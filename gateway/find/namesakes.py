"""Which of several people of the register a find is about, as far as the message tells.

Signs are the sender's own `About`, identifiers, dates of birth, addresses, and last the worker. Signs that point to
different people settle nothing: then everybody it may be is judged, and the sender is asked (`which-person`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from gateway.find.addressed import Correspondents
from gateway.find.kinds import IDENTIFIERS, PLACES
from gateway.find.names import MEN, WOMEN, Name
from gateway.model.parties import DataSubject, PersonId, RegisterSnapshot
from redaction import Detector, Hit

MANY: Final = 20
"""People who share a value; beyond that it points to none of them."""

MOTHERS: Final = frozenset({"mother", "stepmother", "grandmother", "aunt", "foster mother", "mum"})
FATHERS: Final = frozenset({"father", "stepfather", "grandfather", "uncle", "foster father", "dad"})
ELDERS: Final = MOTHERS | FATHERS | {"parent", "step-parent", "grandparent", "carer", "foster carer", "guardian"}
"""Relations who are adults by what they are to somebody."""
CHILDREN: Final = frozenset({"child", "son", "daughter", "stepchild", "stepson", "stepdaughter"})
"""The same the other way round."""

_WEAK: Final = frozenset({"first-name", "surname"})
_ALONE: Final = IDENTIFIERS | {Detector.PHONE, Detector.EMAIL}


def is_weak(hit: Hit) -> bool:
    """Whether only a part of a name, which counts beside a strong sign, was met."""
    return hit.detector is Detector.NAME and hit.how in _WEAK


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What the message tells of who is who, each sign as the people it points to."""

    about: frozenset[str]
    identified: frozenset[str]
    born: frozenset[str]
    living: frozenset[str]


def signs(hits: Iterable[Hit], about: Iterable[str]) -> Signs:
    """Gather the signs from all register hits of a message."""
    identified: set[str] = set()
    born: set[str] = set()
    living: set[str] = set()
    for hit in hits:
        if hit.detector in _ALONE and len(hit.persons) == 1:
            identified.update(hit.persons)
        elif hit.detector is Detector.DATE_OF_BIRTH:
            born.update(hit.persons)
        elif hit.detector in PLACES:
            living.update(hit.persons)
    return Signs(
        about=frozenset(about), identified=frozenset(identified), born=frozenset(born), living=frozenset(living)
    )


def narrowed(
    candidates: tuple[str, ...], told: Signs, register: RegisterSnapshot, who: Correspondents | None
) -> tuple[str, ...]:
    """The candidates that the signs leave; all of them where signs are missing or point to different people.

    With *who*, the worker is a sign too: of people of one whole name, the one whose worker takes part is meant.
    """
    if len(candidates) < 2:
        return candidates
    left = set(candidates)
    for sign in (told.about, told.identified, told.born, told.living):
        pointed = sign & set(candidates)
        if pointed:
            left &= pointed
    if not left:
        return candidates
    if who is not None and len(left) > 1:
        theirs = {one for one in left if (entry := _entry(register, one)) is not None and who.works(entry.worker)}
        left = theirs if len(theirs) == 1 else left
    return tuple(one for one in candidates if one in left)


def fitting(candidates: tuple[str, ...], name: Name, register: RegisterSnapshot) -> tuple[str, ...]:
    """The candidates whom a title fits: "Mrs Okafor" is not her daughter, and no father.

    Titles tell nothing of who stands in no relation to another candidate.
    """
    if not name.title:
        return candidates
    wrong = {
        one
        for one in candidates
        for relation, other in _relations(register, one)
        if other in candidates and relation in ELDERS
    }
    for title, unfit in ((MEN, MOTHERS), (WOMEN, FATHERS)):
        if name.title in title:
            pairs = [pair for one in candidates for pair in _relations(register, one)]
            wrong |= {other for relation, other in pairs if relation in unfit}
    left = tuple(one for one in candidates if one not in wrong)
    return left or candidates


def related(person: str, others: Iterable[str], register: RegisterSnapshot) -> bool:
    """Whether the register relates a person to one of the others, either way round."""
    known = {other for _, other in _relations(register, person)}
    return any(other in known or any(back == person for _, back in _relations(register, other)) for other in others)


def _entry(register: RegisterSnapshot, person: str) -> DataSubject | None:
    return register.people.get(PersonId(person))


def _relations(register: RegisterSnapshot, person: str) -> tuple[tuple[str, str], ...]:
    entry = _entry(register, person)
    return tuple((relation.lower(), other) for relation, other in entry.relations) if entry is not None else ()
