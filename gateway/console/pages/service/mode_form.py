"""The form of one entry of the register of modes: what may be chosen, and what is wrong with what was."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from gateway.console.desk import Desk
from gateway.console.replies import Fault, Visit
from gateway.language import joined, mark
from gateway.model.modes import EVERY, Mode, ModeEntry
from gateway.notices.trial import last_day
from gateway.policy.clauses import CLAUSES
from gateway.registers.files.columns import RegisterKind
from gateway.registers.files.faults import Fault as RowFault
from gateway.registers.rows.entry import entry

FIELDS: Final = ("mode", "team", "clause", "starts", "ends", "reason")
EVERY_TEAM: Final = mark("Every team")
EVERY_RULE: Final = mark("Every rule")
MEANS: Final = {
    Mode.OBSERVE: mark("Email goes as before. What would have happened is noted."),
    Mode.COACH: mark("Whoever sends it is asked, and may go on."),
    Mode.ENFORCE: mark("The rule counts. This leaves one team or rule out of a trial for others."),
}
_LABELS: Final = {
    "mode": mark("How far it goes"),
    "team": mark("Team"),
    "clause": mark("Rule"),
    "starts": mark("First day"),
    "ends": mark("Last day"),
    "reason": mark("Why"),
    "signed_by": mark("Your entry in the staff register"),
}
_ASKED: Final = {
    "mode": mark("Choose how far the rule goes."),
    "starts": mark("Enter the first day as year, month and day: 2026-11-30."),
    "ends": mark("Enter the last day as year, month and day: 2026-12-31."),
    "reason": mark("Say why, in a sentence."),
}
_CLAUSES: Final = {one.id: one.says for one in CLAUSES}
_SOON: Final = timedelta(days=28)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An entry as it would be written."""

    cells: Mapping[str, str]  # by column of the register
    entry: ModeEntry


def clause_words(clause: str) -> str:
    """ "CONS-1: not disclosed without consent"."""
    if clause == EVERY:
        return EVERY_RULE
    return joined(": ", (clause, _CLAUSES[clause])) if clause in _CLAUSES else clause


def team_words(team: str) -> str:
    """A team, as people say it."""
    return EVERY_TEAM if team == EVERY else team


def clause_options(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Every clause that a rule may cite, the organisation's own too."""
    own = {rule.clause for rule in desk.app.settings.policy.policy.rules} - set(_CLAUSES)
    return ((EVERY, EVERY_RULE), *((one, clause_words(one)) for one in (*_CLAUSES, *sorted(own))))


def team_options(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Every team of the staff register."""
    teams = sorted({one.team for one in desk.organisation().registers.staff.values() if one.team})
    return ((EVERY, EVERY_TEAM), *((one, one) for one in teams))


def blank(today: date) -> dict[str, str]:
    """What a new form holds."""
    return {
        "id": "",
        "mode": "",
        "team": EVERY,
        "clause": EVERY,
        "starts": today.isoformat(),
        "ends": (today + _SOON).isoformat(),
        "reason": "",
    }


def filled(desk: Desk, identity: str) -> dict[str, str] | None:
    """The form of an entry that there is, as the register has it written. None: there is none of that id."""
    for row in desk.registers.export_rows(RegisterKind.MODES):
        if row.id == identity:
            cells = row.named(RegisterKind.MODES)
            return {name: cells[name] for name in ("id", *FIELDS)}
    return None


def taken(desk: Desk, visit: Visit) -> Row | tuple[Fault, ...]:
    """What the form says, or everything that is missing in it. Nothing is written."""
    modes = desk.organisation().registers.modes
    changed = visit.said("id")
    faults = [Fault(why=why, field=name) for name, why in _ASKED.items() if not visit.said(name)]
    member = desk.member(visit.viewer.account)
    # What a mode loosens an IG lead answers for, by name (design.md, Modes).
    if member is None or "ig" not in member.roles:
        faults.append(Fault(why=mark("Only an information lead of the staff register can sign this.")))
    if changed and changed not in {one.id for one in modes}:
        faults.append(Fault(why=mark("That entry is not there any more. Look at the list again.")))
    if faults or member is None:
        return tuple(faults)
    cells = {name: visit.said(name) for name in FIELDS}
    cells |= {"id": changed or _next_id(modes), "signed_by": member.email}
    found = entry(RegisterKind.MODES, cells, desk.app.settings.timezone)
    if isinstance(found, ModeEntry):
        return Row(cells=cells, entry=found)
    wrong = found if isinstance(found, tuple) else ()
    return tuple(Fault(why=f"{_LABELS.get(column, column)}: {what}.", field=column) for column, what in wrong)


def row_faults(faults: tuple[RowFault, ...]) -> tuple[Fault, ...]:
    """What the register refused, on the form."""
    return tuple(Fault(why=f"{_LABELS.get(one.column, one.column)}: {one.what}.", field=one.column) for one in faults)


def until_words(desk: Desk, one: ModeEntry) -> str:
    """ "Sunday 28 February 2027"."""
    return last_day(one.ends, desk.app.settings.timezone)


def ended(one: Mapping[str, str], now: datetime) -> dict[str, str]:
    """The same entry, over at this instant."""
    return {**one, "ends": now.replace(microsecond=0).isoformat()}


def _next_id(modes: tuple[ModeEntry, ...]) -> str:
    numbers = [int(one.id[2:]) for one in modes if one.id.startswith("M-") and one.id[2:].isdecimal()]
    return f"M-{max(numbers, default=0) + 1}"
