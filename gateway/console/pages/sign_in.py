"""Signing in: a password, then a code from an authenticator app."""

from typing import Final

import segno

from gateway.console.authenticators import address_of
from gateway.console.desk import Desk
from gateway.console.replies import Fault, Page, Redirect, Reply, Visit
from gateway.model.outcome import RecordKind

_WRONG: Final = "The email address or the password is wrong, or the account is closed."
_NAME_CHARS: Final = 255


def ask(_desk: Desk, visit: Visit) -> Reply:
    """The form."""
    if visit.signed_in is not None:
        return Redirect(to="/")
    return Page(template="sign-in.html")


def take_password(desk: Desk, visit: Visit) -> Reply:
    """Check name and password. Which of them is wrong is not told."""
    name = visit.said("name").lower()[:_NAME_CHARS]
    if not name or not visit.form.get("password"):
        return _again("Enter your email address and your password.", name)
    found = desk.app.accounts.authenticate(name, visit.form["password"])
    if found is None:
        # What was typed may be anything, a password too: only the name of an account is written down.
        by = name if desk.account(name) is not None else "nobody"
        desk.record(RecordKind.SIGNED_IN, by, [("what", "wrong-password"), ("client", visit.client)])
        return _again(_WRONG, name)
    token = desk.sessions.open(found.name, visit.client, visit.at)
    known = desk.authenticators.has(found.name)
    return Redirect(to="/sign-in/code" if known else "/sign-in/set-up", token=token)


def _again(why: str, name: str) -> Page:
    return Page(template="sign-in.html", values={"name": name}, faults=(Fault(why=why, field="name"),), status=422)


def ask_code(desk: Desk, visit: Visit) -> Reply:
    """The second form."""
    account = _account(visit)
    if not desk.authenticators.has(account):
        return Redirect(to="/sign-in/set-up")
    return Page(template="code.html", values={"next": _next(visit)})


def take_code(desk: Desk, visit: Visit) -> Reply:
    """Check the code; from then on the session opens pages."""
    account = _account(visit)
    if not desk.authenticators.take(account, visit.said("code"), visit.at):
        desk.record(RecordKind.SIGNED_IN, account, [("what", "wrong-code"), ("client", visit.client)])
        why = "That code is not right, or was used before. Wait for the next one and enter that."
        values: dict[str, object] = {"next": _next(visit)}
        template = "code.html"
        if not desk.authenticators.has(account):
            template, values = "set-up.html", _set_up(desk, visit, account)
        return Page(template=template, values=values, faults=(Fault(why=why, field="code"),), status=422)
    token = desk.sessions.checked(visit.token, visit.at)
    desk.record(RecordKind.SIGNED_IN, account, [("what", "signed-in"), ("client", visit.client)])
    return Redirect(to=_next(visit) if token else "/sign-in", token=token)


def set_up(desk: Desk, visit: Visit) -> Reply:
    """Show the secret of a new authenticator, as a picture and in letters."""
    account = _account(visit)
    if desk.authenticators.has(account):
        return Redirect(to="/sign-in/code")
    return Page(template="set-up.html", values=_set_up(desk, visit, account))


def sign_out(desk: Desk, visit: Visit) -> Reply:
    """End the session."""
    desk.sessions.end(visit.token)
    desk.record(RecordKind.SIGNED_IN, visit.viewer.account, [("what", "signed-out"), ("client", visit.client)])
    return Redirect(to="/sign-in", token="")


def _set_up(desk: Desk, visit: Visit, account: str) -> dict[str, object]:
    secret = desk.authenticators.begin(account, visit.at)
    picture = segno.make(address_of(secret, account), micro=False)
    return {
        "picture": picture.svg_inline(omitsize=True, svgclass=None, lineclass=None, border=2),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "next": _next(visit),
    }


def _account(visit: Visit) -> str:
    return visit.half.account if visit.half is not None else visit.viewer.account


def _next(visit: Visit) -> str:
    """Where they wanted to go: a path of ours, nothing else ("//elsewhere" is another site)."""
    wanted = visit.said("next") or visit.query.get("next", "")
    return wanted if wanted.startswith("/") and not wanted.startswith(("//", "/\\")) else "/"
