"""Every policy that was in use: when and by whom, what another would change, and bringing one back."""

from dataclasses import dataclass
from datetime import datetime

from gateway.console.confirming import Asking, confirming
from gateway.console.desk import Desk
from gateway.console.pages.governance.forms import instant, list_taken_out
from gateway.console.permissions import Permission, may
from gateway.console.replies import Fault, Missing, Page, Redirect, Reply, Visit
from gateway.console.sign_in.fresh import code_faults
from gateway.language import mark
from gateway.model.errors import ConfigurationFaults, PermanentFailure
from gateway.model.outcome import RecordKind
from gateway.past.earlier_policy import faults_now, roll_back
from gateway.policy.difference import Difference, differences
from gateway.record.policies import StoredPolicy
from gateway.record.reading import entries
from gateway.reports.files import Format


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """That a policy was taken into use."""

    version: str
    at: datetime
    by: str  # in words


def versions(desk: Desk, visit: Visit) -> Reply:
    """The list, and each change of it."""
    return Page(
        template="versions.html",
        values={
            "versions": desk.app.policies().every(),
            "taken": _taken(desk),
            "done": mark("It is in use again.") if visit.query.get("done") == "back" else "",
            "formats": tuple(Format),
        },
    )


def export(desk: Desk, visit: Visit) -> Reply:
    """Each change as a file, the newest first; it is on the record first (REC-1)."""
    said, zone = desk.app.settings.config.organisation.speaks, desk.app.settings.timezone
    lines = ((one.version, instant(one.at, zone), f"{said.said(one.by)}") for one in _taken(desk))
    return list_taken_out(desk, visit, "policies", ("version", "taken_into_use_at", "by"), lines)


def _taken(desk: Desk) -> list[Taken]:
    """Each time that a policy was taken into use, the newest first."""
    every = entries(desk.app.database, kinds=[RecordKind.POLICY_CHANGED])
    taken = [Taken(version=str(one.facts.get("policy") or ""), at=one.at, by=_by(one.by)) for one in every]
    return list(reversed(taken))


def version(desk: Desk, visit: Visit) -> Reply:
    """One of them: what it would change against the one in use, and its text."""
    found = _stored(desk, visit)
    return Missing() if found is None else _page(desk, visit, found, ())


def check(desk: Desk, visit: Visit) -> Reply:
    """Bringing it back, to be looked at once more."""
    found = _stored(desk, visit)
    if found is None:
        return Missing()
    wrong = faults_now(desk.app, found)
    if wrong:
        return _page(desk, visit, found, tuple(Fault(why=one) for one in wrong))
    return _checked(desk, visit, found, ())


def bring_back(desk: Desk, visit: Visit) -> Reply:
    """It is in use again, if it has no fault and its tests pass."""
    found = _stored(desk, visit)
    if found is None:
        return Missing()
    faults = code_faults(desk, visit)
    if faults:
        return _checked(desk, visit, found, faults)
    try:
        roll_back(desk.app, found.version, by=visit.viewer.account, at=visit.at)
    except ConfigurationFaults as error:
        return _page(desk, visit, found, tuple(Fault(why=one) for one in error.faults))
    except PermanentFailure as error:
        return _page(desk, visit, found, (Fault(why=str(error)),))
    return Redirect(to="/rules/versions?done=back")


def _stored(desk: Desk, visit: Visit) -> StoredPolicy | None:
    return desk.app.policies().of(visit.here["version"])


def _page(desk: Desk, visit: Visit, found: StoredPolicy, faults: tuple[Fault, ...]) -> Page:
    in_force = desk.app.policies().in_force()
    return Page(
        template="version.html",
        values={
            "version": found,
            "in_force": in_force is not None and in_force.version == found.version,
            "differences": _differences(in_force, found),
            "runs": may(visit.viewer, Permission.RUNS, half=False),
        },
        faults=faults,
        status=422 if faults else 200,
    )


def _differences(in_force: StoredPolicy | None, found: StoredPolicy) -> tuple[Difference, ...] | None:
    """None: one of the two cannot be read by this program any more."""
    if in_force is None:
        return ()
    try:
        return differences(in_force.text, found.text, (mark("the one in use"), mark("this one")))
    except ConfigurationFaults:
        return None


def _checked(desk: Desk, visit: Visit, found: StoredPolicy, faults: tuple[Fault, ...]) -> Page:
    changes = _differences(desk.app.policies().in_force(), found) or ()
    rows = [
        (mark("Version"), found.version),
        *((one.where, f"{_said(one.before)} → {_said(one.after)}") for one in changes),
    ]
    asking = Asking(
        title=mark("Check before you bring it back"),
        rows=rows,
        action=f"/rules/versions/{found.version}/roll-back",
        button=mark("Bring it back"),
        back=f"/rules/versions/{found.version}",
        lines=(
            mark(
                "It is written into policy.yaml on this machine and counts in seconds. Other machines read their own."
            ),
            mark(
                "Mail that waits for another try is decided again under it; what was released must be released again."
            ),
        ),
        grave=True,
    )
    return confirming(asking, visit, faults)


def _said(text: str) -> str:
    return text or mark("not there")


def _by(who: str) -> str:
    return mark("policy.yaml was changed") if who == "gateway" else who
