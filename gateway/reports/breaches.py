"""The breach register as rows, and whom a breach is about."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from gateway.model.errors import PermanentFailure
from gateway.model.message import CaseId
from gateway.record import reading
from gateway.record.breaches import Breach
from gateway.reports.moments import local, local_or_empty
from gateway.reports.report import Report, Sheet
from gateway.store.database import Database

COLUMNS: Final = (
    "id", "opened", "opened_by", "case", "about", "likelihood", "aware", "due", "hours_left", "ico_told", "closed",
)  # fmt: skip


def hours(one: Breach, now: datetime) -> str:
    """How many are left to tell the ICO; empty: the clock does not run."""
    if not one.runs:
        return ""
    left = one.hours_left(now)
    return f"{left:.0f}" if left > 0 else f"{left:.0f} overdue"


def cells(one: Breach, zone: ZoneInfo, now: datetime) -> tuple[str, ...]:
    """A row of COLUMNS: ids and words, nothing that people wrote."""
    return (
        one.id,
        local(one.opened_at, zone),
        one.opened_by,
        one.case or "",
        " ".join(one.about),
        one.likelihood.value,
        local(one.aware_at, zone),
        local(one.due_at, zone),
        hours(one, now),
        local_or_empty(one.ico_told_at, zone),
        local_or_empty(one.closed_at, zone),
    )


def breaches(found: Iterable[Breach], zone: ZoneInfo, now: datetime) -> Report:
    """The register with what people wrote."""
    rows = tuple((*cells(one, zone, now), one.what, " | ".join(one.notes), _told_words(one, zone)) for one in found)
    columns = (*COLUMNS, "what", "notes", "told")
    return Report(name="breaches", sheets=(Sheet(name="breaches", columns=columns, rows=rows),))


def whom(
    database: Database, people: Collection[str], given: Sequence[str] | None, case: str | None
) -> tuple[str, ...]:
    """Whom it is about: as given, or everybody of whom something went out in the case.

    Args:
        people: ids of the register.
        given: ids as somebody wrote them. None: not said.

    Raises:
        PermanentFailure: one of those given is not in the register.
    """
    unknown = [one for one in given or () if one not in people]
    if unknown:
        raise PermanentFailure(f"{', '.join(unknown)}: not in the register of people; nothing was changed")
    if given or case is None:
        return tuple(dict.fromkeys(given or ()))
    shared = reading.disclosures(database, reading.Which(case=CaseId(case)))
    return tuple(sorted({one.person for one in shared}))


def _told_words(one: Breach, zone: ZoneInfo) -> str:
    return " | ".join(f"{each.whom.value} {local(each.at, zone)} {each.note}".strip() for each in one.told)
