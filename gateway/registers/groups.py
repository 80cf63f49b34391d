"""How many people of the register are like one: by what an anonymised copy still tells of them (AGREE-5, MIN-2).

A label leaves the age of a date of birth and the outward code of a postcode. What else remains (a school in words, an
event) the register cannot count, so a count is the most that somebody could hide among, never the least.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from gateway.decide.ages import age_on
from gateway.model.parties import DataSubject, Kind

POSTCODE: Final = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]?) ?[0-9][A-Z]{2}\b")

_Like = tuple[int | None, str]  # age and outward code; None and empty: any


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """The register's people, counted by age on one day, by outward code, and by both."""

    counts: Mapping[_Like, int]
    day: date

    @classmethod
    def of(cls, people: Iterable[DataSubject], day: date) -> "Groups":
        """Count everybody once for each way in which they could be told of."""
        counts: Counter[_Like] = Counter()
        for person in people:
            age = _age(person, day)
            counts.update((years, code) for years in {age, None} for code in (*outward_codes(person), ""))
        return cls(counts=counts, day=day)

    def size(self, person: DataSubject, kinds: frozenset[Kind]) -> int:
        """How many people a copy that tells of a person in these kinds could be about, the person among them.

        Of several homes the one with the fewest people counts: which of them is told is not known here. One, when
        something is told that the register does not have of them.
        """
        age = _age(person, self.day) if Kind.DATE_OF_BIRTH in kinds else None
        codes = outward_codes(person) if Kind.ADDRESS in kinds else frozenset({""})
        if (Kind.DATE_OF_BIRTH in kinds and age is None) or not codes:
            return 1
        return min(self.counts.get((age, code), 0) for code in codes)


def outward_codes(person: DataSubject) -> frozenset[str]:
    """The first half of every postcode of a person's addresses, protected ones included."""
    addresses = (*person.addresses, *person.protected_addresses)
    return frozenset(code for address in addresses for code in POSTCODE.findall(address.upper()))


def _age(person: DataSubject, day: date) -> int | None:
    return None if person.date_of_birth is None else age_on(person.date_of_birth, day)
