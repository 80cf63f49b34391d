"""Where information governance begins: what waits, and every register."""

from typing import Final

from gateway.console.desk import Desk
from gateway.console.pages.governance.breaches import others as all_breaches
from gateway.console.pages.governance.due import found_due
from gateway.console.pages.governance.fields import TITLES
from gateway.console.pages.governance.requests import clocks
from gateway.console.pages.governance.risks import others as all_risks
from gateway.console.replies import Page, Reply, Visit
from gateway.registers.files.columns import RegisterKind

# In the order in which they are used, the daily ones first.
_ORDER: Final = (
    RegisterKind.PEOPLE,
    RegisterKind.CONSENTS,
    RegisterKind.RESTRICTIONS,
    RegisterKind.APPROVALS,
    RegisterKind.REMEMBERED,
    RegisterKind.PARTIES,
    RegisterKind.AGREEMENTS,
    RegisterKind.REQUESTS,
    RegisterKind.STAFF,
    RegisterKind.DUTY,
    RegisterKind.GROUNDS,
    RegisterKind.MODES,
)


def overview(desk: Desk, visit: Visit) -> Reply:
    """Counts, and where to go."""
    open_requests = [one for one in clocks(desk, visit) if one.open]
    breaches = [one for one in all_breaches(desk, visit) if one.closed_at is None]
    risks = [one for one in all_risks(desk, visit) if one.closed_at is None]
    running = [one for one in breaches if one.runs]
    today = visit.at.astimezone(desk.app.settings.timezone).date()
    due = found_due(desk, visit)
    return Page(
        template="governance/overview.html",
        values={
            "requests": len(open_requests),
            "late_requests": sum(1 for one in open_requests if one.days_left < 0),
            "next_request": open_requests[0] if open_requests else None,
            "breaches": len(breaches),
            "running": len(running),
            "hours": min((one.hours_left(visit.at) for one in running), default=None),
            "risks": len(risks),
            "due": len(due),
            "late_due": sum(1 for one in due if one.on is None or one.on < today),
        },
    )


def registers(desk: Desk, _visit: Visit) -> Reply:
    """Every register with what it is for."""
    counts = {kind: len(desk.shelf(kind).lines) for kind in _ORDER}
    shown = tuple((kind.value, TITLES[kind], counts[kind]) for kind in _ORDER)
    return Page(template="governance/registers.html", values={"registers": shown})
