"""Reports as somebody asks for them, out of the record and the registers, and that they were taken (REC-1)."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from gateway.model.errors import PermanentFailure
from gateway.model.outcome import RecordEntry, RecordKind, Scalar
from gateway.model.parties import PersonId, RegisterSnapshot
from gateway.record import reading
from gateway.record.entries import insert_entries
from gateway.reports.foi import foi
from gateway.reports.report import Report
from gateway.reports.review import KINDS, HeldOnce, held_cases
from gateway.reports.sar import SarReport, sar
from gateway.store.database import Database

# A case that was held before the period and again in it was not first held in it; nothing waits for longer than this.
_BEFORE: Final = timedelta(days=60)


def sar_of(
    database: Database,
    registers: RegisterSnapshot,
    about: str,
    *,
    since: datetime | None,
    until: datetime | None,
    zone: ZoneInfo,
    at: datetime,
    with_withheld: bool,
) -> SarReport:
    """What was shared about one person, for their subject access reply.

    Raises:
        PermanentFailure: nobody has that id, and nothing was shared about it.
    """
    mine = reading.disclosures(database, reading.Which(about=about, since=since, until=until))
    if about not in registers.people and not mine:
        raise PermanentFailure(f"{about}: not in the register of people, and nothing was shared about them")
    cases = dict.fromkeys(one.case for one in mine)
    beside = [one for case in cases for one in reading.disclosures(database, reading.Which(case=case))]
    every = [one for one in beside if one.person != about or one in mine]
    return sar(PersonId(about), every, registers, zone, at, with_withheld=with_withheld)


def foi_of(
    database: Database,
    registers: RegisterSnapshot,
    *,
    since: datetime | None,
    until: datetime | None,
    smallest_group: int,
) -> Report:
    """A period's sharing in figures that tell of nobody."""
    return foi(reading.disclosures(database, reading.Which(since=since, until=until)), registers, smallest_group)


def held_in(database: Database, since: datetime | None, until: datetime | None) -> tuple[HeldOnce, ...]:
    """The cases first held in a period, for `review`."""
    rows = reading.entries(database, kinds=KINDS, since=None if since is None else since - _BEFORE)
    return held_cases(rows, since, until)


def note_export(
    database: Database, report: str, facts: Sequence[tuple[str, Scalar]], content: bytes, *, by: str, at: datetime
) -> None:
    """Who took what out is on the record, before it is handed out."""
    entry = RecordEntry(
        kind=RecordKind.EXPORTED,
        case=None,
        by=by,
        facts=(("report", report), *facts, ("sha256", hashlib.sha256(content).hexdigest())),
    )
    with database.write() as connection:
        insert_entries(connection, [entry], at)
