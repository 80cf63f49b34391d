"""Consents that must not be relied on, whatever they say: who gave them could not or must not. Pure.

The import refuses a consent before a birth (registers/contradictions.py). Left are entries from before that check,
and dangers that were recorded after a consent was given.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from gateway.model.parties import Consent, DataSubject, PersonId

# An instant is in UTC and a birth on a day at home: within a day of one another nothing is said.
_A_DAY: Final = timedelta(days=1)


def cannot_be(consent: Consent, subjects: Mapping[PersonId, DataSubject]) -> bool:
    """Whether it was given by or for somebody before their birth or after their death (CONS-2)."""
    if consent.given_at is None:
        return False
    day = consent.given_at.date()
    for one in (consent.person, consent.given_by):
        entry = subjects.get(one)
        if entry is None:
            continue
        if entry.date_of_birth is not None and day < entry.date_of_birth - _A_DAY:
            return True
        if entry.died_on is not None and day > entry.died_on + _A_DAY:
            return True
    return False


def by_a_danger(consent: Consent, subjects: Mapping[PersonId, DataSubject]) -> bool:
    """Whether who gave it for somebody is recorded as a risk to them, or as having no contact (SAFE-1)."""
    person, giver = subjects.get(consent.person), subjects.get(consent.given_by)
    if consent.given_by == consent.person:
        return False
    kept_away = person is not None and consent.given_by in person.no_contact
    return kept_away or (giver is not None and consent.person in giver.risk_to)
