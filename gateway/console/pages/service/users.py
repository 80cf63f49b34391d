"""Who may sign in: roles, who they answer to, when they were last here; and ending that."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from gateway.console.confirming import Asking, confirming
from gateway.console.desk import Desk
from gateway.console.pages.account import SHOWN_SESSIONS
from gateway.console.pages.governance.forms import instant, list_taken_out
from gateway.console.pages.service.two_steps import Change, two_steps
from gateway.console.permissions import Permission, may
from gateway.console.queue import name_of
from gateway.console.replies import Fault, Missing, Page, Reply, Visit
from gateway.console.sign_in.second_factor import forget_second_factor
from gateway.language import all_of, joined, mark, mark_count
from gateway.model.parties import StaffMember
from gateway.record.reading import last_sign_ins
from gateway.registers.address import normal
from gateway.reports.files import Format
from gateway.sign_in.accounts import AccountRole, StoredAccount
from gateway.sign_in.role_changes import may_answer, requests_of

PAGE_SIZE: Final = 25
_DONE: Final = {
    "sessions": mark("They are signed out everywhere."),
    "roles": mark("They have these roles now, and are signed out."),
    "roles-asked": mark("It waits for a second person to confirm it."),
    "roles-not-given": mark("They do not get these roles."),
    "disable": mark("Nobody signs in with this account any more."),
    "second-factor": mark("Their app and passkeys are forgotten: the next sign-in sets up an app."),
}
_WHAT: Final = {
    "sessions": (
        mark("Sign them out"),
        mark("Whoever is signed in with this account is signed out everywhere, now."),
    ),
    "disable": (
        mark("Close the account"),
        mark("Nobody sends or signs in with it any more. “gateway user reset” opens it again, with a new password."),
    ),
    "second-factor": (
        mark("Reset what they prove themselves with"),
        mark(
            "Their app and passkeys are forgotten and they are signed out. Be sure that it is really them who asks."
        ),
    ),
}


_ROLES: Final = {
    AccountRole.STAFF: mark("Their own email, and what they are asked about."),
    AccountRole.MANAGER: mark("Emails that wait for a decision of theirs."),
    AccountRole.SAFEGUARDING: mark("The same, as a safeguarding lead."),
    AccountRole.ICT: mark("Runs the service. A second person confirms it."),
    AccountRole.IG: mark("Registers, requests, reports and every reason. A second person confirms it."),
    AccountRole.AUDITOR: mark("The record, and nothing to change."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleChoice:
    """A role, and whether they have it."""

    value: str
    hint: str
    held: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """An account, with what the register of staff says of its person."""

    account: str
    name: str
    roles: tuple[str, ...]
    may_send_as: tuple[str, ...]
    disabled: bool
    team: str
    line_manager: str
    deputy: str
    away_until: str
    last_sign_in: datetime | None  # None: never, as far back as the record goes
    sessions: int


def users(desk: Desk, visit: Visit) -> Reply:
    """Every account, by name; filtered by words of account, name or team."""
    wanted = visit.query.get("search", "").strip().lower()[:200]
    every, staff = desk.app.accounts.all(), desk.organisation().staff_by_address
    found = _fitting(every, staff, wanted)
    page = _page_number(visit.query.get("page", "1"), len(found))
    shown = found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return Page(
        template="users.html",
        values={
            "requests": requests_of(desk.app.database, every, visit.at),
            "users": _users(desk, visit, shown, staff),
            "count": len(found),
            "page": page,
            "pages": max(1, -(-len(found) // PAGE_SIZE)),
            "search": wanted,
            "called": partial(name_of, staff=staff),
            "formats": tuple(Format),
        },
    )


_COLUMNS: Final = (
    "account",
    "name",
    "roles",
    "may_send_as",
    "team",
    "line_manager",
    "deputy",
    "closed",
    "last_sign_in",
    "sessions",
)


def export(desk: Desk, visit: Visit) -> Reply:
    """All that the search leaves, as a file; it is on the record first (REC-1)."""
    staff = desk.organisation().staff_by_address
    found = _fitting(desk.app.accounts.all(), staff, visit.said("search").strip().lower()[:200])
    lines = (_line(one, desk.app.settings.timezone) for one in _users(desk, visit, found, staff))
    return list_taken_out(desk, visit, "users", _COLUMNS, lines)


def _line(one: User, zone: ZoneInfo) -> tuple[str, ...]:
    last = instant(one.last_sign_in, zone)
    several = ("|".join(one.roles), "|".join(one.may_send_as))
    closed = "yes" if one.disabled else "no"
    return one.account, one.name, *several, one.team, one.line_manager, one.deputy, closed, last, str(one.sessions)


def _fitting(every: Iterable[StoredAccount], staff: Mapping[str, StaffMember], wanted: str) -> list[StoredAccount]:
    return [one for one in every if wanted in _said_of(one, staff.get(normal(one.name)))]


def _users(desk: Desk, visit: Visit, shown: Sequence[StoredAccount], staff: Mapping[str, StaffMember]) -> list[User]:
    names = [one.name for one in shown]
    last, sessions = last_sign_ins(desk.app.database, names), desk.sessions.counted(names, visit.at)
    return [_user(one, staff.get(normal(one.name)), last.get(one.name), sessions[one.name]) for one in shown]


def user(desk: Desk, visit: Visit) -> Reply:
    """One of them."""
    found = _found(desk, visit)
    return Missing() if found is None else user_page(desk, visit, found, ())


def check(desk: Desk, visit: Visit) -> Reply:
    """What is about to be done, to be looked at once more."""
    return _changed(desk, visit, confirmed=False)


def change(desk: Desk, visit: Visit) -> Reply:
    """It is done, and recorded."""
    return _changed(desk, visit, confirmed=True)


def _changed(desk: Desk, visit: Visit, *, confirmed: bool) -> Reply:
    found = _found(desk, visit)
    if found is None:
        return Missing()
    change = Change(
        faults=_faults(visit, found),
        form=partial(user_page, desk, visit, found),
        check=partial(_checked, visit, found),
        do=partial(_done, desk, visit, found),
    )
    return two_steps(desk, visit, found.name, change, confirmed=confirmed)


def _done(desk: Desk, visit: Visit, found: StoredAccount) -> str:
    by, what = visit.viewer.account, visit.said("what")
    match what:
        case "disable":
            desk.app.accounts.disable(found.name, by=by, at=visit.at)
        case "second-factor":
            forget_second_factor(desk.app, found.name, by=by, at=visit.at)
        case _:
            desk.app.accounts.note(found.name, "signed-out", by=by, at=visit.at)
    desk.sessions.end_all(found.name)
    return what


def _said_of(one: StoredAccount, member: StaffMember | None) -> str:
    """What a search looks through."""
    staff = "" if member is None else f"{member.name} {member.team}"
    return f"{one.name} {staff} {' '.join(one.roles)}".lower()


def _found(desk: Desk, visit: Visit) -> StoredAccount | None:
    return desk.app.accounts.stored(visit.here["account"])


def _faults(visit: Visit, found: StoredAccount) -> tuple[Fault, ...]:
    what = visit.said("what")
    if what not in _WHAT:
        return (Fault(why=mark("Choose what should happen."), field="what"),)
    # The last one who could let others in would lock everybody out.
    if found.name == visit.viewer.account and what != "sessions":
        return (Fault(why=mark("Somebody else must do this to your own account."), field="what"),)
    if found.disabled and what == "disable":
        return (Fault(why=mark("This account is closed already."), field="what"),)
    return ()


def user_page(desk: Desk, visit: Visit, found: StoredAccount, faults: tuple[Fault, ...]) -> Page:
    """An account's page."""
    request = next(iter(requests_of(desk.app.database, [found], visit.at)), None)
    sessions = desk.sessions.of_account(found.name, visit.at)
    return Page(
        template="user.html",
        values={
            "user": _user(
                found,
                desk.member(found.name),
                last_sign_ins(desk.app.database, [found.name]).get(found.name),
                len(sessions),
            ),
            "second_factor": _second_factor(desk, found.name),
            "sessions": sessions[:SHOWN_SESSIONS],
            "more_sessions": max(0, len(sessions) - SHOWN_SESSIONS),
            "choices": [{"value": key, "title": title, "hint": hint} for key, (title, hint) in _WHAT.items()],
            "runs": may(visit.viewer, Permission.RUNS, half=False),
            "said": visit.said("what"),
            "roles": [
                RoleChoice(value=role.value, hint=_ROLES[role], held=role in found.roles) for role in AccountRole
            ],
            "request": request,
            "answers": request is not None and may_answer(request, visit.viewer.account),
            "done": _DONE.get(visit.query.get("done", ""), ""),
        },
        faults=faults,
        status=422 if faults else 200,
    )


