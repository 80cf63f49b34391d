"""What an account may do, changed by ICT; an administrator's rights only with a second person (four eyes)."""

from collections.abc import Iterable
from functools import partial

from gateway.console.confirming import Asking, confirming
from gateway.console.desk import Desk
from gateway.console.pages.service.two_steps import Change, two_steps
from gateway.console.pages.service.users import user_page
from gateway.console.replies import Fault, Missing, Page, Reply, Visit
from gateway.language import mark
from gateway.sign_in.accounts import AccountRole, StoredAccount
from gateway.sign_in.role_changes import RoleRequest, may_answer, needs_two, requests_of

FIELD = "role_"


def check(desk: Desk, visit: Visit) -> Reply:
    """New roles, to be looked at once more."""
    return _changed(desk, visit, confirmed=False)


def change(desk: Desk, visit: Visit) -> Reply:
    """They count now, or wait for a second person."""
    return _changed(desk, visit, confirmed=True)


def check_answer(desk: Desk, visit: Visit) -> Reply:
    """A second person's answer, to be looked at once more."""
    return _answered(desk, visit, confirmed=False)


def answer(desk: Desk, visit: Visit) -> Reply:
    """Given, or not."""
    return _answered(desk, visit, confirmed=True)


def chosen(visit: Visit) -> tuple[AccountRole, ...]:
    """The roles that a form has ticked, in their order."""
    return tuple(role for role in AccountRole if visit.said(f"{FIELD}{role.value}") == "yes")


def _changed(desk: Desk, visit: Visit, *, confirmed: bool) -> Reply:
    found = desk.app.accounts.stored(visit.here["account"])
    if found is None:
        return Missing()
    change = Change(
        faults=_faults(visit, found),
        form=partial(user_page, desk, visit, found),
        check=partial(_checked, visit, found),
        do=partial(_given, desk, visit, found),
    )
    return two_steps(desk, visit, found.name, change, confirmed=confirmed)


def _given(desk: Desk, visit: Visit, found: StoredAccount) -> str:
    wanted, by = chosen(visit), visit.viewer.account
    if needs_two(found.roles, wanted):
        desk.app.accounts.ask_roles(found.name, wanted, by=by, at=visit.at)
        return "roles-asked"
    desk.app.accounts.set_roles(found.name, wanted, by=by, at=visit.at)
    desk.sessions.end_all(found.name)
    return "roles"


def _answered(desk: Desk, visit: Visit, *, confirmed: bool) -> Reply:
    found = desk.app.accounts.stored(visit.here["account"])
    if found is None:
        return Missing()
    request = next((one for one in requests_of(desk.app.database, [found], visit.at)), None)
    faults = _answer_faults(visit, request)
    if request is None:
        return user_page(desk, visit, found, faults)
    change = Change(
        faults=faults,
        form=partial(user_page, desk, visit, found),
        check=partial(_checked_answer, visit, found, request),
        do=partial(_answer_given, desk, visit, found, request),
    )
    return two_steps(desk, visit, found.name, change, confirmed=confirmed)


def _answer_given(desk: Desk, visit: Visit, found: StoredAccount, request: RoleRequest) -> str:
    by = visit.viewer.account
    if visit.said("answer") != "give":
        desk.app.accounts.note(found.name, "roles-not-given", by=by, at=visit.at)
        return "roles-not-given"
    desk.app.accounts.set_roles(found.name, request.roles, by=by, at=visit.at)
    desk.sessions.end_all(found.name)
    return "roles"


def _faults(visit: Visit, found: StoredAccount) -> tuple[Fault, ...]:
    wanted = chosen(visit)
    if found.name == visit.viewer.account:
        return (Fault(why=mark("Somebody else must change your own roles."), field="roles"),)
    if not wanted:
        return (Fault(why=mark("Tick at least one role, or close the account."), field="roles"),)
    if set(wanted) == set(found.roles):
        return (Fault(why=mark("These are their roles already."), field="roles"),)
    return ()


def _answer_faults(visit: Visit, request: RoleRequest | None) -> tuple[Fault, ...]:
    if request is None or visit.said("asked") != request.at.isoformat():
        return (Fault(why=mark("This does not wait for an answer any more."), field="answer"),)
    if not may_answer(request, visit.viewer.account):
        return (Fault(why=mark("A second person must answer this."), field="answer"),)
    if visit.said("answer") not in {"give", "not"}:
        return (Fault(why=mark("Choose whether they get these roles."), field="answer"),)
    return ()


def _checked(visit: Visit, found: StoredAccount, faults: tuple[Fault, ...]) -> Page:
    wanted = chosen(visit)
    two = needs_two(found.roles, wanted)
    after = (
        mark("It counts once somebody else of information governance or ICT has confirmed it, within a week.")
        if two
        else mark("It counts at once, and whoever is signed in with this account is signed out.")
    )
    asking = Asking(
        title=mark("Check the change"),
        rows=_rows(found, wanted),
        action=f"/users/{found.name}/roles/change",
        button=mark("Ask for it") if two else mark("Confirm"),
        back=f"/users/{found.name}",
        hidden={f"{FIELD}{role.value}": "yes" for role in wanted},
        lines=(after,),
        grave=two,
    )
    return confirming(asking, visit, faults)


def _checked_answer(visit: Visit, found: StoredAccount, request: RoleRequest, faults: tuple[Fault, ...]) -> Page:
    gives = visit.said("answer") == "give"
    asking = Asking(
        title=mark("Check your answer"),
        rows=(
            *_rows(found, request.roles),
            (mark("Asked by"), request.asked_by),
            (mark("Your answer"), mark("They get these roles") if gives else mark("They do not get them")),
        ),
        action=f"/users/{found.name}/roles/answer",
        button=mark("Confirm"),
        back=f"/users/{found.name}",
        hidden={"answer": visit.said("answer"), "asked": visit.said("asked")},
        lines=(mark("Whoever is signed in with this account is signed out."),) if gives else (),
        grave=gives,
    )
    return confirming(asking, visit, faults)


def _rows(found: StoredAccount, wanted: Iterable[AccountRole]) -> tuple[tuple[str, str], ...]:
    return (
        (mark("Account"), found.name),
        (mark("Roles now"), ", ".join(found.roles)),
        (mark("Roles then"), ", ".join(role.value for role in wanted)),
    )
