"""Everything that was recorded, to be searched and taken along; nothing is changed here."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from gateway.console.closed import closed
from gateway.console.desk import Desk
from gateway.console.replies import Download, Fault, Page, Reply, Visit
from gateway.language import mark
from gateway.model.message import CaseId
from gateway.model.outcome import RecordKind, Scalar
from gateway.record.reading import Disclosed, Entry, Fact, Search, Which, disclosures, found
from gateway.reports.files import MEDIA_TYPES, Format, as_bytes
from gateway.reports.report import Report, Sheet

PAGE_SIZE: Final = 25
MOST: Final = 50_000  # rows of one file; what is larger is taken out on the command line
_CHARS: Final = 200
_COLUMNS: Final = ("number", "at", "kind", "case", "by", "facts", "batch")
_FIELDS: Final = ("case", "kind", "by", "words", "first", "last")
_NO_DAY: Final = {
    "first": mark("Enter the first day as year, month and day: 2026-11-30."),
    "last": mark("Enter the last day as year, month and day: 2026-11-30."),
}


def record(desk: Desk, visit: Visit) -> Reply:
    """A page of it, the newest first."""
    asked = {name: visit.query.get(name, "").strip()[:_CHARS] for name in _FIELDS}
    return _page(desk, visit, asked, visit.query.get("before", ""))


def export(desk: Desk, visit: Visit) -> Reply:
    """What the search finds, as a file; who took it out is recorded before it is handed out."""
    asked = {name: visit.said(name)[:_CHARS] for name in _FIELDS}
    search = _search(desk, asked)
    if isinstance(search, Fault):
        return _page(desk, visit, asked, "")
    form = Format(visit.said("format")) if visit.said("format") in set(Format) else Format.CSV
    rows = found(desk.app.database, search, before=None, limit=MOST + 1)
    if len(rows) > MOST:
        why = mark(
            "That is more than {most} rows. Choose fewer days, or take it with “gateway record export”.", most=MOST
        )
        return _page(desk, visit, asked, "", (Fault(why=why, field="first"),))
    report = Report(
        name="record", sheets=(Sheet(name="record", columns=_COLUMNS, rows=tuple(map(_row, reversed(rows)))),)
    )
    content = as_bytes(report, form)
    facts: list[tuple[str, Scalar]] = [
        ("report", "record"),
        *((name, value or None) for name, value in asked.items()),
        ("format", form.value),
        ("rows", report.rows),
        ("sha256", hashlib.sha256(content).hexdigest()),
    ]
    desk.record(RecordKind.EXPORTED, visit.viewer.account, facts)
    name = f"record-{visit.at.astimezone(desk.app.settings.timezone):%Y-%m-%d}.{form.value}"
    return Download(name=name, media_type=MEDIA_TYPES[form], content=content)


def _page(desk: Desk, visit: Visit, asked: Mapping[str, str], before: str, faults: tuple[Fault, ...] = ()) -> Page:
    search = _search(desk, asked)
    entries: tuple[Entry, ...] = ()
    shared: tuple[Disclosed, ...] = ()
    if isinstance(search, Fault):
        faults = (*faults, search)
    else:
        start = int(before) if before.isdecimal() and len(before) < 19 else None
        entries = found(desk.app.database, search, before=start, limit=PAGE_SIZE + 1)
        if search.case:
            shared = disclosures(desk.app.database, Which(case=CaseId(search.case)))
    shown = entries[:PAGE_SIZE]
    return Page(
        template="record.html",
        values={
            "asked": asked,
            "kinds": [("", mark("Everything")), *sorted((one.value, _words(one.value)) for one in RecordKind)],
            "entries": [(one, _words(one.kind), _facts(one.facts)) for one in shown],
            "shared": shared,
            "older": shown[-1].seq if len(entries) > PAGE_SIZE else 0,
            "first_page": not before,
        },
        faults=faults,
        status=422 if faults else 200,
    )


def _search(desk: Desk, asked: Mapping[str, str]) -> Search | Fault:
    days: dict[str, datetime | None] = {}
    for name, why in _NO_DAY.items():
        try:
            days[name] = _begin(desk, asked[name], after=name == "last")
        except ValueError:
            return Fault(why=why, field=name)
    return Search(
        case=asked["case"].upper(),
        kind=asked["kind"],
        by=asked["by"].lower(),
        words=asked["words"],
        since=days["first"],
        until=days["last"],
    )


def _begin(desk: Desk, written: str, *, after: bool) -> datetime | None:
    """When a day begins, or the one after it: a last day is itself included. None: none was given."""
    if not written:
        return None
    day = date.fromisoformat(written) + (timedelta(days=1) if after else timedelta())
    return datetime(day.year, day.month, day.day, tzinfo=desk.app.settings.timezone)


def _words(kind: str) -> str:
    return closed(kind)


def _facts(facts: Mapping[str, Fact]) -> list[tuple[str, str]]:
    """Names and values, without those that say nothing."""
    said = [(name.replace("_", " "), _said(value)) for name, value in facts.items()]
    return [(name, value) for name, value in said if value]


def _said(value: Fact) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(value)
    return str(value)


def _row(one: Entry) -> tuple[str, ...]:
    facts = json.dumps(one.facts, ensure_ascii=False, separators=(",", ":"))
    return (
        str(one.seq),
        one.at.isoformat(),
        one.kind,
        one.case or "",
        one.by,
        facts,
        "" if one.batch is None else str(one.batch),
    )
