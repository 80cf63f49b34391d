"""Whether a value can be that of a person beside it: what the register or its own form says against that."""

import re
from typing import Final

from gateway.find.names import in_local_part, name_of
from gateway.find.spots import Sort, Who
from gateway.model.parties import DataSubject, PersonId, RegisterSnapshot
from redaction import Detector, Hit
from redaction.dates import dates

_NAMED_LOCAL: Final = re.compile(r"[^\W\d_]{2,}[._-][^\W\d_]{2,}\d{0,4}")  # zoe.carter, not info or zc81


def has_another(who: Who, hit: Hit, text: str, register: RegisterSnapshot) -> bool:
    """Whether the value is another's: the register has a different one of its kind for this person, or a mail
    address is made from a different name."""
    value = text[hit.start : hit.end]
    if hit.detector is Detector.EMAIL:
        return _of_another_name(who, value, register)
    entry = register.people.get(PersonId(who.ids[0])) if len(who.ids) == 1 else None
    if entry is None:
        return False
    if hit.detector is Detector.DATE_OF_BIRTH:
        return _another_birthday(entry, value)
    own = _identifier(entry, hit.detector)
    return bool(own) and compact(own) != compact(value)


def compact(value: str) -> str:
    """Letters and digits alone, caseless: how values are compared."""
    return "".join(char for char in value.casefold() if char.isalnum())


def _of_another_name(who: Who, address: str, register: RegisterSnapshot) -> bool:
    if _NAMED_LOCAL.fullmatch(address.partition("@")[0]) is None:
        return False
    entries = [register.people[PersonId(one)] for one in who.ids if one in register.people]
    names = [name for entry in entries for name in (entry.name, *entry.aliases)]
    if who.sort is Sort.STRANGER:
        names = [who.key]
    told = [name_of(name) for name in names]
    # Of a first name alone nothing is known that would speak against it.
    return bool(told) and all(name.full and not in_local_part(name, address) for name in told)


def _another_birthday(entry: DataSubject, value: str) -> bool:
    """A date that differs from the register's in more than one of day, month and year, which a slip would not."""
    own = entry.date_of_birth
    written = next(dates(value), None)
    if own is None or written is None:
        return False
    same = (written.day == own.day, written.month == own.month, written.year % 100 == own.year % 100)
    return sum(same) < 2


def _identifier(person: DataSubject, detector: Detector) -> str:
    match detector:
        case Detector.NHS_NUMBER:
            return person.nhs_number
        case Detector.UPN:
            return person.upn
        case Detector.NINO:
            return person.nino
    return ""
