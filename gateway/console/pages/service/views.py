"""Granting a view of what an email says: information governance, for a few hours, revocable at any moment."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

from gateway.console.confirming import Asking, confirming
from gateway.console.desk import Desk
from gateway.console.pages.governance.forms import instant, list_taken_out
from gateway.console.pages.service.named import about, names, sheets_of
from gateway.console.pages.service.told import tell_asker
from gateway.console.replies import Fault, Missing, Page, Redirect, Reply, Viewer, Visit
from gateway.console.sign_in.fresh import code_faults
from gateway.language import mark, mark_count
from gateway.model.errors import PermanentFailure
from gateway.notices.content_view import ViewNews
from gateway.record.content_views import ContentView, ViewState
from gateway.reports.files import Format

_HOURS: Final = {"1": 1, "2": 2, "4": 4}
_DONE: Final = {
    "granted": mark("They may look now. It ends by itself."),
    "refused": mark("They were not let in."),
    "revoked": mark("It is over: they may not look any more."),
}


def views(desk: Desk, visit: Visit) -> Reply:
    """All that was asked for, what waits first."""
    return _page(desk, visit, ())


_COLUMNS: Final = ("case", "asked_by", "asked_at", "why", "state", "answered_by", "answered_at", "answer", "until")


def export(desk: Desk, visit: Visit) -> Reply:
    """All that was asked for and is not about whoever asks, as a file; it is on the record first (REC-1)."""
    seen, zone = _not_about(desk, visit.viewer, desk.app.content_views().all(visit.at)), desk.app.settings.timezone
    return list_taken_out(desk, visit, "views", _COLUMNS, (_line(one, zone) for one in seen))


def _line(one: ContentView, zone: ZoneInfo) -> tuple[str, ...]:
    asked, decided, until = (instant(at, zone) for at in (one.asked_at, one.decided_at, one.until))
    return one.case, one.asked_by, asked, one.why, one.state.value, one.decided_by, decided, one.answer, until


def check(desk: Desk, visit: Visit) -> Reply:
    """An answer, to be looked at once more."""
    found = _one(desk, visit)
    if found is None:
        return Missing()
    faults = _faults(visit, found)
    return _page(desk, visit, faults) if faults else _checked(visit, found, ())


def answer(desk: Desk, visit: Visit) -> Reply:
    """Granted or refused."""
    found = _one(desk, visit)
    if found is None:
        return Missing()
    faults = _faults(visit, found)
    if faults:
        return _page(desk, visit, faults)
    faults = code_faults(desk, visit)
    if faults:
        return _checked(visit, found, faults)
    book, by, why = desk.app.content_views(), visit.viewer.account, visit.said("why")
    hours = _HOURS.get(visit.said("hours"))
    try:
        if hours is None:
            book.refuse(found.n, why, by=by, at=visit.at)
        else:
            book.grant(found.n, visit.at + timedelta(hours=hours), why, by=by, at=visit.at)
    except PermanentFailure as error:
        return _page(desk, visit, (Fault(why=f"{error}".capitalize() + "."),))
    tell_asker(desk, visit, found.n, ViewNews.REFUSED if hours is None else ViewNews.GRANTED)
    return Redirect(to=f"/views?done={'refused' if hours is None else 'granted'}")


def revoke(desk: Desk, visit: Visit) -> Reply:
    """Take a view back; at once, for it only protects."""
    found = _one(desk, visit)
    if found is None:
        return Missing()
    try:
        desk.app.content_views().revoke(found.n, by=visit.viewer.account, at=visit.at)
    except PermanentFailure:
        return _page(desk, visit, (Fault(why=mark("This view is over already.")),))
    tell_asker(desk, visit, found.n, ViewNews.ENDED)
    return Redirect(to="/views?done=revoked")


def views_waiting(desk: Desk, visit: Visit) -> int:
    """How many wait for an answer of this person's."""
    asked = [one for one in desk.app.content_views().all(visit.at) if one.state is ViewState.ASKED]
    return len([one for one in _not_about(desk, visit.viewer, asked) if one.asked_by != visit.viewer.account])


def _not_about(desk: Desk, viewer: Viewer, every: Sequence[ContentView]) -> list[ContentView]:
    """Those of cases that are not about the viewer."""
    theirs = about(desk, viewer, {one.case for one in every})
    return [one for one in every if one.case not in theirs]


def _one(desk: Desk, visit: Visit) -> ContentView | None:
    number = visit.here["view"]
    found = desk.app.content_views().one(int(number), visit.at) if number.isdecimal() and len(number) < 10 else None
    if found is None or names(desk, visit.viewer, found.case, sheets_of(desk, found.case)):
        return None
    return found


def _faults(visit: Visit, found: ContentView) -> tuple[Fault, ...]:
    faults: list[Fault] = []
    if visit.said("hours") not in (*_HOURS, "no"):
        faults.append(Fault(why=mark("Choose for how long, or that they may not look."), field=f"hours-{found.n}"))
    if not visit.said("why"):
        faults.append(Fault(why=mark("Say why, in a sentence."), field=f"why-{found.n}"))
    return tuple(faults)


def _page(desk: Desk, visit: Visit, faults: tuple[Fault, ...]) -> Page:
    seen = _not_about(desk, visit.viewer, desk.app.content_views().all(visit.at))
    return Page(
        template="views.html",
        values={
            "waiting": [one for one in seen if one.state is ViewState.ASKED],
            "open": [one for one in seen if one.state is ViewState.GRANTED],
            "over": [one for one in seen if one.state not in (ViewState.ASKED, ViewState.GRANTED)],
            "me": visit.viewer.account,
            "said": visit.form,
            "answering": visit.here.get("view", ""),
            "done": _DONE.get(visit.query.get("done", ""), ""),
            "formats": tuple(Format),
        },
        faults=faults,
        status=422 if faults else 200,
    )


def _checked(visit: Visit, found: ContentView, faults: tuple[Fault, ...]) -> Page:
    hours = _HOURS.get(visit.said("hours"))
    how = (
        mark("They may not look")
        if hours is None
        else mark_count("They may look for {n} hour", "They may look for {n} hours", hours)
    )
    asking = Asking(
        title=mark("Check your answer"),
        rows=(
            (mark("Case"), found.case),
            (mark("Who asks"), found.asked_by),
            (mark("Why they ask"), found.why),
            (mark("Your answer"), how),
            (mark("Why"), visit.said("why")),
        ),
        action=f"/views/{found.n}/answer",
        button=mark("Confirm"),
        back="/views",
        hidden={"hours": visit.said("hours"), "why": visit.said("why")},
        lines=()
        if hours is None
        else (
            mark(
                "They see all that this one email says. Each time they look is recorded, and you can end it at once."
            ),
        ),
        grave=hours is not None,
    )
    return confirming(asking, visit, faults)
