"""How many people of a register are like one, by what a copy still tells of them: the test of "anonymised". Pure.

Somebody whose name is cut can still be told by their age, district, school, ward, ethnicity or condition, when few
share all of these. What else a text tells (an event, a job) no register can count, so a count is the most that
somebody could hide among, never the least.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from redaction.dates import age_on
from redaction.normal import fold
from redaction.tokens import tokens

TRAITS: Final = ("school", "ward", "ethnicity", "conditions")
"""What a register may say of people beside names and numbers, by the names of its columns."""

POSTCODE: Final = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]?) ?[0-9][A-Z]{2}\b")
_ANYWHERE: Final = ""  # in place of an outward code

Trait = tuple[str, str]
"""A column of TRAITS and a value in it, as written."""


class Someone(Protocol):
    """What is counted of a person of a register."""

    @property
    def id(self) -> str:
        """Tells them from everybody else."""

    @property
    def date_of_birth(self) -> date | None:
        """None: not known."""

    @property
    def addresses(self) -> tuple[str, ...]:
        """As written; the first half of a postcode in one counts."""

    @property
    def protected_addresses(self) -> tuple[str, ...]:
        """The same."""

    @property
    def traits(self) -> tuple[Trait, ...]:
        """Every value of every column of TRAITS."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What a copy still tells of one person."""

    age: bool = False
    district: bool = False
    traits: frozenset[Trait] = frozenset()

    @property
    def nothing(self) -> bool:
        """Whether nothing is told that could be counted."""
        return not (self.age or self.district or self.traits)

    def coarser(self) -> "Left":
        """The same without age and district: what no label can make rougher stays."""
        return Left(traits=self.traits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """The register's people by outward code and by trait, those with a date of birth in its order.

    Nothing in it hangs on the day: how old somebody is on a day follows from the order of births, so that the same
    index serves every day, and a count without traits costs two searches.
    """

    born: Mapping[str, tuple[date, ...]]
    people: Mapping[str, int]  # by outward code, with or without a date of birth
    of_trait: Mapping[Trait, frozenset[str]]  # by column and folded value: who has it
    details: Mapping[str, tuple[date | None, frozenset[str]]]  # of everybody with a trait: birth and outward codes

    @classmethod
    def of(cls, people: Iterable[Someone]) -> "Groups":
        """Index everybody, once for each outward code and once for anywhere."""
        born: defaultdict[str, list[date]] = defaultdict(list)
        count: defaultdict[str, int] = defaultdict(int)
        of_trait: defaultdict[Trait, set[str]] = defaultdict(set)
        details: dict[str, tuple[date | None, frozenset[str]]] = {}
        alike: dict[frozenset[str], frozenset[str]] = {}  # one set for all who live in one place
        for person in people:
            codes = outward_codes(person)
            codes = alike.setdefault(codes, codes)
            for code in (*codes, _ANYWHERE):
                count[code] += 1
                if person.date_of_birth is not None:
                    born[code].append(person.date_of_birth)
            for column, value in person.traits:
                of_trait[column, _words(value)].add(person.id)
                details[person.id] = (person.date_of_birth, codes)
        return cls(
            born={code: tuple(sorted(days)) for code, days in born.items()},
            people=dict(count),
            of_trait={trait: frozenset(who) for trait, who in of_trait.items()},
            details=details,
        )

    def changed(self, pairs: Iterable[tuple[Someone | None, Someone | None]]) -> "Groups":
        """The same after some people changed: of each who they were and who they are, None for nobody."""
        people, details = dict(self.people), dict(self.details)
        born: dict[str, list[date]] = {}
        of_trait: dict[Trait, set[str]] = {}
        for pair in pairs:
            for one, comes in zip(pair, (False, True), strict=True):
                if one is None:
                    continue
                codes = outward_codes(one)
                for code in (*codes, _ANYWHERE):
                    people[code] = people.get(code, 0) + (1 if comes else -1)
                    if one.date_of_birth is not None:
                        days = born.setdefault(code, list(self.born.get(code, ())))
                        at = bisect_left(days, one.date_of_birth)
                        days[at : at if comes else at + 1] = [one.date_of_birth] if comes else []
                details.pop(one.id, None)
                for column, value in one.traits:
                    trait = (column, _words(value))
                    who = of_trait.setdefault(trait, set(self.of_trait.get(trait, ())))
                    if comes:
                        who.add(one.id)
                        details[one.id] = (one.date_of_birth, codes)
                    else:
                        who.discard(one.id)
        whole = {**self.born, **{code: tuple(days) for code, days in born.items()}}
        having = {**self.of_trait, **{trait: frozenset(who) for trait, who in of_trait.items()}}
        return Groups(
            born={code: days for code, days in whole.items() if days},
            people={code: count for code, count in people.items() if count},
            of_trait={trait: who for trait, who in having.items() if who},
            details=details,
        )

    def size(self, person: Someone, left: Left, day: date) -> int:
        """How many people a copy that tells this much of a person could be about, the person among them.

        Of several homes the one with the fewest people counts: which of them is told is not known here. One, when
        something is told that the register does not have of them.
        """
        codes = outward_codes(person) if left.district else frozenset({_ANYWHERE})
        if (left.age and person.date_of_birth is None) or not codes:
            return 1
        age = age_on(person.date_of_birth, day) if left.age and person.date_of_birth is not None else None
        if left.traits:
            return min(self._with_traits(left.traits, age, code, day) for code in codes)
        if age is None:
            return min(self.people.get(code, 0) for code in codes)
        return min(self._of_age(age, code, day) for code in codes)

    def _with_traits(self, traits: Iterable[Trait], age: int | None, code: str, day: date) -> int:
        having = [self.of_trait.get((column, _words(value)), frozenset()) for column, value in traits]
        count = 0
        for one in frozenset.intersection(*sorted(having, key=len)):
            born, codes = self.details[one]
            of_age = age is None or (born is not None and age_on(born, day) == age)
            count += of_age and (code == _ANYWHERE or code in codes)
        return max(count, 1)

    def _of_age(self, years: int, code: str, day: date) -> int:
        # The later the birth, the younger: by rising births the age falls.
        days = self.born.get(code, ())

        def younger(born: date) -> int:
            return -age_on(born, day)

        return bisect_right(days, -years, key=younger) - bisect_left(days, -years, key=younger)


def outward_codes(person: Someone) -> frozenset[str]:
    """The first half of every postcode of a person's addresses, protected ones included."""
    addresses = (*person.addresses, *person.protected_addresses)
    return frozenset(code for address in addresses for code in POSTCODE.findall(address.upper()))


def told_traits(person: Someone, texts: Sequence[str]) -> frozenset[Trait]:
    """Which of a person's own traits stand in *texts*, whole words, whatever their case and accents.

    Texts are folded once for all of a person's traits; none is, for somebody who has none.
    """
    if not person.traits:
        return frozenset()
    read = [f" {_words(text)} " for text in texts]
    return frozenset(trait for trait in person.traits if any(f" {_words(trait[1])} " in text for text in read))


def _words(text: str) -> str:
    return " ".join(token.word for token in tokens(fold(text).text))
