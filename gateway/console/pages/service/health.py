"""How the service is doing, in words: what can be read at once, and the last whole check with its age."""

from typing import Final

from gateway.check import check
from gateway.check.result import Level, Result
from gateway.check.service import service
from gateway.console.desk import Desk
from gateway.console.replies import Page, Redirect, Reply, Visit
from gateway.model.outcome import RecordKind

_ORDER: Final = (Level.PROBLEM, Level.WARNING, Level.OK)


def health(desk: Desk, visit: Visit) -> Reply:
    """The page. Nothing that may take long is done for it."""
    now = _sorted(service(desk.app, visit.at))
    checked = desk.checks.state()
    came = _sorted(checked.came or ())
    bad = [one for one in (*now, *came) if one.level is not Level.OK]
    return Page(
        template="health.html",
        values={
            "now_results": now,
            "problems": sum(1 for one in bad if one.level is Level.PROBLEM),
            "warnings": sum(1 for one in bad if one.level is Level.WARNING),
            "checked": checked,
            "came": came,
        },
    )


def begin_check(desk: Desk, visit: Visit) -> Reply:
    """Check everything, as `gateway check` does: next hops are connected to, a reading room is started."""
    folder, now = desk.app.settings.folder, visit.at
    if desk.checks.begin(lambda: check(folder, now)):
        facts = [("what", "check"), ("client", visit.client)]
        desk.record(RecordKind.OPERATED, visit.viewer.account, facts)
    return Redirect(to="/operations" if visit.said("from") == "operations" else "/health")


def _sorted(results: tuple[Result, ...]) -> list[Result]:
    return sorted(results, key=lambda one: (_ORDER.index(one.level), one.area))
