"""Signing in: a password, then a code from an authenticator app or a passkey; or a passkey alone."""

from typing import Final
from urllib.parse import quote

import segno

from gateway.console.desk import Desk
from gateway.console.kept_forms import KEPT_PATH
from gateway.console.replies import Fault, Page, Redirect, Reply, Visit
from gateway.console.sign_in.authenticators import address_of
from gateway.console.sign_in.fresh import factors, note_wrong_passkey, second_factor
from gateway.console.sign_in.passkeys import Seen
from gateway.console.sign_in.sessions import Means
from gateway.language import mark
from gateway.model.outcome import RecordKind

_WRONG: Final = mark("The email address or the password is wrong, or the account is closed.")
_NAME_CHARS: Final = 255


def ask(desk: Desk, visit: Visit) -> Reply:
    """The form."""
    if visit.signed_in is not None:
        return Redirect(to="/")
    return _form(desk, visit, "")


def take_password(desk: Desk, visit: Visit) -> Reply:
    """Check name and password. Which of them is wrong is not told."""
    name = visit.said("name").lower()[:_NAME_CHARS]
    if not name or not visit.form.get("password"):
        return _form(desk, visit, name, mark("Enter your email address and your password."))
    found = desk.app.accounts.authenticate(name, visit.form["password"])
    if found is None:
        # What was typed may be anything, a password too: only the name of an account is written down.
        by = name if desk.account(name) is not None else "nobody"
        desk.record(RecordKind.SIGNED_IN, by, [("what", "wrong-password"), ("client", visit.client)])
        return _form(desk, visit, name, _WRONG)
    token = desk.sessions.open(found.name, visit.client, visit.at)
    return Redirect(to=after_first_factor(desk, found.name, next_page(visit)), token=token)


def after_first_factor(desk: Desk, account: str, wanted: str) -> str:
    """Where somebody goes on who gave one factor."""
    page = "/sign-in/code"
    if not desk.has_second_factor(account):
        # Here, in answer to a form: fetching the page that shows the secret makes none.
        desk.authenticators.begin(account, desk.app.clock.now(), anew=True)
        page = "/sign-in/set-up"
    return page if wanted == "/" else f"{page}?next={quote(wanted)}"


def sign_in_form(desk: Desk, visit: Visit, why: str) -> Page:
    """The form again, after another way in did not work."""
    return _form(desk, visit, "", why)


def _form(desk: Desk, visit: Visit, name: str, why: str = "") -> Page:
    passkey = desk.passkeys.to_sign_in(visit.stamp, visit.at) if desk.passkeys.usable else ""
    values: dict[str, object] = {"name": name, "next": next_page(visit), "passkey": passkey, "kept_path": KEPT_PATH}
    values["provider"] = "" if desk.provider is None else desk.provider.settings.name
    faults = (Fault(why=why, field="name"),) if why else ()
    return Page(template="sign-in.html", values=values, faults=faults, status=422 if why else 200)


def passkey(desk: Desk, visit: Visit) -> Reply:
    """A passkey alone is two factors: what holds the key, and the finger or PIN that it asked for."""
    answer = desk.passkeys.answered(visit.said("credential"), visit.stamp, visit.at)
    found = desk.account(answer.account) if answer.account else None
    if answer.seen is not Seen.RIGHT or found is None:
        note_wrong_passkey(desk, visit, answer, "nobody" if found is None else found.name)
        why = mark("That passkey did not work here. Try again, or sign in with your password.")
        return _form(desk, visit, "", why)
    token = desk.sessions.open(found.name, visit.client, visit.at, means=Means.PASSKEY, checked_at=visit.at)
    desk.record(RecordKind.SIGNED_IN, found.name, [("what", "signed-in-passkey"), ("client", visit.client)])
    return Redirect(to=next_page(visit), token=token)


def ask_code(desk: Desk, visit: Visit) -> Reply:
    """The second form."""
    account = _account(visit)
    if not desk.has_second_factor(account):
        return Redirect(to="/sign-in/set-up")
    return _second(desk, visit, account)


