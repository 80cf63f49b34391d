"""Agreements, consents and the like by what a message asks of them. Pure.

A message is about a handful of people and one party for each recipient; an agreement register has thousands of
entries and a consent register hundreds of thousands. So each is indexed by whom it is about, and a look costs what
the message holds, not what the register does.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from gateway.model.parties import (
    ALL,
    Agreement,
    Approval,
    Consent,
    PersonId,
    RememberedPurpose,
    Request,
    Restriction,
)

Record = TypeVar("Record", Agreement, Approval, Consent, RememberedPurpose, Request, Restriction)


def by_key(records: Iterable[Record], keys: Callable[[Record], Iterable[str]]) -> dict[str, tuple[Record, ...]]:
    """The records by each of their keys, in the order in which they come."""
    found: defaultdict[str, list[Record]] = defaultdict(list)
    for one in records:
        for key in set(keys(one)):
            found[key].append(one)
    return {key: tuple(records) for key, records in found.items()}


def with_any(index: Mapping[str, tuple[Record, ...]], keys: Iterable[str]) -> tuple[Record, ...]:
    """Everything that stands under any of *keys*, once each, by id."""
    found = {one.id: one for key in keys for one in index.get(key, ())}
    return tuple(found[identity] for identity in sorted(found))


def people_of_consent(consent: Consent) -> tuple[PersonId, PersonId]:
    """On whose record a consent stands: of whom it is about and of who gave it (CONS-2)."""
    return consent.person, consent.given_by


def people_of_restriction(restriction: Restriction) -> tuple[PersonId, ...]:
    """Whom it is about and from whom it keeps something."""
    return (restriction.person, *restriction.kept_from)


def person_of_approval(approval: Approval) -> tuple[str]:
    """Whom it is about; `*`: a whole caseload."""
    return (approval.person or ALL,)
