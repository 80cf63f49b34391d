"""How sharing goes: charts with their tables, over a range of days, and the reports that the command line makes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from gateway.console.desk import Desk
from gateway.console.pages.governance.forms import WrongField, first_moment, moment_after, taken_out
from gateway.console.replies import Fault, Page, Reply, Visit
from gateway.language import LATER, mark, mark_count
from gateway.model.errors import PermanentFailure
from gateway.model.reasons import Reason
from gateway.notices.sentences import words_for
from gateway.reports import trends
from gateway.reports.asked import foi_of, held_in
from gateway.reports.files import Format
from gateway.reports.report import Report
from gateway.reports.review import review
from gateway.reports.trends import Bar, Trend

_USUAL: Final = timedelta(days=89)  # and today
_INSTANT: Final = timedelta(microseconds=1)
_NOTHING: Final = mark("Nothing about people went out.")
_TITLES: Final = {
    "held-by-reason": (
        mark("Held by reason"),
        mark("How often each reason held an email."),
        mark("No email was held."),
    ),
    "time-to-decide": (
        mark("Time to decide"),
        mark("How long emails waited for a decision."),
        mark("No email was held."),
    ),
    "overrides": (
        mark("Let go without a yes"),
        mark("On which law a manager let an email go as it was."),
        mark("Nothing was let go so."),
    ),
    "anonymised": (
        mark("Without names"),
        mark("Of the copies that tell about people, how many let nobody be told from them."),
        _NOTHING,
    ),
    "partners": (
        mark("Where most went"),
        mark("Copies that tell about people, by who got them."),
        _NOTHING,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """The days that are looked at."""

    first: str
    last: str
    since: datetime | None
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One chart."""

    name: str
    title: str
    about: str
    empty: str
    bars: tuple[Bar, ...]
    most: int  # the longest bar
    shares: bool
    note: str = ""


def reports(desk: Desk, visit: Visit) -> Reply:
    """The page."""
    try:
        days = _range(desk, visit, visit.query)
    except WrongField as wrong:
        return _page(desk, visit, _range(desk, visit, {}), visit.query, (wrong.fault,))
    return _page(desk, visit, days, {}, ())


def export(desk: Desk, visit: Visit) -> Reply:
    """One chart's table, or one of the reports that the command line makes, as a file."""
    try:
        days = _range(desk, visit, visit.form)
    except WrongField as wrong:
        return _page(desk, visit, _range(desk, visit, {}), visit.form, (wrong.fault,))
    facts = (("from", days.first), ("until", days.last))
    report = _report(desk, visit.said("report"), days)
    return taken_out(desk, visit, report, f"{report.name}-{days.first}-{days.last}", facts)


def _report(desk: Desk, name: str, days: Range) -> Report:
    database, registers = desk.app.database, desk.directory().registers
    if name == "review":
        return review(held_in(database, days.since, days.until), desk.app.settings.timezone)
    if name == "foi":
        group = desk.app.settings.policy.policy.smallest_group
        return foi_of(database, registers, since=days.since, until=days.until, smallest_group=group)
    found = next((one for one in _trends(desk, days, desk.app.clock.now()) if one.name == name), None)
    if found is None:
        raise PermanentFailure("there is no such report")
    return found.report


def _trends(desk: Desk, days: Range, now: datetime) -> tuple[Trend, ...]:
    registers = desk.directory().registers
    cases = desk.holds.between(days.since, days.until, now)
    first = None if days.since is None else days.since.date()
    last = None if days.until is None else (days.until - _INSTANT).date()
    copies = desk.copies.between(first, last, now)
    return (
        trends.held_by_reason(cases),
        trends.time_to_decide(cases),
        trends.overrides(cases, registers),
        trends.anonymised(copies),
        trends.partners(copies, registers),
    )


def _range(desk: Desk, visit: Visit, asked: Mapping[str, str]) -> Range:
    """The days that are asked for, the last ninety without.

    Raises:
        WrongField: they are none, or the wrong way round.
    """
    zone = desk.app.settings.timezone
    today = visit.at.astimezone(zone).date()
    last = asked.get("until") or today.isoformat()
    until = moment_after(last, "until", zone)
    first = asked.get("from") or (min(today, date.fromisoformat(last)) - _USUAL).isoformat()
    since = first_moment(first, "from", zone)
    if since is not None and until is not None and since >= until:
        raise WrongField(Fault(why="The first day comes after the last. Turn them round.", field="from"))
    return Range(first=first, last=last, since=since, until=until)


def _page(desk: Desk, visit: Visit, days: Range, said: Mapping[str, str], faults: tuple[Fault, ...]) -> Page:
    values = {
        "charts": tuple(_chart(one) for one in _trends(desk, days, visit.at)),
        "days": days,
        "first": said.get("from", days.first),
        "last": said.get("until", days.last),
        "formats": tuple(Format),
    }
    return Page(template="governance/reports.html", values=values, faults=faults, status=422 if faults else 200)


def _chart(trend: Trend) -> Chart:
    title, about, empty = _TITLES[trend.name]
    bars = tuple(map(_in_words, trend.bars)) if trend.name == "held-by-reason" else trend.bars
    shares = any(one.of for one in bars)
    hours = trend.median_hours
    return Chart(
        name=trend.name,
        title=title,
        about=about,
        empty=empty,
        bars=bars,
        most=100 if shares else max((one.count for one in bars), default=0),
        shares=shares,
        note="" if hours is None else mark("Half of them were decided within {hours}.", hours=_hours(hours)),
    )


def _in_words(bar: Bar) -> Bar:
    try:
        return replace(bar, what=words_for(Reason(bar.what), language=LATER).sentence)
    except ValueError:
        return bar  # a reason of an earlier version


def _hours(hours: float) -> str:
    if hours < 1:
        minutes = max(1, round(hours * 60))
        return mark_count("{n} minute", "{n} minutes", minutes)
    return mark("{hours} hours", hours=f"{hours:.1f}")
