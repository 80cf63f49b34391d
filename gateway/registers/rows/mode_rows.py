"""A row of the register of modes → its entry."""

import re
from enum import StrEnum
from typing import Final

from gateway.model.modes import EVERY, Mode, ModeEntry
from gateway.registers.files import cells as cell
from gateway.registers.files.cells import NO_TIME, Cells
from gateway.registers.files.faults import BadCell

_CLAUSE: Final = re.compile(r"[A-Z][A-Z0-9.]*(-[A-Z0-9.]+)+")


class ModeWord(StrEnum):
    """A mode as it is written."""

    OBSERVE = "observe"
    COACH = "coach"
    ENFORCE = "enforce"


def mode_entry(row: Cells) -> ModeEntry:
    """The entry; after a fault of the row a placeholder (Cells)."""
    starts, ends = row.start("starts"), row.end("ends")
    for column in ("starts", "ends"):
        if not row.text(column):
            row.wrong(column, "empty; it must be filled in")
    if starts is not None and ends is not None:
        if ends <= starts:
            row.wrong("ends", "not after starts")
        elif ends > cell.twelve_months_on(starts):
            row.wrong("ends", "more than twelve months after starts; sign it again when that time is over")
    mode = row.required("mode", cell.word(ModeWord), ModeWord.ENFORCE)
    return ModeEntry(
        id=row.required("id", cell.identifier, ""),
        mode=Mode[mode.name],
        team=row.required("team", cell.plain, ""),
        clause=row.required("clause", _clause, ""),
        starts=starts or NO_TIME,
        ends=ends or NO_TIME,
        signed_by=row.required("signed_by", cell.email, ""),
        reason=row.required("reason", cell.plain, ""),
    )


def _clause(written: str) -> str:
    clause = written.upper()
    if clause != EVERY and not _CLAUSE.fullmatch(clause):
        raise BadCell(f"not a clause; write it as in the policy (CONS-1), or {EVERY} for all")
    return clause
