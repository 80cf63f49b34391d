"""What an email says, for whoever runs the service: only while information governance lets them, and on record."""

from typing import Final

from gateway.case.never_asked import not_asked
from gateway.console.case.shown import Stretch, written_of
from gateway.console.desk import Desk
from gateway.console.pages.service.named import names, sheets_of
from gateway.console.pages.service.told import tell_governance
from gateway.console.replies import Fault, Missing, Page, Redirect, Reply, Visit
from gateway.language import mark
from gateway.look import Asked
from gateway.model.errors import PermanentFailure
from gateway.model.message import CaseId
from gateway.model.outcome import RecordKind, Scalar
from gateway.record.content_views import ContentView, ViewState

MIN_WHY: Final = 20


def ask(desk: Desk, visit: Visit) -> Reply:
    """Ask for a view of one case."""
    case = _case(desk, visit)
    if case is None:
        return Missing()
    why = visit.said("why")
    if len(why) < MIN_WHY:
        fault = Fault(
            why=mark("Say why you need to see it, in at least {min_why} letters.", min_why=MIN_WHY), field="why"
        )
        return _page(desk, visit, case, (fault,))
    try:
        n = desk.app.content_views().ask(case, why, by=visit.viewer.account, at=visit.at)
    except PermanentFailure:
        found = _newest(desk, visit, case)
        if found is not None and found.state is ViewState.ASKED:
            tell_governance(desk, visit, found.n, case)  # where the first try broke off before they were told
        return _page(desk, visit, case, (Fault(why=mark("You asked for this already.")),))
    tell_governance(desk, visit, n, case)
    return Redirect(to=f"/trace/{case}/content")


def content(desk: Desk, visit: Visit) -> Reply:
    """What it says, while a view is granted; else how it stands with one."""
    case = _case(desk, visit)
    return Missing() if case is None else _page(desk, visit, case, ())


def give_back(desk: Desk, visit: Visit) -> Reply:
    """Whoever may look needs it no longer."""
    case = _case(desk, visit)
    found = None if case is None else _newest(desk, visit, case)
    if case is None or found is None:
        return Missing()
    try:
        desk.app.content_views().revoke(found.n, by=visit.viewer.account, at=visit.at)
    except PermanentFailure:
        return _page(desk, visit, case, (Fault(why=mark("This view is over already.")),))
    return Redirect(to=f"/trace/{case}/content")


def _case(desk: Desk, visit: Visit) -> CaseId | None:
    number = CaseId(visit.here["case"].upper())
    known = any(one.case == number for one in desk.view.trace(number))
    return number if known and not names(desk, visit.viewer, number, sheets_of(desk, number)) else None


def _newest(desk: Desk, visit: Visit, case: CaseId) -> ContentView | None:
    return desk.app.content_views().newest(case, visit.viewer.account, visit.at)


def _page(desk: Desk, visit: Visit, case: CaseId, faults: tuple[Fault, ...]) -> Reply:
    found = _newest(desk, visit, case)
    values: dict[str, object] = {"case": case, "view": found, "written": None, "gone": False, "said": visit.form}
    if found is not None and found.state is ViewState.GRANTED and not faults:
        written = _written(desk, visit, case)
        if isinstance(written, Missing):
            return written
        values |= {"written": written, "gone": written is None}
        if written is not None:
            facts: list[tuple[str, Scalar]] = [("what", "content"), ("view", found.n), ("client", visit.client)]
            desk.record(RecordKind.VIEWED, visit.viewer.account, facts, case)
    return Page(template="content.html", values=values, faults=faults, status=422 if faults else 200)


def _written(desk: Desk, visit: Visit, case: CaseId) -> tuple[Stretch, ...] | Missing | None:
    """None: the key of its month was destroyed. Missing: it is about the viewer, as the look made now knows."""
    message = desk.app.steps().load_message(case)
    try:
        raw = desk.app.contents().content(message.content)
    except PermanentFailure:
        return None
    look = desk.look(
        Asked(
            at=visit.at,
            case=case,
            content_hash=message.content_hash,
            envelope=message.envelope,
            content=raw,
            recipients=message.envelope.recipients,
            answers=message.answers,
            hold=message.hold,
            passwords=message.passwords,
        )
    )
    return Missing() if not not_asked(look).isdisjoint(visit.viewer.addresses) else written_of(look)
