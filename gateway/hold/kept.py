"""Whether a manager may approve that something is kept from a service user (CONS-7). Pure.

It is an entry of the restrictions register: an employee or supplier asked for it, their line manager approves and
documents it. From then on it goes to that person, and to those who act for them, in no mail at all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from gateway.hold.ahead import not_theirs
from gateway.model.parties import PersonId, RegisterSnapshot, StaffKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a manager wants to keep from somebody."""

    by: str  # the account that signed in
    requested_by: str  # email of who asked for it
    person: str
    about: str  # in words for those who decide
    phrases: tuple[str, ...]  # words that give it away
    until: str  # a day, ISO 8601; empty: no end
    exemption: str  # the law that allows it to be withheld


def why_not(kept: Kept, registers: RegisterSnapshot, named: frozenset[str], today: date) -> tuple[str, ...]:
    """Everything that stands against it; "field: sentence". Empty: it may be recorded.

    Args:
        named: emails of the person and of their household, lower case: they decide nothing of it (SAFE-2).
    """
    return tuple(_faults(kept, registers, named, today))


def cells(kept: Kept, identity: str, at: datetime) -> dict[str, str]:
    """The row of the restrictions register."""
    return {
        "id": identity,
        "person": kept.person,
        "from": kept.person,
        "about": kept.about,
        "phrases": "|".join(kept.phrases),
        "only_kinds": "",
        "requested_by": kept.requested_by,
        "approved_by": kept.by,
        "approved_on": at.replace(microsecond=0).isoformat(),
        "until": kept.until,
        "exemption": kept.exemption,
    }


def _faults(kept: Kept, registers: RegisterSnapshot, named: frozenset[str], today: date) -> Iterator[str]:
    asking = registers.staff.get(kept.requested_by.lower())
    if (
        asking is None
        or asking.kind is not StaffKind.PERSON
        or (asking.left_on is not None and asking.left_on <= today)
    ):
        yield "worker: no such person in the staff register, or they have left."
    elif (refusal := not_theirs(kept.by.lower(), asking, registers, today)) is not None:
        yield f"worker: {refusal}"
    if kept.by.lower() in named:
        yield "person: This is about you or someone you live with, so another person must approve it."
    if PersonId(kept.person) not in registers.people:
        yield "person: no such person in the register."
    if not kept.about.strip():
        yield "about: say in a few words what is kept."
    if not kept.phrases:
        yield "phrases: give the words that would tell it, one on each line."
    if kept.until and not _is_day_to_come(kept.until, today):
        yield "until: give a day that is still to come, like 2027-03-31, or leave it empty."


def _is_day_to_come(text: str, today: date) -> bool:
    try:
        return date.fromisoformat(text) >= today
    except ValueError:
        return False