def _checked(visit: Visit, found: StoredAccount, faults: tuple[Fault, ...]) -> Page:
    title, follows = _WHAT[visit.said("what")]
    asking = Asking(
        title=mark("Check before you do it"),
        rows=((mark("Account"), found.name), (mark("What should happen"), title)),
        action=f"/users/{found.name}/change",
        button=mark("Confirm"),
        back=f"/users/{found.name}",
        hidden={"what": visit.said("what")},
        lines=(follows,),
        grave=visit.said("what") != "sessions",
    )
    return confirming(asking, visit, faults)


def _user(one: StoredAccount, member: StaffMember | None, last_sign_in: datetime | None, sessions: int) -> User:
    return User(
        account=one.name,
        name="" if member is None else member.name,
        roles=tuple(role.value for role in one.roles),
        may_send_as=one.may_send_as,
        disabled=one.disabled,
        team="" if member is None else member.team,
        line_manager="" if member is None else member.line_manager,
        deputy="" if member is None else member.deputy,
        away_until=_away(member),
        last_sign_in=last_sign_in,
        sessions=sessions,
    )


def _away(member: StaffMember | None) -> str:
    return "" if member is None or member.away_until is None else joined("", (member.away_until,))


def _second_factor(desk: Desk, account: str) -> str:
    keys = len(desk.passkeys.of_account(account))
    said = [mark("an authenticator app")] if desk.authenticators.has(account) else []
    if keys:
        said.append(mark_count("{n} passkey", "{n} passkeys", keys))
    return all_of(said) or mark("nothing yet: the first sign-in sets it up")


def _page_number(text: str, count: int) -> int:
    last = max(1, -(-count // PAGE_SIZE))
    return min(last, max(1, int(text))) if text.isdecimal() and len(text) < 6 else 1
