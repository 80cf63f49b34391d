"""How old somebody is on the day of sending, and what follows from it (CONS-6). Pure.

The day is the one in the organisation's time zone (Facts.today): a mail sent at 23:30 UTC in summer is sent on the
next day in London. Which age counts for what is data of policy.yaml, with where it holds; nothing here is a number.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from gateway.model.parties import Consent, DataSubject, PersonId, Restriction


class AgeFor(StrEnum):
    """What an age is looked at for; the keys of `ages` in policy.yaml."""

    PRESUMED_COMPETENT = "presumed_competent"  # speaks for themselves unless the record says otherwise
    YOUTH_SUPPORT = "youth_support"  # schools pass name, address and date of birth to the youth support service
    OWN_LIMIT = "own_limit"  # the parent's right to limit what is passed becomes the young person's own
    ADULT = "adult"  # no parent or carer speaks for them any longer


@dataclass(frozen=True, slots=True, kw_only=True)
class Age:
    """An age that something begins at, and where that holds."""

    years: int
    jurisdiction: str  # in words, for whoever reads the policy


Ages = Mapping[AgeFor, Age]

# Who speaks for a child by being its parent or theirs; the words of `relations` in the register.
PARENTS: Final = frozenset(
    {"mother", "father", "parent", "mum", "dad", "stepmother", "stepfather", "step-parent"}
    | {"grandmother", "grandfather", "grandparent"}
)
CHILDREN: Final = frozenset(
    {"child", "son", "daughter", "stepchild", "stepson", "stepdaughter", "grandchild", "grandson", "granddaughter"}
)

# What a note of an assessment says when it did not find understanding, or has not been made so far. A note with any
# of these words is not taken for one: a missing consent can be asked for, one wrongly counted cannot be undone.
_NOT_ASSESSED: Final = re.compile(
    r"\b(no|not|non|nor|never|none|lack\w*|without|incompetent|unable|insufficient|cannot|\w+n't|pending|await\w*|unclear"
    r"|unknown|unassessed|doubt\w*|refused|tbc|tba|due)\b"
)


def age_on(born: date, day: date) -> int:
    """Full years on *day*; negative before birth.

    Who was born on 29 February has their birthday on 1 March in a common year: until then the year is not full.
    """
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def birthday(born: date, years: int) -> date:
    """The day on which somebody reaches an age; 1 March where that year has no 29 February."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def reached(person: DataSubject, age: Age, day: date) -> bool | None:
    """Whether somebody is that old on *day*, from the first hour of the birthday. None: the birth is not recorded."""
    return None if person.date_of_birth is None else age_on(person.date_of_birth, day) >= age.years


def found_competent(person: DataSubject) -> bool:
    """Whether an assessment is recorded by which they understand what they say yes to."""
    note = person.competence.casefold().replace("\u2019", "'").strip()
    return any(character.isalpha() for character in note) and _NOT_ASSESSED.search(note) is None


def may_speak_for_themselves(person: DataSubject, ages: Ages, day: date) -> bool:
    """Old enough to be presumed to understand, or assessed. With no date of birth nothing is held against them."""
    return reached(person, ages[AgeFor.PRESUMED_COMPETENT], day) is not False or found_competent(person)


def may_give(consent: Consent, subjects: Mapping[PersonId, DataSubject], ages: Ages, day: date) -> bool:
    """Whether who gave a consent may speak for whom it is about, on *day*.

    A young person by themselves from the age of presumed understanding, or once assessed. A parent or carer up to the
    day before the person comes of age, and only one whom the register knows as related or acting for them. Where no
    date of birth is recorded the capacity that was recorded is believed.
    """
    person = subjects.get(consent.person)
    if person is None:
        return False
    if consent.given_by == consent.person:
        return may_speak_for_themselves(person, ages, day)
    if reached(person, ages[AgeFor.ADULT], day):
        return False
    return connected(person, consent.given_by, subjects)


def speaks_for(other: DataSubject, person: DataSubject, ages: Ages, day: date) -> bool:
    """Whether *other* may have what is about a person because the register says that they act for them (FAM-1).

    Not a parent from the day on which the person comes of age, unless it is recorded that the person does not
    understand what is shared: that a parent once acted for a child says nothing of the grown-up. A carer, guardian or
    advocate does for as long as the register says. Whoever is a danger to the person is kept from everything about
    them by a rule of its own (SAFE-1), which asks nobody else.
    """
    if person.id not in other.acts_for:
        return False
    if not reached(person, ages[AgeFor.ADULT], day) or not _parent_of(other, person):
        return True
    return bool(person.competence.strip()) and not found_competent(person)


def _parent_of(other: DataSubject, person: DataSubject) -> bool:
    above = {name for name, relative in person.relations if relative == other.id}
    below = {name for name, relative in other.relations if relative == person.id}
    if {"carer", "guardian"} & above:
        return False
    return bool(above & PARENTS or below & CHILDREN)


def connected(person: DataSubject, other: PersonId, subjects: Mapping[PersonId, DataSubject]) -> bool:
    """Whether the register has *other* as related to a person, in either entry, or as acting for them."""
    if any(relative == other for _, relative in person.relations):
        return True
    entry = subjects.get(other)
    if entry is None:
        return False
    return person.id in entry.acts_for or any(relative == person.id for _, relative in entry.relations)


def limit_stands(restriction: Restriction, person: DataSubject, ages: Ages, day: date) -> bool:
    """Whether a limit to some kinds still binds: a parent's before the birthday, from then the person's own.

    A limit that nobody is recorded to have asked for, or that one of our staff asked for, is no parent's: it stays.
    """
    asked = _plain(restriction.requested_by)
    if not asked or "@" in restriction.requested_by:
        return True
    if asked in {_plain(one) for one in (person.id, person.name, *person.aliases, "self")}:
        return True
    return not reached(person, ages[AgeFor.OWN_LIMIT], day)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
