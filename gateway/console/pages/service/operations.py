"""Operations: what waits for which next hop, the processes, and keys with their time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from gateway.check.key_list import Key, keys
from gateway.check.queues import Queue, queues
from gateway.check.result import Area, Result
from gateway.console.desk import Desk
from gateway.console.replies import Fault, Page, Redirect, Reply, Visit
from gateway.language import mark
from gateway.model.errors import PermanentFailure
from gateway.model.lifecycle import Lane
from gateway.model.outcome import RecordKind
from gateway.spool.rows import QueuedStep
from gateway.store.heartbeats import Beat, Heartbeats

_STEPS: Final = 1000  # looked at; what is beyond waits longer than anybody reads
_SHOWN: Final = 10  # of one queue
_SOON: Final = timedelta(days=30)
_KINDS: Final = {
    "period": mark("Stored email of"),
    "listener": mark("Ours, for those who connect"),
    "clients": mark("Issuers of certificates that clients show"),
    "signing": mark("Ours, to sign with"),
    "root": mark("Issuers that we believe"),
    "partner": mark("A partner's, to encrypt to"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A key or certificate, in words."""

    what: str
    name: str
    level: str  # "ok", "warning", "problem"
    until: datetime | None
    state: str


def operations(desk: Desk, visit: Visit) -> Reply:
    """The page."""
    return _page(desk, visit, ())


def retry(desk: Desk, visit: Visit) -> Reply:
    """Try what waits for one next hop now, or one piece of work alone."""
    steps = desk.view.queue(limit=_STEPS)
    wanted = visit.said("step")
    if wanted:
        chosen = [one for one in steps if str(one.id) == wanted]
    else:
        every = queues(desk.app.settings.config, steps)
        chosen = [step for one in every if one.hop.name == visit.said("hop") for step in one.steps]
    now = [step.id for step in chosen if desk.view.retry_now(step.id, visit.at)]
    if not now:
        return _page(
            desk, visit, (Fault(why=mark("There is nothing that could be tried now: it went, or it is under way.")),)
        )
    what = [("what", "retry"), ("step", wanted)] if wanted else [("what", "retry"), ("hop", visit.said("hop"))]
    desk.record(RecordKind.OPERATED, visit.viewer.account, [*what, ("count", len(now)), ("client", visit.client)])
    return Redirect(to=f"/operations?tried={len(now)}")


def _page(desk: Desk, visit: Visit, faults: tuple[Fault, ...]) -> Page:
    steps = desk.view.queue(limit=_STEPS)
    checked = desk.checks.state()
    values: dict[str, object] = {
        "queues": [_shown(one) for one in queues(desk.app.settings.config, steps)],
        "being_checked": [one for one in steps if one.lane is Lane.ANALYSE],
        "beats": [(one, _level(one, visit.at)) for one in Heartbeats(desk.app.database).all()],
        "keys": _keys(desk, visit.at),
        "checked": checked,
        "hops": _of(checked.came or (), Area.NEXT_HOPS),
        "isolation": _of(checked.came or (), Area.ISOLATION),
        "tried": _count(visit.query.get("tried", "")),
    }
    return Page(template="operations.html", values=values, faults=faults, status=422 if faults else 200)


def _shown(one: Queue) -> dict[str, object]:
    return {"queue": one, "steps": [_step(step) for step in one.steps[:_SHOWN]], "more": len(one.steps) > _SHOWN}


def _step(step: QueuedStep) -> dict[str, object]:
    domains = sorted({one.address.rpartition("@")[2] for one in step.recipients})
    return {"step": step, "domains": domains, "working": step.lease_until is not None}


def _level(one: Beat, now: datetime) -> str:
    return "problem" if one.silent(now) else "ok"


def _keys(desk: Desk, now: datetime) -> list[Dated] | str:
    try:
        found = keys(desk.app)
    except PermanentFailure as error:
        return str(error)
    return sorted((_dated(one, now) for one in found), key=lambda one: ("problem", "warning", "ok").index(one.level))


def _dated(one: Key, now: datetime) -> Dated:
    level = "ok"
    if one.kind == "period":
        level = "problem" if one.state and one.ends is None else "ok"
    elif one.ends is not None and one.ends <= now:
        level = "warning" if one.kind == "partner" else "problem"
    elif one.ends is not None and one.ends <= now + _SOON:
        level = "warning"
    return Dated(what=_KINDS.get(one.kind, one.kind), name=one.name, level=level, until=one.ends, state=one.state)


def _of(results: Sequence[Result], area: Area) -> list[Result]:
    return [one for one in results if one.area is area]


def _count(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0
