"""What forms of information governance have in common: days, times, lists of people, and files to take out."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from gateway.console.desk import Desk
from gateway.console.replies import Download, Fault, Page, Redirect, Reply, Visit
from gateway.language import Words, mark
from gateway.model.errors import PermanentFailure
from gateway.model.outcome import Scalar
from gateway.registers.files.cells import YEARS
from gateway.reports.asked import note_export
from gateway.reports.files import MEDIA_TYPES, Format, as_bytes
from gateway.reports.report import Report, Sheet

_DAY_AFTER = timedelta(days=1)


class WrongField(Exception):
    """A field of a form does not hold what it asks for."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.field)


def day_of(text: str, field: str) -> date | None:
    """A day; None: nothing was filled in.

    Raises:
        WrongField: it is none.
    """
    if not text:
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        why = mark("Write the day with the year first, for example 2026-04-30.")
        raise WrongField(Fault(why=why, field=field)) from None
    return _believable(found, field)


def _believable(found: date, field: str) -> date:
    if found.year not in YEARS:
        why = mark("Write a year between {start} and {stop}.", start=YEARS.start, stop=YEARS.stop - 1)
        raise WrongField(Fault(why=why, field=field))
    return found


def first_moment(text: str, field: str, zone: ZoneInfo) -> datetime | None:
    """When a day begins; None: nothing was filled in.

    Raises:
        WrongField: it is no day.
    """
    day = day_of(text, field)
    return None if day is None else datetime(day.year, day.month, day.day, tzinfo=zone)


def moment_after(text: str, field: str, zone: ZoneInfo) -> datetime | None:
    """When the day after begins, for a last day is itself included; None: nothing was filled in.

    Raises:
        WrongField: it is no day.
    """
    day = day_of(text, field)
    if day is None:
        return None
    after = day + _DAY_AFTER
    return datetime(after.year, after.month, after.day, tzinfo=zone)


def moment_of(text: str, field: str, zone: ZoneInfo) -> datetime | None:
    """A day with its time, in the organisation's time; None: nothing was filled in.

    Raises:
        WrongField: it is none.
    """
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        why = mark("Write day and time with the year first, for example 2026-04-30 15:30.")
        raise WrongField(Fault(why=why, field=field)) from None
    _believable(found.date(), field)
    return found if found.tzinfo is not None else found.replace(tzinfo=zone)


def references(text: str) -> tuple[str, ...]:
    """Ids, each on a line or between commas."""
    return tuple(dict.fromkeys(one for one in re.split(r"[\s,]+", text) if one))


def needed(visit: Visit, field: str, why: str) -> str:
    """A field that must be filled in.

    Raises:
        WrongField: it is empty.
    """
    text = visit.said(field)
    if not text:
        raise WrongField(Fault(why=why, field=field))
    return text


def refused(error: PermanentFailure) -> Fault:
    """What a book said when it did not take something."""
    text = error.args[0] if error.args else ""
    if isinstance(text, Words):
        return Fault(why=text)  # a sentence for this reader
    text = str(error)
    return Fault(why=f"{text[:1].upper()}{text[1:]}.")


def format_of(visit: Visit) -> Format:
    """The format of the file that is asked for.

    Raises:
        PermanentFailure: there is no such format.
    """
    if visit.said("format") not in set(Format):
        raise PermanentFailure("there is no such format")
    return Format(visit.said("format"))


def taken_out(
    desk: Desk, visit: Visit, report: Report, name: str, facts: tuple[tuple[str, Scalar], ...] = ()
) -> Download:
    """A report as a file, which is on the record before it is handed out (REC-1)."""
    form = format_of(visit)
    content = as_bytes(report, form)
    said = (*facts, ("format", form.value), ("rows", report.rows))
    note_export(desk.app.database, report.name, said, content, by=visit.viewer.account, at=visit.at)
    safe = "".join(char if char.isalnum() and char.isascii() else "-" for char in name)
    return Download(name=f"{safe}.{form.value}", media_type=MEDIA_TYPES[form], content=content)


def list_taken_out(
    desk: Desk, visit: Visit, name: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]
) -> Download:
    """A list as a file of one table, which is on the record before it is handed out (REC-1)."""
    sheet = Sheet(name=name, columns=columns, rows=tuple(rows))
    return taken_out(desk, visit, Report(name=name, sheets=(sheet,)), name)


def instant(at: datetime | None, zone: ZoneInfo) -> str:
    """A time as a file has it; empty: there is none."""
    return "" if at is None else at.astimezone(zone).isoformat(timespec="seconds")


def attempted(write: Callable[[], str], again: Callable[[tuple[Fault, ...]], Page]) -> Reply:
    """What a form asks for is done, and leads to the address that *write* gives; or the form says what is wrong."""
    try:
        return Redirect(to=write())
    except WrongField as wrong:
        return again((wrong.fault,))
    except PermanentFailure as error:
        return again((refused(error),))
