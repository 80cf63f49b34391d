"""How many people of the register are like one: by what an anonymised copy still tells of them (AGREE-5, MIN-2).

A label leaves the age of a date of birth and the outward code of a postcode. What else remains (a school in words, an
event) the register cannot count, so a count is the most that somebody could hide among, never the least.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from gateway.decide.ages import age_on
from gateway.model.parties import DataSubject, Kind

POSTCODE: Final = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]?) ?[0-9][A-Z]{2}\b")
ANYWHERE: Final = ""  # in place of an outward code


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """The register's people by outward code, those with a date of birth in its order.

    Nothing in it hangs on the day: how old somebody is on a day follows from the order of births, so that the same
    index serves every day and a count costs two searches.
    """

    born: Mapping[str, tuple[date, ...]]
    people: Mapping[str, int]  # with or without a date of birth

    @classmethod
    def of(cls, people: Iterable[DataSubject]) -> "Groups":
        """Index everybody, once for each outward code and once for anywhere."""
        born: defaultdict[str, list[date]] = defaultdict(list)
        count: defaultdict[str, int] = defaultdict(int)
        for person in people:
            for code in (*outward_codes(person), ANYWHERE):
                count[code] += 1
                if person.date_of_birth is not None:
                    born[code].append(person.date_of_birth)
        return cls(born={code: tuple(sorted(days)) for code, days in born.items()}, people=dict(count))

    def size(self, person: DataSubject, kinds: frozenset[Kind], day: date) -> int:
        """How many people a copy that tells of a person in these kinds could be about, the person among them.

        Of several homes the one with the fewest people counts: which of them is told is not known here. One, when
        something is told that the register does not have of them.
        """
        told_age = Kind.DATE_OF_BIRTH in kinds
        codes = outward_codes(person) if Kind.ADDRESS in kinds else frozenset({ANYWHERE})
        if (told_age and person.date_of_birth is None) or not codes:
            return 1
        if not told_age or person.date_of_birth is None:
            return min(self.people.get(code, 0) for code in codes)
        age = age_on(person.date_of_birth, day)
        return min(self._of_age(age, code, day) for code in codes)

    def _of_age(self, years: int, code: str, day: date) -> int:
        # The later the birth, the younger: by rising births the age falls.
        days = self.born.get(code, ())

        def younger(born: date) -> int:
            return -age_on(born, day)

        return bisect_right(days, -years, key=younger) - bisect_left(days, -years, key=younger)


def outward_codes(person: DataSubject) -> frozenset[str]:
    """The first half of every postcode of a person's addresses, protected ones included."""
    addresses = (*person.addresses, *person.protected_addresses)
    return frozenset(code for address in addresses for code in POSTCODE.findall(address.upper()))
