"""The queue: what waits for a decision, as far as it is the viewer's to see."""

from typing import Final
from zoneinfo import ZoneInfo

from gateway.console.desk import Desk
from gateway.console.pages.governance.forms import instant, list_taken_out
from gateway.console.queue import AGES, Narrowed, Waiting, choices, waiting_for
from gateway.console.replies import Fault, Page, Redirect, Reply, Visit
from gateway.reports.files import Format

PAGE_SIZE: Final = 25


def held(desk: Desk, visit: Visit) -> Reply:
    """The queue, urgent mail first and then the oldest, narrowed down as its reader asked."""
    if not visit.query:
        first = next((one for one in desk.saved_views.of(visit.viewer.account) if one.first), None)
        if first is not None:
            return Redirect(to=f"/held?{Narrowed.of(first.filters).address()}")
    return listed(desk, visit, ())


def listed(desk: Desk, visit: Visit, faults: tuple[Fault, ...]) -> Page:
    """The same with what was wrong in the form below it."""
    everything = waiting_for(desk, visit.viewer, visit.at)
    wanted = Narrowed.of(visit.query or visit.form)
    found = [one for one in everything if wanted.keeps(one, visit.at)]
    # What somebody narrowed down once and opens each day must not keep from them what cannot wait (MIN-3).
    urgent = sum(one.urgent_at is not None for one in everything)
    views = [(one, Narrowed.of(one.filters).address()) for one in desk.saved_views.of(visit.viewer.account)]
    page = _page(visit.query.get("page", "1"), len(found))
    return Page(
        template="held.html",
        values={
            "cases": found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE],
            "count": len(found),
            "all_count": len(everything),
            "page": page,
            "pages": max(1, -(-len(found) // PAGE_SIZE)),
            "wanted": wanted,
            "query": wanted.address(),
            "filters": wanted.query(),
            "views": views,
            "urgent_left_out": urgent - sum(one.urgent_at is not None for one in found),
            "choices": choices(everything, wanted),
            "ages": {name: words for name, (words, _) in AGES.items()},
            "ticked": visit.form,
            "formats": tuple(Format),
        },
        faults=faults,
        status=422 if faults else 200,
    )


_COLUMNS: Final = (
    "case",
    "sender",
    "team",
    "recipients",
    "partners",
    "reasons",
    "held_at",
    "expires_at",
    "urgent_at",
    "asked",
    "looked_at_by",
)


def export(desk: Desk, visit: Visit) -> Reply:
    """All that the filters leave, as a file: what the list shows and no more; it is on the record first (REC-1)."""
    wanted = Narrowed.of(visit.form)
    found = [one for one in waiting_for(desk, visit.viewer, visit.at) if wanted.keeps(one, visit.at)]
    zone = desk.app.settings.timezone
    return list_taken_out(desk, visit, "queue", _COLUMNS, (_row(one, zone) for one in found))


def _row(one: Waiting, zone: ZoneInfo) -> tuple[str, ...]:
    # An urgent email goes back on no day of its own.
    times = (one.held_at, None if one.urgent_at else one.expires_at, one.urgent_at)
    return (
        one.case,
        one.sender,
        one.team,
        "|".join(one.recipients),
        "|".join(one.partners),
        "|".join(one.reasons),
        *(instant(at, zone) for at in times),
        "|".join(one.asked),
        one.looked_at_by,
    )


def _page(text: str, count: int) -> int:
    last = max(1, -(-count // PAGE_SIZE))
    return min(last, max(1, int(text))) if text.isdecimal() and len(text) < 6 else 1