def _second(desk: Desk, visit: Visit, account: str, fault: Fault | None = None) -> Page:
    values: dict[str, object] = {"next": next_page(visit), "again": factors(desk, visit, account)}
    faults = () if fault is None else (fault,)
    return Page(template="code.html", values=values, faults=faults, status=422 if faults else 200)


def take_code(desk: Desk, visit: Visit) -> Reply:
    """Check the code or the passkey; from then on the session opens pages."""
    account = _account(visit)
    first = not desk.has_second_factor(account)
    fault = second_factor(desk, visit, account)
    if fault is not None and first:
        return _setting_up(desk, visit, account, fault)
    if fault is not None:
        return _second(desk, visit, account, fault)
    token = desk.sessions.checked(visit.token, visit.at)
    desk.record(RecordKind.SIGNED_IN, account, [("what", "signed-in"), ("client", visit.client)])
    return Redirect(to=next_page(visit) if token else "/sign-in", token=token)


def set_up_passkey(desk: Desk, visit: Visit) -> Reply:
    """The first second factor may be a passkey instead of an app."""
    account = _account(visit)
    if desk.has_second_factor(account):
        return Redirect(to="/sign-in/code")
    if not desk.passkeys.add(account, visit.said("title"), visit.said("credential"), visit.stamp, visit.at):
        fault = Fault(why=mark("That passkey could not be added. Try again, or use an app."))
        return _setting_up(desk, visit, account, fault)
    # The secret that was shown beside it sets nothing up any more.
    desk.authenticators.forget(account)
    desk.app.accounts.note(account, "passkey-added", by=account, at=visit.at)
    token = desk.sessions.checked(visit.token, visit.at)
    desk.record(RecordKind.SIGNED_IN, account, [("what", "signed-in"), ("client", visit.client)])
    return Redirect(to=next_page(visit) if token else "/sign-in", token=token)


def set_up(desk: Desk, visit: Visit) -> Reply:
    """Show the secret of a new authenticator, as a picture and in letters."""
    account = _account(visit)
    if desk.has_second_factor(account):
        return Redirect(to="/sign-in/code")
    return _setting_up(desk, visit, account)


def sign_out(desk: Desk, visit: Visit) -> Reply:
    """End the session."""
    desk.sessions.end(visit.token)
    desk.record(RecordKind.SIGNED_IN, visit.viewer.account, [("what", "signed-out"), ("client", visit.client)])
    theirs = visit.viewer.session.means == Means.PROVIDER
    return Redirect(to="/signed-out" if theirs else "/sign-in", token="")


def _setting_up(desk: Desk, visit: Visit, account: str, fault: Fault | None = None) -> Reply:
    secret = desk.authenticators.begun(account)
    if secret is None:
        # A secret is made in answer to a form: after the password, or on the account's own page.
        return Redirect(to="/sign-in" if visit.signed_in is None else "/account/app")
    values: dict[str, object] = {
        **shown_secret(account, secret),
        "next": next_page(visit),
        "passkey": desk.passkeys.to_add(account, visit.stamp, visit.at) if desk.passkeys.usable else "",
    }
    faults = () if fault is None else (fault,)
    return Page(template="set-up.html", values=values, faults=faults, status=422 if faults else 200)


def shown_secret(account: str, secret: str) -> dict[str, object]:
    """For a page that sets an app up: as a picture, and in letters."""
    picture = segno.make(address_of(secret, account), micro=False)
    return {
        "picture": picture.svg_inline(omitsize=True, svgclass=None, lineclass=None, border=2),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
    }


def _account(visit: Visit) -> str:
    return visit.half.account if visit.half is not None else visit.viewer.account


def next_page(visit: Visit) -> str:
    """Where they wanted to go: a path of ours, nothing else ("//elsewhere" is another site)."""
    wanted = visit.said("next") or visit.query.get("next", "")
    return wanted if wanted.startswith("/") and not wanted.startswith(("//", "/\\")) else "/"
