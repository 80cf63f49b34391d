"""Choosing somebody or something of a register without knowing its reference: by name, and without scripts.

What there are few of stands in a list that the browser offers while one types. People are too many for that, and a
list of all of them is for nobody's eyes: whoever writes a name is shown those whom it fits, and chooses.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from gateway.console.desk import Desk
from gateway.language import mark
from gateway.model.parties import ALL, DataSubject, PersonId, RegisterSnapshot
from gateway.registers.files.columns import RegisterKind
from gateway.registers.shelf import folded

MOST: Final = 10  # people to choose from; with more, the name has to say more
_MOST_OFFERED: Final = 500  # of a list that the browser holds

Offered = tuple[tuple[str, str], ...]  # what is filled in, and what it stands for

_PARTIES: Final = frozenset({"party"})
_GROUNDS: Final = frozenset({"ground"})
_PURPOSES: Final = frozenset({"purpose"})
_TEAMS: Final = frozenset({"team", "caseload"})
_STAFF: Final = frozenset(
    {"worker", "owner", "approved_by", "requested_by", "signed_by", "staff", "line_manager", "deputy", "team_manager"}
)
_PEOPLE: Final = frozenset({"person", "given_by", "merged_into"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """Who is meant by what somebody wrote."""

    id: PersonId | None  # None: nobody, or one of several
    several: tuple[DataSubject, ...] = ()  # to choose from
    why: str = ""  # what to do, where nobody is meant for sure


def offered(desk: Desk, kind: RegisterKind, column: str) -> Offered:
    """What a browser may offer while a column of a register is filled in. Empty: nothing, or too much."""
    registers = desk.directory().registers
    found = tuple(_offered(desk, registers, kind, column))
    return found if len(found) <= _MOST_OFFERED else ()


def _offered(desk: Desk, registers: RegisterSnapshot, kind: RegisterKind, column: str) -> Iterator[tuple[str, str]]:
    if column in _PARTIES:
        yield from sorted(((one.id, one.name) for one in registers.parties.values()), key=lambda pair: pair[1])
    elif column in _GROUNDS:
        yield from ((one.id, f"{one.title} ({one.law})") for one in registers.grounds.values() if one.active)
    elif column in _PURPOSES:
        agreed = {purpose for one in registers.agreements for purpose in one.purposes} - {ALL}
        names = sorted(agreed | set(desk.app.settings.policy.policy.purposes))
        yield from ((name, name.replace("-", " ").capitalize()) for name in names)
    elif column in _TEAMS:
        yield from ((team, team) for team in sorted({one.team for one in registers.staff.values()} - {""}))
    elif column in _STAFF and (kind, column) != (RegisterKind.RESTRICTIONS, "requested_by"):
        yield from sorted(((one.email, one.name) for one in registers.staff.values()), key=lambda pair: pair[1])


def is_person(column: str) -> bool:
    """Whether a column names one person of the register."""
    return column in _PEOPLE


def person_meant(
    text: str, people: Mapping[PersonId, DataSubject], seen: Iterable[DataSubject], hidden: frozenset[str]
) -> Meant:
    """Who is meant by a register id, a whole name, or a part of one.

    Args:
        seen: those whom a part of a name may lead to.
        hidden: ids, in small letters, of those who are not for who asks (SAFE-2).
    """
    if PersonId(text) in people:
        return Meant(id=PersonId(text))
    wanted = " ".join(folded(text).split())
    if not wanted:
        return Meant(id=None, why=mark("Give the register number or the name."))
    exact = [one for one in people.values() if wanted in map(_plain, _names(one)) and one.id.lower() not in hidden]
    if len(exact) == 1:
        return Meant(id=exact[0].id)
    fits = exact or [one for one in seen if _fits(one, wanted.split()) and one.id.lower() not in hidden]
    if not fits:
        return Meant(id=None, why=mark("Nobody of that name or number is in the register."))
    if len(fits) > MOST:
        return Meant(id=None, why=mark("Many people have that name. Write more of it, or the register number."))
    several = tuple(sorted(fits, key=lambda one: (one.name, one.id)))
    return Meant(id=None, several=several, why=mark("Choose who is meant."))


def told_apart(one: DataSubject) -> str:
    """What tells somebody from others of the same name."""
    if one.date_of_birth is None:
        return one.id
    return mark("{id}, born in {year}", id=one.id, year=one.date_of_birth.year)


def _fits(one: DataSubject, words: list[str]) -> bool:
    return any(all(word in name for word in words) for name in map(_plain, _names(one)))


def _plain(name: str) -> str:
    return " ".join(folded(name).split())


def _names(one: DataSubject) -> tuple[str, ...]:
    return (one.name, *one.aliases)
