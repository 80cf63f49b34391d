"""Checks of what is on trial: a rule that only watches must not be forgotten (design.md, Modes)."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from gateway.check.result import Area, Result, ok, warning
from gateway.decide.reasons import TABLE
from gateway.model.modes import EVERY, Mode
from gateway.model.parties import RegisterSnapshot
from gateway.notices.trial import in_force_lines


def modes(registers: RegisterSnapshot, now: datetime, zone: ZoneInfo) -> Iterator[Result]:
    """Every mode in force, and entries that would never count."""
    lines = tuple(in_force_lines(registers.modes, now, zone))
    for line in lines:
        yield warning(Area.MODES, line)
    if not lines:
        yield ok(Area.MODES, "no rule is on trial: every clause is enforced")
    teams = {" ".join(member.team.split()).casefold() for member in registers.staff.values()}
    cited = {clause for settling in TABLE.values() for clause in settling.clauses}
    for one in registers.modes:
        if one.ends <= now or one.mode is Mode.ENFORCE:
            continue
        if one.team != EVERY and " ".join(one.team.split()).casefold() not in teams:
            yield warning(Area.MODES, f"{one.id}: nobody in the staff register is in the team {one.team}")
        if one.clause != EVERY and one.clause not in cited:
            yield warning(
                Area.MODES, f"{one.id}: no rule of the gateway cites {one.clause}; only one of your own could"
            )
