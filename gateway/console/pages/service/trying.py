"""What another policy would have made of past mail: done beside the page, its last result with its age."""

from datetime import timedelta
from typing import Final

from gateway.console.desk import Desk
from gateway.console.replies import Fault, Page, Redirect, Reply, Visit
from gateway.decide.policy import Policy
from gateway.language import mark
from gateway.model.errors import ConfigurationFaults
from gateway.model.outcome import RecordKind
from gateway.past.mail import TriedPolicy, tried_on_past_mail
from gateway.policy.file import parse

MAX_BYTES: Final = 512 * 1024
_DAYS: Final = {"1": 1, "7": 7, "30": 30}
_SHOWN: Final = 50


def trying(desk: Desk, visit: Visit) -> Reply:
    """The form, and what the last one came to."""
    return _page(desk, visit, ())


def begin(desk: Desk, visit: Visit) -> Reply:
    """Decide again, under a policy that was brought as a file, an earlier one, or the one in use."""
    days = _DAYS.get(visit.said("days"))
    if days is None:
        return _page(desk, visit, (Fault(why=mark("Choose how far back."), field="days"),))
    candidate = candidate_of(desk, visit)
    if isinstance(candidate, tuple):
        return _page(desk, visit, candidate)
    app, since = desk.app, visit.at - timedelta(days=days)

    def work() -> TriedPolicy:
        return TriedPolicy(version=candidate.version, since=since, tried=tried_on_past_mail(app, candidate, since))

    if not desk.trials.begin(work):
        return _page(desk, visit, (Fault(why=mark("One is under way. Wait until it is done.")),))
    facts = [("what", "try-policy"), ("policy", candidate.version), ("client", visit.client)]
    desk.record(RecordKind.OPERATED, visit.viewer.account, facts)
    return Redirect(to="/rules/try")


def candidate_of(desk: Desk, visit: Visit) -> Policy | tuple[Fault, ...]:
    """The policy that a form asks about: a file, an earlier version, or else the one in use."""
    upload = visit.files.get("policy")
    if upload is not None and upload.untrusted_content:
        try:
            text = upload.untrusted_content.decode("utf-8")
        except UnicodeDecodeError:
            return (Fault(why=mark("This file is not text in UTF-8, so it is no policy."), field="policy"),)
        name = "policy.yaml"
    elif visit.said("version"):
        stored = desk.app.policies().of(visit.said("version"))
        if stored is None:
            return (Fault(why=mark("There is no such version any more."), field="policy"),)
        text, name = stored.text, stored.version
    else:
        return desk.app.settings.policy.policy
    try:
        return parse(text, name).policy
    except ConfigurationFaults as error:
        return tuple(Fault(why=one, field="policy") for one in error.faults)


def _page(desk: Desk, visit: Visit, faults: tuple[Fault, ...]) -> Page:
    state = desk.trials.state()
    came = state.came
    return Page(
        template="trying.html",
        values={
            "state": state,
            "came": came,
            "names": _names(came),
            "changes": () if came is None else came.tried.changes[:_SHOWN],
            "more": 0 if came is None else max(0, len(came.tried.changes) - _SHOWN),
            "version": visit.said("version") or visit.query.get("version", "")[:64],
            "days": visit.said("days") or "7",
            "in_use": desk.app.settings.policy.policy.version,
        },
        faults=faults,
        status=422 if faults else 200,
    )


def _names(came: TriedPolicy | None) -> list[tuple[str, int, int, int]]:
    if came is None:
        return []
    tried = came.tried
    names = sorted({*tried.stricter, *tried.milder, *tried.would})
    return [(one, tried.stricter[one], tried.milder[one], tried.would[one]) for one in names]
