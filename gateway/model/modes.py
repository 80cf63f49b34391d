"""Modes: how far a clause is carried out while an organisation tries it out.

A mode is a dated fact that an IG lead signed, with an end. Without one a clause is enforced.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Final

EVERY: Final = "*"  # every team, or every clause


class Mode(IntEnum):
    """How far a clause is carried out, in rising strictness."""

    OBSERVE = 0  # mail goes as before; what would have happened is recorded
    COACH = 1  # the sender is asked, and may go on
    ENFORCE = 2  # as decided

    @property
    def word(self) -> str:
        """The literal value in CSV, JSON and records."""
        return self.name.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeEntry:
    """An entry of the register of modes."""

    id: str
    mode: Mode
    team: str  # as the staff register writes it; `*`: every sender, known or not
    clause: str  # in capitals: "CONS-1"; `*`: every clause
    starts: datetime  # aware
    ends: datetime  # aware, exclusive instant
    signed_by: str  # staff email of an IG lead
    reason: str

    def in_force(self, at: datetime) -> bool:
        """Whether it counts at that instant."""
        return self.starts <= at < self.ends


def of_team(modes: Iterable[ModeEntry], team: str) -> tuple[ModeEntry, ...]:
    """The entries that may count for a sender of *team*, in force or not. Empty team: of none, or not known."""
    return tuple(one for one in modes if one.team == EVERY or (team and _folded(one.team) == _folded(team)))


def mode_of(modes: Iterable[ModeEntry], clause: str, at: datetime) -> ModeEntry | None:
    """The entry that says how far *clause* is carried out. None: there is none, so it is enforced.

    Of several the strictest counts, and of equals the one that lasts longest: no entry loosens what another says.
    """
    found = [one for one in modes if one.in_force(at) and one.clause in {EVERY, clause.upper()}]
    return max(found, key=lambda one: (one.mode, one.ends, one.id), default=None)


def trial_until(modes: Iterable[ModeEntry], at: datetime) -> datetime | None:
    """When the last entry in force that lowers anything ends. None: nothing is on trial."""
    return max((one.ends for one in modes if one.in_force(at) and one.mode < Mode.ENFORCE), default=None)


def _folded(team: str) -> str:
    return " ".join(team.split()).casefold()
