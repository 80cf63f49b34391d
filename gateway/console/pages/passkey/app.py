"""An authenticator app for an account that has passkeys only."""

from gateway.console.desk import Desk
from gateway.console.pages.sign_in import shown_secret
from gateway.console.replies import Fault, Page, Redirect, Reply, Visit
from gateway.console.sign_in.fresh import second_factor
from gateway.language import mark


def form(desk: Desk, visit: Visit) -> Reply:
    """Its secret, once it was begun."""
    return _page(desk, visit, ())


def begin(desk: Desk, visit: Visit) -> Reply:
    """Make a secret, which the page then shows."""
    if not visit.viewer.session.fresh(visit.at):
        return Redirect(to="/account/passkeys")
    if not desk.authenticators.has(visit.viewer.account):
        desk.authenticators.begin(visit.viewer.account, visit.at, anew=True)
    return Redirect(to="/account/app")


def confirm(desk: Desk, visit: Visit) -> Reply:
    """A code of it: from now on it counts."""
    account = visit.viewer.account
    if not visit.said("code") or desk.authenticators.begun(account) is None:
        return _page(desk, visit, (Fault(why=mark("Enter the code that your app shows now."), field="code"),))
    fault = second_factor(desk, visit, account)
    if fault is not None:
        return _page(desk, visit, (fault,))
    desk.app.accounts.note(account, "authenticator-added", by=account, at=visit.at)
    return Redirect(to="/account")


def _page(desk: Desk, visit: Visit, faults: tuple[Fault, ...]) -> Page:
    account = visit.viewer.account
    # Whoever finds somebody else's browser open is not shown what would let them in again.
    secret = desk.authenticators.begun(account) if visit.viewer.session.fresh(visit.at) else None
    values: dict[str, object] = {"has": desk.authenticators.has(account), "begun": secret is not None}
    if secret is not None:
        values |= shown_secret(account, secret)
    return Page(template="app.html", values=values, faults=faults, status=422 if faults else 200)
